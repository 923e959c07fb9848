"""Reports in the formats that bodies publish, with known truth: html, Word, sheets, PDF."""

import os
import random

import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline.reading.formats import open_document
from govinfo_pipeline_tests.corpus import Truth
from govinfo_pipeline_tests.corpus.formats import FORMATS, QUICK, generate_formats, pdf_drawn, scanned
from govinfo_pipeline_tests.corpus.formats.pdf_looks import Choices
from govinfo_pipeline_tests.corpus.generator import random_truth
from govinfo_pipeline_tests.corpus.style import PLAIN, random_style
from govinfo_pipeline_tests.reading.rates import Rates, measure
from govinfo_pipeline_tests.samples import REPORTS, needs_reports, read, truths, wrong_cells

EXACT = [name for name in QUICK if not name.startswith("pdf")]
YEARS = (2019, 2020, 2021, 2022, 2023)
MANY = int(os.environ.get("GOVINFO_FORMATS", "400"))
"""Reports of each format in the slow test."""


def rates_of(name: str, count: int, seed: int, blanks: float) -> Rates:
    """The rates of ``count`` generated reports of one format."""
    return measure(generate_formats(count, seed, formats=[name], years=YEARS, blanks=blanks))


def _differs(report: ReadReport, truth: Truth, cell: Cell) -> bool:
    return cell not in report.values or report.values[cell] != truth.values[cell]


@pytest.mark.parametrize("name", EXACT)
def test_every_cell_of_html_word_and_sheets_is_exact_and_null_for_null(name: str) -> None:
    rates = rates_of(name, 60, 31, blanks=0.05)
    assert (rates.wrong, rates.organization, rates.year, rates.others) == (0, 0, 0, 0), rates.examples


@pytest.mark.slow
@pytest.mark.parametrize("name", EXACT)
def test_many_reports_of_html_word_and_sheets_are_exact(name: str) -> None:
    rates = rates_of(name, MANY, 32, blanks=0.02)
    assert rates.wrong <= rates.cells / 10_000, rates.examples
    assert rates.exact >= 0.995 * rates.reports, rates.examples
    assert rates.made_up == 0, rates.examples
    assert rates.organization + rates.year + rates.others <= 0.01 * rates.reports, rates.examples


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count"), [("pdf_drawn", 50), ("pdf_office", 20), ("pdf_browser", 16), ("doc", 4)])
@pytest.mark.parametrize("blanks", [0.0, 0.02])
def test_pdf_and_old_word_are_exact_and_null_for_null(name: str, count: int, blanks: float) -> None:
    if reason := FORMATS[name].missing():
        pytest.skip(reason)
    rates = rates_of(name, count, 33, blanks)
    assert rates.wrong <= rates.cells / 1_000, rates
    assert rates.exact >= 0.97 * rates.reports, rates
    assert rates.made_up == 0, rates
    assert rates.silent <= rates.cells / 10_000, rates
    assert rates.organization + rates.year + rates.others <= 0.03 * rates.reports, rates


LOOKS = {
    "ruled": Choices(),
    "ruled without its outer sides": Choices(ruled="no_sides"),
    "ruled between rows only": Choices(ruled="horizontal", figures="right"),
    "ruled around the table only": Choices(ruled="outer", figures="left"),
    "ruled here and there": Choices(ruled="patchy", rules="lines"),
    "not ruled": Choices(rules="none"),
    "not ruled, figures to the left": Choices(rules="none", figures="left"),
    "not ruled, digits drawn apart": Choices(rules="none", gaps=0.3, repeated_head=False),
    "rows cut by pages": Choices(cut_rows=True, head="政府信息公开"),
    "rows cut by pages without a line": Choices(cut_rows=True, open_cuts=True, repeated_head=False, footer="{}"),
    "rows cut by pages, not ruled": Choices(cut_rows=True, rules="none", from_top=True),
    "figures broken in narrow cells": Choices(broken_figures=True, from_top=True),
    "first columns from top to bottom": Choices(upright=True, rules="none"),
    "first columns turned": Choices(turned=True),
    "drawn column by column": Choices(by_column=True, rules="none"),
    "radicals for characters": Choices(radicals=1.0, embedded=True),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_is_read_however_it_is_drawn(look: str) -> None:
    if reason := FORMATS["pdf_drawn"].missing():
        pytest.skip(reason)
    for seed in range(6):
        rng = random.Random(f"{look}/{seed}")
        truth = random_truth(rng, rng.choice(YEARS), blanks=0.02)
        report = read_report(pdf_drawn.write(truth, rng, random_style(rng, quirks=False), LOOKS[look]))
        assert [cell for cell in truth.values if _differs(report, truth, cell)] == []


def test_pages_are_where_they_begin() -> None:
    if reason := FORMATS["pdf_drawn"].missing():
        pytest.skip(reason)
    rng = random.Random("pages")
    truth = random_truth(rng, 2023)
    document = open_document(pdf_drawn.write(truth, rng, PLAIN, Choices(repeated_head=True)), "pdf")
    starts = document.pages
    assert len(starts) > 2
    assert starts[0] == 1
    assert list(starts) == sorted(starts)
    first_lines = ["".join(document.rows[start - 1].cells) for start in starts]
    assert truth.organization in "".join(first_lines[:1])
    assert all(start <= len(document.rows) for start in starts)


def test_a_scan_is_quarantined_because_its_tables_are_pictures() -> None:
    pytest.importorskip("reportlab")
    report = read_report(scanned.render(), "report.pdf")
    assert report.status == "quarantined"
    assert report.problem is not None
    assert report.problem.startswith("table_missing")
    assert "pictures" in report.problem
    assert report.values == {}


@needs_reports
def test_the_real_pdf_is_read_without_a_wrong_cell() -> None:
    known = truths()["hongze_2024.pdf"]
    report = read(REPORTS / "hongze_2024.pdf")
    assert wrong_cells(report, known.cells) == []
    assert [section.section for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert (report.organization, report.year, report.status) == ("淮安市洪泽区人民政府", 2024, "parsed")
