"""One cell a line, each after a tab, an empty line between rows; as Word's text export of a table.

Where a cell reaches over from above there is an empty one. Words broken inside a cell go on in the next line
without a tab. Quirk: the label of the results is repeated after a page break.
"""

import random

from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.layouts.common import render_text
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
    """The report with tables of one tab-indented cell a line."""
    again = style.text("三、" + GROUPS["三、"][0])

    def write(grid: Grid) -> str:
        rows = _cells(grid)
        if style.quirks and grid.table == "applications":
            inner = [row for row in rows[grid.header :] if row[0] == ""]
            if inner:
                rng.choice(inner)[0] = again
        return "\n\n".join("\n".join("\t" + text for text in row) for row in rows) + "\n\n"

    return render_text(truth, rng, style, write, gap="\n")


def _cells(grid: Grid) -> list[list[str]]:
    """A cell over several columns counts once; where it goes on downwards it is an empty cell, once as well."""
    rows: list[list[str]] = []
    below: list[tuple[int, int]] = []  # rows that a cell still reaches down, its first column
    for boxes, line in zip(grid.rows, grid.slots(), strict=True):
        texts = {column: "" for _, column in below}
        below = [(left - 1, column) for left, column in below if left > 1]
        columns = (column for column, box in enumerate(line) if box is not None)
        for column, box in zip(columns, boxes, strict=True):
            texts[column] = box.text
            if box.rowspan > 1:
                below.append((box.rowspan - 1, column))
        rows.append([texts[column] for column in sorted(texts)])
    return rows
