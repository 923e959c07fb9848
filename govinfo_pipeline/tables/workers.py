"""Reading in processes of their own: a file that kills its process, or never ends, costs itself and no other file."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple, Protocol, Self

from pebble import ProcessExpired, ProcessPool

from govinfo_pipeline.reading.files import Content, RawFile, read_file
from govinfo_pipeline.reading.reasons import Reason
from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.cache import Batch, Key, packed

TIME_LIMIT = 60.0
"""Seconds that reading one file may take; the slowest reports, of some hundred pages, take a few."""
LARGEST_BATCH = 64
"""Files that a process is given at a time."""
_ENOUGH = 20.0
"""Seconds after which a process gives back the rest of its files: those of some formats take seconds each, and none is
at fault when together they take longer than one may.
"""
ENDED = Reason.of("reader_ended")
_LOOKED = 60.0
"""Seconds after which it is looked whether there still is anybody who reads."""
_RENEWED = 200
"""Batches after which a process is replaced by a new one, so that what a library leaks does not add up."""


class Task(NamedTuple):
    """A file to read, and what it was found to hold: the SHA-256 (empty if it could not be opened)."""

    file: RawFile
    sha256: str

    @property
    def key(self) -> Key:
        """What the result depends on."""
        return Key(self.sha256 or self.file.path, self.file.path.rpartition("/")[2], self.file.folder_year or 0)


Work = Callable[[Sequence[Task]], Batch]
"""What is done with some files; a batch has the first of them, or all."""


class Readers(Protocol):
    """What reads batches of files, several at a time."""

    def number(self) -> int:
        """How many batches are read at the same time."""

    def start(self, tasks: Sequence[Task]) -> Future[Sequence[Batch]]:
        """Has some files read."""

    def reason(self, error: BaseException) -> Reason:
        """Why files could not be read, in words. Raises what is no fault of theirs."""


def read(tasks: Sequence[Task]) -> Batch:
    """Reads some files one after another, as many as can be read in :data:`_ENOUGH` seconds and at least one."""
    until = time.monotonic() + _ENOUGH
    found: list[tuple[ReadReport, Content]] = []
    for task in tasks:
        if found and time.monotonic() > until:
            break
        found.append(_read(task))
    return _batch(found, tasks[: len(found)])


def read_all(tasks: Sequence[Task], readers: Readers, size: int | None = None) -> Iterator[Batch]:
    """The rows of the files, batch by batch as they are done; no more than a few batches are held at a time.

    A batch has ``size`` files, or as many as keep all ``readers`` busy to the end. A file that cannot be read is a row
    in quarantine that says why.
    """
    size = size or max(1, min(LARGEST_BATCH, len(tasks) // (readers.number() * 4)))
    waiting = iter([tasks[start : start + size] for start in range(0, len(tasks), size)])
    under_way: dict[Future[Sequence[Batch]], Sequence[Task]] = {}

    def start(batches: Iterable[Sequence[Task]]) -> None:
        under_way.update({readers.start(batch): batch for batch in batches})

    while True:
        start(islice(waiting, max(0, 2 * readers.number() - len(under_way))))
        if not under_way:
            break
        for future in wait(under_way, timeout=_LOOKED, return_when=FIRST_COMPLETED).done:
            batch, error = under_way.pop(future), _error(future)
            if error is None:
                done = future.result()
                yield from done
                if rest := batch[sum(len(part.keys) for part in done) :]:
                    start([rest])
                continue
            reason = readers.reason(error)
            if len(batch) == 1:
                yield _refused(batch[0], reason)
            else:
                # Which of them it was is told by reading each by itself.
                start([task] for task in batch)


class Processes:
    """Readers that are processes of this machine; a file may take ``time_limit`` seconds."""

    def __init__(self, number: int, time_limit: float = TIME_LIMIT, work: Work = read) -> None:
        self._number = number
        self._time_limit = time_limit
        self._work = work
        self._pool = ProcessPool(number, max_tasks=_RENEWED, context=get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends them, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def number(self) -> int:
        """How many there are."""
        return self._number

    def start(self, tasks: Sequence[Task]) -> "Future[Sequence[Batch]]":
        """Has some files read by one of them."""
        done: Future[Sequence[Batch]] = self._pool.schedule(_alone, args=[self._work, tasks], timeout=self._time_limit)
        return done

    def reason(self, error: BaseException) -> Reason:
        """What has ended the reading of files, in words."""
        if isinstance(error, TimeoutError):
            return Reason.of("too_slow", seconds=round(self._time_limit))
        if isinstance(error, ProcessExpired):
            return ENDED
        return Reason.of("reader_failed", error=type(error).__name__, said=str(error))


def _alone(work: Work, tasks: Sequence[Task]) -> Sequence[Batch]:
    return [work(tasks)]


def _error(future: "Future[Sequence[Batch]]") -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _read(task: Task) -> tuple[ReadReport, Content]:
    content, report = read_file(task.file)
    if content.problem is None and content.sha256 != task.sha256:
        report = ReadReport("unknown", reason=Reason.of("changed_while_read"))
        content = content._replace(reason=report.reason)
    return report, content


def _refused(task: Task, reason: Reason) -> Batch:
    return _batch([(ReadReport("unknown", reason=reason), Content(b"", task.sha256, 0, reason))], [task])


def _batch(found: Sequence[tuple[ReadReport, Content]], tasks: Sequence[Task]) -> Batch:
    rows = [
        parsed.row(report, year=task.file.folder_year, source_path=task.file.path, sha256=task.sha256)
        for task, (report, _) in zip(tasks, found, strict=True)
    ]
    return Batch(
        [task.key for task in tasks],
        [report.year for report, _ in found],
        [report.status for report, _ in found],
        [content.problem is None and report.lasting for report, content in found],
        packed(parsed.to_table(rows)),
    )
