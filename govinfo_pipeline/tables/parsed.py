"""Parsed reports as stored between reading and normalizing: one row a report, figures as vectors.

The vector of table 3 has one place for each row of any generation and applicant, in the form's order;
``application_rows`` says which of those rows the report's own form prints.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.reading.claim_rules import Reading, Readings
from govinfo_pipeline.reading.claims import Claim, find_claims
from govinfo_pipeline.reading.records import ReadReport

NAME = "parsed_reports"

_APPLICATIONS = LATEST.table("applications")
_DISPUTES = LATEST.table("disputes")
APPLICATION_CELLS = tuple(cell for cell in LATEST.cells if cell.table == _APPLICATIONS.code)
DISPUTE_CELLS = tuple(cell for cell in LATEST.cells if cell.table == _DISPUTES.code)

_CELL: list[tuple[str, pa.DataType]] = [("table", pa.string()), ("item", pa.string()), ("column", pa.string())]

_FIELDS: list[tuple[str, pa.DataType]] = [
    ("report_id", pa.string()),
    ("year", pa.int64()),
    ("source_path", pa.string()),
    ("sha256", pa.string()),
    ("file_format", pa.string()),
    ("layout", pa.string()),
    ("title", pa.string()),
    ("organization", pa.string()),
    ("organization_rule", pa.string()),
    ("stated_year", pa.int64()),
    ("published", pa.string()),
    ("preamble", pa.string()),
    ("modified", pa.string()),
    ("kind", pa.string()),
    ("form", pa.string()),
    ("status", pa.string()),
    ("problem", pa.string()),
    ("problem_zh", pa.string()),
    ("sections", pa.list_(pa.struct([("section", pa.int64()), ("heading", pa.string()), ("text", pa.string())]))),
    (
        "proactive_disclosure",
        pa.list_(pa.struct([("item", pa.string()), ("measure", pa.string()), ("value", pa.float64())])),
    ),
    ("application_rows", pa.list_(pa.bool_())),
    ("applications", pa.list_(pa.int64())),
    ("disputes", pa.list_(pa.int64())),
    ("cell_issues", pa.list_(pa.struct([*_CELL, ("raw", pa.string()), ("kind", pa.string())]))),
    (
        "claims",
        pa.list_(
            pa.struct(
                [
                    ("number", pa.int64()),
                    ("claim", pa.string()),
                    ("value", pa.float64()),
                    ("unit", pa.string()),
                    ("scope", pa.string()),
                    ("section", pa.int64()),
                    *_CELL,
                    ("readings", pa.string()),
                    ("base", pa.string()),
                    ("quote", pa.string()),
                ]
            )
        ),
    ),
    (
        "evidence",
        pa.list_(
            pa.struct(
                [
                    ("table", pa.string()),
                    ("item", pa.string()),
                    ("line", pa.int64()),
                    ("quote", pa.string()),
                    ("page", pa.int64()),
                ]
            )
        ),
    ),
]
SCHEMA = pa.schema(_FIELDS)


def report_id(sha256: str, source_path: str) -> str:
    """The same for the same content; for a file that could not be opened, for the same place."""
    return (sha256 or hashlib.sha256(source_path.encode()).hexdigest())[:16]


def row(
    report: ReadReport, *, year: int | None, source_path: str, sha256: str, modified: str | None = None
) -> dict[str, Any]:
    """The stored row of a report read from the file at ``source_path`` with that content, filed under ``year``."""
    values = report.values
    printed = {cell.item for cell in values if cell.table == _APPLICATIONS.code}
    return {
        "report_id": report_id(sha256, source_path),
        "year": year,
        "source_path": source_path,
        "sha256": sha256,
        "file_format": report.file_format,
        "layout": report.layout,
        "title": report.title,
        "organization": report.organization,
        "organization_rule": report.organization_rule,
        "stated_year": report.year,
        "published": report.published,
        "preamble": report.preamble,
        "modified": modified,
        "kind": report.kind,
        "form": report.form,
        "status": report.status,
        "problem": report.problem,
        "problem_zh": report.problem_zh,
        "sections": [section._asdict() for section in report.sections],
        "proactive_disclosure": [
            {"item": cell.item, "measure": cell.column, "value": None if value is None else float(value)}
            for cell, value in values.items()
            if cell.table == "proactive_disclosure"
        ],
        "application_rows": [item.code in printed for item in _APPLICATIONS.items],
        "applications": _vector(report, APPLICATION_CELLS),
        "disputes": _vector(report, DISPUTE_CELLS),
        "cell_issues": [{**issue.cell._asdict(), "raw": issue.raw, "kind": issue.kind} for issue in report.issues],
        "claims": [_claim(number, claim) for number, claim in enumerate(_claims(report, year), 1)],
        "evidence": [evidence._asdict() for evidence in report.evidence],
    }


def to_table(rows: Iterable[dict[str, Any]]) -> pa.Table:
    """The rows as an arrow table of :data:`SCHEMA`."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)


def _claims(report: ReadReport, year: int | None) -> list[Claim]:
    return find_claims(report.sections, report.year or year, organization=report.organization, kind=report.kind)


def _claim(number: int, claim: Claim) -> dict[str, Any]:
    """A claim as stored; its address is the first cell that may be meant."""
    return {
        "number": number,
        "claim": claim.claim,
        "value": float(claim.value),
        "unit": claim.unit,
        "scope": claim.scope,
        "section": claim.section,
        **claim.cells[0][0]._asdict(),
        "readings": written(claim.cells),
        "base": written(claim.base) or None,
        "quote": claim.quote,
    }


def written(readings: Readings) -> str:
    """Sums of cells as text: ``table.item.column+table.item.column|...``."""
    return "|".join("+".join(".".join(cell) for cell in reading) for reading in readings)


def readings_of(text: str | None) -> Readings:
    """The sums of cells that :func:`written` has put down."""
    return tuple(_reading(part) for part in (text or "").split("|") if part)


def _reading(text: str) -> Reading:
    return tuple(Cell(*address.split(".")) for address in text.split("+"))


def _vector(report: ReadReport, cells: tuple[Cell, ...]) -> list[int | None]:
    return [None if (value := report.values.get(cell)) is None else int(value) for cell in cells]
