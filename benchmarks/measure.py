"""Times of two ways to do a thing, taken in turns so that both meet the same load."""

import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

Work = Callable[[], object]
Clock = Callable[[Work], float]


class Times(NamedTuple):
    """CPU seconds of ours and of the reference, each the least of several rounds, added up over all pairs of work."""

    ours: float
    reference: float

    @property
    def ratio(self) -> float:
        return self.ours / self.reference


def cpu_time(work: Work) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def cpu_time_of_children(work: Work) -> float:
    """CPU seconds, user and system, of the processes that ``work`` starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def process(*command: str) -> Work:
    """A process that runs to its end, whatever it says."""
    return lambda: subprocess.run(command, capture_output=True, check=False)


def in_turns(pairs: Sequence[tuple[Work, Work]], rounds: int, clock: Clock = cpu_time) -> Times:
    """The times of ``pairs`` of (ours, reference). The first round, which fills caches, is not counted."""
    for ours, reference in pairs:
        ours()
        reference()
    taken = [[(clock(ours), clock(reference)) for ours, reference in pairs] for _ in range(rounds)]
    least = [(min(a for a, _ in pair), min(b for _, b in pair)) for pair in zip(*taken, strict=True)]
    return Times(sum(ours for ours, _ in least), sum(reference for _, reference in least))
