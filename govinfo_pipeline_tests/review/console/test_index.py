"""The index: made from the tables, a year at a time, whole or not at all, and never the only place of anything."""

import sqlite3
import threading
from pathlib import Path

import pyarrow as pa
import pytest

from govinfo_pipeline.review.console import queries, whole
from govinfo_pipeline.review.console.filters import Filters
from govinfo_pipeline.review.console.index import Index
from govinfo_pipeline.review.console.report_page import values_of
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables
from govinfo_pipeline_tests.review.console.serving import Served, write, write_year


@pytest.fixture
def index(served: Served) -> Index:
    return served.console.index


def made(index: Index) -> list[str]:
    """What is made anew when the index is brought up to date."""
    said: list[str] = []
    index.refresh(said.append)
    return said


def test_only_the_years_that_were_written_are_made_anew(index: Index, two_years: list[Tables]) -> None:
    assert made(index) == []
    write_year(index.store, two_years[1])
    assert index.is_stale()
    assert made(index) == ["indexing 2022"]
    assert not index.is_stale()


def test_a_year_is_made_anew_when_the_year_before_changes(index: Index, two_years: list[Tables]) -> None:
    write_year(index.store, two_years[0])
    assert made(index) == ["indexing 2022", "indexing 2021"]


def test_files_of_no_known_year_are_a_part_of_their_own(index: Index, two_years: list[Tables]) -> None:
    unplaced = two_years[1].findings.head(1).assign(year=None, report_id=None, finding_id="f" * 16)
    index.store.write("findings", None, unplaced)
    assert made(index) == ["indexing files of no known year"]
    with index.reading() as connection:
        assert queries.findings(connection, Filters(year="none"), 1).total == 1


def test_a_year_that_is_gone_leaves_nothing(tmp_path: Path, two_years: list[Tables]) -> None:
    served = Served.on(write(tmp_path, two_years))
    made(served.console.index)
    gone = two_years[1].having({name: empty(name) for name in ("reports", "findings")})
    for name in ("reports", "findings", "suspect_cells"):
        served.console.index.store.write(name, 2022, gone.frames().get(name, empty(name)))
    made(served.console.index)
    with served.console.index.reading() as connection:
        assert queries.years(connection) == [2021]
        assert connection.execute("SELECT count(*) FROM report WHERE year = 2022").fetchone()[0] == 0


def test_whoever_reads_sees_a_year_before_or_after_and_never_half(index: Index, two_years: list[Tables]) -> None:
    counts = {len(two_years[0].findings) + len(two_years[1].findings)}
    emptied = two_years[1].having({"findings": empty("findings")})
    counts.add(len(two_years[0].findings))
    seen: set[int] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            with index.reading() as connection:
                seen.add(connection.execute("SELECT count(*) FROM finding").fetchone()[0])
                seen.add(connection.execute("SELECT count(*) FROM finding_text").fetchone()[0])

    reader = threading.Thread(target=look)
    reader.start()
    for tables in (emptied, two_years[1], emptied):
        write_year(index.store, tables)
        index.refresh()
    done.set()
    reader.join()
    assert seen == counts


def test_an_index_of_another_version_is_made_anew(served: Served) -> None:
    index = served.console.index
    with sqlite3.connect(index.folder / "index.sqlite") as connection:
        connection.execute("PRAGMA user_version = 0")
    again = Served.on(served.home).console.index
    assert made(again) == ["indexing 2022", "indexing 2021"]


def test_what_nobody_needs_is_removed_when_something_is_made(index: Index, two_years: list[Tables]) -> None:
    def files() -> set[str]:
        return {path.name for path in index.folder.iterdir() if path.suffix == ".arrow"}

    made(index)
    shown = files()
    for name in (".reports-2022-0.123.arrow", "reports-2010-0.arrow"):
        (index.folder / name).write_bytes(b"left by a process that was killed, or of a year that is gone")
    made(index)
    assert len(files()) == len(shown) + 2, "nothing was made"
    write_year(index.store, two_years[1])
    made(index)
    assert len(files() - shown) == 1
    assert shown <= files(), "whoever reads may still need what was shown before"
    write_year(index.store, two_years[1])
    made(index)
    assert len(files()) == len(shown) + 1


def test_what_another_version_of_the_index_kept_whole_is_written_anew(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> set[str | None]:
        with served.console.index.reading() as connection:
            return {file for (file,) in connection.execute("SELECT file FROM source")}

    made(served.console.index)
    before = files()
    monkeypatch.setattr("govinfo_pipeline.review.console.index._MADE_BY", 1000)
    again = Served.on(served.home).console.index
    assert made(again) == ["indexing 2022", "indexing 2021"]
    assert files().isdisjoint(before)


def test_a_report_is_found_whole(index: Index, two_years: list[Tables]) -> None:
    for row in two_years[1].reports.itertuples():
        with index.reading() as connection:
            report = queries.report(connection, str(row.report_id))
        assert report is not None
        found = index.whole(report)
        assert found is not None
        assert found["report_id"] == row.report_id
        applications = two_years[1].applications.query("report_id == @row.report_id").set_index("item")
        for cell, value in values_of(found).items():
            if cell.table == "applications" and row.status != "quarantined":
                stored = applications.loc[cell.item, cell.column]
                assert (value is None and stored is not stored) or value == stored or str(stored) == "<NA>"


@pytest.mark.parametrize("count", [0, 1, whole.BLOCK, 3 * whole.BLOCK + 1])
def test_any_number_of_reports_is_kept_in_blocks(tmp_path: Path, two_years: list[Tables], count: int) -> None:
    parsed = two_years[1].parsed
    table = parsed.take(pa.array([n % parsed.num_rows for n in range(count)], pa.int64()))
    path = tmp_path / "reports.arrow"
    whole.write(path, [table])
    places = list(whole.places(path))
    assert [report for report, _ in places] == table["report_id"].to_pylist()
    for n in {0, count // 2, count - 1} - {-1} if count else ():
        assert whole.read(path, places[n][1])["sections"] == table["sections"][n].as_py()


def test_of_what_was_written_before_no_more_than_the_last_is_left(index: Index, two_years: list[Tables]) -> None:
    before = {path.name for path in index.folder.glob("reports-2022-*.arrow")}
    for _ in range(3):
        write_year(index.store, two_years[1])
        index.refresh()
    after = {path.name for path in index.folder.glob("reports-2022-*.arrow")}
    assert len(after) == 2
    assert not before & after


def test_the_year_before_is_that_of_the_same_body(index: Index, two_years: list[Tables]) -> None:
    partners = two_years[1].year().partners
    with index.reading() as connection:
        found = connection.execute("SELECT report_id, before_id FROM report WHERE year = 2022 AND before_id NOT NULL")
        assert dict(map(tuple, found)) == partners


def test_the_index_lies_beside_the_tables_and_is_all_that_is_written(index: Index) -> None:
    assert {path.name for path in index.folder.parent.iterdir()} == {"tables", "review"}
    assert TableStore(index.folder.parent / "tables").years("findings") == [2021, 2022]
