"""What changed against the year before, and which bodies' reports did it.

A rate is R = A / B, sums over reports. What one body adds to the change from R0 to R1 is

    (a1 - R0 * b1) / B1 - (a0 - R0 * b0) / B0

with a and b the body's own sides of this year (1) and the year before (0), 0 where it has no report that counts. Over
all bodies this adds up to R1 - R0 exactly: how far each departs now from what was usual before, less how far it
departed then. Of growth it is (a1 - a0) / A0, which adds up to the growth.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.metrics.cells import Floats, KnownCells
from govinfo_pipeline.metrics.groups import with_regions
from govinfo_pipeline.metrics.indicators import INDICATORS, Indicator
from govinfo_pipeline.metrics.terms import passing, terms
from govinfo_pipeline.tables.metric_schemas import METRIC_CHANGES
from govinfo_pipeline.tables.schemas import frame

MOST = 10
"""Bodies that are named for a change."""
_COMPARED = [place for place, indicator in enumerate(INDICATORS) if indicator.unit in ("share", "ratio", "growth")]


def metric_changes(
    year: int, now: KnownCells, before: KnownCells, partners: Mapping[str, str], identity_results: pd.DataFrame
) -> pd.DataFrame:
    """``metric_changes``: for all regions and each province, the change of each metric and who caused most of it.

    ``partners`` names the report of the year before of the same body. A body that has a report in one year only is a
    cause too, as coverage changed.
    """
    bodies = _bodies(now.reports, before.reports, partners)
    sides = [_sides(cells, bodies[name], identity_results) for cells, name in ((before, "before"), (now, "now"))]
    provinces = bodies["province"].dropna().unique()
    rows = []
    for scope in sorted(bodies["report_scope"].unique()):
        for region in (None, *sorted(provinces)):
            members = (bodies["report_scope"] == scope) & (True if region is None else bodies["province"] == region)
            group = {"year": year, "region_code": region, "report_scope": scope}
            own_bodies, own = bodies[members], [side[:, :, members.to_numpy()] for side in sides]
            for number, place in enumerate(_COMPARED):
                rows += list(_causes(INDICATORS[place], group, own_bodies, *(side[:, number] for side in own)))
    return frame("metric_changes", {name: [row.get(name) for row in rows] for name in METRIC_CHANGES.columns})


def _bodies(now: pd.DataFrame, before: pd.DataFrame, partners: Mapping[str, str]) -> pd.DataFrame:
    """One row a body: the places of its reports in both years (-1: none), and what is known of it, now if it can be."""
    columns = ["report_id", "organization", "region_code", "report_scope"]
    places = pd.Series(before.index, before["report_id"])
    then = now["report_id"].map(dict(partners)).map(places).fillna(-1).astype(np.intp)
    # A body whose scope changed has left the one and come to the other: the two are never compared.
    then = then.where(before["report_scope"].reindex(then).to_numpy() == now["report_scope"].to_numpy(), -1)
    gone = before.index.difference(pd.Index(then[then >= 0]))
    of_now = now[columns].assign(now=now.index, before=then)
    of_before = before.loc[gone, columns].assign(now=-1, before=gone)
    return with_regions(pd.concat([of_now, of_before], ignore_index=True))


def _sides(cells: KnownCells, places: "pd.Series[int]", identity_results: pd.DataFrame) -> Floats:
    """Numerator and denominator × metrics × bodies; 0 where a body has no report, or one that does not count."""
    checked = passing(cells.reports["report_id"], identity_results)
    above, below, counts = terms(cells, checked)[:, _COMPARED]
    each = np.stack([above, below, counts])
    none = np.zeros((*each.shape[:2], 1))
    return np.concatenate([each, none], axis=2)[:, :, places.to_numpy()]


def _causes(
    indicator: Indicator, group: Mapping[str, object], bodies: pd.DataFrame, before: Floats, now: Floats
) -> Iterator[dict[str, object]]:
    """The rows of one change, what caused most first; none where a rate is unknown in either year."""
    (a0, b0, n0), (a1, b1, n1) = before, now
    if not n0.any() or not n1.any():
        return
    if indicator.unit == "growth":
        if not a0.sum():
            return
        value_before, value = None, a1.sum() / a0.sum() - 1.0
        shares = (a1 - a0) / a0.sum()
        change = value
    else:
        if not b0.sum() or not b1.sum():
            return
        value_before, value = a0.sum() / b0.sum(), a1.sum() / b1.sum()
        shares = (a1 - value_before * b1) / b1.sum() - (a0 - value_before * b0) / b0.sum()
        change = value - value_before
    for rank, place in enumerate(_largest(shares), 1):
        body = bodies.iloc[place]
        yield {
            **group,
            "metric": indicator.code,
            "value_before": value_before,
            "value": value,
            "change": change,
            "rank": rank,
            "report_id": body["report_id"],
            "organization": body["organization"],
            "numerator_before": a0[place] if n0[place] else None,
            "denominator_before": b0[place] if n0[place] and indicator.unit != "growth" else None,
            "numerator": a1[place] if n1[place] else None,
            "denominator": b1[place] if n1[place] and indicator.unit != "growth" else None,
            "contribution": shares[place],
        }


def _largest(shares: Floats) -> npt.NDArray[np.intp]:
    order = np.argsort(-np.abs(shares), kind="stable")[:MOST]
    causes: npt.NDArray[np.intp] = order[shares[order] != 0]
    return causes
