"""The claims of a year against the tables: the rule of :mod:`govinfo_pipeline.checks.stated`, for all reports at once.

Claims that may mean the same cells are assessed together; a test holds this and the rule together.
"""

from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.checks.matrix import HOLDS, NOT_ASSESSABLE, STATUS, VIOLATED
from govinfo_pipeline.checks.rows import records
from govinfo_pipeline.checks.stated import ROUNDING, assess, half_a_place
from govinfo_pipeline.checks.vectors import Vectors, texts
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.reading.claims import Claim
from govinfo_pipeline.tables.parsed import readings_of
from govinfo_pipeline.tables.schemas import NARRATIVE, frame

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def narrative(year: Year) -> pd.DataFrame:
    """The ``identity_results`` of the claims of a year: left what the prose states, right what the tables come to.

    ``scope`` is the claim's number within its report.
    """
    now, then, claims = year.now, year.then, year["claims"].reset_index(drop=True)
    rows = now.rows(claims["report_id"])
    others = then.rows(year.partners.get(report, "") for report in claims["report_id"])
    right, status = np.full(len(claims), np.nan), np.full(len(claims), NOT_ASSESSABLE)
    certain = claims[claims["scope"] == "certain"]
    growth = certain["claim"].str.endswith("_growth")
    for (readings, base, unit, grows), group in certain.groupby(
        [certain["readings"], certain["base"].fillna(""), certain["unit"], growth]
    ):
        places = group.index.to_numpy()
        sides = _Sides(now, then, rows[places], others[places])
        if unit == "万元":
            found = [_one(record, sides, place) for place, record in enumerate(records(group))]
            computed, fits = (np.array(part) for part in zip(*found, strict=True))
        else:
            stated = group["value"].to_numpy(dtype=np.float64)
            computed = _computed(sides, str(readings), str(base), str(unit), bool(grows), stated)
            tolerance = 0.0 if unit == "件" else np.array([half_a_place(value) for value in stated]) + ROUNDING
            fits = np.abs(computed - stated) <= tolerance
        right[places] = computed
        status[places] = np.where(np.isnan(computed), NOT_ASSESSABLE, np.where(fits, HOLDS, VIOLATED))
    unknown = status == NOT_ASSESSABLE
    left = claims["value"].to_numpy(dtype=np.float64)
    sides_of = {"left": left, "right": right, "residual": left - right}
    return frame(
        "identity_results",
        {
            "report_id": claims["report_id"].array,
            "year": claims["year"].array,
            "identity": (NARRATIVE + claims["claim"]).array,
            "scope": claims["number"].astype("str").array,
            **{name: pd.arrays.FloatingArray(np.where(unknown, 0.0, side), unknown) for name, side in sides_of.items()},
            "status": texts(STATUS, status),
            "severity": texts(["warning"], np.zeros(len(claims), dtype=np.intp)),
        },
    )


class _Sides(NamedTuple):
    """The reports that some claims are of: their rows in this year's matrix, and in that of the year before."""

    now: Vectors
    then: Vectors
    rows: npt.NDArray[np.intp]
    others: npt.NDArray[np.intp]

    def sums(self, text: str, *, before: bool = False) -> list[tuple[Floats, Bools]]:
        """For each reading its sum in each report (NaN with a cell without a number), and whether it is printed."""
        source, rows = (self.then, self.others) if before else (self.now, self.rows)
        taken = (source.take(rows, reading) for reading in readings_of(text))
        return [(values.sum(axis=1), np.asarray(printed.all(axis=1))) for values, printed in taken]


def _computed(sides: _Sides, readings: str, base: str, unit: str, grows: bool, stated: Floats) -> Floats:
    """What the reading that is nearest to the figure stated comes to; NaN where one of them cannot be computed."""
    parts = sides.sums(readings)
    if unit == "%" and grows:
        then = sides.sums(readings, before=True)
        parts = [(_rate(part, base, 1), printed) for (part, printed), (base, _) in zip(parts, then, strict=True)]
    elif unit == "%":
        bases = sides.sums(base)
        parts = [(_rate(part, whole, 0), a & b) for part, a in parts for whole, b in bases]
    if not parts:
        return np.full(len(stated), np.nan)
    values, printed = (np.array(part) for part in zip(*parts, strict=True))
    unknown = (np.isnan(values) & printed).any(axis=0) | ~printed.any(axis=0)
    far = np.where(printed & ~np.isnan(values), np.abs(values - stated), np.inf)
    return np.where(unknown, np.nan, values[far.argmin(axis=0), np.arange(len(stated))])


def _rate(part: Floats, base: Floats, less: int) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(base == 0, np.nan, (part / base - less) * 100)


def _one(record: dict[str, Any], sides: _Sides, place: int) -> tuple[float, bool]:
    """An amount, whose printed places count on both sides."""
    status, computed = assess(_claim(record), sides.now.at(int(sides.rows[place])))
    return (np.nan if computed is None else computed), status == "holds"


def _claim(record: dict[str, Any]) -> Claim:
    value = float(record["value"])
    number = int(value) if value.is_integer() else Decimal(repr(value))
    cells = readings_of(record["readings"])
    return Claim(
        record["claim"], number, cells, record["scope"], record["quote"], int(record["section"]), record["unit"]
    )
