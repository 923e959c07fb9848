"""A report drawn as PDF by ourselves, with what no converter does: radicals, spaced digits, no rules."""

import random

from govinfo_pipeline_tests.corpus.document import Grid, Heading, compose
from govinfo_pipeline_tests.corpus.formats.pdf_looks import Choices, random_choices
from govinfo_pipeline_tests.corpus.formats.pdf_pages import Pages
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth


def render(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
    """The report in one of many looks."""
    return write(truth, rng, style, random_choices(rng))


def write(truth: Truth, rng: random.Random, style: Style, choices: Choices) -> bytes:
    """The report in the given look."""
    pages = Pages(choices, rng)
    for block in compose(truth, rng, style):
        if isinstance(block, Grid):
            pages.table(block)
        elif isinstance(block, Heading):
            title = block.level == 0
            pages.text(block.text, 20.0 if title else 15.0, indent=not title, centred=title)
        else:
            pages.text(block.text)
    return pages.finish()
