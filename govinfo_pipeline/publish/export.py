"""Tables to files: csv (UTF-8 with BOM, so that Excel shows it), parquet, and formatted workbooks."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.publish.workbook import write_workbook
from govinfo_pipeline.tables.drafts import draft_of
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore

TABLES = tuple(SCHEMAS)


def export(store: TableStore, folder: Path, file_format: str, names: Iterable[str]) -> list[tuple[Path, int]]:
    """Writes each table to ``folder/NAME.format``; returns the files and their numbers of rows.

    Each file appears whole or not at all. Raises :class:`ExportError` for a table that there is not, or that a
    format cannot hold.
    """
    names = list(names)
    if unknown := [name for name in names if name not in TABLES]:
        raise ExportError(f"there is no table {unknown[0]}; the tables are {', '.join(TABLES)}")
    written = []
    for name in names:
        table = store.read(name)
        target = folder / f"{name}.{file_format}"
        with draft_of(target) as draft:
            _WRITERS[file_format](table, draft, name)
        written.append((target, len(table)))
    return written


def _csv(table: pd.DataFrame, path: Path, name: str) -> None:
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _parquet(table: pd.DataFrame, path: Path, name: str) -> None:
    table.to_parquet(path, index=False)


_WRITERS: dict[str, Callable[[pd.DataFrame, Path, str], None]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": write_workbook,
}
"""Format → what writes a table to a path, given the table's name."""
FORMATS = tuple(_WRITERS)
