"""Which reports are added up together: by region, level, kind of organ, scope, and whether they pass the identities.

Reports that agree in all of these are added up once, and every group is a sum of such sums. Reports of different
scopes are never in one group; aggregates of several levels are, and contain each other: :func:`level_alone` says which
to read. With ``passing`` `only`, the reports that pass the identities I1 to I4 count alone.

====================================  =======================================  =========
region                                by level and kind of organ               `passing`
====================================  =======================================  =========
all, and each province                all, each level, each kind, each of both  both
each city and county                  all, each level                          `all`
each city and county                  all                                      `only`
====================================  =======================================  =========
"""

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.regions.codes import regions_of
from govinfo_pipeline.tables.codes import LEVELS

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.integer[Any]]
ALL = "all"
PASSING = "only"
REGIONS = ("province", "city", "county")
KEYS = ("region_code", "level", "kind", "report_scope", "passing")
"""What names a group. The code of all regions is empty here, and null in the table."""


class Grouping(NamedTuple):
    """Groups made at once: of which regions (null: all in one), apart by what else, and of which reports."""

    region: str | None
    by: tuple[str, ...] = ()
    passing: str = ALL


GROUPINGS = (
    *(
        Grouping(region, by, passing)
        for passing in (ALL, PASSING)
        for region in (None, "province")
        for by in ((), ("level",), ("kind",), ("level", "kind"))
    ),
    *(Grouping(region, by) for region in ("city", "county") for by in ((), ("level",))),
    *(Grouping(region, (), PASSING) for region in ("city", "county")),
)


def with_regions(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with a ``region_code``, and the codes of their province, city and county in columns named so."""
    codes, different = pd.factorize(rows["region_code"])
    known = pd.DataFrame([*(regions_of(str(code)) for code in different), (None,) * 3], columns=REGIONS, dtype=object)
    places = known.iloc[codes].set_index(rows.index)
    return rows.assign(**{region: places[region] for region in REGIONS})


def atoms(rows: pd.DataFrame) -> tuple[pd.DataFrame, Numbers]:
    """The smallest groups of ``rows``, and the number of each row's own.

    ``rows`` have ``region_code``, ``level``, ``kind``, ``report_scope`` and ``passes``.
    """
    keys = ["region_code", "level", "kind", "report_scope", "passes"]
    grouped = rows.groupby(keys, dropna=False, sort=True)
    found = grouped.size().index.to_frame(index=False)
    return with_regions(found), grouped.ngroup().to_numpy()


def sums_of_groups(parts: pd.DataFrame, sums: Floats) -> tuple[pd.MultiIndex, Floats]:
    """The groups (:data:`KEYS`), and the sums of each, from those of the smallest ones (rows, in any columns)."""
    keys, found = zip(*(_of(grouping, parts, sums) for grouping in GROUPINGS), strict=True)
    return pd.MultiIndex.from_frame(pd.concat(keys)), np.concatenate(found)


def _of(grouping: Grouping, parts: pd.DataFrame, sums: Floats) -> tuple[pd.DataFrame, Floats]:
    kept = parts["passes"] if grouping.passing == PASSING else pd.Series(True, index=parts.index)
    if grouping.region:
        kept = kept & parts[grouping.region].notna()
    chosen = parts[kept]
    keys = chosen[["report_scope"]].assign(
        region_code=chosen[grouping.region] if grouping.region else "",
        **{name: chosen[name] if name in grouping.by else ALL for name in ("level", "kind")},
        passing=grouping.passing,
    )
    grouped = keys.groupby(list(KEYS), sort=True)
    return grouped.size().index.to_frame(index=False), added(grouped.ngroup().to_numpy(), sums[kept.to_numpy()])


def added(groups: Numbers, values: Floats) -> Floats:
    """The sums of the rows of each group, of which the numbers are 0, 1, 2 and so on."""
    if not len(groups):
        return values[:0]
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    return np.add.reduceat(values[order], starts, axis=0)


def level_alone(scope: str, levels: Collection[str]) -> str:
    """The level at which the reports of a scope are read, of those ``levels`` that have any: all of them together.

    Of aggregates it is the highest: a government's holds those of the governments below it, so no two levels are added.
    """
    return next((level for level in LEVELS if level in levels), ALL) if scope == "aggregate" else ALL


def overall(metrics: pd.DataFrame, passing: str = ALL) -> pd.DataFrame:
    """The rows of ``yearly_metrics`` of all regions, levels and kinds of organs, for each scope."""
    of_all = metrics["region_code"].isna() & (metrics[["level", "kind"]] == ALL).all(axis=1)
    return metrics[of_all & (metrics["passing"] == passing)]
