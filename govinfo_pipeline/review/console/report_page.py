"""A report as its page shows it: every cell with what is wrong about it, the findings numbered, the texts marked."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from govinfo_pipeline.checks.findings import label
from govinfo_pipeline.checks.identities import Outcome, evaluate
from govinfo_pipeline.checks.localization.words import RULES as SUSPECT_RULES
from govinfo_pipeline.form import FORMS, LATEST, Cell, Identity, Item, Table
from govinfo_pipeline.form.printed import Rows, columns_of, heading, printed
from govinfo_pipeline.review.console.queries import Record
from govinfo_pipeline.tables.parsed import APPLICATION_CELLS, DISPUTE_CELLS

Values = dict[Cell, int | float | None]
_FAMILIES = {(identity.family, identity.scope): identity for form in FORMS.values() for identity in form.identities}
_ALONG = {statement.family: statement.along for statement in LATEST.sums}
_FEWEST_LETTERS = 4


class Suspect(NamedTuple):
    """A cell that is likely to be wrong, what it should be (null where that is open), and why (zh, en)."""

    cell: Cell
    reported: int | None
    suggested: int | None
    why: tuple[str, str]
    confidence: float
    explanation: int


@dataclass
class CellView:
    """A cell as it is drawn: its value, what is printed where that is no number, and its marks."""

    value: int | float | None
    printed: str | None = None
    issue: str | None = None
    before: int | float | None = None
    right: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    suspect: Suspect | None = None

    @property
    def numbers(self) -> list[int]:
        """The findings that the cell takes part in."""
        return sorted({*self.left, *self.right})


class FindingView(NamedTuple):
    """A finding with its number on the page, its identity's sides, and the line where its row stands."""

    number: int
    row: Record
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    line: int | None


class SectionView(NamedTuple):
    """A section's heading and its text in pieces, each with whether a finding quotes it."""

    section: int
    heading: str
    pieces: list[tuple[str, bool]]


class TableView(NamedTuple):
    """A table of the form, with the rows that the report prints."""

    table: Table
    heading: str
    rows: Rows
    columns: int


@dataclass
class ReportView:
    """All that the page of a report shows."""

    tables: list[TableView]
    cells: dict[Cell, CellView]
    findings: list[FindingView]
    suspects: list[Suspect]
    sections: list[SectionView]
    lines: dict[tuple[str, str], int]
    unassessed: list[Outcome]
    has_before: bool


def view(
    report: Record,
    findings: Sequence[Record],
    suspects: Sequence[Record],
    whole: Mapping[str, Any] | None,
    before: Mapping[str, Any] | None,
) -> ReportView:
    """The page of a report; ``whole`` is what was read of it and ``before`` what was of last year's."""
    form = FORMS.get(report["form"], LATEST)
    if report["status"] == "quarantined":
        whole = None
    values = values_of(whole) if whole else {}
    lines = {(row["table"], row["item"]): row["line"] for row in (whole or {}).get("evidence", ())}
    shown = [_finding(number, row, lines) for number, row in enumerate(findings, 1)]
    told = [_suspect(row) for row in suspects]
    printed_rows = {cell.item for cell in values if cell.table == "applications"}
    return ReportView(
        tables=[_table(table, printed_rows) for table in form.tables] if whole else [],
        cells=_cells(values, whole, values_of(before) if before else {}, shown, told),
        findings=shown,
        suspects=told,
        sections=_sections((whole or {}).get("sections", ()), [row["quote"] for row in findings if row["quote"]]),
        lines=lines,
        unassessed=[outcome for outcome in evaluate(_counts(values), form) if outcome.status == "not_assessable"],
        has_before=before is not None,
    )


def shown_items(table: Table, printed_rows: Set[str]) -> list[Item]:
    """The rows to show of a report that prints ``printed_rows`` (codes of table 3's rows): those, and all others but
    the ones that stand in place of others or have another in theirs.
    """
    replaced = {code for item in table.items if item.code in printed_rows for code in item.replaces}
    return [item for item in table.items if item.code in printed_rows or not (item.replaces or item.code in replaced)]


def _table(table: Table, printed_rows: Set[str]) -> TableView:
    rows = printed(table, shown_items(table, printed_rows))
    return TableView(table, heading(table), rows, columns_of(rows))


def values_of(whole: Mapping[str, Any]) -> Values:
    """The cells that a report prints, from its row of ``parsed_reports``; null for a blank."""
    values: Values = {
        Cell("proactive_disclosure", row["item"], row["measure"]): row["value"]
        for row in whole["proactive_disclosure"] or ()
    }
    items = LATEST.table("applications").items
    has = {item.code for item, there in zip(items, whole["application_rows"] or (), strict=False) if there}
    values |= {
        cell: value
        for cell, value in zip(APPLICATION_CELLS, whole["applications"] or (), strict=False)
        if cell.item in has
    }
    return values | dict(zip(DISPUTE_CELLS, whole["disputes"] or (), strict=False))


def identity_of(finding: Record) -> Identity | None:
    """The sum of the form that a finding says is violated; null for any other finding."""
    scope = finding["column"] if _ALONG.get(finding["check"]) == "items" else finding["item"]
    return _FAMILIES.get((finding["check"], scope))


def place_of(cell: Cell) -> tuple[str, str]:
    """Row and column of a cell in words (zh, en)."""
    (item_zh, item_en), (column_zh, column_en) = label(cell.table, cell.item), label(cell.table, cell.column)
    return f"“{item_zh}”“{column_zh}”", f"{item_en}, {column_en}"


def _counts(values: Values) -> dict[Cell, Any]:
    return {cell: value for cell, value in values.items() if cell.table != "proactive_disclosure"}


def _finding(number: int, row: Record, lines: Mapping[tuple[str, str], int]) -> FindingView:
    identity = identity_of(row)
    if identity:
        left, right = identity.left, identity.right
    else:
        left, right = (), ((_cell(row),) if row["item"] and row["column"] else ())
    return FindingView(number, row, left, right, lines.get((row["table"], row["item"])))


def _suspect(row: Record) -> Suspect:
    why = SUSPECT_RULES.get(row["rule"], (row["rule"], row["rule"]))
    return Suspect(_cell(row), row["reported"], row["suggested"], why, row["confidence"], row["explanation"])


def _cell(row: Record) -> Cell:
    return Cell(row["table"], row["item"], row["column"])


def _cells(
    values: Values,
    whole: Mapping[str, Any] | None,
    before: Values,
    findings: Sequence[FindingView],
    suspects: Sequence[Suspect],
) -> dict[Cell, CellView]:
    cells = {cell: CellView(value, before=before.get(cell)) for cell, value in values.items()}
    for issue in (whole or {}).get("cell_issues") or ():
        if (cell := cells.get(_cell(issue))) is not None:
            cell.printed, cell.issue = issue["raw"], issue["kind"]
    for finding in findings:
        if finding.row["status"] == "dismissed":
            continue
        for side, name in ((finding.left, "left"), (finding.right, "right")):
            for address in side:
                if address in cells:
                    getattr(cells[address], name).append(finding.number)
    for suspect in reversed(suspects):
        if suspect.cell in cells:
            cells[suspect.cell].suspect = suspect
    return cells


def _sections(sections: Sequence[Mapping[str, Any]], quotes: Collection[str]) -> list[SectionView]:
    return [
        SectionView(section["section"], section["heading"], _marked(section["text"], quotes)) for section in sections
    ]


def _marked(text: str, quotes: Collection[str]) -> list[tuple[str, bool]]:
    """The text in pieces, those marked that one of the quotes says."""
    spans = sorted(
        (start, start + len(quote))
        for quote in quotes
        if len(quote) >= _FEWEST_LETTERS and (start := text.find(quote)) >= 0
    )
    pieces, end = [], 0
    for start, stop in spans:
        if start >= end:
            pieces += [(text[end:start], False), (text[start:stop], True)]
            end = stop
    return [piece for piece in (*pieces, (text[end:], False)) if piece[0]]
