"""What a disk, a database or a wrong setting refuses: said in a line on standard error, with the contract's status."""

import errno
import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from govinfo_pipeline.command.arguments import failure
from govinfo_pipeline.command.terminal import shown
from govinfo_pipeline.orchestration.runner import prepare_instance
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.command.running import govinfo_here
from govinfo_pipeline_tests.samples import RAW

NO_SETTING = "storage:\n  postgres:\n    postgres_url: {env: GOVINFO_TEST_IS_NOT_SET}\n"


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A home with a table and an instance of Dagster that was not opened yet."""
    settings = Settings.of(RAW, tmp_path)
    TableStore(settings.tables).write("alerts", 2022, empty("alerts"))
    prepare_instance(settings.dagster)
    return settings


def said(run: Result, status: int) -> str:
    """The only line on standard error of a command that ends with a status."""
    assert run.exit_code == status, run.output
    (line,) = run.stderr.splitlines()
    return line


def test_a_file_in_the_way_is_named_and_ends_with_status_1(tmp_path: Path, home: Settings) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "alerts.csv").mkdir()
    run = govinfo_here("export", tmp_path / "out", "--table", "alerts", "--home", home.home)
    assert said(run, 1).startswith(f"govinfo: {tmp_path / 'out'}")


def test_a_database_that_cannot_be_read_is_said_and_is_no_traceback(home: Settings) -> None:
    home.alerts.mkdir()
    (home.alerts / "outbox.sqlite3").write_text("no database " * 100)
    line = said(govinfo_here("alerts", "--home", home.home), 1)
    assert line == "govinfo: a database of the home cannot be read or written: file is not a database"


def test_a_configuration_of_dagster_that_cannot_be_used_is_said_with_what_is_missing(home: Settings) -> None:
    config = home.dagster / "dagster.yaml"
    config.write_text(NO_SETTING)
    line = said(govinfo_here("run", "--raw", RAW, "--home", home.home, "--year", "2020"), 2)
    assert line.startswith(f"govinfo: {config} cannot be used")
    assert 'the environment variable "GOVINFO_TEST_IS_NOT_SET" which is not set' in line
    assert "File " not in line


@pytest.mark.parametrize("config", [NO_SETTING, "no: [yaml"])
def test_health_tells_on_standard_output_that_dagster_cannot_be_asked(home: Settings, config: str) -> None:
    (home.dagster / "dagster.yaml").write_text(config)
    run = govinfo_here("health", "--home", home.home)
    assert (run.exit_code, run.stderr) == (1, "")
    assert run.stdout.startswith("✗ Dagster cannot be asked: ")


def test_a_refusal_is_told_from_an_error_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(OperationalError) as of_alchemy:
        create_engine(f"sqlite:///{tmp_path}").connect()
    with pytest.raises(sqlite3.Error) as of_sqlite:
        sqlite3.connect(tmp_path)
    with pytest.raises(DeltaError) as of_delta:
        DeltaTable(tmp_path)
    for error in (of_alchemy.value, of_sqlite.value, of_delta.value):
        assert (failure(error) or (0, ""))[0] == 1
        wrapped = RuntimeError("a library's own")
        wrapped.__cause__ = error
        assert failure(wrapped) == failure(error)
    full = OSError(errno.ENOSPC, "No space left on device", "/home/tables")
    assert failure(full) == (1, "/home/tables: No space left on device")
    assert failure(KeyError("x")) is None


def test_what_is_printed_keeps_the_wide_spaces_of_chinese_names_and_no_sign_that_steers_a_terminal() -> None:
    assert shown("滑县　2022\xa0年报.txt") == "滑县　2022\xa0年报.txt"
    assert shown("a\x1b[31m\n\u202e\u2028") == "a\ufffd[31m\ufffd\ufffd\ufffd"
