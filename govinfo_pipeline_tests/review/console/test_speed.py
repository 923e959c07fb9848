"""How fast the console answers over many reports. ``GOVINFO_REVIEW_ROWS`` sets how many (200000 for the full size)."""

import os
from pathlib import Path

import pytest

from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables
from govinfo_pipeline_tests.review.console.many import median, multiply, sample_of
from govinfo_pipeline_tests.review.console.serving import Served

REPORTS = int(os.environ.get("GOVINFO_REVIEW_ROWS", "4000"))
LIST_SECONDS, REPORT_SECONDS = 0.3, 0.2
LISTS = (
    "/findings",
    "/findings?year=2022",
    "/findings?year=2022&severity=error&status=open",
    "/findings?region=1101",
    "/findings?year=2022&region=21&sort=organ&page=3",
    "/findings?check=applications.results&sort=residual",
    "/findings?text=第000123号",
    "/findings?text=合计",
    "/findings?organ=第000012号单位",
    "/reports?year=2022",
    "/reports?year=2022&region=1101",
    "/reports?text=000123",
    "/coverage?year=2022&region=11",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, two_years: list[Tables]) -> Served:
    """Two years of :data:`REPORTS` reports each, and a finding for every fourth of them."""
    home = tmp_path_factory.mktemp("many")
    sample = sample_of(two_years[1])
    for year in (2021, 2022):
        multiply(TableStore(home / "tables"), sample, year, REPORTS, REPORTS // 4)
    served = Served.on(home)
    served.console.refresh()
    return served


@pytest.mark.parametrize("address", LISTS)
def test_a_filtered_list_answers_in_time(many: Served, address: str) -> None:
    seconds = median(lambda: many.get(address))
    assert seconds <= LIST_SECONDS, f"{seconds * 1000:.0f} ms"


def test_a_report_opens_in_time(many: Served) -> None:
    rows = many.findings("year = 2022")
    reports = iter([row["report_id"] for row in rows[:: max(1, len(rows) // 20)]])
    seconds = median(lambda: many.get(f"/reports/{next(reports)}?year=2022"))
    assert seconds <= REPORT_SECONDS, f"{seconds * 1000:.0f} ms"


def test_every_report_and_finding_is_there(many: Served, tmp_path: Path) -> None:
    with many.console.index.reading() as connection:
        for table, rows in (("report", 2 * REPORTS), ("finding", 2 * (REPORTS // 4))):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == rows
