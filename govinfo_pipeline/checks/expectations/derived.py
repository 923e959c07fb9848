"""Expectations that follow from what is written down elsewhere: the schema of a table, and the form.

The schema stops a run whose tables break it; here the same is counted, shown and compared year by year. What the schema
lets pass because a report may print it, such as a negative count, is asked for here.
"""

from collections.abc import Callable, Iterator
from typing import Any

from govinfo_pipeline.checks.expectations import kinds
from govinfo_pipeline.checks.expectations.model import Condition, Expectation
from govinfo_pipeline.form import FORMS, SECTIONS, Column
from govinfo_pipeline.tables.schemas import SCHEMAS

_LEAST_FILLED = 0.9
"""Share of the totals that reports usually fill in; a blank 总计 on the detailed rows is met with, but is no rule."""

_OF_CHECKS: dict[str, Callable[[str, str, Any], Expectation]] = {
    "isin": lambda table, column, known: kinds.among(table, column, list(known["allowed_values"])),
    "greater_than_or_equal_to": lambda table, column, known: kinds.at_least(table, column, known["min_value"]),
    "str_matches": lambda table, column, known: kinds.matching(table, column, known["pattern"]),
}
"""Check of pandera → the expectation that says the same, given what the check knows of itself."""


def from_schema(table: str) -> Iterator[Expectation]:
    """Key, one year, values that are required, and the checks of each column.

    Raises :class:`ValueError` for a check of pandera that no kind of expectation stands for.
    """
    schema = SCHEMAS[table]
    yield kinds.unique(table, list(schema.unique or ()))
    yield kinds.of_one_value(table, "year")
    for column, spec in schema.columns.items():
        if not spec.nullable:
            yield kinds.filled(table, column)
        for check in spec.checks:
            if check.name not in _OF_CHECKS:
                raise ValueError(f"{table}.{column}: no kind of expectation stands for the check {check.name}")
            yield _OF_CHECKS[check.name](table, column, check.statistics)


def from_form(table: str) -> Iterator[Expectation]:
    """What the form says of its own tables: counts and amounts are not negative, totals are there."""
    columns = _columns(table)
    schema = SCHEMAS[table]
    for column in columns:
        if column.code in schema.columns and not column.signed:
            yield kinds.at_least(table, column.code, 0)
    if columns and "measure" in schema.columns:
        signed = tuple(column.code for column in columns if column.signed)
        yield kinds.at_least(table, "value", 0, where=(Condition("measure", signed, excluded=True),))
    for code in dict.fromkeys(_row_totals(table)):
        yield kinds.filled(table, code, least=_LEAST_FILLED)
    if table == "sections":
        yield kinds.all_occur(table, "section", list(SECTIONS))


def _columns(table: str) -> list[Column]:
    """The columns of a table of the form, over all generations."""
    tables = [part for form in FORMS.values() for part in form.tables if part.code == table]
    return list({column.code: column for part in tables for column in part.columns}.values())


def _row_totals(table: str) -> Iterator[str]:
    """The columns that are the total of the others of their row."""
    for form in FORMS.values():
        for statement in form.sums:
            if statement.table == table and statement.along == "columns" and statement.total:
                yield from statement.right
