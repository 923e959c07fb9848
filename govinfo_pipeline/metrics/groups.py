"""Which reports are added up together: by region, level, kind of organ, scope, and whether they pass the identities.

Reports that agree in all of these are added up once, and every group is a sum of such sums. Reports of different
scopes are never in one group. With ``passing`` `only`, the reports that pass the identities I1 to I4 count alone.

====================================  =======================================  =========
region                                by level and kind of organ               `passing`
====================================  =======================================  =========
all, and each province                all, each level, each kind, each of both  both
each city and county                  all, each level                          `all`
each city and county                  all                                      `only`
====================================  =======================================  =========
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.regions.gazetteer import gazetteer

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


@cache
def regions_of(code: str) -> tuple[str | None, str | None, str | None]:
    """The codes of the province, city and county that a GB/T 2260 code (six digits) lies in, null where in none.

    The districts of a municipality, and counties that a province governs, are in no city.
    """
    city = code[:4] + "00" if code[2:4] != "00" else None
    names = gazetteer().names
    if city and code[:4] in names and gazetteer().name(code[:4]) is None:
        city = None
    return f"{code[:2]}0000", city, code if code[4:] != "00" else None


def parent_of(code: str) -> str:
    """The code of the next larger region that has groups of its own: empty for the whole country."""
    province, city, county = regions_of(code)
    larger = [part for part in (province, city, county) if part and part != code]
    return larger[-1] if larger else ""


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


def overall(metrics: pd.DataFrame, passing: str = ALL) -> pd.DataFrame:
    """The rows of ``yearly_metrics`` of all regions, levels and kinds of organs, for each scope."""
    of_all = metrics["region_code"].isna() & (metrics[["level", "kind"]] == ALL).all(axis=1)
    return metrics[of_all & (metrics["passing"] == passing)]
