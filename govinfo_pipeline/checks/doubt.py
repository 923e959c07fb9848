"""Which cells of a report were not read with certainty: they say nothing against the author, and are suspected before
those that were.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from govinfo_pipeline.form import FORMS, Cell

if TYPE_CHECKING:
    import pandas as pd

_DOUBTFUL = frozenset({"repaired", "unreadable", "missing"})
"""Kinds of cell issues; a blank, or a mark for one, was read with certainty."""
_SIDE_BY_SIDE = "disputes"
"""The table whose items are printed side by side, in one row."""
_CELLS = frozenset(cell for form in FORMS.values() for cell in form.cells)


def doubtful_cells(issues: Iterable[tuple[Cell, str]]) -> set[Cell]:
    """The cells in doubt, of issues given as cell and kind.

    ``repaired`` says once that the identities have placed the figures of a printed row, and is a doubt in all of it.
    """
    doubtful: set[Cell] = set()
    for cell, kind in issues:
        if kind == "repaired":
            doubtful |= _printed_row(cell)
        elif kind in _DOUBTFUL:
            doubtful.add(cell)
    return doubtful


@cache
def _printed_row(cell: Cell) -> frozenset[Cell]:
    own = (other for other in _CELLS if other.table == cell.table)
    return frozenset(other for other in own if cell.table == _SIDE_BY_SIDE or other.item == cell.item)


def doubts(cell_issues: "pd.DataFrame") -> dict[str, set[Cell]]:
    """``report_id`` → its cells in doubt, for the reports of a year that have any."""
    issues = cell_issues[cell_issues["kind"].isin(_DOUBTFUL)]
    of_reports: dict[str, list[tuple[Cell, str]]] = {}
    columns = (issues[name] for name in ("report_id", "table", "item", "column", "kind"))
    for report, table, item, column, kind in zip(*columns, strict=True):
        of_reports.setdefault(report, []).append((Cell(table, item, column), kind))
    return {report: doubtful_cells(own) for report, own in of_reports.items()}
