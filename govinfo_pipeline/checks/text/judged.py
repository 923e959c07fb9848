"""The checks that look at the text of each report by itself, made on the reports of a year."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.text.fee_statement import fee_statement
from govinfo_pipeline.checks.text.late import late
from govinfo_pipeline.checks.text.section_five import improvements, problems
from govinfo_pipeline.checks.text.section_order import section_order
from govinfo_pipeline.checks.text.template_words import template_words
from govinfo_pipeline.checks.text.texts import Judge, Text, in_print
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


class Said(NamedTuple):
    """What a check says of one report: on how many parts it was made, on how many it could not be, and its findings
    without the columns :data:`OF_REPORT`.
    """

    applied: int
    not_assessable: int
    findings: list[Row]


OF_REPORT = ("report_id", "year")
"""Columns of a finding that name the report."""
Sayings = Mapping[str, Said]
"""What each of some checks says of one report."""


def say(text: Text, codes: Collection[str] = tuple(JUDGES)) -> Sayings:
    """What these checks say of a report as it is printed."""
    plain = text.simplified()
    said = {}
    for code in codes:
        verdicts = list(JUDGES[code](plain))
        rows = [verdict for verdict in verdicts if isinstance(verdict, dict)]
        unknown = verdicts.count("not_assessable")
        bare = [{name: value for name, value in row.items() if name not in OF_REPORT} for row in rows]
        said[code] = Said(len(verdicts) - unknown, unknown, bare)
    return said


def found(year: Year, codes: Collection[str] = tuple(JUDGES)) -> dict[str, Found]:
    """What these checks find in the reports of a year."""
    texts = in_print(year["reports"], year["sections"])
    return tally(year["reports"], texts, [say(text, codes) for text in texts], codes)


def tally(
    reports: pd.DataFrame, texts: Sequence[Text], sayings: Sequence[Sayings], codes: Collection[str]
) -> dict[str, Found]:
    """What is said of texts, put together for each check, without what it does not look at."""
    others = set(reports.loc[reports["excluded"].notna(), "report_id"])
    parts: dict[str, list[Said]] = {code: [] for code in codes}
    for text, said in zip(texts, sayings, strict=True):
        of_report = dict(zip(OF_REPORT, (text.report_id, text.year), strict=True))
        for code in codes:
            if text.report_id not in others or code in _OF_OTHER_YEARS:
                own = said[code]
                parts[code].append(own._replace(findings=[{**of_report, **row} for row in own.findings]))
    return {
        code: Found(
            sum(part.applied for part in some),
            [row for part in some for row in part.findings],
            sum(part.not_assessable for part in some),
        )
        for code, some in parts.items()
    }
