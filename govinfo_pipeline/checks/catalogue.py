"""How each check is made, and on which tables: code → rule. A check that is here gives findings by itself."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from govinfo_pipeline.checks import files, hierarchy, place, plausibility, stated, values, violations
from govinfo_pipeline.checks.expectations.table import expectations_of
from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.text import judged, repeats
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.tables.schemas import EVALUATED


class Rule(NamedTuple):
    """A check's function, the tables of the year that it reads, and those of the year before; ``says`` is the function
    or module that documents the rule, where that is another one.
    """

    check: Callable[[Year], Found]
    tables: tuple[str, ...]
    before: tuple[str, ...] = ()
    says: object = None

    @property
    def text(self) -> str | None:
        """What is documented of the rule: one sentence, and below it the exceptions."""
        return (self.says or self.check).__doc__


def _of_text(code: str) -> Rule:
    return Rule(lambda year: judged.found(year, (code,))[code], _TEXT, says=judged.JUDGES[code])


def _repeats_last_year(year: Year) -> Found:
    before = year.before("reports"), year.before("sections")
    return repeats.repeats_last_year(year["reports"], year["sections"], *before, year.partners)


_TEXT = ("reports", "sections")
_FIGURES = ("applications", "disputes", "proactive_disclosure")
_RESULTS = ("identity_results", "cell_issues")

RULES: dict[str, Rule] = {
    "raw.found": Rule(files.found, ("raw_files",)),
    "raw.readable": Rule(files.readable, ("raw_files",)),
    "raw.duplicates": Rule(files.duplicates, ("raw_files",)),
    "raw.year": Rule(files.placed, ("reports",)),
    "parsed.status": Rule(files.status, ("reports",)),
    "parsed.sections": Rule(files.sections, ("reports", "sections")),
    "parsed.tables": Rule(files.tables, ("reports", "cell_issues")),
    "parsed.organization": Rule(files.organization, ("reports",)),
    "parsed.region": Rule(place.region, ("reports",)),
    "parsed.year": Rule(files.stated_year, ("reports",)),
    "parsed.versions": Rule(files.versions, ("reports",)),
    "coverage.reported": Rule(files.reported_again, ("reports",), ("reports",)),
    "coverage.listed": Rule(hierarchy.listed, ("reports", "known_bodies")),
    "values.valid": Rule(values.valid, ("reports", "cell_issues", *_FIGURES)),
    "values.read": Rule(values.read, ("reports", "cell_issues")),
    "values.regulations": Rule(values.regulations, ("reports", "proactive_disclosure")),
    **{family: Rule(check, _RESULTS) for family, check in violations.FAMILIES.items()},
    "hierarchy.units": Rule(hierarchy.units, ("reports", "known_bodies", "identity_results"), says=hierarchy),
    "narrative.claims": Rule(violations.narrative, ("claims", *_RESULTS), says=stated),
    "text.repeats_last_year": Rule(_repeats_last_year, _TEXT, _TEXT, says=repeats.repeats_last_year),
    "text.repeats_other": Rule(
        lambda year: repeats.repeats_other(year["reports"], year["sections"]), _TEXT, says=repeats.repeats_other
    ),
    **{code: _of_text(code) for code in judged.JUDGES},
    "localization.told": Rule(violations.told, ("identity_results", "suspect_cells")),
    **{f"expectations.{table}": Rule(expectations_of(table), ("expectation_results",)) for table in EVALUATED},
    "plausibility.jump": Rule(plausibility.jump, ("reports", *_FIGURES), ("reports", *_FIGURES)),
    "plausibility.empty": Rule(plausibility.empty, ("reports", "claims", "cell_issues", *_FIGURES)),
    "plausibility.magnitude": Rule(plausibility.magnitude, ("reports", *_FIGURES)),
}

OF_NO_YEAR = ("raw.year",)
"""Made on the files whose year cannot be told; all others are made year by year."""
OF_A_YEAR = tuple(code for code in RULES if code not in OF_NO_YEAR)


BY_REPORT = frozenset(
    {
        *violations.FAMILIES,
        *("parsed.sections", "parsed.tables", "values.valid", "values.read", "values.regulations", "narrative.claims"),
        *judged.JUDGES,
        *("plausibility.jump", "plausibility.empty", "localization.told"),
    }
)
"""Checks that look at each report by itself (and its body's of the year before): a year may be checked in parts."""


def find(year: Year, codes: Iterable[str] = OF_A_YEAR) -> Iterator[tuple[str, Row]]:
    """(check, row) of everything that the checks of a year find."""
    for code in codes:
        yield from ((code, row) for row in RULES[code].check(year).rows)
