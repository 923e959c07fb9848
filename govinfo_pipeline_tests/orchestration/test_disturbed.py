"""Runs that are killed, and runs at the same time: the tables are those of an undisturbed run, and never half.

``GOVINFO_KILLS=10 pytest -m slow -k test_disturbed`` kills so many runs; in the usual run there are fewer.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from govinfo_pipeline.checks.localization.suspects import suspect_cells
from govinfo_pipeline.checks.results import identity_results
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables import normalize
from govinfo_pipeline.tables.intake import Intake
from govinfo_pipeline.tables.parsed import NAME as PARSED
from govinfo_pipeline.tables.parsed import SCHEMA
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.corpus import generate

KILLS = int(os.environ.get("GOVINFO_KILLS", "1"))
REPORTS = 60
LONGEST = 8.0
"""Seconds within which a run is killed after it has begun to read."""
FIGURES = ("applications", "disputes", "proactive_disclosure")
MADE = ("raw_files", "reports", "sections", *FIGURES, "claims", "cell_issues", "identity_results", "suspect_cells")
RUN = """
import sys
from pathlib import Path
import dagster as dg
from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.orchestration.runner import instance_of
from govinfo_pipeline.settings import Settings
if __name__ == "__main__":
    settings = Settings(Path(sys.argv[1]), Path(sys.argv[2]))
    job = dg.define_asset_job("tables", dg.AssetSelection.assets("suspect_cells", "sections").upstream())
    definitions = dg.Definitions.merge(build_defs(settings), dg.Definitions(jobs=[job]))
    with instance_of(settings) as instance:
        result = definitions.resolve_job_def("tables").execute_in_process(
            partition_key=sys.argv[3], instance=instance, raise_on_error=False
        )
    sys.exit(0 if result.success else 1)
"""


class Place:
    """Some reports of each year in a raw folder, and a home beside it."""

    def __init__(self, folder: Path, years: Sequence[int]) -> None:
        self.settings = Settings(folder / "raw", folder / "home")
        for year in years:
            for path, content, _ in generate(REPORTS, year, years=(year,)):
                target = self.settings.raw / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        self.program = folder / "run.py"
        self.program.write_text(RUN, encoding="utf-8")

    def start(self, year: int) -> "subprocess.Popen[bytes]":
        """A run in a process group of its own, so that what it starts is killed with it."""
        command = [sys.executable, str(self.program), str(self.settings.raw), str(self.settings.home), str(year)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload,no-any-return]

    def kill(self, year: int, seconds: float) -> None:
        """Starts a run, and kills it so long after it has begun."""
        before = set(self.settings.cache.glob("*"))
        run = self.start(year)
        while run.poll() is None and not before and not self.settings.cache.exists():
            time.sleep(0.05)
        time.sleep(seconds)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()

    def expected(self, year: int) -> dict[str, pd.DataFrame]:
        """The tables as they come of the same functions one after the other, in this process and undisturbed."""
        intake = Intake(self.settings.raw, self.settings.home.with_name(f"cache of {year}"))
        files = intake.list_year(year)
        intake.read(files)
        parsed = pa.Table.from_batches(intake.rows(files), SCHEMA)
        tables = {name: getattr(normalize, name)(parsed) for name in MADE[1:-2]} | {"raw_files": files}
        tables["identity_results"] = identity_results(Year(year, tables))
        figures = (tables[name] for name in ("applications", "disputes", "identity_results", "cell_issues"))
        return {**tables, "suspect_cells": suspect_cells(*figures), PARSED: parsed.to_pandas()}


def _tables(home: Path, year: int) -> dict[str, pd.DataFrame]:
    store = TableStore(home / "tables")
    parsed = store.read_arrow(PARSED, [year]).to_pandas()
    return {PARSED: parsed, **{name: store.read(name, [year]) for name in MADE}}


def _assert_same(home: Path, year: int, expected: dict[str, pd.DataFrame]) -> None:
    for name, table in _tables(home, year).items():
        pd.testing.assert_frame_equal(table, expected[name], obj=name)


class Reader(threading.Thread):
    """Reads tables over and over and counts what it sees."""

    def __init__(self, home: Path, year: int) -> None:
        super().__init__()
        self._store, self._year = TableStore(home / "tables"), year
        self.ended = threading.Event()
        self.seen: dict[str, Counter[int]] = {name: Counter() for name in MADE}
        self.failed: list[Exception] = []

    def run(self) -> None:
        while not self.ended.is_set():
            for name, seen in self.seen.items():
                try:
                    seen[len(self._store.read(name, [self._year]))] += 1
                except Exception as error:
                    self.failed.append(error)
                    return


@pytest.mark.slow
def test_a_run_that_is_killed_and_run_again_gives_the_tables_of_an_undisturbed_one(tmp_path: Path) -> None:
    place = Place(tmp_path, [2022])
    expected, home = place.expected(2022), place.settings.home
    reader = Reader(home, 2022)
    reader.start()
    rng = random.Random(KILLS)
    for _ in range(KILLS):
        place.kill(2022, rng.uniform(0, LONGEST))
    assert place.start(2022).wait(300) == 0
    reader.ended.set()
    reader.join()
    assert not reader.failed
    for name, seen in reader.seen.items():
        assert set(seen) <= {0, len(expected[name])}, f"{name} was seen in part: {seen}"
        assert seen, "the reader has looked"
    _assert_same(home, 2022, expected)


@pytest.mark.slow
def test_four_years_at_once_from_four_processes_lose_nothing(tmp_path: Path) -> None:
    years = (2021, 2022, 2023, 2024)
    place = Place(tmp_path, years)
    home = place.settings.home
    runs = [place.start(year) for year in years]
    assert [run.wait(400) for run in runs] == [0] * len(years)
    for year in years:
        expected = place.expected(year)
        assert len(expected["reports"]) == REPORTS
        for name in (PARSED, "reports", "sections", *FIGURES, "claims"):
            pd.testing.assert_frame_equal(_tables(home, year)[name], expected[name], obj=name)
