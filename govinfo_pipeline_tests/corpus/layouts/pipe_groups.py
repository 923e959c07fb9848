"""Markdown again, but every group of rows a small table of its own under a heading; the column heads are lost.

As converters of pdf leave it: the head of table 3 survives as headings with tables that hold no figure, the
columns of figures are called 数据1 and so on.
"""

import random

from govinfo_pipeline.form import Item
from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline_tests.corpus.document import CORNER, Box, Grid
from govinfo_pipeline_tests.corpus.layouts.common import one_line, render_text
from govinfo_pipeline_tests.corpus.layouts.pipe_rows import pipe_line, rule
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
    """The report with one small table a group of rows."""

    def write(grid: Grid) -> str:
        if grid.table == "proactive_disclosure":
            return _proactive(grid)
        if grid.table == "disputes":
            return _disputes(grid, truth)
        return _applications(grid, truth, style)

    return render_text(truth, rng, style, write)


def _small(head: list[str], *rows: list[str]) -> str:
    return "\n".join([pipe_line(head), rule(len(head)), *map(pipe_line, rows)])


def _texts(boxes: list[Box]) -> list[str]:
    return [one_line(box.text) for box in boxes]


def _proactive(grid: Grid) -> str:
    pieces: list[str] = []
    rows = iter(grid.rows)
    body: list[list[str]] = []
    for row in rows:
        if len(row) == 1:
            if body:
                pieces.append(_small(*body))
            pieces.append(f"### {row[0].text}")
            body = []
        else:
            body.append(_texts(row))
    return "\n\n".join([*pieces, _small(*body)])


def _applications(grid: Grid, truth: Truth, style: Style) -> str:
    table = truth.official_form.table(grid.table)
    head = ["类别", *[f"数据{n}" for n in range(1, len(table.columns))], style.text(table.columns[-1].zh)]
    pieces = [style.text(CORNER), f"### {style.text('申请人情况')}"]
    groups = iter([number for number in GROUPS if number != "三、"])
    body: list[list[str]] = []

    def flush() -> None:
        if body:
            pieces.append(_small(head, *body))
            body.clear()

    for item, row in zip(truth.rows(table), grid.rows[grid.header :], strict=True):
        figures = _texts(row[-_printed(truth, grid.table, item) :])
        label = one_line(row[-len(figures) - 1].text)
        if item.number in ("（一）", "三、"):
            flush()
            pieces.append(f"### {style.text('三、' + GROUPS['三、'][0])}")
        if item.number == "1.":
            flush()
            group = next(groups)
            pieces.append(f"### {style.text(group + GROUPS[group][0])}")
        elif not item.number.endswith("."):
            flush()
            pieces.append(f"### {label}")
            label = label.removeprefix(style.text(item.number)).strip()
        body.append([label, *figures])
    flush()
    return "\n\n".join(pieces)


def _printed(truth: Truth, table: str, item: Item) -> int:
    skipped = sum((cell.table, cell.item) == (table, item.code) for cell in truth.absent)
    return len(item.columns) - skipped


def _disputes(grid: Grid, truth: Truth) -> str:
    first, second, _, figures = grid.rows
    width = first[0].colspan
    heads = _texts(second[:width])
    names = [first[0].text, *(f"{first[1].text}（{box.text}）" for box in second[width:])]
    pieces = []
    start = 0
    for name, item in zip(names, truth.rows(truth.official_form.table(grid.table)), strict=True):
        size = _printed(truth, grid.table, item)
        pieces.append(f"### {name}\n{_small(heads, _texts(figures[start : start + size]))}")
        start += size
    return "\n\n".join(pieces)
