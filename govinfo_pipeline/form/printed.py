"""The tables of a form as they are printed: heads that span several columns, labels of groups, and the cells.

A row lists what begins in it, from left to right, as in HTML: what spans down from a row above is not repeated.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline.form.model import Cell, Column, Item, Table

_NUMERALS = "〇一二三四五六"
_CORNER = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "(in each column: first plus second row = third plus fourth)",
)
_INFORMATION = ("信息内容", "information")
_APPLICANTS = ("申请人情况", "applicants")
_ORGANIZATIONS = ("法人或其他组织", "legal persons and other organizations")
_LITIGATION = ("行政诉讼", "administrative litigation")
_LABELS = 3
"""Columns of labels of table 3: that of the results, that of a group of them, and that of the row itself."""


class Box(NamedTuple):
    """What is printed in a rectangle of ``rows`` × ``columns``: a text (zh, en), or the figure of a cell."""

    zh: str
    en: str
    rows: int = 1
    columns: int = 1
    cell: Cell | None = None


Rows = list[list[Box]]


def heading(table: Table) -> str:
    """The heading that a table stands under."""
    return f"{_NUMERALS[table.section]}、{table.zh}"


def printed(table: Table, items: Sequence[Item]) -> Rows:
    """The rows of a table, its head first, with those of its items that are to be shown."""
    return {"proactive_disclosure": _proactive, "applications": _applications, "disputes": _disputes}[table.code](
        table, items
    )


def columns_of(rows: Rows) -> int:
    """How many columns the table has."""
    return sum(box.columns for box in rows[0])


def is_head(row: Sequence[Box]) -> bool:
    """Whether a row is one of heads, without a figure."""
    return all(box.cell is None for box in row)


def _figures(table: Table, item: Item) -> list[Box]:
    return [Box("", "", cell=Cell(table.code, item.code, column.code)) for column in item.columns]


def _proactive(table: Table, items: Sequence[Item]) -> Rows:
    """A block for each item of article 20 and set of columns, all as wide as the widest."""
    widest = max(len(item.columns) for item in items)
    rows = []
    for clause, members in groupby(items, lambda item: item.clause):
        rows.append([Box(f"第二十条第{clause}项", f"article 20 {clause}", columns=widest + 1)])
        for _, block in groupby(members, lambda item: tuple(column.code for column in item.columns)):
            rows += _block(table, list(block), widest)
    return rows


def _block(table: Table, items: Sequence[Item], widest: int) -> Rows:
    columns = items[0].columns
    span = widest // len(columns)
    spans = [span] * (len(columns) - 1) + [widest - span * (len(columns) - 1)]
    heads = (Box(_with_unit(column), column.en) for column in columns)
    rows = [[Box(*_INFORMATION), *_as_wide(heads, spans)]]
    return rows + [[Box(item.zh, item.en), *_as_wide(_figures(table, item), spans)] for item in items]


def _as_wide(boxes: Iterator[Box] | Sequence[Box], spans: Sequence[int]) -> list[Box]:
    return [box._replace(columns=span) for box, span in zip(boxes, spans, strict=True)]


def _with_unit(column: Column) -> str:
    return column.zh if column.is_count else f"{column.zh}（单位：{column.unit}）"


def _applications(table: Table, items: Sequence[Item]) -> Rows:
    first, *organizations, total = table.columns
    heads = [
        [Box(*_CORNER, 3, _LABELS), Box(*_APPLICANTS, 1, len(table.columns))],
        [
            Box(first.zh, first.en, 2),
            Box(*_ORGANIZATIONS, 1, len(organizations)),
            Box(total.zh, total.en, 2),
        ],
        [Box(column.zh, column.en) for column in organizations],
    ]
    labels = zip(items, _labels(table, items), strict=True)
    return heads + [[*boxes, *_figures(table, item)] for item, boxes in labels]


def _labels(table: Table, items: Sequence[Item]) -> Iterator[list[Box]]:
    """The labels of table 3: that of a group stands once, beside all of its rows."""
    of_all = _paths(table)
    paths = [of_all[item.code] for item in items]
    for place, (item, path) in enumerate(zip(items, paths, strict=True)):
        groups = []
        for depth, number in enumerate(path, 1):
            if place == 0 or paths[place - 1][:depth] != path[:depth]:
                zh, en = GROUPS[number]
                groups.append(Box(number + zh, en, sum(other[:depth] == path[:depth] for other in paths)))
        yield [*groups, Box(item.number + item.zh, item.en, 1, _LABELS - len(path))]


def _paths(table: Table) -> dict[str, tuple[str, ...]]:
    """Row → the numbers of the groups that it stands under: 三、 for （一）, and 三、（三） for the 1. below it."""
    outer, *inner = GROUPS
    following = iter(inner)
    group = ""
    paths: dict[str, tuple[str, ...]] = {}
    for item in table.items:
        if item.number.endswith("、"):
            paths[item.code] = ()
        elif item.number.startswith("（"):
            paths[item.code] = (outer,)
        else:
            group = next(following) if item.number == "1." else group
            paths[item.code] = (outer, group)
    return paths


def _disputes(table: Table, items: Sequence[Item]) -> Rows:
    first, *litigation = items
    return [
        [
            Box(first.zh, first.en, 1, len(first.columns)),
            Box(*_LITIGATION, 1, sum(len(item.columns) for item in litigation)),
        ],
        [
            *(Box(column.zh, column.en, 2) for column in first.columns),
            *(Box(item.zh, item.en, 1, len(item.columns)) for item in litigation),
        ],
        [Box(column.zh, column.en) for item in litigation for column in item.columns],
        [box for item in items for box in _figures(table, item)],
    ]
