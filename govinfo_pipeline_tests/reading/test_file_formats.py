"""Reports in the formats that bodies publish, with known truth: html, Word, sheets, PDF."""

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline_tests.corpus import Truth
from govinfo_pipeline_tests.corpus.formats import FORMATS, QUICK, generate_formats
from govinfo_pipeline_tests.samples import REPORTS, needs_reports, read, truths, wrong_cells

EXACT = [name for name in QUICK if not name.startswith("pdf")]
YEARS = (2019, 2020, 2021, 2022, 2023)


class Rates(NamedTuple):
    """What a run over many reports came to."""

    reports: int
    exact: int
    cells: int
    wrong: int
    made_up: int
    silent: int
    others: int
    examples: tuple[str, ...]


def measure(formats: Sequence[str], count: int, seed: int, blanks: float) -> Rates:
    """Reads ``count`` generated reports and compares them with their truth.

    ``made_up``: values where the report has a blank; ``silent``: wrong values in cells without an issue;
    ``others``: reports whose organization, year, form or sections are wrong.
    """
    exact = cells = wrong = made_up = silent = others = 0
    examples: list[str] = []
    for name, data, truth in generate_formats(count, seed, formats=formats, years=YEARS, blanks=blanks):
        report = read_report(data, name)
        bad = [cell for cell in truth.values if _differs(report, truth, cell)]
        noted = {issue.cell for issue in report.issues}
        exact += not bad
        cells += len(truth.values)
        wrong += len(bad)
        made_up += sum(1 for cell in bad if truth.values[cell] is None)
        silent += sum(1 for cell in bad if report.values.get(cell) is not None and cell not in noted)
        stated = (report.organization, report.year, report.form, sorted(s.section for s in report.sections))
        other = stated != (truth.organization, truth.year, truth.form, sorted(truth.sections))
        others += other
        if bad or other:
            examples.append(f"{name}: {len(bad)} cells, {stated if other else ''} {report.problem or ''} {bad[:2]}")
    return Rates(count, exact, cells, wrong, made_up, silent, others, tuple(examples[:5]))


def _differs(report: ReadReport, truth: Truth, cell: Cell) -> bool:
    return cell not in report.values or report.values[cell] != truth.values[cell]


@pytest.mark.parametrize("name", EXACT)
def test_every_cell_of_html_word_and_sheets_is_exact_and_null_for_null(name: str) -> None:
    rates = measure([name], 60, 31, blanks=0.05)
    assert (rates.wrong, rates.others) == (0, 0), rates.examples


@pytest.mark.slow
@pytest.mark.parametrize("name", EXACT)
def test_many_reports_of_html_word_and_sheets_are_exact(name: str) -> None:
    rates = measure([name], 400, 32, blanks=0.02)
    assert rates.wrong <= rates.cells / 10_000, rates.examples
    assert rates.exact >= 0.995 * rates.reports, rates.examples
    assert rates.made_up == 0, rates.examples
    assert rates.others <= 0.01 * rates.reports, rates.examples


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf_drawn", "pdf_office", "doc"])
def test_pdf_and_doc_are_read_in_the_main(name: str) -> None:
    """The aim is 99.9 % of cells and 97 % of reports; these are the rates that hold now, so that none is lost."""
    if reason := FORMATS[name].missing():
        pytest.skip(reason)
    rates = measure([name], 40, 33, blanks=0.0)
    cells, reports = {"pdf_drawn": (0.98, 0.85), "pdf_office": (0.97, 0.6), "doc": (0.999, 0.97)}[name]
    assert rates.wrong <= (1 - cells) * rates.cells, rates
    assert rates.exact >= reports * rates.reports, rates
    assert rates.silent <= rates.cells / 1_000, rates


@needs_reports
def test_the_real_pdf_is_read_without_a_wrong_cell() -> None:
    known = truths()["hongze_2024.pdf"]
    report = read(REPORTS / "hongze_2024.pdf")
    assert wrong_cells(report, known.cells) == []
    assert [section.section for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert (report.organization, report.year, report.status) == ("淮安市洪泽区人民政府", 2024, "parsed")
