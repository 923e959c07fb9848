"""Tables to files: csv (UTF-8 with BOM, so that Excel shows it) and parquet. Workbooks are made by ``publish``."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore

TABLES = tuple(SCHEMAS)
Writer = Callable[[pd.DataFrame, Path, str], None]
"""Writes a table to a path, given the table's name."""


class ExportError(ValueError):
    """The export cannot be made as asked for; the message says what to do."""


def export(store: TableStore, folder: Path, file_format: str, names: Iterable[str]) -> list[tuple[Path, int]]:
    """Writes each table to ``folder/NAME.format``, csv or parquet; see :func:`export_with`."""
    return export_with(WRITERS[file_format], store, folder, file_format, names)


def export_with(
    write: Writer, store: TableStore, folder: Path, suffix: str, names: Iterable[str]
) -> list[tuple[Path, int]]:
    """Writes each table to ``folder/NAME.suffix``; returns the files and their numbers of rows.

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
        target = folder / f"{name}.{suffix}"
        draft = folder / f".{name}.{os.getpid()}.{suffix}"
        try:
            write(table, draft, name)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        written.append((target, len(table)))
    return written


def _csv(table: pd.DataFrame, path: Path, name: str) -> None:
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def _parquet(table: pd.DataFrame, path: Path, name: str) -> None:
    table.to_parquet(path, index=False)


WRITERS: dict[str, Writer] = {"csv": _csv, "parquet": _parquet}
FORMATS = tuple(WRITERS)
