"""Random reports: a truth, printed in a layout and an encoding."""

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence

from govinfo_pipeline.form import Cell
from govinfo_pipeline_tests.corpus.encodings import ENCODINGS, Encoding, encode
from govinfo_pipeline_tests.corpus.figures import random_values, usual_form
from govinfo_pipeline_tests.corpus.layouts import HARD_LAYOUTS, LAYOUTS, SUFFIXES
from govinfo_pipeline_tests.corpus.organizations import Organization, random_organization
from govinfo_pipeline_tests.corpus.prose import write
from govinfo_pipeline_tests.corpus.style import PLAIN, random_style
from govinfo_pipeline_tests.corpus.truth import Truth, Value

MARKS = ("-", "/", "—", "无")
"""What authors print where a figure does not apply to them."""


def random_truth(
    rng: random.Random,
    year: int = 2023,
    *,
    organization: Organization | None = None,
    form: str | None = None,
    other_in_one_row: bool | None = None,
    blanks: float = 0.0,
    before: Truth | None = None,
    values: Mapping[Cell, Value] | None = None,
) -> Truth:
    """A report whose figures satisfy every identity of its form.

    ``form`` is the year's own unless given. ``blanks`` is the share of zeros that are printed as a mark or left
    empty (never a total). ``before`` is the same organ's report of last year, to be continued; ``values`` are
    figures that are known already.
    """
    organization = organization or random_organization(rng)
    code = form or usual_form(year)
    if other_in_one_row is None:
        other_in_one_row = code == "2019" or rng.random() < 0.1
    values = values or random_values(
        rng,
        year,
        organization.usual,
        form_code=code,
        other_in_one_row=other_in_one_row,
        makes_rules=organization.makes_rules,
        before=before.values if before else None,
    )
    prose = write(rng, organization, year, values)
    truth = Truth(
        organization=organization.name,
        title_lines=prose.title_lines,
        year=year,
        form=code,
        values=values,
        other_in_one_row=other_in_one_row,
        preamble=prose.preamble,
        sections=prose.sections,
        claims=prose.claims,
    )
    totals = truth.official_form.totals
    zeros = [cell for cell, value in values.items() if value == 0 and cell not in totals]
    mark = rng.choice(["", *MARKS])
    return truth.with_blanks({cell: mark for cell in zeros if rng.random() < blanks})


def generate(
    count: int,
    seed: int,
    *,
    years: Sequence[int] = (2021, 2022, 2023),
    layouts: Sequence[str] = tuple(LAYOUTS),
    encodings: Sequence[Encoding] = ENCODINGS,
    noise: bool = True,
    quirks: bool = True,
    blanks: float = 0.0,
) -> Iterator[tuple[str, bytes, Truth]]:
    """``count`` reports as (file name, bytes, truth), going through all layouts in all encodings.

    Without ``noise`` every report prints its labels and numbers as the official template does; ``quirks``
    (only with noise) lets layouts damage their tables as extractors do. The same arguments give the same bytes.
    """
    turns = itertools.cycle((layout, encoding) for encoding in encodings for layout in layouts)
    for index, (layout, encoding) in zip(range(count), turns, strict=False):
        # A generator of its own for each report, so that report n is the same in a shorter run.
        rng = random.Random(f"{seed}/{index}")
        truth = random_truth(rng, rng.choice(years), blanks=blanks)
        style = random_style(rng, quirks=quirks) if noise else PLAIN
        text = (LAYOUTS | HARD_LAYOUTS)[layout](truth, rng, style)
        line_end = rng.choice(["\n", "\n", "\r\n"])
        name = f"{truth.year}/{index:05d}_{layout}_{encoding}{SUFFIXES.get(layout, '.txt')}"
        yield name, encode(text, encoding, line_end), truth
