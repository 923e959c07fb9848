"""The checks that look at the text of each report by itself, made on the reports of a year."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.text.fee_statement import fee_statement
from govinfo_pipeline.checks.text.late import late
from govinfo_pipeline.checks.text.section_five import improvements, problems
from govinfo_pipeline.checks.text.section_order import section_order
from govinfo_pipeline.checks.text.template_words import template_words
from govinfo_pipeline.checks.text.texts import Judge, Text, in_print, tally
from govinfo_pipeline.checks.text.year_left import year_left
from govinfo_pipeline.checks.year import Found, Year

JUDGES: Mapping[str, Judge] = {
    "text.year_left": year_left,
    "text.template_words": template_words,
    "text.fee_statement": fee_statement,
    "text.problems": problems,
    "text.improvements": improvements,
    "text.section_order": section_order,
    "text.late": late,
}
_OF_OTHER_YEARS = ("text.year_left",)
"""Made on reports, too, that do not count because their text says that they are another year's: it may be mistaken."""


OF_REPORT = ("report_id", "year")
"""Columns of a finding that name the report."""
Sayings = Mapping[str, Found]
"""What each of some checks finds in one report, in rows without the columns :data:`OF_REPORT`."""


def say(text: Text, codes: Collection[str] = tuple(JUDGES)) -> Sayings:
    """What these checks say of a report in simplified characters."""
    made = {code: tally(JUDGES[code](text)) for code in codes}
    return {code: found._replace(rows=[_bare(row) for row in found.rows]) for code, found in made.items()}


def _bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in OF_REPORT}


def found(year: Year, codes: Collection[str] = tuple(JUDGES)) -> dict[str, Found]:
    """What these checks find in the reports of a year."""
    texts = in_print(year["reports"], year["sections"])
    return of_reports(year["reports"], texts, [say(text.simplified(), codes) for text in texts], codes)


def of_reports(
    reports: pd.DataFrame, texts: Sequence[Text], sayings: Sequence[Sayings], codes: Collection[str]
) -> dict[str, Found]:
    """What is said of texts, put together for each check, without what it does not look at."""
    others = set(reports.loc[reports["excluded"].notna(), "report_id"])
    everything = list(zip(texts, sayings, strict=True))
    counted = [(text, said) for text, said in everything if text.report_id not in others]
    return {code: _together(code, everything if code in _OF_OTHER_YEARS else counted) for code in codes}


def _together(code: str, sayings: Sequence[tuple[Text, Sayings]]) -> Found:
    """What a check says of some texts, in rows that name the report."""
    found = [(text, said[code]) for text, said in sayings]
    rows = [
        {**dict(zip(OF_REPORT, (text.report_id, text.year), strict=True)), **row}
        for text, own in found
        for row in own.rows
    ]
    return Found(sum(own.applied for _, own in found), rows, sum(own.not_assessable for _, own in found))
