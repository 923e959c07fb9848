"""How many of the bodies that should report have done so, by the same groups as the metrics."""

import pandas as pd

from govinfo_pipeline.checks.bodies import reports_of
from govinfo_pipeline.metrics.groups import KEYS, added, atoms, sums_of_groups

_SCOPES = {"government": "aggregate", "unknown": "unknown"}
"""Kind of organ → what its report is about; all others report on themselves."""


def coverage(reports: pd.DataFrame, known_bodies: pd.DataFrame | None) -> "pd.Series[float]":
    """The share of the known bodies of each group of which a report was read and counts; empty without a list.

    What the list does not say of a body is unknown. :func:`govinfo_pipeline.checks.bodies.reports_of` says which report
    is whose.
    """
    if known_bodies is None or known_bodies.empty:
        return pd.Series(dtype="float64", index=pd.MultiIndex.from_arrays([[]] * len(KEYS), names=KEYS))
    there = reports_of(known_bodies, reports)
    bodies = known_bodies.assign(
        level=known_bodies["level"].fillna("unknown"),
        kind=known_bodies["kind"].fillna("unknown"),
        passes=False,
    )
    bodies["report_scope"] = bodies["kind"].map(_SCOPES).fillna("own")
    bodies["reported"] = [body in there for body in zip(bodies["organization"], bodies["region_code"], strict=True)]
    parts, numbers = atoms(bodies)
    groups, sums = sums_of_groups(parts, added(numbers, bodies[["reported"]].assign(all=1).to_numpy(dtype="float64")))
    return pd.Series(sums[:, 0] / sums[:, 1], groups)
