"""The words that the schemas of the tables are written in: columns with their meaning, and tables of them."""

from collections.abc import Sequence
from typing import Any

import pandera.pandas as pa

from govinfo_pipeline.form import LATEST
from govinfo_pipeline.tables.codes import ITEMS, Names

INTEGER, NUMBER, TEXT = "Int64", "Float64", "str"

_OF_FINDINGS = ("findings", "alerts")
"""Tables whose rows need not be about a report, nor of a year."""


def column(
    dtype: str,
    zh: str,
    en: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    values: Sequence[Any] | None = None,
    names: Names | None = None,
    at_least: int | None = None,
    pattern: str | None = None,
) -> pa.Column:
    """A column with its name (zh) and meaning (en), its unit, and what its values must be: one of ``values``, or one of
    the codes of ``names``.
    """
    checks = []
    values = [*names] if names is not None else values
    if pattern is not None:
        checks.append(pa.Check.str_matches(pattern))
    if values is not None:
        checks.append(pa.Check.isin(list(values)))
    if at_least is not None:
        checks.append(pa.Check.ge(at_least))
    metadata = {"unit": unit, "names": names}
    return pa.Column(dtype, checks=checks, nullable=nullable, title=zh, description=en, metadata=metadata)


def text(
    zh: str, en: str, *, nullable: bool = False, values: Sequence[str] | None = None, names: Names | None = None
) -> pa.Column:
    """A column of text."""
    return column(TEXT, zh, en, nullable=nullable, values=values, names=names)


def count(zh: str, en: str, *, unit: str = "件") -> pa.Column:
    """A column of counts as printed, null where blank."""
    return column(INTEGER, zh, en, nullable=True, unit=unit)


def table(
    name: str, zh: str, en: str, key: Sequence[str], columns: dict[str, pa.Column], *, of_reports: bool = True
) -> pa.DataFrameSchema:
    """A table with its key; ``report_id`` and ``year`` are put before the columns given."""
    year = {
        "year": column(
            INTEGER,
            "统计年度",
            "statistical year; null for a file whose year cannot be told",
            nullable=name in ("reports", "raw_files", *_OF_FINDINGS),
        )
    }
    report = {
        "report_id": text(
            "报告编号",
            "stable for the same file content; null where it is not about one",
            nullable=name in _OF_FINDINGS,
        )
    }
    report = report if of_reports else {}
    return pa.DataFrameSchema(
        {**report, **year, **columns}, name=name, title=zh, description=en, unique=list(key), strict=True, ordered=True
    )


def cell(*, nullable: bool = False) -> dict[str, pa.Column]:
    """The address of a cell, in the codes of the form; of what is no cell, as much as there is of it."""
    tables = [table.code for table in LATEST.tables]
    return {
        "table": text("表", "code of the table", nullable=nullable, values=tables),
        "item": text("项目", "code of the row", nullable=nullable, values=ITEMS),
        "column": text("栏目", "code of the column", nullable=nullable),
    }
