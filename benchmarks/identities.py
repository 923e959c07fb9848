"""``python -m benchmarks identities``: the identities of a year, against reading the tables that they are made on.

Three things are measured in turns, each in a process of its own, by the CPU seconds that it takes after its imports:
reading the five tables one after the other as frames; going through them in chunks, as the step ``identity_results``
does; and the same with every identity evaluated and its rows given. The checks are what the last has more than the one
before it, and are compared with the first.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.page import put
from benchmarks.reports import YEAR, drawn
from govinfo_pipeline.checks.chunks import chunks
from govinfo_pipeline.checks.instances import CODED
from govinfo_pipeline.checks.results import of_reports, of_units
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.store import PART, Stored, TableStore, as_table, stream
from govinfo_pipeline_tests.building import report_of

TABLES = {
    "reports": normalize.reports,
    "proactive_disclosure": normalize.proactive_disclosure,
    "applications": normalize.applications,
    "disputes": normalize.disputes,
    "claims": normalize.claims,
}
"""The tables that identities are made on, and how each comes from what was read."""
REPORTS = 200_000
KNOWN = 1000
"""Reports that are made; of each there are as many under other names as are needed."""
ROUNDS = 3
_MARK = "{:06d}"


class Cost(NamedTuple):
    """CPU seconds, and the largest memory of the process (MB)."""

    cpu: float
    memory: int


class Round(NamedTuple):
    """One turn of each."""

    reading: Cost
    passing: Cost
    checking: Cost

    @property
    def ratio(self) -> float:
        """What the checks cost for one of reading."""
        return (self.checking.cpu - self.passing.cpu) / self.reading.cpu


def write_year(store: TableStore, reports: int, known: int = KNOWN) -> None:
    """The tables of a year of ``reports`` reports, a multiple of ``known``."""
    rows = parsed.to_table([_row(number) for number in range(known)])
    for name, made in TABLES.items():
        table = as_table(name, made(rows))
        copies = (_renamed(table, number) for number in range(reports // known))
        parts = (pa.concat_tables(part).combine_chunks() for part in _batched(copies, max(1, PART // known)))
        store.write(name, YEAR, stream(name, parts))


def _row(number: int) -> dict[str, object]:
    _, truth, _ = drawn(number)
    return parsed.row(report_of(truth), year=YEAR, source_path=f"{number}.txt", sha256=f"{number:064x}"[::-1])


def _batched(items: Iterable[pa.Table], size: int) -> Iterator[list[pa.Table]]:
    """So many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _renamed(table: pa.Table, number: int) -> pa.Table:
    """The same rows as those of other reports of other bodies."""
    for name in ("report_id", "organization"):
        if name in table.column_names:
            place = table.column_names.index(name)
            column: Any = table[name]
            renamed = pc.binary_join_element_wise(column, _MARK.format(number), "")
            table = table.set_column(place, table.schema.field(place), renamed)
    return table


def reading(store: TableStore) -> None:
    """Reads the tables of the year, one after the other."""
    for name in TABLES:
        store.read(name, [YEAR])


def passing(store: TableStore) -> None:
    """Goes through the tables in chunks."""
    for _ in _chunks(store):
        pass


def checking(store: TableStore) -> int:
    """Evaluates every identity of the year, and gives the rows as they are written; returns how many there are."""
    units = of_units(Year(YEAR, {}))
    results = stream("identity_results", (of_reports(part, units) for part in _chunks(store)), CODED)
    return sum(batch.num_rows for batch in results)


def _chunks(store: TableStore) -> Iterator[Year]:
    return chunks(YEAR, {name: Stored(store, name, [YEAR]) for name in TABLES}, {})


_WORK: dict[str, Callable[[TableStore], object]] = {"reading": reading, "passing": passing, "checking": checking}


def measure(root: Path) -> Round:
    """One turn of each on the tables below ``root``."""
    return Round(*(_in_a_process(work, root) for work in _WORK))


def _in_a_process(work: str, root: Path) -> Cost:
    command = [sys.executable, "-m", "benchmarks.identities", work, str(root)]
    return Cost(*json.loads(subprocess.run(command, check=True, capture_output=True).stdout))


def table(reports: int, rows: int, rounds: Sequence[Round]) -> str:
    """The measurements as a table for people."""
    lines = [
        "| reports | rows of results | reading | in chunks | in chunks, checked | checks for one of reading | memory |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in rounds:
        times = " | ".join(f"{cost.cpu:.1f} s" for cost in one)
        lines.append(f"| {reports:,} | {rows:,} | {times} | {one.ratio:.2f} | {one.checking.memory} MB |")
    return "\n".join(lines) + "\n"


def run(reports: int = REPORTS) -> None:
    """Measures, prints and saves."""
    with TemporaryDirectory() as folder:
        store = TableStore(Path(folder))
        write_year(store, reports)
        rows = checking(store)
        rounds = [measure(Path(folder)) for _ in range(ROUNDS)]
    text = table(reports, rows, rounds)
    print(text)
    put("identities", text)


def _main(work: str, root: str) -> None:
    began = time.process_time()
    _WORK[work](TableStore(Path(root)))
    cpu = time.process_time() - began
    print(json.dumps((cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
