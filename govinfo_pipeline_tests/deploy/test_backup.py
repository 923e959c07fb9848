"""A backup and its restore: the same tables, messages, decisions and database, and nothing overwritten."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from govinfo_pipeline.alerts.operations import ended_badly, of_rows
from govinfo_pipeline.alerts.post import Post
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.deploy.postgres import postgres
from govinfo_pipeline_tests.deploy.server import DEPLOY

NOW = dt.datetime(2027, 2, 1, 6, tzinfo=dt.UTC)
YEARS = (2021, 2022)


class Place(NamedTuple):
    """A home and an environment that names it and a database."""

    home: Path
    environment: dict[str, str]

    @property
    def store(self) -> TableStore:
        return TableStore(self.home / "tables")

    @property
    def post(self) -> Post:
        return Post(self.home / "alerts", self.home / "alerts.toml")

    def on(self, home: Path, database: str) -> "Place":
        """Another home and database of the same server."""
        return Place(home, self.environment | {"GOVINFO_HOME": str(home), "PGDATABASE": database})

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def sql(self, question: str) -> str:
        return self.run("psql", "--no-psqlrc", "--tuples-only", "--no-align", f"--command={question}").stdout.strip()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A home with two years, one of which was written twice, a message that waits, and a decision kept elsewhere."""
    folder = tmp_path_factory.mktemp("backup")
    decisions = folder / "decided.csv"
    decisions.write_text("finding_id,status,evidence\n", encoding="utf-8")
    with postgres() as database:
        bodies = folder / "bodies.csv"
        bodies.write_text("organization\n", encoding="utf-8")
        programs = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        elsewhere = {"GOVINFO_DECISIONS": str(decisions), "GOVINFO_BODIES": str(bodies), "PATH": programs}
        environment = os.environ | database | elsewhere
        place = Place(folder, environment).on(folder / "home", database["PGDATABASE"])
        for year in (*YEARS, None, YEARS[0]):
            failed = ended_badly("statistical_year", year, canceled=False, errors=[("reports", "no room")])
            place.store.write("alerts", year, of_rows([failed], NOW.isoformat()))
        place.post.outbox.finish("a run", [("duty", "a message")], NOW)
        place.post.channels_file.write_text('[channels.duty]\nurl = "json://127.0.0.1"\n', encoding="utf-8")
        for made_again in ("cache", "review", "dagster"):
            (place.home / made_again).mkdir()
            (place.home / made_again / "large").write_bytes(b"0" * 1000)
        place.sql("CREATE TABLE runs AS SELECT 'a run' AS run_id")
        yield place


@contextmanager
def growing(file: Path) -> Iterator[None]:
    """A run writes to a file meanwhile."""
    with subprocess.Popen(["sh", "-c", 'while sleep 0.001; do head -c 100000 /dev/zero >>"$0"; done', file]) as writer:
        try:
            yield
        finally:
            writer.kill()


@pytest.fixture(scope="module")
def backup(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup in a folder where an older one lies, of which one was to be kept."""
    folder = tmp_path_factory.mktemp("backups")
    (folder / "govinfo-20260101T000000Z").mkdir()
    with growing(place.home / "tables" / "alerts" / f"year={YEARS[1]}" / "written.parquet"):
        said = place.run(DEPLOY / "backup.sh", folder, "1")
    assert said.returncode == 0, said.stderr
    assert [str(path) for path in folder.iterdir()] == [said.stdout.strip()]
    return Path(said.stdout.strip())


@pytest.fixture(scope="module")
def restored(place: Place, backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """What a restore makes of it in another place."""
    restored = place.on(tmp_path_factory.mktemp("restored") / "home", "restored")
    place.run("createdb", "restored")
    said = restored.run(DEPLOY / "restore.sh", backup)
    assert said.returncode == 0, said.stderr
    for name in ("decisions.csv", "bodies.csv"):
        assert f"copy it to its place: {backup / name}" in said.stdout
    return restored


def test_the_tables_are_the_same_and_can_be_written(place: Place, restored: Place) -> None:
    alerts = place.store.read("alerts")
    pd.testing.assert_frame_equal(restored.store.read("alerts"), alerts)
    assert restored.store.version("alerts") == place.store.version("alerts")
    restored.store.write("alerts", YEARS[1], alerts[alerts["year"] == YEARS[1]])
    assert restored.store.years("alerts") == [*YEARS, None]


def test_what_a_run_is_writing_and_has_replaced_is_left_out(place: Place, restored: Place) -> None:
    assert len([*(place.home / "tables").rglob("*.parquet")]) > 4
    assert len([*(restored.home / "tables").rglob("*.parquet")]) == len([*YEARS, None]) + 1, "one was just written"


def test_messages_channels_and_database_are_the_same(place: Place, restored: Place) -> None:
    assert restored.post.outbox.pending() == place.post.outbox.pending() != []
    assert restored.post.outbox.is_done("a run")
    assert restored.post.channels() == place.post.channels()
    assert restored.sql("SELECT run_id FROM runs") == "a run"


def test_what_is_made_again_is_left_out(restored: Place) -> None:
    assert {path.name for path in restored.home.iterdir()} == {"tables", "alerts", "alerts.toml"}


def test_a_backup_is_for_its_owner_alone(backup: Path) -> None:
    assert {path.stat().st_mode & 0o077 for path in (backup, *backup.iterdir())} == {0}


def test_a_restore_refuses_a_database_that_is_not_empty(place: Place, backup: Path, tmp_path: Path) -> None:
    said = place.on(tmp_path / "home", place.environment["PGDATABASE"]).run(DEPLOY / "restore.sh", backup)
    assert (said.returncode, "holds 1 tables already" in said.stderr) == (1, True)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("keep", ["0", "-1", "all"])
def test_a_backup_refuses_to_keep_none(place: Place, tmp_path: Path, keep: str) -> None:
    said = place.run(DEPLOY / "backup.sh", tmp_path, keep)
    assert (said.returncode, "KEEP is a number" in said.stderr, list(tmp_path.iterdir())) == (1, True, [])
