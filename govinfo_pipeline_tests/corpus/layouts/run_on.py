"""Everything in one line, cells without anything between them, as some web archives keep a page.

Only the identities can tell where one number ends and the next begins, so this layout is not among those that
a reader must get right cell by cell.
"""

import random

from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.layouts.common import one_line, render_text
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> str:
    """The report as a single line."""

    def write(grid: Grid) -> str:
        return "".join(one_line(box.text) for row in grid.rows for box in row)

    return render_text(truth, rng, style, write, gap="")
