"""``identity_results`` of a year: the identities of the form, those across years, and those with the narrative."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.checks import matrix
from govinfo_pipeline.checks.continuity import continuity
from govinfo_pipeline.checks.narrative import narrative
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.checks.vectors import Vectors, texts
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.tables.schemas import frame


def identity_results(year: Year) -> pd.DataFrame:
    """``identity_results`` for the reports of one year: one row an identity instance that applies to a report.

    Where the year before has no report of an organization, what holds across years is not assessable.
    """
    parts = [of_the_form(year.now), continuity(year), narrative(year)]
    return frame("identity_results", dict(pd.concat(parts, ignore_index=True)))


def of_the_form(now: Vectors) -> pd.DataFrame:
    """I1 to I4 for every report."""
    cells = len(matrix.CELLS)
    outcomes = matrix.evaluate(now.values[:, :cells], now.printed[:, :cells])
    rows, columns = np.nonzero(outcomes.status != matrix.NOT_APPLICABLE)
    status = outcomes.status[rows, columns]
    left, right = (side[rows, columns] for side in (outcomes.left, outcomes.right))
    severities = [CHECKS[identity.family].severity for identity in matrix.IDENTITIES]
    return frame(
        "identity_results",
        {
            "report_id": now.reports.array.take(rows),
            "year": now.years.array.take(rows),
            "identity": texts([identity.family for identity in matrix.IDENTITIES], columns),
            "scope": texts([identity.scope for identity in matrix.IDENTITIES], columns),
            "left": _nullable(left, status),
            "right": _nullable(right, status),
            "residual": _nullable(left - right, status),
            "status": texts(matrix.STATUS, status),
            "severity": texts(severities, columns),
        },
    )


def _nullable(side: matrix.Floats, status: npt.NDArray[np.int8]) -> pd.arrays.FloatingArray:
    return pd.arrays.FloatingArray(side.copy(), status == matrix.NOT_ASSESSABLE)
