"""The reports whose text is looked at, and a finding about one of their parts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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

Heads = Mapping[str, str]
"""``report_id`` → what is printed before section one (title, preamble); a report that is not in it has none known."""


class Text(NamedTuple):
    """What one report says in words. ``sections`` has the text of each section that was found, by its number, in
    simplified characters; ``head`` is what is printed before the first one, as far as known.
    """

    report_id: str
    year: int
    organization: str | None
    kind: str
    title: str | None
    published: str | None
    head: str
    sections: dict[int, str]


_COLUMNS = ["report_id", "year", "organization", "kind", "title", "published"]

Verdict = Row | Literal["holds", "not_assessable"]
"""Of one part of a report: a finding, or why there is none."""


def texts_of(
    reports: pd.DataFrame,
    sections: pd.DataFrame,
    heads: Heads | None = None,
    *,
    wanted: Collection[int] = tuple(SECTIONS),
    also_other_years: bool = False,
) -> list[Text]:
    """The reports that were read and count, in the order of ``reports``, with their ``wanted`` sections.

    Older versions of a report do not count, nor do reports of another year, unless ``also_other_years``.
    """
    counted = reports[(reports["status"] != "quarantined") & (reports["excluded"] != "superseded")]
    if not also_other_years:
        counted = counted[counted["excluded"].isna()]
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for report, number, text in zip(sections["report_id"], sections["section"], sections["text"], strict=True):
        if number in wanted:
            found[report][int(number)] = "" if pd.isna(text) else _simplified(text)
    known = counted[_COLUMNS].astype(object).where(counted[_COLUMNS].notna(), None)
    return [
        Text(
            **{str(name): value for name, value in row.items()},
            head=_simplified((heads or {}).get(row["report_id"], "")),
            sections=dict(sorted(found[row["report_id"]].items())),
        )
        for row in known.to_dict("records")
    ]


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
