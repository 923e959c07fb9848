"""One cell a line with an empty line between all of them; only the cells that a web page shows, no empty ones."""

import random

from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.layouts.common import render_text
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
    """The report with tables dissolved into lines; a blank cell is an empty line more."""

    def write(grid: Grid) -> str:
        texts = [text for row in grid.rows for box in row for text in box.text.split("\n")]
        return "\n\n".join(text.strip() for text in texts)

    return render_text(truth, rng, style, write)
