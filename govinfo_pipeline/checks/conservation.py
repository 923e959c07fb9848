"""Whether the metrics are those of the tables: nothing lost, nothing counted twice, no rate that cannot be.

Each check is given tables of one year and adds up in a way of its own, not as the metrics are computed.
"""

import operator
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.checks.outcomes import Outcome, outcome
from govinfo_pipeline.form import LATEST
from govinfo_pipeline.metrics.cells import KnownCells, known_cells, places_in
from govinfo_pipeline.metrics.groups import ALL, overall
from govinfo_pipeline.metrics.indicators import INDICATORS, METRICS, Indicator
from govinfo_pipeline.regions.codes import parent_of

_SIDES = ("numerator", "denominator")
_GROUP = ["region_code", "level", "kind", "report_scope", "passing"]
_COMPARED = [*_GROUP, "metric", "side", "stated", "expected"]
_OF_CELLS = {indicator.code: indicator for indicator in INDICATORS if indicator.unit in ("share", "ratio")}
Sums = dict[tuple[str, ...], float]
_ADDED = [code for code, metric in METRICS.items() if metric.unit in ("share", "ratio")]
"""Metrics of which both sides are sums over the reports of the year."""


def conservation(
    metrics: pd.DataFrame,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
) -> Outcome:
    """Both sides of each indicator equal the sums of its cells over the reports that it counts, scope by scope."""
    cells = known_cells(reports, proactive_disclosure, applications, disputes)
    stated = overall(metrics)
    rows = []
    for metric in stated[stated["metric"].isin(_OF_CELLS)].to_dict("records"):
        indicator = _OF_CELLS[metric["metric"]]
        counted = _counted(cells, indicator, metric["report_scope"])
        for side in _SIDES:
            expected = float(sum(cells.column(cell)[counted].sum() for cell in getattr(indicator, side)))
            rows.append({**metric, "side": side, "stated": metric[side], "expected": expected})
    sides = pd.DataFrame(rows, columns=_COMPARED)
    # A side that is not stated agrees with nothing.
    return outcome(len(sides), sides[~(sides["stated"] == sides["expected"])], _COMPARED)


def _counted(cells: KnownCells, indicator: Indicator, scope: str) -> npt.NDArray[np.bool_]:
    of_scope = (cells.reports["report_scope"] == scope) & cells.reports["form"].isin(indicator.forms)
    known = ~np.isnan(np.array([cells.column(cell) for cell in indicator.cells])).any(axis=0)
    return np.asarray(of_scope & known)


def totals(
    metrics: pd.DataFrame,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
) -> Outcome:
    """Both sides of each indicator are what the rows of the tables add up to, to the unit.

    1. Where it leaves reports out, as their cells are not known, they are not above that.
    2. A blank 总计 stands for the sum of its parts where all of them are printed.
    """
    counted = reports[reports["excluded"].isna() & (reports["status"] != "quarantined")]
    tables = {"proactive_disclosure": proactive_disclosure, "applications": applications, "disputes": disputes}
    added: Sums = {}
    most: Sums = {}
    for code, table in tables.items():
        added |= _added(counted, code, table)
        most |= _added(counted, code, table, least=0)
    numbers = counted["report_scope"].value_counts()
    stated = overall(metrics)
    rows = []
    for metric in stated[stated["metric"].isin(_OF_CELLS)].to_dict("records"):
        scope = metric["report_scope"]
        whole = metric["reports"] == numbers.get(scope, 0)
        sums, agree = (added, operator.eq) if whole else (most, operator.le)  # 1
        for side in _SIDES:
            expected = sum(sums.get((scope, *cell), 0.0) for cell in getattr(_OF_CELLS[metric["metric"]], side))
            agrees = not pd.isna(metric[side]) and agree(metric[side], expected)
            rows.append({**metric, "side": side, "stated": metric[side], "expected": expected, "agrees": agrees})
    sides = pd.DataFrame(rows, columns=[*_COMPARED, "agrees"]).astype({"agrees": bool})
    return outcome(len(sides), sides[~sides["agrees"]], _COMPARED)


def _added(counted: pd.DataFrame, code: str, table: pd.DataFrame, least: float | None = None) -> Sums:
    """Scope and cell → the sum over the reports of that scope, of no figure less than ``least``."""
    places = places_in(counted["report_id"], table["report_id"])
    rows = table[places >= 0]
    scopes = counted["report_scope"].iloc[places[places >= 0]].set_axis(rows.index)
    if "measure" in rows:
        sums = rows["value"].clip(lower=least).groupby([scopes, rows["item"], rows["measure"]]).sum()
    else:
        columns = [column.code for column in LATEST.table(code).columns]
        parts = [column for column in columns if column != "total"]
        figures = rows[columns].assign(total=rows["total"].fillna(rows[parts].sum(axis=1, skipna=False)))  # 2
        key = rows["channel" if "channel" in rows else "item"]
        sums = pd.Series(figures.clip(lower=least).groupby([scopes, key]).sum().stack())
    cells = [(str(scope), code, str(item), str(column)) for scope, item, column in sums.index]
    return dict(zip(cells, sums.astype("float64"), strict=True))


def groups(metrics: pd.DataFrame) -> Outcome:
    """Levels add up to all levels, kinds of organs to all kinds, and regions to the region that they are in.

    A report of a region's own body lies in no smaller region, nor does one whose region is unknown: then the smaller
    regions have fewer reports than the whole, and all that is asked is that they have not more.
    """
    rows = metrics[metrics["metric"].isin(_ADDED)]
    rows = rows.assign(region_code=rows["region_code"].fillna(""))
    regions = rows[rows["region_code"] != ""]
    parents = {code: parent_of(code) for code in regions["region_code"].unique()}
    parts = {
        "level": rows[rows["level"] != ALL].assign(level=ALL),
        "kind": rows[rows["kind"] != ALL].assign(kind=ALL),
        "region": regions.assign(region_code=regions["region_code"].map(parents)),
    }
    key, figures = [*_GROUP, "metric"], [*_SIDES, "reports"]
    wholes = rows.set_index(key)[figures].astype("float64")
    compared = []
    for name, part in parts.items():
        sums = part.groupby(key)[figures].sum().astype("float64")
        whole = wholes.reindex(sums.index)
        fewer = (sums["reports"] < whole["reports"]) & (name == "region")
        agrees = fewer | (sums == whole).all(axis=1)
        compared.append(sums.join(whole.add_suffix("_whole")).assign(parts=name, agrees=agrees).reset_index())
    every = pd.concat(compared, ignore_index=True)
    shown = [*key, "parts", *(name for side in figures for name in (side, f"{side}_whole"))]
    return outcome(len(every), every[~every["agrees"]], shown)


def flow(metrics: pd.DataFrame, raw_files: pd.DataFrame, reports: pd.DataFrame) -> Outcome:
    """Nothing is lost between the steps: every file is a report, and every report is counted or has a reason why not.

    Files with the content of another one are that one's report.
    """
    files = set(raw_files.loc[raw_files["same_as"].isna(), "report_id"])
    lost = [("files", report, "has no row in reports") for report in sorted(files - set(reports["report_id"]))]
    lost += [("reports", report, "is no file") for report in sorted(set(reports["report_id"]) - files)]
    counted = reports[reports["excluded"].isna()]
    stated = overall(metrics).set_index(["report_scope", "metric"])
    sides = [
        ("quarantine_share", "denominator", counted),
        ("quarantine_share", "numerator", counted[counted["status"] == "quarantined"]),
        ("parsed_share", "numerator", counted[counted["status"] == "parsed"]),
        ("passing_share", "denominator", counted[counted["status"] != "quarantined"]),
    ]
    for scope in counted["report_scope"].unique():
        for metric, side, rows in sides:
            expected = int((rows["report_scope"] == scope).sum())
            found = stated[side].get((scope, metric))
            if found != expected:
                lost.append(("metrics", f"{scope} {metric}", f"{side} is {found}, but there are {expected} reports"))
    columns = ["step", "what", "why"]
    scopes = counted["report_scope"].nunique()
    return outcome(len(files) + len(reports) + len(sides) * scopes, pd.DataFrame(lost, columns=columns), columns)


def bounds(metrics: pd.DataFrame) -> Outcome:
    """Every share lies within 0 and 1."""
    shares = [code for code, metric in METRICS.items() if metric.unit == "share"]
    stated = metrics[metrics["metric"].isin(shares) & metrics["value"].notna()]
    failed = stated[~stated["value"].between(0, 1)]
    return outcome(len(stated), failed, [*_GROUP, "metric", "numerator", "denominator", "value"])


_FIGURES = ("yearly_metrics", "reports", "proactive_disclosure", "applications", "disputes")
METRIC_CHECKS: dict[str, tuple[Callable[..., Outcome], tuple[str, ...]]] = {
    "metrics.conservation": (conservation, _FIGURES),
    "metrics.totals": (totals, _FIGURES),
    "metrics.groups": (groups, ("yearly_metrics",)),
    "metrics.flow": (flow, ("yearly_metrics", "raw_files", "reports")),
    "metrics.bounds": (bounds, ("yearly_metrics",)),
}
"""Code of a check → how it is made, and the tables that it is given."""
