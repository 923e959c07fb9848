"""Ruling lines to cells: what the nearest lines on all four sides enclose."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_SLACK = 2.5


class Box(NamedTuple):
    """A rectangle on a page, in points; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom


class Ruling(NamedTuple):
    """A straight line at ``at`` (x of a vertical, y of a horizontal one) from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rulings:
    """The vertical and the horizontal lines of a page, each sorted by where they are, pieces joined."""

    vertical: list[Ruling]
    horizontal: list[Ruling]

    @classmethod
    def of(cls, segments: Iterable[Box]) -> "Rulings":
        """Sorts flat boxes into vertical and horizontal lines; slanted ones and dots are left out."""
        vertical, horizontal = [], []
        for box in segments:
            width, height = box.right - box.left, box.top - box.bottom
            if width <= 3 < height:
                vertical.append(Ruling((box.left + box.right) / 2, box.bottom, box.top))
            elif height <= 3 < width:
                horizontal.append(Ruling((box.bottom + box.top) / 2, box.left, box.right))
        return cls(_joined(vertical), _joined(horizontal))


def _joined(rulings: list[Ruling]) -> list[Ruling]:
    """Lines at about the same place whose ends meet or overlap as one."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        if groups and ruling.at - groups[-1][0].at <= _SLACK:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    joined: list[Ruling] = []
    for group in groups:
        at = sum(ruling.at for ruling in group) / len(group)
        pieces = sorted((ruling.start, ruling.end) for ruling in group)
        start, end = pieces[0]
        for begin, finish in pieces[1:]:
            if begin <= end + 2 * _SLACK:
                end = max(end, finish)
            else:
                joined.append(Ruling(at, start, end))
                start, end = begin, finish
        joined.append(Ruling(at, start, end))
    return joined


@dataclass(slots=True)
class Grid:
    """The cells that the rulings of a page enclose; a merged cell is one cell, where its first row is."""

    boxes: list[Box] = field(default_factory=list)
    starts: list[tuple[float, list[int]]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[float, list[int]]]:
        """From top to bottom: the height of a row, and its cells from left to right."""
        yield from self.starts

    def place_of(self, point: tuple[float, float]) -> int | None:
        """The cell that encloses a point, or null."""
        x, y = point
        for place, box in enumerate(self.boxes):
            if box.left <= x <= box.right and box.bottom <= y <= box.top:
                return place
        return None


def find_grid(rulings: Rulings) -> Grid:
    """The cells between the lines, band by band from the top of the page."""
    grid = Grid()
    heights = sorted({ruling.at for ruling in rulings.horizontal}, reverse=True)
    bands = [(above, below) for above, below in pairwise(heights) if above - below > _SLACK]
    for above, below in bands:
        middle = (above + below) / 2
        sides = [r.at for r in rulings.vertical if r.start - _SLACK <= middle <= r.end + _SLACK]
        row: list[Box] = []
        for left, right in pairwise(sides):
            centre = (left + right) / 2
            if right - left <= _SLACK or not _covered(rulings.horizontal, above, centre):
                continue
            bottom = _next_below(rulings.horizontal, above, centre)
            if bottom is None:
                continue
            row.append(Box(left, bottom, right, above))
        # A box as wide as the text is a shade behind a line of prose, or a heading that is as good as prose.
        if len(row) > 1:
            grid.starts.append((above, list(range(len(grid.boxes), len(grid.boxes) + len(row)))))
            grid.boxes.extend(row)
    return grid


def _covered(horizontal: list[Ruling], at: float, x: float) -> bool:
    """Whether a horizontal line runs at that height over ``x``."""
    low = bisect_left(horizontal, at - _SLACK, key=lambda ruling: ruling.at)
    high = bisect_right(horizontal, at + _SLACK, key=lambda ruling: ruling.at)
    return any(ruling.start <= x <= ruling.end for ruling in horizontal[low:high])


def _next_below(horizontal: list[Ruling], at: float, x: float) -> float | None:
    """The height of the next horizontal line below ``at`` over ``x``."""
    index = bisect_left(horizontal, at - _SLACK, key=lambda ruling: ruling.at)
    while index > 0:
        index -= 1
        if horizontal[index].start <= x <= horizontal[index].end:
            return horizontal[index].at
    return None
