"""What the identities of a year cost, against reading the tables that they are made on."""

import os
from pathlib import Path

import pytest

from benchmarks.identities import checking, measure, reading, write_year
from benchmarks.measure import in_turns
from benchmarks.reports import YEAR
from govinfo_pipeline.tables.store import TableStore

ATTEMPTS = 3
"""A busy machine may spoil a round, and never makes one better than it is."""
SIZE = int(os.environ.get("GOVINFO_IDENTITIES", "40000"))


def test_reading_and_checking_a_few_reports_takes_at_most_four_times_what_reading_takes(tmp_path: Path) -> None:
    """What they have of their own is a large part of a small year; the limit for a large one is below."""
    store = TableStore(tmp_path)
    write_year(store, 8000, known=40)
    assert store.read("reports", [YEAR])["report_id"].nunique() == 8000
    assert checking(store) > 42 * 8000, "each report has the identities of the form, and those with the year before"
    ratios: list[float] = []
    for _ in range(ATTEMPTS):
        ratios.append(in_turns([(lambda: checking(store), lambda: reading(store))], 3).ratio)
        if ratios[-1] <= 4:
            return
    pytest.fail(f"{min(ratios):.2f} times reading")


@pytest.mark.slow
def test_the_checks_of_a_large_year_cost_no_more_than_reading_its_tables_in_less_than_2_gb(tmp_path: Path) -> None:
    write_year(TableStore(tmp_path), SIZE)
    rounds = []
    for _ in range(ATTEMPTS):
        rounds.append(measure(tmp_path))
        assert rounds[-1].checking.memory < 2000
        if rounds[-1].checking.cpu <= 2 * rounds[-1].reading.cpu:
            return
    pytest.fail("\n".join(map(str, rounds)))
