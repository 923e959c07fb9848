"""``python -m benchmarks cluster``: a year read by one worker of a Dask cluster, and by two.

Scheduler and workers are processes on this machine. The two take turns, and the least time of each counts: once on the
clock, and once without the time for which the processes that read were waiting for a processor, as they would not on
machines of their own. What the program that hands out the files spends on a report besides, and the scheduler, says how
many workers they can keep busy.
"""

import json
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from benchmarks.page import put
from benchmarks.reports import YEAR, write_year
from govinfo_pipeline.tables.intake import Intake
from govinfo_pipeline_tests.cluster.machines import Machines

if TYPE_CHECKING:
    from psutil import Process  # type: ignore[import-untyped]  # comes with distributed

REPORTS = 3000
ROUNDS = 3
WARM = 100
"""Files that are read before anything is measured, so that all processes have started."""


class Turn(NamedTuple):
    """Seconds on the clock, and those without waiting for a processor; CPU seconds of program, scheduler, workers."""

    seconds: float
    undisturbed: float
    program: float
    scheduler: float
    workers: float


class Scaling(NamedTuple):
    """What a turn takes at least with one worker, and with two; how busy the machine was with other things (load)."""

    reports: int
    one: Turn
    two: Turn
    load: float

    @property
    def on_the_clock(self) -> float:
        """How many times as fast two workers are."""
        return self.one.seconds / self.two.seconds

    @property
    def ratio(self) -> float:
        """How many times as fast two workers are, without waiting for a processor."""
        return self.one.undisturbed / self.two.undisturbed

    @property
    def most(self) -> float:
        """How many workers the busier of program and scheduler can keep busy, by their CPU."""
        return self.two.workers / max(self.two.program, self.two.scheduler)


def measure(reports: int = REPORTS, rounds: int = ROUNDS) -> Scaling:
    """Reads the same files by turns, each time as if for the first time."""
    load = os.getloadavg()[0]
    with (
        TemporaryDirectory() as folder,
        Machines(_made(folder, "one"), 1) as one,
        Machines(_made(folder, "two"), 2) as two,
    ):
        raw = Path(folder, "raw")
        write_year(raw, reports)
        files = Intake(raw, Path(folder, "cache")).list_year(YEAR)
        for machines in (one, two):
            _turn(machines, raw, files[:WARM])
        turns = [(_turn(one, raw, files), _turn(two, raw, files)) for _ in range(rounds)]
        with_one, with_two = (Turn(*map(min, zip(*of_one, strict=True))) for of_one in zip(*turns, strict=True))
        return Scaling(reports, with_one, with_two, load)


def _turn(machines: Machines, raw: Path, files: pd.DataFrame) -> Turn:
    with TemporaryDirectory() as cache:
        intake = Intake(raw, Path(cache), scheduler=machines.address)
        before, waited = _cpu(machines), _waited(machines)
        began = time.monotonic()
        read = intake.read(files).read
        seconds = time.monotonic() - began
    assert read == len(files), "every file was read anew"
    undisturbed = seconds - (_waited(machines) - waited)
    return Turn(seconds, undisturbed, *(now - then for now, then in zip(_cpu(machines), before, strict=True)))


def _cpu(machines: Machines) -> tuple[float, float, float]:
    workers = sum(_cpu_of(process) for worker in machines.workers for process in _all(worker.pid))
    return time.process_time(), sum(map(_cpu_of, _all(machines.scheduler.pid))), workers


def _waited(machines: Machines) -> float:
    """Seconds for which the busiest process of a worker could have run, and another one ran; their mean."""
    busiest = [max(_all(worker.pid), key=_cpu_of) for worker in machines.workers]
    waited = [int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[1]) for process in busiest]
    return sum(waited) / len(waited) / 1e9


def _all(process: int) -> "list[Process]":
    """A process and all that it has started and that still run."""
    from psutil import Process

    whole = Process(process)
    return [whole, *whole.children(recursive=True)]


def _cpu_of(process: "Process") -> float:
    """CPU seconds of a process, and of those that it had started and that have ended."""
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _made(folder: str, name: str) -> Path:
    path = Path(folder, name)
    path.mkdir()
    return path


def table(scaling: Scaling) -> str:
    """The measurement as a table for people."""
    lines = [
        "| workers | clock | without waiting | reports a second | CPU: workers | scheduler | program |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for workers, turn in enumerate((scaling.one, scaling.two), 1):
        lines.append(
            f"| {workers} | {turn.seconds:.1f} s | {turn.undisturbed:.1f} s | {scaling.reports / turn.undisturbed:.0f} "
            f"| {turn.workers:.1f} s | {turn.scheduler:.1f} s | {turn.program:.1f} s |"
        )
    said = (
        f"{scaling.reports:,} reports, the least of the turns, load {scaling.load:.1f} before them on {os.cpu_count()} "
        f"processors: two workers read **{scaling.ratio:.2f} times as fast** as one without waiting for a processor, "
        f"{scaling.on_the_clock:.2f} times on the clock. By their CPU, the busier of program and scheduler can keep "
        f"{scaling.most:.0f} such workers busy."
    )
    return "\n".join(lines) + f"\n\n{said}\n"


def run(reports: int, rounds: int) -> None:
    """Measures, prints and saves."""
    scaling = measure(reports, rounds)
    print(json.dumps(scaling._asdict()), flush=True)
    text = table(scaling)
    print(text)
    put("cluster", text)
