"""Columns are those that their heads name, in whatever order and place they are printed."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline_tests.reading.tables_as_text import ITEMS, TABLE, figures, html, issues_of, row_of, table, text

HEADS = [column.zh for column in TABLE.columns]
PERSON, *ORGANIZATIONS, TOTAL = HEADS
GROUP = "法人或其他组织"
USUAL = list(range(7))
SECOND = [0, 6, 1, 2, 3, 4, 5]
FIRST = [6, 0, 1, 2, 3, 4, 5]


def printed(order: Sequence[int], rank: int) -> list[str]:
    row = figures(rank)
    return [str(row[place]) for place in order]


def merged(order: Sequence[int], *heads: Sequence[str]) -> ReadReport:
    """A page whose merged cells are printed once, so that rows are of different length."""
    return html(table(*heads, *([item.zh, *printed(order, rank)] for rank, item in enumerate(ITEMS))))


def grid(order: Sequence[int], *heads: Sequence[str], blank: Sequence[int] = ()) -> ReadReport:
    """Markdown with a cell for each column of the table in each row, ``blank`` columns of figures left empty."""
    rows = [
        [
            item.zh,
            "",
            "",
            *("" if place in blank else cell for place, cell in zip(order, printed(order, rank), strict=True)),
        ]
        for rank, item in enumerate(ITEMS)
    ]
    lines = ["| " + " | ".join(row) + " |" for row in (*heads, *rows)]
    return text(lines[0], "|" + "---|" * 10, *lines[1:])


def assert_read(report: ReadReport) -> None:
    assert [row_of(report, item.code) for item in ITEMS] == [figures(rank) for rank in range(len(ITEMS))]
    assert not [issue for issue in report.issues if issue.cell.table == "applications"]


@pytest.mark.parametrize(
    ("order", "heads"),
    [
        (USUAL, [["项目", "申请人情况", TOTAL], [PERSON, GROUP], ORGANIZATIONS]),
        (USUAL, [["项目", "申请人情况"], [PERSON, GROUP, TOTAL], ORGANIZATIONS]),
        (USUAL, [["序号和项目", PERSON, GROUP, TOTAL], ORGANIZATIONS]),
        (SECOND, [["项目", "申请人情况"], [PERSON, TOTAL, GROUP], ORGANIZATIONS]),
        (FIRST, [["项目", TOTAL, "申请人情况"], [PERSON, GROUP], ORGANIZATIONS]),
        (FIRST, [["项目", TOTAL, *HEADS[:-1]]]),
        ([0, 2, 1, 3, 4, 5, 6], [["项目", PERSON, GROUP, TOTAL], [HEADS[2], HEADS[1], *HEADS[3:6]]]),
    ],
)
def test_figures_belong_to_the_heads_that_stand_over_them(order: Sequence[int], heads: list[list[str]]) -> None:
    assert_read(merged(order, *heads))


@given(st.permutations(range(7)))
@settings(max_examples=30, deadline=None)
def test_any_order_of_the_heads_is_read(order: list[int]) -> None:
    report = grid(order, ["项目", "", "", *(HEADS[place] for place in order)])
    # Where the sums hold with the total in the last place, they do so with the total named there.
    assert_read(report)


def test_a_merged_total_printed_before_its_neighbours_is_the_last_column() -> None:
    assert_read(html(table(["项目", "申请人情况", TOTAL, PERSON, GROUP, *ORGANIZATIONS], *rows_of_figures())))


def rows_of_figures() -> list[list[str]]:
    return [[item.zh, *printed(USUAL, rank)] for rank, item in enumerate(ITEMS)]


def test_heads_that_the_sums_contradict_are_not_believed() -> None:
    """The total is named first and stands last, as all rows show."""
    assert_read(merged(USUAL, ["项目", TOTAL, "申请人情况"], [PERSON, GROUP], ORGANIZATIONS))


@pytest.mark.parametrize("remark", ["", "2", "含上级转办3件"])
def test_a_column_of_remarks_is_none_of_the_form_also_in_rows_with_a_blank(remark: str) -> None:
    heads = [["项目", "申请人情况", TOTAL, "备注"], [PERSON, GROUP], ORGANIZATIONS]
    rows = [[*row, remark] for row in rows_of_figures()]
    rows[4][3] = ""
    report = html(table(*heads, *rows))
    expected: list[list[int | None]] = [list(figures(rank)) for rank in range(len(ITEMS))]
    expected[4][2] = None
    assert [row_of(report, item.code) for item in ITEMS] == expected
    assert issues_of(report, ITEMS[4].code) == {"research_institution": ("blank", "")}


def test_the_number_of_the_next_row_is_no_figure_of_this_one() -> None:
    rows = [[str(number), *row] for number, row in enumerate(rows_of_figures(), 1)]
    rows[2][4] = ""
    report = html(table(["序号", "项目", *HEADS], *rows))
    assert row_of(report, ITEMS[2].code) == [*figures(2)[:2], None, *figures(2)[3:]]
    assert row_of(report, ITEMS[3].code) == figures(3)


@pytest.mark.parametrize("blank", range(7))
def test_a_column_left_blank_moves_no_figure_into_another(blank: int) -> None:
    heads = [
        ["项目", "", "", "申请人情况", "", "", "", "", "", TOTAL],
        ["", "", "", PERSON, GROUP, "", "", "", "", ""],
        ["", "", "", "", *ORGANIZATIONS, ""],
    ]
    report = grid(USUAL, *heads, blank=[blank])
    for rank, item in enumerate(ITEMS):
        known: list[int | None] = list(figures(rank))
        known[blank] = None
        assert row_of(report, item.code) == known or all(
            value is None for value, right in zip(row_of(report, item.code), known, strict=True) if value != right
        )
        nulls = {
            column.code for column, value in zip(TABLE.columns, row_of(report, item.code), strict=True) if value is None
        }
        assert nulls <= issues_of(report, item.code).keys()
    if blank:
        assert row_of(report, ITEMS[0].code)[blank - 1] == figures(0)[blank - 1]


def test_empty_cells_trimmed_from_the_end_of_a_row_are_those_of_its_last_columns() -> None:
    heads = [["项目", "", "", "申请人情况", *[""] * 5, TOTAL], ["", "", "", PERSON, GROUP], [*[""] * 4, *ORGANIZATIONS]]
    rows = [[item.zh, "", "", *printed(USUAL, rank)] for rank, item in enumerate(ITEMS)]
    del rows[5][-1]
    report = text(*("\t".join(row) for row in (*heads, *rows)))
    assert row_of(report, ITEMS[5].code) == [*figures(5)[:-1], None]
    assert row_of(report, ITEMS[6].code) == figures(6)


def test_of_a_table_printed_twice_with_other_figures_the_first_is_read_and_the_report_is_partial() -> None:
    heads = [["项目", "申请人情况", TOTAL], [PERSON, GROUP], ORGANIZATIONS]
    others = [[item.zh, *printed(USUAL, rank + 7)] for rank, item in enumerate(ITEMS)]
    report = html(table(*heads, *rows_of_figures()), "<p>所属单位</p>", table(*heads, *others))
    assert_read(report)
    assert report.status == "partial"
    assert "printed more than once" in (report.problem or "")


@pytest.mark.parametrize("is_last", [True, False])
def test_of_a_table_printed_for_two_years_that_of_the_report_is_read(is_last: bool) -> None:
    heads = [["项目", "申请人情况", TOTAL], [PERSON, GROUP], ORGANIZATIONS]
    others = [[item.zh, *printed(USUAL, rank + 7)] for rank, item in enumerate(ITEMS)]
    old = "<p>2023年申请办理情况</p>" + table(*heads, *others)
    new = "<p>2024年申请办理情况</p>" + table(*heads, *rows_of_figures())
    assert_read(html(old, new) if is_last else html(new, old))


def test_a_table_printed_twice_with_the_same_figures_says_one_thing() -> None:
    heads = [["项目", "申请人情况", TOTAL], [PERSON, GROUP], ORGANIZATIONS]
    report = html(table(*heads, *rows_of_figures()), table(*heads, *rows_of_figures()))
    assert_read(report)
    assert "more than once" not in (report.problem or "")


def test_a_subtotal_of_organizations_is_no_total() -> None:
    heads = [["项目", "申请人情况", TOTAL], [PERSON, GROUP], ["小计", *ORGANIZATIONS]]
    rows = [[label, person, "99", *others] for label, person, *others in rows_of_figures()]
    assert_read(html(table(*heads, *rows)))


@pytest.mark.parametrize("without", [1, 3, 5])
def test_a_column_that_is_not_printed_is_missing_and_its_neighbours_stay_theirs(without: int) -> None:
    """A row whose sum is wrong tells nothing of the place of its figures; the heads do."""
    columns = [place for place in USUAL if place != without]
    heads = [["项目", "申请人情况", TOTAL], [PERSON, GROUP], [HEADS[place] for place in columns[1:-1]]]
    report = html(table(*heads, *([item.zh, *printed(columns, rank)] for rank, item in enumerate(ITEMS))))
    for rank, item in enumerate(ITEMS):
        known = [figure if place != without else None for place, figure in enumerate(figures(rank))]
        assert row_of(report, item.code) == known
        assert issues_of(report, item.code) == {TABLE.columns[without].code: ("missing", "")}


def test_a_misprinted_head_is_not_taken_for_a_column_that_is_missing() -> None:
    heads = [["项目", "申请人情况", TOTAL], [PERSON, GROUP], [*ORGANIZATIONS[:2], "社公组织", *ORGANIZATIONS[3:]]]
    assert_read(html(table(*heads, *rows_of_figures())))
