"""Findings in the making, and rows of tables as dictionaries."""

from typing import Any

import pandas as pd

Row = dict[str, Any]
"""A finding in the making: columns of ``findings``, of which the check may leave out what can be derived; ``part``
tells findings of one report apart that name no cell."""

_NUMERALS = "一二三四五六"


def records(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries; a null is None in a column of numbers, and NaN in one of text."""
    names = [str(name) for name in table.columns]
    columns = (_values(column) for _, column in table.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: "pd.Series[Any]") -> list[Any]:
    """What ``DataFrame.to_dict`` gives of a column, without a call of Python code for each value."""
    values = column.astype(object)
    if isinstance(column.dtype, pd.Int64Dtype | pd.Float64Dtype | pd.BooleanDtype):
        values = values.where(column.notna(), None)
    return values.tolist()


def problem(row: Row) -> tuple[str, str]:
    """What was wrong with the reading of a file or report (zh, en), as ``raw_files`` and ``reports`` say it."""
    zh, en = row["problem_zh"], str(row["problem"])
    # A table that was written before the column was has it null.
    return (zh if isinstance(zh, str) else en), en


def section_name(section: int) -> tuple[str, str]:
    """How a section of the form is called (zh, en)."""
    return f"第{_NUMERALS[section - 1]}部分", f"section {section}"
