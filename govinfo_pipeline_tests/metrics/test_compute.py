"""The rules by which indicators are computed, each on reports made for it."""

import itertools
import random
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.metrics.groups import overall
from govinfo_pipeline.metrics.indicators import INDICATORS, METRICS, REPORT_SHARES
from govinfo_pipeline.reading import ReadReport, Value
from govinfo_pipeline.reading.reasons import Reason
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.building import Filed, filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import random_truth, values_from

YEAR = 2023
FORM = FORMS["2021"]
_NUMBERS = itertools.count(1)
"""Reports of one organization would be versions of one report."""


def _applications(item: str, applicant: str = "natural_person") -> Cell:
    return Cell("applications", item, applicant)


def _report(parts: Mapping[Cell, Value], kind: str = "department", **printed: Value) -> ReadReport:
    """A report with these parts, everything else 0 and every total right; ``printed`` overrides 总计 of rows."""
    report = report_of(random_truth(random.Random(1), YEAR, values=values_from(FORM, parts)))
    report.kind, report.organization = kind, f"滑县第{next(_NUMBERS)}局"
    report.values |= {Cell("applications", item, "total"): value for item, value in printed.items()}
    return report


def _metrics(*reports: ReadReport, before: tuple[ReadReport, ...] = ()) -> pd.DataFrame:
    """The metrics of :data:`YEAR` for all regions, by scope and code."""
    files: list[Filed] = [*filed(reports, YEAR), *filed(before, YEAR - 1)]
    metrics = tables_of(files).metrics(YEAR)
    SCHEMAS["yearly_metrics"].validate(metrics, lazy=True)
    return overall(metrics).set_index(["report_scope", "metric"])


def _own(metrics: pd.DataFrame, code: str) -> dict[Any, Any]:
    """The row of an indicator over organs' own reports."""
    return metrics.to_dict("index")["own", code]


def _without(report: ReadReport, *cells: Cell) -> ReadReport:
    report.values |= dict.fromkeys(cells)
    return report


TWO = {_applications("granted"): 3, _applications("denied_state_secret", "research_institution"): 1}


def test_rates_are_of_sums_and_never_means_of_rates() -> None:
    all_granted = _report({_applications("granted"): 1})
    few_granted = _report({_applications("granted"): 1, _applications("not_processed_repeated"): 8})
    row = _own(_metrics(all_granted, few_granted), "granted_rate")
    assert (row["numerator"], row["denominator"], row["value"], row["reports"]) == (2, 10, 0.2, 2)


def test_a_zero_denominator_gives_null_and_keeps_both_sides() -> None:
    metrics = _metrics(_report({}))
    for indicator in INDICATORS:
        row = _own(metrics, indicator.code)
        assert pd.isna(row["value"]), indicator.code
        assert row["numerator"] == 0
        if indicator.unit in ("share", "ratio"):
            assert row["denominator"] == 0
            assert row["reports"] == 1


def test_aggregate_and_own_reports_are_never_added_up() -> None:
    metrics = _metrics(_report(TWO, "government"), _report({_applications("granted"): 7}), _report({}, "unknown"))
    totals = {scope: metrics.loc[(scope, "granted_rate"), "denominator"] for scope in ("aggregate", "own", "unknown")}
    assert totals == {"aggregate": 4, "own": 7, "unknown": 0}
    assert set(metrics.index.get_level_values("report_scope")) == {"aggregate", "own", "unknown"}


def test_the_total_is_never_added_to_its_parts() -> None:
    row = _own(_metrics(_report(TWO)), "completion_rate")
    assert (row["numerator"], row["denominator"]) == (4, 4)
    for indicator in INDICATORS:
        for side in (indicator.numerator, indicator.denominator):
            columns = {cell.column for cell in side}
            assert columns == {"total"} or "total" not in columns, indicator.code
            assert len(set(side)) == len(side), indicator.code
            if indicator.code != "completion_rate":
                assert not {c.item for c in side} > {"results_total"}, indicator.code


DISPUTES = {
    Cell("disputes", "reconsideration", "corrected"): 1,
    Cell("disputes", "reconsideration", "upheld"): 2,
    Cell("disputes", "reconsideration", "other"): 1,
    Cell("disputes", "reconsideration", "pending"): 4,
    Cell("disputes", "litigation_direct", "corrected"): 1,
    Cell("disputes", "litigation_after_reconsideration", "upheld"): 1,
    Cell("disputes", "litigation_after_reconsideration", "pending"): 2,
}


@pytest.mark.parametrize(
    ("code", "numerator", "denominator"),
    [
        ("reconsideration_correction_rate", 1, 8),
        ("reconsideration_correction_rate_closed", 1, 4),
        ("litigation_correction_rate", 1, 4),
        ("litigation_correction_rate_closed", 1, 2),
    ],
)
def test_cases_not_yet_decided_count_in_the_rate_of_all_and_not_in_that_of_the_closed(
    code: str, numerator: int, denominator: int
) -> None:
    row = _own(_metrics(_report(DISPUTES)), code)
    assert (row["numerator"], row["denominator"]) == (numerator, denominator)
    assert row["value"] == numerator / denominator


def test_a_blank_is_not_counted_as_0_where_its_total_leaves_something_for_it() -> None:
    parts = {_applications("granted"): 3, _applications("denied_state_secret"): 2}
    left_open = _without(_report(parts), Cell("applications", "granted", "total"), _applications("granted"))
    metrics = _metrics(left_open, _report({_applications("granted"): 1}))
    row = _own(metrics, "granted_rate")
    assert (row["numerator"], row["denominator"], row["reports"]) == (1, 1, 1)
    assert _own(metrics, "completion_rate")["reports"] == 2, "what does not need the blank counts both reports"


def test_a_blank_result_that_its_column_leaves_nothing_for_is_0() -> None:
    settled = _without(_report(TWO), Cell("applications", "denied_inquiry_matters", "total"))
    settled.values |= {cell: None for cell in settled.values if cell[:2] == ("applications", "denied_inquiry_matters")}
    row = _own(_metrics(settled), "denial_rate")
    assert (row["numerator"], row["denominator"], row["reports"]) == (1, 4, 1)


def test_a_blank_applicant_that_its_row_leaves_nothing_for_is_0() -> None:
    settled = _without(_report(TWO), _applications("new_received", "legal_service_organization"))
    row = _own(_metrics(settled), "applicant_legal_service_organization_share")
    assert (row["numerator"], row["denominator"], row["reports"]) == (0, 4, 1)
    open_row = _without(_report(TWO), _applications("new_received"))
    assert _own(_metrics(open_row), "applicant_natural_person_share")["reports"] == 0


def test_a_blank_total_is_the_sum_of_its_parts_where_all_are_printed() -> None:
    row = _own(_metrics(_without(_report(TWO), Cell("applications", "granted", "total"))), "granted_rate")
    assert (row["numerator"], row["denominator"], row["reports"]) == (3, 4, 1)


def test_a_missing_table_leaves_the_report_out() -> None:
    missing = _report(TWO)
    missing.values = {cell: None if cell.table == "applications" else v for cell, v in missing.values.items()}
    row = _own(_metrics(missing, _report(TWO)), "disclosure_rate")
    assert (row["numerator"], row["denominator"], row["reports"]) == (3, 4, 1)


@pytest.mark.parametrize("one_row", [False, True])
def test_a_row_that_another_one_stands_for_is_no_blank(one_row: bool) -> None:
    """Also where the results do not add up, so that no total says that the row leaves nothing."""
    item = "other_processing" if one_row else "other_other"
    values = values_from(FORM, {_applications(item): 2}, other_in_one_row=one_row)
    report = report_of(random_truth(random.Random(1), YEAR, values=values, other_in_one_row=one_row))
    report.values[Cell("applications", "granted", "total")] = 5
    row = _own(_metrics(report), "other_rate")
    assert (row["numerator"], row["denominator"], row["reports"]) == (2, 2, 1)


def test_growth_needs_the_year_before() -> None:
    now, then = _report({_applications("granted"): 6}), _report({_applications("granted"): 4})
    alone = _own(_metrics(now), "growth")
    assert alone["numerator"] == 6
    assert pd.isna(alone["denominator"])
    assert pd.isna(alone["value"])
    row = _own(_metrics(now, before=(then,)), "growth")
    assert (row["numerator"], row["denominator"], row["value"]) == (6, 4, 0.5)


def test_growth_compares_reports_of_the_same_scope() -> None:
    now, then = _report({_applications("granted"): 6}), _report({_applications("granted"): 4}, "government")
    assert pd.isna(_own(_metrics(now, before=(then,)), "growth")["value"])


def test_growth_from_nothing_is_null() -> None:
    row = _own(_metrics(_report(TWO), before=(_report({}),)), "growth")
    assert (row["denominator"], pd.isna(row["value"])) == (0, True)


def test_the_year_before_is_in_nothing_but_growth() -> None:
    alone = _metrics(_report(TWO)).drop(index=("own", "growth"))
    both = _metrics(_report(TWO), before=(_report({_applications("granted"): 50}),)).drop(index=("own", "growth"))
    pd.testing.assert_frame_equal(alone, both)


def test_documents_of_the_form_of_2019_are_no_documents_of_the_form_of_2021() -> None:
    old = report_of(random_truth(random.Random(1), 2020))
    row = _own(_metrics(old), "documents_issued_rate")
    assert (row["denominator"], row["reports"]) == (0, 0)
    assert pd.isna(row["value"])


def test_document_turnover() -> None:
    documents = [
        Cell("proactive_disclosure", "normative_documents", code) for code in ("issued", "repealed", "in_force")
    ]
    metrics = _metrics(_report(dict(zip(documents, (3, 1, 12), strict=True))))
    assert _own(metrics, "documents_issued_rate")["value"] == 0.25
    assert _own(metrics, "documents_repealed_rate")["value"] == 1 / 12


def test_a_report_with_two_violations_is_one_report_that_violates() -> None:
    row = _own(_metrics(_report(TWO, granted=9), _report(TWO)), "violation_share")
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 2, 0.5)


def test_quarantined_reports_are_files_and_no_units() -> None:
    refused = ReadReport("text", kind="department", status="quarantined", reason=Reason("不予读取", "refused"))
    metrics = _metrics(refused, _report({}), _report(TWO))
    shares = {code: _own(metrics, code)["denominator"] for code in ("quarantine_share", "zero_report_share")}
    assert shares == {"quarantine_share": 3, "zero_report_share": 2}
    assert _own(metrics, "zero_report_share")["numerator"] == 1


def test_a_year_without_reports_has_no_metrics() -> None:
    tables = tables_of([])
    metrics = yearly_metrics(
        YEAR, tables.reports, tables.proactive_disclosure, tables.applications, tables.disputes, tables.identity_results
    )
    assert metrics.empty
    SCHEMAS["yearly_metrics"].validate(metrics, lazy=True)


def test_levels_are_parts_of_all() -> None:
    files = filed([_report(TWO), _report(TWO)], YEAR)
    tables = tables_of(files)
    tables.reports["level"] = ["city", "county"]
    rates = tables.metrics(YEAR).query("metric == 'granted_rate' and kind == 'all' and passing == 'all'")
    by_level = rates[rates["region_code"].isna()].set_index("level")["denominator"]
    assert dict(by_level) == {"all": 8, "city": 4, "county": 4}


def test_indicators_are_named_in_both_languages_and_have_their_own_codes() -> None:
    assert len(METRICS) == len(INDICATORS) + len(REPORT_SHARES)
    for metric in METRICS.values():
        assert metric.zh
        assert metric.en
        assert bool(metric.caveat[0]) == bool(metric.caveat[1])
    for indicator in INDICATORS:
        assert indicator.numerator
        assert bool(indicator.denominator) == (indicator.unit != "per_100000")
        assert set(indicator.numerator + indicator.denominator) <= set(FORM.cells)
