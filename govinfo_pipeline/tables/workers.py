"""Reading in processes of their own: a file that kills its process, or never ends, costs itself and no other file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import PurePosixPath
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from govinfo_pipeline.reading.files import Content, RawFile, read_file
from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.cache import Batch, Key, packed

TIME_LIMIT = 60.0
"""Seconds that reading one file may take; the slowest reports, of some hundred pages, take a few."""
LARGEST_BATCH = 64
"""Files that a process is given at a time."""
_RENEWED = 200
"""Batches after which a process is replaced by a new one, so that what a library leaks does not add up."""


class Task(NamedTuple):
    """A file to read, and what it was found to hold: the SHA-256 (empty if it could not be opened)."""

    file: RawFile
    sha256: str

    @property
    def key(self) -> Key:
        """What the result depends on."""
        return Key(self.sha256 or self.file.path, PurePosixPath(self.file.path).name, self.file.folder_year or 0)


def read(tasks: Sequence[Task]) -> Batch:
    """Reads some files one after another."""
    return _batch([_read(task) for task in tasks], tasks)


def read_all(
    tasks: Sequence[Task],
    processes: int,
    time_limit: float = TIME_LIMIT,
    work: Callable[[Sequence[Task]], Batch] = read,
) -> Iterator[Batch]:
    """The rows of the files, batch by batch as they are done; no more than a few batches are held at a time.

    ``work`` is what the processes do with a batch. A file whose process ends, or that takes longer than ``time_limit``
    seconds, is a row in quarantine that says so.
    """
    size = max(1, min(LARGEST_BATCH, len(tasks) // (processes * 4)))
    waiting = iter([tasks[start : start + size] for start in range(0, len(tasks), size)])
    pool = ProcessPool(min(processes, max(1, len(tasks))), max_tasks=_RENEWED, context=get_context("spawn"))
    under_way: dict[Future[Batch], Sequence[Task]] = {}

    def start(batches: Iterable[Sequence[Task]]) -> None:
        under_way.update({pool.schedule(work, args=[batch], timeout=time_limit): batch for batch in batches})

    try:
        while True:
            start(islice(waiting, max(0, 2 * processes - len(under_way))))
            if not under_way:
                break
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                batch = under_way.pop(future)
                problem = _problem(future, time_limit)
                if problem is None:
                    yield future.result()
                elif len(batch) == 1:
                    yield _refused(batch[0], problem)
                else:
                    # Which of them it was is told by reading each by itself.
                    start([task] for task in batch)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _problem(future: "Future[Batch]", time_limit: float) -> str | None:
    """Why a batch could not be read, in words; null if it was."""
    error = future.exception()
    if error is None:
        return None
    if isinstance(error, TimeoutError):
        return (
            f"reading the file took more than {time_limit:.0f} seconds and was ended; save it anew or in another format"
        )
    if isinstance(error, ProcessExpired):
        return (
            "the process that read the file ended, as it does without memory; save the file anew or in another format"
        )
    return f"the file could not be read ({type(error).__name__}: {error}); save it anew or in another format"


def _read(task: Task) -> tuple[ReadReport, Content]:
    content, report = read_file(task.file)
    if content.problem is None and content.sha256 != task.sha256:
        report = ReadReport("unknown", problem="the file was changed while it was being read; run again")
        content = content._replace(problem=report.problem)
    return report, content


def _refused(task: Task, problem: str) -> Batch:
    return _batch([(ReadReport("unknown", problem=problem), Content(b"", task.sha256, 0, problem))], [task])


def _batch(found: Sequence[tuple[ReadReport, Content]], tasks: Sequence[Task]) -> Batch:
    rows = [
        parsed.row(report, year=task.file.folder_year, source_path=task.file.path, sha256=task.sha256)
        for task, (report, _) in zip(tasks, found, strict=True)
    ]
    return Batch(
        [task.key for task in tasks],
        [report.year for report, _ in found],
        [report.status for report, _ in found],
        [content.problem is None for _, content in found],
        packed(parsed.to_table(rows)),
    )
