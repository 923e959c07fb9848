"""The summary form (汇总表): what the units of a region report, added up cell by cell.

1. Units of one scope alone are added up: own reports, or aggregate ones, never both, as an aggregate holds the others.
   Of aggregates those of the governments directly below the region alone: each holds what lies below its own.
2. Older versions of a report, reports of another year and files that could not be read do not count.
3. All are on one generation of the form, the one that most are on; others are left out, as their cells are other ones.
4. A cell is the sum of what is known; how many units left it blank is said beside it, and a cell that all left blank
   is blank.
5. An identity of the sums that does not hold is violated where every unit filled its cells, else it cannot be told.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from govinfo_pipeline.checks.identities import Outcome, evaluate
from govinfo_pipeline.form import FORMS, LATEST, Cell, Form
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.regions.codes import parent_of, prefix, region_name
from govinfo_pipeline.tables.codes import EXCLUDED, SCOPES
from govinfo_pipeline.tables.store import TableStore

_ROWS = {"applications": "item", "disputes": "channel"}


def organization_of(name: Any) -> str:
    """The name of a report's organization as people see it, also where it is not known."""
    return name if isinstance(name, str) else "（单位不明）"


class LeftOut(NamedTuple):
    """A report of the region and year that is not added up, and why."""

    organization: str
    source_path: str
    why: str


class Summary(NamedTuple):
    """The sum over ``units`` (report_id, organization, level, source_path, status), and what there is to say of it.

    ``sums`` holds each cell that a unit's form prints; ``blanks`` the reports of the units that left
    one blank, where any did.
    """

    region: str
    year: int
    scope: str
    form: Form
    units: pd.DataFrame
    left_out: list[LeftOut]
    sums: dict[Cell, float | None]
    blanks: dict[Cell, list[str]]
    outcomes: list[Outcome]
    nowhere: int
    """Reports of the year whose region is not known, so that they are nobody's units."""


def summary(store: TableStore, year: int, region: str, scope: str = "own") -> Summary:
    """The summary of the reports of a ``scope`` in a ``region`` (its six-digit code).

    Raises :class:`ExportError` where there is no report to add up.
    """
    reports = store.read("reports", [year])
    inside = reports[reports["region_code"].str.startswith(prefix(region)).fillna(False).astype(bool)]
    why_not = {row["report_id"]: _why_not(row, region, scope) for row in inside.to_dict("records")}
    fitting = inside[inside["report_id"].map(why_not) == ""]
    if fitting.empty:
        below = ", which takes governments directly below it alone" if scope == "aggregate" else ""
        raise ExportError(
            f"{region_name(region) or region} has no report of {year} to add up with scope {scope}{below}; "
            "`SELECT year, region_code, report_scope, count(*) FROM reports GROUP BY ALL` with `govinfo sql` shows all"
        )
    form = _form_of(fitting)
    units = fitting[fitting["form"].isin([form.code, "unknown"])].sort_values(
        ["region_code", "organization", "report_id"]
    )
    kept = set(units["report_id"])
    left_out = [
        LeftOut(
            organization_of(row["organization"]),
            row["source_path"],
            why_not[row["report_id"]] or f"{row['form']}年式样，指标不同",
        )
        for row in inside.sort_values("source_path").to_dict("records")
        if row["report_id"] not in kept
    ]
    sums, blanks = _added_up(_cells(store, year, form, kept), list(units["report_id"]))
    outcomes = [_with_blanks(outcome, blanks) for outcome in evaluate(_counts(sums), form)]
    nowhere = int(reports["region_code"].isna().sum())
    return Summary(region, year, scope, form, units, left_out, sums, blanks, outcomes, nowhere)


def _why_not(row: dict[Any, Any], region: str, scope: str) -> str:
    """Why a report is not added up (1, 2); empty where it is."""
    if row["status"] == "quarantined":
        return "无法读取"
    if isinstance(row["excluded"], str):
        return EXCLUDED[row["excluded"]][0]
    if row["report_scope"] != scope:
        return f"口径为“{SCOPES[row['report_scope']][0]}”，不与所选口径相加"
    if scope == "aggregate" and parent_of(row["region_code"]) != region:
        return "不是直接下级政府的汇总报告，各级汇总报告互相包含"
    return ""


def _form_of(units: pd.DataFrame) -> Form:
    """The generation that most units are on (3), the later of equal ones."""
    counts = units["form"].value_counts()
    return max(reversed(FORMS.values()), key=lambda form: int(counts.get(form.code, 0)))


def _cells(store: TableStore, year: int, form: Form, kept: set[str]) -> pd.DataFrame:
    """``report_id``, ``cell`` and ``value`` of every cell that the units' forms print."""
    parts = []
    for code, key in _ROWS.items():
        table = store.read(code, [year])
        columns = [column.code for column in form.table(code).columns]
        long = table.melt(["report_id", key], columns, "column").rename(columns={key: "item"})
        parts.append(long.assign(table=code, value=long["value"].astype("Float64")))
    proactive = store.read("proactive_disclosure", [year]).rename(columns={"measure": "column"})
    parts.append(proactive.assign(table="proactive_disclosure"))
    cells = pd.concat(parts)[["report_id", "table", "item", "column", "value"]]
    return cells[cells["report_id"].isin(kept)]


def _added_up(cells: pd.DataFrame, units: Sequence[str]) -> tuple[dict[Cell, float | None], dict[Cell, list[str]]]:
    """The sum of each cell, and the units that left it blank (4)."""
    asked = _asked(cells, units)
    sums: dict[Cell, float | None] = {}
    blanks: dict[Cell, list[str]] = {}
    for address, rows in cells.groupby(["table", "item", "column"], sort=False):
        known = rows.dropna(subset="value")
        cell = Cell(*map(str, address))
        sums[cell] = round(float(known["value"].sum()), 6) if len(known) else None
        filled = set(known["report_id"])
        if blank := [unit for unit in asked.get(cell.item, units) if unit not in filled]:
            blanks[cell] = blank
    return sums, blanks


def _asked(cells: pd.DataFrame, units: Sequence[str]) -> dict[str, list[str]]:
    """Of rows that a unit prints either the one or the others of: which units have to fill them."""
    asked: dict[str, list[str]] = {}
    for item in LATEST.table("applications").items:
        if item.replaces:
            printing = set(cells.loc[cells["item"] == item.code, "report_id"])
            asked[item.code] = [unit for unit in units if unit in printing]
            asked |= {part: [unit for unit in units if unit not in printing] for part in item.replaces}
    return asked


def _counts(sums: dict[Cell, float | None]) -> dict[Cell, Any]:
    return {cell: value if value is None else int(value) for cell, value in sums.items() if cell.table in _ROWS}


def _with_blanks(outcome: Outcome, blanks: Container[Cell]) -> Outcome:
    """A sum that does not hold, and lacks what a unit left blank, cannot be told to be wrong (5)."""
    cells = outcome.identity.left + outcome.identity.right
    if outcome.status == "violated" and any(cell in blanks for cell in cells):
        return outcome._replace(status="not_assessable")
    return outcome


def unplaced_rows(summary: Summary) -> Iterator[str]:
    """Rows that stand in place of others and that a unit has filled."""
    for item in summary.form.table("applications").items:
        if item.replaces and any(cell.item == item.code and value for cell, value in summary.sums.items()):
            yield item.code
