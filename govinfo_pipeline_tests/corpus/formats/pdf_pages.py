"""Text and tables drawn on the pages of a PDF, line by line and cell by cell."""

import io
import random
from importlib import import_module
from typing import Any

from govinfo_pipeline_tests.corpus.document import Grid
from govinfo_pipeline_tests.corpus.formats.pdf_looks import RADICALS, VIEWERS_FONT, Choices, breadth, font, wrapped
from govinfo_pipeline_tests.corpus.formats.pdf_tables import TABLE_SIZE, Frame, Sketch

WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 62.0
INNER = WIDTH - 2 * MARGIN


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
        self._draw(MARGIN, HEIGHT - 40, self.choices.head, 10)
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
        sketch = Sketch.of(grid, _edges(grid), self.choices, self.rng)
        self.y -= 10
        for start, end in sketch.parts(self.y - MARGIN, HEIGHT - 2 * MARGIN, self.choices):
            if start > 0 or end == start:
                self.turn()
            if start > 0 and self.choices.repeated_head:
                self._part(sketch, 0.0, sketch.header)
            self._part(sketch, start, end)
        self.y -= 6

    def _part(self, sketch: Sketch, start: float, end: float) -> None:
        """What of a table is between two heights, from here downwards."""
        for frame in sketch.frames(start, end, self.choices):
            self._rule(frame, self.y + start)
        lines = list(sketch.written(start, end, self.choices))
        if self.choices.by_column:
            lines.sort(key=lambda line: (line.x, line.y))
        for line in lines:
            if line.turned:
                self._turned(line.x, self.y + start - line.y, line.text)
            else:
                self._draw(line.x, self.y + start - line.y, line.text, TABLE_SIZE, line.gap)
        self.y -= end - start

    def _rule(self, frame: Frame, zero: float) -> None:
        """The sides of a cell, heights counted down from ``zero``."""
        left, right, top, bottom = frame.left, frame.right, zero - frame.top, zero - frame.bottom
        corners = {
            "left": (left, bottom, left, top),
            "right": (right, bottom, right, top),
            "top": (left, top, right, top),
            "bottom": (left, bottom, right, bottom),
        }
        if self.choices.rules == "boxes" and len(frame.sides) == len(corners):
            self.canvas.rect(left, bottom, right - left, top - bottom)
        elif self.choices.rules in ("lines", "boxes"):
            self.canvas.lines([corners[side] for side in sorted(frame.sides)])
        elif self.choices.rules == "fills":
            for side in sorted(frame.sides):
                x0, y0, x1, y1 = corners[side]
                self.canvas.rect(x0, y0, max(0.5, x1 - x0), max(0.5, y1 - y0), stroke=0, fill=1)

    def _draw(self, x: float, y: float, text: str, size: float, gap: float = 0.0) -> None:
        text = "".join(self.radicals.get(char, char) for char in text)
        self.canvas.setFont(self.font, size)
        for piece in text if gap else [text]:
            if piece.strip():
                self.canvas.drawString(x, y, piece)
            x += breadth(piece, size) + gap

    def _turned(self, x: float, y: float, text: str) -> None:
        """Text from below upwards."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.rotate(90)
        self._draw(0, 0, text, TABLE_SIZE)
        self.canvas.restoreState()


def _edges(grid: Grid) -> list[float]:
    """Where columns begin and end."""
    shares = {"applications": [3.0, 4.0, 9.0]}.get(grid.table, [])
    shares += [3.2] * (grid.width - len(shares))
    edges = [MARGIN]
    for share in shares:
        edges.append(edges[-1] + INNER * share / sum(shares))
    return edges
