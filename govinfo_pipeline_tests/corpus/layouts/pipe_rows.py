"""Markdown pipe tables, a row a line.

Quirks: table 3 cut in two after its first rows, the second part with an empty head of its own and more columns
than the first, so that figures stand in other columns; rows of unequal length.
"""

import random

from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.layouts.common import matrix, render_text
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def pipe_line(cells: list[str]) -> str:
    """A row of a markdown table."""
    return "| " + " | ".join(cells) + " |"


def rule(width: int) -> str:
    """The line under the head of a markdown table."""
    return "|" + "---|" * width


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
    """The report with markdown tables."""

    def write(grid: Grid) -> str:
        rows = list(matrix(grid))
        if style.quirks and grid.table == "applications":
            cut = grid.header + rng.randint(1, 3)
            return _table(rows[:cut]) + "\n\n" + _second_part(rows[cut:], grid.width, rng)
        return _table(rows)

    return render_text(truth, rng, style, write)


def _table(rows: list[list[str]]) -> str:
    head, *body = map(pipe_line, rows)
    return "\n".join([head, rule(len(rows[0])), *body])


def _second_part(rows: list[list[str]], width: int, rng: random.Random) -> str:
    """Three columns too many, which fall before the figures or after them."""
    wide = []
    for row in rows:
        before = rng.randint(0, 3)
        wide.append([*row[:3], *[""] * before, *row[3:], *[""] * (3 - before)])
    return "\n".join([pipe_line([""] * (width + 3)), rule(width + 3), *map(pipe_line, wide)])
