"""What each cell of a report counts as, for any number of reports at once.

In this order: the number printed; for a blank 总计, the sum of its parts where all of them are printed; 0 for a blank
that the total of its row or column leaves nothing for (a blank is mostly a zero, and then it must be); else unknown.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.form import LATEST, Cell, Identity
from govinfo_pipeline.metrics.indicators import INDICATORS

Floats = npt.NDArray[np.float64]
_KEYS = {"applications": "item", "disputes": "channel", "proactive_disclosure": "item"}
_TOTALS = tuple(identity for identity in LATEST.identities if identity.total)


def _needed() -> tuple[Cell, ...]:
    """The cells of the indicators, and those that tell what a blank among them counts as."""
    own = {cell for indicator in INDICATORS for cell in indicator.cells}
    beside = [cell for identity in _settling(own) for cell in identity.left + identity.right]
    return tuple(dict.fromkeys([*sorted(own), *beside]))


def _settling(cells: Iterable[Cell]) -> list[Identity]:
    """The identities by which blanks among these cells are settled, in the order in which that is done."""
    known = set(cells)
    return [identity for identity in _TOTALS if known & set(identity.left)]


CELLS = _needed()
PLACE = {cell: place for place, cell in enumerate(CELLS)}
_SETTLING = _settling({cell for indicator in INDICATORS for cell in indicator.cells})


class KnownCells(NamedTuple):
    """``reports``: the reports that count, of one year. ``values``: reports × :data:`CELLS`, NaN where unknown."""

    reports: pd.DataFrame
    values: Floats

    def column(self, cell: Cell) -> Floats:
        """A cell in every report."""
        return self.values[:, PLACE[cell]]


def known_cells(
    reports: pd.DataFrame, proactive_disclosure: pd.DataFrame, applications: pd.DataFrame, disputes: pd.DataFrame
) -> KnownCells:
    """The cells of the reports of one year; older versions and reports of another year do not count."""
    reports = reports[reports["excluded"].isna()].reset_index(drop=True)
    values = np.full((len(reports), len(CELLS)), np.nan)
    for code, table in (("applications", applications), ("disputes", disputes)):
        _fill(values, reports, code, _with_totals(table, code))
    for measure in sorted({cell.column for cell in CELLS if cell.table == "proactive_disclosure"}):
        rows = proactive_disclosure[proactive_disclosure["measure"] == measure]
        _fill(values, reports, "proactive_disclosure", rows.rename(columns={"value": measure}))
    for identity in _SETTLING:
        _settle(values, identity)
    return KnownCells(reports, values)


def _with_totals(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """The table with blank totals of rows replaced by the sum of their parts where all of these are printed."""
    blank = table["total"].isna()
    if not blank.any():
        return table
    parts = [column.code for column in LATEST.table(code).columns if column.code != "total"]
    sums = table.loc[blank, parts].sum(axis=1, skipna=False)
    return table.assign(total=table["total"].mask(blank, sums.reindex(table.index)))


def _fill(values: Floats, reports: pd.DataFrame, code: str, table: pd.DataFrame) -> None:
    """Puts the cells of a table into ``values``; a row that another one is printed in place of counts 0 beside it."""
    rows = places_in(reports["report_id"], table["report_id"])
    replaced = {name for row in LATEST.table(code).items if row.replaces for name in (row.code, *row.replaces)}
    printed = np.unique(rows[rows >= 0])
    for cell in CELLS:
        if cell.table == code and cell.item in replaced:
            values[printed, PLACE[cell]] = 0.0
    items, names = pd.factorize(table[_KEYS[code]])
    for column in dict.fromkeys(cell.column for cell in CELLS if cell.table == code and cell.column in table):
        place_of = np.array([PLACE.get(Cell(code, str(name), column), -1) for name in names], dtype=np.intp)
        places = place_of[items] if len(names) else np.empty(0, dtype=np.intp)
        wanted = (rows >= 0) & (places >= 0)
        filled = table[column].to_numpy(dtype=np.float64, na_value=np.nan)
        values[rows[wanted], places[wanted]] = filled[wanted]


def places_in(known: "pd.Series[str]", names: "pd.Series[str]") -> npt.NDArray[np.intp]:
    """The place of each name among the known ones, which are unique; -1 for others."""
    codes, different = pd.factorize(names)
    if not len(different):
        return np.empty(0, dtype=np.intp)
    places: npt.NDArray[Any] = pd.Index(known).get_indexer(pd.Index(np.asarray(different, dtype=object), dtype="str"))
    return places[codes]


def _settle(values: Floats, identity: Identity) -> None:
    """Blank parts count as 0 where the others already make up their total."""
    left = [PLACE[cell] for cell in identity.left]
    parts = values[:, left]
    settled = np.nansum(parts, axis=1) == values[:, PLACE[identity.right[0]]]
    rows, columns = np.nonzero(settled[:, np.newaxis] & np.isnan(parts))
    values[rows, np.array(left, dtype=np.intp)[columns]] = 0.0
