"""An SQLite file of what can be made anew: several processes may use it at once, and a killed one leaves it whole.

It may be deleted at any time. A file that is damaged is thrown away, and made again without what it held.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock

_WAIT = 120
"""Seconds to wait for another process that writes."""
_SETUP = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"


class CacheFile:
    """The file at ``path``, made with ``tables`` (statements of SQL that leave a table alone that is there) when it is
    first needed.
    """

    def __init__(self, path: Path, tables: str) -> None:
        self._path = path
        self._tables = tables
        self._ready = False

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A connection, and one transaction on it."""
        if not self._ready:
            self._prepare()
        with self._connect() as connection, connection:
            yield connection

    def shrink(self) -> None:
        """Gives back the room of what has been deleted."""
        with self._connect() as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connect(self) -> "closing[sqlite3.Connection]":
        return closing(sqlite3.connect(self._path, timeout=_WAIT))

    def _prepare(self) -> None:
        """Makes the file, by one process at a time; one that is damaged is made anew."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self._path.with_suffix(".lock")):
            try:
                self._create()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                for suffix in ("", "-wal", "-shm"):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
                self._create()
        self._ready = True

    def _create(self) -> None:
        with self._connect() as connection:
            connection.executescript(_SETUP + self._tables)
