"""The outcome of a check over a year of tables: how many were applied, failed, could not be assessed, and which.

Nothing applied is not a pass. Evidence rows name report, file and cell; they are capped, the totals are not.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from govinfo_pipeline.checks.catalogue import RULES
from govinfo_pipeline.checks.findings import findings, label
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.form import LATEST
from govinfo_pipeline.tables.schemas import SCHEMAS

MOST_EVIDENCE = 20
_FAMILIES = {statement.family for statement in LATEST.sums}
"""Checks whose evidence is the two sides of a sum."""


class Outcome(NamedTuple):
    """Counts of what a check was applied to, and what failed it as rows for people."""

    applied: int
    failed: int
    evidence: pd.DataFrame
    not_assessable: int = 0
    dismissed: int = 0

    @property
    def passed(self) -> bool:
        """Whether something was checked and nothing failed."""
        return self.failed == 0 and self.applied > 0


def of_check(
    code: str,
    year: Year,
    standing: Callable[[pd.DataFrame], pd.DataFrame] | None = None,
    found: Found | None = None,
) -> Outcome:
    """The outcome of a check of the catalogue, with the first of its findings as evidence.

    ``found`` is what the check finds, for who has made it already. ``standing`` leaves out the findings that people
    have dismissed: they are no failure, and counted apart.
    """
    found = RULES[code].check(year) if found is None else found
    if not found.rows:
        return Outcome(found.applied, 0, pd.DataFrame(), found.not_assessable)
    dismissed = 0
    if standing is None:
        shown = findings(((code, row) for row in found.rows[:MOST_EVIDENCE]), year)
    else:
        kept = standing(findings(((code, row) for row in found.rows), year))
        dismissed = len(found.rows) - len(kept)
        shown = kept.head(MOST_EVIDENCE)
    names = dict(zip(year["reports"]["report_id"], year["reports"]["organization"], strict=True))
    evidence = pd.DataFrame(
        {
            "report": shown["report_id"].map(names).astype(object).fillna(shown["location"].astype(object)),
            "item": [label(t, i)[0] for t, i in zip(shown["table"], shown["item"], strict=True)],
            "column": [label(t, c)[0] for t, c in zip(shown["table"], shown["column"], strict=True)],
            "expected": shown["expected"],
            "reported": shown["reported"],
            "difference": shown["residual"],
            "location": shown["location"],
            "finding_id": shown["finding_id"],
            "message": shown["message_zh"],
            "quote": shown["quote"],
        }
    ).dropna(axis="columns", how="all")
    if code in _FAMILIES:
        evidence = evidence.rename(columns={"expected": "left", "reported": "right"})
    return Outcome(found.applied, len(found.rows) - dismissed, evidence, found.not_assessable, dismissed)


def outcome(applied: int, failed: pd.DataFrame, columns: Iterable[str], not_assessable: int = 0) -> Outcome:
    """The outcome of a check of tables as a whole: the rows that failed, with some of their columns as evidence."""
    evidence = failed[list(columns)].head(MOST_EVIDENCE).reset_index(drop=True)
    return Outcome(applied, len(failed), evidence, not_assessable)


def schema_in_parts(name: str, parts: Iterable[pd.DataFrame]) -> Outcome:
    """:func:`schema` of a table that comes part by part, no key in two of them."""
    outcomes = [schema(name, part) for part in parts]
    evidence = pd.concat([outcome.evidence for outcome in outcomes]).head(MOST_EVIDENCE)
    rows, failed = sum(outcome.applied for outcome in outcomes), sum(outcome.failed for outcome in outcomes)
    return Outcome(rows, failed, evidence.reset_index(drop=True))


def schema(name: str, table: pd.DataFrame) -> Outcome:
    """The table has the columns, types, values and keys of its schema."""
    try:
        SCHEMAS[name].validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases[["column", "check", "failure_case", "index"]].astype(str)
        rows = max(1, errors.failure_cases["index"].nunique())
        return Outcome(max(len(table), 1), rows, cases.head(MOST_EVIDENCE).reset_index(drop=True))
    # A year without reports has nothing to validate, and that is said by raw.found.
    return Outcome(max(len(table), 1), 0, table.iloc[:0])
