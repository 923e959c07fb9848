"""A cell that says in words what should be a figure is unreadable, and no other cell suffers for it."""

import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline_tests.reading.tables_as_text import (
    COLUMNS,
    ITEMS,
    TABLE,
    figures,
    html,
    issues_of,
    row_of,
    table,
    text,
)

HEADS = [column.zh for column in TABLE.columns]
DISPUTED = [1, 0, 2, 0, 3, 0, 4, 0, 1, 5, 2, 0, 0, 1, 3]
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CHANNELS = ["行政复议", "未经复议直接起诉", "复议后起诉"]


def rows_with(words: str, row: int, place: int, *, lead: int = 0) -> list[list[str]]:
    rows = [[item.zh, *[""] * lead, *map(str, figures(rank))] for rank, item in enumerate(ITEMS)]
    rows[row][1 + lead + place] = words
    return rows


def assert_only(report: ReadReport, row: int, place: int, words: str) -> None:
    """All is read but that one cell, which is null and says why."""
    for rank, item in enumerate(ITEMS):
        known: list[object] = list(figures(rank))
        if rank == row:
            known[place] = None
            assert issues_of(report, item.code) == {COLUMNS[place]: ("unreadable", words)}
        else:
            assert not issues_of(report, item.code)
        assert row_of(report, item.code) == known


@pytest.mark.parametrize("words", ["12人次", "约12", "见附件", "123注1", "3（5）", "三件", "12件左右"])
@pytest.mark.parametrize("place", [0, 3, 6])
@pytest.mark.parametrize("lead", [0, 1])
def test_words_in_a_cell_cost_that_cell_alone(words: str, place: int, lead: int) -> None:
    rows = rows_with(words, 4, place, lead=lead)
    assert_only(html(table(["项目", *[""] * lead, *HEADS], *rows)), 4, place, words)
    lines = ["\t".join(row) for row in (["项目", *[""] * lead, *HEADS], *rows)]
    assert_only(text(*lines), 4, place, words)


@pytest.mark.parametrize("unit", ["件", "例", "起", "个", "次"])
def test_units_of_cases_are_read(unit: str) -> None:
    report = html(table(["项目", *HEADS], *rows_with(f"{figures(4)[2]}{unit}", 4, 2)))
    assert row_of(report, ITEMS[4].code) == figures(4)


def test_without_heads_the_figures_beside_words_stay_or_are_null() -> None:
    report = html(table(*rows_with("见附件", 4, 2, lead=1)))
    assert row_of(report, ITEMS[4].code) == [*figures(4)[:2], None, *figures(4)[3:]]


def test_a_row_that_is_cut_off_at_words_is_not_blank() -> None:
    rows = rows_with("见附件", 4, 0)
    report = html(table(["项目", *HEADS], *rows))
    kinds = {kind for kind, _ in issues_of(report, ITEMS[4].code).values()}
    assert kinds == {"unreadable"}


@pytest.mark.parametrize("mark", ["/", "／", "\\", "＼", "无", "－－", "—"])
def test_a_mark_between_figures_parted_by_spaces_is_a_cell(mark: str) -> None:
    rows = rows_with(mark, 4, 2)
    report = text(*("  ".join(row) for row in rows))
    assert row_of(report, ITEMS[4].code) == [*figures(4)[:2], None, *figures(4)[3:]]
    assert issues_of(report, ITEMS[4].code) == {COLUMNS[2]: ("not_applicable", mark)}


def disputes(report: ReadReport) -> list[object]:
    outcomes = ("upheld", "corrected", "other", "pending", "total")
    channels = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    return [report.values[Cell("disputes", channel, outcome)] for channel in channels for outcome in outcomes]


def test_table_four_may_have_a_row_for_each_channel_in_any_order() -> None:
    rows = [[name, *map(str, DISPUTED[5 * n : 5 * n + 5])] for n, name in enumerate(CHANNELS)]
    report = html(table(["类别", *OUTCOMES], rows[1], rows[0], rows[2]), section=4)
    assert disputes(report) == DISPUTED


def test_table_four_may_have_a_label_in_front_of_its_row() -> None:
    heads = [["类型", "行政复议", "行政诉讼"], [*OUTCOMES, *CHANNELS[1:]], [*OUTCOMES, *OUTCOMES]]
    report = html(table(*heads, ["件数", *map(str, DISPUTED)]), section=4)
    assert disputes(report) == DISPUTED


def test_a_pipe_in_front_of_a_row_is_its_first_empty_cell_where_a_table_has_no_outer_pipes() -> None:
    heads = [" | ".join(["", *OUTCOMES, *OUTCOMES, *OUTCOMES]), "|".join(["---"] * 16)]
    cells = ["", "", *map(str, DISPUTED[1:])]
    report = text(*heads, " | ".join(cells), section=4)
    assert disputes(report)[1:] == DISPUTED[1:]
    assert disputes(report)[0] is None


@pytest.mark.parametrize("printed", ["{}\u200b", "\ufeff{}", "{}&nbsp;&#8203;", "\u00ad{}"])
def test_signs_that_nobody_sees_are_no_part_of_a_cell(printed: str) -> None:
    report = html(table(["项目", *HEADS], *rows_with(printed.format(figures(4)[2]), 4, 2)))
    assert row_of(report, ITEMS[4].code) == figures(4)


@pytest.mark.parametrize(("printed", "value"), [("零", 0), ("0件", 0), ("0万元", None)])
def test_zero_is_a_count_also_in_a_word_but_no_amount_is(printed: str, value: int | None) -> None:
    report = html(table(["项目", *HEADS], *rows_with(printed, 4, 2)))
    assert row_of(report, ITEMS[4].code)[2] == value


@pytest.mark.parametrize("printed", ["0件", "0", "零", "0元"])
def test_no_fee_is_no_fee_in_any_unit(printed: str) -> None:
    report = html(table(["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", printed]), section=2)
    assert report.values[Cell("proactive_disclosure", "administrative_fees", "amount")] == 0
