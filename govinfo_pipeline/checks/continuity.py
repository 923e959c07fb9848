"""What holds from one year to the next (X1, X2), for the same organization, also under a changed name.

X1: 上年结转 equals 结转下年度 of the year before, for each applicant and the total. A blank that would have to be
0 is 0; any other blank, or a year before without a report, makes it not assessable.
X2: 现行有效 equals that of the year before, plus 制发, minus 废止; on the form of 2021 in both years. A documented
clean-up may change it, so that it is a warning.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.checks.matrix import HOLDS, NOT_ASSESSABLE, STATUS, VIOLATED
from govinfo_pipeline.checks.vectors import Vectors, texts
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.tables.schemas import frame

APPLICATIONS, DOCUMENTS = "continuity.applications", "continuity.documents"
_KINDS = ("regulations", "normative_documents")
_APPLICANTS = tuple(column.code for column in LATEST.table("applications").columns)

Floats = npt.NDArray[np.float64]


def continuity(year: Year) -> pd.DataFrame:
    """The ``identity_results`` of X1 and X2 for the reports of a year that count."""
    now, then, reports = year.now, year.then, year["reports"]
    counted = reports.loc[reports["excluded"].isna(), "report_id"]
    rows = now.rows(counted)
    rows = rows[rows >= 0]
    others = then.rows(year.partners.get(report, "") for report in now.reports[rows])
    parts = [_received(now, then, rows, others, column) for column in _APPLICANTS]
    parts += [_documents(now, then, rows, others, kind) for kind in _KINDS]
    return pd.concat(parts, ignore_index=True)


def _received(
    now: Vectors, then: Vectors, rows: npt.NDArray[np.intp], others: npt.NDArray[np.intp], column: str
) -> pd.DataFrame:
    left = now.column(Cell("applications", "carried_over", column))[rows]
    right = then.take(others, [Cell("applications", "carried_forward", column)])[0][:, 0]
    if column != "total":
        left, right = (
            np.where(np.isnan(side) & (other == 0) & (others >= 0), 0.0, side)
            for side, other in ((left, right), (right, left))
        )
    severity = "error" if column == "total" else "warning"
    return _results(now, rows, APPLICATIONS, column, left, right, severity)


def _documents(
    now: Vectors, then: Vectors, rows: npt.NDArray[np.intp], others: npt.NDArray[np.intp], kind: str
) -> pd.DataFrame:
    issued, repealed, in_force = (
        Cell("proactive_disclosure", kind, measure) for measure in ("issued", "repealed", "in_force")
    )
    years = now.years.to_numpy(dtype=np.int64)[rows]
    rows, others = (part[years > 2021] for part in (rows, others))  # the form's first year has no year before
    left = then.take(others, [in_force])[0][:, 0] + now.column(issued)[rows] - now.column(repealed)[rows]
    return _results(now, rows, DOCUMENTS, kind, left, now.column(in_force)[rows], "warning")


def _results(
    now: Vectors, rows: npt.NDArray[np.intp], family: str, scope: str, left: Floats, right: Floats, severity: str
) -> pd.DataFrame:
    unknown = np.isnan(left) | np.isnan(right)
    status = np.where(unknown, NOT_ASSESSABLE, np.where(left == right, HOLDS, VIOLATED))
    sides = {"left": left, "right": right, "residual": left - right}
    return frame(
        "identity_results",
        {
            "report_id": now.reports.array.take(rows),
            "year": now.years.array.take(rows),
            "identity": [family] * len(rows),
            "scope": [scope] * len(rows),
            **{name: pd.arrays.FloatingArray(np.where(unknown, 0.0, side), unknown) for name, side in sides.items()},
            "status": texts(STATUS, status),
            "severity": [severity] * len(rows),
        },
    )
