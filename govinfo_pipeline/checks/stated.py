"""Figures of the prose against their cells (T1). False alarms cost more than misses.

1. A claim that is not certain is not assessable.
2. So is one with a reading that meets a cell without a number, or a growth without the year before.
3. It holds where any of its readings does: counts exactly, amounts and rates within half a unit of the last printed
   place. Only if none does, it is violated.
"""

from collections.abc import Mapping
from decimal import Decimal

from govinfo_pipeline.checks.identities import Assessment
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading.claim_rules import Reading
from govinfo_pipeline.reading.claims import Claim
from govinfo_pipeline.reading.records import Value

ROUNDING = 1e-9
"""What binary fractions may be off by."""


def assess(
    claim: Claim, values: Mapping[Cell, Value], before: Mapping[Cell, Value] | None = None
) -> tuple[Assessment, float | None]:
    """Whether the cells bear a claim out, and what the reading comes to that is nearest to it."""
    computed = _computed(claim, values, before) if claim.scope == "certain" else None  # 1
    if not computed:
        return "not_assessable", None  # 2
    nearest = min(computed, key=lambda number: abs(number - Decimal(claim.value)))
    return ("holds" if _agree(claim, nearest, values) else "violated"), float(nearest)  # 3


def _computed(claim: Claim, values: Mapping[Cell, Value], before: Mapping[Cell, Value] | None) -> list[Decimal] | None:
    """What the claim's readings come to; null where one of them cannot be computed, or none is printed."""
    readings = [reading for reading in claim.cells if all(cell in values for cell in reading)]
    parts = [_sum(reading, values) for reading in readings]
    if claim.unit != "%":
        return _known(parts)
    if claim.claim.endswith("_growth"):
        then = [_sum(reading, before or {}) for reading in readings]
        return _known([_rate(part, base, 1) for part, base in zip(parts, then, strict=True)])
    bases = [_sum(base, values) for base in claim.base if all(cell in values for cell in base)]
    return _known([_rate(part, base, 0) for part in parts for base in bases])


def _sum(reading: Reading, values: Mapping[Cell, Value]) -> Decimal | None:
    """The sum of some cells; null with one that has no number."""
    numbers = [values.get(cell) for cell in reading]
    return None if None in numbers else Decimal(sum(number or 0 for number in numbers))


def _rate(part: Decimal | None, base: Decimal | None, less: int) -> Decimal | None:
    """``part`` of ``base`` in per cent, ``less`` the whole for a growth; null where there is nothing to divide by."""
    return None if part is None or not base else (part / base - less) * 100


def _known(numbers: list[Decimal | None]) -> list[Decimal] | None:
    known = [number for number in numbers if number is not None]
    return known if known and len(known) == len(numbers) else None


def half_a_place(value: float) -> float:
    """Half a unit of the last place that a number prints: 0.05 for 12.5."""
    places = int(Decimal(repr(float(value))).normalize().as_tuple().exponent)
    return float(Decimal(5).scaleb(min(places, 0) - 1))


def _agree(claim: Claim, number: Decimal, values: Mapping[Cell, Value]) -> bool:
    if claim.unit == "件":
        return number == claim.value
    tolerance = half_a_place(float(claim.value))
    if claim.unit == "万元":
        cells = (values.get(cell) for reading in claim.cells for cell in reading)
        tolerance = max(tolerance, *(half_a_place(float(value)) for value in cells if value is not None))
    return abs(float(number) - float(claim.value)) <= tolerance + ROUNDING
