"""Reports with known truth, made from the official form: any number of them, the same for the same seed.

A :class:`Truth` is what a report says (organization, year, every cell, every paragraph). :func:`random_truth`
draws one whose figures satisfy all identities, ``MISTAKES`` spoil it as authors do, ``LAYOUTS`` print it as
text in all the ways in which reports arrive, :func:`encode` makes bytes of it, and :func:`generate` does all
of that at once. Other formats write the headings, paragraphs and grids of :func:`document.compose`.
"""

from govinfo_pipeline_tests.corpus.document import compose
from govinfo_pipeline_tests.corpus.encodings import ENCODINGS, encode
from govinfo_pipeline_tests.corpus.figures import usual_form, values_from
from govinfo_pipeline_tests.corpus.generator import generate, random_truth
from govinfo_pipeline_tests.corpus.layouts import HARD_LAYOUTS, LAYOUTS, Renderer
from govinfo_pipeline_tests.corpus.mistakes import MISTAKES, Mistake, random_mistake
from govinfo_pipeline_tests.corpus.organizations import Organization, random_organization
from govinfo_pipeline_tests.corpus.style import PLAIN, Style, random_style
from govinfo_pipeline_tests.corpus.truth import Claim, Outcome, Section, Truth, Value, evaluate, violated

__all__ = [
    "ENCODINGS",
    "HARD_LAYOUTS",
    "LAYOUTS",
    "MISTAKES",
    "PLAIN",
    "Claim",
    "Mistake",
    "Organization",
    "Outcome",
    "Renderer",
    "Section",
    "Style",
    "Truth",
    "Value",
    "compose",
    "encode",
    "evaluate",
    "generate",
    "random_mistake",
    "random_organization",
    "random_style",
    "random_truth",
    "usual_form",
    "values_from",
    "violated",
]
