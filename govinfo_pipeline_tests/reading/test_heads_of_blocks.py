"""In tables 2 and 4, too, figures belong to the heads that stand over them, and amounts are in the unit named there."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline_tests.reading.tables_as_text import html, table, text

ISSUED, REPEALED, IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
DIRECT, AFTER = "未经复议直接起诉", "复议后起诉"
FEES = Cell("proactive_disclosure", "administrative_fees", "amount")


def documents(report: ReadReport) -> list[object]:
    columns = ("issued", "repealed", "in_force")
    return [report.values[Cell("proactive_disclosure", "normative_documents", column)] for column in columns]


def decisions(report: ReadReport) -> object:
    return report.values[Cell("proactive_disclosure", "administrative_licensing", "decisions")]


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1)])
def test_the_columns_of_table_two_may_stand_in_any_order(order: Sequence[int]) -> None:
    names, figures = (ISSUED, REPEALED, IN_FORCE), ("5", "2", "40")
    rows = [
        ["信息内容", *(names[place] for place in order)],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", *(figures[place] for place in order)],
    ]
    assert documents(html(table(*rows), section=2)) == [5, 2, 40]
    assert documents(text(*("\t".join(row) for row in rows), section=2)) == [5, 2, 40]
    assert documents(text(*(cell for row in rows for cell in row), section=2)) == [5, 2, 40]


@pytest.mark.parametrize("remark", ["", "3", "含修订2件"])
def test_a_column_of_remarks_in_table_two_takes_no_figure(remark: str) -> None:
    rows = [["信息内容", ISSUED, REPEALED, IN_FORCE, "备注"], ["行政规范性文件", "5", "", "40", remark]]
    assert documents(html(table(*rows), section=2)) == [5, None, 40]


def test_cells_of_a_further_column_may_be_trimmed() -> None:
    rows = [["信息内容", ISSUED, REPEALED, IN_FORCE, "备注"], ["行政规范性文件", "5", "2", "40"]]
    assert documents(html(table(*rows), section=2)) == [5, 2, 40]


@pytest.mark.parametrize(
    ("heads", "figures"),
    [
        (["本年处理决定数量", "上年处理决定数量"], ["7", "9"]),
        (["上年处理决定数量", "本年处理决定数量"], ["9", "7"]),
        (["本年处理决定数量", "本年处理决定数量"], ["7", "7"]),
    ],
)
def test_the_figure_of_another_year_is_not_that_of_the_year(heads: list[str], figures: list[str]) -> None:
    assert decisions(html(table(["信息内容", *heads], ["行政许可", *figures]), section=2)) == 7


@pytest.mark.parametrize(
    ("head", "printed", "amount"),
    [
        ("本年收费金额（单位：元）", "125000", "12.5"),
        ("本年收费金额(元)", "125,000.00", "12.5"),
        ("本年收费金额（单位：千元）", "125", "12.5"),
        ("本年收费金额（单位：万元，保留4位小数）", "12.5000", "12.5"),
        ("本年收费金额", "12.5", "12.5"),
        ("本年收费金额（单位：元）", "12.5万元", "12.5"),
        ("本年收费金额（单位：万元）", "125000元", "12.5"),
    ],
)
def test_an_amount_is_in_the_unit_of_its_head_unless_its_cell_prints_one(head: str, printed: str, amount: str) -> None:
    rows = [["信息内容", head], ["行政事业性收费", printed]]
    assert html(table(*rows), section=2).values[FEES] == Decimal(amount)
    assert text(*("\t".join(row) for row in rows), section=2).values[FEES] == Decimal(amount)


def test_procurement_may_be_in_yuan_also_where_it_prints_no_fraction() -> None:
    rows = [["信息内容", "采购项目数量", "采购总金额（元）"], ["政府集中采购", "3", "251000"]]
    values = html(table(*rows), section=2).values
    procurement = [values[Cell("proactive_disclosure", "government_procurement", code)] for code in ("items", "amount")]
    assert procurement == [3, Decimal("25.1")]


def disputes(heads: Sequence[Sequence[str]], figures: Sequence[int]) -> list[list[object]]:
    report = html(table(*heads, list(map(str, figures))), section=4)
    channels = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    codes = ("upheld", "corrected", "other", "pending", "total")
    return [[report.values[Cell("disputes", channel, code)] for code in codes] for channel in channels]


FIGURES = [[1, 2, 3, 4, 10], [0, 5, 0, 1, 6], [7, 0, 0, 0, 7]]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 0, 1, 2, 3), (1, 0, 2, 3, 4)])
def test_the_outcomes_of_table_four_may_stand_in_any_order(order: Sequence[int]) -> None:
    names = [OUTCOMES[place] for place in order]
    heads = [["行政复议", "行政诉讼"], [*names, DIRECT, AFTER], names * 2]
    assert disputes(heads, [row[place] for row in FIGURES for place in order]) == FIGURES


def test_outcomes_that_the_sums_contradict_are_not_believed() -> None:
    names = [OUTCOMES[-1], *OUTCOMES[:-1]]
    heads = [["行政复议", "行政诉讼"], [*names, DIRECT, AFTER], names * 2]
    assert disputes(heads, [figure for row in FIGURES for figure in row]) == FIGURES


def test_the_channels_of_table_four_may_stand_in_any_order() -> None:
    heads = [["行政复议", "行政诉讼"], [*OUTCOMES, AFTER, DIRECT], OUTCOMES * 2]
    assert disputes(heads, [figure for place in (0, 2, 1) for figure in FIGURES[place]]) == FIGURES


@pytest.mark.parametrize(
    "rows",
    [
        [["第二十条第（八）项（单位：元）"], ["信息内容", "本年收费金额"], ["行政事业性收费", "125000"]],
        [["行政强制", "3"], ["信息内容", "本年收费金额"], ["行政事业性收费（元）", "125000"]],
        [["信息内容", "本年收费金额"], ["", "（单位：元）"], ["行政事业性收费", "125000"]],
        [["信息内容", "本年收费金额（单位：万"], ["", "元）"], ["行政事业性收费", "12.5"]],
        [["信息", "本年收费金额（单位：万"], ["内容", "元）"], ["行政事业性收费", "12.5"]],
        [["行政强制（元）", "3"], ["信息内容", "本年收费金额"], ["行政事业性收费", "12.5"]],
    ],
)
def test_the_unit_may_stand_above_the_heads_or_with_the_label_or_be_broken(rows: list[list[str]]) -> None:
    assert html(table(*rows), section=2).values[FEES] == Decimal("12.5")
