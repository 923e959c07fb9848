"""The tables on disk, as Delta Lake tables parted by year: a year is replaced in one step or not at all."""

import datetime as dt
import json
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pandas as pd
import pyarrow as pa
from filelock import FileLock

from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import SCHEMAS, empty

_TYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.string(): pd.StringDtype(na_value=float("nan")),
    pa.large_string(): pd.StringDtype(na_value=float("nan")),
}
_MOST_ATTEMPTS = 20
_ARROW: dict[str, pa.DataType] = {"Int64": pa.int64(), "Float64": pa.float64()}


Rows = pd.DataFrame | pa.Table | pa.RecordBatchReader
"""What can be written: rows that are there, or that come part by part."""
KEPT = dt.timedelta(days=7)
"""How long what a table held before can be read by who has begun to."""
_SCANNED = 1 << 17
PART = 5_000
"""Rows that are held at a time where a table is gone through part by part."""


class TableStore:
    """Tables below ``root``, one folder each. Reading a table that was never written gives no rows."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, year: int | None, rows: Rows) -> int:
        """Replaces the rows of ``year`` (null: of no known year) by ``rows``; returns how many there are now.

        Atomic: a reader sees the year before or after, and a process that is killed leaves it as it was. Rows that come
        part by part are never held together.
        """
        from deltalake.exceptions import CommitFailedError

        file, written = self._write_file(name, year, rows)
        for attempt in range(_MOST_ATTEMPTS):
            try:
                # Of two processes that write a year for the first time none removes what the other has written.
                with FileLock(self.root / name / ".lock"):
                    self._commit(name, year, file, written)
                break
            except CommitFailedError:
                # A process on another machine wrote the table meanwhile; what this one writes is still right.
                if attempt == _MOST_ATTEMPTS - 1:
                    raise
                time.sleep(0.05 * (attempt + 1))
        return written

    def _commit(self, name: str, year: int | None, file: str, rows: int) -> None:
        """Puts a file that was written in the place of all that the table had of the year."""
        from deltalake import DeltaTable

        path, schema = self.root / name, arrow_schema(name)
        if not DeltaTable.is_deltatable(str(path)):
            DeltaTable.create(str(path), schema=schema, partition_by=["year"], mode="ignore")
        table = DeltaTable(str(path))
        if new := [field for field in schema if field.name not in table.schema().to_arrow().names]:
            table.alter.add_columns([_delta_field(field) for field in new])
        of_year = [("year", "=", "" if year is None else str(year))]
        added = [_added(path, file, year, rows)] if rows else []
        table.create_write_transaction(added, "overwrite", schema, ["year"], of_year)

    def _write_file(self, name: str, year: int | None, rows: Rows) -> tuple[str, int]:
        """Writes the rows to one file, in their order; its path below the table, and how many rows it has.

        Nobody sees the file until it is named in the table's log; one that never is, :meth:`tidy` takes away.
        """
        import pyarrow.parquet as pq

        folder = f"year={'__HIVE_DEFAULT_PARTITION__' if year is None else int(year)}"
        file = f"{folder}/{uuid4().hex}.parquet"
        path = self.root / name
        (path / folder).mkdir(parents=True, exist_ok=True)
        stored = pa.schema([field for field in arrow_schema(name) if field.name != "year"])
        written = 0
        try:
            with pq.ParquetWriter(path / file, stored, compression="zstd") as writer:
                for part in _parts(name, rows):
                    writer.write_table(part.select(stored.names))
                    written += part.num_rows
        finally:
            if not written:
                (path / file).unlink()
        return file, written

    def read(self, name: str, years: Sequence[int | None] | None = None) -> pd.DataFrame:
        """The rows of ``years`` (all when null) as a frame of the table's types, in the order they were written."""
        return as_frame(name, self.read_arrow(name, years))

    def read_arrow(
        self, name: str, years: Sequence[int | None] | None = None, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """Like :meth:`read`, as an arrow table, of ``columns`` alone where they are given."""
        schema = _chosen(arrow_schema(name), columns)
        datasets = (self._dataset(name, year) for year in (self.years(name) if years is None else years))
        parts = [dataset.to_table(columns=schema.names).cast(schema) for dataset in datasets if dataset is not None]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def parts(
        self, name: str, years: Sequence[int | None], columns: Sequence[str] | None = None, rows: int = PART
    ) -> Iterator[pa.Table]:
        """The rows of ``years`` in their order, at most ``rows`` at a time."""
        schema = _chosen(arrow_schema(name), columns)
        for year in years:
            dataset = self._dataset(name, year)
            if dataset is not None:
                batches = dataset.to_batches(
                    columns=schema.names, batch_size=rows, batch_readahead=1, fragment_readahead=1, use_threads=False
                )
                yield from (pa.Table.from_batches([batch]).cast(schema) for batch in batches if batch.num_rows)

    def _dataset(self, name: str, year: int | None):  # type: ignore[no-untyped-def]  # pyarrow's has no public type
        """The year of a table as it is now; null where it was never written."""
        import deltalake

        if not deltalake.DeltaTable.is_deltatable(str(self.root / name)):
            return None
        dataset: Any = deltalake.DeltaTable(str(self.root / name)).to_pyarrow_dataset()
        # Columns that were added since the year was written are null.
        return dataset.replace_schema(arrow_schema(name)).filter(_is_year(year))

    def years(self, name: str) -> list[int | None]:
        """The years of which the table holds rows, unknown (null) last."""
        import deltalake

        if not deltalake.DeltaTable.is_deltatable(str(self.root / name)):
            return []
        parts = deltalake.DeltaTable(str(self.root / name)).partitions()
        years = {int(part["year"]) if part["year"] else None for part in parts}
        return sorted(years, key=lambda year: (year is None, year or 0))

    def version(self, name: str) -> int | None:
        """The version of a table, which rises with every write; null where it was never written."""
        import deltalake

        path = str(self.root / name)
        return deltalake.DeltaTable(path).version() if deltalake.DeltaTable.is_deltatable(path) else None

    def tidy(self, kept: dt.timedelta = KEPT) -> None:
        """Takes away the files that no version of a table younger than ``kept`` has: older versions, and what killed
        processes have left. Who has begun to read an older version can go on for so long.
        """
        import deltalake

        for path in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            if deltalake.DeltaTable.is_deltatable(str(path)):
                table = deltalake.DeltaTable(str(path))
                hours = int(kept.total_seconds() // 3600)
                table.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True)
                table.create_checkpoint()
                table.cleanup_metadata()


class Stored(NamedTuple):
    """Some years of a table that are read when they are needed."""

    store: TableStore
    name: str
    years: Sequence[int | None]

    def of(self, *years: int | None) -> "Stored":
        """Other years of the same table."""
        return self._replace(years=years)

    def parts(self, columns: Sequence[str] | None = None, rows: int = PART) -> Iterator[pa.Table]:
        """The rows in their order, at most ``rows`` at a time."""
        return self.store.parts(self.name, self.years, columns, rows)

    def only(self, column: str, values: Collection[str]) -> pd.DataFrame:
        """The rows with one of some texts in a column."""
        import pyarrow.compute as pc

        wanted = pa.array(list(values), pa.string())
        parts = [part.filter(pc.is_in(part[column], wanted)) for part in self.parts(rows=_SCANNED)]
        return as_frame(self.name, pa.concat_tables([arrow_schema(self.name).empty_table(), *parts]))

    def frame(self) -> pd.DataFrame:
        """All rows as a frame of the table's types."""
        return self.store.read(self.name, self.years)

    def arrow(self, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows."""
        return self.store.read_arrow(self.name, self.years, columns)


class Unread(Mapping[str, pd.DataFrame]):
    """Tables by name of which each is read when it is asked for, and not kept."""

    def __init__(self, tables: Mapping[str, Stored]) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._tables[name].frame()

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def stream(name: str, parts: Iterable[pd.DataFrame | pa.Table | pa.RecordBatch]) -> pa.RecordBatchReader:
    """The rows of a table that come part by part, as the store takes them."""
    schema = arrow_schema(name)
    batches = (batch for part in parts for batch in as_table(name, part).to_batches())
    return pa.RecordBatchReader.from_batches(schema, batches)


def arrow_schema(name: str) -> pa.Schema:
    """The arrow schema of a stored table, derived from its pandera schema."""
    if name == parsed.NAME:
        return parsed.SCHEMA
    columns = SCHEMAS[name].columns.items()
    return pa.schema([pa.field(str(column), _ARROW.get(str(spec.dtype), pa.string())) for column, spec in columns])


def _is_year(year: int | None):  # type: ignore[no-untyped-def]  # pyarrow's Expression has no public type
    import pyarrow.dataset as ds

    return ds.field("year").is_null() if year is None else ds.field("year") == year


def as_frame(name: str, table: pa.Table) -> pd.DataFrame:
    """Rows of a table as a frame of its types."""
    if table.num_rows == 0:
        return empty(name)
    return table.select(list(SCHEMAS[name].columns)).to_pandas(types_mapper=_TYPES.get)


def as_table(name: str, part: pd.DataFrame | pa.Table | pa.RecordBatch) -> pa.Table:
    """Rows of a table as they are stored."""
    schema = arrow_schema(name)
    if isinstance(part, pd.DataFrame):
        return pa.Table.from_pandas(part, schema, preserve_index=False)
    return (part if isinstance(part, pa.Table) else pa.Table.from_batches([part])).cast(schema)


def _chosen(schema: pa.Schema, columns: Sequence[str] | None) -> pa.Schema:
    return schema if columns is None else pa.schema([schema.field(column) for column in columns])


def _parts(name: str, rows: Rows) -> Iterator[pa.Table]:
    """The rows as tables of the schema, large enough for a file to be read fast."""
    if not isinstance(rows, pa.RecordBatchReader):
        yield as_table(name, rows)
        return
    waiting: list[pa.RecordBatch] = []
    for batch in rows:
        waiting.append(batch)
        if sum(part.num_rows for part in waiting) >= PART:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _added(path: Path, file: str, year: int | None, rows: int):  # type: ignore[no-untyped-def]  # a late import
    """What the log of a table says of a new file."""
    from deltalake.transaction import AddAction

    status = (path / file).stat()
    of_year = {"year": None if year is None else str(year)}
    return AddAction(file, status.st_size, of_year, status.st_mtime_ns // 10**6, True, json.dumps({"numRecords": rows}))


def _delta_field(field: Any) -> Any:
    from deltalake import Schema

    return next(iter(Schema.from_arrow(pa.schema([field])).fields))
