"""``python -m benchmarks scale``: a year of many reports from end to end, against the bare loop, and once more.

Each run is a process of its own, so that the memory of one is not that of another. The bare loop reads every file and
checks its identities on two processes, and keeps nothing. The first run makes all tables, checks and metrics through
Dagster; the second follows it after some files have changed.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.page import put
from benchmarks.reports import YEAR, report, write_year
from govinfo_pipeline.checks.identities import check_report
from govinfo_pipeline.reading.files import find_files, read_file
from govinfo_pipeline.tables import parsed

CHANGED = 10
PROCESSES = 2
_CHUNK = 64


class Run(NamedTuple):
    """Seconds of a run on the clock, CPU seconds of all its processes, and the largest memory of any of them (MB)."""

    seconds: float
    cpu: float
    memory: int


class Scale(NamedTuple):
    """What was measured with a number of reports."""

    reports: int
    bare: Run
    first: Run
    again: Run


def bare(raw: Path) -> None:
    """Reads all files and checks their identities, on two processes."""
    files = find_files(raw)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
        for _ in pool.map(_read_and_check, parts):
            pass


def _read_and_check(files: Sequence) -> int:  # type: ignore[type-arg]  # of RawFile
    for file in files:
        content, read = read_file(file)
        parsed.row(read, year=file.folder_year, source_path=file.path, sha256=content.sha256)
        check_report(read)
    return len(files)


def through_dagster(raw: Path, home: Path) -> None:
    """Makes everything of the year, as ``govinfo run`` does."""
    from govinfo_pipeline.orchestration.runner import run_years
    from govinfo_pipeline.settings import Settings

    (outcome,) = run_years(Settings(raw, home), [YEAR], unplaced=False)
    if not outcome.success:
        raise RuntimeError("\n".join(outcome.errors))


def measure(reports: int) -> Scale:
    """All three runs on a year of ``reports`` reports, in a folder that is removed afterwards."""
    with TemporaryDirectory() as folder:
        raw, home = Path(folder, "raw"), Path(folder, "home")
        write_year(raw, reports)
        loop = _in_a_process("bare", raw)
        first = _in_a_process("dagster", raw, home)
        for number in range(0, reports, max(1, reports // CHANGED)):
            file = report(number, YEAR + 1)
            (raw / report(number).path).unlink()
            (raw / file.path).write_bytes(file.data)
        return Scale(reports, loop, first, _in_a_process("dagster", raw, home))


def _in_a_process(what: str, *folders: Path) -> Run:
    """Runs this module, and watches the memory of the process and of those that it starts."""
    command = [sys.executable, "-m", "benchmarks.scale", what, *map(str, folders)]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watch = _Memory(process.pid)
        watch.start()
        before = os.times()
        process.wait()
        after = os.times()
        watch.ended.set()
        watch.join()
    if process.returncode:
        raise RuntimeError(f"the run {what} failed; see python -m benchmarks.scale {what}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(time.monotonic() - began, cpu, watch.largest)


class _Memory(threading.Thread):
    """The largest memory (MB) that a process or one of its descendants has had, looked up several times a second."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.ended = threading.Event()
        self.largest = 0

    def run(self) -> None:
        while not self.ended.wait(0.2):
            self.largest = max([self.largest, *map(_peak, _descendants(self._process))])


def _descendants(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:
            continue
        for child in below:
            yield from _descendants(int(child))


def _peak(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def table(scales: Sequence[Scale]) -> str:
    """The measurements as a table for people."""
    lines = [
        "| reports | bare loop | through Dagster | ratio | of CPU | largest process | again, 10 changed | of the CPU |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for scale in scales:
        first, again = scale.first, scale.again
        lines.append(
            f"| {scale.reports:,} | {scale.bare.seconds:.0f} s ({scale.bare.cpu:.0f} s CPU) "
            f"| {first.seconds:.0f} s ({first.cpu:.0f} s CPU) | {first.seconds / scale.bare.seconds:.2f} "
            f"| {first.cpu / scale.bare.cpu:.2f} | {first.memory} MB "
            f"| {again.seconds:.0f} s ({again.cpu:.0f} s CPU) | {again.cpu / first.cpu:.0%} |"
        )
    return "\n".join(lines) + "\n"


def run(numbers: Sequence[int]) -> None:
    """Measures, prints and saves."""
    scales = []
    for reports in numbers:
        scales.append(measure(reports))
        print(json.dumps(scales[-1]._asdict()), flush=True)
    text = table(scales)
    print(text)
    put("scale", text)


if __name__ == "__main__":
    what, *folders = sys.argv[1:]
    if what == "bare":
        bare(Path(folders[0]))
    else:
        through_dagster(Path(folders[0]), Path(folders[1]))
