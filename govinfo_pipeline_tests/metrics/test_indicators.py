"""Every indicator against a plain computation of its own, over the figures that ``data/expected.json`` prints.

The oracle knows nothing of the pipeline's tables: it adds up numbers from the list of what the files say.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.metrics.groups import overall
from govinfo_pipeline.metrics.indicators import INDICATORS, REPORT_SHARES
from govinfo_pipeline_tests.building import sample_files, tables_of
from govinfo_pipeline_tests.samples import expected

YEARS = (2020, 2021, 2022, 2023)
SCOPES = ("aggregate", "own")
GOVERNMENTS = ("滑县人民政府", "洛阳市人民政府")

Terms = Callable[["Report"], list[float | None]]


class Report(NamedTuple):
    """The figures of one report, null where they are not known."""

    cells: dict[Cell, Any]
    status: str
    violates: bool
    holds: bool

    def of(self, table: str, item: str, column: str = "total") -> float | None:
        """A figure; 0 for a row that the form prints another in place of, and for a settled blank."""
        if not any(cell.table == table and cell.item == item for cell in self.cells):
            return 0.0 if item.startswith("other_") and table == "applications" and self._has(table) else None
        value = self.cells.get(Cell(table, item, column))
        if value is not None:
            return float(value)
        return self._blank(table, item, column)

    def _has(self, table: str) -> bool:
        return any(cell.table == table for cell in self.cells)

    def _blank(self, table: str, item: str, column: str) -> float | None:
        row = {cell.column: value for cell, value in self.cells.items() if cell[:2] == (table, item)}
        parts = [value for name, value in row.items() if name != "total"]
        if column == "total":
            return None if None in parts else float(sum(parts))
        settled = row.get("total") is not None and sum(value or 0 for value in parts) == row["total"]
        return 0.0 if settled else None


def _applications(*items: str) -> Terms:
    return lambda report: [report.of("applications", item) for item in items]


def _disputes(column: str, *channels: str) -> Terms:
    return lambda report: [report.of("disputes", channel, column) for channel in channels]


def _both(*terms: Terms) -> Terms:
    return lambda report: [value for term in terms for value in term(report)]


DENIED = [
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_security_stability",
    "denied_third_party_rights",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_files",
    "denied_inquiry_matters",
]
UNAVAILABLE = ["unavailable_not_held", "unavailable_requires_creation", "unavailable_unclear_request"]
NOT_PROCESSED = [
    "not_processed_petition",
    "not_processed_repeated",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reconfirmation",
]
OTHER = ["other_correction_overdue", "other_fee_overdue", "other_other", "other_processing"]
APPLICANTS = [
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_welfare_organization",
    "legal_service_organization",
    "other_organization",
]
LITIGATION = ["litigation_direct", "litigation_after_reconsideration"]
P, N, RECEIVED = (
    _applications("results_total"),
    _applications("new_received"),
    _applications("new_received", "carried_over"),
)


def _closed(*channels: str) -> Terms:
    return _both(*(_disputes(outcome, *channels) for outcome in ("upheld", "corrected", "other")))


def _documents(measure: str) -> Terms:
    return lambda report: [
        report.of("proactive_disclosure", "normative_documents", measure)
        if Cell("proactive_disclosure", "normative_documents", measure) in report.cells
        else None
    ]


PLAIN: dict[str, tuple[Terms, Terms]] = {
    "disclosure_rate": (_applications("granted", "partially_granted"), P),
    "granted_rate": (_applications("granted"), P),
    "partially_granted_rate": (_applications("partially_granted"), P),
    "denial_rate": (_applications(*DENIED), P),
    **{f"{item}_share": (_applications(item), _applications(*DENIED)) for item in DENIED},
    "unavailable_rate": (_applications(*UNAVAILABLE), P),
    "unavailable_not_held_share": (_applications("unavailable_not_held"), _applications(*UNAVAILABLE)),
    "not_processed_rate": (_applications(*NOT_PROCESSED), P),
    "other_rate": (_applications(*OTHER), P),
    "completion_rate": (P, RECEIVED),
    "carry_forward_rate": (_applications("carried_forward"), RECEIVED),
    **{
        f"applicant_{code}_share": (lambda report, code=code: [report.of("applications", "new_received", code)], N)  # type: ignore[misc]
        for code in APPLICANTS
    },
    "reconsideration_correction_rate": (
        _disputes("corrected", "reconsideration"),
        _disputes("total", "reconsideration"),
    ),
    "reconsideration_correction_rate_closed": (_disputes("corrected", "reconsideration"), _closed("reconsideration")),
    "litigation_correction_rate": (_disputes("corrected", *LITIGATION), _disputes("total", *LITIGATION)),
    "litigation_correction_rate_closed": (_disputes("corrected", *LITIGATION), _closed(*LITIGATION)),
    "dispute_rate": (_disputes("total", "reconsideration", *LITIGATION), P),
    "documents_issued_rate": (_documents("issued"), _documents("in_force")),
    "documents_repealed_rate": (_documents("repealed"), _documents("in_force")),
}
"""Metric → what stands above and below, for one report."""


def _holds(record: Mapping[str, Any]) -> bool:
    """Whether one identity of the form was made and holds: more of them apply than are violated or not assessable."""
    applicable = 7 + 7 + 23 + 3
    return record["status"] != "quarantined" and len(record["violated"]) + len(record["not_assessable"]) < applicable


@cache
def _reports(year: int, scope: str) -> list[Report]:
    """The sample reports of a year that are a government's (aggregate), or an organ's own."""
    reports = []
    for path, known in expected().items():
        record = known.record
        if int(path[:4]) != year or record.get("duplicate_of") or record.get("excluded"):
            continue
        organization = record["organization"]
        whose = "unknown" if organization is None else "aggregate" if organization in GOVERNMENTS else "own"
        if organization and organization.endswith(("镇人民政府", "乡人民政府")):
            whose = "own"
        if whose == scope:
            reports.append(Report(known.cells, record["status"], bool(record["violated"]), _holds(record)))
    return reports


@cache
def _metrics(year: int) -> dict[tuple[str, str], dict[str, Any]]:
    """(scope, metric) → its row of ``yearly_metrics`` for all levels together."""
    metrics = tables_of(sample_files([year - 1, year])).metrics(year)
    rows = overall(metrics).to_dict("records")
    return {(row["report_scope"], row["metric"]): {str(name): row[name] for name in row} for row in rows}


def _sums(reports: Iterable[Report], numerator: Terms, denominator: Terms) -> tuple[float, float, int]:
    above = below = 0.0
    count = 0
    for report in reports:
        top, bottom = numerator(report), denominator(report)
        if None not in top + bottom:
            above += sum(value or 0 for value in top)
            below += sum(value or 0 for value in bottom)
            count += 1
    return above, below, count


def _value(row: dict[str, Any]) -> float | None:
    return None if pd.isna(row["value"]) else float(row["value"])


def test_every_indicator_has_its_plain_computation() -> None:
    of_elsewhere = {"growth", "applications_per_capita"}
    assert set(PLAIN) | of_elsewhere == {indicator.code for indicator in INDICATORS}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("code", PLAIN)
def test_indicator(code: str, scope: str, year: int) -> None:
    reports = _reports(year, scope)
    assert reports
    numerator, denominator, count = _sums(reports, *PLAIN[code])
    row = _metrics(year)[scope, code]
    assert (row["numerator"], row["denominator"], row["reports"]) == (numerator, denominator, count)
    assert _value(row) == (numerator / denominator if denominator else None)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_growth_is_over_the_year_before_and_null_without_it(scope: str, year: int) -> None:
    now, _, count = _sums(_reports(year, scope), N, lambda report: [])
    row = _metrics(year)[scope, "growth"]
    assert (row["numerator"], row["reports"]) == (now, count)
    before = _reports(year - 1, scope)
    if not before:
        assert pd.isna(row["denominator"])
        assert _value(row) is None
    else:
        then = _sums(before, N, lambda report: [])[0]
        assert row["denominator"] == then
        assert _value(row) == (now / then - 1 if then else None)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("scope", SCOPES)
def test_shares_of_reports(scope: str, year: int) -> None:
    reports = _reports(year, scope)
    read = [report for report in reports if report.status != "quarantined"]
    received = [values for report in read if None not in (values := RECEIVED(report))]
    plain = {
        "zero_report_share": (sum(not any(values) for values in received), len(received)),
        "parsed_share": (sum(report.status == "parsed" for report in reports), len(reports)),
        "quarantine_share": (len(reports) - len(read), len(reports)),
        "violation_share": (sum(report.violates for report in read), len(read)),
        "passing_share": (sum(report.holds and not report.violates for report in read), len(read)),
    }
    assert set(plain) == {share.code for share in REPORT_SHARES}
    for code, (numerator, denominator) in plain.items():
        row = _metrics(year)[scope, code]
        assert (row["numerator"], row["denominator"]) == (numerator, denominator), code


@pytest.mark.parametrize("year", YEARS)
def test_a_scope_that_no_report_has_is_not_there(year: int) -> None:
    scopes = {scope for scope, _ in _metrics(year)}
    assert {scope for scope in SCOPES if _reports(year, scope)} <= scopes
    assert "all" not in scopes
