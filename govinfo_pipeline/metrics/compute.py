"""The indicators of a year: one sum for each side, over the reports whose cells are known.

What a report's cell counts as, in this order: the number printed; for a blank 总计, the sum of its parts where all of
them are printed; 0 for a blank that the total of its row or column leaves nothing for (a blank is mostly a zero, and
then it must be); else unknown, and the report is left out of that indicator, which its column ``reports`` shows.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.metrics.indicators import INDICATORS, Indicator
from govinfo_pipeline.tables.schemas import YEARLY_METRICS, frame


def yearly_metrics(
    year: int,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    identity_results: pd.DataFrame,
) -> pd.DataFrame:
    """``yearly_metrics`` of ``year``; reports and applications may hold the year before too, for growth.

    Older versions of a report and reports of another year do not count; of the identities, those of the form do.
    """
    reports = reports[reports["excluded"].isna()]
    current, before = (
        known_cells(
            *(table[table["year"] == which] for table in (reports, proactive_disclosure, applications, disputes))
        )
        for which in (year, year - 1)
    )
    of_the_form = identity_results["identity"].isin([statement.family for statement in LATEST.sums])
    violating = set(identity_results.loc[of_the_form & (identity_results["status"] == "violated"), "report_id"])
    rows = [
        {"year": year, "level": level, "report_scope": scope, **row}
        for scope, level, members in _groups(current)
        for row in _indicators(members, before[same_group(before, scope, level)], violating)
    ]
    return frame("yearly_metrics", {name: [row.get(name) for row in rows] for name in YEARLY_METRICS.columns})


def known_cells(
    reports: pd.DataFrame, proactive_disclosure: pd.DataFrame, applications: pd.DataFrame, disputes: pd.DataFrame
) -> pd.DataFrame:
    """One row a report (index ``report_id``): scope, level, status, and every cell by its address, NaN if unknown."""
    base = reports.set_index("report_id")[["report_scope", "level", "status"]]
    columns: dict[str, pd.Series[float]] = {}
    for table, code, key in ((applications, "applications", "item"), (disputes, "disputes", "channel")):
        columns |= _cells(_with_totals(table, code), code, key)
    for item, measures in proactive_disclosure.groupby("item"):
        for measure, rows in measures.groupby("measure"):
            address = Cell("proactive_disclosure", str(item), str(measure))
            columns[column_of(address)] = rows.set_index("report_id")["value"].astype("float64")
    return base.join(_settled_blanks_as_zero(pd.DataFrame(columns).reindex(base.index)))


def column_of(cell: Cell) -> str:
    """The name of a cell's column in :func:`known_cells`."""
    return ".".join(cell)


def _with_totals(table: pd.DataFrame, code: str) -> pd.DataFrame:
    """The table with blank totals of rows replaced by the sum of their parts where all of these are printed."""
    parts = [column.code for column in LATEST.table(code).columns if column.code != "total"]
    return table.assign(total=table["total"].fillna(table[parts].sum(axis=1, skipna=False)))


def _cells(table: pd.DataFrame, code: str, key: str) -> "dict[str, pd.Series[float]]":
    """The cells of a table; a row that a report prints another row in place of counts 0 beside that one."""
    replaced = {name for row in LATEST.table(code).items if row.replaces for name in (row.code, *row.replaces)}
    printed = pd.Index(table["report_id"].drop_duplicates())
    cells = {}
    for row in LATEST.table(code).items:
        rows = table[table[key] == row.code].set_index("report_id")
        for column in row.columns:
            values = rows[column.code].astype("float64")
            if row.code in replaced:
                values = values.reindex(printed, fill_value=0.0)
            cells[column_of(Cell(code, row.code, column.code))] = values
    return cells


def _settled_blanks_as_zero(cells: pd.DataFrame) -> pd.DataFrame:
    """Blank parts count as 0 where the others already make up their total."""
    values = cells.to_numpy(dtype=np.float64, copy=True)
    places = {str(column): place for place, column in enumerate(cells.columns)}
    for identity in LATEST.identities:
        if identity.total:
            left = [places[column_of(cell)] for cell in identity.left]
            parts = values[:, left]
            settled = np.nansum(parts, axis=1) == values[:, places[column_of(identity.right[0])]]
            values[:, left] = np.where(settled[:, np.newaxis] & np.isnan(parts), 0.0, parts)
    return pd.DataFrame(values, index=cells.index, columns=cells.columns)


def _groups(cells: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """(scope, level, members): reports of different scopes are never added up."""
    groups = []
    for scope, of_scope in cells.groupby("report_scope"):
        groups.append((str(scope), "all", of_scope))
        groups += [(str(scope), str(level), members) for level, members in of_scope.groupby("level")]
    return groups


def same_group(cells: pd.DataFrame, scope: str, level: str) -> "pd.Series[bool]":
    """Which reports of :func:`known_cells` stand behind the indicators of a scope and level."""
    return (cells["report_scope"] == scope) & ((level == "all") | (cells["level"] == level))


def _indicators(members: pd.DataFrame, before: pd.DataFrame, violating: set[str]) -> list[dict[str, object]]:
    rows = []
    for indicator in INDICATORS:
        if indicator.unit == "growth":
            rows.append(_growth(indicator, members, before))
        else:
            known = _known(members, indicator.numerator + indicator.denominator)
            rows.append(
                _row(
                    indicator.code,
                    _sum(known, indicator.numerator),
                    _sum(known, indicator.denominator),
                    len(known),
                )
            )
    return rows + _report_shares(members, violating)


def _growth(indicator: Indicator, members: pd.DataFrame, before: pd.DataFrame) -> dict[str, object]:
    now, then = _known(members, indicator.numerator), _known(before, indicator.denominator)
    denominator = _sum(then, indicator.denominator) if len(then) else None
    row = _row(indicator.code, _sum(now, indicator.numerator), denominator, len(now))
    if isinstance(row["value"], float):
        row["value"] -= 1.0
    return row


def _report_shares(members: pd.DataFrame, violating: set[str]) -> list[dict[str, object]]:
    read = members[members["status"] != "quarantined"]
    received = tuple(Cell("applications", item, "total") for item in ("new_received", "carried_over"))
    known = _known(read, received)
    zero = int((known[[column_of(cell) for cell in received]].sum(axis=1) == 0).sum())
    return [
        _row("zero_report_share", zero, len(known), len(known)),
        _row("parsed_share", int((members["status"] == "parsed").sum()), len(members), len(members)),
        _row("quarantine_share", len(members) - len(read), len(members), len(members)),
        _row("violation_share", int(read.index.isin(list(violating)).sum()), len(read), len(read)),
    ]


def _known(members: pd.DataFrame, cells: Sequence[Cell]) -> pd.DataFrame:
    """The reports of which every one of ``cells`` is known."""
    wanted = [column_of(cell) for cell in dict.fromkeys(cells)]
    if not set(wanted) <= set(members.columns):
        return members.iloc[:0].reindex(columns=wanted)
    return members[members[wanted].notna().all(axis=1)]


def _sum(known: pd.DataFrame, cells: Sequence[Cell]) -> float:
    return float(known[[column_of(cell) for cell in cells]].to_numpy(dtype=np.float64).sum())


def _row(code: str, numerator: float, denominator: float | None, reports: int) -> dict[str, object]:
    value = numerator / denominator if denominator else None
    return {
        "metric": code,
        "numerator": float(numerator),
        "denominator": denominator,
        "value": value,
        "reports": reports,
    }
