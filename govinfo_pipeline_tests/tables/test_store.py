"""The store: a year is replaced in one step or not at all, and nothing that is stored changes on the way."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import deltalake
import pandas as pd
import pyarrow as pa
import pytest

from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.schemas import SCHEMAS, empty, frame
from govinfo_pipeline.tables.store import TableStore, arrow_schema, stream
from govinfo_pipeline_tests.building import sample_files, tables_of

WRITER = """
import sys
from pathlib import Path
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.tables.test_store import sections
store, year, mark, rows, times = TableStore(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:6])
for number in range(times):
    print("writing", flush=True)
    store.write("sections", year, sections(year, f"{mark}{number}", rows))
"""


def sections(year: int | None, mark: str, rows: int = 3) -> pd.DataFrame:
    """Some rows of ``sections`` that all carry the same mark as their text."""
    numbers = range(rows)
    return frame(
        "sections",
        {
            "report_id": [f"{year}-{number}" for number in numbers],
            "year": pd.array([year] * rows, "Int64"),
            "section": [number % 6 + 1 for number in numbers],
            "heading": ["总体情况"] * rows,
            "text": [mark] * rows,
        },
    )


@pytest.fixture
def store(tmp_path: Path) -> TableStore:
    """A store that holds nothing."""
    return TableStore(tmp_path / "tables")


def _texts(store: TableStore, year: int | None) -> list[str]:
    return list(store.read("sections", [year])["text"])


def test_a_table_that_was_never_written_is_empty(store: TableStore) -> None:
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(store.read(name), empty(name))
        assert store.years(name) == []


def test_writing_a_year_again_replaces_it_and_leaves_the_others(store: TableStore) -> None:
    for year in (2021, 2022, 2023):
        assert store.write("sections", year, sections(year, "first")) == 3
    assert store.write("sections", 2022, sections(2022, "second", 2)) == 2
    assert [_texts(store, year) for year in (2021, 2022, 2023)] == [["first"] * 3, ["second"] * 2, ["first"] * 3]
    assert len(store.read("sections")) == 8
    assert store.years("sections") == [2021, 2022, 2023]


def test_the_same_year_twice_gives_the_same_table(store: TableStore) -> None:
    for _ in range(2):
        store.write("sections", 2021, sections(2021, "same"))
    pd.testing.assert_frame_equal(store.read("sections"), sections(2021, "same"))


def test_a_year_without_rows_replaces_what_was_there(store: TableStore) -> None:
    store.write("sections", 2021, sections(2021, "first"))
    store.write("sections", 2022, sections(2022, "first"))
    assert store.write("sections", 2021, empty("sections")) == 0
    assert _texts(store, 2021) == []
    assert store.years("sections") == [2022]


def test_a_first_year_without_rows(store: TableStore) -> None:
    store.write("sections", 2021, empty("sections"))
    pd.testing.assert_frame_equal(store.read("sections"), empty("sections"))


def test_reports_of_no_known_year_are_a_part_of_their_own(store: TableStore) -> None:
    reports = tables_of(sample_files([2022])).reports
    without = reports.head(2).assign(year=pd.array([pd.NA, pd.NA], "Int64"))
    store.write("reports", 2022, reports)
    store.write("reports", None, without)
    assert store.years("reports") == [2022, None]
    pd.testing.assert_frame_equal(store.read("reports", [None]), without)
    pd.testing.assert_frame_equal(store.read("reports", [2022]), reports)
    store.write("reports", None, without.head(1))
    assert len(store.read("reports", [None])) == 1
    pd.testing.assert_frame_equal(store.read("reports", [2022]), reports)


def test_years_are_read_in_the_order_asked_for(store: TableStore) -> None:
    for year in (2021, 2022):
        store.write("sections", year, sections(year, str(year), 1))
    assert list(store.read("sections", [2022, 2021])["text"]) == ["2022", "2021"]
    assert list(store.read("sections", [2020, 2021])["text"]) == ["2021"]


def test_types_and_nulls_come_back_as_they_were(store: TableStore) -> None:
    tables = tables_of(sample_files([2021, 2022]))
    for name in ("reports", "sections", "proactive_disclosure", "applications", "disputes", "cell_issues"):
        whole: pd.DataFrame = getattr(tables, name)
        for year in (2021, 2022):
            store.write(name, year, whole[whole["year"] == year])
        pd.testing.assert_frame_equal(store.read(name), whole.sort_values("year", kind="stable", ignore_index=True))
    assert store.read("applications").isna().any(axis=None)
    for name, table in (("identity_results", tables.identity_results), ("findings", tables.findings)):
        own = table[table["year"] == 2022].reset_index(drop=True)
        store.write(name, 2022, own)
        pd.testing.assert_frame_equal(store.read(name), own)


def test_parsed_reports_come_back_as_they_were(store: TableStore) -> None:
    table = tables_of(sample_files([2022])).parsed
    assert store.write(parsed.NAME, 2022, table) == table.num_rows
    back = store.read_arrow(parsed.NAME)
    assert back.to_pylist() == table.to_pylist()
    pd.testing.assert_frame_equal(normalize.applications(back), normalize.applications(table))
    some = store.read_arrow(parsed.NAME, [2022], columns=["report_id", "status"])
    assert some.column_names == ["report_id", "status"]


def _start(store: TableStore, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, str(store.root), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_writer_that_is_killed_leaves_the_year_whole(store: TableStore) -> None:
    rows = 60_000
    store.write("sections", 2021, sections(2021, "before", rows))
    store.write("sections", 2022, sections(2022, "other"))
    # Each writer is killed a little later than the one before, in the middle of one of its many writes.
    for attempt in range(4):
        writer = _start(store, 2021, f"killed {attempt}-", rows, 10_000)
        assert writer.stdout is not None
        for _ in range(1 + attempt):
            assert writer.stdout.readline() == "writing\n"
        time.sleep(0.02 * (attempt + 1))
        writer.send_signal(signal.SIGKILL)
        assert writer.wait(30) == -signal.SIGKILL
        texts = _texts(store, 2021)
        assert len(texts) == rows, "the year is whole"
        assert len(set(texts)) == 1, "the year is of one write, never of two"
        assert _texts(store, 2022) == ["other"] * 3
    store.write("sections", 2021, sections(2021, "after"))
    assert _texts(store, 2021) == ["after"] * 3, "what a killed writer leaves behind is in nobody's way"


def test_four_processes_that_write_four_years_at_once_lose_nothing(store: TableStore) -> None:
    years = (2020, 2021, 2022, 2023)
    writers = [_start(store, year, f"{year}-", 50, 4) for year in years]
    assert [writer.wait(120) for writer in writers] == [0] * len(years)
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    for year in years:
        assert _texts(store, year) == [f"{year}-3"] * 50
    assert store.years("sections") == list(years)


def test_two_processes_that_write_a_year_for_the_first_time_leave_one_of_the_two(store: TableStore) -> None:
    writers = [_start(store, 2021, f"{mark}-", 50, 1) for mark in "ab"]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    assert _texts(store, 2021) in (["a-0"] * 50, ["b-0"] * 50)


def _files(store: TableStore) -> list[Path]:
    return sorted(Path(str(store.root), "sections").glob("year=*/*.parquet"))


def test_rows_that_come_part_by_part_are_stored_in_their_order(store: TableStore) -> None:
    parts = [sections(2021, f"part {number}", 700) for number in range(20)]
    assert store.write("sections", 2021, stream("sections", parts)) == 14_000
    pd.testing.assert_frame_equal(store.read("sections", [2021]), pd.concat(parts, ignore_index=True))
    again = list(store.parts("sections", [2021], rows=3_000))
    assert max(part.num_rows for part in again) <= 3_000
    assert pa.concat_tables(again).equals(store.read_arrow("sections", [2021]))


def test_rows_that_break_off_leave_the_year_as_it_was(store: TableStore) -> None:
    def broken() -> Iterator[pd.DataFrame]:
        yield sections(2021, "half", 9_000)
        raise RuntimeError("no more")

    store.write("sections", 2021, sections(2021, "first"))
    with pytest.raises(Exception, match="no more"):
        store.write("sections", 2021, stream("sections", broken()))
    assert _texts(store, 2021) == ["first"] * 3


def test_a_column_that_came_later_is_null_in_the_years_before_and_written_from_then_on(store: TableStore) -> None:
    old = arrow_schema("sections").remove(arrow_schema("sections").get_field_index("text"))
    deltalake.DeltaTable.create(str(store.root / "sections"), schema=old, partition_by=["year"])
    rows = pa.Table.from_pandas(sections(2021, "lost", 3), preserve_index=False).select(old.names).cast(old)
    deltalake.write_deltalake(str(store.root / "sections"), rows, mode="append")
    assert store.read("sections", [2021])["text"].isna().all()
    store.write("sections", 2022, sections(2022, "kept"))
    assert store.read("sections", [2021])["text"].isna().all()
    assert _texts(store, 2022) == ["kept"] * 3


def test_tidying_takes_away_what_is_old_and_nobody_reads(store: TableStore) -> None:
    for mark in ("first", "second", "third"):
        store.write("sections", 2021, sections(2021, mark))
    left_behind = _files(store)[0].with_name("left behind.parquet")
    left_behind.write_bytes(b"by a killed process")
    store.tidy()
    assert len(_files(store)) == 4, "what is young may still be read"
    for file in _files(store):
        os.utime(file, (time.time() - 30 * 86400,) * 2)
    # Young enough by the log, which is what counts for what was once part of the table.
    store.tidy()
    assert left_behind not in _files(store)
    store.tidy(dt.timedelta(0))
    assert len(_files(store)) == 1
    assert _texts(store, 2021) == ["third"] * 3


def test_the_version_is_told_without_opening_the_table_and_a_table_made_anew_is_another_one(store: TableStore) -> None:
    assert (store.version("sections"), store.stamp("sections")) == (None, None)
    for number in range(12):
        store.write("sections", 2021, sections(2021, str(number)))
        assert store.version("sections") == deltalake.DeltaTable(str(store.root / "sections")).version()
    stamp = store.stamp("sections")
    log = Path(str(store.root), "sections", "_delta_log")
    (log / "00000000000000000099.json#1").write_text("still being written", encoding="utf-8")
    assert (store.version("sections"), store.stamp("sections")) == (12, stamp)
    store.tidy(dt.timedelta(0))
    assert store.version("sections") == deltalake.DeltaTable(str(store.root / "sections")).version()
    shutil.rmtree(log.parent)
    for number in range(12):
        store.write("sections", 2021, sections(2021, str(number)))
    assert store.version("sections") == 12
    assert store.stamp("sections") != stamp
