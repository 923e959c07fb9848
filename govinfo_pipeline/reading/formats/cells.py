"""Cells that print several lines."""

import re
from collections.abc import Iterable

may_be_several_figures = re.compile(r"\d{1,3}(?: \d{3})+").fullmatch
"""Whether a cell on one line is a figure with its thousands parted, or else figures that stood below each other."""


def on_one_line(lines: Iterable[str]) -> str:
    """The text of a cell on one line, but that figures below each other keep theirs: 40 and 120 are not 40 120."""
    parts = [" ".join(line.split()) for line in lines]
    text = " ".join(filter(None, parts))
    return "\n".join(filter(None, parts)) if text not in parts and may_be_several_figures(text) else text
