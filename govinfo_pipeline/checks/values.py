"""Checks of single cells: read with certainty, valid as a count or amount (R1), and within an organ's powers (R2)."""

import re
import unicodedata

import pandas as pd

from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.checks.year import Found, Year, cells_of
from govinfo_pipeline.form import FORMS, LATEST

_COLUMNS = [column for form in FORMS.values() for table in form.tables for column in table.columns]
_SIGNED = {column.code for column in _COLUMNS if column.signed}
_AMOUNTS = {column.code for column in _COLUMNS if not column.is_count}
_FRACTION = re.compile(r"(?P<number>[+-]?\d[\d,]*\.\d+)\s*[件条项个宗份]?")
_LAWMAKERS = frozenset({"province", "city"})
_OWN_REGULATIONS = ("issued", "repealed", "in_force", "newly_made")
"""The other measures of the form of 2019 count what was published, whoever made it."""
_GOVERNMENTS = frozenset({"government", "government_office"})


def read(year: Year) -> Found:
    """Every printed cell could be read with certainty; cells of rows that are not there are another check's."""
    issues = year["cell_issues"]
    rows = []
    for issue in records(issues[issues["kind"].isin(("unreadable", "repaired"))]):
        raw, kind = issue.pop("raw"), issue.pop("kind")
        if kind == "repaired":
            zh, en = (
                "所在行少一格，按勾稽关系确定位置，请核对",
                "its row is one cell short; the identities place it, please verify",
            )
        else:
            zh, en = "无法辨认，请核对原文", "cannot be read, please look at the original"
        rows.append({**issue, "part": kind, "cause": "reader", "quote": raw or None, "said": (zh, en)})
    return Found(cells_of(year.readable()), rows)


def valid(year: Year) -> Found:
    """R1: counts are whole numbers and not negative, amounts are not negative; only a change may be negative."""
    return Found(cells_of(year.readable()), [*_negative(year), *_fractions(year["cell_issues"])])


def _negative(year: Year) -> list[Row]:
    proactive = year["proactive_disclosure"].rename(columns={"measure": "column"})
    long = [proactive.assign(table="proactive_disclosure")]
    for code, item in (("applications", "item"), ("disputes", "channel")):
        table, columns = year[code], [column.code for column in LATEST.table(code).columns]
        some = table[(table[columns] < 0).any(axis=1)].rename(columns={item: "item"})
        long.append(some.melt(["report_id", "year", "item"], columns, "column", "value").assign(table=code))
    return [
        {**row, "reported": row.pop("value"), "cause": "author"}
        for part in long
        for row in records(part[(part["value"] < 0) & ~part["column"].isin(_SIGNED)])
    ]


def _fractions(cell_issues: pd.DataFrame) -> list[Row]:
    """Counts are whole numbers. A fraction was printed by the author; it was read, but is no count."""
    rows: list[Row] = []
    for issue in records(cell_issues[cell_issues["kind"] == "unreadable"]):
        raw, _ = issue.pop("raw"), issue.pop("kind")
        printed = _FRACTION.fullmatch(unicodedata.normalize("NFKC", raw).strip())
        if printed and issue["column"] not in _AMOUNTS:
            reported = float(printed["number"].replace(",", ""))
            rows.append({**issue, "reported": reported, "cause": "author", "quote": raw})
    return rows


def regulations(year: Year) -> Found:
    """R2: 规章 only where the law lets an organ make them (立法法 arts. 91 and 93).

    1. An organ whose level is not known is not assessable.
    2. Governments of provinces, of cities with districts and of autonomous prefectures make them; a city's own count
       may be that of a city without districts, which is not told apart here.
    3. Departments below the State Council, counties and townships do not.
    """
    reports = year.readable()
    reports = reports[reports["form"] != "unknown"]
    unknown = (reports["level"] == "unknown") | (reports["kind"] == "unknown")  # 1
    allowed = reports["level"].isin(_LAWMAKERS) & reports["kind"].isin(_GOVERNMENTS)  # 2
    barred = set(reports.loc[~unknown & ~allowed, "report_id"])  # 3
    cells = year["proactive_disclosure"]
    own = (cells["item"] == "regulations") & cells["measure"].isin(_OWN_REGULATIONS)
    wrong = cells[own & (cells["value"] > 0) & cells["report_id"].isin(barred)]
    rows: list[Row] = [
        {
            "report_id": row["report_id"],
            "year": row["year"],
            "table": "proactive_disclosure",
            "item": "regulations",
            "column": row["measure"],
            "reported": row["value"],
            "expected": 0.0,
            "residual": -row["value"],
            "cause": "author",
        }
        for row in records(wrong)
    ]
    return Found(int((~unknown).sum()), rows, int(unknown.sum()))
