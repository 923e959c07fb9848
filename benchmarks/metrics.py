"""The metrics of many reports, side by side with DuckDB adding up the same over the same files.

``python -m benchmarks.metrics [--reports N]`` writes tables of N reports over seven years as a run does, then computes
the metrics of each year from the store, and those of all years in SQL (:mod:`govinfo_pipeline_tests.metrics.sql`).
Each side is a process of its own, with a memory of its own. CPU time is compared, of all threads and without the
imports, so that a busy machine slows both alike.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

LIMIT, MOST_GIB = 3.0, 4.0
YEARS = range(2017, 2024)
_READ = ("reports", "proactive_disclosure", "applications", "disputes", "identity_results")


class Side(NamedTuple):
    """What one of the two took: CPU and other seconds, the largest memory in GiB, and how many rows it came to."""

    seconds: float
    clock: float
    memory: float
    rows: int


def ours(root: Path) -> int:
    """The metrics of every year, as the asset computes them, one after the other."""
    from govinfo_pipeline.metrics.compute import yearly_metrics
    from govinfo_pipeline.metrics.load import load
    from govinfo_pipeline.tables.store import Stored, TableStore

    store = TableStore(root)
    rows = 0
    for year in YEARS:
        tables = {name: Stored(store, name, [year - 1, year]) for name in _READ}
        rows += len(yearly_metrics(year, **load(year, tables)))
    return rows


def by_sql(root: Path) -> int:
    """The same sums by DuckDB."""
    import duckdb

    from govinfo_pipeline_tests.metrics.sql import statements

    with duckdb.connect() as connection:
        for name in _READ:
            files = f"read_parquet('{root / name}/**/*.parquet', hive_partitioning = true)"
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {files}")
        for statement in statements():
            connection.execute(statement)
        return int(connection.execute("SELECT count(*) FROM metrics").fetchall()[0][0])


def measure(side: str, root: Path) -> Side:
    """One of the two in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.metrics", "--side", side, "--root", str(root)]
    return Side(*json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def _run(side: str, root: Path) -> Side:
    import pandas as pd  # noqa: F401  # imports are not what is measured

    import govinfo_pipeline.metrics.compute  # noqa: F401

    start, clock = time.process_time(), time.perf_counter()
    rows = {"ours": ours, "duckdb": by_sql}[side](root)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return Side(time.process_time() - start, time.perf_counter() - clock, memory, rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.metrics", description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000, help="reports in all (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each is run (default: %(default)s)")
    parser.add_argument("--root", type=Path, help="folder of the tables, where they are there already")
    parser.add_argument("--side", choices=["ours", "duckdb"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        print(json.dumps(_run(given.side, given.root)))
        return 0
    with TemporaryDirectory() as folder:
        root = given.root or Path(folder)
        if not given.root:
            from benchmarks.tables import write_tables

            write_tables(root, given.reports, YEARS)
        rounds = [(measure("ours", root), measure("duckdb", root)) for _ in range(given.rounds)]
    mine, other = (min(sides) for sides in zip(*rounds, strict=True))
    ratio = mine.seconds / other.seconds
    holds = ratio <= LIMIT and mine.memory < MOST_GIB and mine.rows == other.rows
    for name, side in (("ours", mine), ("DuckDB", other)):
        print(f"{name:8}{side.seconds:10.1f} s CPU{side.clock:10.1f} s{side.memory:10.2f} GiB{side.rows:12,} rows")
    print(f"{ratio:.2f} times DuckDB's time (limit {LIMIT:g}): {'holds' if holds else 'MISSED'}")
    return 0 if holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
