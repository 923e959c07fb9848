"""Words on a page without rulings: prose to paragraphs, and lines of figures to rows of a table.

A row of a table is where figures stand apart on one height. Its label may run over several lines around that height;
its empty cells are seen where other rows of the page print a figure in the same column.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govinfo_pipeline.reading.formats.grid import Box
from govinfo_pipeline.reading.tokens import MARK, NUMBER, interpret

PAGE_NUMBER = re.compile(r"[-—–\s·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*\d+\s*页?)?[-—–\s·]*")
_FULL_ROWS = (7, 15)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}\s*、|[（(][一二三四五六七八九十]{1,3}[)）]|第二十条")


class Word(NamedTuple):
    """Characters on one line without a gap between them."""

    box: Box
    text: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a number or a sign for none; 无 may be a piece of a label."""
        return self.text != "无" and interpret(self.text).kind in (NUMBER, MARK)


class Line(NamedTuple):
    """Words on one height, from left to right; ``y`` is the middle of that height."""

    y: float
    words: list[Word]

    @property
    def size(self) -> float:
        return max(6.0, *(word.box.height for word in self.words))

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


PlacedRow = tuple[float, tuple[str, ...]]


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words on about one height form a line; lines from top to bottom."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: -word.box.middle[1]):
        y = word.box.middle[1]
        if lines and abs(lines[-1].y - y) < 0.5 * max(lines[-1].words[0].box.height, word.box.height):
            lines[-1].words.append(word)
        else:
            lines.append(Line(y, [word]))
    for line in lines:
        line.words.sort(key=lambda word: word.box.left)
    return lines


def flow_rows(words: Sequence[Word], width: float, height: float, tables: Sequence[float]) -> Iterator[PlacedRow]:
    """The rows of words outside of ruled tables, each with its height on the page.

    ``tables`` are the heights of the rows of ruled tables: a paragraph does not go on behind one.
    """
    lines = [line for line in lines_of(words) if not _is_page_number(line, height)]
    figures = {index: line for index, line in enumerate(lines) if _is_row(line)}
    labels = _labels(lines, figures)
    taken = {index for rows in labels.values() for index in rows}
    columns = _columns(list(figures.values()))
    prose: list[Line] = []
    for index, line in enumerate(lines):
        if index in figures:
            around = [lines[place] for place in sorted(labels[index])]
            yield line.y, (*_label_cells([*around, line]), *_aligned(line, columns))
        elif index not in taken:
            prose.append(line)
    yield from _paragraphs(prose, width, [*tables, *(line.y for line in figures.values())])


def _is_page_number(line: Line, height: float) -> bool:
    return (line.y < 0.1 * height or line.y > 0.93 * height) and PAGE_NUMBER.fullmatch(line.text) is not None


def _is_row(line: Line) -> bool:
    """Whether the line ends in figures that stand apart from what is before them."""
    figures = 0
    right = line.words[-1].box.right
    for before, word in zip([None, *line.words], line.words, strict=False):
        if word.is_figure:
            if before is not None and word.box.left - before.box.right < 0.8 * line.size:
                return False
            figures += 1
        elif figures:
            return False
    return figures > 1 or (figures == 1 and (len(line.words) > 1 or right - line.words[0].box.left < 60))


def _labels(lines: Sequence[Line], figures: dict[int, Line]) -> dict[int, list[int]]:
    """Line of figures → the lines of words so near to it that they can only be its label's others."""
    labels: dict[int, list[int]] = {index: [] for index in figures}
    for index, line in enumerate(lines):
        if index in figures:
            continue
        near = [
            (abs(figures[row].y - line.y), row)
            for row in (index - 2, index - 1, index + 1, index + 2)
            if row in figures and line.words[0].box.left < _first_figure(figures[row]).box.left
        ]
        if (
            near
            and min(near)[0] < 0.8 * line.size
            and line.words[-1].box.right <= _first_figure(figures[min(near)[1]]).box.left
        ):
            labels[min(near)[1]].append(index)
    return labels


def _first_figure(line: Line) -> Word:
    return next(word for word in line.words if word.is_figure)


def _label_cells(lines: Sequence[Line]) -> list[str]:
    """The words before the figures, one cell for each column they stand in, lines from top to bottom."""
    cells: list[tuple[float, float, str]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        for word in line.words:
            if word.is_figure:
                continue
            for place, (left, right, text) in enumerate(cells):
                if word.box.left < right + 0.8 * line.size and word.box.right > left - 0.8 * line.size:
                    cells[place] = (min(left, word.box.left), max(right, word.box.right), text + word.text)
                    break
            else:
                cells.append((word.box.left, word.box.right, word.text))
    return [text for _, _, text in sorted(cells)]


def _columns(rows: Sequence[Line]) -> list[float]:
    """The middles of the columns of the first complete row of figures, if the page has one."""
    for row in rows:
        figures = [word for word in row.words if word.is_figure]
        if len(figures) in _FULL_ROWS:
            return [word.box.middle[0] for word in figures]
    return []


def _aligned(row: Line, columns: Sequence[float]) -> list[str]:
    """The figures of a row, with empty cells for the columns that it leaves out, where it fits the columns at all."""
    figures = [word for word in row.words if word.is_figure]
    texts = [word.text for word in figures]
    if not columns or len(figures) >= len(columns):
        return texts
    pitch = min(after - before for before, after in pairwise(columns))
    places = [min(range(len(columns)), key=lambda c: abs(columns[c] - word.box.middle[0])) for word in figures]
    fits = all(abs(columns[c] - w.box.middle[0]) < 0.4 * pitch for c, w in zip(places, figures, strict=True))
    if not fits or len(set(places)) < len(places) or len(figures) < 2:
        return texts
    by_column = dict(zip(places, texts, strict=True))
    return [by_column.get(column, "") for column in range(len(columns))]


def _paragraphs(lines: Sequence[Line], width: float, tables: Sequence[float]) -> Iterator[PlacedRow]:
    """Lines of words, wrapped ones joined; words far apart on one line are cells of a head."""
    if not lines:
        return
    left = min(line.words[0].box.left for line in lines)
    right = max(width - left, *(line.words[-1].box.right for line in lines))
    top, above, text = 0.0, 0.0, ""
    for line in lines:
        is_parted = any(line.y < row < above for row in tables)
        above = line.y
        cells = _split(line)
        is_indented = line.words[0].box.left - left > 1.4 * line.size
        if text and (is_parted or is_indented or len(cells) > 1 or _NUMBERED.match(line.text)):
            yield top, (text,)
            text = ""
        if len(cells) > 1:
            yield line.y, tuple(cells)
            continue
        top = top if text else line.y
        text += line.text
        if line.words[-1].box.right < right - 2.5 * line.size:
            yield top, (text,)
            text = ""
    if text:
        yield top, (text,)


def _split(line: Line) -> list[str]:
    """The line cut where words stand further apart than two characters."""
    cells = [line.words[0].text]
    for before, after in pairwise(line.words):
        if after.box.left - before.box.right > 1.5 * line.size:
            cells.append(after.text)
        else:
            cells[-1] += after.text
    return cells
