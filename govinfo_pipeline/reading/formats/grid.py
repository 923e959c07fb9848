"""Ruling lines to tables: a cell is what the nearest lines on all four sides enclose."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_SLACK = 2.5
_HIGHEST_LONE_CELL = 90
_ONE_LINE = 30
_NARROWEST_CELL = 5
"""Narrower is the space between the borders of two cells."""


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

    def moved(self, up: float) -> "Box":
        """The same rectangle, ``up`` points higher."""
        return Box(self.left, self.bottom + up, self.right, self.top + up)

    def overlaps(self, other: "Box") -> bool:
        """Whether the middle of one is in the other."""
        return self.encloses(other.middle) or other.encloses(self.middle)

    def encloses(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


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

    def closed(self) -> "Rulings":
        """With the lines that a table lacks where a page cuts it, or where it has no outer frame.

        Lines that end side by side, without a line across, end at one that is not drawn.
        """
        sides = (side for side in _unseen(self.horizontal, self.vertical) if self._has_columns_beside(side))
        return Rulings(
            sorted(self.vertical + list(sides)),
            sorted(self.horizontal + list(_unseen(self.vertical, self.horizontal))),
        )

    def _has_columns_beside(self, side: Ruling) -> bool:
        """Whether columns are ruled at the height of a side, or there is room for one line; else tables end there."""
        middle = (side.start + side.end) / 2
        return side.end - side.start < _ONE_LINE or any(r.start < middle < r.end for r in self.vertical)


def _unseen(rulings: Sequence[Ruling], across: Sequence[Ruling]) -> Iterator[Ruling]:
    """Lines across the ends of ``rulings`` where neighbours end side by side and none is drawn."""
    for ends in ([(r.start, r.at) for r in rulings], [(r.end, r.at) for r in rulings]):
        groups: list[list[tuple[float, float]]] = []
        for end in sorted(ends):
            if groups and end[0] - groups[-1][0][0] <= _SLACK:
                groups[-1].append(end)
            else:
                groups.append([end])
        for group in groups:
            at = group[0][0]
            for one, other in pairwise(sorted(place for _, place in group)):
                if other - one > _SLACK and not _covered(across, at, (one + other) / 2):
                    yield Ruling(at, one, other)


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
class Lattice:
    """A ruled table on one page: row by row the cells that begin there; a merged cell is where its first row is."""

    rows: list[list[Box]]

    @property
    def box(self) -> Box:
        cells = [cell for row in self.rows for cell in row]
        return Box(
            min(cell.left for cell in cells),
            min(cell.bottom for cell in cells),
            max(cell.right for cell in cells),
            max(cell.top for cell in cells),
        )

    def place_of(self, point: tuple[float, float]) -> tuple[int, int] | None:
        """The row and the cell in it that enclose a point, or null."""
        for row, cells in enumerate(self.rows):
            if cells[0].top < point[1]:
                break
            for place, cell in enumerate(cells):
                if cell.encloses(point):
                    return row, place
        return None


def find_lattices(rulings: Rulings) -> list[Lattice]:
    """The tables that the lines enclose, from the top of the page; a lone box is none."""
    tables: list[list[list[Box]]] = []
    floor = 0.0
    for row in _rows(rulings.closed()):
        is_next = bool(tables) and row[0].top >= floor - _SLACK
        if is_next:
            tables[-1].append(row)
            floor = min(floor, *(cell.bottom for cell in row))
        else:
            tables.append([row])
            floor = min(cell.bottom for cell in row)
    return [Lattice(rows) for rows in tables if any(len(row) > 1 for row in rows)]


def _rows(rulings: Rulings) -> Iterator[list[Box]]:
    """The cells that begin in each band between two heights, from the top of the page."""
    heights = sorted({ruling.at for ruling in rulings.horizontal}, reverse=True)
    bands = [(above, below) for above, below in pairwise(heights) if above - below > _SLACK]
    for above, below in bands:
        middle = (above + below) / 2
        sides = sorted({r.at for r in rulings.vertical if r.start - _SLACK <= middle <= r.end + _SLACK})
        row: list[Box] = []
        for left, right in pairwise(sides):
            centre = (left + right) / 2
            if right - left < _NARROWEST_CELL or not _covered(rulings.horizontal, above, centre):
                continue
            bottom = _next_below(rulings.horizontal, above, centre)
            if bottom is not None:
                row.append(Box(left, bottom, right, above))
        # A high box across the page is a frame around it, not a row.
        if len(row) > 1 or (row and row[0].height < _HIGHEST_LONE_CELL):
            yield row


def _covered(rulings: Sequence[Ruling], at: float, place: float) -> bool:
    """Whether a line at ``at`` runs over ``place``."""
    low = bisect_left(rulings, at - _SLACK, key=lambda ruling: ruling.at)
    high = bisect_right(rulings, at + _SLACK, key=lambda ruling: ruling.at)
    return any(ruling.start <= place <= ruling.end for ruling in rulings[low:high])


def _next_below(horizontal: list[Ruling], at: float, x: float) -> float | None:
    """The height of the next horizontal line below ``at`` over ``x``."""
    index = bisect_left(horizontal, at - _SLACK, key=lambda ruling: ruling.at)
    while index > 0:
        index -= 1
        if horizontal[index].start <= x <= horizontal[index].end:
            return horizontal[index].at
    return None
