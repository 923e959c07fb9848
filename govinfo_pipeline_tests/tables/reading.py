"""Files to be read in processes of their own, and what was read of them."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from govinfo_pipeline.reading.files import find_files, load
from govinfo_pipeline.tables.cache import Batch
from govinfo_pipeline.tables.workers import Task, read
from govinfo_pipeline_tests.samples import RAW

CLEAN = (RAW / "2022" / "huaxian_county.txt").read_bytes()


def read_but_fall_over(tasks: Sequence[Task]) -> Batch:
    """Reads, but ends the process at a file that says so, hangs at another, and fails at a third."""
    for task in tasks:
        match task.file.path.partition("_")[2]:
            case "deadly.txt":
                os.kill(os.getpid(), signal.SIGKILL)
            case "endless.txt":
                time.sleep(600)
            case "faulty.txt":
                raise RuntimeError("the reader has a fault")
    return read(tasks)


def read_one(tasks: Sequence[Task]) -> Batch:
    """Reads the first file and gives the others back."""
    return read(tasks[:1])


def tasks_of(folder: Path, names: Sequence[str]) -> list[Task]:
    """Reports of these names written to a folder, to be read."""
    for name in names:
        (folder / name).write_bytes(CLEAN + name.encode())
    return [Task(file, load(file).sha256) for file in find_files(folder)]


def rows_of(batches: Sequence[Batch]) -> dict[str, dict[str, Any]]:
    """The rows that were read, by the path of the file."""
    rows = [row for batch in batches for row in pa.ipc.open_stream(batch.rows).read_all().to_pylist()]
    assert len(rows) == len({row["source_path"] for row in rows}), "no file is read twice"
    return {row["source_path"]: row for row in rows}
