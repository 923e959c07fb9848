"""``govinfo export --format xlsx``: every row, typed cells, a header that stays, definitions, no formulas."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from govinfo_pipeline.publish import workbook
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.publish.export import FORMATS, export
from govinfo_pipeline.tables.schemas import SCHEMAS, empty
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.publish.conftest import FORMULA
from govinfo_pipeline_tests.tables.test_store import sections


def _book(store: TableStore, folder: Path, name: str) -> openpyxl.Workbook:
    (path, _), *_ = export(store, folder, "xlsx", [name])
    return openpyxl.load_workbook(path)


def test_the_formats_are_those_of_the_command() -> None:
    assert FORMATS == ("csv", "parquet", "xlsx")


def test_xlsx_has_every_row_and_numbers_as_numbers(store: TableStore, tmp_path: Path) -> None:
    sheet = _book(store, tmp_path, "applications").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    stored = store.read("applications")
    assert rows[0] == tuple(stored.columns)
    assert len(rows) == len(stored) + 1
    expected = [None if pd.isna(value) else value for value in stored["total"]]
    assert [row[-1] for row in rows[1:]] == expected


def test_a_sheet_is_named_after_its_table_and_two_more_say_what_it_means(store: TableStore, tmp_path: Path) -> None:
    assert _book(store, tmp_path, "reports").sheetnames == ["reports", "definitions", "codes"]


def test_the_header_stays_in_view_and_filters(store: TableStore, tmp_path: Path) -> None:
    sheet = _book(store, tmp_path, "disputes").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet["A1"].font.b
    assert all(8 <= column.width <= 60 for column in sheet.column_dimensions.values())


def test_dates_are_dates(store: TableStore, tmp_path: Path) -> None:
    sheet = _book(store, tmp_path, "reports").worksheets[0]
    stored = store.read("reports")
    place = list(stored.columns).index("published")
    shown = [row[place].value for row in sheet.iter_rows(min_row=2)]
    known = [None if pd.isna(value) else datetime.fromisoformat(value) for value in stored["published"]]
    assert shown == known
    assert any(shown)


def test_counts_have_their_thousands_parted_and_years_have_not(store: TableStore, tmp_path: Path) -> None:
    shown: dict[str, str] = {}
    for name in ("applications", "sections"):
        sheet = _book(store, tmp_path, name).worksheets[0]
        shown |= {head.value: cell.number_format for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert {column: shown[column] for column in ("year", "section", "total", "item")} == {
        "year": "0",
        "section": "0",
        "total": "#,##0",
        "item": "General",
    }


def test_every_column_is_defined_and_every_code_of_the_table_has_a_name(store: TableStore, tmp_path: Path) -> None:
    for name in ("applications", "yearly_metrics", "findings"):
        stored = store.read(name, [2023])
        workbook.write_workbook(stored.head(0), tmp_path / "book.xlsx", name)
        book = openpyxl.load_workbook(tmp_path / "book.xlsx")
        defined = [row[0] for row in book["definitions"].iter_rows(min_row=3, values_only=True)]
        assert defined == list(SCHEMAS[name].columns)
        named = {(row[0], row[1]) for row in book["codes"].iter_rows(min_row=2, values_only=True)}
        for column in {"item", "metric", "check", "level", "report_scope", "severity", "cause"} & set(stored.columns):
            assert {(column, code) for code in stored[column].dropna()} <= named


def test_text_that_looks_like_a_formula_stays_text(store: TableStore, tmp_path: Path) -> None:
    sheet = _book(store, tmp_path, "sections").worksheets[0]
    cells = [row[-1] for row in sheet.iter_rows(min_row=2)]
    assert cells[0].value == FORMULA
    assert all(cell.data_type != "f" for cell in cells)
    assert str(cells[1].value).startswith("+1 与  控制符")


def test_a_text_that_a_cell_cannot_hold_is_cut_and_the_definitions_say_so(tmp_path: Path) -> None:
    store = TableStore(tmp_path / "tables")
    store.write("sections", 2021, sections(2021, "长" * 40_000, 2))
    book = _book(store, tmp_path, "sections")
    assert len(str(book["sections"]["E2"].value)) == workbook.LONGEST_TEXT
    notes = [row[-1] for row in book["definitions"].iter_rows(values_only=True)]
    assert "2 个单元格超过 32767 字" in str(notes[-1])


def test_every_table_can_be_a_workbook_also_without_a_row(tmp_path: Path) -> None:
    for name in SCHEMAS:
        path = tmp_path / f"{name}.xlsx"
        workbook.write_workbook(empty(name), path, name)
        assert [cell.value for cell in openpyxl.load_workbook(path)[name][1]] == list(SCHEMAS[name].columns)


def test_a_table_with_more_rows_than_a_sheet_has_is_refused_as_xlsx(tmp_path: Path) -> None:
    store = TableStore(tmp_path / "tables")
    store.write("sections", 2021, sections(2021, "row", 1_048_576))
    with pytest.raises(ExportError, match="export as parquet or csv"):
        export(store, tmp_path / "out", "xlsx", ["sections"])
    assert list((tmp_path / "out").iterdir()) == []
