"""The tables of the index: what is kept of reports and findings to list, filter and count them.

What is filtered, counted and sorted by stands in narrow rows; what is read of a page of rows or searched through stands
beside them in tables of the same ``rowid``.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

import pandas as pd

from govinfo_pipeline.review.console.filters import SORTS
from govinfo_pipeline.tables.schemas import SCHEMAS

_BODY = ("organization", "province", "city", "county", "region_code", "level", "kind")
_WORDS = ("quote", "location", "message_zh", "message_en")
_COUNTED = ("year", "status", "level", "kind", "region_code")
Layout = tuple[str, Sequence[str]]
"""A table and its columns."""

REPORT: Layout = (
    "report",
    (
        *("report_id", "year", "source_path", "sha256", "file_format", "layout", "title", *_BODY, "report_scope"),
        *("region_candidates", "form", "status", "problem", "problem_zh", "published", "excluded", "superseded_by"),
        *("before_id", "file", "block", "row"),
    ),
)
REPORT_TEXT: Layout = ("report_text", ("rowid", "year", "search"))
REPORT_COUNT: Layout = ("report_count", (*_COUNTED, "n"))
FINDING: Layout = (
    "finding",
    (
        *(str(name) for name in SCHEMAS["findings"].columns if name not in _WORDS),
        *_BODY,
        *("place", "status", "note", "by", "decided", "reopened"),
    ),
)
FINDING_TEXT: Layout = ("finding_text", ("rowid", "year", "search", *_WORDS))
SUSPECT: Layout = ("suspect", tuple(str(name) for name in SCHEMAS["suspect_cells"].columns))
MISSING: Layout = ("missing", ("report_id", "year", *_BODY))
COVERAGE: Layout = (
    "coverage",
    ("year", "region_code", "province", "city", "county", "level", "reports", "unread", "missing", "has_before"),
)
SOURCE: Layout = ("source", ("year", "version", "file"))
OF_A_YEAR = (REPORT, REPORT_TEXT, REPORT_COUNT, FINDING, FINDING_TEXT, SUSPECT, MISSING, COVERAGE, SOURCE)
"""All of them; each has a ``year``."""

_INDEXES = {
    "report_id": "report (report_id)",
    "report_organization": "report (organization)",
    "report_order": "report (year DESC, region_code, organization)",
    "report_text_year": "report_text (year)",
    "report_count_facets": "report_count (year, status, level, kind, region_code, n)",
    "finding_id": "finding (finding_id)",
    "finding_report": "finding (report_id)",
    "finding_organization": "finding (organization)",
    # In the order in which the facets are counted, so that nothing has to be sorted for it.
    "finding_facets": 'finding (year, severity, status, cause, level, kind, reopened, "check", region_code)',
    # What is decided changes all the time, and is little of all there is.
    **{f"finding_by_{name}": f"finding ({order})" for name, order in SORTS.items() if name != "decided"},
    "finding_text_year": "finding_text (year)",
    "suspect_report": "suspect (report_id)",
    "missing_region": "missing (year, region_code)",
    "coverage_region": "coverage (year, region_code)",
    "coverage_name": "coverage (region_code)",
}


def create(connection: sqlite3.Connection, version: int) -> None:
    """Makes the tables, in place of those of another version."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found == version:
        return
    for name, columns in OF_A_YEAR:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        connection.execute(f"CREATE TABLE {name} ({_quoted([column for column in columns if column != 'rowid'])})")
    for name, indexed in _INDEXES.items():
        connection.execute(f"CREATE INDEX {name}_index ON {indexed}")
    connection.execute(f"PRAGMA user_version = {version:d}")


def insert(connection: sqlite3.Connection, layout: Layout, rows: pd.DataFrame) -> None:
    """Adds rows; what is missing in a row is null."""
    table, columns = layout
    plain = [_plain(rows[column]) for column in columns]
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({_quoted(columns)}) VALUES ({marks})", zip(*plain, strict=True))


def next_rowid(connection: sqlite3.Connection, layout: Layout) -> int:
    """The first ``rowid`` that a table has not used."""
    (last,) = connection.execute(f"SELECT max(rowid) FROM {layout[0]}").fetchone()
    return (last or 0) + 1


def counted(reports: pd.DataFrame) -> pd.DataFrame:
    """How many reports of each status, level, kind and region there are."""
    return reports.groupby(list(_COUNTED), dropna=False).size().rename("n").reset_index()


def _plain(column: "pd.Series[Any]") -> list[Any]:
    values = column.astype(object)
    return values.where(column.notna(), None).tolist()


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
