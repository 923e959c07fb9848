"""What holds from one year to the next (X1, X2), for the same organization, also under a changed name.

X1: 上年结转 equals 结转下年度 of the year before, for each applicant and the total. A blank that would have to be
0 is 0; any other blank, or a year before without a report, makes it not assessable.
X2: 现行有效 equals that of the year before, plus 制发, minus 废止; on the form of 2021 in both years. A documented
clean-up may change it, so that it is a warning.
"""

import numpy as np
import numpy.typing as npt

from govinfo_pipeline.checks.coded import Coded
from govinfo_pipeline.checks.instances import Instances, joined
from govinfo_pipeline.checks.matrix import HOLDS, NOT_ASSESSABLE, VIOLATED, Floats
from govinfo_pipeline.checks.vectors import Vectors
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.form import LATEST, Cell

APPLICATIONS, DOCUMENTS = "continuity.applications", "continuity.documents"
_KINDS = ("regulations", "normative_documents")
_APPLICANTS = tuple(column.code for column in LATEST.table("applications").columns)


def continuity(year: Year) -> Instances:
    """The instances of X1 and X2 for the reports of a year that count."""
    now, then, reports = year.now, year.then, year["reports"]
    counted = reports.loc[reports["excluded"].isna(), "report_id"].to_numpy(dtype=object)
    rows = now.rows(counted)
    rows = rows[rows >= 0]
    others = year.rows_before[rows]
    parts = [_received(now, then, rows, others, column) for column in _APPLICANTS]
    parts += [_documents(now, then, rows, others, kind) for kind in _KINDS]
    return joined(parts)


def _received(
    now: Vectors, then: Vectors, rows: npt.NDArray[np.intp], others: npt.NDArray[np.intp], column: str
) -> Instances:
    left = now.column(Cell("applications", "carried_over", column))[rows]
    right = then.take(others, [Cell("applications", "carried_forward", column)])[0][:, 0]
    if column != "total":
        left, right = (
            np.where(np.isnan(side) & (other == 0) & (others >= 0), 0.0, side)
            for side, other in ((left, right), (right, left))
        )
    severity = "error" if column == "total" else "warning"
    return _results(rows, APPLICATIONS, column, left, right, severity)


def _documents(
    now: Vectors, then: Vectors, rows: npt.NDArray[np.intp], others: npt.NDArray[np.intp], kind: str
) -> Instances:
    issued, repealed, in_force = (
        Cell("proactive_disclosure", kind, measure) for measure in ("issued", "repealed", "in_force")
    )
    years = now.years.to_numpy(dtype=np.int64)[rows]
    rows, others = (part[years > 2021] for part in (rows, others))  # the form's first year has no year before
    left = then.take(others, [in_force])[0][:, 0] + now.column(issued)[rows] - now.column(repealed)[rows]
    return _results(rows, DOCUMENTS, kind, left, now.column(in_force)[rows], "warning")


def _results(
    rows: npt.NDArray[np.intp], family: str, scope: str, left: Floats, right: Floats, severity: str
) -> Instances:
    unknown = np.isnan(left) | np.isnan(right)
    status = np.where(unknown, NOT_ASSESSABLE, np.where(left == right, HOLDS, VIOLATED))
    identity, scopes, severities = (Coded.repeated(name, len(rows)) for name in (family, scope, severity))
    return Instances(rows, identity, scopes, left, right, status.astype(np.int8), severities)
