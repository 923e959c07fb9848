"""Files become rows: those of a year, copies named as such, and those whose year cannot be told."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from govinfo_pipeline.reading.files import LARGEST, find_files
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.intake import Intake
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.processes import as_somebody_else
from govinfo_pipeline_tests.samples import RAW

CLEAN = RAW / "2022" / "huaxian_county.txt"
YEARS = range(2019, 2026)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """An empty raw folder."""
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


def _put(source: Path | bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(source, bytes):
        target.write_bytes(source)
    else:
        shutil.copy(source, target)


def _intake(raw: Path) -> Intake:
    return Intake(raw, raw.parent / "cache", processes=1)


def _rows(raw: Path, year: int) -> list[dict[str, Any]]:
    """The rows of ``parsed_reports`` of a year."""
    intake = _intake(raw)
    files = intake.list_year(year)
    intake.read(files)
    return [row for batch in intake.rows(files) for row in batch.to_pylist()]


def _paths(raw: Path, year: int) -> list[str]:
    files = _intake(raw).list_year(year)
    SCHEMAS["raw_files"].validate(files, lazy=True)
    return list(files["source_path"])


def test_the_files_of_a_year_are_those_in_its_folder_at_any_depth(raw: Path) -> None:
    _put(CLEAN, raw / "2022" / "a.txt")
    _put(b"two", raw / "2022" / "city" / "county" / "b.txt")
    _put(b"three", raw / "2023" / "c.txt")
    assert _paths(raw, 2022) == ["2022/a.txt", "2022/city/county/b.txt"]
    assert _paths(raw, 2023) == ["2023/c.txt"]


def test_a_file_elsewhere_is_of_the_year_of_its_title(raw: Path) -> None:
    _put(CLEAN, raw / "a.txt")
    _put(CLEAN, raw / "anywhere" / "b.txt")
    assert _paths(raw, 2022) == ["a.txt", "anywhere/b.txt"]
    assert _paths(raw, 2021) == []


def test_the_folder_says_the_year_also_where_the_title_says_another(raw: Path) -> None:
    _put(CLEAN, raw / "2021" / "a.txt")
    assert _paths(raw, 2021) == ["2021/a.txt"]
    assert _paths(raw, 2022) == []


def test_a_year_without_files_is_an_empty_table(raw: Path) -> None:
    assert _paths(raw, 2022) == []
    assert _rows(raw, 2022) == []


def test_a_copy_names_the_first_file_with_its_content_and_is_read_once(raw: Path) -> None:
    for name in ("b.txt", "a.txt", "c.txt"):
        _put(CLEAN, raw / "2022" / name)
    files = _intake(raw).list_year(2022)
    assert files["same_as"].fillna("").tolist() == ["", "2022/a.txt", "2022/a.txt"]
    assert [row["source_path"] for row in _rows(raw, 2022)] == ["2022/a.txt"]


def test_reading_gives_one_row_a_file_in_the_order_of_their_paths(raw: Path) -> None:
    for name in ("wenfeng_branch.txt", "empty.txt", "huaxian_county.txt"):
        _put(RAW / "2022" / name, raw / "2022" / name)
    seen: list[tuple[int, int]] = []
    intake = _intake(raw)
    files = intake.list_year(2022)
    reading = intake.read(files, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)
    assert reading == (3, 0, {"parsed": 2, "quarantined": 1})
    batches = list(intake.rows(files))
    assert {batch.schema for batch in batches} == {parsed.SCHEMA}
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert [(row["source_path"], row["status"]) for row in rows] == [
        ("2022/empty.txt", "quarantined"),
        ("2022/huaxian_county.txt", "parsed"),
        ("2022/wenfeng_branch.txt", "parsed"),
    ]


def test_a_file_far_larger_than_a_report_is_a_row_with_a_problem(raw: Path) -> None:
    _put(b"", raw / "2022" / "a.txt")
    with (raw / "2022" / "a.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    files = _intake(raw).list_year(2022)
    assert "more than" in files["problem"].iloc[0]
    assert files["size"].iloc[0] == LARGEST + 1
    (row,) = _rows(raw, 2022)
    assert row["status"] == "quarantined"


def test_a_file_that_is_gone_when_it_is_read_is_quarantined_and_the_others_are_read(raw: Path) -> None:
    _put(RAW / "2022" / "wenfeng_branch.txt", raw / "2022" / "a.txt")
    _put(CLEAN, raw / "2022" / "b.txt")
    intake = _intake(raw)
    files = intake.list_year(2022)
    (raw / "2022" / "a.txt").unlink()
    intake.read(files)
    rows = [row for batch in intake.rows(files) for row in batch.to_pylist()]
    assert [row["status"] for row in rows] == ["quarantined", "parsed"]
    assert "cannot be opened" in rows[0]["problem"]


def test_a_folder_that_cannot_be_opened_is_no_empty_one() -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw, locked = Path(folder), Path(folder, "2022", "unit")
        _put(CLEAN, locked / "a.txt")
        _put(CLEAN, raw / "2023" / "b.txt")
        raw.chmod(0o755)
        locked.chmod(0o311)
        with as_somebody_else():
            with pytest.raises(PermissionError, match=f"the folder {locked} cannot be opened"):
                find_files(raw, 2022)
            assert [file.path for file in find_files(raw, 2023)] == ["2023/b.txt"], "other years are not concerned"


def test_files_whose_year_cannot_be_told_are_quarantined_reports_of_no_year(raw: Path) -> None:
    _put(CLEAN, raw / "2022" / "a.txt")
    _put(CLEAN, raw / "told_by_title.txt")
    _put(b"", raw / "empty.txt")
    _put("没有年度".encode(), raw / "no_year.txt")
    unplaced = _intake(raw).list_unplaced(YEARS)
    SCHEMAS["reports"].validate(unplaced, lazy=True)
    assert list(unplaced["source_path"]) == ["empty.txt", "no_year.txt"]
    assert unplaced["year"].isna().all()
    assert set(unplaced["status"]) == {"quarantined"}
    assert unplaced["problem"].str.contains("year").all()


def test_a_year_that_is_not_kept_is_a_reason_too(raw: Path) -> None:
    _put(CLEAN, raw / "1999" / "a.txt")
    unplaced = _intake(raw).list_unplaced(YEARS)
    assert list(unplaced["source_path"]) == ["1999/a.txt"]
    assert "1999" in unplaced["problem"].iloc[0]


def test_no_file_without_a_year_is_an_empty_table(raw: Path) -> None:
    _put(CLEAN, raw / "2022" / "a.txt")
    unplaced = _intake(raw).list_unplaced(YEARS)
    SCHEMAS["reports"].validate(unplaced, lazy=True)
    assert unplaced.empty


def test_a_name_in_another_encoding_is_said_and_stops_nobody(raw: Path) -> None:
    _put(CLEAN, raw / "2022" / "a.txt")
    for name in ("教育", "财政"):
        Path(os.fsdecode(os.fsencode(raw / "2022") + b"/" + name.encode("gb18030"))).write_bytes(b"x")
    rows = _rows(raw, 2022)
    assert sorted(row["status"] for row in rows) == ["parsed", "quarantined", "quarantined"]
    assert {row["problem"] for row in rows if row["problem"]} == {
        "the file cannot be opened: its name is not UTF-8; rename it"
    }
