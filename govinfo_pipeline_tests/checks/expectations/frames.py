"""Tables of a year in which all is as expected, and ways to break each kind of expectation on them."""

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.expectations.model import Expectation, Kind
from govinfo_pipeline.tables.schemas import MADE, frame
from govinfo_pipeline_tests.building import list_of_bodies, tables_of_truths
from govinfo_pipeline_tests.corpus import random_truth
from govinfo_pipeline_tests.metrics.rows import changes, distributions

YEAR = 2023
REPORTS = 10


@cache
def _built() -> dict[str, pd.DataFrame]:
    """Tables of reports, with what a perfect reading of texts leaves open filled in."""
    tables = tables_of_truths([random_truth(random.Random(seed), YEAR) for seed in range(REPORTS)], YEAR)
    ids = list(tables.reports["report_id"])
    built = tables.frames() | {"yearly_metrics": tables.metrics(YEAR)}
    built["reports"] = built["reports"].fillna({"organization": "某局", "region_code": "410000"})
    built["sections"] = built["sections"].assign(text="有文字")
    for table in ("applications", "disputes"):
        built[table] = built[table].assign(total=pd.array([40] * len(built[table]), "Int64"))
    built["proactive_disclosure"] = built["proactive_disclosure"].fillna({"value": 1.0})
    built["claims"] = built["claims"].assign(scope="certain")
    cell = {"table": ["applications"] * REPORTS, "item": ["granted"] * REPORTS, "column": ["total"] * REPORTS}
    keys = {"report_id": ids, "year": [YEAR] * REPORTS}
    built["cell_issues"] = frame("cell_issues", keys | cell | {"raw": [""] * REPORTS, "kind": ["blank"] * REPORTS})
    suspects = {"explanation": [1] * REPORTS, "rank": [1] * REPORTS, "rule": ["r"] * REPORTS}
    built["suspect_cells"] = frame(
        "suspect_cells",
        keys | cell | suspects | {"confidence": [0.5] * REPORTS, "outcome": ["explained"] * REPORTS},
    )
    findings = {
        "finding_id": ids,
        "check": ["values.valid"] * REPORTS,
        "check_version": [1] * REPORTS,
        "severity": ["error"] * REPORTS,
        "cause": ["author"] * REPORTS,
        "message_zh": ["说明"] * REPORTS,
        "message_en": ["message"] * REPORTS,
    }
    built["findings"] = frame("findings", keys | cell | findings)
    built["metric_distributions"], built["metric_changes"] = distributions(YEAR, REPORTS), changes(YEAR, REPORTS)
    units = [f"滑县第{n}局" for n in range(1, REPORTS)]
    built["known_bodies"] = list_of_bodies(YEAR, "滑县人民政府", units).fillna({"level": "county"})
    return built


def clean(table: str) -> pd.DataFrame:
    """A table of a year in which all is as expected."""
    return _built()[table].reset_index(drop=True).copy()


def year_before(table: str) -> pd.DataFrame:
    """The same of the year before."""
    return clean(table).assign(year=pd.array([YEAR - 1] * len(clean(table)), "Int64"))


def _fill(value: Callable[[Expectation], Any]) -> Callable[[pd.DataFrame, Expectation], pd.DataFrame]:
    """A way to break: puts a value into the column, in the rows that the expectation is about."""

    def mutate(rows: pd.DataFrame, expectation: Expectation) -> pd.DataFrame:
        assert expectation.column is not None
        about = pd.Series(True, index=rows.index)
        for column, values, excluded in expectation.where:
            about &= rows[column].isin(values) ^ excluded
        rows.loc[about, expectation.column] = value(expectation)
        return rows

    return mutate


def _another_value(expectation: Expectation) -> Any:
    """A value that is none of the allowed ones, of their type."""
    return 99 if isinstance(expectation.arguments["value_set"][0], int) else "另一个值"


def _beyond(expectation: Expectation) -> Any:
    """A value below the lower bound or above the upper one."""
    bounds = expectation.arguments
    return bounds["min_value"] - 1 if "min_value" in bounds else bounds["max_value"] + 1


def _another_year(rows: pd.DataFrame, expectation: Expectation) -> pd.DataFrame:
    rows.loc[0, "year"] = YEAR - 5
    return rows


def _twice(rows: pd.DataFrame, expectation: Expectation) -> pd.DataFrame:
    return pd.concat([rows, rows], ignore_index=True)


def _without_one(rows: pd.DataFrame, expectation: Expectation) -> pd.DataFrame:
    assert expectation.column is not None
    kept: pd.DataFrame = rows[rows[expectation.column] != expectation.arguments["value_set"][0]]
    return kept


BREAK: dict[Kind, Callable[[pd.DataFrame, Expectation], pd.DataFrame]] = {
    Kind.FILLED: _fill(lambda expectation: None),
    Kind.EMPTY: _fill(lambda expectation: "superseded"),
    Kind.AMONG: _fill(_another_value),
    Kind.NOT_AMONG: _fill(lambda expectation: expectation.arguments["value_set"][0]),
    Kind.BETWEEN: _fill(_beyond),
    Kind.MATCHES: _fill(lambda expectation: "applications"),
    Kind.LENGTH: _fill(lambda expectation: ""),
    Kind.UNIQUE: _twice,
    Kind.UNIQUE_TOGETHER: _twice,
    Kind.ALL_OCCUR: _without_one,
    Kind.DISTINCT: _another_year,
    Kind.ROWS: _twice,
    Kind.SUM: _fill(lambda expectation: 10**6),
    Kind.MEDIAN: _fill(lambda expectation: 10**6),
    Kind.MAXIMUM: _fill(lambda expectation: 10**9),
}
"""Kind → how to break an expectation of it."""

WHOLE = {Kind.UNIQUE, Kind.UNIQUE_TOGETHER, Kind.ALL_OCCUR, Kind.DISTINCT, Kind.ROWS}
"""Kinds that are not about the values of a column one by one."""

TABLES = tuple(table for table in MADE if table != "expectation_results")
