"""The three tables as the official form prints them: merged heads, merged labels, one place for every cell.

Rows, columns, labels and numbers come from the form, in both languages; here stands which heads are over others.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from govinfo_pipeline.form import Cell, Form, Item, Table
from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline.form.printed import CORNER, article


class Head(NamedTuple):
    """A printed head or label (zh, en) and the columns and rows that it spans."""

    zh: str
    en: str
    columns: int = 1
    rows: int = 1


class Line(NamedTuple):
    """A printed row: its labels, and its cells with the columns that each spans."""

    labels: tuple[Head, ...]
    cells: tuple[tuple[Cell, int], ...]


class Block(NamedTuple):
    """Heads with rows below them."""

    heads: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]


class Grid(NamedTuple):
    """A table of the form as printed; ``columns`` is how many columns the whole of it has."""

    code: str
    section: int
    zh: str
    en: str
    columns: int
    blocks: tuple[Block, ...]


_CORNER = Head(
    CORNER,
    "(in each column: first plus second row = third plus fourth)",
    3,
    3,
)
_APPLICANTS = ("申请人情况", "applicants")
_ORGANIZATIONS = ("法人或其他组织", "legal persons and other organizations")
_LITIGATION = ("行政诉讼", "administrative litigation")
_GROUPS_EN = {
    "本年度办理结果": "results of the year",
    "不予公开": "denied",
    "无法提供": "unavailable",
    "不予处理": "not processed",
    "其他处理": "other processing",
}
_WIDTH = 12
"""Columns of table 2, so that two, three or four of a block's come out even."""


def grids(form: Form, printed: Iterable[str]) -> list[Grid]:
    """The tables of a form. Of rows that stand for each other, those of ``printed`` (codes of table 3's rows)."""
    rows = set(printed)
    return [_DRAWN[table.code](table, _shown(table, rows)) for table in form.tables]


def _shown(table: Table, printed: set[str]) -> list[Item]:
    """The rows that a report has: a row in place of others where it prints that, else the others."""
    replacing = {item.code: item.replaces for item in table.items if item.replaces}
    hidden = {code for code in replacing if code not in printed}
    for code, replaced in replacing.items():
        if code in printed:
            hidden |= {other for other in replaced if other not in printed}
    return [item for item in table.items if item.code not in hidden]


def _proactive(table: Table, items: Sequence[Item]) -> Grid:
    blocks = []
    for clause, group in groupby(items, lambda item: item.clause):
        rows = list(group)
        span = _WIDTH // (len(rows[0].columns) + 1)
        title = Head(article(clause), f"article 20 {clause}", _WIDTH)
        units = [f"（单位：{column.unit}）" if column.unit != "件" else "" for column in rows[0].columns]
        heads = [Head(column.zh + unit, column.en, span) for column, unit in zip(rows[0].columns, units, strict=True)]
        lines = tuple(
            Line(
                (Head(item.zh, item.en, span),),
                tuple((Cell(table.code, item.code, column.code), span) for column in item.columns),
            )
            for item in rows
        )
        blocks.append(Block(((title,), (Head("信息内容", "information", span), *heads)), lines))
    return Grid(table.code, table.section, table.zh, table.en, _WIDTH, tuple(blocks))


def _applications(table: Table, items: Sequence[Item]) -> Grid:
    columns = table.columns
    organizations = columns[1:-1]
    heads = (
        (_CORNER, Head(*_APPLICANTS, len(columns))),
        (
            Head(columns[0].zh, columns[0].en, 1, 2),
            Head(*_ORGANIZATIONS, len(organizations)),
            Head(columns[-1].zh, columns[-1].en, 1, 2),
        ),
        tuple(Head(column.zh, column.en) for column in organizations),
    )
    lines = tuple(
        Line(labels, tuple((Cell(table.code, item.code, column.code), 1) for column in item.columns))
        for item, labels in zip(items, _labels(items), strict=True)
    )
    return Grid(table.code, table.section, table.zh, table.en, 3 + len(columns), (Block(heads, lines),))


def _labels(items: Sequence[Item]) -> Iterator[tuple[Head, ...]]:
    """The labels of table 3: a group stands once, beside all of its rows."""
    paths = list(_paths(items))
    for place, (item, path) in enumerate(zip(items, paths, strict=True)):
        labels = []
        for depth, number in enumerate(path):
            if place == 0 or paths[place - 1][: depth + 1] != path[: depth + 1]:
                rows = sum(other[: depth + 1] == path[: depth + 1] for other in paths)
                zh = GROUPS[number]
                labels.append(Head(f"{number}{zh}", _GROUPS_EN.get(zh, zh), 1, rows))
        yield (*labels, Head(f"{item.number}{item.zh}", item.en, 3 - len(path)))


def _paths(items: Sequence[Item]) -> Iterator[tuple[str, ...]]:
    """The numbers of the groups that each row stands under: 三、 for （一）, and （三） for the 1. below it."""
    outer = next(number for number in GROUPS if number.endswith("、"))
    inner = iter(number for number in GROUPS if number.startswith("（"))
    group = ""
    for item in items:
        if item.number.endswith("、"):
            yield ()
        elif item.number.startswith("（"):
            yield (outer,)
        else:
            group = next(inner) if item.number == "1." else group
            yield (outer, group)


def _disputes(table: Table, items: Sequence[Item]) -> Grid:
    first, *litigation = items
    heads = (
        (
            Head(first.zh, first.en, len(first.columns)),
            Head(*_LITIGATION, sum(len(item.columns) for item in litigation)),
        ),
        (
            *(Head(column.zh, column.en, 1, 2) for column in first.columns),
            *(Head(item.zh, item.en, len(item.columns)) for item in litigation),
        ),
        tuple(Head(column.zh, column.en) for item in litigation for column in item.columns),
    )
    cells = tuple((Cell(table.code, item.code, column.code), 1) for item in items for column in item.columns)
    return Grid(table.code, table.section, table.zh, table.en, len(cells), (Block(heads, (Line((), cells),)),))


_DRAWN = {"proactive_disclosure": _proactive, "applications": _applications, "disputes": _disputes}
