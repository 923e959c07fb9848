"""Tables in text: as sheets are saved, as programs draw them, and as one cell a line."""

import csv
import io
from itertools import chain

import pytest

from govinfo_pipeline.form import SECTIONS, Cell
from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline.reading.formats import detect, open_document
from govinfo_pipeline_tests.reading.tables_as_text import ITEMS, TABLE, TITLE, figures, issues_of, row_of, text

HEADS = ["项目", *(column.zh for column in TABLE.columns)]


def rows() -> list[list[str]]:
    return [HEADS, *([item.zh, *map(str, figures(rank))] for rank, item in enumerate(ITEMS))]


def assert_read(report: ReadReport) -> None:
    assert [row_of(report, item.code) for item in ITEMS] == [figures(rank) for rank in range(len(ITEMS))]


def cells_of(said: str) -> list[tuple[str, ...]]:
    return [row.cells for row in open_document(said.encode(), detect(said.encode())).rows]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_sheet_saved_as_csv_is_read_also_with_line_breaks_in_its_cells(encoding: str) -> None:
    file = io.StringIO()
    broken = [[f"{label[:3]}\n{label[3:]}", *others] for label, *others in rows()]
    csv.writer(file).writerows(
        [["甲县教育局2024年政府信息公开工作年度报告"], ["三、收到和处理政府信息公开申请情况"], *broken]
    )
    report = read_report(file.getvalue().encode(encoding))
    assert_read(report)
    assert (report.organization, report.layout) == ("甲县教育局", "comma_rows")
    assert next(e.line for e in report.evidence if e.item == "carried_over") == 7


def test_sentences_and_thousands_with_commas_are_no_csv() -> None:
    said = ["共有 1,234,567 条, 其中 2,345,678 条", *("  ".join([row[0], "1,234,567", *row[2:]]) for row in rows()[1:])]
    assert text(*said).layout == "space_rows"


@pytest.mark.parametrize("stroke", "│┃｜║")
def test_lines_that_are_drawn_part_cells_as_pipes_do(stroke: str) -> None:
    lines = [stroke.join(["", *row, ""]) for row in rows()]
    assert_read(text("┌──┬──┐", *lines, "└──┴──┘"))


def test_emphasis_line_breaks_and_entities_of_markdown_are_no_part_of_a_cell() -> None:
    said = "| **规章** | `7` | 0&nbsp; |\n| a<br>b | __8__ | 2*3 |\n| a | b | c |"
    assert cells_of(said) == [("规章", "7", "0"), ("a b", "8", "2*3"), ("a", "b", "c")]
    without_outer_pipes = "**规章**|7|**0**  \n---|---|---\n1|2|**3**\n4|5|6"
    assert cells_of(without_outer_pipes) == [("规章", "7", "0"), ("1", "2", "3"), ("4", "5", "6")]


def test_an_empty_line_is_an_empty_cell_where_figures_follow_each_other_line_by_line() -> None:
    printed = rows()
    printed[5][3] = printed[7][7] = ""
    report = text(*(cell for row in printed for cell in row))
    for rank, item in enumerate(ITEMS):
        blank = {4: 2, 6: 6}.get(rank)
        assert row_of(report, item.code) == [None if i == blank else f for i, f in enumerate(figures(rank))]
    assert issues_of(report, ITEMS[4].code) == {"research_institution": ("blank", "")}


def test_empty_lines_between_all_cells_or_rows_are_none() -> None:
    assert_read(text(*("\n\n".join(row) for row in rows())))
    assert_read(text(*("\n".join([*row, ""]) for row in rows())))


def test_a_table_written_column_by_column_is_not_read_as_rows() -> None:
    by_column = [cell for column in zip(*rows(), strict=True) for cell in column]
    report = text(*by_column)
    assert all(value is None for cell, value in report.values.items() if cell.table == "applications")


def test_a_group_and_a_row_on_one_line_are_two_labels() -> None:
    said = [" ".join(row) for row in rows()]
    said[3] = "三、本年度办理结果 （一）" + said[3]
    assert_read(text(*said))


def copied(table: list[list[str]]) -> list[str]:
    """Rows as a browser copies them where each cell is a paragraph: a line with a tab alone between cells."""
    return ["\n\n\n\n\n".join("\n\n\t\n\n".join(row) for row in table)]


def test_tables_copied_from_a_browser_keep_their_empty_cells() -> None:
    printed = rows()
    blank = {2: (0,), 4: (2, 3), 6: (6,), 7: (5, 6), len(ITEMS) - 1: (6,)}
    for rank, places in blank.items():
        for place in places:
            printed[rank + 1][place + 1] = "\xa0"
    report = text(*copied(printed))
    assert report.layout == "tab_lines"
    for rank, item in enumerate(ITEMS):
        assert row_of(report, item.code) == [
            None if place in blank.get(rank, ()) else figure for place, figure in enumerate(figures(rank))
        ]


def test_a_cell_copied_from_a_browser_may_hold_two_paragraphs_and_a_row_may_begin_with_an_empty_cell() -> None:
    table = [["项目", "法律服务\n\n机构", "其他"], ["\xa0", "1", "2"], ["规章", "3", "4"]]
    assert cells_of("前言。\n\n" + copied(table)[0]) == [
        ("前言。",),
        ("项目", "法律服务机构", "其他"),
        ("", "1", "2"),
        ("规章", "3", "4"),
    ]


def test_figures_on_one_line_among_lines_of_one_cell_are_several() -> None:
    printed = [[*row[:3], " ".join(row[3:5]), *row[5:]] for row in rows()]
    assert_read(text(*(cell for row in printed for cell in row)))


def test_lines_without_anything_between_their_cells_are_cut_by_their_sums() -> None:
    said = [f"{item.number}{item.zh}{''.join(map(str, figures(rank)))}" for rank, item in enumerate(ITEMS)]
    report = text("".join(HEADS), *said)
    assert report.layout == "run_on"
    assert len(report.sections) == len(SECTIONS)
    read = [row_of(report, item.code) for item in ITEMS]
    assert read[0] == figures(0)
    assert all(
        value in (None, true)
        for row, rank in zip(read, range(len(ITEMS)), strict=True)
        for value, true in zip(row, figures(rank), strict=True)
    )


def test_whole_tables_on_one_line_are_parted_by_their_pipes() -> None:
    said = [TITLE, "一、总体情况", "平稳。", "三、收到和处理政府信息公开申请情况", *chain.from_iterable(rows())]
    report = read_report("|".join(said).encode())
    assert_read(report)
    assert report.organization == "甲县教育局"


def test_a_form_is_known_by_a_head_whose_columns_spaces_part() -> None:
    head = "信息内容                本年制发件数                本年废止件数                现行有效件数"
    report = text(head, "规章                    1                0                7", section=2)
    assert (report.form, report.values[Cell("proactive_disclosure", "regulations", "in_force")]) == ("2021", 7)
