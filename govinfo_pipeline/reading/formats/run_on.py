"""Run-on text: a page saved without any separator, so that labels and figures follow each other on one line.

Headings and labels of the form are cut out; the figures behind a label stay one string of digits, which the
identities cut (:mod:`govinfo_pipeline.reading.cuts`).
"""

import re
from collections.abc import Iterator
from functools import cache

from govinfo_pipeline.form import FORMS, SECTIONS
from govinfo_pipeline.reading.patterns import pattern
from govinfo_pipeline.reading.records import Row
from govinfo_pipeline.reading.tokens import fold

# A row of seven figures in at most three strings, and the next label right behind it.
_RUN_ON = pattern(r"本年新收(?:政府)?信息公开申请(?:数量)? *(?=[\d ]{7})(?:\d++ ?+){1,3}+\s*(?:二、|上年)")
_PART = pattern(r"(?=[（(][一二三四五六七八九十][）)])|(?<=。)(?=\s)")
# A title begins behind one of these signs, where alone it is looked for: the digits of a table have no end.
_TITLE = pattern(
    r"(?<![^\s：:>。])[^\s：:>。]*?20\d\d年(?:度)?[^\s：:>。]{0,30}?(?:信息公开|政务公开)(?:工作)?年度报告"
)

_AROUND_NUMBERS = "（）.、"


def is_run_on(text: str) -> bool:
    """Whether the first row of table 3 prints its figures without anything between them."""
    return _RUN_ON.search(text) is not None


def rows(text: str) -> Iterator[Row]:
    """Headings, labels, strings of figures and prose, each as a row of its own; a label with its figures as one."""
    yield from (Row(number, piece) for number, piece in enumerate(_pieces(text), 1))


def _pieces(text: str) -> Iterator[tuple[str, ...]]:
    place = 0
    for found in _words().finditer(text):
        if before := text[place : found.start()].strip():
            yield from _prose(before)
        place = found.end()
        if found["label"]:
            yield (found["label"], "".join(found["figures"].split()))
        else:
            yield (found[0].strip(),)
    if rest := text[place:].strip():
        yield from _prose(rest)


def _prose(text: str) -> Iterator[tuple[str, ...]]:
    """Prose in parts, so that a title or a sub-heading does not drown in it."""
    if "\n" in text:
        for line in filter(None, map(str.strip, text.splitlines())):
            yield from _prose(line)
        return
    if title := _TITLE.search(text):
        for part in (text[: title.start()], title[0], text[title.end() :]):
            if part.strip():
                yield (part.strip(),)
        return
    yield from ((part.strip(),) for part in _PART.split(text) if part.strip())


@cache
def _words() -> re.Pattern[str]:
    """Section headings behind their numbers, and labels of rows with the figures behind them."""
    headings = "|".join(
        f"{'一二三四五六'[number - 1]}\\s*、\\s*(?:政府信息公开工作|因)?{_loose(zh)}"
        for number, (zh, _) in SECTIONS.items()
    )
    labels = {
        (item.number, label)
        for form in FORMS.values()
        for table in form.tables
        for item in table.items
        for label in (item.zh, *item.variants)
        if table.section != 4
    }
    ordered = sorted(labels, key=lambda pair: (-len(pair[1]), pair))
    rows_of_tables = "|".join(_numbered(number) + _loose(label) for number, label in ordered)
    # Few signs begin any of these words; elsewhere a hundred alternatives need not be tried.
    firsts = "".join(sorted({(number.strip(_AROUND_NUMBERS) or fold(label))[0] for number, label in labels}))
    return pattern(
        rf"(?=[一二三四五六（({re.escape(firsts)}])"
        rf"(?:(?P<heading>{headings})|(?P<label>{rows_of_tables})\s*(?P<figures>\d[\d\s.]*?)"
        r"(?=\s*(?:\d\s*[.．、]\s*\D|[（(]?[一二三四五六七]\s*[、)）]|第二十条|信息内容|行政|规|$)))"
        r"|(?P<dispute>(?<=总计)\s*\d[\d\s]{10,})",
    )


def _loose(label: str) -> str:
    """A label in any punctuation and spacing."""
    return r"[\s\W]*".join(map(re.escape, fold(label))) + r"[”\"’）)\s]*"


def _numbered(number: str) -> str:
    """The enumerator in front of a label; a short label is nothing without it."""
    if not number:
        return ""
    return r"[（(]?" + re.escape(number.strip(_AROUND_NUMBERS)) + r"[）).．、]\s*"
