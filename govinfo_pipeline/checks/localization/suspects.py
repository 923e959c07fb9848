"""``suspect_cells`` of a year: the corrections of every report that violates an identity of the form."""

from typing import Any, NamedTuple

import pandas as pd

from govinfo_pipeline.checks.localization.corrections import DEFAULT_BUDGET, Localization, Outcome, localize
from govinfo_pipeline.checks.localization.doubt import DOUBTFUL_KINDS, doubtful_cells
from govinfo_pipeline.checks.vectors import vectors
from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.tables.schemas import frame

_FAMILIES = [statement.family for statement in LATEST.sums]


class Suspects(NamedTuple):
    """``cells`` is the table ``suspect_cells``; ``outcomes`` says of each report with a violation how it ended."""

    cells: pd.DataFrame
    outcomes: dict[str, Outcome]


def suspect_cells(
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    identity_results: pd.DataFrame,
    cell_issues: pd.DataFrame,
    budget: int = DEFAULT_BUDGET,
) -> Suspects:
    """The suspects of each report of these tables that violates an identity, in the order of ``identity_results``.

    One row a cell and explanation; the explanations of a report are numbered from 1, best first. ``budget`` bounds
    the search for each report (see :func:`localize`), so that a wildly wrong report holds up no other.
    """
    violated = identity_results[
        (identity_results["status"] == "violated") & identity_results["identity"].isin(_FAMILIES)
    ].drop_duplicates("report_id")
    reports = list(violated["report_id"])
    cells = vectors(*(table[table["report_id"].isin(reports)] for table in (applications, disputes)))
    issues = cell_issues[cell_issues["report_id"].isin(reports) & cell_issues["kind"].isin(DOUBTFUL_KINDS)]
    of_report = dict(tuple(issues.groupby("report_id")))
    rows: list[dict[str, Any]] = []
    outcomes: dict[str, Outcome] = {}
    for report, year in zip(reports, violated["year"], strict=True):
        doubtful = doubtful_cells(_cells(of_report[report]), LATEST) if report in of_report else ()
        found = localize(dict(cells.of(report)), LATEST, doubtful, budget)
        outcomes[report] = found.outcome
        rows += [{"report_id": report, "year": year, **row} for row in _rows(found)]
    columns = list(rows[0]) if rows else []
    return Suspects(frame("suspect_cells", {name: [row[name] for row in rows] for name in columns}), outcomes)


def _cells(issues: pd.DataFrame) -> list[tuple[Cell, str]]:
    columns = (issues[name] for name in ("table", "item", "column", "kind"))
    return [(Cell(table, item, column), kind) for table, item, column, kind in zip(*columns, strict=True)]


def _rows(found: Localization) -> list[dict[str, Any]]:
    return [
        {
            "explanation": number,
            **suspect.cell._asdict(),
            "reported": suspect.reported,
            "suggested": suspect.suggested,
            "rank": explanation.rank,
            "rule": suspect.rule,
            "confidence": explanation.confidence,
            "outcome": found.outcome,
        }
        for number, explanation in enumerate(found.explanations, 1)
        for suspect in explanation.suspects
    ]
