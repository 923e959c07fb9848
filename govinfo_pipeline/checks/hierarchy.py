"""A government's aggregate report against the sum of its units (H1), as the list of bodies names them.

1. The units are the bodies on the list whose parent the government is; those below them are in their reports already.
2. A unit without a report that could be read and counts makes the whole not assessable: coverage is stated, and there
   is no verdict on a part. So does a cell that a unit's report does not print.
3. A blank of a unit counts as 0 where the others make up the figure; any other makes the cell not assessable.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from govinfo_pipeline.checks.bodies import Body, body_of, reports_of
from govinfo_pipeline.checks.matrix import HOLDS, NOT_ASSESSABLE, STATUS, VIOLATED
from govinfo_pipeline.checks.rows import records
from govinfo_pipeline.checks.vectors import CELLS, texts
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.form import Cell
from govinfo_pipeline.tables.schemas import frame

UNITS = "hierarchy.units"


def hierarchy(year: Year) -> pd.DataFrame:
    """The ``identity_results`` of H1: for each aggregate report its cells (left the sum of the units, right the cell).

    ``scope`` is the cell's address, as :func:`cell_of` reads it.
    """
    parts = [_sums(year, report, units) for report, units in _aggregates(year)]
    if not parts:
        return frame("identity_results", {})
    return pd.concat(parts, ignore_index=True)


def cell_of(scope: str) -> Cell:
    """The cell that a result of H1 is about."""
    return Cell(*scope.split("."))


def listed(year: Year) -> Found:
    """Every body on the list of bodies has a report of the year that could be read."""
    reports = _reports(year)
    governments = {unit: members for _, members in _aggregates(year) for unit in members}
    bodies = records(year["known_bodies"])
    rows = []
    for row in bodies:
        body = body_of(row)
        if body not in reports:
            zh, en = _coverage(row["parent"], governments.get(body, {}))
            rows.append(
                {
                    "report_id": None,
                    "year": year.year,
                    "part": f"{body[0]} {body[1]}",
                    "cause": "unclear",
                    "message_zh": f"名单上的{body[0]}没有可读的本年度报告{zh}",
                    "message_en": f"{body[0]} is on the list, but has no report of the year that could be read{en}",
                }
            )
    return Found(len(bodies), rows)


def _coverage(government: str, members: Mapping[Body, str | None]) -> tuple[str, str]:
    """What a missing unit means for the aggregate report (zh, en): how many of the units it can be compared with."""
    if not members:
        return "", ""
    there, all_of_them = sum(report is not None for report in members.values()), len(members)
    return (
        f"；{government}的{all_of_them}个单位中有{there}个有报告，其汇总数无法核对",
        f"; {there} of the {all_of_them} units of {government} have one, and its aggregate cannot be compared",
    )


def units(year: Year) -> Found:
    """Each figure of a government's aggregate report is the sum of its units'; no verdict where a unit is missing."""
    results = year["identity_results"]
    own = results[results["identity"] == UNITS]
    numbers = {report: len(units) for report, units in _aggregates(year)}
    rows = []
    for result in records(own[own["status"] == "violated"]):
        number = numbers.get(result["report_id"], 0)
        rows.append(
            {
                "report_id": result["report_id"],
                "year": result["year"],
                **cell_of(result["scope"])._asdict(),
                "reported": result["right"],
                "expected": result["left"],
                "residual": result["residual"],
                "cause": "unclear",  # the government's report may be wrong, or a unit's, or the list
                "said": (
                    f"汇总为{result['right']:g}，名单上全部{number}个单位合计为{result['left']:g}",
                    f"{result['right']:g}, but all {number} units on the list add up to {result['left']:g}",
                ),
            }
        )
    unknown = int((own["status"] == "not_assessable").sum())
    return Found(len(own) - unknown, rows, unknown)


def _sums(year: Year, report: str, members: Mapping[Body, str | None]) -> pd.DataFrame:
    now = year.now
    row = int(now.rows([report])[0])
    values, printed = now.take(now.rows(unit or "" for unit in members.values()), CELLS)
    places = np.flatnonzero(now.printed[row])
    values, right = values[:, places], now.values[row, places]
    left = values.sum(axis=0)
    settled = (np.nansum(values, axis=0) == right) & printed[:, places].all(axis=0)  # 3
    left = np.where(settled, right, np.where(printed[:, places].all(axis=0), left, np.nan))  # 2
    unknown = np.isnan(left) | np.isnan(right)
    status = np.where(unknown, NOT_ASSESSABLE, np.where(np.isclose(left, right, rtol=0, atol=1e-6), HOLDS, VIOLATED))
    sides = {"left": left, "right": right, "residual": left - right}
    return frame(
        "identity_results",
        {
            "report_id": [report] * len(places),
            "year": [year.year] * len(places),
            "identity": [UNITS] * len(places),
            "scope": [".".join(CELLS[place]) for place in places],
            **{name: pd.arrays.FloatingArray(np.where(unknown, 0.0, side), unknown) for name, side in sides.items()},
            "status": texts(STATUS, status),
            "severity": ["warning"] * len(places),
        },
    )


def _aggregates(year: Year) -> Iterator[tuple[str, dict[Body, str | None]]]:
    """Each aggregate report of a government that has units on the list (1), with their reports."""
    reports = _reports(year)
    scopes = dict(zip(year["reports"]["report_id"], year["reports"]["report_scope"], strict=True))
    of: dict[Body, dict[Body, str | None]] = {}
    for body in records(year["known_bodies"].dropna(subset="parent")):
        unit = body_of(body)
        of.setdefault((body["parent"], body["parent_region"]), {})[unit] = reports.get(unit)
    for government, members in of.items():
        report = reports.get(government)
        if report is not None and scopes[report] == "aggregate":
            yield report, members


def _reports(year: Year) -> dict[Body, str]:
    return reports_of(year["known_bodies"], year["reports"])
