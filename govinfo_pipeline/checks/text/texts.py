"""The reports whose text is looked at, and a finding about one of their parts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Literal, NamedTuple

import pandas as pd

from govinfo_pipeline.checks.rows import Row, section_name
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline.form import LATEST, SECTIONS
from govinfo_pipeline.reading.published import find_published
from govinfo_pipeline.reading.records import Row as Line
from govinfo_pipeline.reading.script import plain

PROSE = tuple(number for number in SECTIONS if number not in {table.section for table in LATEST.tables})
"""The sections that are prose: one, five and six. The others are the tables."""


class Text(NamedTuple):
    """What one report says in words. ``sections`` has the text of each section that was found, by its number, and
    ``head`` what is printed before the first one, as far as known. :func:`in_print` leaves the characters as printed;
    what is looked at is simplified.
    """

    report_id: str
    year: int
    organization: str | None
    kind: str
    title: str | None
    published: str | None
    head: str
    sections: dict[int, str]

    def only(self, numbers: Collection[int]) -> "Text":
        """The same report with no sections but these."""
        return self._replace(sections={number: words for number, words in self.sections.items() if number in numbers})

    def simplified(self) -> "Text":
        """The same report in simplified characters."""
        sections = {number: _simplified(words) for number, words in self.sections.items()}
        return self._replace(head=_simplified(self.head), sections=sections)


_COLUMNS = ["report_id", "year", "organization", "kind", "title", "published", "preamble"]

Verdict = Row | Literal["holds", "not_assessable"]
"""Of one part of a report: a finding, or why there is none."""
Judge = Callable[[Text], Iterable[Verdict]]
"""A check of what one report says, in simplified characters: a verdict on each part that it is made on."""


def texts_of(reports: pd.DataFrame, sections: pd.DataFrame, wanted: Collection[int] = tuple(SECTIONS)) -> list[Text]:
    """:func:`that_count` in simplified characters."""
    return [text.simplified() for text in that_count(reports, sections, wanted)]


def that_count(reports: pd.DataFrame, sections: pd.DataFrame, wanted: Collection[int]) -> list[Text]:
    """The reports that were read and count, in the order of ``reports``, with their ``wanted`` sections as printed.

    Older versions of a report do not count, nor do reports of another year.
    """
    return in_print(reports[reports["excluded"].isna()], sections[sections["section"].isin(wanted)])


def in_print(reports: pd.DataFrame, sections: pd.DataFrame) -> list[Text]:
    """The reports that were read, as they are printed and in the order of ``reports``; older versions are left out."""
    counted = reports[(reports["status"] != "quarantined") & (reports["excluded"] != "superseded")]
    found: dict[str, dict[int, str]] = defaultdict(dict)
    written = sections[["report_id", "section", "text"]].fillna({"text": ""}).astype(object)
    for report, number, words in written.itertuples(index=False, name=None):
        found[report][number] = words
    known = counted[_COLUMNS].astype(object).where(counted[_COLUMNS].notna(), None).fillna({"preamble": ""})
    rows = known.itertuples(index=False, name=None)
    return [Text._make((*row, dict(sorted(found[row[0]].items())))) for row in rows]


def _simplified(text: str) -> str:
    return plain([Line(0, (text,))])[0].cells[0] if text else text


def signature(text: Text) -> dt.date | None:
    """The date that a report is signed with at its end."""
    lines = text.sections[max(text.sections)].split("\n") if text.sections else []
    date = find_published([Line(place, (line,)) for place, line in enumerate(lines)], 0)
    return dt.date.fromisoformat(date) if date else None


def tally(verdicts: Iterable[Verdict]) -> Found:
    """The findings among the verdicts, and how many there are of each kind."""
    listed = list(verdicts)
    rows = [verdict for verdict in listed if isinstance(verdict, dict)]
    unknown = listed.count("not_assessable")
    return Found(len(listed) - unknown, rows, unknown)


def finding(
    text: Text, section: int | None, *, zh: str, en: str, quote: str | None = None, cause: str = "author"
) -> Row:
    """A finding about a section of a report, or about the report as a whole; ``part`` tells those of a report apart."""
    return {
        "report_id": text.report_id,
        "year": text.year,
        "section": section,
        "part": f"section {section}" if section else None,
        "quote": quote,
        "cause": cause,
        "message_zh": zh,
        "message_en": en,
    }


def part_name(section: int | None) -> tuple[str, str]:
    """How a section is called (zh, en); none is what stands before the first."""
    if section is None:
        return "标题或开头", "the title or preamble"
    return section_name(section)
