"""Title, organization and statistical year, each with the rule that found it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from pathlib import PurePath
from typing import NamedTuple

from govinfo_pipeline.reading.organization import ORGANS, SUBJECT, organ_beside, organ_in
from govinfo_pipeline.reading.patterns import pattern
from govinfo_pipeline.reading.records import CELLS, Row

_REPORT = "(?:报告|年报|工作总结|统计表)"
_TITLE = pattern(rf"{SUBJECT}.{{0,10}}{_REPORT}")
# The year in a date is that of printing or publishing.
_YEAR = pattern(r"(20[0-3]\d)(?:年度|年(?!\d{1,2}月(?:\d{1,2}日|印发|$|\)))|(?=政府信息公开|信息公开)|(?=\)(?!\d)))")
_PERIOD = pattern(r"(?:期限|统计(?:时间|时段|数据)|起止).{0,12}?(20[0-3]\d)年?(?:1|0?1月|1月)")
_PLAIN_PERIOD = pattern(r"(20[0-3]\d)年1月1日(?:起)?(?:至|到|-|—|—)+(?:20[0-3]\d年)?12月31日")
_CHINESE_YEAR = pattern("二[〇○◯零0OoОо][〇○◯零0OoОо一二三四五六七八九]{2}(?=年)")
_TO_DIGITS = str.maketrans("〇○◯零OoОо一二三四五六七八九", "00000000123456789")
_MARKUP = pattern("^[#*>|]*(?:标题[:：])?")
_MARKUP_SIGNS = "#*>|标"
_NO_PART = pattern(r"[。;；:>]")
_NO_TITLE = pattern(r"^[-·•]|\]\(|[>:：]|首页|位置|上一篇|下一篇|下载|附件|链接|来源|http")
_NO_REPORT = pattern(r"解读|读懂|看懂|图解|指南$|通知$|公告$|办法$|制度$|预算|决算")


class Heading(NamedTuple):
    """What the head of a report says; ``rule`` names where the organization was found."""

    title: str | None
    organization: str | None
    rule: str | None
    year: int | None


def read_heading(rows: Sequence[Row], page_title: str | None, name: str, ending: Sequence[Row] = ()) -> Heading:
    """The heading of a report from its ``rows`` before the first section, the title of its page or document
    properties, the signature in the rows of its ``ending``, and its file ``name`` as a last resort.
    """
    lines = _lines(rows)
    text = "".join(lines)
    period = _year_of_period(text)
    title, organization = _find_title(lines, page_title or "", period)
    rule = "title" if organization else None
    if organization is None:
        organization, rule = organ_beside(lines, title or "", _lines(ending))
    year = _year_in(title or "") or period or _year_in(text)
    if organization is None and not is_other_page(title or compact(PurePath(name).stem)):
        organization = organ_in(compact(PurePath(name).stem))
        rule = "file name" if organization else None
    return Heading(title, organization, rule, year)


def _lines(rows: Sequence[Row]) -> list[str]:
    return [compact(" ".join(filter(None, cells))) for cells in map(CELLS, rows)]


def compact(text: str) -> str:
    """The text in one width without spaces and heading marks, years in digits; Chinese print has no spaces."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if "二" in plain:
        plain = _CHINESE_YEAR.sub(_year_in_digits, plain)
    return _MARKUP.sub("", plain) if plain[:1] in _MARKUP_SIGNS else plain


def _year_in_digits(found: re.Match[str]) -> str:
    return found[0].replace("二", "2").translate(_TO_DIGITS)


def is_other_page(title: str | None) -> bool:
    """Whether a title announces something about a report (an explanation, a notice) rather than a report."""
    return title is not None and bool(_NO_REPORT.search(title))


class _Candidate(NamedTuple):
    """What may be the title, how much speaks for it, and the organization in it."""

    score: int
    title: str
    organization: str | None


class _Known(NamedTuple):
    """What is known about the title: that of the page around the report, and the years that it and the period name."""

    page: str
    years: frozenset[int]


def _find_title(lines: Sequence[str], page_title: str, period: int | None) -> tuple[str | None, str | None]:
    """The best of the lines, pairs and triples of lines that may be a title; and the organization in it."""
    best: _Candidate | None = None
    page = compact(page_title)
    known = _Known(page, frozenset([*_years(page), *([period] if period else [])]))
    triples = map("".join, zip_longest(lines, lines[1:], lines[2:], fillvalue=""))
    for index in [place for place, text in enumerate(triples) if _may_be_title(text)]:
        line = lines[index]
        for size in (1, 2, 3):
            parts = lines[index : index + size]
            if len(parts) < size or len(line) > 60 or not (size == 1 or _are_one_title(parts)):
                break
            best = _better(best, "".join(parts), known)
    if best is None or best.score < _WHOLE_TITLE or best.organization is None:
        for part in (*re.split(r"[-_|—–]", page), *map(compact, page_title.split())):
            best = _better(best, part, known)
    return (best.title, best.organization) if best else (None, None)


_WHOLE_TITLE = 4


def _may_be_title(text: str) -> bool:
    """Whether it has the words that every title has: most lines have not, and need no closer look."""
    return "公开" in text and ("报告" in text or "年报" in text or "总结" in text or "统计表" in text)


def _better(best: _Candidate | None, text: str, known: _Known) -> _Candidate | None:
    """The better of the best title so far and that in ``text``: one that names organization and year, and is no path.

    Of equals the later: lists of links come before the article that they stand beside. The page's own title decides
    between them where it names one; so does the year that it or the period of the report names, for reports of other
    years are what links lead to.
    """
    if len(text) > 80 or not _TITLE.search(text) or text.endswith(("。", "；", ";", "，", ",")):
        return best
    for title in _titles_in(text):
        organization, year = organ_in(title), _year_in(title)
        score = 2 * (organization is not None) + 2 * (year is not None) + ("年度报告" in title)
        score -= 3 * bool(_NO_TITLE.search(title))
        score -= 3 * (year is not None and bool(known.years) and year not in known.years)
        score += 2 * (title in known.page)
        if best is None or score > best.score or (score == best.score and best.title not in title):
            best = _Candidate(score, title, organization)
    return best


def _titles_in(text: str) -> Iterator[str]:
    """The text, and the titles in it if it holds several: the name of a site's column stands before the report's.

    A table of the page's own data has the title behind a label: 名称：.
    """
    yield text
    if ":" in text and organ_in(behind := text.rpartition(":")[2]):
        yield behind
    ends = [found.end() for found in _TITLE.finditer(text)]
    if len(ends) > 1:
        yield from (text[start:end] for start, end in pairwise([0, *ends[:-1], len(text)]))


def _are_one_title(parts: Sequence[str]) -> bool:
    """Whether lines are one title printed on several: all before the last name an organ or a year, or break a word."""
    whole = "".join(parts)
    if any(len(part) > 40 or _NO_PART.search(part) for part in parts):
        return False
    if all(part.endswith(ORGANS) or _YEAR.search(part) for part in parts[:-1]):
        return True
    return _TITLE.search(whole) is not None and not any(_TITLE.search(part) for part in parts)


def _years(text: str) -> Iterator[int]:
    return (int(found[1]) for found in _YEAR.finditer(text))


def _year_in(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _year_of_period(text: str) -> int | None:
    found = _PLAIN_PERIOD.search(text) or _PERIOD.search(text)
    return int(found[1]) if found else None
