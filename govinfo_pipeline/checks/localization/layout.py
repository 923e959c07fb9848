"""Which cells stand beside which on the printed form: in rows, and in columns where rows are stacked."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from govinfo_pipeline.form import Cell, Form
from govinfo_pipeline.reading.records import Value


def rows(form: Form, values: Mapping[Cell, Value]) -> list[list[Cell]]:
    """The rows of the tables that have identities, as far as the report prints them, in the form's order.

    The channels of table 4 count as rows; they are printed side by side, each with a total of its own.
    """
    tables = {statement.table for statement in form.sums}
    printed = (
        [cell for column in item.columns if (cell := Cell(table.code, item.code, column.code)) in values]
        for table in form.tables
        if table.code in tables
        for item in table.items
    )
    return [row for row in printed if row]


def neighbours(form: Form, table: list[list[Cell]]) -> Iterator[tuple[Cell, Cell]]:
    """Pairs of cells of :func:`rows` that touch: in a row, and in a column of a table whose rows are stacked."""
    for row in table:
        yield from pairwise(row)
    stacked = {statement.table for statement in form.sums if statement.along == "items"}
    for above, below in pairwise([row for row in table if row[0].table in stacked]):
        yield from ((a, b) for a, b in zip(above, below, strict=False) if a.column == b.column)
