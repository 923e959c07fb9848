"""What each report adds to each metric: its numerator, its denominator, and whether it counts at all."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.metrics.cells import CELLS, PLACE, Floats, KnownCells, places_in
from govinfo_pipeline.metrics.indicators import INDICATORS, REPORT_SHARES

SIDES = ("numerator", "denominator", "reports")
_RECEIVED = [PLACE[Cell("applications", item, "total")] for item in ("new_received", "carried_over")]
_FAMILIES = [statement.family for statement in LATEST.sums]


def _matrix(side: str) -> Floats:
    matrix = np.zeros((len(INDICATORS), len(CELLS)))
    for row, indicator in enumerate(INDICATORS):
        for cell in getattr(indicator, side):
            matrix[row, PLACE[cell]] += 1.0
    return matrix


_NUMERATORS = _matrix("numerator")
_DENOMINATORS = _matrix("denominator") * np.array([[i.unit != "growth"] for i in INDICATORS])
_ASKED = _matrix("cells").astype(np.float32)
"""As floating point, for booleans are not multiplied by the fast library."""


class Passing(NamedTuple):
    """Whether reports pass the identities I1 to I4: one that could be made holds, and none is ``violated``."""

    passes: npt.NDArray[np.bool_]
    violates: npt.NDArray[np.bool_]


def passing(reports: "pd.Series[str]", identity_results: pd.DataFrame) -> Passing:
    """For each report; one without a result of I1 to I4 neither passes nor violates."""
    results = identity_results[identity_results["identity"].isin(_FAMILIES)]
    places = places_in(reports, results["report_id"])
    found = {}
    for status in ("holds", "violated"):
        found[status] = np.zeros(len(reports), dtype=bool)
        found[status][places[(places >= 0) & (results["status"] == status).to_numpy(dtype=bool)]] = True
    return Passing(found["holds"] & ~found["violated"], found["violated"])


def terms(cells: KnownCells, checked: Passing) -> Floats:
    """:data:`SIDES` × metrics × reports: what each report adds to each; the last side is 1 where it counts."""
    unknown = np.isnan(cells.values)
    values = np.where(unknown, 0.0, cells.values).T
    counts = (_ASKED @ unknown.T.astype(np.float32)) == 0
    counts &= (cells.reports["status"] != "quarantined").to_numpy(dtype=bool)
    for form in cells.reports["form"].unique():
        other = np.array([[form not in indicator.forms] for indicator in INDICATORS])
        counts &= ~(other & (cells.reports["form"] == form).to_numpy(dtype=bool))
    sides = np.stack([_NUMERATORS @ values, _DENOMINATORS @ values, np.ones(counts.shape)]) * counts
    return np.concatenate([sides, _of_reports(cells, checked)], axis=1)


def _of_reports(cells: KnownCells, checked: Passing) -> Floats:
    """Sides × the shares of reports × reports."""
    status = cells.reports["status"].to_numpy()
    read = status != "quarantined"
    received = cells.values[:, _RECEIVED].sum(axis=1)
    every = np.ones(len(status), dtype=bool)
    shares = {
        "zero_report_share": (received == 0, read & ~np.isnan(received)),
        "parsed_share": (status == "parsed", every),
        "quarantine_share": (~read, every),
        "violation_share": (checked.violates, read),
        "passing_share": (checked.passes, read),
    }
    above, counts = (
        np.array([shares[share.code][side] for share in REPORT_SHARES], dtype=np.float64) for side in (0, 1)
    )
    return np.stack([above * counts, counts, counts])
