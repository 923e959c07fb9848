"""The date on a report against the deadline for publishing it."""

import datetime as dt
from collections.abc import Iterator

from govinfo_pipeline.checks.text.texts import Text, Verdict, finding, signature

OF_DEPARTMENTS = (1, 31)
OF_GOVERNMENTS = (3, 31)
"""Month and day of the year after the statistical one; the last day is in time (article 49)."""
_DEPARTMENTS = frozenset({"department", "branch"})


def deadline(kind: str, year: int) -> dt.date:
    """The last day for publishing the report of a statistical year, by the contract's code of the kind of organ."""
    month, day = OF_DEPARTMENTS if kind in _DEPARTMENTS else OF_GOVERNMENTS
    return dt.date(year + 1, month, day)


def late(text: Text) -> Iterator[Verdict]:
    """The date on the report (column ``published``) is not after the deadline: 31 January for departments, 31 March for
    governments (article 49 of 政府信息公开条例).

    The date is the one that the page names or, without one, that of the signature. A signature in time does not prove
    that the report was published in time; one after the deadline proves that it was not.

    1. Only departments and their branches are held to 31 January. Article 49 names no townships, zones and
       institutions, and the office of a government publishes the government's report too: they have until 31 March.
    2. Without a date it is not assessable, nor with one before the last month of the statistical year: no report of a
       year is published before its end, so that is another date, or a wrong one.
    3. A date later than the year after the statistical one may be that of a page moved to another site: cause unclear.
    """
    yield _judge(text)


def _judge(text: Text) -> Verdict:
    date = dt.date.fromisoformat(text.published) if text.published else None
    if date is None or date < dt.date(text.year, 12, 1):  # 2
        return "not_assessable"
    last = deadline(text.kind, text.year)  # 1
    if date <= last:
        return "holds"
    source_zh, source_en = (
        ("落款日期", "the signature") if signature(text) == date else ("标明的日期", "the page's date")
    )
    return finding(
        text,
        None,
        quote=text.published,
        cause="unclear" if date.year > text.year + 1 else "author",  # 3
        zh=f"报告日期为{_zh(date)}（依据：{source_zh}），晚于{_zh(last)}的公布期限：请核实公布日期，今后按期公布",
        en=f"the report is dated {date} (source: {source_en}), after the deadline of {last}: "
        "verify when it was published, and publish in time",
    )


def _zh(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"
