"""Suites made on the tables of a year, by Great Expectations."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.expectations.model import Expectation, Kind, Where
from govinfo_pipeline.checks.expectations.outcome import ExpectationOutcome, Result
from govinfo_pipeline.checks.expectations.suite import suite_of

MOST_EXAMPLES = 5
_MOST_ROWS = 50
_RESULT_FORMAT = {"result_format": "SUMMARY", "partial_unexpected_count": _MOST_ROWS}
"""Row numbers of what was not expected are given."""
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
    results = {result.expectation.id: result for result in _made(table, made, frame)}
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


def _made(table: str, expectations: Sequence[Expectation], frame: pd.DataFrame) -> list[Result]:
    """The expectations evaluated; a failure of one does not keep the others from being made."""
    if not expectations:
        return []
    from great_expectations import ExpectationSuite

    suite = ExpectationSuite(name=table, expectations=[_of_library(expectation) for expectation in expectations])
    batch = _whole_frame().get_batch({"dataframe": _as_it_asks(frame)})
    found = batch.validate(suite, result_format=_RESULT_FORMAT).results
    # One that could not be evaluated comes before the others.
    by_id = {result.expectation_config.meta["id"]: result for result in found}
    return [_result(expectation, by_id[expectation.id], frame) for expectation in expectations]


def _as_it_asks(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame in types of which Great Expectations takes and compares many values at a time.

    Its own numbers are numpy's: of others it asks each value by itself. For each expectation it copies the rows that
    are in question, which of a text that stands in many rows need not be more than a number.
    """
    numbers = {name: float for name, kind in frame.dtypes.items() if isinstance(kind, pd.Int64Dtype | pd.Float64Dtype)}
    texts = {name: _coded(frame[name]) for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)}
    return frame.astype(numbers).assign(**{str(name): coded for name, coded in texts.items()})


def _coded(column: "pd.Series[str]") -> pd.Categorical:
    """Each text of a column once, and a number for each row; null stays null."""
    codes, names = column.factorize()
    return pd.Categorical.from_codes(codes, pd.Index(names))


def _of_library(expectation: Expectation) -> Any:
    """The expectation as an object of Great Expectations."""
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity

    return ExpectationConfiguration(
        type=expectation.kind.value,
        kwargs={**expectation.arguments, **_row_condition(expectation.where)},
        meta={"id": expectation.id},
        severity=FailureSeverity.WARNING,
    ).to_domain_obj()


@cache
def _whole_frame() -> Any:
    """What Great Expectations takes a frame as, in a context in which nothing is kept, sent or shown."""
    import great_expectations
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    context = great_expectations.get_context(mode="ephemeral", project_config=config)
    table = context.data_sources.add_pandas("tables").add_dataframe_asset("table")
    return table.add_batch_definition_whole_dataframe("year")


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
