"""The kinds of expectations that suites are written in: each function puts one together and says it in words."""

from collections.abc import Sequence
from typing import Any

from govinfo_pipeline.checks.expectations.model import Condition, Expectation, Kind, Span, Where
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.tables.schemas import SCHEMAS

_MOST_LISTED = 6

_ITEMS = [item for form in FORMS.values() for table in form.tables for item in table.items]
_LABELS = {
    **{table.code: (table.zh, table.en) for form in FORMS.values() for table in form.tables},
    **{column.code: (column.zh, column.en) for item in _ITEMS for column in item.columns},
    **{item.code: (item.zh, item.en) for item in _ITEMS},
}


def only(column: str, *values: str) -> Where:
    """The rows whose column is one of the values."""
    return (Condition(column, values),)


def filled(table: str, column: str, *, least: float = 1.0, where: Where = ()) -> Expectation:
    """The column is not null."""
    name = "_".join(("filled", *(str(value) for rows in where if not rows.excluded for value in rows.values)))
    return _values(name, Kind.FILLED, table, column, ("不为空", "is not null"), least=least, where=where)


def empty(table: str, column: str, *, least: float) -> Expectation:
    """The column is null, where that says that nothing is the matter."""
    return _values("empty", Kind.EMPTY, table, column, ("为空", "is null"), least=least)


def among(table: str, column: str, values: Sequence[Any]) -> Expectation:
    """The column has one of the values. Nulls are not asked."""
    zh, en = _listed(table, column, values)
    words = f"为{zh}{'之一' if len(values) > 1 else ''}", f"is {en}"
    return _values("among", Kind.AMONG, table, column, words, value_set=list(values))


def rarely(table: str, column: str, *values: str, least: float, where: Where = ()) -> Expectation:
    """The column has none of the values, in at least a share of the rows. Nulls are not asked."""
    zh, en = _listed(table, column, values)
    words = f"不为{zh}", f"is not {en}"
    name = "_".join(("not", *values))
    return _values(name, Kind.NOT_AMONG, table, column, words, least=least, where=where, value_set=list(values))


def at_least(table: str, column: str, bound: float, *, where: Where = ()) -> Expectation:
    """The column is the bound or above. Nulls are not asked."""
    words = f"不小于{bound:g}", f"is at least {bound:g}"
    return _values("at_least", Kind.BETWEEN, table, column, words, where=where, min_value=bound)


def at_most(table: str, column: str, bound: float) -> Expectation:
    """The column is the bound or below. Nulls are not asked."""
    words = f"不大于{bound:g}", f"is at most {bound:g}"
    return _values("at_most", Kind.BETWEEN, table, column, words, max_value=bound)


def matching(table: str, column: str, pattern: str) -> Expectation:
    """The column matches the regular expression."""
    return _values("matching", Kind.MATCHES, table, column, ("符合规定的格式", "has the form laid down"), regex=pattern)


def worded(table: str, column: str, *, least: float) -> Expectation:
    """The text of the column has at least one letter."""
    return _values("worded", Kind.LENGTH, table, column, ("有文字", "has text"), least=least, min_value=1)


def unique(table: str, columns: Sequence[str]) -> Expectation:
    """No two rows have the same values in the columns; a null is a value like any other."""
    labels, names = "＋".join(_label(table, column) for column in columns), " + ".join(columns)
    if len(columns) == 1:
        return Expectation(
            f"{table}.key", Kind.UNIQUE, columns[0], f"{labels}不重复", f"{names} is unique", {"column": columns[0]}
        )
    arguments = {"column_list": list(columns), "ignore_row_if": "never"}
    return Expectation(
        f"{table}.key", Kind.UNIQUE_TOGETHER, None, f"{labels}的组合不重复", f"{names} is unique", arguments
    )


def all_occur(table: str, column: str, values: Sequence[Any]) -> Expectation:
    """Each of the values occurs in the column."""
    zh, en = f"{_label(table, column)}的{len(values)}种取值都出现", f"all {len(values)} values of {column} occur"
    arguments = {"column": column, "value_set": list(values)}
    return Expectation(f"{table}.{column}.occurring", Kind.ALL_OCCUR, column, zh, en, arguments)


def of_one_value(table: str, column: str) -> Expectation:
    """The column has one value in all rows."""
    zh, en = f"{_label(table, column)}只有一个取值", f"{column} has one value"
    return Expectation(f"{table}.{column}.single", Kind.DISTINCT, column, zh, en, {"column": column, "max_value": 1})


def rows_against_before(table: str, span: Span, *, where: Where = ()) -> Expectation:
    """The number of rows lies within the span."""
    (zh, en), (where_zh, where_en) = _multiples(span), _conditions(table, where)
    words = f"行数{where_zh}{zh}", f"the number of rows{where_en} is {en}"
    return Expectation(f"{table}.rows", Kind.ROWS, None, *words, where=where, span=span)


_FIGURES = {Kind.SUM: ("合计", "sum"), Kind.MEDIAN: ("中位数", "median"), Kind.MAXIMUM: ("最大值", "maximum")}


def figure_against_before(kind: Kind, table: str, column: str, span: Span, *, where: Where = ()) -> Expectation:
    """The sum, median or maximum of the column lies within the span."""
    zh, en = _multiples(span)
    (name_zh, name_en), (where_zh, where_en) = _FIGURES[kind], _conditions(table, where)
    return Expectation(
        ".".join([table, *(str(value) for condition in where for value in condition.values), column, name_en]),
        kind,
        column,
        f"{_label(table, column)}{where_zh}的{name_zh}{zh}",
        f"the {name_en} of {column}{where_en} is {en}",
        {"column": column},
        where=where,
        span=span,
    )


def _values(
    name: str,
    kind: Kind,
    table: str,
    column: str,
    words: tuple[str, str],
    *,
    least: float = 1.0,
    where: Where = (),
    **arguments: Any,
) -> Expectation:
    """An expectation about each value of a column."""
    (where_zh, where_en), (zh, en) = _conditions(table, where), words
    share_zh, share_en = ("", "") if least == 1 else (f"至少{least:.0%}", f" in at least {least:.0%} of the rows")
    return Expectation(
        f"{table}.{column}.{name}",
        kind,
        column,
        f"{_label(table, column)}{where_zh}{share_zh}{zh}",
        f"{column}{where_en} {en}{share_en}",
        {"column": column, "mostly": least, **arguments},
        least,
        where,
    )


def _label(table: str, column: str) -> str:
    return f"“{SCHEMAS[table].columns[column].title}”"


def _conditions(table: str, where: Where) -> tuple[str, str]:
    if not where:
        return "", ""
    said = [_condition(table, condition) for condition in where]
    return f"（{'，'.join(zh for zh, _ in said)}）", f" (where {' and '.join(en for _, en in said)})"


def _condition(table: str, condition: Condition) -> tuple[str, str]:
    zh, en = _listed(table, condition.column, condition.values)
    label = _label(table, condition.column)
    if condition.excluded:
        return f"{label}为{zh}的除外", f"{condition.column} is not {en}"
    return f"{label}为{zh}", f"{condition.column} is {en}"


def _listed(table: str, column: str, values: Sequence[Any]) -> tuple[str, str]:
    """Values of a column in words; where they are many, how many."""
    if len(values) > _MOST_LISTED:
        return f"规定的{len(values)}个代码", f"one of {len(values)} codes"
    # In English a code that stands in the table is a word already.
    labels = [_LABELS.get(value, (str(value), str(value))) for value in values]
    names = SCHEMAS[table].columns[column].metadata["names"] or {}
    listed = [names[value][0] if value in names else zh for value, (zh, _) in zip(values, labels, strict=True)]
    return "、".join(listed), " or ".join(en for _, en in labels)


def _multiples(span: Span) -> tuple[str, str]:
    if span.low is None:
        return f"不超过上年的{span.high:g}倍", f"at most {span.high:g} times that of the year before"
    return (
        f"在上年的{span.low:g}至{span.high:g}倍之间",
        f"{span.low:g} to {span.high:g} times that of the year before",
    )
