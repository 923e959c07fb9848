"""What outcomes count: how much a check was applied to, what failed, and which rows are shown."""

import random

import pytest

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.registry import CHECKS, IDENTITIES
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.reading import CellIssue, ReadReport
from govinfo_pipeline.reading.reasons import Reason
from govinfo_pipeline_tests.building import Tables, filed, report_of, sample_files, tables_of
from govinfo_pipeline_tests.corpus import random_truth


def _report(year: int = 2023) -> ReadReport:
    return report_of(random_truth(random.Random(1), year, other_in_one_row=year < 2021))


def _lost(report: ReadReport, *cells: Cell) -> ReadReport:
    """The report without these cells, as a reading says it of cells that are not there."""
    for cell in cells:
        report.values[cell] = None
        report.issues.append(CellIssue(cell, "", "missing"))
    return report


def _tables(*reports: ReadReport) -> Tables:
    return tables_of(filed(reports, 2023))


def _row(form: str, table: str, item: str) -> list[Cell]:
    return [cell for cell in FORMS[form].cells if cell[:2] == (table, item)]


@pytest.mark.parametrize(("year", "cells"), [(2023, 200), (2020, 198)])
def test_values_are_applied_to_the_cells_of_the_reports_form(year: int, cells: int) -> None:
    tables = _tables(_report(year), _report(year))
    for code in ("values.valid", "values.read"):
        assert outcomes.of_check(code, tables.year()).applied == 2 * cells


@pytest.mark.parametrize(
    ("year", "table", "item"),
    [
        (2023, "applications", "granted"),
        (2023, "proactive_disclosure", "administrative_licensing"),
        (2020, "proactive_disclosure", "administrative_licensing"),
        (2020, "proactive_disclosure", "government_procurement"),
        (2020, "applications", "other_processing"),
    ],
)
def test_a_row_is_missing_where_all_its_cells_are(year: int, table: str, item: str) -> None:
    row = _row("2021" if year >= 2021 else "2019", table, item)
    whole = _tables(_lost(_report(year), *row))
    outcome = outcomes.of_check("parsed.tables", whole.year())
    assert (outcome.applied, outcome.failed) == (1, 1)
    assert "有1行没有读到" in outcome.evidence["message"].iloc[0]
    if len(row) > 1:
        short = _tables(_lost(_report(year), *row[:-1]))
        assert outcomes.of_check("parsed.tables", short.year()).passed, "a short row is there"


def test_sections_that_are_missing_are_counted() -> None:
    report = _report()
    del report.sections[4]
    tables = _tables(report, _report())
    outcome = outcomes.of_check("parsed.sections", tables.year())
    assert (outcome.applied, outcome.failed) == (2, 1)
    assert list(outcome.evidence["message"]) == ["没有找到第五部分"]


def test_a_report_without_a_single_section_is_counted_too() -> None:
    report = _report()
    report.sections.clear()
    tables = _tables(report)
    assert "第一部分、第二部分" in outcomes.of_check("parsed.sections", tables.year()).evidence["message"].iloc[0]


def test_quarantined_reports_fail_the_check_of_status_alone() -> None:
    refused = ReadReport("text", status="quarantined", reason=Reason("不予读取", "refused"))
    tables = _tables(refused, _report())
    status = outcomes.of_check("parsed.status", tables.year())
    assert (status.applied, status.failed) == (2, 1)
    assert list(status.evidence["message"]) == ["未作为报告处理：不予读取"]
    assert outcomes.of_check("parsed.sections", tables.year()).applied == 1
    assert outcomes.of_check("parsed.tables", tables.year()).passed


def test_the_identities_of_the_samples_fail_where_the_list_of_errors_says() -> None:
    tables = tables_of(sample_files([2022]))
    failed = {check.code: outcomes.of_check(check.code, tables.year()).failed for check in IDENTITIES}
    assert failed == {
        "applications.balance": 2,
        "applications.results": 7,
        "applications.applicants": 5,
        "disputes.outcomes": 0,
    }


def test_applied_and_not_assessable_make_up_all_results() -> None:
    tables = tables_of(sample_files([2021, 2022, 2023]))
    for check in IDENTITIES:
        outcome = outcomes.of_check(check.code, tables.year())
        results = tables.identity_results[tables.identity_results["identity"] == check.code]
        assert outcome.applied + outcome.not_assessable == len(results)
        assert outcome.not_assessable > 0


def test_the_registry_names_every_check_in_both_languages() -> None:
    assert {check.code for check in IDENTITIES} == {statement.family for statement in LATEST.sums}
    for code, check in CHECKS.items():
        assert check.code == code
        assert check.zh
        assert check.en
        assert check.version >= 1
        assert check.severity in ("error", "warning")
    assert {CHECKS[check.code].severity for check in IDENTITIES} == {"error"}
