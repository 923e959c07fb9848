"""Tables to files that people open: csv (UTF-8 with BOM, so that Excel shows it), parquet, xlsx."""

import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore

FORMATS = ("csv", "parquet", "xlsx")
TABLES = tuple(SCHEMAS)
_MOST_SHEET_ROWS = 1_048_575
_LONGEST_SHEET_TEXT = 32_767


class ExportError(ValueError):
    """The export cannot be made as asked for; the message says what to do."""


def export(store: TableStore, folder: Path, file_format: str, names: Iterable[str]) -> list[tuple[Path, int]]:
    """Writes each table to ``folder/NAME.format``; returns the files and their numbers of rows.

    Each file appears whole or not at all. Raises :class:`ExportError` for a table that there is not, or that a
    format cannot hold.
    """
    names = list(names)
    if unknown := [name for name in names if name not in TABLES]:
        raise ExportError(f"there is no table {unknown[0]}; the tables are {', '.join(TABLES)}")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in names:
        table = store.read(name)
        target = folder / f"{name}.{file_format}"
        draft = folder / f".{name}.{os.getpid()}.{file_format}"
        try:
            _WRITERS[file_format](table, draft, name)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        written.append((target, len(table)))
    return written


def _csv(table: pd.DataFrame, path: Path, name: str) -> None:
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _parquet(table: pd.DataFrame, path: Path, name: str) -> None:
    table.to_parquet(path, index=False)


def _xlsx(table: pd.DataFrame, path: Path, name: str) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if len(table) > _MOST_SHEET_ROWS:
        raise ExportError(f"{name}: {len(table)} rows do not fit a sheet; export as parquet or csv")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        cells = []
        for value in row:
            if isinstance(value, str):
                cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_SHEET_TEXT])
                # Text from a report that begins with = stays text and is never a formula.
                cell.data_type = "s"
                cells.append(cell)
            else:
                cells.append(None if pd.isna(value) else value)
        sheet.append(cells)
    book.save(path)


_WRITERS = {"csv": _csv, "parquet": _parquet, "xlsx": _xlsx}
