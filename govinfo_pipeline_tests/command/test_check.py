"""``govinfo check``: what a clerk sees before a report is published, and the exit status a script relies on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from govinfo_pipeline.reading import decode
from govinfo_pipeline_tests.command.running import govinfo
from govinfo_pipeline_tests.samples import RAW, expected, needs_office

CLEAN = RAW / "2022" / "nanguan_subdistrict.md"
VIOLATED = RAW / "2022" / "huaxian_county.txt"
EMPTY = RAW / "2022" / "empty.txt"
PARTIAL = RAW / "2023" / "liugu_town.txt"
BLANKS = RAW / "2021" / "huaqiao_township.txt"


def _json(*paths: Path) -> tuple[int, list[dict[str, Any]]]:
    run = govinfo("check", "--format", "json", *paths)
    assert run.stderr == ""
    return run.returncode, json.loads(run.stdout)["reports"]


def test_a_clean_report_ends_with_status_0() -> None:
    run = govinfo("check", CLEAN)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "文峰区南关街道办事处" in run.stdout
    assert "42 identities checked, 0 violated" in run.stdout
    assert "1 report: 1 without fault, 0 to look at" in run.stdout


def test_blanks_that_keep_identities_from_being_assessed_are_no_fault() -> None:
    run = govinfo("check", BLANKS)
    assert run.returncode == 0
    assert "20 identities checked, 0 violated, 22 not assessable" in run.stdout
    assert "空白 blank: 21" in run.stdout


def test_a_violated_report_ends_with_status_1_and_names_row_line_and_both_sides() -> None:
    run = govinfo("check", VIOLATED)
    assert run.returncode == 1
    lines = [line for line in run.stdout.splitlines() if "violated:" in line]
    assert len(lines) == 2
    assert "“总计”列" in lines[0]
    assert "“部分公开”行" in lines[1]
    assert "= 35 ≠ 36 =" in lines[1]
    assert "(-1)" in lines[1]
    number = int(lines[1].split("(line ")[1].split(")")[0])
    assert "部分公开" in decode(VIOLATED.read_bytes()).splitlines()[number - 1]


@pytest.mark.parametrize(("path", "words"), [(EMPTY, "the file is empty"), (PARTIAL, "is missing")])
def test_what_is_unreadable_in_whole_or_part_ends_with_status_1_and_a_reason(path: Path, words: str) -> None:
    run = govinfo("check", path)
    assert run.returncode == 1
    assert words in run.stdout


def test_one_fault_among_several_reports_ends_with_status_1() -> None:
    run = govinfo("check", CLEAN, VIOLATED)
    assert run.returncode == 1
    assert "2 reports: 1 without fault, 1 to look at" in run.stdout


def test_unusable_arguments_end_with_status_2(tmp_path: Path) -> None:
    for arguments in ([], [tmp_path / "none.txt"], [tmp_path], ["--format", "yaml", CLEAN], ["--unheard-of", CLEAN]):
        run = govinfo("check", *arguments)
        assert run.returncode == 2, arguments
        assert run.stdout == ""
        assert run.stderr
        assert "Traceback" not in run.stderr


def test_json_of_a_violated_report() -> None:
    status, (report,) = _json(VIOLATED)
    assert status == 1
    known = expected()["2022/huaxian_county.txt"].record
    assert report["path"] == str(VIOLATED)
    assert {name: report[name] for name in ("organization", "year", "form", "status")} == {
        name: known[name] for name in ("organization", "year", "form", "status")
    }
    assert report["sections"] == [1, 2, 3, 4, 5, 6]
    assert report["identities"] == {"holds": 40, "violated": 2, "not_assessable": 0}
    assert [[found["identity"], found["scope"]] for found in report["violated"]] == known["violated"]
    for found in report["violated"]:
        assert found["left"] - found["right"] == found["residual"] != 0
        assert found["line"] > 0
        assert {cell["table"] for cell in found["cells"]} == {"applications"}
    assert report["invalid"] == []


@needs_office
def test_json_says_the_same_of_every_sample_as_the_list_of_what_they_hold() -> None:
    status, reports = _json(RAW)
    assert status == 1
    assert len(reports) == len(expected())
    by_path = {str(Path(report["path"]).relative_to(RAW)): report for report in reports}
    for path, known in expected().items():
        report = by_path[path]
        assert report["status"] == known.record["status"], path
        violated = sorted([found["identity"], found["scope"]] for found in report["violated"])
        assert violated == sorted(known.record["violated"]), path
        assert bool(report["problem"]) == (report["status"] != "parsed"), path


@needs_office
def test_a_folder_is_every_file_below_it() -> None:
    status, reports = _json(RAW / "2020")
    assert status == 0
    assert len(reports) == len(list((RAW / "2020").iterdir()))
    assert {report["form"] for report in reports} == {"2019"}


@pytest.mark.parametrize(("figure", "key"), [("-5", "invalid"), ("2.5", "cell_issues")])
def test_a_figure_that_is_no_count_ends_with_status_1(tmp_path: Path, figure: str, key: str) -> None:
    text = decode(CLEAN.read_bytes())
    row = next(line for line in text.splitlines() if "重复申请" in line)
    cells = row.rstrip().rstrip("|").split("|")
    cells[-3] = f" {figure} "
    changed = tmp_path / "report.md"
    changed.write_text(text.replace(row, "|".join(cells) + "|"), encoding="utf-8")
    status, (report,) = _json(changed)
    assert status == 1
    assert [cell["item"] for cell in report[key]] == ["not_processed_repeated"]


def test_text_with_markup_of_terminals_is_printed_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "[red]report[bold].txt"
    path.write_bytes(EMPTY.read_bytes())
    assert "[red]report[bold].txt" in govinfo("check", path).stdout


def test_text_of_a_report_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(decode(CLEAN.read_bytes()).replace("年度报告", "年度\x1b[31m报告", 1), encoding="utf-8")
    run = govinfo("check", path)
    assert "\x1b[31m报告" not in run.stdout
    assert "\N{REPLACEMENT CHARACTER}[31m报告" in run.stdout


def test_neither_dagster_nor_pandas_is_loaded() -> None:
    program = (
        "import sys\n"
        "from govinfo_pipeline.cli import main\n"
        f"sys.argv = ['govinfo', 'check', {str(VIOLATED)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(run.stdout.split("LOADED")[1].split())
    assert "govinfo_pipeline" in loaded
    assert not loaded & {"dagster", "pandas", "pandera", "numpy", "pyarrow", "deltalake", "great_expectations"}


def test_the_cells_that_are_most_likely_wrong_are_named_with_the_value_they_should_have() -> None:
    totals = RAW / "2022" / "qufu_education_bureau.txt"
    _, (report,) = _json(totals)
    suspects = [s for s in report["suspect_cells"] if s["rank"] == 1]
    assert {(s["item"], s["column"], s["reported"], s["suggested"]) for s in suspects} == {
        ("new_received", "total", 0, 11),
        ("granted", "total", 0, 5),
    }
    assert "0 → 11" in govinfo("check", totals).stdout


def test_a_figure_of_the_prose_that_the_tables_do_not_bear_out_is_named() -> None:
    status, (report,) = _json(RAW / "2023" / "wenfeng_branch.txt")
    assert status == 1
    (claim,) = report["contradicted"]
    assert (claim["claim"], claim["value"], claim["computed"]) == ("received", 14, 11)
    assert "14 ≠ 11" in govinfo("check", RAW / "2023" / "wenfeng_branch.txt").stdout
