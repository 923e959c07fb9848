"""Findings in the making, and rows of tables as dictionaries."""

from typing import Any

import pandas as pd

Row = dict[str, Any]
"""A finding in the making: columns of ``findings``, of which the check may leave out what can be derived; ``part``
tells findings of one report apart that name no cell."""

_NUMERALS = "一二三四五六"


def records(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries."""
    return [{str(name): value for name, value in record.items()} for record in table.to_dict("records")]


def section_name(section: int) -> tuple[str, str]:
    """How a section of the form is called (zh, en)."""
    return f"第{_NUMERALS[section - 1]}部分", f"section {section}"
