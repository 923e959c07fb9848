"""Words outside of tables to paragraphs, without what every page adds to them: heads, feet and page numbers."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline.reading.formats.words import Line, Word, lines_of
from govinfo_pipeline.reading.tokens import fold

PAGE_NUMBER = re.compile(r"[-—–\s·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*\d+\s*页?)?[-—–\s·]*")
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}\s*、|[1-6]\s*、|[（(][一二三四五六七八九十]{1,3}[)）]|第二十条")
_MARGIN = 0.1
_TITLE = 1.25
_TITLE_LINES = 8
_TITLE_LINE = re.compile(r"[^，。：；]*(?:报告|報告|年报)")
_LONG_LINE = 20
_BARE = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")


class PlacedRow(NamedTuple):
    """The cells of a row, and its height above the foot of the last page."""

    y: float
    cells: tuple[str, ...]


def without_furniture(pages: Sequence[Sequence[Word]], heights: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """The words of each page without page numbers, and without heads and feet that several pages print.

    ``heights`` are the bottom and the top of each page. A number alone is that of a page where it counts them; else it
    may be a figure of a row that the page cuts.
    """
    margins: list[list[Line]] = []
    for words, (bottom, top) in zip(pages, heights, strict=True):
        edge = _MARGIN * (top - bottom)
        margins.append(lines_of(w for w in words if not bottom + edge < w.box.middle[1] < top - edge))
    printed = Counter(text for lines in margins for text in {_head(line) for line in lines} if text)
    repeated = {text for text, count in printed.items() if 2 * count > len(pages) > 1}
    offsets = Counter(
        int(line.text) - place
        for place, lines in enumerate(margins)
        for line in _outermost(lines, repeated)
        if _BARE.fullmatch(line.text)
    )
    kept = []
    for place, (words, lines) in enumerate(zip(pages, margins, strict=True)):
        furniture = {word for line in lines if _head(line) in repeated for word in line.words}
        for line in _outermost(lines, repeated):
            if _BARE.fullmatch(line.text):
                offset = int(line.text) - place
                is_number = offset == 1 or offsets[offset] > 1
            else:
                is_number = PAGE_NUMBER.fullmatch(line.text) is not None
            if is_number:
                furniture.update(line.words)
        kept.append([word for word in words if word not in furniture])
    return kept


def _outermost(lines: Sequence[Line], repeated: Collection[str]) -> list[Line]:
    """The first and the last line in the margins of a page, heads and feet aside."""
    left = [line for line in lines if _head(line) not in repeated]
    return [*left[:1], *left[1:][-1:]]


def _head(line: Line) -> str:
    """The text of a line whatever numbers it has; nothing for a line of figures."""
    return _DIGITS.sub("0", line.text) if _LETTER.search(line.text) else ""


def paragraphs(words: Sequence[Word], width: float, tables: Sequence[float]) -> Iterator[PlacedRow]:
    """Lines of words, wrapped ones joined, also over pages; words far apart on one line are cells of a head.

    ``tables`` are the heights of the rows of tables: a paragraph does not go on behind one.
    """
    lines = lines_of(words)
    if not lines:
        return
    left = min(line.words[0].box.left for line in lines)
    right = max(width - left, *(line.words[-1].box.right for line in lines))
    body = median([line.size for line in lines if len(line.text) >= _LONG_LINE] or [left + right])
    block: list[Line] = []
    for place, line in enumerate(lines):
        is_below_title = place < _TITLE_LINES and block and _TITLE_LINE.fullmatch(block[-1].text)
        if block and (is_below_title or not _goes_on(block, line, left, right, body, tables)):
            yield _paragraph(block)
            block = []
        block.append(line)
    if block:
        yield _paragraph(block)


def _goes_on(
    block: Sequence[Line], line: Line, left: float, right: float, body: float, tables: Sequence[float]
) -> bool:
    """Whether a line goes on the paragraph above it: that fills its last line, and no heading begins."""
    last = block[-1]
    if any(line.y < row < last.y for row in tables) or abs(line.size - last.size) > 0.15 * last.size:
        return False
    if _is_heading(line.text) or _is_heading(last.text):
        return False
    if last.size > _TITLE * body and last.y - line.y < 2.5 * last.size:
        return True
    is_indented = line.words[0].box.left - left > 1.4 * line.size
    if is_indented or last.words[-1].box.right < right - 2.5 * last.size:
        return False
    if len(_split(line)) > 1 or len(_split(last)) > 1:
        return False
    # Within a paragraph lines are evenly spaced; a page between two of them is not.
    pitch = block[-2].y - last.y if len(block) > 1 else 2.5 * last.size
    return not 1.35 * pitch < last.y - line.y < 4 * last.size


def _paragraph(block: Sequence[Line]) -> PlacedRow:
    cells = _split(block[0]) if len(block) == 1 else ["".join(line.text for line in block)]
    return PlacedRow(block[0].y, tuple(cells))


def _is_heading(text: str) -> bool:
    """Whether a line begins with a number of a heading, or is the heading of a section that has lost its own."""
    return _NUMBERED.match(text) is not None or any(fold(text) == fold(zh) for zh, _ in SECTIONS.values())


def _split(line: Line) -> list[str]:
    """The line cut where words stand further apart than two characters, but not behind the number of a heading."""
    cells = [line.words[0].text]
    for before, after in pairwise(line.words):
        if after.box.left - before.box.right > 1.5 * line.size and not _NUMBERED.fullmatch(cells[-1]):
            cells.append(after.text)
        else:
            cells[-1] += after.text
    return cells
