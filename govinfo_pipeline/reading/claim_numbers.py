"""Numbers in prose: text made plain, digits with separators, Chinese numerals, and ranges.

Here: what a number is worth. Not here: what it counts (:mod:`.claim_naming`).
"""

from decimal import Decimal

from govinfo_pipeline.reading.patterns import pattern

_WIDE = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９，：（）％．－；"} | {
    ord("〔"): "(",
    ord("〕"): ")",
}
_SPACE = pattern(r"[\s“”\"‘’]+")
"""Blanks, and quotation marks: 予以公开 is often put in them."""
_THOUSANDS = pattern(r"(?<=\d),(?=\d{3}(?!\d))")
"""Their commas part no clauses; they are made apostrophes, and nothing moves."""
INK = pattern(r"[^\s“”\"‘’]")
NUMBER = pattern(
    # Nothing else starts a number; most characters are passed over at once.
    r"(?=[约近逾超不至第每\d一二两三四五六七八九十百千零])(?P<about>约|近|逾|超过?|不足|不到|至少|第|每)?"
    r"(?P<number>\d{1,3}(?:[',]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|[一二两三四五六七八九十百千][一二三四五六七八九十百千零]*(?=[件宗例起份])|零(?=件|[,)]|、|\Z))"
    r"(?P<loose>[余多几万千百亿]+)?(?P<unit>件次?|宗|起|例|份|条|项|个(?!百)|笔|次(?!会)|部(?![门分级委署])|%|万元|(?=[,()]|、|\Z))(?P<after>次|事|套|左右|以上|以内|上下|余)?"
)
_DASHES, _RANGED = "-~—–至", "件一二三四五六七八九十"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


def plain(printed: str) -> str:
    """A printed sentence without blanks and quotation marks, in narrow digits and signs: the :data:`INK` of it."""
    text = _SPACE.sub("", printed.translate(_WIDE))
    return _THOUSANDS.sub("'", text) if "," in printed else text


def in_range(text: str, start: int, end: int) -> bool:
    """Whether the number from ``start`` to ``end`` is one end of a range: 3-5件, 三至五件."""
    return _ends_range(text[max(0, start - 2) : start]) or _starts_range(text[end : end + 2])


def _ends_range(before: str) -> bool:
    return len(before) == 2 and before[1] in _DASHES + "到" and (before[0].isdecimal() or before[0] in _RANGED)


def _starts_range(after: str) -> bool:
    return len(after) == 2 and after[0] in _DASHES and after[1].isdecimal()


def value_of(number: str) -> Decimal | int:
    """The number that digits with separators, or Chinese numerals, stand for."""
    if number[0].isdigit():
        digits = number.replace("'", "").replace(",", "")
        return Decimal(digits) if "." in digits else int(digits)
    total = digit = 0
    for sign in number:
        if sign in _SCALES:
            total, digit = total + (digit or 1) * _SCALES[sign], 0
        else:
            digit = digit * 10 + _DIGITS[sign]
    return total + digit
