"""What every command refuses, and how: the message says what, where and what to do, and nothing is written."""

import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from govinfo_pipeline.command.arguments import with_raw, with_tables
from govinfo_pipeline_tests.command.running import GOVINFO, govinfo_here
from govinfo_pipeline_tests.processes import as_somebody_else
from govinfo_pipeline_tests.samples import RAW

WRONG = RAW / "2022" / "huaxian_county.txt"
ON_A_HOME = (
    ["run", "--raw", str(RAW)],
    ["export", "out"],
    ["publish", "out"],
    ["report", "out", "--year", "2022"],
    ["sql", "SELECT 1"],
    ["decide", "--list"],
    ["alerts"],
    ["alerts", "--test"],
    ["health"],
    ["tidy"],
    ["ui"],
    ["review"],
)
NEED_A_RUN = [command for command in ON_A_HOME if command[0] not in ("run", "ui", "review")]


def refused(*arguments: object) -> str:
    """What a command says that ends with status 2."""
    run = govinfo_here(*arguments)
    assert (run.exit_code, run.stdout) == (2, ""), run.output
    return run.stderr


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder that everybody may pass through and nobody may list, with an empty home in it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        (home / "tables").mkdir(parents=True)
        home.chmod(0o755)
        (home / "tables").chmod(0o311)
        Path(folder).chmod(0o311)
        yield home


@pytest.mark.parametrize("arguments", ON_A_HOME, ids=" ".join)
def test_a_home_that_is_a_file_is_refused(tmp_path: Path, arguments: list[object]) -> None:
    file = tmp_path / "file"
    file.touch()
    assert f"{file} is a file, not a folder; name another with --home DIR" in refused(*arguments, "--home", file)


@pytest.mark.parametrize("arguments", NEED_A_RUN, ids=" ".join)
def test_a_home_that_is_not_there_is_refused_and_not_made(tmp_path: Path, arguments: list[object]) -> None:
    home = tmp_path / "none"
    said = refused(*arguments, "--home", home)
    assert str(home) in said
    assert "--home DIR" in said
    assert [*tmp_path.iterdir()] == []


def test_raw_reports_that_are_a_file_or_not_there_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, what in (("file", "is a file, not a folder"), ("none", "does not exist")):
        raw, home = tmp_path / name, tmp_path / "home"
        assert f"{raw} {what}; name yours with --raw DIR" in refused("run", "--raw", raw, "--home", home)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_may_not_be_looked_into_is_refused_and_not_taken_for_an_empty_one(
    locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = locked.parent
    with as_somebody_else():
        with pytest.raises(SystemExit, match="2"):
            with_tables(locked)
        assert (
            f"{locked / 'tables'} cannot be looked at: {locked / 'tables'}: Permission denied"
            in capsys.readouterr().err
        )
        with pytest.raises(SystemExit, match="2"):
            with_raw(str(raw), locked)
        assert f"{raw} cannot be looked at: {raw}: Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["export"], ["publish"], ["report", "--year", "2022"]], ids=" ".join)
def test_what_is_written_to_a_folder_is_not_written_to_a_file(tmp_path: Path, command: list[object]) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "is a file" in refused(*command, file)
    assert file.read_bytes() == b""


@pytest.mark.parametrize("arguments", [["check", ""], ["run", "--home", ""], ["export", ""], ["review", "--host", ""]])
def test_an_empty_argument_is_refused_and_is_not_the_working_folder(arguments: list[object]) -> None:
    assert "an argument is empty" in refused(*arguments)


def test_a_question_in_several_words_is_asked_for_in_quotes(tmp_path: Path) -> None:
    assert "in quotes" in refused("sql", "SELECT", "1", "--home", tmp_path)
    assert "--format goes with a question" in refused("sql", "--tables", "--format", "json")


@pytest.mark.parametrize(
    "option", [["--year", "2022"], ["--status", "open"], ["--severity", "error"], ["--format", "json"]]
)
def test_what_chooses_alerts_does_not_choose_what_is_sent(tmp_path: Path, option: list[object]) -> None:
    for sending in ("--send", "--test"):
        assert "do not go with --send or --test" in refused("alerts", sending, *option, "--home", tmp_path)


def test_a_port_in_use_is_refused_before_dagster_starts(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("ui", "--home", tmp_path / "home", "--port", port)
    assert f"the port {port} of this machine is in use" in said
    assert [*tmp_path.iterdir()] == []


def test_the_console_says_that_there_is_nothing_to_show_yet_and_where_it_cannot_listen(tmp_path: Path) -> None:
    run = govinfo_here("review", "--home", tmp_path / "home", "--host", "192.0.2.1", "--port", 8765)
    assert run.exit_code == 1
    assert "there are no tables yet" in run.stdout
    assert "cannot listen on 192.0.2.1:8765; name another with --host or --port" in run.stderr


def test_the_version_is_told() -> None:
    assert version("govinfo-pipeline") in govinfo_here("--version").stdout


def test_an_encoding_without_some_signs_shows_their_numbers() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "NO_COLOR": "1"}
    run = subprocess.run([GOVINFO, "check", WRONG], capture_output=True, check=False, env=environment)
    assert (run.returncode, run.stderr) == (1, b"")
    said = run.stdout.decode("gbk")
    assert said.startswith(f"\\u2717 {WRONG}\n")
    assert "滑县人民政府" in said


def test_who_has_read_enough_of_the_output_hears_no_complaint(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    question = "SELECT * FROM range(1000000)"
    command = [str(GOVINFO), "sql", question, "--format", "csv", "--home", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"range\n"
        process.stdout.close()
        assert process.stderr.read() == b""
