"""When a report was published, as its own page or signature states it."""

import datetime as dt
import re
from collections.abc import Sequence

from govinfo_pipeline.reading.patterns import HAN, pattern
from govinfo_pipeline.reading.records import CELLS, Row, cells_of

_DATE = r"(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?"
_NAMED = pattern(
    rf"(?:(?:(?:发布|发文|公开|公布|生成|成文|更新|印发|上传)\s*|(?<!{HAN}))(?:日期|时间)|(?:发布|公开|公布|印发)于)"
    r"\s*[:：]?\s*" + _DATE
)
_SIGNED = pattern(r"[\s(（]*" + _DATE + r"[\s)）]*")
_BEGINS = pattern(r"[\s(（]*[2二]")
"""How a date in this century begins, in digits or written out."""
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = pattern(r"(\d?)十(\d?)")
_HEAD_ROWS, _SIGNATURE_ROWS = 80, 60
_LONGEST_SIGNATURE = 40


def find_published(rows: Sequence[Row], start: int) -> str | None:
    """The date (ISO) that the head names, above row ``start`` where the sections begin; else that of the signature.

    A signature is a line at the end that is a date and nothing else.
    """
    for cell in cells_of(rows[max(0, start - _HEAD_ROWS) : start]):
        # Few cells have one of these, as all that name a date have.
        may_name_one = "日期" in cell or "时间" in cell or "于" in cell
        if may_name_one and (found := _NAMED.search(cell)) and (date := _iso(found)):
            return date
    end = map(" ".join, map(CELLS, rows[max(start, len(rows) - _SIGNATURE_ROWS) :]))
    for text in reversed([text for text in end if "年" in text and len(text) <= _LONGEST_SIGNATURE]):
        if _BEGINS.match(text) and (found := _SIGNED.fullmatch(_arabic(text))) and (date := _iso(found)):
            return date
    return None


def _arabic(text: str) -> str:
    """Dates written out, 二〇二四年一月二十五日, in digits."""
    return _TENS.sub(lambda m: f"{m[1] or 1}{m[2] or 0}", text.translate(_DIGITS))


def _iso(found: re.Match[str]) -> str | None:
    try:
        return dt.date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return None
