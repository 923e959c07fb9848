"""Dagster's SQLite files stay open for as long as a run needs them, and no longer."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from govinfo_pipeline.orchestration.history import kept_open

RUN = "a1"


def _write(file: Path, words: str) -> None:
    """Opens a file, writes one row and closes it, as Dagster does for an event."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS events (words TEXT)")
        connection.execute("INSERT INTO events VALUES (?)", (words,))


def _log(file: Path) -> Path:
    """Where SQLite has what was not written back yet."""
    return file.with_name(f"{file.name}-wal")


@pytest.mark.parametrize("name", ["runs.db", "runs/index.db", f"runs/{RUN}.db"])
def test_a_file_is_written_back_when_the_run_ends_and_not_after_each_event(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    _write(file, "before")
    assert not _log(file).exists(), "written back at once where nobody else has it open"
    with kept_open(tmp_path, RUN):
        _write(file, "first")
        _write(file, "second")
        assert _log(file).stat().st_size > 0
    assert not _log(file).exists()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT words FROM events").fetchall() == [("before",), ("first",), ("second",)]


def test_a_history_that_is_kept_elsewhere_is_left_alone(tmp_path: Path) -> None:
    with kept_open(tmp_path / "history", RUN):
        pass
    assert not list(tmp_path.iterdir())
