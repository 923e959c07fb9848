"""The checks of the metrics: what they compare, and that they find what the metrics could get wrong."""

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

from govinfo_pipeline.checks.conservation import METRIC_CHECKS
from govinfo_pipeline.checks.outcomes import Outcome
from govinfo_pipeline_tests.building import Tables, sample_files, tables_of

YEAR = 2023


@cache
def _built(year: int) -> Tables:
    return tables_of(sample_files([year]), tables_of(sample_files([year - 1])))


def _tables(year: int = YEAR) -> Tables:
    """The tables of the samples, of which a test may put others in place."""
    return _built(year).having({})


def _outcome(code: str, tables: Tables, metrics: pd.DataFrame) -> Outcome:
    check, names = METRIC_CHECKS[code]
    frames = tables.frames() | {"yearly_metrics": metrics}
    return check(*(frames[name] for name in names))


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
@pytest.mark.parametrize("code", sorted(set(METRIC_CHECKS) - {"metrics.bounds"}))
def test_the_metrics_of_the_samples_are_those_of_the_tables(code: str, year: int) -> None:
    tables = _tables(year)
    outcome = _outcome(code, tables, tables.metrics(year))
    assert outcome.passed, outcome.evidence
    assert outcome.applied > 10


def test_rates_of_reports_that_pass_are_within_their_bounds() -> None:
    tables = _tables(2022)
    metrics = tables.metrics(2022)
    wrong = _outcome("metrics.bounds", tables, metrics).evidence
    assert set(wrong["passing"]) == {"all"}, "a rate above 1 is of a report whose results do not add up"


def _twice(metrics: pd.DataFrame, of: pd.Series) -> pd.DataFrame:
    metrics.loc[of, ["numerator", "denominator"]] *= 2
    return metrics


DOUBLED: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "metrics.conservation": lambda metrics: metrics["region_code"].isna() & (metrics["level"] == "all"),
    "metrics.totals": lambda metrics: metrics["region_code"].isna() & (metrics["level"] == "all"),
    "metrics.groups": lambda metrics: metrics["level"] == "county",
}


@pytest.mark.parametrize("code", DOUBLED)
def test_doubled_sums_are_found_though_the_rates_are_right(code: str) -> None:
    tables = _tables()
    metrics = tables.metrics(YEAR)
    doubled = _twice(metrics, DOUBLED[code](metrics))
    assert _outcome(code, tables, doubled).failed > 0
    assert _outcome("metrics.bounds", tables, doubled).failed == _outcome("metrics.bounds", tables, metrics).failed


def test_a_report_counted_in_two_regions_is_found() -> None:
    tables = _tables()
    metrics = tables.metrics(YEAR)
    of_a_city = metrics[(metrics["region_code"] == "410500") & (metrics["passing"] == "all")]
    twice = pd.concat([metrics, of_a_city.assign(region_code="410100")])
    outcome = _outcome("metrics.groups", tables, twice)
    assert outcome.failed > 0
    assert set(outcome.evidence["parts"]) == {"region"}
    assert set(outcome.evidence["region_code"]) == {"410000"}


def test_a_file_without_a_report_and_a_report_without_a_file_are_named() -> None:
    tables = _tables()
    lost = tables.reports["report_id"].iloc[0]
    tables.reports = tables.reports.iloc[1:]
    tables.raw_files = tables.raw_files[tables.raw_files["report_id"] != tables.reports["report_id"].iloc[0]]
    evidence = _outcome("metrics.flow", tables, tables.metrics(YEAR)).evidence.to_dict("records")
    assert evidence[0] == {"step": "files", "what": lost, "why": "has no row in reports"}
    assert evidence[1]["what"] == tables.reports["report_id"].iloc[0]


def test_a_report_that_is_in_no_metric_is_found() -> None:
    tables = _tables()
    metrics = tables.metrics(YEAR)
    fewer = tables.having({"reports": tables.reports.drop(index=0)}).metrics(YEAR)
    assert _outcome("metrics.flow", tables, metrics).passed
    assert _outcome("metrics.flow", tables, fewer).failed > 0
