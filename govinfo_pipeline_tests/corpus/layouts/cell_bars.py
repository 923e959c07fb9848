"""Tables as web extractors leave them: bars after cells, each cell on a line of its own. Five kinds.

``cell_bar``: a line a cell, the bar at its end, one line of bars for the columns a row leaves open.
``bar_below``: the bar on the line below its cell; only the cells that are shown.
``row_bars``: like cell_bar, and a bar on a line of its own before each row.
``open_pipes``: a row a line, without the first bar.
``loose_cells``: a row opens with a bar, its cells follow on lines that begin with a blank.
"""

import random
from collections.abc import Callable

from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.layouts.common import Renderer, one_line, render_text
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth

RowWriter = Callable[[list[str], str], str]
"""Texts of a row and the bars of the columns that it leaves open → the row's lines."""


def _renderer(write_row: RowWriter, name: str) -> Renderer:
    def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
        def write(grid: Grid) -> str:
            rows = []
            for row in grid.rows:
                open_columns = "|" * (grid.width - len(row))
                rows.append(write_row([box.text for box in row], open_columns))
            return "\n".join(rows)

        return render_text(truth, rng, style, write, gap="\n")

    render.__name__ = name
    return render


def _cell_bar(texts: list[str], bars: str) -> str:
    return "\n".join([*(f"{text} |".lstrip() for text in texts), *([bars] if bars else [])])


def _bar_below(texts: list[str], bars: str) -> str:
    return "\n".join(f"{text}\n|" for text in texts)


def _row_bars(texts: list[str], bars: str) -> str:
    return "|\n" + _cell_bar([text.replace("\n", " ") for text in texts], bars)


def _open_pipes(texts: list[str], bars: str) -> str:
    return "".join(f"{one_line(text)} | " for text in texts).rstrip(" ") + (f" {bars}" if bars else "")


def _loose_cells(texts: list[str], bars: str) -> str:
    return "| " + "| ".join(f"\n {one_line(text)}  " for text in texts) + f"| {bars}".rstrip()


cell_bar = _renderer(_cell_bar, "cell_bar")
bar_below = _renderer(_bar_below, "bar_below")
row_bars = _renderer(_row_bars, "row_bars")
open_pipes = _renderer(_open_pipes, "open_pipes")
loose_cells = _renderer(_loose_cells, "loose_cells")
