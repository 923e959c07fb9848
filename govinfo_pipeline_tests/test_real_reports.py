"""The real reports are read without one wrong cell against ``truth.json`` beside them."""

import pytest

from govinfo_pipeline.checks.identities import check_report
from govinfo_pipeline_tests.samples import REPORTS, needs_reports, read, same, truths, wrong_cells

pytestmark = needs_reports

FIVE = sorted(name for name in truths() if name[:3].isdigit())
TEXTS = sorted(name for name in truths() if name.endswith((".txt", ".md")))
WHOLE = [*FIVE, "shuyang_2025_pipes.md", "hongze_2024.pdf"]
RUN_ON = "pingtan_2021_run_on.txt"
PARTIAL = [name for name in TEXTS if name.startswith("partial_")]
WITHOUT_ORGANIZATION_IN_TITLE = "002"


def test_the_reports_are_all_here() -> None:
    assert len(FIVE) == 5
    assert len(PARTIAL) == 6


@pytest.mark.parametrize("name", WHOLE)
def test_every_cell_of_a_whole_report_is_right(name: str) -> None:
    report = read(REPORTS / name)
    known = truths()[name].cells
    assert len(known) == (186 if "other_processing" in {cell.item for cell in known} else 200)
    assert wrong_cells(report, known) == []
    assert set(report.values) == set(known), "no cell but those that the report prints"


@pytest.mark.parametrize("name", [*WHOLE, *TEXTS])
def test_no_cell_has_two_issues(name: str) -> None:
    """A second one would break the key of ``cell_issues``, and with it the year."""
    cells = [issue.cell for issue in read(REPORTS / name).issues]
    assert len(cells) == len(set(cells))


@pytest.mark.parametrize("name", FIVE)
def test_head_of_the_report(name: str) -> None:
    report, record = read(REPORTS / name), truths()[name].record
    assert (report.organization, report.year, report.form) == (record["organization"], record["year"], record["form"])
    assert report.status == "parsed", report.problem
    title = report.title
    assert title is not None and not any(letter.isspace() for letter in title)
    assert str(record["year"]) in title
    assert "政府信息公开工作年度报告" in title
    if not name.startswith(WITHOUT_ORGANIZATION_IN_TITLE):
        assert record["organization"] in title


@pytest.mark.parametrize("name", FIVE)
def test_all_six_sections(name: str) -> None:
    report = read(REPORTS / name)
    assert [section.section for section in report.sections] == [1, 2, 3, 4, 5, 6]
    for section in report.sections:
        assert section.heading
        assert section.text


def test_sub_headings_within_section_five_make_no_sections_of_their_own() -> None:
    report = read(REPORTS / next(name for name in FIVE if name.startswith("000")))
    assert [section.section for section in report.sections] == [1, 2, 3, 4, 5, 6]
    text = report.sections[4].text
    lines = [line.strip("# ").strip() for line in text.splitlines()]
    assert any(line.startswith("一、") for line in lines)
    assert any(line.startswith("二、") for line in lines)


@pytest.mark.parametrize("name", WHOLE)
def test_the_identities_of_a_whole_report_hold(name: str) -> None:
    report = read(REPORTS / name)
    outcomes = check_report(report)
    in_one_row = "other_processing" in {cell.item for cell in report.values}
    assert len(outcomes) == (40 if in_one_row else 42)
    assert {outcome.status for outcome in outcomes} <= {"holds", "not_assessable"}


def test_where_nothing_stands_between_figures_no_figure_is_made_up() -> None:
    """Only the identities can cut the digits; what they leave open is null and says so, never another number."""
    report, known = read(REPORTS / RUN_ON), truths()[RUN_ON].cells
    doubted = {issue.cell for issue in report.issues}
    assert set(report.values) == set(known)
    for cell, value in known.items():
        read_as = report.values[cell]
        assert same(read_as, value) or (read_as is None and cell in doubted), f"{cell}: {read_as} instead of {value}"
    right = sum(same(report.values[cell], value) for cell, value in known.items())
    assert right >= 190


def test_a_row_that_prints_six_of_seven_figures_says_so() -> None:
    name = next(name for name in FIVE if name.startswith("003"))
    report, known = read(REPORTS / name), truths()[name].cells
    short = {(cell.table, cell.item) for cell, value in known.items() if value is None}
    assert len(short) == 23
    marked = {(i.cell.table, i.cell.item) for i in report.issues if i.kind in ("missing", "repaired")}
    assert marked == short


@pytest.mark.parametrize("name", PARTIAL)
def test_a_partial_report_has_what_it_prints_and_null_for_what_is_missing(name: str) -> None:
    report, known = read(REPORTS / name), truths()[name]
    assert wrong_cells(report, known.cells) == []
    assert report.form == known.record["form"]
    assert report.status == "partial"
    assert report.problem
    missing = {issue.cell for issue in report.issues if issue.kind == "missing"}
    for cell, value in report.values.items():
        if cell not in known.cells:
            assert value is None, f"{cell} is not printed, but was read as {value}"
            assert cell in missing, f"{cell} is not printed, and nothing says so"
