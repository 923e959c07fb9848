"""The formats by name, and reports of known truth in them."""

import itertools
import random
from collections.abc import Iterator, Sequence

from govinfo_pipeline_tests.corpus.formats import docx, html_pages, pdf_drawn, sheets
from govinfo_pipeline_tests.corpus.formats.programs import (
    needs_chromium,
    needs_module,
    needs_office,
    office,
    print_pages,
)
from govinfo_pipeline_tests.corpus.formats.writers import FormatWriter
from govinfo_pipeline_tests.corpus.generator import random_truth
from govinfo_pipeline_tests.corpus.style import PLAIN, random_style
from govinfo_pipeline_tests.corpus.truth import Truth

FORMATS: dict[str, FormatWriter] = {
    "html_cms": FormatWriter(".html", html_pages.cms),
    "html_layout": FormatWriter(".htm", html_pages.layout_table),
    "html_word": FormatWriter(".htm", html_pages.word),
    "html_editor": FormatWriter(".html", html_pages.editor),
    "docx": FormatWriter(".docx", docx.render),
    "xlsx": FormatWriter(".xlsx", sheets.render_xlsx),
    "xls": FormatWriter(".xls", sheets.render_xls, missing=needs_module("xlwt")),
    "pdf_drawn": FormatWriter(".pdf", pdf_drawn.render, missing=needs_module("reportlab")),
    "pdf_office": FormatWriter(".pdf", docx.for_conversion, office("docx", "pdf"), needs_office),
    "pdf_browser": FormatWriter(".pdf", html_pages.for_printing, print_pages, needs_chromium),
    "doc": FormatWriter(".doc", docx.for_conversion, office("docx", "doc"), needs_office),
}
QUICK = tuple(name for name, writer in FORMATS.items() if not writer.slow)
"""The formats that need no other program and give the same bytes for the same seed."""
BATCH = 120
"""How many reports are written before the programs that convert them are started."""


def generate_formats(
    count: int,
    seed: int,
    *,
    formats: Sequence[str] = QUICK,
    years: Sequence[int] = (2021, 2022, 2023),
    noise: bool = True,
    blanks: float = 0.0,
) -> Iterator[tuple[str, bytes, Truth]]:
    """``count`` reports as (file name, bytes, truth), going through ``formats``; see :func:`generator.generate`."""
    for name in formats:
        if reason := FORMATS[name].missing():
            raise RuntimeError(f"{name} cannot be written: {reason}")
    turns = zip(range(count), itertools.cycle(formats), strict=False)
    while batch := list(itertools.islice(turns, BATCH)):
        reports: list[tuple[str, str, bytes, Truth]] = []
        for index, name in batch:
            rng = random.Random(f"{seed}/{index}")
            truth = random_truth(rng, rng.choice(years), blanks=blanks)
            style = random_style(rng, quirks=False) if noise else PLAIN
            path = f"{truth.year}/{index:05d}_{name}{FORMATS[name].suffix}"
            reports.append((name, path, FORMATS[name].write(truth, rng, style), truth))
        finished = {name: iter(FORMATS[name].finish([r[2] for r in reports if r[0] == name])) for name in formats}
        for name, path, _, truth in reports:
            yield path, next(finished[name]), truth
