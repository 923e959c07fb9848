"""The form as it is printed: every cell once, nothing overlaps, labels and numbers are the form's own."""

from collections import Counter

import pytest

from govinfo_pipeline.form import FORMS, Table
from govinfo_pipeline.form.printed import Rows, columns_of, heading, is_head, printed

TABLES = {f"{form.code} {table.code}": table for form in FORMS.values() for table in form.tables}
LATEST = FORMS["2021"]


def whole(table: Table) -> Rows:
    """A table with all of its rows."""
    return printed(table, table.items)


def covered(rows: Rows) -> list[list[int]]:
    """How often each place of a table is covered by the boxes put down from left to right."""
    found = [[0] * columns_of(rows) for _ in rows]
    for y, row in enumerate(rows):
        for box in row:
            x = found[y].index(0)
            for down in range(box.rows):
                for right in range(box.columns):
                    found[y + down][x + right] += 1
    return found


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_place_of_a_table_is_covered_once(table: Table) -> None:
    assert {times for row in covered(whole(table)) for times in row} == {1}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_cell_is_printed_once(table: Table) -> None:
    cells = Counter(box.cell for row in whole(table) for box in row if box.cell)
    assert cells == Counter((table.code, item.code, column.code) for item in table.items for column in item.columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_label_is_there_in_both_languages(table: Table) -> None:
    assert all(bool(box.zh) == bool(box.en) == (box.cell is None) for row in whole(table) for box in row)


def test_table_3_stands_under_the_forms_own_groups() -> None:
    table = LATEST.table("applications")
    rows = [row for row in printed(table, [item for item in table.items if not item.replaces]) if not is_head(row)]
    merged = [(box.zh, box.rows) for row in rows for box in row if box.rows > 1]
    assert merged == [
        ("三、本年度办理结果", 22),
        ("（三）不予公开", 8),
        ("（四）无法提供", 3),
        ("（五）不予处理", 5),
        ("（六）其他处理", 3),
    ]
    assert (rows[0][0].zh, rows[-1][0].zh) == ("一、本年新收政府信息公开申请数量", "四、结转下年度继续办理")


def test_a_row_stands_under_its_group_also_where_the_first_of_the_group_is_left_out() -> None:
    table = LATEST.table("applications")
    shown = [item for item in table.items if item.code != "other_correction_overdue" and not item.replaces]
    rows = printed(table, shown)
    assert [(box.zh, box.rows) for row in rows for box in row if box.zh.startswith("（六）")] == [("（六）其他处理", 2)]
    assert {times for row in covered(rows) for times in row} == {1}


def test_table_4_is_one_row_of_figures_under_three_of_heads() -> None:
    *heads, figures = whole(LATEST.table("disputes"))
    assert [box.zh for box in heads[0]] == ["行政复议", "行政诉讼"]
    assert [is_head(row) for row in (*heads, figures)] == [True, True, True, False]
    assert len(figures) == 15


def test_amounts_name_their_unit() -> None:
    rows = whole(LATEST.table("proactive_disclosure"))
    assert "本年收费金额（单位：万元）" in {box.zh for row in rows for box in row}
    assert [row[0].zh for row in rows if len(row) == 1] == [f"第二十条第（{n}）项" for n in "一五六八"]


def test_a_table_stands_under_the_number_of_its_section() -> None:
    assert [heading(table)[:2] for table in LATEST.tables] == ["二、", "三、", "四、"]
