"""Generated reports of known truth are read exactly, whatever layout, encoding, style and damage they come in."""

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline_tests.corpus import ENCODINGS, LAYOUTS, Truth, generate, random_style, random_truth
from govinfo_pipeline_tests.samples import same

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
EACH = 6
"""Reports a layout, encoding and kind of run."""
MUCH = 40

KEEPS_EMPTY_CELLS = {"tab_rows", "pipe_rows", "pipe_groups", "tab_lines"}
"""Layouts in which a cell without a character still has its place."""


class Read(NamedTuple):
    """A generated report, and what was read from it."""

    name: str
    report: ReadReport
    truth: Truth


def _reports(layout: str, each: int) -> Iterator[Read]:
    """Reports on the template as it is, and noisy ones with damaged tables."""
    for seed, noise in ((11, False), (12, True)):
        made = generate(each * len(ENCODINGS), seed, years=YEARS, layouts=(layout,), noise=noise)
        for name, data, truth in made:
            yield Read(name, read_report(data, name), truth)


def _with_blanks(layout: str, each: int) -> Iterator[Read]:
    """Noisy reports in which one zero of five is a mark or an empty cell."""
    made = generate(each * len(ENCODINGS), 13, years=YEARS, layouts=(layout,), quirks=False, blanks=0.2)
    for name, data, truth in made:
        yield Read(name, read_report(data, name), truth)


@cache
def _read(layout: str) -> list[Read]:
    return list(_reports(layout, EACH))


@cache
def _read_with_blanks(layout: str) -> list[Read]:
    return list(_with_blanks(layout, EACH))


def _rate(layout: str, wrong: Sequence[str], reports: Sequence[Read]) -> str:
    """Says what failed: the share of the layout's reports that are right, and the first that are not."""
    right = len(reports) - len({line.split(":")[0] for line in wrong})
    return f"{layout}: {right} of {len(reports)} reports right ({right / len(reports):.1%})\n" + "\n".join(wrong[:15])


def _wrong_cells(read: Read) -> list[str]:
    name, report, truth = read
    if set(report.values) != set(truth.values):
        return [f"{name}: {len(report.values)} cells instead of {len(truth.values)}; {report.problem}"]
    return [
        f"{name}: {'/'.join(cell)} is {report.values[cell]} instead of {value}"
        for cell, value in truth.values.items()
        if not same(report.values[cell], value)
    ]


def _doubted(report: ReadReport) -> set[Cell]:
    """The cells of printed rows of which the reading says that it is not certain; table 4 is one printed row."""
    kinds = {"unreadable", "missing", "repaired"}
    rows = {_printed_row(issue.cell) for issue in report.issues if issue.kind in kinds}
    return {cell for cell in report.values if _printed_row(cell) in rows}


def _printed_row(cell: Cell) -> tuple[str, str]:
    return (cell.table, "" if cell.table == "disputes" else cell.item)


def test_there_are_enough_reports() -> None:
    assert len(LAYOUTS) * EACH * len(ENCODINGS) * 3 >= 600


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_exact(layout: str) -> None:
    reports = _read(layout)
    wrong = [line for read in reports for line in _wrong_cells(read)]
    assert not wrong, _rate(layout, wrong, reports)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_doubted_where_every_cell_is_a_number(layout: str) -> None:
    reports = _read(layout)
    wrong = [f"{read.name}: {read.report.issues[:3]}" for read in reports if read.report.issues]
    assert not wrong, _rate(layout, wrong, reports)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_organization_year_and_form(layout: str) -> None:
    reports = [*_read(layout), *_read_with_blanks(layout)]
    wrong = [
        f"{name}: {found} instead of {known}"
        for name, report, truth in reports
        if (found := (report.organization, report.year, report.form))
        != (known := (truth.organization, truth.year, truth.form))
    ]
    assert not wrong, _rate(layout, wrong, reports)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_six_sections(layout: str) -> None:
    reports = [*_read(layout), *_read_with_blanks(layout)]
    wrong = [
        f"{name}: sections {numbers}, status {report.status}, {report.problem}"
        for name, report, truth in reports
        if (numbers := [section.section for section in report.sections]) != list(truth.sections)
        or report.status != "parsed"
        or not all(section.heading for section in report.sections)
    ]
    assert not wrong, _rate(layout, wrong, reports)


def _certain(reports: Iterable[Read], layout: str) -> list[Read]:
    """The reports whose nulls have a place in print: by a mark, or in a layout that keeps empty cells."""
    return [read for read in reports if layout in KEEPS_EMPTY_CELLS or all(read.truth.printed.values())]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_marks_and_empty_cells_are_null_and_say_why(layout: str) -> None:
    reports = _certain(_read_with_blanks(layout), layout)
    wrong = [line for read in reports for line in _wrong_cells(read)]
    for name, report, truth in reports:
        kinds = {issue.cell: issue.kind for issue in report.issues}
        for cell in (cell for cell, value in truth.values.items() if value is None):
            reason = "not_applicable" if truth.printed.get(cell) else "blank"
            if kinds.pop(cell, None) != reason:
                wrong.append(f"{name}: {'/'.join(cell)} is not said to be {reason}")
        wrong += [f"{name}: {'/'.join(cell)} is a number, but said to be {kind}" for cell, kind in kinds.items()]
    assert not wrong, _rate(layout, wrong, reports)


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - KEEPS_EMPTY_CELLS))
def test_what_a_lost_empty_cell_leaves_open_is_said(layout: str) -> None:
    """Where an empty cell leaves no trace its row may be doubted, but is never another number without a word."""
    reports = _read_with_blanks(layout)
    wrong = []
    for name, report, truth in reports:
        doubted = _doubted(report)
        for cell, value in truth.values.items():
            read = report.values.get(cell)
            if not same(read, value) and cell not in doubted:
                wrong.append(f"{name}: {'/'.join(cell)} is {read} instead of {value}")
    assert not wrong, _rate(layout, wrong, reports)


@pytest.mark.parametrize("table", ["proactive_disclosure", "applications", "disputes"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_missing_table_is_missing_and_never_has_figures_of_another(layout: str, table: str) -> None:
    wrong = []
    for seed in range(10):
        truth = random_truth(random.Random(seed), 2023).without_table(table)
        text = LAYOUTS[layout](truth, random.Random(seed), random_style(random.Random(seed)))
        report = read_report(text.encode())
        made_up = [cell for cell, value in report.values.items() if cell.table == table and value is not None]
        kinds = {issue.kind for issue in report.issues if issue.cell.table == table}
        others = [cell for cell, value in truth.values.items() if not same(report.values.get(cell), value)]
        if made_up or kinds != {"missing"} or others or report.status != "partial":
            wrong.append(f"seed {seed}: {len(made_up)} figures made up, said to be {kinds}, {report.problem}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_of_many_more_reports(layout: str) -> None:
    reports = list(_reports(layout, MUCH))
    reports += _certain(_with_blanks(layout, MUCH), layout)
    wrong = [line for read in reports for line in _wrong_cells(read)]
    assert not wrong, _rate(layout, wrong, reports)
