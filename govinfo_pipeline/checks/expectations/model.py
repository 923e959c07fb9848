"""An expectation as plain data, as Great Expectations can evaluate it and people can read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """The types of Great Expectations in use, by its own names."""

    FILLED = "expect_column_values_to_not_be_null"
    EMPTY = "expect_column_values_to_be_null"
    AMONG = "expect_column_values_to_be_in_set"
    NOT_AMONG = "expect_column_values_to_not_be_in_set"
    BETWEEN = "expect_column_values_to_be_between"
    MATCHES = "expect_column_values_to_match_regex"
    LENGTH = "expect_column_value_lengths_to_be_between"
    UNIQUE = "expect_column_values_to_be_unique"
    UNIQUE_TOGETHER = "expect_compound_columns_to_be_unique"
    ALL_OCCUR = "expect_column_distinct_values_to_contain_set"
    DISTINCT = "expect_column_unique_value_count_to_be_between"
    ROWS = "expect_table_row_count_to_be_between"
    SUM = "expect_column_sum_to_be_between"
    MEDIAN = "expect_column_median_to_be_between"
    MAXIMUM = "expect_column_max_to_be_between"


class Condition(NamedTuple):
    """The rows that an expectation is about: where ``column`` is one of ``values``, or none if ``excluded``."""

    column: str
    values: tuple[str | int, ...]
    excluded: bool = False


Where = tuple[Condition, ...]
"""Conditions that all must be met; none means every row."""


class Span(NamedTuple):
    """Bounds as multiples of the same figure of the year before; null is no bound.

    Below ``base`` that figure is too small to be compared with.
    """

    low: float | None
    high: float | None
    base: float = 1


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a table.

    ``id`` is unique over all tables. ``arguments`` are those of the type of Great Expectations apart from the column
    and the condition. ``least`` is the share (0 to 1) of the rows that must conform, for expectations about each value.
    ``zh`` and ``en`` say it in words.
    """

    id: str
    kind: Kind
    column: str | None
    zh: str
    en: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    least: float = 1.0
    where: Where = ()
    span: Span | None = None
