"""The cells of a region in reading order, whatever rows they came in, and the figures behind a label."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govinfo_pipeline.reading.records import Row
from govinfo_pipeline.reading.tokens import BLANK, WORDS, Token, interpret

Shape = tuple[int, int]
"""The number of cells of a row, and the place of the label among them."""


_LONGEST_FIGURE = 24


class Segment(NamedTuple):
    """The cells behind a label: where they are in the stream, and those of them that print something."""

    label: int
    start: int
    end: int
    printed: list[Token]
    width: int


class Stream(NamedTuple):
    """All cells in reading order as tokens, the row of each, and the places of those that are words."""

    tokens: list[Token]
    rows: list[int]
    words: list[int]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Stream":
        tokens: list[Token] = []
        places: list[int] = []
        for index, row in enumerate(rows):
            tokens += map(interpret, row.cells)
            places += [index] * len(row.cells)
        return cls(tokens, places, [place for place, token in enumerate(tokens) if token.kind is WORDS])

    def figures_behind(self, label: int, width: int) -> Segment:
        """The cells behind a label, up to the next words: the rest of its row, and further rows where it is short."""
        after = bisect_right(self.words, label)
        end = self.words[after] if after < len(self.words) else len(self.tokens)
        printed = [token for token in self.tokens[label + 1 : end] if token.kind is not BLANK]
        if len(printed) == width:
            return Segment(label, label + 1, end, printed, width)
        places = self._row_by_row(label, width)
        printed = [self.tokens[place] for place in places if self.tokens[place].kind is not BLANK]
        return Segment(label, label + 1, label + 1 + len(places), printed, width)

    def _row_by_row(self, label: int, width: int) -> range:
        """The places behind a label, minding rows: one that has words, or follows enough figures, is another's."""
        printed = 0
        for place in range(label + 1, len(self.tokens)):
            token = self.tokens[place]
            if self.rows[place] != self.rows[place - 1] and (printed >= width or self._has_words(place)):
                return range(label + 1, place)
            # Short words between figures are a figure that is misprinted: a letter for a digit.
            if token.kind is WORDS and not (printed < width and is_short(token)):
                return range(label + 1, place)
            printed += token.kind is not BLANK
        return range(label + 1, len(self.tokens))

    def _has_words(self, place: int) -> bool:
        """Whether the row that begins at ``place`` has words in it, so that it belongs to another label."""
        row = self.rows[place]
        while place < len(self.tokens) and self.rows[place] == row:
            if self.tokens[place].kind is WORDS and not is_short(self.tokens[place]):
                return True
            place += 1
        return False

    def shape(self, place: int) -> Shape:
        """The shape of the row that a label stands in."""
        start = end = place
        while start > 0 and self.rows[start - 1] == self.rows[place]:
            start -= 1
        while end < len(self.rows) and self.rows[end] == self.rows[place]:
            end += 1
        return end - start, place - start


def is_short(token: Token) -> bool:
    """Whether words can be no label: short, and without a Chinese character."""
    return len(token.raw.strip()) <= _LONGEST_FIGURE and not any("\u4e00" <= sign <= "\u9fff" for sign in token.raw)


@dataclass(slots=True)
class Shapes:
    """What the complete rows of a table tell of the others.

    ``leads``: how many empty cells stand between label and figures in rows of a shape. Where complete rows of one
    length all begin their figures in the same column, that is a grid; else rows of one shape must agree, and where
    any two of them differ, only the grid is known. ``torn``: whether any row has fewer cells than columns.
    """

    leads: dict[Shape, int]
    torn: bool

    @classmethod
    def of(cls, stream: Stream, segments: Sequence[Segment]) -> "Shapes":
        columns: dict[int, list[int]] = {}
        leads: dict[Shape, list[int]] = {}
        for segment in segments:
            filled = [place for place in range(segment.start, segment.end) if stream.tokens[place].kind is not BLANK]
            if len(filled) == segment.width and filled[-1] - filled[0] == segment.width - 1:
                size, label = stream.shape(segment.label)
                leads.setdefault((size, label), []).append(filled[0] - segment.label - 1)
                columns.setdefault(size, []).append(filled[0] - segment.label + label)
        grid = {
            size: starts[0]
            for size, starts in columns.items()
            if size > 1 and len(starts) > 2 and len(set(starts)) == 1
        }
        known = {(size, label): start - label - 1 for size, start in grid.items() for label in range(start)}
        if all(len(set(lead)) == 1 for lead in leads.values()):
            known = {shape: lead[0] for shape, lead in leads.items() if len(lead) > 1} | known
        return cls(known, any(0 < segment.end - segment.start < segment.width for segment in segments))

    def lead(self, shape: Shape) -> int | None:
        """The empty cells between label and figures in a row of that shape, or null."""
        return self.leads.get(shape)
