"""Violated identities as findings: which sum, both sides, and whether author or reader is likely to blame."""

from collections.abc import Callable, Collection, Mapping

import pandas as pd

from govinfo_pipeline.checks import matrix
from govinfo_pipeline.checks.continuity import APPLICATIONS, DOCUMENTS
from govinfo_pipeline.checks.doubt import doubts
from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.tables.schemas import NARRATIVE

Doubts = Mapping[str, set[Cell]]
_NONE: frozenset[Cell] = frozenset()
_INSTANCES = {(identity.family, identity.scope): identity for identity in matrix.IDENTITIES}


def of_the_form(family: str) -> Callable[[Year], Found]:
    """I1 to I4: one family of the form's identities."""

    def row(result: Row, doubtful: Doubts) -> Row:
        identity = _INSTANCES[family, result["scope"]]
        cells = frozenset(identity.left + identity.right)
        # A balance has no cell of its own: it is a finding of its column.
        right = identity.right[0]
        table, item, column = right if identity.total else (right.table, None, identity.scope)
        return {
            "table": table,
            "item": item,
            "column": column,
            "reported": result["right"],
            "expected": result["left"],
            "residual": result["residual"],
            "cause": _cause(doubtful, result["report_id"], cells),
            "cells": cells,
        }

    return lambda year: _violated(family, year, row)


def across_years(family: str) -> Callable[[Year], Found]:
    """X1 or X2: what is reported against what the year before requires."""

    def row(result: Row, _: Doubts) -> Row:
        if family == APPLICATIONS:
            cell = Cell("applications", "carried_over", result["scope"])
            reported, expected = result["left"], result["right"]
        else:
            cell = Cell("proactive_disclosure", result["scope"], "in_force")
            reported, expected = result["right"], result["left"]
        return {
            "severity": result["severity"],
            **cell._asdict(),
            "reported": reported,
            "expected": expected,
            "residual": expected - reported,
            # Which of the two years is wrong, their reports do not say.
            "cause": "unclear",
        }

    return lambda year: _violated(family, year, row)


def _violated(family: str, year: Year, row: Callable[[Row, Doubts], Row]) -> Found:
    """The violated instances of a family, each made a row of."""
    results = year["identity_results"]
    own = results[results["identity"] == family]
    doubtful = doubts(year["cell_issues"])
    rows = [
        {"report_id": result["report_id"], "year": result["year"], **row(result, doubtful)}
        for result in records(own[own["status"] == "violated"])
    ]
    return _found(own, rows)


def narrative(year: Year) -> Found:
    """T1: figures of the prose that no reading of them finds in the tables."""
    results, claims = year["identity_results"], year["claims"]
    own = results[results["identity"].str.startswith(NARRATIVE)]
    violated = own[own["status"] == "violated"].assign(number=lambda rows: rows["scope"].astype("Int64"))
    doubtful = doubts(year["cell_issues"])
    columns = ["report_id", "number", "claim", "unit", "section", "table", "item", "column", "quote"]
    rows: list[Row] = []
    for row in records(violated.merge(claims[columns], on=["report_id", "number"])):
        cell = Cell(row["table"], row["item"], row["column"])
        stated, computed = _plain(row["left"], row["unit"]), _plain(row["right"], row["unit"])
        rows.append(
            {
                "report_id": row["report_id"],
                "year": row["year"],
                **cell._asdict(),
                "part": f"{row['claim']} {row['number']}",
                "section": row["section"],
                "reported": row["left"],
                "expected": row["right"],
                "residual": row["right"] - row["left"],
                "cause": _cause(doubtful, row["report_id"], [cell]),
                "quote": row["quote"],
                "claimed": (stated, computed),
            }
        )
    return _found(own, rows)


def told(year: Year) -> Found:
    """For each report with a violated identity of the form the search for the wrong cells came to an end."""
    results, suspects = year["identity_results"], year["suspect_cells"]
    own = results["identity"].isin([statement.family for statement in LATEST.sums])
    violating = list(dict.fromkeys(results.loc[own & (results["status"] == "violated"), "report_id"]))
    outcomes = dict(zip(suspects["report_id"], suspects["outcome"], strict=True))
    rows = []
    for report in violating:
        outcome = outcomes.get(report)
        if outcome is None:
            zh, en = "找不到能使各项勾稽关系成立的改正方法", "no correction of its cells satisfies all identities"
        elif outcome == "time_limit":
            zh = "错误较多，未能查遍所有可能；所列可疑单元格仅供参考"
            en = "too much is wrong to try every possibility; the suspect cells named are only the first found"
        else:
            continue
        rows.append({"report_id": report, "year": year.year, "cause": "unclear", "message_zh": zh, "message_en": en})
    return Found(len(violating), rows)


def _plain(number: float, unit: str) -> str:
    digits = f"{number:.2f}".rstrip("0").rstrip(".") if unit != "件" else f"{number:.0f}"
    return f"{digits}{unit}"


def _found(results: pd.DataFrame, rows: list[Row]) -> Found:
    unknown = int((results["status"] == "not_assessable").sum())
    return Found(len(results) - unknown, rows, unknown)


def _cause(doubtful: Doubts, report: str, cells: Collection[Cell]) -> str:
    """``unclear`` if any of the cells is in doubt, else ``author``."""
    return "author" if doubtful.get(report, _NONE).isdisjoint(cells) else "unclear"


FAMILIES = {statement.family: of_the_form(statement.family) for statement in LATEST.sums} | {
    APPLICATIONS: across_years(APPLICATIONS),
    DOCUMENTS: across_years(DOCUMENTS),
}
"""Family of identities → its check."""
