"""Outcomes as the table ``expectation_results``, and back from there as checks whose findings are like any other's.

Evaluating a suite takes Great Expectations and seconds; whoever wants its results later reads them from the table.
"""

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from govinfo_pipeline.checks.expectations.evaluate import evaluate
from govinfo_pipeline.checks.expectations.outcome import ExpectationOutcome
from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.tables.finding_schemas import EXPECTATION_RESULTS
from govinfo_pipeline.tables.schemas import EVALUATED, SCHEMAS, frame


def outcomes_of(year: Year, tables: Iterable[str] = EVALUATED) -> list[ExpectationOutcome]:
    """The suites of a year's tables, each compared with the year before."""
    return [evaluate(table, year[table], year.before(table)) for table in tables]


def expectation_results(outcomes: Iterable[ExpectationOutcome], year: int | None) -> pd.DataFrame:
    """``expectation_results``: one row an expectation of a table."""
    rows = [
        {
            "year": year,
            "table": outcome.table,
            "expectation": result.expectation.id,
            "column": result.expectation.column,
            "verdict": result.verdict,
            "expected_zh": result.expectation.zh,
            "expected_en": result.expectation.en,
            "observed_zh": result.observed[0],
            "observed_en": result.observed[1],
            "reported": result.reported,
            "expected": result.expected,
            "samples": " | ".join(result.samples) or None,
            "reports": ", ".join(result.reports) or None,
        }
        for outcome in outcomes
        for result in outcome.results
    ]
    return frame("expectation_results", {name: [row[name] for row in rows] for name in EXPECTATION_RESULTS.columns})


def expectations_of(table: str) -> Callable[[Year], Found]:
    """The check that a table is as expected; its findings are about the table, and name some reports."""

    def check(year: Year) -> Found:
        results = year["expectation_results"]
        own = results[results["table"] == table]
        unknown = int((own["verdict"] == "not_assessable").sum())
        rows = [_row(result) for result in records(own[own["verdict"] == "violated"])]
        return Found(len(own) - unknown, rows, unknown)

    return check


def _row(result: Mapping[str, object]) -> Row:
    such = result["reports"] if isinstance(result["reports"], str) else None
    title = SCHEMAS[str(result["table"])].title
    return {
        "report_id": None,
        "year": result["year"],
        "part": result["expectation"],
        "reported": result["reported"],
        "expected": result["expected"],
        "cause": "unclear",
        "quote": result["samples"] if isinstance(result["samples"], str) else None,
        "message_zh": f"数据表“{title}”：{result['expected_zh']}，但{result['observed_zh']}"
        + (f"；例如报告{such}" if such else ""),
        "message_en": f"table {result['table']}: {result['expected_en']}, but {result['observed_en']}"
        + (f"; reports such as {such}" if such else ""),
    }
