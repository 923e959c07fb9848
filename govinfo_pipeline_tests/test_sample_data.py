"""The sample reports of ``data/raw`` are read and checked as ``data/expected.json`` says."""

import pytest

from govinfo_pipeline.checks.identities import Outcome, check_report
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline_tests.samples import RAW, Known, expected, read, wrong_cells

FILES = sorted(expected())
QUARANTINED = [path for path in FILES if expected()[path].record["status"] == "quarantined"]
READ = [path for path in FILES if path not in QUARANTINED]


def _with_status(report: ReadReport, status: str) -> set[tuple[str, str]]:
    outcomes: list[Outcome] = check_report(report)
    return {(outcome.identity.family, outcome.identity.scope) for outcome in outcomes if outcome.status == status}


def test_every_file_is_expected_and_every_expected_file_is_here() -> None:
    files = {path.relative_to(RAW).as_posix() for path in RAW.rglob("*") if path.is_file()}
    assert files == set(FILES)
    assert len(files) >= 40
    assert len({path.split("/")[0] for path in FILES}) >= 3


@pytest.mark.parametrize("path", READ)
def test_head(path: str) -> None:
    report, record = read(RAW / path), expected()[path].record
    assert report.organization == record["organization"]
    assert report.year == record.get("title_year", record["year"])
    assert report.form == record["form"]
    assert report.status == record["status"], report.problem


@pytest.mark.parametrize("path", READ)
def test_every_cell(path: str) -> None:
    report, known = read(RAW / path), expected()[path]
    assert wrong_cells(report, known.cells) == []
    missing = known.record["missing_tables"]
    for cell, value in report.values.items():
        if cell not in known.cells:
            assert cell.table in missing, f"{cell} is not printed"
            assert value is None, f"{cell} of a missing table was read as {value}"


@pytest.mark.parametrize("path", READ)
def test_sections(path: str) -> None:
    report, record = read(RAW / path), expected()[path].record
    assert [s.section for s in report.sections] == [n for n in range(1, 7) if n not in record["missing_sections"]]
    assert all(section.heading for section in report.sections)


@pytest.mark.parametrize("path", READ)
def test_identities(path: str) -> None:
    report, record = read(RAW / path), expected()[path].record
    assert _with_status(report, "violated") == {(identity, scope) for identity, scope in record["violated"]}
    assert _with_status(report, "not_assessable") == {(identity, scope) for identity, scope in record["not_assessable"]}


@pytest.mark.parametrize("path", READ)
def test_cell_issues(path: str) -> None:
    report, known = read(RAW / path), expected()[path]
    assert _issues_found(report, known) == _issues_known(known)


def _issues_found(report: ReadReport, known: Known) -> list[tuple[str, ...]]:
    """The issues outside of missing tables; of a row in which any cell will do, only the row."""
    anywhere = {(i["table"], i["item"]) for i in known.record["cell_issues"] if i["column"] is None}
    found: list[tuple[str, ...]] = []
    for cell, raw, kind in report.issues:
        if cell.table in known.record["missing_tables"]:
            assert kind == "missing"
        elif (cell.table, cell.item) in anywhere:
            assert kind in ("missing", "repaired")
            found.append((cell.table, cell.item))
        else:
            found.append((*cell, raw, kind))
    return sorted(found)


def _issues_known(known: Known) -> list[tuple[str, ...]]:
    return sorted(
        (i["table"], i["item"]) if i["column"] is None else (i["table"], i["item"], i["column"], i["raw"], i["kind"])
        for i in known.record["cell_issues"]
    )


@pytest.mark.parametrize("path", READ)
def test_every_null_has_an_issue_and_every_missing_table_is_named(path: str) -> None:
    report, record = read(RAW / path), expected()[path].record
    nulls = {cell for cell, value in report.values.items() if value is None}
    assert nulls <= {issue.cell for issue in report.issues}
    assert bool(report.problem) == (record["status"] == "partial")


@pytest.mark.parametrize("path", QUARANTINED)
def test_a_file_that_is_no_report_is_refused_with_a_reason(path: str) -> None:
    report = read(RAW / path)
    assert report.status == "quarantined"
    assert report.form == expected()[path].record["form"]
    assert report.problem
    assert not report.values
    assert not report.sections


def test_the_reasons_for_refusing_are_the_ones_that_the_list_of_errors_names() -> None:
    reasons = {path: read(RAW / path).problem or "" for path in QUARANTINED}
    assert "before 2019" in reasons["2021/sanyuan_town_old_form.txt"]
    assert "empty" in reasons["2022/empty.txt"]
    assert "not an annual report" in reasons["2022/一图读懂年度报告.txt"]


def test_a_copy_has_the_same_content() -> None:
    copies = {
        path: known.record["duplicate_of"] for path, known in expected().items() if known.record.get("duplicate_of")
    }
    assert copies
    for copy, original in copies.items():
        assert (RAW / copy).read_bytes() == (RAW / original).read_bytes()
