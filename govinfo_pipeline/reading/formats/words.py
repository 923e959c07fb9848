"""Characters of a PDF page to words: what stands on one line without a gap or a ruling line between."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from ctypes import c_double
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from govinfo_pipeline.reading.formats.grid import Box, Ruling
from govinfo_pipeline.reading.tokens import MARK, NUMBER, interpret

_LARGEST_CHARACTER = 60
_PARTS_OF_FIGURES = frozenset("0123456789０１２３４５６７８９,，.．+-－−增减万亿元/—–")
SEPARATORS = frozenset(",，.．")
_WIDEST_GAP, _WIDEST_GAP_IN_FIGURES = 0.45, 0.1


class Word(NamedTuple):
    """Characters on one line without a gap between them; ``plain`` is the text in the characters of the form."""

    box: Box
    text: str
    plain: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a number or a sign for none; 无 may be a piece of a label."""
        return self.text != "无" and interpret(self.text).kind in (NUMBER, MARK)

    @property
    def may_be_of_a_figure(self) -> bool:
        """Whether it is a figure, or a piece of one that is wrapped or drawn digit by digit: its unit, its sign."""
        return _PARTS_OF_FIGURES.issuperset(self.text) or self.is_figure

    @property
    def has_digit(self) -> bool:
        return any(sign.isdecimal() for sign in self.text)

    @property
    def is_mark(self) -> bool:
        """Whether it says that there is no figure."""
        return interpret(self.text).kind is MARK


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


def lines_of(words: Iterable[Word]) -> list[Line]:
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


def joined(words: Iterable[Word]) -> str:
    """The text of words that belong together, line by line; Chinese has no spaces between words or lines."""
    text = ""
    for line in lines_of(words):
        for word in line.words:
            text += " " + word.text if text and _is_latin(text[-1]) and _is_latin(word.text[0]) else word.text
    return text


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def words_of(page: pdfium.PdfPage, shift: float, verticals: Sequence[Ruling]) -> Iterator[Word]:
    """The words of a page in the order of its text: a gap of half a character, a ruling or a new line ends one.

    ``shift`` moves them down the page, ``verticals`` are the upright rulings there, sorted. Digits stand closer than
    other characters, so that a smaller gap parts figures of neighbouring columns.
    """
    text_page = page.get_textpage()
    handle = text_page.raw
    text = ""
    left = right = bottom = top = 0.0
    area = raw.FS_RECTF()
    sides = [c_double() for _ in range(4)]
    for index in range(raw.FPDFText_CountChars(handle)):
        sign = chr(raw.FPDFText_GetUnicode(handle, index))
        if sign == "\0":
            sign = "\ufffd"  # a character that the font does not name still takes its place
        if sign.isspace() or sign in "\ufffe\uffff\u200b":
            if text and sign in "\r\n":
                yield Word(Box(left, bottom + shift, right, top + shift), text, text)
                text = ""
            continue
        # The loose box has the height of the font, so that a comma is as high as a character; but some fonts, those of
        # vertical text among them, state an absurd one.
        raw.FPDFText_GetLooseCharBox(handle, index, area)
        x0, x1, y0, y1 = area.left, area.right, area.bottom, area.top
        if max(x1 - x0, y1 - y0) > _LARGEST_CHARACTER:
            raw.FPDFText_GetCharBox(handle, index, *sides)
            x0, x1, y0, y1 = (side.value for side in sides)
        if text:
            size = max(top - bottom, y1 - y0, 1.0)
            is_digit = sign in _PARTS_OF_FIGURES or text[-1] in _PARTS_OF_FIGURES
            gap = (_WIDEST_GAP_IN_FIGURES if is_digit else _WIDEST_GAP) * size
            is_apart = x0 - right > gap or x0 < left - size or abs((y0 + y1) - (bottom + top)) > size
            # A label that fills its cell may touch the figure in the next.
            is_figure_behind = sign.isdecimal() and text[-1] not in _PARTS_OF_FIGURES
            if is_apart or is_figure_behind or _is_ruled_off(verticals, right, x0, (y0 + y1) / 2 + shift):
                yield Word(Box(left, bottom + shift, right, top + shift), text, text)
                text = ""
        if not text:
            left, right, bottom, top = x0, x1, y0, y1
        else:
            left, right, bottom, top = min(left, x0), max(right, x1), min(bottom, y0), max(top, y1)
        text += sign
    if text:
        yield Word(Box(left, bottom + shift, right, top + shift), text, text)
    text_page.close()


def _is_ruled_off(verticals: Sequence[Ruling], right: float, left: float, y: float) -> bool:
    """Whether a ruling runs between the right side of a character and the left side of the next, at ``y``."""
    low = bisect_left(verticals, min(right, left) - 1, key=_at)
    high = bisect_right(verticals, max(right, left) + 1, key=_at)
    return any(verticals[place].start < y < verticals[place].end for place in range(low, high))


def _at(ruling: Ruling) -> float:
    return ruling.at
