"""Suites made on tables: what holds, what is violated, and what there was nothing to judge by."""

import random
import subprocess
import sys
from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.checks.expectations import ExpectationOutcome, Result, evaluate, suite_of
from govinfo_pipeline.checks.expectations.evaluate import MOST_EXAMPLES, ExpectationError
from govinfo_pipeline.checks.expectations.model import Expectation, Kind
from govinfo_pipeline.checks.expectations.table import expectation_results, expectations_of
from govinfo_pipeline.checks.findings import findings
from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.tables.finding_schemas import FINDINGS
from govinfo_pipeline.tables.schemas import MADE, empty, frame
from govinfo_pipeline_tests.building import tables_of_truths
from govinfo_pipeline_tests.checks.expectations.frames import BREAK, REPORTS, TABLES, WHOLE, YEAR, clean, year_before
from govinfo_pipeline_tests.corpus import random_truth


def _rounds(table: str) -> Iterator[list[Expectation]]:
    """The suite of a table, those together that can be broken without getting in each other's way."""
    suite = suite_of(table)
    yield from ([expectation] for expectation in suite if expectation.kind in WHOLE)
    for conditional in (False, True):
        waiting = [e for e in suite if e.kind not in WHOLE and bool(e.where) is conditional]
        while waiting:
            alike = [e for e in waiting if not conditional or e.kind is waiting[0].kind]
            together = list({(e.column, e.where): e for e in alike}.values())
            yield together
            waiting = [e for e in waiting if e not in together]


def _result(outcome: ExpectationOutcome, name: str) -> Result:
    return next(result for result in outcome.results if result.expectation.id == name)


def _findings(outcome: ExpectationOutcome) -> list[Row]:
    """The violated expectations as findings, by way of the table that they are kept in."""
    results = expectation_results([outcome], outcome.year)
    return expectations_of(outcome.table)(Year(outcome.year, {"expectation_results": results})).rows


@pytest.mark.parametrize("table", TABLES)
def test_everything_holds_where_all_is_as_expected(table: str) -> None:
    outcome = evaluate(table, clean(table), year_before(table))
    assert outcome.failed == 0, [row["message_en"] for row in _findings(outcome)]
    assert outcome.applied > 0
    assert outcome.year == YEAR


@pytest.mark.parametrize("table", TABLES)
def test_every_expectation_fails_on_data_that_breaks_it(table: str) -> None:
    for expectations in _rounds(table):
        broken = clean(table)
        for expectation in expectations:
            broken = BREAK[expectation.kind](broken, expectation)
        outcome = evaluate(table, broken, year_before(table))
        assert [e.id for e in expectations if _result(outcome, e.id).verdict != "violated"] == []


def test_every_kind_is_in_use() -> None:
    assert {expectation.kind for table in TABLES for expectation in suite_of(table)} == set(Kind) == set(BREAK)


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_applied_to_an_empty_table(table: str) -> None:
    outcome = evaluate(table, empty(table))
    assert (outcome.applied, outcome.failed) == (0, 0)
    assert outcome.not_assessable == len(suite_of(table))
    assert outcome.year is None


def test_a_table_that_has_become_empty_falls_short_of_its_rows() -> None:
    outcome = evaluate("reports", empty("reports"), year_before("reports"))
    assert (outcome.applied, outcome.failed) == (1, 1)
    (row,) = _findings(outcome)
    assert (row["part"], row["reported"], row["expected"]) == ("reports.rows", 0, 0.8 * REPORTS)
    assert row["year"] == YEAR


def test_no_more_findings_is_neither_a_failure_nor_a_pass() -> None:
    outcome = evaluate("findings", empty("findings"), year_before("findings"))
    assert (outcome.applied, outcome.failed) == (0, 0)


@pytest.mark.parametrize("before", [None, empty("applications")], ids=["none", "empty"])
def test_without_a_year_before_nothing_is_compared(before: pd.DataFrame | None) -> None:
    outcome = evaluate("applications", clean("applications"), before)
    compared = {expectation.id for expectation in suite_of("applications") if expectation.span}
    unknown = {r.expectation.id for r in outcome.results if r.verdict == "not_assessable"}
    assert unknown == compared
    assert outcome.applied == len(suite_of("applications")) - len(compared)


def test_figures_too_small_to_be_compared_are_not_compared() -> None:
    few = year_before("applications").assign(total=pd.array([1] * len(clean("applications")), "Int64"))
    outcome = evaluate("applications", clean("applications"), few)
    assert _result(outcome, "applications.new_received.total.sum").verdict == "not_assessable"
    assert _result(outcome, "applications.rows").verdict == "holds"


def test_a_new_form_is_no_loss_of_rows() -> None:
    """From 2020 to 2021 table 2 changes from 22 figures to 10, of which the decisions are the same ones."""
    before, now = (tables_of_truths([random_truth(random.Random(1), year)], year) for year in (2020, 2021))
    assert len(now.proactive_disclosure) < 0.5 * len(before.proactive_disclosure)
    outcome = evaluate("proactive_disclosure", now.proactive_disclosure, before.proactive_disclosure)
    assert _result(outcome, "proactive_disclosure.rows").verdict == "holds"
    fees = _result(outcome, "proactive_disclosure.administrative_fees.amount.value.maximum")
    assert fees.verdict == "not_assessable"


def test_a_column_of_nulls_is_not_assessable() -> None:
    table = clean("disputes").assign(upheld=pd.array([None] * len(clean("disputes")), "Int64"))
    assert _result(evaluate("disputes", table), "disputes.upheld.at_least").verdict == "not_assessable"


def test_a_group_without_a_report_is_none_whose_metrics_are_missing() -> None:
    """A year of which a body is listed and nothing has come is told by the coverage, and not once more."""
    table = clean("yearly_metrics").assign(reports=0, value=None).astype({"reports": "Int64", "value": "Float64"})
    verdicts = {
        result.expectation.id: result.verdict
        for result in evaluate("yearly_metrics", table).results
        if result.expectation.id.startswith("yearly_metrics.value.filled")
    }
    assert verdicts == dict.fromkeys(
        (f"yearly_metrics.value.filled_{metric}" for metric in ("completion_rate", "zero_report_share")),
        "not_assessable",
    )


@pytest.mark.parametrize(("rows", "verdict"), [(7, "violated"), (8, "holds"), (13, "holds"), (14, "violated")])
def test_rows_may_be_between_four_fifths_and_five_fourths_of_the_year_before(rows: int, verdict: str) -> None:
    table = pd.concat([clean("reports"), clean("reports")]).head(rows)
    result = _result(evaluate("reports", table, year_before("reports")), "reports.rows")
    assert result.verdict == verdict
    assert result.reported == rows
    assert result.expected in (8, 13)


@pytest.mark.parametrize(("quarantined", "verdict"), [(1, "holds"), (2, "violated")])
def test_a_share_is_violated_only_beyond_its_bound(quarantined: int, verdict: str) -> None:
    table = pd.concat([clean("reports")] * 2, ignore_index=True)
    table.loc[: quarantined - 1, "status"] = "quarantined"
    result = _result(evaluate("reports", table), "reports.status.not_quarantined")
    assert result.verdict == verdict
    assert (result.assessed, result.unexpected) == (20, quarantined)
    assert (result.reported, result.expected) == (1 - quarantined / 20, 0.95)
    assert result.samples == ("quarantined",)


def test_a_null_in_a_key_is_a_value_like_any_other() -> None:
    table = clean("yearly_metrics")
    assert pd.isna(table["region_code"].iloc[0])
    twice = pd.concat([table, table.head(1)])
    assert _result(evaluate("yearly_metrics", table), "yearly_metrics.key").verdict == "holds"
    assert _result(evaluate("yearly_metrics", twice), "yearly_metrics.key").unexpected == 2


def test_the_reports_named_are_those_that_do_not_conform_whatever_the_index() -> None:
    table = clean("applications").sample(frac=1, random_state=1)
    report = table["report_id"].iloc[17]
    table.loc[table["report_id"] == report, "natural_person"] = -3
    result = _result(evaluate("applications", table), "applications.natural_person.at_least")
    assert result.reports == (report,)
    assert result.samples == ("-3",)


def test_the_reports_above_the_bound_of_a_maximum_are_named() -> None:
    table = clean("applications")
    table.loc[0, "total"] = 10**6
    result = _result(evaluate("applications", table, year_before("applications")), "applications.total.maximum")
    assert result.reports == (table["report_id"].iloc[0],)


def test_a_failure_is_a_finding_of_the_table_as_a_whole() -> None:
    (row,) = _findings(evaluate("reports", clean("reports").assign(status="quarantined")))
    assert row["message_zh"].startswith(
        "数据表“报告”：“状态”至少95%不为无法读取，但10行中有10行不符（符合率0.0%）；例如报告"
    )
    assert row["message_en"].startswith(
        "table reports: status is not quarantined in at least 95% of the rows, but 10 of"
    )
    assert {key: value for key, value in row.items() if not key.startswith("message")} == {
        "report_id": None,
        "year": YEAR,
        "part": "reports.status.not_quarantined",
        "reported": 0.0,
        "expected": 0.95,
        "cause": "unclear",
        "quote": "quarantined",
    }
    assert sum(report in row["message_zh"] for report in clean("reports")["report_id"]) == MOST_EXAMPLES


def test_rows_fit_the_table_of_findings_and_are_told_apart() -> None:
    broken = clean("reports").assign(status="x", kind=None, year=pd.array([1] * REPORTS, "Int64"))
    rows = _findings(evaluate("reports", pd.concat([broken, broken]), year_before("reports")))
    assert len({row["part"] for row in rows}) == len(rows) > 3
    found = findings((("expectations.reports", row) for row in rows), Year(YEAR, {}))
    FINDINGS.validate(found, lazy=True)
    assert found["finding_id"].is_unique


def test_a_table_that_is_not_of_its_schema_is_an_error_and_no_verdict() -> None:
    with pytest.raises(KeyError, match="status"):
        evaluate("reports", clean("reports").drop(columns="status"))
    with pytest.raises(ExpectationError, match="confidence"):
        evaluate("suspect_cells", clean("suspect_cells").assign(confidence="half"))


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.text(), st.none() | st.text(), st.integers(-(2**62), 2**62) | st.none()), max_size=6))
def test_wild_values_are_counted_and_never_raise(values: list[tuple[str, str | None, int | None]]) -> None:
    columns = {
        "report_id": [text for text, _, _ in values],
        "year": [YEAR] * len(values),
        "item": [text for _, text, _ in values],
        "total": [number for _, _, number in values],
    }
    outcome = evaluate("applications", frame("applications", columns), year_before("applications"))
    assert outcome.applied + outcome.not_assessable == len(suite_of("applications"))
    assert _result(outcome, "applications.rows").figure == len(values)
    negative = sum(number is not None and number < 0 for _, _, number in values)
    assert _result(outcome, "applications.total.at_least").unexpected == negative


def test_evaluating_opens_no_connection_and_prints_nothing() -> None:
    program = (
        "import sys\n"
        "def deny(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto', 'socket.bind'):\n"
        "        raise PermissionError(event)\n"
        "sys.addaudithook(deny)\n"
        "from govinfo_pipeline.checks.expectations import evaluate, page\n"
        "from govinfo_pipeline.tables.schemas import frame\n"
        "table = frame('reports', {'report_id': ['a', 'a'], 'year': [2023, 2023], 'status': ['parsed', '?']})\n"
        "outcome = evaluate('reports', table)\n"
        "page([outcome])\n"
        "assert outcome.failed > 2\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_table_has_its_test_data() -> None:
    assert set(TABLES) == set(MADE) - {"expectation_results"}
    assert all(len(clean(table)) for table in TABLES)
