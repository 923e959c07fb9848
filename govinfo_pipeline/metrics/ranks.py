"""How a region stands among its siblings: provinces of the country, cities of a province, counties of a city."""

import numpy as np
import pandas as pd

from govinfo_pipeline.metrics.groups import KEYS, Floats
from govinfo_pipeline.regions.codes import parent_of


def ranks(groups: pd.MultiIndex, values: Floats) -> tuple[Floats, Floats]:
    """For groups × metrics: the rank by value, the largest first and equal ones alike, and among how many.

    Both are NaN where there is no value, and for the whole country. What is not to be ranked has NaN in ``values``.
    """
    names = groups.to_frame(index=False)
    regions = names["region_code"].astype(object)
    parents = {code: parent_of(code) if code else None for code in regions.unique()}
    # A province's cities, and the counties that it governs itself, are no siblings.
    sizes = regions.str.rstrip("0").str.len().add(1) // 2
    of_region = (regions != "").to_numpy()
    siblings = [regions.map(parents)[of_region], sizes[of_region], *(names[key][of_region] for key in KEYS[1:])]
    table = pd.DataFrame(values[of_region])
    grouped = table.groupby([np.asarray(key) for key in siblings])
    found = np.full((2, *values.shape), np.nan)
    found[0, of_region] = grouped.rank(method="min", ascending=False)
    found[1, of_region] = grouped.transform("count")
    return found[0], np.where(np.isnan(values), np.nan, found[1])
