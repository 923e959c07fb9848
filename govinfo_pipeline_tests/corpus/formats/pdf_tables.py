"""Tables of a PDF: where their cells, lines of text and rules are, and what of them falls on which page."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from govinfo_pipeline_tests.corpus.document import Box, Grid
from govinfo_pipeline_tests.corpus.formats.pdf_looks import Choices, breadth, wrapped

TABLE_SIZE = 9.0
LEADING = TABLE_SIZE * 1.25
PADDING = 3.0


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text: its left side, its baseline below the top of the table, and the gap between its characters."""

    x: float
    y: float
    text: str
    gap: float = 0.0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of a cell, tops below the top of the table, and the sides of it that are ruled."""

    left: float
    top: float
    right: float
    bottom: float
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell on the sheet; its text is at fixed places, unless it spans rows and goes where there is room."""

    frame: Frame
    lines: list[str]
    spans: bool
    is_figure: bool


@dataclass(slots=True)
class Sketch:
    """A table laid out as if pages had no end: heights of its rows, and its cells."""

    edges: list[float]
    tops: list[float]
    cells: list[Placed]
    header: float
    left_over: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, grid: Grid, edges: list[float], choices: Choices, rng: random.Random) -> "Sketch":
        boxes = [
            (row, column, box)
            for row, line in enumerate(grid.slots())
            for column, box in enumerate(line)
            if box is not None
        ]
        texts = {(row, column): _lines(box, edges, column, choices, row >= grid.header) for row, column, box in boxes}
        tops = _tops(len(grid.rows), boxes, texts)
        cells = []
        for row, column, box in boxes:
            sides = choices.sides(rng, row, column, column + box.colspan == grid.width, grid.header)
            frame = Frame(edges[column], tops[row], edges[column + box.colspan], tops[row + box.rowspan], sides)
            is_figure = row >= grid.header and _is_figure(box.text)
            cells.append(Placed(frame, texts[row, column], box.rowspan > 1, is_figure))
        return cls(edges, tops, cells, tops[grid.header])

    def parts(self, room: float, full: float, choices: Choices) -> Iterator[tuple[float, float]]:
        """From where to where the table is printed on each page; ``room`` is left on this page, ``full`` on others.

        A row is cut where the look says so and a line of it has room; else it goes to the next page as a whole.
        """
        start = 0.0
        while start < self.tops[-1]:
            end = max((top for top in self.tops if start < top <= start + room), default=start)
            if end < self.tops[-1] and choices.cut_rows and start + room - end > 1.4 * LEADING and end >= self.header:
                end = start + room
            if start == 0.0 and end <= self.header:
                end = 0.0
            yield start, end
            start, room = end, full - (self.header if choices.repeated_head else 0.0)

    def written(self, start: float, end: float, choices: Choices) -> Iterator[Written]:
        """The lines of text between two heights."""
        for number, cell in enumerate(self.cells):
            frame = cell.frame
            top, bottom = max(frame.top, start), min(frame.bottom, end)
            if top >= bottom:
                continue
            if not cell.spans:
                lines = self._at(cell, frame.top, frame.bottom, cell.lines, choices)
                # A cut row leaves each line on the page where it is.
                yield from (line for line in lines if start < line.y - 0.5 * TABLE_SIZE <= end)
                continue
            begins = frame.top >= start
            lines_left = cell.lines if begins or choices.relabel else self.left_over.pop(number, [])
            if choices.turned and len(cell.lines) == 1 and begins and bottom - top > breadth(cell.lines[0], TABLE_SIZE):
                middle = (top + bottom + breadth(cell.lines[0], TABLE_SIZE)) / 2
                yield Written((frame.left + frame.right + TABLE_SIZE) / 2, middle, cell.lines[0], turned=True)
                continue
            fitting = max(1, int((bottom - top) / LEADING))
            self.left_over[number] = lines_left[fitting:]
            yield from self._at(cell, top, bottom, lines_left[:fitting], choices)

    def _at(self, cell: Placed, top: float, bottom: float, lines: list[str], choices: Choices) -> Iterator[Written]:
        y = top + PADDING if choices.from_top else (top + bottom - len(lines) * LEADING) / 2
        for line in lines:
            y += LEADING
            gap = choices.gaps * TABLE_SIZE if line.strip().isdecimal() else 0.0
            slack = cell.frame.right - cell.frame.left - breadth(line, TABLE_SIZE) - gap * (len(line) - 1)
            share = {"centre": 0.5, "left": 0.0, "right": 1.0}[choices.figures] if cell.is_figure else 0.5
            yield Written(cell.frame.left + 1.5 + (slack - 3) * share, y - 2, line, gap)

    def frames(self, start: float, end: float, choices: Choices) -> Iterator[Frame]:
        """The rectangles between two heights; where a page cuts one, its line is drawn or left out."""
        for cell in self.cells:
            top, bottom = max(cell.frame.top, start), min(cell.frame.bottom, end)
            if top < bottom:
                sides = cell.frame.sides
                if choices.open_cuts:
                    sides -= {"top"} if cell.frame.top < start else set()
                    sides -= {"bottom"} if cell.frame.bottom > end else set()
                yield Frame(cell.frame.left, top, cell.frame.right, bottom, sides)


def _is_figure(text: str) -> bool:
    return any(char.isdecimal() for char in text) and not any("\u4e00" <= char <= "\u9fff" for char in text[:2])


def _lines(box: Box, edges: list[float], column: int, choices: Choices, is_body: bool) -> list[str]:
    """The text in lines; a figure is broken only where the look has it so."""
    width = edges[column + box.colspan] - edges[column] - PADDING
    if choices.turned and box.rowspan > 3 and is_body:
        return [box.text.replace("\n", "")]
    if choices.upright and box.rowspan > 3 and is_body:
        return list(box.text.replace("\n", ""))
    if choices.broken_figures and is_body and _is_figure(box.text) and breadth(box.text, TABLE_SIZE) > width:
        return _cut(box.text, width)
    return wrapped(box.text, TABLE_SIZE, width)


def _cut(text: str, width: float) -> list[str]:
    """A figure as wide as the cell in each line."""
    lines = [""]
    for char in text.strip():
        if breadth(lines[-1] + char, TABLE_SIZE) > width:
            lines.append("")
        lines[-1] += char
    return lines


def _tops(count: int, boxes: list[tuple[int, int, Box]], texts: dict[tuple[int, int], list[str]]) -> list[float]:
    """Where rows begin, and where the last ends; a spanning cell stretches its last row."""
    heights = [0.0] * count
    for row, column, box in sorted(boxes, key=lambda place: place[2].rowspan):
        if box.rowspan > 3 and len(texts[row, column]) == 1:
            continue
        last = row + box.rowspan - 1
        missing = len(texts[row, column]) * LEADING + 2 * PADDING - sum(heights[row : last + 1])
        heights[last] += max(0.0, missing)
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops
