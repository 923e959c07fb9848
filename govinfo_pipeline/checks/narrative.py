"""The claims of a year against the tables: the rule of :mod:`govinfo_pipeline.checks.stated`, for all reports at once.

Claims that may mean the same cells are assessed together; a test holds this and the rule together.
"""

from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govinfo_pipeline.checks.instances import Instances, named
from govinfo_pipeline.checks.matrix import HOLDS, NOT_ASSESSABLE, VIOLATED, Bools, Floats
from govinfo_pipeline.checks.rows import records
from govinfo_pipeline.checks.stated import ROUNDING, assess, half_a_place
from govinfo_pipeline.checks.vectors import Vectors, array_of
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.reading.claims import Claim
from govinfo_pipeline.tables.parsed import readings_of
from govinfo_pipeline.tables.schemas import NARRATIVE


def narrative(year: Year) -> Instances:
    """The instances of the claims of a year: left what the prose states, right what the tables come to.

    ``scope`` is the claim's number within its report.
    """
    now, then, claims = year.now, year.then, year["claims"]
    rows = now.rows_of(claims["report_id"])
    if np.any(rows < 0):
        claims, rows = claims[rows >= 0], rows[rows >= 0]
    claims = claims.reset_index(drop=True)
    others = year.rows_before[rows]
    right, status = np.full(len(claims), np.nan), np.full(len(claims), NOT_ASSESSABLE)
    certain = claims.loc[claims["scope"] == "certain", ["claim", "value", "unit", "readings", "base"]]
    growth = certain["claim"].str.endswith("_growth")
    for (readings, base, unit, grows), group in certain.groupby(
        [certain["readings"], certain["base"].fillna(""), certain["unit"], growth]
    ):
        places = group.index.to_numpy()
        sides = _Sides(now, then, rows[places], others[places])
        stated = group["value"].to_numpy(dtype=np.float64)
        computed = _computed(sides, str(readings), str(base), str(unit), bool(grows), stated)
        tolerance = 0.0 if unit == "件" else np.array([half_a_place(value) for value in stated]) + ROUNDING
        fits = np.abs(computed - stated) <= tolerance
        if unit == "万元":
            # The printed places of the cells count too: those that do not fit for what is stated are looked at by one.
            unsure = np.flatnonzero(("+" in str(readings)) | (~fits & ~np.isnan(computed)))
            for place, record in zip(unsure, records(claims.loc[group.index[unsure]]), strict=True):
                computed[place], fits[place] = _one(record, sides, int(place))
        right[places] = computed
        status[places] = np.where(np.isnan(computed), NOT_ASSESSABLE, np.where(fits, HOLDS, VIOLATED))
    names = array_of(claims["claim"], pa.string()).dictionary_encode()
    return Instances(
        rows,
        named([f"{NARRATIVE}{name}" for name in names.dictionary.to_pylist()], names.indices.to_numpy()),
        array_of(claims["number"], pa.int64()).cast(pa.string()).dictionary_encode(),
        claims["value"].to_numpy(dtype=np.float64),
        right,
        status,
        named(["warning"], np.zeros(len(claims), dtype=np.intp)),
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
