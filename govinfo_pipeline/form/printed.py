"""The tables of a form as they are printed: heads that span several columns, labels of groups, and the cells.

A row lists what begins in it, from left to right, as in HTML: what spans down from a row above is not repeated.
"""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline.form.model import Cell, Column, Form, Item, Table

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_NUMERALS = "〇一二三四五六"


class Box(NamedTuple):
    """What is printed in a rectangle of ``rows`` × ``columns``: a text, or the figure of a cell."""

    text: str
    rows: int = 1
    columns: int = 1
    cell: Cell | None = None


Rows = list[list[Box]]


def heading(table: Table) -> str:
    """The heading that a table stands under."""
    return f"{_NUMERALS[table.section]}、{table.zh}"


def printed(form: Form, code: str, also: Collection[str] = ()) -> Rows:
    """The rows of a table, its head first.

    A row that stands in place of others is printed only where its code is in ``also``.
    """
    table = form.table(code)
    items = [item for item in table.items if not item.replaces or item.code in also]
    return {"proactive_disclosure": _proactive, "applications": _applications, "disputes": _disputes}[code](
        table, items
    )


def article(clause: str) -> str:
    """How the item of article 20 is called that rows of table 2 are printed under."""
    return f"第二十条第{clause}项"


def columns_of(rows: Rows) -> int:
    """How many columns the table has."""
    return sum(box.columns for box in rows[0])


def _figures(table: Table, item: Item, columns: int = 1) -> list[Box]:
    return [Box("", 1, columns, Cell(table.code, item.code, column.code)) for column in item.columns]


def _proactive(table: Table, items: Sequence[Item]) -> Rows:
    """A block for each clause and set of columns, all as wide as the widest."""
    widest = max(len(item.columns) for item in items)
    rows = []
    for clause, members in groupby(items, lambda item: item.clause):
        rows.append([Box(article(clause), 1, widest + 1)])
        for _, block in groupby(members, lambda item: tuple(column.code for column in item.columns)):
            rows += _block(table, list(block), widest)
    return rows


def _block(table: Table, items: Sequence[Item], widest: int) -> Rows:
    columns = items[0].columns
    span = widest // len(columns)
    rest = widest - span * (len(columns) - 1)
    spans = [span] * (len(columns) - 1) + [rest]
    head = [Box("信息内容"), *(Box(_with_unit(c), 1, s) for c, s in zip(columns, spans, strict=True))]
    rows = [head]
    for item in items:
        figures = zip(_figures(table, item), spans, strict=True)
        rows.append([Box(item.zh), *(box._replace(columns=span) for box, span in figures)])
    return rows


def _with_unit(column: Column) -> str:
    return column.zh if column.is_count else f"{column.zh}（单位：{column.unit}）"


def _applications(table: Table, items: Sequence[Item]) -> Rows:
    first, *organizations, total = items[0].columns
    rows = [
        [Box(CORNER, 3, 3), Box("申请人情况", 1, len(items[0].columns))],
        [Box(first.zh, 2), Box("法人或其他组织", 1, len(organizations)), Box(total.zh, 2)],
        [Box(column.zh) for column in organizations],
    ]
    results = [item for item in items if not item.number.endswith("、")]
    groups = iter((number, zh) for number, zh in GROUPS.items() if number != "三、")
    for place, item in enumerate(items):
        row: list[Box] = []
        if item is results[0]:
            row.append(Box(f"三、{GROUPS['三、']}", len(results)))
        if item not in results:
            row.append(Box(item.number + item.zh, 1, 3))
        elif item.number.endswith("."):
            if item.number == "1.":
                row.append(Box("".join(next(groups)), _length(items[place:])))
            row.append(Box(item.number + item.zh))
        else:
            row.append(Box(item.number + item.zh + ("（未分项）" if item.replaces else ""), 1, 2))
        rows.append(row + _figures(table, item))
    return rows


def _length(items: Sequence[Item]) -> int:
    """How many rows the group has that begins with the first of these."""
    ends = (place for place, item in enumerate(items) if place and (item.number == "1." or item.number[-1] != "."))
    return next(ends)


def _disputes(table: Table, items: Sequence[Item]) -> Rows:
    first, *channels = items
    return [
        [Box(first.zh, 2, len(first.columns)), Box("行政诉讼", 1, sum(len(item.columns) for item in channels))],
        [Box(item.zh, 1, len(item.columns)) for item in channels],
        [Box(column.zh) for item in items for column in item.columns],
        [box for item in items for box in _figures(table, item)],
    ]
