"""The outbox: messages wait here from the moment that something is news until a channel has accepted them.

An SQLite file in WAL mode, on a disk of this machine. What a run changes is written in one transaction: its messages,
the alerts of its year as they shall be, and that the run is done. A crash before it leaves nothing, and the run is
looked at again; after it nothing is lost: the alerts are then written from here into their table.
"""

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

_TABLES = """
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, noted TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS messages (
    key TEXT PRIMARY KEY, number TEXT NOT NULL, channel TEXT NOT NULL, digest TEXT NOT NULL, queued TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending', attempts INTEGER NOT NULL DEFAULT 0, due TEXT NOT NULL, problem TEXT,
    sent TEXT
);
CREATE INDEX IF NOT EXISTS messages_pending ON messages (status, due);
CREATE TABLE IF NOT EXISTS unwritten (one INTEGER PRIMARY KEY CHECK (one = 1), year INTEGER, alerts BLOB NOT NULL);
"""
_NEVER = "9999"
"""After every time that is kept."""
_WAIT_FOR_OTHERS = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = dt.timedelta(seconds=20), dt.timedelta(hours=1)


class Message(NamedTuple):
    """A message for a channel. ``number`` is the same whenever it is sent; ``problem`` is why it was not yet."""

    key: str
    number: str
    channel: str
    digest: str
    queued: str
    attempts: int
    problem: str | None


class Unwritten(NamedTuple):
    """The alerts of a year as they shall stand in their table, as an Arrow stream."""

    year: int | None
    alerts: bytes


def key_of(run: str, channel: str) -> str:
    """What makes a message one of its kind: one a run and channel."""
    return f"{run}/{channel}"


def number_of(key: str) -> str:
    """The id that a message carries."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class Outbox:
    """The messages and runs in the file at ``path``, which is made on first use."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction, which is kept whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=_WAIT_FOR_OTHERS, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_TABLES)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def note(self, run: str, now: dt.datetime) -> None:
        """Notes a run that has ended, so that it is looked at sooner or later."""
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO runs (run, noted) VALUES (?, ?)", (run, _time(now)))

    def noted(self, before: dt.datetime | None = None) -> list[str]:
        """The runs that were noted (``before`` a time, if one is given) and not looked at yet, the oldest first."""
        query = "SELECT run FROM runs WHERE NOT done AND noted < ? ORDER BY noted, run"
        with self._open() as connection:
            rows = connection.execute(query, (_time(before) if before else _NEVER,)).fetchall()
        return [run for (run,) in rows]

    def is_done(self, run: str) -> bool:
        """Whether a run was looked at."""
        with self._open() as connection:
            return connection.execute("SELECT 1 FROM runs WHERE run = ? AND done", (run,)).fetchone() is not None

    def finish(
        self, run: str, messages: Iterable[tuple[str, str]], now: dt.datetime, alerts: Unwritten | None = None
    ) -> None:
        """Queues a run's messages (channel, digest) and keeps the alerts that it leaves, and that it is done."""
        with self._open() as connection:
            for channel, digest in messages:
                key = key_of(run, channel)
                connection.execute(
                    "INSERT OR IGNORE INTO messages (key, number, channel, digest, queued, due) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    (key, number_of(key), channel, digest, _time(now), _time(now)),
                )
            if alerts is not None:
                connection.execute("INSERT INTO unwritten VALUES (1, ?, ?)", alerts)
            connection.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, 1)", (run, _time(now)))

    def unwritten(self) -> Unwritten | None:
        """The alerts that are not in their table yet."""
        with self._open() as connection:
            row = connection.execute("SELECT year, alerts FROM unwritten").fetchone()
        return row and Unwritten(*row)

    def written(self) -> None:
        """Notes that the alerts are in their table."""
        with self._open() as connection:
            connection.execute("DELETE FROM unwritten")

    def pending(self, due: dt.datetime | None = None) -> list[Message]:
        """The messages that were not sent, the oldest first; only those to be tried by ``due``, if that is given.

        Those of a channel wait for its oldest one, so that what is resolved is never told before it was new.
        """
        columns = ", ".join(Message._fields)
        oldest = "SELECT due FROM messages WHERE status = 'pending' AND channel = message.channel ORDER BY queued, key"
        query = (
            f"SELECT {columns} FROM messages AS message WHERE status = 'pending' AND ({oldest} LIMIT 1) <= ?"
            " ORDER BY queued, key"
        )
        with self._open() as connection:
            rows = connection.execute(query, (_time(due) if due else _NEVER,)).fetchall()
        return [Message(*row) for row in rows]

    def sent(self, message: Message, now: dt.datetime) -> None:
        """Marks a message that its channel has accepted."""
        self._attempted(message, "status = 'sent', sent = ?, problem = NULL", _time(now))

    def failed(self, message: Message, problem: str, now: dt.datetime) -> None:
        """Notes why a message could not be sent; it is tried again after a pause that doubles each time."""
        pause = min(_FIRST_PAUSE * 2 ** min(message.attempts, 20), _LONGEST_PAUSE)
        self._attempted(message, "problem = ?, due = ?", problem, _time(now + pause))

    def _attempted(self, message: Message, change: str, *values: str) -> None:
        with self._open() as connection:
            connection.execute(
                f"UPDATE messages SET attempts = attempts + 1, {change} WHERE key = ?", (*values, message.key)
            )


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")
