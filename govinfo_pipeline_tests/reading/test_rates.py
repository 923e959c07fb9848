"""The rates at which a large corpus is read, in all formats and layouts, with the limits that a release must keep.

``GOVINFO_CORPUS=3000 pytest -s -m slow -k test_rates`` reads that many reports and prints the table; in the usual run
the corpus is a small one. Seeds are fixed. Text layouts without a place for an empty cell come without empty cells.
"""

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from govinfo_pipeline_tests.corpus import LAYOUTS, Truth, generate
from govinfo_pipeline_tests.corpus.formats import FORMATS, generate_formats
from govinfo_pipeline_tests.reading.rates import measure

SIZE = int(os.environ.get("GOVINFO_CORPUS", "160"))
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
SEED = 4711
KEEPS_EMPTY_CELLS = ("tab_rows", "pipe_rows", "pipe_groups", "tab_lines")
LOSES_EMPTY_CELLS = tuple(layout for layout in LAYOUTS if layout not in KEEPS_EMPTY_CELLS)

Reports = Iterator[tuple[str, bytes, Truth]]


class Limit(NamedTuple):
    """The least shares of cells and of whole reports that are exact, and the share of the corpus."""

    cells: float
    reports: float
    share: float


STRICT, LENIENT = (0.9999, 0.995), (0.999, 0.97)
GROUPS: dict[str, tuple[Callable[[int], Reports], Limit]] = {
    "text with empty cells": (
        lambda n: generate(n, SEED, years=YEARS, layouts=KEEPS_EMPTY_CELLS, quirks=False, blanks=0.03),
        Limit(*STRICT, 0.15),
    ),
    "text": (lambda n: generate(n, SEED + 1, years=YEARS, layouts=LOSES_EMPTY_CELLS), Limit(*STRICT, 0.2)),
    **{
        name: (
            lambda n, name=name: generate_formats(n, SEED + 2, formats=[name], years=YEARS, blanks=0.03),  # type: ignore[misc]  # the default binds the name
            Limit(*(LENIENT if name.startswith("pdf") or name == "doc" else STRICT), 0.65 / len(FORMATS)),
        )
        for name in FORMATS
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_rates(group: str) -> None:
    make, limit = GROUPS[group]
    if group in FORMATS and (reason := FORMATS[group].missing()):
        pytest.skip(reason)
    rates = measure(make(max(4, round(SIZE * limit.share))))
    print(f"\n{group}: {rates.exact}/{rates.reports} reports, {1 - rates.wrong / rates.cells:.4%} of cells, {rates}")
    assert rates.wrong <= (1 - limit.cells) * rates.cells, rates
    assert rates.exact >= limit.reports * rates.reports, rates
    assert rates.made_up == 0, "a value where the report has a blank"
    assert rates.silent <= rates.cells / 10_000, "wrong values read with certainty"
    assert rates.organization <= 0.01 * rates.reports, rates
    assert rates.year == 0, rates
    assert rates.code <= rates.organization, "the region follows from the organization"
