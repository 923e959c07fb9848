"""The metrics of a year: for each group of reports one sum for each side, over the reports that count.

A report that an indicator cannot be told of is left out of both of its sums, which the column ``reports`` shows.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from govinfo_pipeline.metrics.cells import KnownCells, known_cells
from govinfo_pipeline.metrics.coverage import coverage
from govinfo_pipeline.metrics.groups import ALL, KEYS, Floats, atoms, sums_of_groups
from govinfo_pipeline.metrics.indicators import INDICATORS, METRICS, OF_ALL_REPORTS
from govinfo_pipeline.metrics.ranks import ranks
from govinfo_pipeline.metrics.terms import SIDES, passing, terms
from govinfo_pipeline.tables.schemas import empty, frame

SMALL = 10
"""A value whose denominator is below this says little."""
_CODES = list(METRICS)
_SCALES = np.ones(len(_CODES))
_SCALES[: len(INDICATORS)] = [indicator.scale for indicator in INDICATORS]
_GROWTH = [place for place, metric in enumerate(METRICS.values()) if metric.unit == "growth"]
_PER_CAPITA = [place for place, metric in enumerate(METRICS.values()) if metric.unit == "per_100000"]
_PASSING_SHARE = _CODES.index("passing_share")


class Sums(NamedTuple):
    """``values``: groups × sides × metrics."""

    groups: pd.MultiIndex
    values: Floats

    def of(self, groups: pd.MultiIndex) -> "Sums":
        """The same of other groups; one without a report has zeros."""
        places = self.groups.get_indexer(groups)
        found = np.zeros((len(groups), *self.values.shape[1:]))
        found[places >= 0] = self.values[places[places >= 0]]
        return Sums(groups, found)


def yearly_metrics(
    year: int,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    identity_results: pd.DataFrame,
    known_bodies: pd.DataFrame | None = None,
    population: "pd.Series[float] | None" = None,
) -> pd.DataFrame:
    """``yearly_metrics`` of ``year``; the tables may hold the year before too, for growth.

    ``population`` is that of the year by ``region_code``, with an empty one for the whole country.
    """
    tables = (reports, proactive_disclosure, applications, disputes)
    cells, earlier = (known_cells(*(table[table["year"] == which] for table in tables)) for which in (year, year - 1))
    now = group_sums(cells, identity_results, range(len(_CODES)))
    covered = coverage(reports[reports["year"] == year], known_bodies)
    if len(covered):
        now = now.of(pd.MultiIndex.from_tuples([*now.groups, *covered.index.difference(now.groups)], names=KEYS))
    if not len(now.groups):
        return empty("yearly_metrics")
    before = group_sums(earlier, identity_results, _GROWTH).of(now.groups).values
    now.values[:, 1, _GROWTH] = np.where(before[:, 2] > 0, before[:, 0], np.nan)
    regions = now.groups.get_level_values("region_code")
    persons = np.nan if population is None else population.reindex(regions).to_numpy()[:, np.newaxis]
    now.values[:, 1, _PER_CAPITA] = persons
    return _long(year, now, covered)


def group_sums(cells: KnownCells, identity_results: pd.DataFrame, metrics: Sequence[int]) -> Sums:
    """For each group of the reports of one year, both sides of some metrics and the reports behind each."""
    checked = passing(cells.reports["report_id"], identity_results)
    parts, numbers = atoms(cells.reports.assign(passes=checked.passes))
    each = terms(cells, checked)[:, metrics].reshape(len(SIDES) * len(metrics), -1)
    of_parts = np.array([np.bincount(numbers, row, minlength=len(parts)) for row in each]).T
    groups, values = sums_of_groups(parts, of_parts)
    return Sums(groups, values.reshape(-1, len(SIDES), len(metrics)))


def _long(year: int, sums: Sums, covered: "pd.Series[float]") -> pd.DataFrame:
    """One row a group and metric."""
    above, below, counts = (sums.values[:, side] for side in range(len(SIDES)))
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(below > 0, above / below * _SCALES, np.nan)
    values[:, _GROWTH] -= 1.0
    rank, ranked = ranks(sums.groups, np.where(below < SMALL, np.nan, values))
    of_all = sums.groups.get_level_values("passing") == ALL
    told = of_all[:, np.newaxis] | ~np.isin(_CODES, OF_ALL_REPORTS)
    rows, columns = np.nonzero(told)
    names = sums.groups.to_frame(index=False).astype("str")
    keys = {name: names[name].array.take(rows) for name in KEYS if name != "region_code"}
    passes = pd.Series(values[of_all, _PASSING_SHARE], sums.groups[of_all])
    return frame(
        "yearly_metrics",
        {
            "year": np.full(len(rows), year),
            "region_code": names["region_code"].mask(names["region_code"] == "").array.take(rows),
            **keys,
            "metric": pd.array(_CODES, dtype="str").take(columns),
            "numerator": above[told],
            "denominator": below[told],
            "value": values[told],
            "reports": counts[told],
            "coverage": _of_group(covered, sums.groups)[rows],
            "passing_share": _of_group(passes, sums.groups)[rows],
            "rank": rank[told],
            "ranked": ranked[told],
            "small": pd.arrays.IntegerArray((below < SMALL)[told].astype(np.int64), np.isnan(below)[told]),
        },
    )


def _of_group(shares: "pd.Series[float]", groups: pd.MultiIndex) -> Floats:
    """The share of each group, which is that of all of its reports also where those that pass count alone."""
    whole = groups.to_frame(index=False).assign(passing=ALL)
    return np.asarray(shares.reindex(pd.MultiIndex.from_frame(whole)), dtype=np.float64)
