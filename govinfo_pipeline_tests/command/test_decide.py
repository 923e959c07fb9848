"""``govinfo decide``: what a person sees and types, and the exit status a script relies on."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from govinfo_pipeline.cli import decide, main
from govinfo_pipeline.review.ledger import load
from govinfo_pipeline.tables.codes import DECISIONS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import sample_files, tables_of
from govinfo_pipeline_tests.command.running import govinfo

NOTE = "口径不同，见第六部分"


class Home:
    """A home that holds the findings of the sample reports of 2021 and 2022."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = TableStore(folder / "tables")
        for year in (2021, 2022):
            tables = tables_of(sample_files([year]))
            self.store.write("reports", year, tables.reports)
            self.store.write("findings", year, tables.findings)

    @property
    def ids(self) -> list[str]:
        return list(self.store.read("findings", [2022])["finding_id"])

    @property
    def decisions(self) -> Path:
        return self.folder / "decisions.csv"

    def decide(self, *arguments: object, status: int = 0) -> str:
        """Runs the command; what it printed, of errors where it is to fail."""
        run = govinfo("decide", "--home", self.folder, *arguments)
        assert run.returncode == status, run.stdout + run.stderr
        assert "Traceback" not in run.stderr
        assert (run.stderr if status == 0 else run.stdout) == ""
        return run.stdout if status == 0 else run.stderr


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture
def home(filled: Home) -> Home:
    """The home without any decision."""
    filled.decisions.unlink(missing_ok=True)
    return filled


def _block(output: str, finding: str) -> list[str]:
    """The lines that the list prints of a finding."""
    lines = output.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(finding))
    more = (place for place, line in enumerate(lines) if place > start and not line.startswith(" "))
    return lines[start : next(more)]


def test_a_decision_is_written_and_shows_in_the_list(home: Home) -> None:
    first, second = home.ids[:2]
    said = home.decide(first, "--dismiss", "--note", NOTE, "--by", "王芳")
    assert f"{first}  排除 dismissed" in said
    assert str(home.decisions) in said
    home.decide(second, "--confirm", "--note", "已请单位更正")
    listed = home.decide("--list", "--year", 2022)
    assert "排除 dismissed" in _block(listed, first)[0]
    assert NOTE in _block(listed, first)[2]
    assert "by 王芳" in _block(listed, first)[2]
    assert "属实 confirmed" in _block(listed, second)[0]
    assert f"{len(home.ids) - 2} 待核 open, 1 属实 confirmed, 1 排除 dismissed, 0 已消除 resolved" in listed


def test_the_list_gives_the_id_the_place_and_the_chinese_text_of_each_finding(home: Home) -> None:
    listed = home.decide("--list")
    for finding in home.store.read("findings").itertuples():
        head, text = _block(listed, str(finding.finding_id))
        assert str(finding.location) in head
        assert text.strip() == finding.message_zh


def test_the_list_is_of_a_year_and_a_status(home: Home) -> None:
    first = home.ids[0]
    home.decide(first, "--dismiss", "--note", NOTE)
    assert re.findall(r"^[0-9a-f]{16}", home.decide("--list", "--status", "dismissed"), re.MULTILINE) == [first]
    opened = re.findall(r"^[0-9a-f]{16}", home.decide("--list", "--year", 2022, "--status", "open"), re.MULTILINE)
    assert opened == home.ids[1:]


def test_all_that_is_known_of_one_finding_is_shown(home: Home) -> None:
    finding = home.store.read("findings", [2022]).query("check == 'applications.applicants'").iloc[0]
    home.decide(finding["finding_id"][:10], "--confirm", "--note", NOTE)
    shown = home.decide("--show", finding["finding_id"][:10])
    for name in ("finding_id", "location", "quote", "message_zh", "message_en"):
        assert str(finding[name]) in shown
    evidence = load(home.decisions).by_finding[finding["finding_id"]].evidence
    assert evidence in shown, "what a person needs to write a line by hand"
    assert NOTE in shown


def test_a_finding_whose_evidence_changes_is_open_again_and_one_that_is_gone_is_resolved(tmp_path: Path) -> None:
    home = Home(tmp_path)
    changed, gone = home.ids[:2]
    home.decide(changed, gone, "--dismiss", "--note", NOTE)
    findings = home.store.read("findings", [2022]).query("finding_id != @gone")
    findings.loc[findings["finding_id"] == changed, "quote"] = "另一段文字"
    home.store.write("findings", 2022, findings)
    listed = home.decide("--list")
    assert "待核 open" in _block(listed, changed)[0]
    assert "decided on other evidence by" in _block(listed, changed)[2]
    assert "消除 resolved" in _block(listed, gone)[0]
    assert "was dismissed" in _block(listed, gone)[1]
    assert "1 of the open were decided on other evidence" in listed
    assert "resolved" in home.decide("--show", gone)
    assert "there is no finding" in home.decide(gone, "--confirm", "--note", NOTE, status=2)


def test_the_environment_names_another_file(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "repository" / "decisions.csv"
    arguments = ["decide", home.ids[0], "--home", str(home.folder), "--dismiss", "--note", NOTE]
    run = CliRunner().invoke(main, arguments, env={"GOVINFO_DECISIONS": str(other)})
    assert run.exit_code == 0, run.output
    assert list(load(other).by_finding) == home.ids[:1]
    assert not home.decisions.exists()


def test_words_that_would_confuse_a_file_or_a_terminal_are_kept_as_words(home: Home) -> None:
    first = home.ids[0]
    home.decide(first, "--dismiss", "--note", '=HYPERLINK("x"),\n第二行\x1b[31m', "--by", "-王")
    assert load(home.decisions).by_finding[first].note == '=HYPERLINK("x"),\n第二行 [31m'
    listed = home.decide("--list", "--year", 2022)
    assert '=HYPERLINK("x"),⏎第二行 [31m' in _block(listed, first)[2]
    assert "\x1b" not in listed


def test_unusable_arguments_end_with_status_2(home: Home, tmp_path: Path) -> None:
    first = home.ids[0]
    for arguments, words in (
        ([], "--list or for --show"),
        (["--list", "--show", first], "--list or for --show"),
        ([first], "--confirm or --dismiss"),
        ([first, "--confirm", "--dismiss", "--note", "x"], "--confirm or --dismiss"),
        ([first, "--confirm"], "--note"),
        ([first, "--confirm", "--note", " "], "--note"),
        ([first, "--confirm", "--note", "x", "--year", 2022], "--year and --status"),
        (["--list", "--dismiss"], "go with the findings"),
        (["--list", "--status", "good"], "good"),
        (["--list", "--home", tmp_path], "holds no tables yet"),
        (["ffffffff", "--dismiss", "--note", "x"], "there is no finding ffffffff"),
        ([first[:3], "--dismiss", "--note", "x"], "too short"),
        (["--show", "ffffffff"], "there is no finding ffffffff"),
    ):
        assert words in home.decide(*arguments, status=2), arguments
    assert not home.decisions.exists()


def test_a_file_with_an_error_is_named_with_its_line_and_ends_with_status_1(home: Home) -> None:
    first, second = home.ids[:2]
    home.decide(first, "--dismiss", "--note", NOTE)
    text = home.decisions.read_text(encoding="utf-8").replace("dismissed", "maybe")
    home.decisions.write_text(text, encoding="utf-8")
    for arguments in (["--list"], ["--show", first], [second, "--dismiss", "--note", NOTE]):
        assert f"{home.decisions}, line 2: status is 'maybe'" in home.decide(*arguments, status=1)
    assert home.decisions.read_text(encoding="utf-8") == text


def test_a_file_that_cannot_be_written_ends_with_status_1(home: Home, tmp_path: Path) -> None:
    arguments = ["decide", home.ids[0], "--home", str(home.folder), "--dismiss", "--note", NOTE]
    run = CliRunner().invoke(main, arguments, env={"GOVINFO_DECISIONS": str(tmp_path)})
    assert run.exit_code == 1
    assert "govinfo: " in run.stderr


def test_every_status_can_be_asked_for() -> None:
    (option,) = (option for option in decide.params if option.name == "status")
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == tuple(DECISIONS)
