"""``suspect_cells`` of a year: the corrections of every report that violates an identity of the form."""

from typing import Any

import pandas as pd

from govinfo_pipeline.checks.doubt import doubts
from govinfo_pipeline.checks.localization.corrections import DEFAULT_BUDGET, localize
from govinfo_pipeline.checks.vectors import vectors
from govinfo_pipeline.form import LATEST
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import as_table

_FAMILIES = [statement.family for statement in LATEST.sums]


def suspect_cells(
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    identity_results: pd.DataFrame,
    cell_issues: pd.DataFrame,
    budget: int = DEFAULT_BUDGET,
) -> pd.DataFrame:
    """``suspect_cells``: the suspects of each report that violates an identity, in the order of ``identity_results``.

    One row a cell and explanation; the explanations of a report are numbered from 1, best first. ``budget`` bounds
    the search for each report (see :func:`localize`), so that a wildly wrong report holds up no other.
    """
    violated = identity_results[
        (identity_results["status"] == "violated") & identity_results["identity"].isin(_FAMILIES)
    ].drop_duplicates("report_id")
    reports = list(violated["report_id"])
    tables = {"applications": applications, "disputes": disputes}
    cells = vectors(*(as_table(name, table[table["report_id"].isin(reports)]) for name, table in tables.items()))
    doubtful = doubts(cell_issues)
    rows: list[dict[str, Any]] = []
    for report, year in zip(reports, violated["year"], strict=True):
        found = localize(dict(cells.of(report)), LATEST, doubtful.get(report, ()), budget)
        rows += [{"report_id": report, "year": year, **row} for row in found.rows()]
    columns = list(rows[0]) if rows else []
    return frame("suspect_cells", {name: [row[name] for row in rows] for name in columns})
