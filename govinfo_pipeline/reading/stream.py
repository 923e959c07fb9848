"""The cells of a region in reading order, whatever rows they came in, and the figures behind a label."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import itemgetter
from typing import NamedTuple

from govinfo_pipeline.reading.records import CELLS, Row, cells_of
from govinfo_pipeline.reading.tokens import BLANK, NUMBER, WORDS, Token, interpret

Shape = tuple[int, int]
"""The number of cells of a row, and the place of the label among them."""


_LONGEST_FIGURE = 24
_MORE_ROWS = 2
_KIND, _FOLDED = map(itemgetter, map(Token._fields.index, ("kind", "words")))


class Segment(NamedTuple):
    """The cells behind a label: where they are in the stream, and those of them that print something.

    ``row_end`` is where the label's own row ends, or another label in it begins. ``has_words`` where a cell for a
    figure prints words.
    """

    label: int
    start: int
    end: int
    printed: list[Token]
    width: int
    row_end: int
    has_words: bool = False

    @property
    def is_full(self) -> bool:
        """Whether it prints a figure, and nothing else, for each column."""
        return len(self.printed) == self.width and not self.has_words


class Stream(NamedTuple):
    """All cells in reading order: their texts, tokens and folded words, and a string of bytes that are their kinds.

    ``begins`` holds the place of the first cell of each row, and the end of the last.
    """

    cells: list[str]
    tokens: list[Token]
    words: list[str]
    kinds: bytes
    begins: list[int]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Stream":
        cells = list(cells_of(rows))
        tokens = list(map(interpret, cells))
        begins = accumulate(map(len, map(CELLS, rows)), initial=0)
        return cls(cells, tokens, list(map(_FOLDED, tokens)), bytes(map(_KIND, tokens)), list(begins))

    def row(self, place: int) -> int:
        """The row that a cell stands in."""
        return bisect_right(self.begins, place) - 1

    def figures_behind(self, label: int, row_end: int, width: int, known: frozenset[str]) -> Segment:
        """The cells behind a label, up to the next words: the rest of its row, and further rows where it is short.

        A row with a cell for each column ends with itself, and words in it stand in a cell for a figure unless they
        are ``known`` for others.
        """
        start = label + 1
        has_room = row_end - start >= width
        last = row_end if has_room else len(self.kinds)
        end = self.kinds.find(WORDS, start, last)
        if end < 0:
            end = last
        printed = self._printed(start, end)
        if len(printed) == width:
            return Segment(label, start, end, printed, width, row_end)
        if has_room and end < row_end and (end - start != width or self.kinds[start] == BLANK):
            inner = self._over_words(start, end, row_end, width, known)
            if inner is not None:
                return Segment(label, *inner, self._printed(*inner), width, row_end, has_words=True)
        if not has_room or not printed:
            end = self._end_row_by_row(label, width)
            if not has_room and self.kinds.count(NUMBER, end, words := self._next_words(end)) >= _MORE_ROWS * width:
                # Figures of so many rows behind one label were written column by column: these are not the row's.
                end = words
            printed = self._printed(start, end)
        return Segment(label, start, end, printed, width, row_end)

    def _over_words(
        self, start: int, end: int, row_end: int, width: int, known: frozenset[str]
    ) -> tuple[int, int] | None:
        """The cells of a row, over the words at ``end``; null where those, or others before enough cells, are known.

        Words directly behind the label may belong to it where the cells behind them are enough.
        """
        row_end = next((place for place in range(end, row_end) if self.tokens[place].words in known), row_end)
        if row_end - start < width:
            return None
        is_label = self.kinds[start] == WORDS and row_end - start > width
        return (start, start) if is_label else (start, row_end)

    def _printed(self, start: int, end: int) -> list[Token]:
        # The kind of a blank is 0, and so false.
        return list(compress(self.tokens[start:end], self.kinds[start:end]))

    def _end_row_by_row(self, label: int, width: int) -> int:
        """Where the cells of a label end, minding rows: one that has words, or follows enough figures, is another's."""
        printed = 0
        for place in range(label + 1, len(self.tokens)):
            token = self.tokens[place]
            row = self.row(place)
            if place == self.begins[row] and (printed >= width or self._has_words(row)):
                return place
            # Short words between figures are a figure that is misprinted: a letter for a digit.
            if token.kind is WORDS and not (printed < width and is_short(token)):
                return place
            printed += token.kind is not BLANK
        return len(self.tokens)

    def _next_words(self, place: int) -> int:
        """The first place from ``place`` on that has words, or the end."""
        words = self.kinds.find(WORDS, place)
        return words if words >= 0 else len(self.kinds)

    def _has_words(self, row: int) -> bool:
        """Whether a row has words in it, so that it belongs to another label."""
        return has_words(self.tokens[self.begins[row] : self.begins[row + 1]])

    def shape(self, place: int) -> Shape:
        """The shape of the row that a label stands in."""
        row = self.row(place)
        return self.begins[row + 1] - self.begins[row], place - self.begins[row]

    def quote(self, row: int, end: int, *, figures: bool = False) -> str:
        """What is printed from ``row`` to the row of the cell before ``end`` (figures alone), parted by one space."""
        first, after = self.begins[row], self.begins[row + 1]
        if end > after:
            after = self.begins[self.row(end - 1) + 1]
        cells = self.cells[first:after]
        if figures:
            cells = [cell for cell, kind in zip(cells, self.kinds[first:after], strict=True) if kind != WORDS]
        return " ".join(filter(None, cells))


def has_words(tokens: Sequence[Token]) -> bool:
    """Whether there are words among the tokens that may be a label."""
    return any(token.kind is WORDS and not is_short(token) for token in tokens)


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
