"""Suites made on the tables of a year, by Great Expectations."""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.expectations.model import Expectation, Kind, Where
from govinfo_pipeline.checks.expectations.outcome import ExpectationOutcome, Result
from govinfo_pipeline.checks.expectations.suite import suite_of

MOST_EXAMPLES = 5
_MOST_ROWS = 50
_LONGEST_SAMPLE = 80

_FIGURES: dict[Kind, Callable[[pd.DataFrame, Any], Any]] = {
    Kind.ROWS: lambda rows, column: len(rows),
    Kind.SUM: lambda rows, column: rows[column].sum(),
    Kind.MEDIAN: lambda rows, column: rows[column].median(),
    Kind.MAXIMUM: lambda rows, column: rows[column].max(),
}
_OF_ANY_ROW = {Kind.FILLED, Kind.EMPTY, Kind.UNIQUE_TOGETHER}
"""Kinds that a null is no obstacle to."""


class ExpectationError(RuntimeError):
    """An expectation could not be evaluated: a mistake in the suite, or a table that is not of its schema."""


def evaluate(table: str, frame: pd.DataFrame, before: pd.DataFrame | None = None) -> ExpectationOutcome:
    """The suite of ``table`` made on ``frame``, its rows of one year, and on ``before``, those of the year before.

    Where there is nothing to be made on (no rows, nulls alone, no year before), an expectation is not assessable. An
    empty table can fall short of a number of rows, and passes nothing. Raises :class:`KeyError` for a column that is
    not there, and :class:`ExpectationError` for values of a type that an expectation cannot be made on.
    """
    frame = frame.reset_index(drop=True)
    suite = [(expectation, _bounded(expectation, before)) for expectation in suite_of(table)]
    made = [bounded for _, bounded in suite if bounded is not None and _applies(bounded, frame)]
    results = {result.expectation.id: result for result in _made(made, frame)}
    return ExpectationOutcome(
        table,
        _year(frame, before),
        tuple(results.get(plain.id) or Result(bounded or plain, "not_assessable") for plain, bounded in suite),
    )


def _year(frame: pd.DataFrame, before: pd.DataFrame | None) -> int | None:
    for rows, later in ((frame, 0), (before, 1)):
        if rows is not None and (years := rows["year"].dropna()).size:
            return int(years.iloc[0]) + later
    return None


def _bounded(expectation: Expectation, before: pd.DataFrame | None) -> Expectation | None:
    """The expectation with the bounds that the year before gives it, in whole numbers; null if that gives none."""
    span = expectation.span
    if span is None:
        return expectation
    if before is None:
        return None
    figure = _FIGURES[expectation.kind](_selected(before, expectation.where), expectation.column)
    if pd.isna(figure) or figure < span.base:
        return None
    bounds = {
        "min_value": span.low and math.floor(figure * span.low),
        "max_value": span.high and math.ceil(figure * span.high),
    }
    return replace(expectation, arguments={**expectation.arguments, **bounds})


def _applies(expectation: Expectation, frame: pd.DataFrame) -> bool:
    """Whether there is anything to make the expectation on."""
    if expectation.kind is Kind.ROWS:
        return len(frame) > 0 or bool(expectation.arguments["min_value"])
    rows = _selected(frame, expectation.where)
    if expectation.kind in _OF_ANY_ROW:
        return len(rows) > 0
    return bool(rows[expectation.column].notna().any())


def _selected(frame: pd.DataFrame, where: Where) -> pd.DataFrame:
    for column, values, excluded in where:
        frame = frame[frame[column].isin(values) ^ excluded]
    return frame


def _made(expectations: Iterable[Expectation], frame: pd.DataFrame) -> list[Result]:
    """The expectations evaluated in one go; a failure of one does not keep the others from being made."""
    known = {expectation.id: expectation for expectation in expectations}
    if not known:
        return []
    validated = _validated(known.values(), frame)
    return [_result(known[result.expectation_config.meta["id"]], result, frame) for result in validated.results]


def _validated(expectations: Iterable[Expectation], frame: pd.DataFrame) -> Any:
    """The suite result of Great Expectations: nothing is kept, sent or shown, and row numbers are given."""
    import great_expectations
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity

    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    context = great_expectations.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    batch = asset.add_batch_definition_whole_dataframe("year").get_batch({"dataframe": frame})
    suite = great_expectations.ExpectationSuite(
        "suite",
        expectations=[
            ExpectationConfiguration(
                type=expectation.kind.value,
                kwargs={**expectation.arguments, **_row_condition(expectation.where)},
                meta={"id": expectation.id},
                severity=FailureSeverity.WARNING,
            ).to_domain_obj()
            for expectation in expectations
        ],
    )
    return batch.validate(suite, result_format={"result_format": "SUMMARY", "partial_unexpected_count": _MOST_ROWS})


def _row_condition(where: Where) -> dict[str, Any]:
    conditions = [
        {
            "type": "comparison",
            "column": {"name": column},
            "operator": "NOT_IN" if excluded else "IN",
            "parameter": list(values),
        }
        for column, values, excluded in where
    ]
    return {"row_condition": {"type": "and", "conditions": conditions}} if conditions else {}


def _result(expectation: Expectation, found: Any, frame: pd.DataFrame) -> Result:
    details = found.result
    if not details:
        raise ExpectationError(f"{expectation.id} could not be evaluated: {found.exception_info}")
    verdict: Any = "holds" if found.success else "violated"
    if expectation.kind in _FIGURES or expectation.kind is Kind.DISTINCT:
        figure = float(details["observed_value"])
        return Result(expectation, verdict, figure=figure, reports=_above(expectation, frame))
    if expectation.kind is Kind.ALL_OCCUR:
        missing = tuple(_sample([value]) for value in details["partial_missing_list"])
        return Result(
            expectation, verdict, len(expectation.arguments["value_set"]), details["missing_count"], samples=missing
        )
    unexpected = frame.loc[details["partial_unexpected_index_list"]]
    columns = expectation.arguments.get("column_list") or [expectation.column]
    values = unexpected[columns].dropna(how="all")
    return Result(
        expectation,
        verdict,
        details["element_count"] - details.get("missing_count", 0),
        details["unexpected_count"],
        samples=_first(_sample(row) for row in values.itertuples(index=False)),
        reports=_first(unexpected["report_id"].dropna()) if "report_id" in frame else (),
    )


def _above(expectation: Expectation, frame: pd.DataFrame) -> tuple[str, ...]:
    """The reports whose figure is above the bound of a maximum."""
    if expectation.kind is not Kind.MAXIMUM or "report_id" not in frame:
        return ()
    rows = _selected(frame, expectation.where)
    return _first(rows.loc[rows[expectation.column] > expectation.arguments["max_value"], "report_id"])


def _sample(values: Iterable[Any]) -> str:
    text = ", ".join(str(value) for value in values)
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


def _first(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))[:MOST_EXAMPLES]
