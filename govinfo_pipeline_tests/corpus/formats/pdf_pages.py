"""Text and tables drawn on the pages of a PDF, line by line and cell by cell."""

import io
import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from govinfo_pipeline_tests.corpus.document import Box, Grid

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 62.0
INNER = WIDTH - 2 * MARGIN
TABLE_SIZE = 9.0
LEADING = TABLE_SIZE * 1.25
RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
"""Characters → the Kangxi radical that looks the same."""
VIEWERS_FONT = "STSong-Light"
TRUETYPE = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")


Placed = tuple[int, int, Box]
"""The row and the column where a box begins, and the box."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How one file is drawn.

    ``rules`` are the lines of tables: stroked lines or boxes, thin filled boxes, or none. ``gaps`` draws digits
    one by one. ``relabel`` prints the label of a group again on the next page. ``radicals`` is the share of
    characters replaced by radicals.
    """

    rules: Literal["lines", "boxes", "fills", "none"] = "boxes"
    repeated_head: bool = True
    relabel: bool = False
    gaps: float = 0.0
    radicals: float = 0.0
    footer: str = "- {} -"
    embedded: bool = False


def random_choices(rng: random.Random) -> Choices:
    """Choices as chance has them, more often ruled than not."""
    return Choices(
        rules=rng.choice(["lines", "boxes", "boxes", "fills", "none"]),
        repeated_head=rng.random() < 0.5,
        relabel=rng.random() < 0.3,
        gaps=rng.choice([0.0, 0.0, 0.05, 0.3]),
        radicals=rng.choice([0.0, 0.0, 0.5, 1.0]),
        footer=rng.choice(["- {} -", "— {} —", "{}", "第 {} 页", ""]),
        embedded=rng.random() < 0.6,
    )


@cache
def font(embedded: bool) -> str:
    """The name of a registered font: inside the file where there is one to put there, or the viewer's own."""
    kinds = {name: import_module(f"reportlab.pdfbase.{name}") for name in ("ttfonts", "cidfonts", "pdfmetrics")}
    if embedded and TRUETYPE.exists():
        made = kinds["ttfonts"].TTFont("WenQuanYi", TRUETYPE, subfontIndex=0)
        # A radical is drawn with the glyph of its character, as in the fonts that cause them.
        for table in (made.face.charToGlyph, made.face.charWidths):
            table |= {ord(radical): table[ord(char)] for char, radical in RADICALS.items() if ord(char) in table}
    else:
        made = kinds["cidfonts"].UnicodeCIDFont(VIEWERS_FONT)
    kinds["pdfmetrics"].registerFont(made)
    return str(made.fontName)


def breadth(text: str, size: float) -> float:
    """About how wide ``text`` is."""
    return sum(size if char > "\u2000" else size * 0.56 for char in text)


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """``text`` in lines no wider than ``width``; a number is never broken."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append("")
        room = width - indent
        for word in _words(line):
            if lines[-1] and breadth(lines[-1] + word, size) > room:
                lines.append("")
                room = width
            lines[-1] += word
    return lines


def _words(line: str) -> list[str]:
    words: list[str] = []
    for char in line:
        if words and char in "0123456789.,%" and words[-1][-1] in "0123456789.,":
            words[-1] += char
        else:
            words.append(char)
    return words


class Pages:
    """A PDF being drawn from the top of its first page downwards."""

    def __init__(self, choices: Choices, rng: random.Random) -> None:
        """Begin the first page."""
        self.choices, self.rng = choices, rng
        self.buffer = io.BytesIO()
        self.canvas: Any = import_module("reportlab.pdfgen.canvas").Canvas(
            self.buffer, pagesize=(WIDTH, HEIGHT), invariant=1
        )
        self.canvas.setCreator(rng.choice(["WPS 文字", "Microsoft® Word 2016", "方正飞翔"]))
        # The viewer's own font has no radicals.
        self.font = font(choices.embedded)
        shown = self.font != VIEWERS_FONT
        self.radicals = {k: v for k, v in RADICALS.items() if shown and rng.random() < choices.radicals}
        self.number, self.y = 1, HEIGHT - MARGIN

    def text(self, words: str, size: float = 14.0, indent: bool = True, centred: bool = False) -> None:
        """A paragraph or a title."""
        leading = size * 1.7
        for index, line in enumerate(wrapped(words, size, INNER, 2 * size if indent else 0)):
            if self.y - leading < MARGIN:
                self.turn()
            self.y -= leading
            x = MARGIN + (2 * size if indent and not index else 0)
            if centred:
                x = (WIDTH - breadth(line, size)) / 2
            self._draw(x, self.y, line, size)

    def turn(self) -> None:
        """End this page and begin the next."""
        footer = self.choices.footer.format(self.number)
        self._draw((WIDTH - breadth(footer, 10)) / 2, 34, footer, 10)
        self.canvas.showPage()
        self.number += 1
        self.y = HEIGHT - MARGIN

    def finish(self) -> bytes:
        """The file."""
        self.turn()
        self.canvas.save()
        return self.buffer.getvalue()

    def table(self, grid: Grid) -> None:
        """``grid``, over as many pages as it needs."""
        boxes = [
            (row, column, box)
            for row, line in enumerate(grid.slots())
            for column, box in enumerate(line)
            if box is not None
        ]
        edges = _edges(grid)
        heights = _heights(grid, boxes, edges)
        left_over: dict[tuple[int, int], list[str]] = {}
        row = 0
        self.y -= 10
        while row < len(heights):
            if row and grid.header and self.choices.repeated_head:
                self._rows(boxes, edges, heights, 0, grid.header, {})
            end = row
            room = self.y - MARGIN
            while end < len(heights) and sum(heights[row : end + 1]) <= room:
                end += 1
            if end <= (grid.header if row == 0 else row) and room < HEIGHT - 3 * MARGIN:
                self.turn()
                continue
            end = max(end, row + 1)
            self._rows(boxes, edges, heights, row, end, left_over)
            if end < len(heights):
                self.turn()
            row = end
        self.y -= 6

    def _rows(
        self,
        boxes: list[Placed],
        edges: list[float],
        heights: list[float],
        first: int,
        end: int,
        left_over: dict[tuple[int, int], list[str]],
    ) -> None:
        """The rows from ``first`` to before ``end``, with the part of each spanning cell that falls to them."""
        tops = [self.y]
        for height in heights[first:end]:
            tops.append(tops[-1] - height)
        for row, column, box in boxes:
            start, stop = max(row, first), min(row + box.rowspan, end)
            if start >= stop:
                continue
            left, right = edges[column], edges[column + box.colspan]
            top, bottom = tops[start - first], tops[stop - first]
            self._rule(left, bottom, right, top)
            lines = wrapped(box.text, TABLE_SIZE, right - left - 4)
            if row < first:
                lines = lines if self.choices.relabel else left_over.pop((row, column), [])
            # What finds no room before the end of the page goes on after it.
            fitting = max(1, int((top - bottom) / LEADING))
            left_over[row, column] = lines[fitting:]
            self._cell(lines[:fitting], left, bottom, right, top)
        self.y = tops[-1]

    def _rule(self, left: float, bottom: float, right: float, top: float) -> None:
        if self.choices.rules == "boxes":
            self.canvas.rect(left, bottom, right - left, top - bottom)
        elif self.choices.rules == "lines":
            self.canvas.lines([(left, y, right, y) for y in (bottom, top)])
            self.canvas.lines([(x, bottom, x, top) for x in (left, right)])
        elif self.choices.rules == "fills":
            for y in (bottom, top):
                self.canvas.rect(left, y, right - left, 0.5, stroke=0, fill=1)
            for x in (left, right):
                self.canvas.rect(x, bottom, 0.5, top - bottom, stroke=0, fill=1)

    def _cell(self, lines: list[str], left: float, bottom: float, right: float, top: float) -> None:
        y = (top + bottom) / 2 + len(lines) * LEADING / 2
        for line in lines:
            y -= LEADING
            gap = self.choices.gaps * TABLE_SIZE if line.strip().isdecimal() else 0.0
            x = (left + right) / 2 - (breadth(line, TABLE_SIZE) + gap * (len(line) - 1)) / 2
            self._draw(x, y + 2, line, TABLE_SIZE, gap)

    def _draw(self, x: float, y: float, text: str, size: float, gap: float = 0.0) -> None:
        text = "".join(self.radicals.get(char, char) for char in text)
        self.canvas.setFont(self.font, size)
        for piece in text if gap else [text]:
            if piece.strip():
                self.canvas.drawString(x, y, piece)
            x += breadth(piece, size) + gap


def _edges(grid: Grid) -> list[float]:
    """Where columns begin and end."""
    shares = {"applications": [3.0, 4.0, 9.0]}.get(grid.table, [])
    shares += [3.2] * (grid.width - len(shares))
    edges = [MARGIN]
    for share in shares:
        edges.append(edges[-1] + INNER * share / sum(shares))
    return edges


def _heights(grid: Grid, boxes: list[Placed], edges: list[float]) -> list[float]:
    """As high as the text of each row needs; a spanning cell stretches its last row."""
    heights = [0.0] * len(grid.rows)
    for row, column, box in sorted(boxes, key=lambda place: place[2].rowspan):
        lines = wrapped(box.text, TABLE_SIZE, edges[column + box.colspan] - edges[column] - 4)
        last = row + box.rowspan - 1
        missing = len(lines) * LEADING + 6 - sum(heights[row : last + 1])
        heights[last] += max(0.0, missing)
    return heights
