"""A table as a formatted workbook: typed cells, a header that stays and filters, and sheets that say what all means."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from govinfo_pipeline.publish.dictionary import Described, codes, describe
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.tables.schemas import SCHEMAS

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
LONGEST_TEXT = 32_767
"""Characters that a cell holds."""

_KINDS = {"integer": "整数 integer", "number": "数值 number", "boolean": "是否 boolean", "text": "文本 text"}
_COUNTED, _NUMBERED, _MEASURED = "#,##0", "0", "#,##0.####"
_DATES = {"published": "yyyy-mm-dd", "modified": "yyyy-mm-dd hh:mm"}
_LOOKED_AT = 200
_NARROWEST, _WIDEST = 8, 60


def write_workbook(table: pd.DataFrame, path: Path, name: str) -> None:
    """Writes the table to a sheet of its name, with its ``definitions`` and ``codes`` on two more.

    Raises :class:`ExportError` where a sheet cannot hold it. Text stays text, also where it looks like a formula; the
    part of a text that a cell cannot hold is cut, and the definitions say of how many.
    """
    from openpyxl import Workbook

    if len(table) > MOST_ROWS:
        raise ExportError(f"{name}: {len(table)} rows do not fit a sheet; export as parquet or csv")
    book = Workbook(write_only=True)
    _add(book, name, [column.name for column in describe(name)], table, describe(name))
    columns, meanings = _definitions(name, _longer(table))
    _add(book, "definitions", columns, meanings)
    _add(book, "codes", ["栏目 column", "代码 code", "含义 meaning"], _codes(name))
    book.save(path)


def _add(
    book: Any, name: str, header: Sequence[str], rows: pd.DataFrame, columns: Sequence[Described] | None = None
) -> None:
    """A sheet with a header that stays in view and can be filtered; typed where the columns are described."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"
    for place, width in enumerate(_widths(header, rows), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_head(sheet, text) for text in header])
    dates = [column.name in _DATES for column in columns or ()] or [False] * len(header)
    cells = [_styled(sheet, _format(column)) for column in columns or ()] or [_styled(sheet, "General") for _ in header]
    plain = rows.astype(object).where(rows.notna(), None)
    for row in plain.itertuples(index=False):
        sheet.append([_filled(cell, value, is_date) for cell, value, is_date in zip(cells, row, dates, strict=True)])


def _format(column: Described) -> str:
    """How a column's values are shown; years, ranks and numbers of sections are no counts, and not parted by commas."""
    if column.name in _DATES:
        return _DATES[column.name]
    if column.kind == "integer":
        return _COUNTED if column.unit else _NUMBERED
    return _MEASURED if column.kind == "number" else "General"


def _head(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E7ECF3")
    cell.alignment = Alignment(vertical="center")
    return cell


def _styled(sheet: Any, number_format: str) -> Any:
    """The cell of a column, which is filled anew for each row: a sheet that is only written takes it at once."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.number_format = number_format
    return cell


def _filled(cell: Any, value: Any, is_date: bool) -> Any:
    if value is None:
        return None
    if is_date and (moment := _moment(value)) is not None:
        cell.value = moment
        return cell
    if isinstance(value, str):
        cell.value = storable(value)
        # Text from a report that begins with = stays text and is never a formula.
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def storable(text: str) -> str:
    """The text as a cell can hold it: without control characters, and not longer than a cell."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT])


def _moment(value: str) -> datetime | None:
    """A date or time (UTC) as a sheet has it, which knows no zones; null for what is none."""
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return None


def _longer(table: pd.DataFrame) -> dict[str, int]:
    """Column → how many of its texts a cell cannot hold whole."""
    texts = [str(column) for column in table.columns if pd.api.types.is_string_dtype(table[column])]
    counts = {column: int((table[column].str.len() > LONGEST_TEXT).sum()) for column in texts}
    return {column: count for column, count in counts.items() if count}


def _definitions(name: str, longer: dict[str, int]) -> tuple[list[str], pd.DataFrame]:
    header = ["栏目 column", "名称 name", "含义 meaning", "类型 type", "单位 unit", "可为空 may be empty", "备注 note"]
    first = ["", SCHEMAS[name].title, SCHEMAS[name].description, "", "", "", f"数据表 table {name}"]
    rows = [first, *(_definition(column, longer.get(column.name, 0)) for column in describe(name))]
    return header, pd.DataFrame(rows, columns=header)


def _definition(column: Described, longer: int) -> list[str]:
    note = f"{longer} 个单元格超过 {LONGEST_TEXT} 字，此处截断 texts cut here" if longer else ""
    empty = "是 yes" if column.nullable else "否 no"
    return [column.name, column.zh, column.en, _KINDS[column.kind], column.unit or "", empty, note]


def _codes(name: str) -> pd.DataFrame:
    rows: Iterator[tuple[str, str, str]] = (
        (column.name, code, meaning) for column in describe(name) for code, meaning in codes(name, column.name).items()
    )
    return pd.DataFrame(rows, columns=["column", "code", "meaning"])


def _widths(header: Sequence[str], rows: pd.DataFrame) -> Iterable[float]:
    """A width for each column that shows its header and most of its first values."""
    for place, text in enumerate(header):
        values = rows.iloc[:_LOOKED_AT, place].dropna().astype(str)
        longest = max(map(width, values), default=0)
        yield min(max(longest + 2, width(text) + 4, _NARROWEST), _WIDEST)


def width(text: str) -> int:
    """How many columns of a fixed-width font the text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
