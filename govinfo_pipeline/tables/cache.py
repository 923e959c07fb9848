"""What is known of files that were read before: a file that has not changed is neither opened nor read again.

One file (:mod:`.cache_file`). It may be deleted at any time; then everything is read once more.

A file is recognised by its path, size and time of change, and what it says by its content, its name, the year of its
folder and the version of the reader. Rows are kept as they are stored, some dozens to a compressed batch.
"""

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from govinfo_pipeline.reading.files import Content, RawFile, Stamp
from govinfo_pipeline.reading.report import READER_VERSION
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.cache_file import CacheFile

READER = f"{READER_VERSION} {hashlib.sha256(parsed.SCHEMA.serialize()).hexdigest()[:8]}"
"""Version of what reading gives: of the reader, and of the columns that it fills."""

_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, sha256 TEXT, bytes INTEGER, modified TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS archives (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, members TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY, rows BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    sha256 TEXT, name TEXT, year INTEGER, reader TEXT, stated_year INTEGER, status TEXT, lasting INTEGER, batch INTEGER,
    row INTEGER,
    PRIMARY KEY (sha256, name, year, reader)
) WITHOUT ROWID;
"""
_SETTLED = 2.0
"""Seconds after which a change of a file can be told by its time of change."""


class Key(NamedTuple):
    """What a row depends on: the content, the file's name, and the year of the folder (0 for files elsewhere).

    Of a file that could not be opened ``sha256`` is that of nothing, but its path.
    """

    sha256: str
    name: str
    year: int


class Place(NamedTuple):
    """Where a row is kept; the year that the report states, its status, and whether reading the file again would give
    the same.
    """

    batch: int
    row: int
    stated_year: int | None
    status: str
    lasting: bool


class Batch(NamedTuple):
    """Rows of :data:`parsed.SCHEMA` as :func:`packed`, what each depends on, and what is asked of it most."""

    keys: Sequence[Key]
    stated_years: Sequence[int | None]
    statuses: Sequence[str]
    lasting: Sequence[bool]
    rows: bytes


class Cache:
    """The cache in a folder, which is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._file = CacheFile(folder / "reading.sqlite", _TABLES)
        self._unpacked = lru_cache(maxsize=16)(self._unpack)

    def contents(self, files: Sequence[RawFile]) -> list[Content | None]:
        """For each file the content that it is known to have, without the bytes; null for a new or changed one."""
        wanted = "SELECT sha256, bytes, modified FROM files WHERE path = ? AND size = ? AND mtime_ns = ?"
        with self._file.open() as connection:
            found = (connection.execute(wanted, (file.path, *file.stamp)).fetchone() for file in files)
            return [None if row is None else Content(b"", row[0], row[1], None, row[2]) for row in found]

    def note_contents(self, files: Iterable[tuple[RawFile, Content]]) -> None:
        """Remembers the content of files; of one that was changed just now nothing is taken for granted."""
        latest = (time.time() - _SETTLED) * 1e9
        rows = [
            (file.path, *file.stamp, content.sha256, content.size, content.modified)
            for file, content in files
            if content.problem is None and file.stamp.mtime_ns < latest
        ]
        with self._file.open() as connection:
            connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)

    def archives(self) -> dict[tuple[str, Stamp], list[str]]:
        """The names of the files in every archive, and an empty list for what is none."""
        with self._file.open() as connection:
            rows = connection.execute("SELECT path, size, mtime_ns, members FROM archives").fetchall()
        return {(path, Stamp(size, mtime_ns)): json.loads(members) for path, size, mtime_ns, members in rows}

    def note_archives(self, found: Iterable[tuple[str, Stamp, Sequence[str]]]) -> None:
        """Remembers which files an archive has."""
        latest = (time.time() - _SETTLED) * 1e9
        rows = [(path, *stamp, json.dumps(members)) for path, stamp, members in found if stamp.mtime_ns < latest]
        with self._file.open() as connection:
            connection.executemany("INSERT OR REPLACE INTO archives VALUES (?, ?, ?, ?)", rows)

    def find(self, keys: Iterable[Key]) -> list[Place | None]:
        """For each key where its row is kept; null for what this version of the reader has not read."""
        wanted = (
            "SELECT batch, row, stated_year, status, lasting FROM results "
            "WHERE sha256 = ? AND name = ? AND year = ? AND reader = ?"
        )
        with self._file.open() as connection:
            found = (connection.execute(wanted, (*key, READER)).fetchone() for key in keys)
            return [None if row is None else Place(row[0], row[1], row[2], row[3], bool(row[4])) for row in found]

    def add(self, batch: Batch) -> None:
        """Keeps some rows; whoever reads meanwhile sees all of them or none."""
        with self._file.open() as connection:
            number = connection.execute("INSERT INTO batches (rows) VALUES (?)", (batch.rows,)).lastrowid
            said = zip(batch.keys, batch.stated_years, batch.statuses, batch.lasting, strict=True)
            results = [
                (*key, READER, year, status, lasting, number, row)
                for row, (key, year, status, lasting) in enumerate(said)
            ]
            connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", results)

    def rows(self, places: Iterable[Place]) -> pa.Table:
        """The rows at some places, in this order."""
        parts = [
            self._unpacked(batch).take([place.row for place in run])
            for batch, run in groupby(places, key=lambda place: place.batch)
        ]
        return pa.concat_tables(parts).combine_chunks() if parts else parsed.SCHEMA.empty_table()

    def _unpack(self, batch: int) -> pa.Table:
        with self._file.open() as connection:
            found = connection.execute("SELECT rows FROM batches WHERE id = ?", (batch,)).fetchone()
        if found is None:
            raise LookupError("the cache was tidied while a run was using it; run again")
        return pa.ipc.open_stream(found[0]).read_all()

    def tidy(self, files: Iterable[RawFile]) -> None:
        """Drops what none of ``files``, which are all that there are, has any more, and what other versions of the
        reader have read. A batch goes when none of its rows is in use.
        """
        with self._file.open() as connection:
            connection.execute("CREATE TEMP TABLE there (path TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.executemany("INSERT OR IGNORE INTO there VALUES (?)", ((file.path,) for file in files))
            connection.execute("DELETE FROM files WHERE path NOT IN (SELECT path FROM there)")
            gone = "DELETE FROM results WHERE reader != ? OR sha256 NOT IN (SELECT sha256 FROM files)"
            connection.execute(gone, (READER,))
            connection.execute("DELETE FROM batches WHERE id NOT IN (SELECT batch FROM results)")
        self._file.shrink()


def packed(rows: pa.Table) -> bytes:
    """Rows as the cache keeps them."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(rows)
    return bytes(sink.getvalue().to_pybytes())
