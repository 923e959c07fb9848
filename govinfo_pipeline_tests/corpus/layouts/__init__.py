"""The text layouts in which reports arrive, by name; each renders the same truth in its own way."""

from govinfo_pipeline_tests.corpus.layouts import (
    cell_bars,
    lines,
    pipe_groups,
    pipe_rows,
    run_on,
    tab_lines,
    tab_rows,
)
from govinfo_pipeline_tests.corpus.layouts.common import Renderer

LAYOUTS: dict[str, Renderer] = {
    "tab_rows": tab_rows.render,
    "pipe_rows": pipe_rows.render,
    "pipe_groups": pipe_groups.render,
    "tab_lines": tab_lines.render,
    "lines": lines.render,
    "cell_bar": cell_bars.cell_bar,
    "bar_below": cell_bars.bar_below,
    "row_bars": cell_bars.row_bars,
    "open_pipes": cell_bars.open_pipes,
    "loose_cells": cell_bars.loose_cells,
}
HARD_LAYOUTS: dict[str, Renderer] = {"run_on": run_on.render}
"""Layouts that lose where a cell ends; :func:`generate` uses them only when asked by name."""
SUFFIXES = {"pipe_rows": ".md", "pipe_groups": ".md", "open_pipes": ".md", "loose_cells": ".md"}
"""File name endings; every other layout is ``.txt``."""

__all__ = ["HARD_LAYOUTS", "LAYOUTS", "SUFFIXES", "Renderer"]
