"""One table row a line, cells separated by tabs, an empty cell where one reaches over.

Quirks: a table cut by an empty line, the fee row torn off under a rule, leading empty cells lost so that the
last row of a group seems to stand outside of it, trailing empty cells added.
"""

import random

from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.layouts.common import matrix, render_text, with_empty_lines
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
    """The report with tab-separated tables."""

    def write(grid: Grid) -> str:
        rows = list(matrix(grid))
        if not style.quirks:
            return "\n".join("\t".join(row) for row in rows)
        lines = ["\t".join(row) for row in _damaged(rows, grid, rng)]
        if grid.table == "proactive_disclosure" and rng.random() < 0.5:
            lines[-1:] = ["", lines[-1].rstrip("\t"), "---------\t---"]
            return "\n".join(lines)
        cut = {rng.randrange(grid.header, len(lines) - 1)} if grid.table == "applications" else set()
        return "\n".join(with_empty_lines(lines, cut))

    return render_text(truth, rng, style, write)


def _damaged(rows: list[list[str]], grid: Grid, rng: random.Random) -> list[list[str]]:
    """Label columns drift in table 3: between label and figures any number of empty cells may remain."""
    if grid.table != "applications":
        return rows
    damaged = rows[: grid.header]
    for row in rows[grid.header :]:
        labels, figures = [text for text in row[:3] if text], row[3:]
        leading = rng.choice([0, row[:3].index(labels[0])])
        between = rng.randint(0, 3 - len(labels))
        damaged.append([""] * leading + labels + [""] * between + figures + [""] * rng.randint(0, 2))
    return damaged
