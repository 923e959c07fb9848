"""Tables to files in every format of ``govinfo export``: csv and parquet as they are, and formatted workbooks."""

from collections.abc import Iterable
from pathlib import Path

from govinfo_pipeline.publish.workbook import write_workbook
from govinfo_pipeline.tables.export import WRITERS as PLAIN
from govinfo_pipeline.tables.export import export_with
from govinfo_pipeline.tables.store import TableStore

WRITERS = {**PLAIN, "xlsx": write_workbook}
FORMATS = tuple(WRITERS)


def export(store: TableStore, folder: Path, file_format: str, names: Iterable[str]) -> list[tuple[Path, int]]:
    """Writes each table to ``folder/NAME.format``, as :func:`~govinfo_pipeline.tables.export.export_with` does."""
    return export_with(WRITERS[file_format], store, folder, file_format, names)
