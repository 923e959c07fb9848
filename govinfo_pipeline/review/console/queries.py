"""What the pages ask the index: lists a page at a time, how many there are of each kind, regions, single rows."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from govinfo_pipeline.review.console.filters import Filters
from govinfo_pipeline.review.console.index import WHOLE_FINDINGS

PAGE = 50
"""Rows of a page."""
Record = dict[str, Any]
_OF_FINDINGS = ("year", "severity", "status", "cause", "level", "kind")
_OF_REPORTS = ("year", "status", "level", "kind")
_DIGITS = (2, 4, 6)


class Choice(NamedTuple):
    """A value that can be filtered by, how many rows have it, and its name where that is no code."""

    value: str
    rows: int
    name: str | None = None


class Listing(NamedTuple):
    """A page of rows out of ``total``, and the choices of each facet within the other filters."""

    rows: list[Record]
    total: int
    page: int
    facets: dict[str, list[Choice]]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def findings(connection: sqlite3.Connection, filters: Filters, page: int) -> Listing:
    """The findings that match, in the order that the filters ask for."""
    _search(connection, "finding", filters)
    total, facets = _facets(connection, _Counted("finding", "count(*)", "reopened"), filters, _OF_FINDINGS)
    facets["check"] = _checks(connection, filters)
    return _listing(connection, "finding", filters, page, filters.order, total, facets)


def reports(connection: sqlite3.Connection, filters: Filters, page: int) -> Listing:
    """The reports that match, by region and name, each with its findings that were not dismissed."""
    _search(connection, "report", filters)
    is_counted = not (filters.text or filters.organ or filters.report)
    counted = _Counted("report_count", "sum(n)") if is_counted else _Counted("report", "count(*)")
    total, facets = _facets(connection, counted, filters, _OF_REPORTS)
    order = "year DESC, region_code, organization"
    listing = _listing(connection, "report", filters, page, order, total, facets)
    for row in listing.rows:
        counts = connection.execute(
            "SELECT severity, count(*) FROM finding WHERE report_id = ? AND +year IS ? AND status <> 'dismissed'"
            " GROUP BY 1",
            (row["report_id"], row["year"]),
        )
        row["counts"] = dict(map(tuple, counts))
    return listing


def finding_ids(connection: sqlite3.Connection, filters: Filters) -> list[str]:
    """The ids of all findings that match."""
    _search(connection, "finding", filters)
    where, parameters = filters.where()
    return [found for (found,) in connection.execute(f"SELECT finding_id FROM finding WHERE {where}", parameters)]


def finding(connection: sqlite3.Connection, finding_id: str) -> Record | None:
    """A finding by its id."""
    query = f"SELECT *, finding.year AS year {WHOLE_FINDINGS} WHERE finding_id = ?"
    return _one(connection, query, finding_id)


def report(connection: sqlite3.Connection, report_id: str, year: int | None = None) -> Record | None:
    """A report by its id; of the latest year where the same file is filed under several and none is named."""
    wanted = "" if year is None else "+year = :year AND "
    query = f"SELECT * FROM report WHERE {wanted}report_id = :report ORDER BY year DESC LIMIT 1"
    return _one(connection, query, {"report": report_id, "year": year})


def findings_of(connection: sqlite3.Connection, report: Record) -> list[Record]:
    """The findings about a report, in the order in which they stand in it."""
    query = f"SELECT *, finding.year AS year {WHOLE_FINDINGS} WHERE report_id = ? AND +finding.year IS ? ORDER BY place"
    return _all(connection, query, (report["report_id"], report["year"]))


def suspects_of(connection: sqlite3.Connection, report: Record) -> list[Record]:
    """The cells that best explain the violated sums of a report."""
    query = "SELECT * FROM suspect WHERE report_id = ? AND +year IS ? AND rank = 1 ORDER BY explanation"
    return _all(connection, query, (report["report_id"], report["year"]))


def of_body(connection: sqlite3.Connection, report: Record) -> list[Record]:
    """The reports of the organization of a report that count, newest first; the report alone where there are none."""
    query = "SELECT * FROM report WHERE organization = ? AND +region_code IS ? AND excluded IS NULL ORDER BY year DESC"
    return _all(connection, query, (report["organization"], report["region_code"])) or [report]


def reports_with(connection: sqlite3.Connection, filters: Filters, most: int) -> list[Record]:
    """The reports that findings which match are about, at most so many of them."""
    _search(connection, "finding", filters)
    where, parameters = filters.where()
    query = (
        f"SELECT * FROM report WHERE (year, report_id) IN (SELECT year, report_id FROM finding WHERE {where})"
        f" ORDER BY year DESC, region_code, organization LIMIT {most:d}"
    )
    return _all(connection, query, parameters)


def count_reports_with(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many reports the findings that match are about."""
    _search(connection, "finding", filters)
    where, parameters = filters.where()
    query = f"SELECT count(*) FROM (SELECT DISTINCT year, report_id FROM finding WHERE {where} AND report_id NOT NULL)"
    (count,) = connection.execute(query, parameters).fetchone()
    return int(count)


def present(connection: sqlite3.Connection, ids: Sequence[str]) -> pd.DataFrame:
    """Those of some ids that are findings, as a frame of ``finding_id``."""
    query = "SELECT finding_id FROM finding WHERE finding_id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (json.dumps(list(ids)),)).fetchall()
    return pd.DataFrame({"finding_id": [row[0] for row in rows]})


def years(connection: sqlite3.Connection) -> list[int | None]:
    """The years that are indexed, newest first."""
    return [year for (year,) in connection.execute("SELECT year FROM source ORDER BY year DESC")]


def version(connection: sqlite3.Connection) -> str:
    """What changes whenever a year is indexed anew."""
    return "-".join(name[:6] for (name,) in connection.execute("SELECT version FROM source ORDER BY year"))


def regions(connection: sqlite3.Connection, year: int, region: str) -> list[Record]:
    """The regions within a region (of the country where it is empty): reports by level, unread and missing ones."""
    digits = next((digits for digits in _DIGITS if digits > len(region)), _DIGITS[-1])
    query = f"""
        SELECT substr(region_code, 1, {digits:d}) AS code, {_name(digits)} AS name, level,
               sum(reports) AS reports, sum(unread) AS unread, sum(missing) AS missing
        FROM coverage WHERE year = :year AND coalesce(region_code, '') BETWEEN :low AND :high GROUP BY 1, 3 ORDER BY 1
    """
    found: dict[str | None, Record] = {}
    for row in _all(connection, query, {"year": year, "low": region, "high": region + "~"}):
        known = found.setdefault(
            row["code"],
            {"code": row["code"], "name": row["name"], "levels": {}, "reports": 0, "unread": 0, "missing": 0},
        )
        known["levels"][row["level"]] = row["reports"]
        for name in ("reports", "unread", "missing"):
            known[name] += row[name]
    return list(found.values())


def has_year_before(connection: sqlite3.Connection, year: int) -> bool:
    """Whether there are reports of the year before, so that missing ones can be told."""
    row = connection.execute("SELECT max(has_before) FROM coverage WHERE year = ?", (year,)).fetchone()
    return bool(row[0])


def missing(connection: sqlite3.Connection, year: int, region: str, page: int) -> Listing:
    """The reports of the year before whose organization has none this year."""
    filters = Filters(year=str(year), region=region)
    where, parameters = filters.where()
    (total,) = connection.execute(f"SELECT count(*) FROM missing WHERE {where}", parameters).fetchone()
    return _listing(connection, "missing", filters, page, "region_code, organization", total, {})


def region_names(connection: sqlite3.Connection, region: str) -> list[tuple[str, str]]:
    """(code, name) of a region and those that it lies in, the largest first; the code where no report names one."""
    found = []
    for digits in _DIGITS:
        if digits <= len(region):
            query = f"SELECT {_name(digits)} FROM coverage WHERE region_code BETWEEN ? AND ?"
            row = connection.execute(query, (region[:digits], region[:digits] + "~")).fetchone()
            found.append((region[:digits], (row and row[0]) or region[:digits]))
    return found


def _listing(
    connection: sqlite3.Connection,
    table: str,
    filters: Filters,
    page: int,
    order: str,
    total: int,
    facets: dict[str, list[Choice]],
) -> Listing:
    """A page of the rows that match. They are sorted by what is narrow, and then read whole."""
    where, parameters = filters.where()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    query = f"SELECT rowid FROM {table} WHERE {where} ORDER BY {order} LIMIT {PAGE:d} OFFSET {(page - 1) * PAGE:d}"
    found = [rowid for (rowid,) in connection.execute(query, parameters)]
    return Listing(_rows(connection, table, found), total, page, facets)


def _rows(connection: sqlite3.Connection, table: str, rowids: Sequence[int]) -> list[Record]:
    """Rows in the order of their ids, findings with their words."""
    whole = f"SELECT *, finding.year AS year {WHOLE_FINDINGS}" if table == "finding" else f"SELECT * FROM {table}"
    query = f"{whole} WHERE {table}.rowid = ?"
    return [row for rowid in rowids for row in _all(connection, query, (rowid,))]


def _search(connection: sqlite3.Connection, table: str, filters: Filters) -> None:
    """Notes once which rows have the text that is searched for; the condition of the filters looks them up."""
    if filters.text:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS hit (rowid INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM hit")
        query = f"INSERT INTO hit SELECT rowid FROM {table}_text WHERE search LIKE ? ESCAPE '\\'"
        connection.execute(query, (filters.pattern,))


class _Counted(NamedTuple):
    """A table, what is summed up in it, and what tells of a row whether a decision about it no longer holds."""

    table: str
    rows: str
    reopened: str = "NULL"


def _facets(
    connection: sqlite3.Connection, counted: _Counted, filters: Filters, names: Sequence[str]
) -> tuple[int, dict[str, list[Choice]]]:
    """How many rows match, and the values of each column within the filters on all others.

    All combinations of values are counted at once, without the filters on these columns; there are few.
    """
    where, parameters = filters.having(**dict.fromkeys(names, "")).where()
    columns = ", ".join(names)
    query = (
        f"SELECT {columns}, {counted.reopened}, {counted.rows} FROM {counted.table} WHERE {where}"
        f" GROUP BY {columns}, {counted.reopened}"
    )
    wanted = {name: value for name in names if (value := filters.given.get(name))}
    totals: dict[str, Counter[str]] = {name: Counter() for name in names}
    total = 0
    for *values, reopened, count in connection.execute(query, parameters):
        row = {name: "none" if value is None else str(value) for name, value in zip(names, values, strict=True)}
        said = {"open", "reopened"} if reopened else {row["status"]}
        missed = [name for name, value in wanted.items() if value not in (said if name == "status" else {row[name]})]
        total += 0 if missed else count
        for name in names:
            if missed in ([], [name]):
                for value in said if name == "status" else (row[name],):
                    totals[name][value] += count
    return total, {
        **{name: _sorted(name, values) for name, values in totals.items()},
        "region": _regions(connection, counted, filters),
    }


def _sorted(name: str, counts: Mapping[str, int]) -> list[Choice]:
    choices = [Choice(value, count) for value, count in counts.items()]
    return sorted(choices, key=lambda choice: choice.value, reverse=name == "year")


def _checks(connection: sqlite3.Connection, filters: Filters) -> list[Choice]:
    """The checks within the other filters, the one with most findings first."""
    where, parameters = filters.having(check="").where()
    # The plus keeps SQLite from reading every row in the order of its check, only to have them in groups.
    query = f'SELECT "check", count(*) FROM finding WHERE {where} GROUP BY +"check" ORDER BY 2 DESC, 1'
    return [Choice(check, count) for check, count in connection.execute(query, parameters)]


def _regions(connection: sqlite3.Connection, counted: _Counted, filters: Filters) -> list[Choice]:
    """The regions one level below the one that is filtered by; those beside it where it is a county."""
    inside = "" if filters.region == "none" else filters.region
    digits = next((digits for digits in _DIGITS if digits > len(inside)), _DIGITS[-1])
    where, parameters = filters.having(region=inside[: digits - 2]).where()
    code = f"substr(region_code, 1, {digits:d})"
    query = f"SELECT {code}, {counted.rows} FROM {counted.table} WHERE {where} GROUP BY 1"
    names = f"SELECT {_name(digits)} FROM coverage WHERE region_code BETWEEN ? AND ? LIMIT 1"
    found = []
    for code, count in connection.execute(query, parameters).fetchall():
        row = connection.execute(names, (code, f"{code}~")).fetchone()
        found.append(Choice(code or "none", count, row[0] if row else None))
    return found


def _name(digits: int) -> str:
    """The name of the region with the first digits of a code."""
    own = {2: "province", 4: "coalesce(city, province)", 6: "coalesce(county, city, province)"}
    return own[digits]


def _all(connection: sqlite3.Connection, query: str, parameters: Any = ()) -> list[Record]:
    return [dict(row) for row in connection.execute(query, parameters)]


def _one(connection: sqlite3.Connection, query: str, parameters: Any) -> Record | None:
    row = connection.execute(query, (parameters,) if isinstance(parameters, str) else parameters).fetchone()
    return None if row is None else dict(row)
