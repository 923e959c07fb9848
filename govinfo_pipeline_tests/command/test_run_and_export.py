"""``govinfo run`` and ``govinfo export`` from end to end on three reports, with the exit statuses of the contract."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from govinfo_pipeline.publish.export import TABLES
from govinfo_pipeline.tables.schemas import MADE, SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.command.running import govinfo
from govinfo_pipeline_tests.samples import RAW

FILES = ("2021/wenfeng_branch.md", "2022/huaxian_county.txt", "2022/empty.txt")
NO_OCCASION = {"cell_issues", "known_bodies", "metric_distributions", "metric_changes"}
"""Tables that these files give no rows to: every cell is a number, there is no list, and no body is there twice."""


class Ran:
    """A raw folder of three files, one of them unreadable and one violated, and its home after a run."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.home = folder / "raw", folder / "home"
        for path in FILES:
            (self.raw / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(RAW / path, self.raw / path)
        self.first = self.run()

    def run(self, *more: object) -> "subprocess.CompletedProcess[str]":
        return govinfo("run", "--raw", self.raw, "--home", self.home, *more)

    @property
    def store(self) -> TableStore:
        return TableStore(self.home / "tables")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One run that all tests here look at."""
    return Ran(tmp_path_factory.mktemp("run"))


def test_a_run_ends_with_status_0_also_where_checks_failed(ran: Ran) -> None:
    assert ran.first.returncode == 0, ran.first.stdout + ran.first.stderr
    assert "Traceback" not in ran.first.stdout + ran.first.stderr


def test_the_summary_counts_reports_and_identities_and_says_where_the_results_lie(ran: Ran) -> None:
    lines = [line.split() for line in ran.first.stdout.splitlines()]
    for year, reports in (("2021", ["1", "1", "0", "0"]), ("2022", ["2", "1", "0", "1"])):
        status = ran.store.read("identity_results", [int(year)])["status"].value_counts()
        violated, unknown = status.get("violated", 0), status.get("not_assessable", 0)
        counts = [status.get("holds", 0) + violated, violated, unknown]
        assert [year, *reports, *map(str, counts)] in lines
        assert counts[0] >= 42
    assert str(ran.home / "tables") in ran.first.stdout


def test_every_table_of_the_contract_is_there_and_valid(ran: Ran) -> None:
    for name, schema in SCHEMAS.items():
        table = ran.store.read(name)
        schema.validate(table, lazy=True)
        assert len(table) > 0 or name in NO_OCCASION, name
    assert set(ran.store.read("reports")["status"]) == {"parsed", "quarantined"}
    findings = ran.store.read("findings").query("year == 2022")
    assert list(findings.loc[findings["severity"] == "error", "check"]) == [
        "parsed.status",
        "applications.results",
        "applications.applicants",
    ]


def test_a_second_run_gives_the_same_content(ran: Ran) -> None:
    before = {name: ran.store.read(name) for name in MADE}
    again = ran.run()
    assert again.returncode == 0
    for name, table in before.items():
        pd.testing.assert_frame_equal(ran.store.read(name), table)


def test_a_run_says_how_many_files_it_read_and_how_many_it_knew(ran: Ran) -> None:
    assert "2022: files read: 2, known from an earlier run: 0" in ran.first.stdout


def test_tidying_leaves_what_the_tables_say_and_what_is_known(ran: Ran) -> None:
    before = ran.store.read("findings")
    tidied = govinfo("tidy", "--home", ran.home)
    assert tidied.returncode == 0, tidied.stderr
    assert "MB freed" in tidied.stdout
    pd.testing.assert_frame_equal(ran.store.read("findings"), before)
    assert govinfo("tidy", "--home", ran.home / "none").returncode == 2


def test_one_year_alone_leaves_the_others(ran: Ran) -> None:
    before = ran.store.read("applications", [2021])
    again = ran.run("--year", 2022)
    assert again.returncode == 0
    assert "2022: files read: 0, known from an earlier run: 2" in again.stdout
    pd.testing.assert_frame_equal(ran.store.read("applications", [2021]), before)


def test_a_run_that_fails_ends_with_status_1_and_says_what_is_wrong_on_a_line_that_is_not_broken(ran: Ran) -> None:
    decisions = ran.home / "decisions.csv"
    decisions.write_text("a,b\n", encoding="utf-8")
    try:
        run = govinfo("run", "--raw", ran.raw, "--home", ran.home, "--year", 2022, columns=60)
    finally:
        decisions.unlink()
    assert run.returncode == 1
    (failed,) = (line for line in run.stdout.splitlines() if line.startswith("failed 2022: "))
    assert " more): " in failed
    assert f"{decisions}, line 1: there is no column finding_id" in failed
    assert f"to look at them: govinfo ui --home {ran.home}\n" in run.stdout


def test_unusable_arguments_of_run_end_with_status_2(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    home = tmp_path / "home"
    for arguments in (
        ["--raw", tmp_path / "none"],
        ["--raw", tmp_path / "raw"],
        ["--raw", RAW, "--year", "1066"],
        ["--raw", RAW, "--year", "soon"],
        ["--unheard-of"],
    ):
        run = govinfo("run", "--home", home, *arguments)
        assert run.returncode == 2, arguments
        assert run.stderr
        assert "Traceback" not in run.stderr
    assert not (home / "tables").exists()


def test_export_writes_every_table(ran: Ran, tmp_path: Path) -> None:
    run = govinfo("export", tmp_path / "out", "--home", ran.home)
    assert run.returncode == 0, run.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.csv" for name in TABLES}
    reports = pd.read_csv(tmp_path / "out" / "reports.csv", encoding="utf-8-sig")
    assert len(reports) == 3
    for name in TABLES:
        assert str(tmp_path / "out" / f"{name}.csv") in run.stdout


@pytest.mark.parametrize("file_format", ["csv", "parquet", "xlsx"])
def test_export_of_some_tables_in_a_format(ran: Ran, tmp_path: Path, file_format: str) -> None:
    some = ("--table", "applications", "--table", "disputes")
    run = govinfo("export", tmp_path, "--home", ran.home, "--format", file_format, *some)
    assert run.returncode == 0, run.stderr
    written = {path.name for path in tmp_path.iterdir()}
    assert written == {f"applications.{file_format}", f"disputes.{file_format}"}


def test_unusable_arguments_of_export_end_with_status_2(ran: Ran, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for arguments, words in (
        ([tmp_path / "out", "--home", ran.home, "--table", "nonsense"], "there is no table nonsense"),
        ([tmp_path / "out", "--home", tmp_path / "none"], "holds no tables yet"),
        ([file, "--home", ran.home], "file"),
        ([tmp_path / "out", "--home", ran.home, "--format", "doc"], "doc"),
        (["--home", ran.home], "DIR"),
    ):
        run = govinfo("export", *arguments)
        assert run.returncode == 2, arguments
        assert words in run.stderr, arguments
        assert "Traceback" not in run.stderr
    assert not (tmp_path / "out").exists()


def test_an_export_that_cannot_be_written_ends_with_status_1(ran: Ran, tmp_path: Path) -> None:
    (tmp_path / "reports.csv").mkdir()
    (tmp_path / "reports.csv" / "in the way").touch()
    run = govinfo("export", tmp_path, "--home", ran.home, "--table", "reports")
    assert run.returncode == 1
    assert run.stderr.startswith("govinfo: ")
    assert "Traceback" not in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["reports.csv"]


def test_help_names_every_command() -> None:
    run = govinfo("--help")
    assert run.returncode == 0
    for command in ("run", "check", "export", "decide", "ui"):
        assert command in run.stdout
        assert govinfo(command, "--help").returncode == 0


def test_folders_default_to_those_below_data(ran: Ran, tmp_path: Path) -> None:
    run = govinfo("export", "out", folder=tmp_path)
    assert run.returncode == 2
    assert str(tmp_path / "data" / "home") in run.stderr
