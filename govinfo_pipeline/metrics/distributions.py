"""How the rates of single reports spread: the tenth, the middle and the ninth tenth of them.

This is no rate of a group, which is a quotient of sums and stands in ``yearly_metrics``.
"""

import numpy as np
import pandas as pd

from govinfo_pipeline.metrics.cells import KnownCells
from govinfo_pipeline.metrics.compute import SMALL
from govinfo_pipeline.metrics.groups import ALL, with_regions
from govinfo_pipeline.metrics.indicators import INDICATORS
from govinfo_pipeline.metrics.terms import passing, terms
from govinfo_pipeline.tables.schemas import frame

LEAST_UNITS = 5
"""Of fewer reports no spread is told."""
_POINTS = {"p10": 0.1, "median": 0.5, "p90": 0.9}
_QUOTIENTS = [place for place, indicator in enumerate(INDICATORS) if indicator.unit in ("share", "ratio")]
_KEYS = ["region_code", "level", "report_scope"]


def metric_distributions(year: int, cells: KnownCells, identity_results: pd.DataFrame) -> pd.DataFrame:
    """``metric_distributions`` of the reports of a year: all regions and each province, all levels and each.

    Only reports whose own denominator is not small are units of a spread.
    """
    checked = passing(cells.reports["report_id"], identity_results)
    above, below, counts = terms(cells, checked)[:, _QUOTIENTS]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where((counts > 0) & (below >= SMALL), above / below, np.nan).T
    codes = [INDICATORS[place].code for place in _QUOTIENTS]
    table = pd.DataFrame(rates, columns=pd.Index(codes, name="metric"))
    reports = with_regions(cells.reports)
    parts = []
    for region in (None, "province"):
        for by_level in (False, True):
            keys = [
                (reports[region] if region else pd.Series("", reports.index)).astype(object).rename("region_code"),
                (reports["level"] if by_level else pd.Series(ALL, reports.index)).astype(object).rename("level"),
                reports["report_scope"].astype(object),
            ]
            parts.append(_spread(table, keys))
    found = pd.concat(parts, ignore_index=True)
    columns = found.assign(year=year, region_code=found["region_code"].where(found["region_code"] != "", None))
    return frame("metric_distributions", dict(columns))


def _spread(table: pd.DataFrame, keys: list["pd.Series[str]"]) -> pd.DataFrame:
    """One row a group and metric that has units enough."""
    grouped = table.groupby(keys)
    figures = {"units": grouped.count(), **{name: grouped.quantile(point) for name, point in _POINTS.items()}}
    long = pd.concat({name: values.stack() for name, values in figures.items()}, axis=1).reset_index()
    return long[long["units"] >= LEAST_UNITS]
