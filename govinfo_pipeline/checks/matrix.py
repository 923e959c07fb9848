"""A report is a vector: the identities of any number of reports as one matrix product.

The columns of a batch are the cells of tables 3 and 4 (:data:`CELLS`, every row of any generation), so that the
identities are a sparse matrix of +1 (left) and -1 (right), and the residuals of all reports one product. The rule and
its numbered exceptions are those of :mod:`govinfo_pipeline.checks.identities`.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from govinfo_pipeline.form import LATEST

TABLES = ("applications", "disputes")
CELLS = tuple(cell for cell in LATEST.cells if cell.table in TABLES)
IDENTITIES = tuple(identity for identity in LATEST.identities if identity.left[0].table in TABLES)

HOLDS, VIOLATED, NOT_ASSESSABLE, NOT_APPLICABLE = range(4)
STATUS = ("holds", "violated", "not_assessable", "")

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_PLACE = {cell: index for index, cell in enumerate(CELLS)}
_Members = tuple[npt.NDArray[np.intp], ...]


def _members(side: str) -> _Members:
    """For each identity the places of the cells on one side of it."""
    return tuple(np.array([_PLACE[cell] for cell in getattr(identity, side)]) for identity in IDENTITIES)


_LEFT, _RIGHT = _members("left"), _members("right")
_IS_TOTAL = np.array([cell in LATEST.totals for cell in CELLS])
_TOTALS = tuple(places[_IS_TOTAL[places]] for places in map(np.concatenate, zip(_LEFT, _RIGHT, strict=True)))


class Outcomes(NamedTuple):
    """Per report (rows) and identity (columns): both sides with blanks as 0, and the status by its number."""

    left: Floats
    right: Floats
    status: npt.NDArray[np.int8]


def evaluate(values: Floats, printed: Bools) -> Outcomes:
    """The outcomes for reports × cells: ``values`` (NaN for blank), and which cells the report's form prints.

    Counts are below 10^12, so that their sums are exact in floating point. Fastest where each cell of all reports
    lies in one piece of memory.
    """
    missing = np.isnan(values.T)
    left, right = _both(np.where(missing | ~printed.T, 0.0, values.T))
    # Numbers of cells: no side has more than a small number holds.
    printed_left, printed_right = _both(printed.T.view(np.int8))
    blank = (missing & printed.T).view(np.int8)
    blank_left, blank_right = _both(blank)
    status = np.full(left.shape, HOLDS, dtype=np.int8)
    status[left != right] = VIOLATED
    absorbed = ((left < right) & (blank_left > 0)) | ((left > right) & (blank_right > 0))
    status[absorbed] = NOT_ASSESSABLE  # 4
    nothing = blank_left + blank_right == printed_left + printed_right
    status[(_sums(blank, _TOTALS) > 0) | nothing] = NOT_ASSESSABLE  # 2
    status[(printed_left == 0) | (printed_right == 0)] = NOT_APPLICABLE  # 1
    return Outcomes(left.T, right.T, status.T)


def _both(cells: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The sums of the left and of the right side of every identity."""
    return _sums(cells, _LEFT), _sums(cells, _RIGHT)


def _sums(cells: npt.NDArray[Any], members: _Members) -> npt.NDArray[Any]:
    """Cells × reports → identities × reports: the product with a matrix so sparse that adding up is faster."""
    sums = np.zeros((len(members), cells.shape[1]), dtype=cells.dtype)
    for places, own in zip(members, sums, strict=True):
        for place in places:
            own += cells[place]
    return sums
