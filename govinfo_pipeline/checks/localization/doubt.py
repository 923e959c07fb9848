"""Which cells of a report were not read with certainty, so that they are suspected before those that were."""

from collections.abc import Iterable

from govinfo_pipeline.form import Cell, Form

DOUBTFUL_KINDS = frozenset({"repaired", "unreadable", "missing"})
"""Kinds of cell issues; a blank, or a mark for one, was read with certainty."""


def doubtful_cells(issues: Iterable[tuple[Cell, str]], form: Form) -> set[Cell]:
    """The cells in doubt, of issues given as cell and kind.

    ``repaired`` says once that the identities have placed the figures of a printed row, and is a doubt in all of it;
    the items of a table that has no sums over them are printed side by side, in one row.
    """
    stacked = {statement.table for statement in form.sums if statement.along == "items"}
    doubtful: set[Cell] = set()
    for cell, kind in issues:
        if kind == "repaired":
            doubtful.update(
                other
                for other in form.cells
                if other.table == cell.table and (other.item == cell.item or cell.table not in stacked)
            )
        elif kind in DOUBTFUL_KINDS:
            doubtful.add(cell)
    return doubtful
