"""Rows that only their sums can tell apart: bounded in time, and marked where nothing else bears them out."""

import time

from govinfo_pipeline.form import LATEST, Cell, Column
from govinfo_pipeline.reading.cuts import cuts
from govinfo_pipeline.reading.fit import fits
from govinfo_pipeline.reading.records import Row
from govinfo_pipeline.reading.resolve import Line, resolve
from govinfo_pipeline.reading.tables import read_tables
from govinfo_pipeline.reading.tokens import interpret

TABLE = LATEST.table("applications")
LONGEST = 2.0


def line(rank: int, printed: list[str]) -> Line:
    item = TABLE.items[rank]
    tokens = [interpret(figure) for figure in printed]
    cells = tuple(Cell(TABLE.code, item.code, column.code) for column in item.columns)
    columns: tuple[Column, ...] = item.columns
    return Line((item,), cells, columns, fits(tokens, len(cells)), tokens, 1, " ".join(printed))


def test_many_doubtful_rows_are_given_up_in_time() -> None:
    lines = [line(rank, [str(rank * 7 + place) for place in range(5)]) for rank in range(len(TABLE.items))]
    start = time.process_time()
    values, issues = resolve(lines, LATEST.identities)
    assert time.process_time() - start < LONGEST
    assert {cell for cell, value in values.items() if value is None} <= {issue.cell for issue in issues}


def test_every_null_of_a_row_placed_by_the_sums_says_what_it_prints() -> None:
    row = line(0, ["", "", "3", "", "/", "4", "", "7", ""])
    values, issues = resolve([row], LATEST.identities)
    kinds = {issue.cell.column: issue.kind for issue in issues}
    nulls = {cell.column for cell, value in values.items() if value is None}
    assert nulls <= kinds.keys()


def test_a_row_of_run_on_digits_that_its_own_sum_alone_cut_is_marked() -> None:
    """The author's 1332 and 1334 do not add up; 133, 200, 1 and 334 do."""
    item = next(item for item in TABLE.items if item.code == "not_processed_repeated")
    digits = "1332000001334"
    assert len(cuts(digits, [7])) == 1
    rows = [Row(1, ("三、收到和处理政府信息公开申请情况",)), Row(2, (item.zh, digits))]
    read = read_tables(rows, {3: 0}, "2021", is_run_on=True)
    kinds = {issue.kind for issue in read.issues if issue.cell.item == item.code}
    assert kinds == {"repaired"}
    cells = [issue.cell for issue in read.issues]
    assert len(cells) == len(set(cells)), "each cell has one issue"
