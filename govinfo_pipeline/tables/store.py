"""The tables as Delta Lake tables parted by year: a year is replaced in one step or not at all.

They lie in a folder, or in an object store that can be asked to write a file only if there is none of its name
(conditional writes of S3), which is what makes one of two writers at once the second.
"""

import datetime as dt
import json
import random
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import uuid4

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.reading.files import Location as Location
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import SCHEMAS, empty

_TYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.string(): pd.StringDtype(na_value=float("nan")),
    pa.large_string(): pd.StringDtype(na_value=float("nan")),
}
_MOST_ATTEMPTS = 50
"""Times that a write is tried while other processes write the same table."""
_ARROW: dict[str, pa.DataType] = {"Int64": pa.int64(), "Float64": pa.float64()}
_CODED = pa.dictionary(pa.int32(), pa.string())


Rows = pd.DataFrame | pa.Table | pa.RecordBatchReader
"""What can be written: rows that are there, or that come part by part."""
_DIGITS = 20
"""Of a version, in the names of the files of a log."""
_named = attrgetter("base_name")
KEPT = dt.timedelta(days=7)
"""How long what a table held before can be read by who has begun to."""
_SCANNED = 1 << 17
PART = 5_000
"""Rows that are held at a time where a table is gone through part by part."""


class TableStore:
    """Tables below ``root``, one folder each. Reading a table that was never written gives no rows."""

    def __init__(self, root: Location) -> None:
        self.root = root

    def write(self, name: str, year: int | None, rows: Rows) -> int:
        """Replaces the rows of ``year`` (null: of no known year) by ``rows``; returns how many there are now.

        Atomic: a reader sees the year before or after, and a process that is killed leaves it as it was. Rows that come
        part by part are never held together.
        """
        from deltalake.exceptions import CommitFailedError

        file = self._write_file(name, year, rows)
        for attempt in range(_MOST_ATTEMPTS):
            try:
                self._commit(name, year, file)
                break
            except CommitFailedError:
                # Another process wrote the table meanwhile; what this one writes is still right.
                if attempt == _MOST_ATTEMPTS - 1:
                    raise
                time.sleep(random.uniform(0.02, 0.1) * (attempt + 1))
        return file.rows

    def _commit(self, name: str, year: int | None, file: "_File") -> None:
        """Puts a file that was written in the place of all that the table had of the year."""
        from deltalake import CommitProperties, DeltaTable

        # Left to itself it would try again with the files that it saw first, beside those that came meanwhile.
        once = CommitProperties(max_commit_retries=0)
        address, schema = self._address(name), arrow_schema(name)
        table = self._table(name) or DeltaTable.create(
            address, schema=schema, partition_by=["year"], mode="ignore", commit_properties=once
        )
        if new := [field for field in schema if field.name not in table.schema().to_arrow().names]:
            table.alter.add_columns([_delta_field(field) for field in new], commit_properties=once)
        of_year = [("year", "=", "" if year is None else str(year))]
        added = [_added(file, year)] if file.rows else []
        table.create_write_transaction(added, "overwrite", schema, ["year"], of_year, commit_properties=once)

    def _write_file(self, name: str, year: int | None, rows: Rows) -> "_File":
        """Writes the rows to one file, in their order.

        Nobody sees the file until it is named in the table's log; one that never is, :meth:`tidy` takes away.
        """
        import pyarrow.parquet as pq

        folder = f"year={'__HIVE_DEFAULT_PARTITION__' if year is None else int(year)}"
        path = f"{folder}/{uuid4().hex}.parquet"
        files = self._files(name)
        files.create_dir(folder)
        given = rows.schema if isinstance(rows, pa.RecordBatchReader) else arrow_schema(name)
        stored = pa.schema([field for field in given if field.name != "year"])
        written = 0
        try:
            # The types are those of the table's log: text that was written from codes is read as any text.
            with pq.ParquetWriter(path, stored, compression="zstd", filesystem=files, store_schema=False) as writer:
                for part in _parts(name, rows):
                    writer.write_table(part.select(stored.names))
                    written += part.num_rows
        finally:
            if not written:
                files.delete_file(path)
        status = files.get_file_info(path)
        return _File(path, written, status.size or 0, (status.mtime_ns or 0) // 10**6)

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
        self,
        name: str,
        years: Sequence[int | None],
        columns: Sequence[str] | None = None,
        rows: int = PART,
        coded: Collection[str] = (),
    ) -> Iterator[pa.Table]:
        """The rows of ``years`` in their order, at most ``rows`` at a time; the columns ``coded`` as coded text."""
        schema = _chosen(arrow_schema(name, coded), columns)
        for year in years:
            dataset = self._dataset(name, year, coded)
            if dataset is not None:
                batches = dataset.to_batches(
                    columns=schema.names, batch_size=rows, batch_readahead=1, fragment_readahead=1, use_threads=False
                )
                yield from (pa.Table.from_batches([batch]).cast(schema) for batch in batches if batch.num_rows)

    def _dataset(self, name: str, year: int | None, coded: Collection[str] = ()) -> Any:
        """The year of a table as it is now; null where it was never written."""
        dataset = self.dataset(name, coded)
        return None if dataset is None else dataset.filter(_is_year(year))

    def dataset(self, name: str, coded: Collection[str] = ()) -> Any:
        """A table as it is now, as an arrow dataset; null where it was never written."""
        import pyarrow.dataset as ds

        table = self._table(name)
        if table is None:
            return None
        options = ds.ParquetReadOptions(dictionary_columns=list(coded))
        found = table.to_pyarrow_dataset(filesystem=self._files(name), parquet_read_options=options)
        # Columns that were added since a year was written are null.
        return found.replace_schema(arrow_schema(name, coded))

    def years(self, name: str) -> list[int | None]:
        """The years of which the table holds rows, unknown (null) last."""
        table = self._table(name)
        years = {int(part["year"]) if part["year"] else None for part in (table.partitions() if table else ())}
        return sorted(years, key=lambda year: (year is None, year or 0))

    def files(self, name: str) -> dict[int | None, list[str]]:
        """Year → the names of the files that hold it in a table as it is now."""
        table = self._table(name)
        found: dict[int | None, list[str]] = {}
        for file in pa.table(table.get_add_actions()).to_pylist() if table else ():
            found.setdefault(file["partition"]["year"], []).append(file["path"].rpartition("/")[2])
        return {year: sorted(names) for year, names in found.items()}

    def version(self, name: str) -> int | None:
        """The version of a table, which rises with every write; null where it was never written."""
        latest = self._latest(name)
        return None if latest is None else int(latest.base_name[:_DIGITS])

    def stamp(self, name: str) -> object:
        """What changes whenever a table is written, or made anew; null where it was never written."""
        latest = self._latest(name)
        return latest and (latest.base_name, latest.size, latest.mtime_ns)

    def _latest(self, name: str) -> Any:
        """The newest file of a table's log, which need not be opened for its name: that begins with the version."""
        from pyarrow.fs import FileSelector

        log = self._files(name).get_file_info(FileSelector("_delta_log", allow_not_found=True))
        # What is still being written has another ending.
        versions = (f for f in log if f.base_name[:_DIGITS].isdigit() and f.extension in ("json", "parquet"))
        return max(versions, key=_named, default=None)

    def tidy(self, kept: dt.timedelta = KEPT) -> None:
        """Takes away the files that no version of a table younger than ``kept`` has: older versions, and what killed
        processes have left. Who has begun to read an older version can go on for so long.
        """
        hours = int(kept.total_seconds() // 3600)
        for name in sorted(path.name for path in self.root.iterdir()) if self.root.is_dir() else ():
            if table := self._table(name):
                table.vacuum(hours, dry_run=False, enforce_retention_duration=False, full=True)
                table.create_checkpoint()
                table.cleanup_metadata()

    def _table(self, name: str) -> Any:
        """A table as it is now; null where it was never written."""
        from deltalake import DeltaTable
        from deltalake.exceptions import TableNotFoundError

        try:
            return DeltaTable(self._address(name))
        except TableNotFoundError:
            return None

    def _address(self, name: str) -> str:
        return str(self.root / name)

    def _files(self, name: str):  # type: ignore[no-untyped-def]  # pyarrow's FileSystem has no public type
        """The files of a table, by their paths below it."""
        from pyarrow.fs import SubTreeFileSystem

        files, path = self._file_system
        return SubTreeFileSystem(f"{path}/{name}", files)

    @cached_property
    def _file_system(self):  # type: ignore[no-untyped-def]  # as above
        """Where the tables lie, and the path of their folder there."""
        from pyarrow.fs import FileSystem, LocalFileSystem

        # Not by fsspec: pyarrow's threads call its own file systems without Python, which they may outlive.
        if isinstance(self.root, Path):
            return LocalFileSystem(), str(self.root)
        return FileSystem.from_uri(f"{self.root.protocol}://{quote(self.root.path)}")


class _File(NamedTuple):
    """A file of a table that was written: its path below the table, rows, bytes, and milliseconds since 1970."""

    path: str
    rows: int
    size: int
    modified: int


class Stored(NamedTuple):
    """Some years of a table that are read when they are needed."""

    store: TableStore
    name: str
    years: Sequence[int | None]

    def of(self, *years: int | None) -> "Stored":
        """Other years of the same table."""
        return self._replace(years=years)

    def parts(
        self, columns: Sequence[str] | None = None, rows: int = PART, coded: Collection[str] = ()
    ) -> Iterator[pa.Table]:
        """The rows in their order, at most ``rows`` at a time; the columns ``coded`` as coded text."""
        return self.store.parts(self.name, self.years, columns, rows, coded)

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


def stream(
    name: str, parts: Iterable[pd.DataFrame | pa.Table | pa.RecordBatch], coded: Collection[str] = ()
) -> pa.RecordBatchReader:
    """The rows of a table that come part by part, as the store takes them; the columns ``coded`` as coded text."""
    schema = arrow_schema(name, coded)
    batches = (batch for part in parts for batch in as_table(name, part, coded).to_batches())
    return pa.RecordBatchReader.from_batches(schema, batches)


def arrow_schema(name: str, coded: Collection[str] = ()) -> pa.Schema:
    """The arrow schema of a stored table, derived from its pandera schema.

    Columns ``coded`` are text of which each is kept once, with a number for each row (a dictionary of arrow's).
    """
    if name == parsed.NAME:
        return parsed.SCHEMA
    types = {
        str(column): _CODED if column in coded else _ARROW.get(str(spec.dtype), pa.string())
        for column, spec in SCHEMAS[name].columns.items()
    }
    return pa.schema(list(types.items()))


def _is_year(year: int | None):  # type: ignore[no-untyped-def]  # pyarrow's Expression has no public type
    import pyarrow.dataset as ds

    return ds.field("year").is_null() if year is None else ds.field("year") == year


def as_frame(name: str, table: pa.Table) -> pd.DataFrame:
    """Rows of a table as a frame of its types."""
    if table.num_rows == 0:
        return empty(name)
    return as_table(name, table.select(list(SCHEMAS[name].columns))).to_pandas(types_mapper=_TYPES.get)


def as_table(name: str, part: pd.DataFrame | pa.Table | pa.RecordBatch, coded: Collection[str] = ()) -> pa.Table:
    """Rows of a table as they are stored; the columns ``coded`` as coded text."""
    schema = arrow_schema(name, coded)
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


def _added(file: _File, year: int | None):  # type: ignore[no-untyped-def]  # a late import
    """What the log of a table says of a new file."""
    from deltalake.transaction import AddAction

    of_year = {"year": None if year is None else str(year)}
    return AddAction(file.path, file.size, of_year, file.modified, True, json.dumps({"numRecords": file.rows}))


def _delta_field(field: Any) -> Any:
    from deltalake import Schema

    return next(iter(Schema.from_arrow(pa.schema([field])).fields))
