"""The sample reports of ``data/raw`` are read and checked as ``data/expected.json`` says."""

import pandas as pd
import pytest

from govinfo_pipeline.checks.identities import Outcome, check_report
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline.reading.files import find_files
from govinfo_pipeline_tests.building import Tables, sample_files, tables_of
from govinfo_pipeline_tests.samples import OLD_WORD, RAW, Known, expected, needs_office, read_sample, wrong_cells

FILES = sorted(expected())
QUARANTINED = [path for path in FILES if expected()[path].record["status"] == "quarantined"]
READ = [path for path in FILES if path not in QUARANTINED]


def _with_status(report: ReadReport, status: str) -> set[tuple[str, str]]:
    outcomes: list[Outcome] = check_report(report)
    return {(outcome.identity.family, outcome.identity.scope) for outcome in outcomes if outcome.status == status}


def test_every_file_is_expected_and_every_expected_file_is_here() -> None:
    files = {file.path for file in find_files(RAW)}
    assert files - {OLD_WORD} == set(FILES) - {OLD_WORD}
    assert OLD_WORD in files
    assert len(files) >= 40
    assert len({path.split("/")[0] for path in FILES}) >= 3


@pytest.mark.parametrize("path", READ)
def test_head(path: str) -> None:
    report, record = read_sample(path), expected()[path].record
    assert report.organization == record["organization"]
    assert report.year == record.get("title_year", record["year"])
    assert report.form == record["form"]
    assert report.status == record["status"], report.problem


@pytest.mark.parametrize("path", READ)
def test_every_cell(path: str) -> None:
    report, known = read_sample(path), expected()[path]
    assert wrong_cells(report, known.cells) == []
    missing = known.record["missing_tables"]
    for cell, value in report.values.items():
        if cell not in known.cells:
            assert cell.table in missing, f"{cell} is not printed"
            assert value is None, f"{cell} of a missing table was read as {value}"


@pytest.mark.parametrize("path", READ)
def test_sections(path: str) -> None:
    report, record = read_sample(path), expected()[path].record
    assert [s.section for s in report.sections] == [n for n in range(1, 7) if n not in record["missing_sections"]]
    assert all(section.heading for section in report.sections)


@pytest.mark.parametrize("path", READ)
def test_identities(path: str) -> None:
    report, record = read_sample(path), expected()[path].record
    assert _with_status(report, "violated") == {(identity, scope) for identity, scope in record["violated"]}
    assert _with_status(report, "not_assessable") == {(identity, scope) for identity, scope in record["not_assessable"]}


@pytest.mark.parametrize("path", READ)
def test_cell_issues(path: str) -> None:
    report, known = read_sample(path), expected()[path]
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
    report, record = read_sample(path), expected()[path].record
    nulls = {cell for cell, value in report.values.items() if value is None}
    assert nulls <= {issue.cell for issue in report.issues}
    assert bool(report.problem) == (record["status"] == "partial")


@pytest.mark.parametrize("path", QUARANTINED)
def test_a_file_that_is_no_report_is_refused_with_a_reason(path: str) -> None:
    report = read_sample(path)
    assert report.status == "quarantined"
    assert report.form == expected()[path].record["form"]
    assert report.problem
    assert not report.values
    assert not report.sections


def test_the_reasons_for_refusing_are_the_ones_that_the_list_of_errors_names() -> None:
    reasons = {path: read_sample(path).problem or "" for path in QUARANTINED}
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


@needs_office
def test_the_samples_show_every_format() -> None:
    formats = {read_sample(path).file_format for path in FILES}
    assert formats >= {"text", "html", "docx", "doc", "xlsx", "xls", "pdf", "empty"}
    assert any(".zip/" in path for path in FILES)


def _year(year: int) -> Tables:
    return tables_of(sample_files([year]), tables_of(sample_files([year - 1])))


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_what_does_not_follow_from_the_year_before_and_what_the_prose_contradicts(year: int) -> None:
    tables = _year(year)
    paths = dict(zip(tables.reports["report_id"], tables.reports["source_path"], strict=True))
    counted = tables.reports.set_index("report_id")["excluded"].isna()
    violated = tables.identity_results[tables.identity_results["status"] == "violated"]
    for path, known in expected().items():
        report = next((report for report, place in paths.items() if place == path and counted[report]), None)
        if report is not None and known.record["status"] != "quarantined":
            own = violated[violated["report_id"] == report]
            across = own[own["identity"].str.startswith("continuity.")]
            found = sorted(zip(across["identity"], across["scope"], strict=True))
            assert found == sorted(map(tuple, known.record["violated_across_years"])), path
            stated = set(own.loc[own["identity"].str.startswith("narrative."), "left"])
            contradicted = {claim["stated"] for claim in known.record["contradicted_claims"]}
            assert stated <= contradicted, f"{path}: a false alarm"
            # A figure that a text copied from the year before gives under that year is no figure of this one.
            assert stated == contradicted or (stated and "copied" in known.record["known_error"]), path


def test_the_newest_version_of_a_report_counts_and_a_report_of_another_year_does_not() -> None:
    reports = tables_of(sample_files([2022, 2023])).reports.set_index("source_path")
    older, newest = reports.loc["2023/xianguan_town_first_version.txt"], reports.loc["2023/xianguan_town.txt"]
    assert older["excluded"] == "superseded"
    assert older["superseded_by"] == newest["report_id"]
    assert pd.isna(newest["excluded"])
    assert reports.loc["2022/huangdian_town_2021.txt", "excluded"] == "other_year"
