"""The claims of a year against the tables: the rule of :mod:`govinfo_pipeline.checks.stated`, for all reports at once.

Claims that may mean the same cells are assessed together; a test holds this and the rule together.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.coded import Coded
from govinfo_pipeline.checks.instances import Instances
from govinfo_pipeline.checks.matrix import HOLDS, NOT_ASSESSABLE, VIOLATED, Bools, Floats
from govinfo_pipeline.checks.stated import ROUNDING, assess, half_a_place
from govinfo_pipeline.checks.vectors import Vectors
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.reading.claims import Claim
from govinfo_pipeline.tables.parsed import readings_of
from govinfo_pipeline.tables.schemas import NARRATIVE


def narrative(year: Year) -> Instances:
    """The instances of the claims of a year: left what the prose states, right what the tables come to.

    ``scope`` is the claim's number within its report.
    """
    now, then, claims = year.now, year.then, year.stored("claims")
    rows = now.rows_of(claims["report_id"])
    if np.any(rows < 0):
        claims, rows = claims.filter(pa.array(rows >= 0)), rows[rows >= 0]
    others, stated = year.rows_before[rows], claims["value"].to_numpy()
    right, status = np.full(len(rows), np.nan), np.full(len(rows), NOT_ASSESSABLE, dtype=np.int8)
    for meaning, places in _meanings(claims):
        sides = _Sides(now, then, rows[places], others[places])
        computed = _computed(sides, meaning, stated[places])
        tolerance = 0.0 if meaning.unit == "件" else _half_places(stated[places]) + ROUNDING
        fits = np.abs(computed - stated[places]) <= tolerance
        if meaning.unit == "万元":
            # The printed places of the cells count too: those that do not fit for what is stated are looked at by one.
            unsure = np.flatnonzero(("+" in meaning.readings) | (~fits & ~np.isnan(computed)))
            for place in map(int, unsure):
                (record,) = claims.slice(int(places[place]), 1).to_pylist()
                computed[place], fits[place] = _one(record, sides, place)
        right[places] = computed
        status[places] = np.where(np.isnan(computed), NOT_ASSESSABLE, np.where(fits, HOLDS, VIOLATED))
    names, numbers = Coded.of(claims["claim"]), Coded.of(claims["number"])
    return Instances(
        rows,
        Coded.chosen([f"{NARRATIVE}{name}" for name in names.names.to_pylist()], names.codes),
        Coded(numbers.names.cast(pa.string()), numbers.codes),
        stated,
        right,
        status,
        Coded.repeated("warning", len(rows)),
    )


class _Meaning(NamedTuple):
    """What some claims may mean: sums of cells as they are written, of what they are a share, and their unit."""

    readings: str
    base: str
    unit: str
    grows: bool


def _meanings(claims: pa.Table) -> Iterator[tuple[_Meaning, npt.NDArray[np.intp]]]:
    """The certain claims by what they may mean, each with the places of those that may mean it."""
    certain = np.flatnonzero(Coded.of(claims["scope"]).each(lambda name: name == "certain", bool))
    grows = Coded.of(claims["claim"]).each(lambda name: name.endswith("_growth"), bool)
    parts = [Coded.of(claims[name]) for name in ("readings", "base", "unit")]
    meanings = grows.astype(np.int64)
    for part in parts:
        meanings = meanings * (len(part.names) + 1) + part.codes + 1
    for group in pd.Series(meanings[certain]).groupby(meanings[certain]).indices.values():
        places = certain[group]
        readings, base, unit = (part.name(part.codes[places[0]]) for part in parts)
        yield _Meaning(readings, base or "", unit, bool(grows[places[0]])), places


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


def _computed(sides: _Sides, meaning: _Meaning, stated: Floats) -> Floats:
    """What the reading that is nearest to the figure stated comes to; NaN where one of them cannot be computed."""
    parts = sides.sums(meaning.readings)
    if meaning.unit == "%" and meaning.grows:
        then = sides.sums(meaning.readings, before=True)
        parts = [(_rate(part, base, 1), printed) for (part, printed), (base, _) in zip(parts, then, strict=True)]
    elif meaning.unit == "%":
        bases = sides.sums(meaning.base)
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


def _half_places(stated: Floats) -> Floats:
    """Half a unit of the last place that each number prints; few are different."""
    numbers, places = np.unique(stated, return_inverse=True)
    return np.array([half_a_place(number) for number in numbers])[places]


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
