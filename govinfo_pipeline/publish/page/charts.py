"""Where the lines of a chart run; what is drawn there is in the templates."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 320, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 26, 26, 30, 26
_MOST_LABELS = 6


class Dot(NamedTuple):
    """A point of a line; ``is_named`` where its value is printed beside it."""

    label: str
    x: float
    y: float | None
    is_named: bool


class Line(NamedTuple):
    """A line over evenly spaced labels; it has a gap where there is no value."""

    dots: list[Dot]
    paths: list[str]
    base: float


def line(labels: Sequence[str], values: Sequence[float | None]) -> Line:
    """The line of some values; the axis begins at 0, or at the least value where that is below 0."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    height = (high - low) or 1.0

    def y(value: float) -> float:
        return round(_TOP + (high - value) / height * (HEIGHT - _TOP - _BOTTOM), 1) if high > low else HEIGHT - _BOTTOM

    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels) - 1)
    start = _LEFT if len(labels) > 1 else WIDTH / 2
    named = _named(values)
    dots = [
        Dot(label, round(start + place * step, 1), None if value is None else y(value), place in named)
        for place, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    return Line(dots, _paths(dots), y(0.0))


def _named(values: Sequence[float | None]) -> set[int]:
    """All places with a value; where these are many, the first, the last and the highest of them."""
    known = [place for place, value in enumerate(values) if value is not None]
    if len(known) <= _MOST_LABELS:
        return set(known)
    return {known[0], known[-1], max(known, key=lambda place: values[place] or 0.0)}


def _paths(dots: Sequence[Dot]) -> list[str]:
    """One path for each run of dots without a gap."""
    paths: list[list[str]] = [[]]
    for dot in dots:
        if dot.y is None:
            paths.append([])
        else:
            paths[-1].append(f"{'L' if paths[-1] else 'M'}{dot.x} {dot.y}")
    return ["".join(path) for path in paths if len(path) > 1]
