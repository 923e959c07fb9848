"""A report is a vector: the identities of any number of reports as one matrix product.

The columns of a batch are the cells of tables 3 and 4 (:data:`CELLS`, every row of any generation), so that the
identities are a matrix of +1 (left) and -1 (right), and the residuals of all reports one product. The rule and its
numbered exceptions are those of :mod:`govinfo_pipeline.checks.identities`.
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


def _side(name: str) -> Floats:
    matrix = np.zeros((len(IDENTITIES), len(CELLS)))
    for row, identity in enumerate(IDENTITIES):
        matrix[row, [_PLACE[cell] for cell in getattr(identity, name)]] = 1.0
    return matrix


LEFT = _side("left")
RIGHT = _side("right")
TOTAL = np.array([cell in LATEST.totals for cell in CELLS], dtype=np.float32)
_BOTH = np.ascontiguousarray(np.vstack([LEFT, RIGHT]).T)
_BOTH_COUNTS = _BOTH.astype(np.float32)


class Outcomes(NamedTuple):
    """Per report (rows) and identity (columns): both sides with blanks as 0, and the status by its number."""

    left: Floats
    right: Floats
    status: npt.NDArray[np.int8]


def evaluate(values: Floats, printed: Bools) -> Outcomes:
    """The outcomes for reports × cells: ``values`` (NaN for blank), and which cells the report's form prints.

    Counts are below 10^12, so that their sums are exact in floating point.
    """
    missing = np.isnan(values)
    left, right = _sides(np.where(missing | ~printed, 0.0, values))
    # Numbers of cells: as floating point, for booleans are not multiplied by the fast library.
    printed_left, printed_right = _sides(printed.astype(np.float32))
    blank = (missing & printed).astype(np.float32)
    blank_left, blank_right = _sides(blank)
    blank_total = sum(_sides(blank * TOTAL))
    status = np.full(left.shape, HOLDS, dtype=np.int8)
    status[left != right] = VIOLATED
    absorbed = ((left < right) & (blank_left > 0)) | ((left > right) & (blank_right > 0))
    status[absorbed] = NOT_ASSESSABLE  # 4
    nothing = blank_left + blank_right == printed_left + printed_right
    status[(blank_total > 0) | nothing] = NOT_ASSESSABLE  # 2
    status[(printed_left == 0) | (printed_right == 0)] = NOT_APPLICABLE  # 1
    return Outcomes(left, right, status)


def _sides(cells: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """The sums of the left and of the right side of every identity."""
    both = cells @ (_BOTH if cells.dtype == np.float64 else _BOTH_COUNTS)
    return both[:, : len(IDENTITIES)], both[:, len(IDENTITIES) :]
