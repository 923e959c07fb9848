"""The form as it is drawn: every cell once, nothing overlaps, labels and numbers are the form's own."""

from collections import Counter
from collections.abc import Sequence

import pytest

from govinfo_pipeline.form import FORMS, Form
from govinfo_pipeline.review.console.layout import Grid, Head, grids

CASES = [(form, printed) for form in FORMS.values() for printed in ((), ("other_processing",))]


def covered(rows: Sequence[Sequence[tuple[int, int]]], columns: int) -> list[list[int]]:
    """How often each place of a table is covered by (columns, rows) put down from left to right."""
    found = [[0] * columns for _ in rows]
    for y, row in enumerate(rows):
        for width, height in row:
            x = found[y].index(0)
            for down in range(height):
                for right in range(width):
                    found[y + down][x + right] += 1
    return found


def spans(heads: Sequence[Head]) -> list[tuple[int, int]]:
    """Columns and rows of some heads."""
    return [(head.columns, head.rows) for head in heads]


@pytest.mark.parametrize(("form", "printed"), CASES)
def test_every_place_of_a_table_is_covered_once(form: Form, printed: Sequence[str]) -> None:
    for grid in grids(form, printed):
        for block in grid.blocks:
            heads = covered([spans(row) for row in block.heads], grid.columns)
            lines = [[*spans(line.labels), *((span, 1) for _, span in line.cells)] for line in block.lines]
            assert {place for row in (*heads, *covered(lines, grid.columns)) for place in row} == {1}


@pytest.mark.parametrize(("form", "printed"), CASES)
def test_every_cell_that_the_form_prints_is_drawn_once(form: Form, printed: Sequence[str]) -> None:
    drawn = Counter(cell for grid in grids(form, printed) for cell in cells(grid))
    replacing = {item.code: item.replaces for table in form.tables for item in table.items if item.replaces}
    hidden = {code for code in replacing if code not in printed}
    hidden |= {other for code in replacing if code in printed for other in replacing[code]}
    assert drawn == Counter(cell for cell in form.cells if cell.item not in hidden)


def cells(grid: Grid) -> list[object]:
    """The cells of a grid in their order."""
    return [cell for block in grid.blocks for line in block.lines for cell, _ in line.cells]


def test_table_3_stands_under_the_forms_own_groups() -> None:
    (table,) = [grid for grid in grids(FORMS["2021"], ()) if grid.code == "applications"]
    merged = [(head.zh, head.rows) for line in table.blocks[0].lines for head in line.labels if head.rows > 1]
    assert merged == [
        ("三、本年度办理结果", 22),
        ("（三）不予公开", 8),
        ("（四）无法提供", 3),
        ("（五）不予处理", 5),
        ("（六）其他处理", 3),
    ]
    first, *_, last = table.blocks[0].lines
    assert (first.labels[0].zh, last.labels[0].zh) == ("一、本年新收政府信息公开申请数量", "四、结转下年度继续办理")


def test_a_report_that_prints_both_shows_both() -> None:
    (table,) = [
        grid
        for grid in grids(FORMS["2021"], ["other_processing", "other_correction_overdue"])
        if grid.code == "applications"
    ]
    items = [line.cells[0][0].item for line in table.blocks[0].lines]
    assert "other_processing" in items
    assert "other_correction_overdue" in items
    assert "other_fee_overdue" not in items


def test_table_4_is_one_row_under_three_rows_of_heads() -> None:
    (table,) = [grid for grid in grids(FORMS["2021"], ()) if grid.code == "disputes"]
    (block,) = table.blocks
    assert [head.zh for head in block.heads[0]] == ["行政复议", "行政诉讼"]
    assert [len(line.cells) for line in block.lines] == [15]


def test_amounts_name_their_unit() -> None:
    (table,) = [grid for grid in grids(FORMS["2021"], ()) if grid.code == "proactive_disclosure"]
    assert table.blocks[-1].heads[1][-1].zh == "本年收费金额（单位：万元）"
    assert [block.heads[0][0].zh for block in table.blocks] == [f"第二十条第（{n}）项" for n in "一五六八"]
