"""What a printed cell says: a number, a mark for "none", nothing, or words.

The same few hundred strings fill nearly every report, so that each is interpreted once and looked up afterwards.
"""

import re
import unicodedata
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from govinfo_pipeline.form import Column
from govinfo_pipeline.reading.records import IssueKind, Value


class Kind(IntEnum):
    BLANK = 0
    MARK = 1
    NUMBER = 2
    WORDS = 3


BLANK, MARK, NUMBER, WORDS = Kind


class Token(NamedTuple):
    """A cell's text, what kind of thing it is, and its number and unit or its folded words.

    ``whole`` is the number where it is a whole one, without a unit of money, that a column of counts can hold.
    """

    kind: Kind
    raw: str
    number: Decimal | None = None
    unit: str = ""
    words: str = ""
    whole: int | None = None


_ENUMERATOR = re.compile(
    r"^[\s#*>]*(?:[(\[【〔]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)\]】〕]|"
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.,:)](?!\d))\s*"
)
_NOT_WORDS = re.compile(r"[\W_]+")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<sign>[+-]|增加?|新增|减少?)?\s*"
    r"(?P<digits>[0-9]{1,3}(?:(?P<separator>[, ])[0-9]{3})(?:(?P=separator)[0-9]{3})*|[0-9]+)(?P<fraction>\.[0-9]+)?\s*"
    r"(?P<unit>万元|亿元|元|件次|件|例|起|条|项|个|宗|份|部|次)?\s*(?P<note>\([^()]*\))?"
)
MARKS = frozenset({"-", "--", "---", "—", "——", "–", "/", "\\", "无", "暂无", "没有", "N/A", "n/a", "不适用", "*", "○"})
# Signs without width, which editors of pages leave in cells.
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_LARGEST = Decimal(10) ** 12
_MOST_DIGITS = 12
_MOST_INTERPRETED = 65536
_MONEY = frozenset({"元", "万元", "亿元"})
_ZERO = "零"
_YUAN = {"": Decimal(1), "万元": Decimal(1), "元": Decimal("0.0001"), "千元": Decimal("0.1"), "亿元": Decimal(10000)}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The words of ``text`` without enumerator, spaces and punctuation.

    Two labels that differ in brackets, width, quotes or numbering, or write 其它 for 其他, fold to the same string.
    """
    plain = unicodedata.normalize("NFKC", _BOOKMARK.sub("", text)).replace("其它", "其他")
    return _NOT_WORDS.sub("", _ENUMERATOR.sub("", plain))


class _Interpreted(dict[str, Token]):
    """The token of each text: a dictionary, which hundreds of cells a report are looked up in faster than elsewhere."""

    def __missing__(self, raw: str) -> Token:
        if len(self) >= _MOST_INTERPRETED:
            self.clear()
        self[raw] = token = _interpret(raw)
        return token


interpret = _Interpreted().__getitem__
"""The token that a cell's text stands for."""


def _interpret(raw: str) -> Token:
    if len(raw) <= _MOST_DIGITS and raw.isascii() and raw.isdecimal():
        return Token(NUMBER, raw, Decimal(raw), whole=int(raw))
    text = unicodedata.normalize("NFKC", raw).strip().replace("−", "-")
    if not text.isprintable():
        text = _UNSEEN.sub("", text).strip()
    if not text:
        return Token(BLANK, raw)
    if text == _ZERO:
        return Token(NUMBER, raw, Decimal(0), whole=0)
    if text in MARKS:
        return Token(MARK, raw)
    found = _NUMBER.fullmatch(text)
    # A circled digit or a superscript is no figure, though normalization would make it one.
    if found and not any(sign.isdigit() and not sign.isdecimal() for sign in raw):
        if found["note"] and any(map(str.isdigit, found["note"])):
            # A second figure in brackets may be a part or a correction: which one counts is not said.
            return Token(NUMBER, raw)
        number = Decimal(found["digits"].replace(",", "").replace(" ", "") + (found["fraction"] or ""))
        negative = (found["sign"] or "").startswith(("-", "减"))
        return _number(raw, -number if negative else number, found["unit"] or "")
    return Token(WORDS, raw, words=fold(raw))


def _number(raw: str, number: Decimal, unit: str) -> Token:
    is_count = unit not in _MONEY and abs(number) < _LARGEST and number == number.to_integral_value()
    return Token(NUMBER, raw, number, unit, whole=int(number) if is_count else None)


def value_of(token: Token | None, column: Column) -> tuple[Value, IssueKind | None]:
    """The value of a cell in ``column``, and the kind of issue it is where it is no plain number.

    A count is a whole number; an amount is in 万元, whatever unit the cell itself prints.
    """
    if token is None:
        return None, "missing"
    if column.is_count and token.whole is not None:
        return token.whole, None
    if token.kind is BLANK:
        return None, "blank"
    if token.kind is MARK:
        return None, "not_applicable"
    if token.number is None or column.is_count or abs(token.number) >= _LARGEST:
        return None, "unreadable"
    # Nothing is nothing, whatever it is counted in: 0件 for an amount.
    scale = _YUAN.get(token.unit) if token.number else Decimal(1)
    return (token.number * scale, None) if scale is not None else (None, "unreadable")
