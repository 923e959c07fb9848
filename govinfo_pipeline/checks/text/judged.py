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
    """What these checks say of a report as it is printed."""
    plain = text.simplified()
    made = {code: tally(JUDGES[code](plain)) for code in codes}
    return {code: found._replace(rows=[_bare(row) for row in found.rows]) for code, found in made.items()}


def _bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in OF_REPORT}


def found(year: Year, codes: Collection[str] = tuple(JUDGES)) -> dict[str, Found]:
    """What these checks find in the reports of a year."""
    texts = in_print(year["reports"], year["sections"])
    return of_reports(year["reports"], texts, [say(text, codes) for text in texts], codes)


def of_reports(
    reports: pd.DataFrame, texts: Sequence[Text], sayings: Sequence[Sayings], codes: Collection[str]
) -> dict[str, Found]:
    """What is said of texts, put together for each check, without what it does not look at."""
    others = set(reports.loc[reports["excluded"].notna(), "report_id"])
    parts: dict[str, list[Found]] = {code: [] for code in codes}
    for text, said in zip(texts, sayings, strict=True):
        of_report = dict(zip(OF_REPORT, (text.report_id, text.year), strict=True))
        for code in codes:
            if text.report_id not in others or code in _OF_OTHER_YEARS:
                parts[code].append(said[code]._replace(rows=[{**of_report, **row} for row in said[code].rows]))
    return {code: Found.added(some) for code, some in parts.items()}
