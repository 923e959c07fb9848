"""What the text layouts share: prose as lines, and grids as lines of text cells."""

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from govinfo_pipeline_tests.corpus.document import Block, Grid, Heading, compose
from govinfo_pipeline_tests.corpus.style import Style
from govinfo_pipeline_tests.corpus.truth import Truth


class Renderer(Protocol):
    """A text layout: the whole report as it stands in a file; the same rng state gives the same text."""

    def __call__(self, truth: Truth, rng: random.Random, style: Style = ...) -> str: ...


def render_text(
    truth: Truth, rng: random.Random, style: Style, write_grid: Callable[[Grid], str], gap: str = "\n\n"
) -> str:
    """Headings and paragraphs as lines with ``gap`` between them, grids by ``write_grid``."""
    pieces = [
        write_grid(block) if isinstance(block, Grid) else _line(block, rng, style)
        for block in compose(truth, rng, style)
    ]
    return gap.join(pieces) + "\n"


def _line(block: Block, rng: random.Random, style: Style) -> str:
    assert not isinstance(block, Grid)
    if not isinstance(block, Heading) or style.heading_marks == "none":
        return block.text
    depth = block.level + 1
    if style.heading_marks == "drifting":
        depth += rng.randint(0, 2)
    return "#" * depth + " " + block.text


def one_line(text: str) -> str:
    """A broken word put together again, for layouts whose cells cannot hold a line break."""
    return text.replace("\n", "")


def matrix(grid: Grid) -> Iterator[list[str]]:
    """Row by row the texts, with an empty text where a cell reaches over from the left or from above."""
    for line in grid.slots():
        yield ["" if box is None else one_line(box.text) for box in line]


def with_empty_lines(lines: Iterable[str], after: set[int]) -> Iterator[str]:
    """The lines with an empty one after each of the given positions: a table cut by a page break."""
    for index, line in enumerate(lines):
        yield line
        if index in after:
            yield ""
