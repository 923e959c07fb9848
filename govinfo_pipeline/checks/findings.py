"""A finding is a row, not a message: what every view of a failed check shows.

The fingerprint is made of the check, the year, the file's place and the cell, not of the figures, so that a finding
keeps its identity while a report is being corrected.
"""

import hashlib
import re
import unicodedata
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.tables.schemas import FINDINGS, frame

_LABELS = {
    **{(t.code, i.code): (i.zh, i.en) for f in FORMS.values() for t in f.tables for i in t.items},
    **{(t.code, c.code): (c.zh, c.en) for f in FORMS.values() for t in f.tables for c in t.columns},
}
_COLUMNS = [column for form in FORMS.values() for table in form.tables for column in table.columns]
_SIGNED = {column.code for column in _COLUMNS if column.signed}
_AMOUNTS = {column.code for column in _COLUMNS if not column.is_count}
_FRACTION = re.compile(r"(?P<number>[+-]?\d[\d,]*\.\d+)\s*[件条项个宗份]?")
_PLACE = {cell: place for form in FORMS.values() for place, cell in enumerate(form.cells)}
_RANK = {check: rank for rank, check in enumerate(CHECKS)}
_SECTION = {table.code: table.section for table in LATEST.tables}

Row = dict[str, Any]


def fingerprint(check: str, year: object, source_path: str, table: str, item: str | None, column: str | None) -> str:
    """Sixteen hexadecimal digits that are the same for the same finding in every run."""
    text = "\n".join(str(part) for part in (check, year, source_path, table, item, column))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def label(table: str, code: str | None) -> tuple[str, str]:
    """The printed label of a row or column (zh, en)."""
    return _LABELS.get((table, code or ""), (code or "", code or ""))


def find(
    reports: pd.DataFrame,
    identity_results: pd.DataFrame,
    cell_issues: pd.DataFrame,
    evidence: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
) -> pd.DataFrame:
    """``findings`` of one year: violated identities (I1 to I4) and invalid values (R1), by report, check and cell."""
    rows = [
        *_violations(identity_results, cell_issues),
        *_negative(proactive_disclosure, applications, disputes),
        *_no_counts(cell_issues),
    ]
    return _complete(rows, reports, evidence)


def _violations(results: pd.DataFrame, cell_issues: pd.DataFrame) -> list[Row]:
    doubtful = _doubtful(cell_issues)
    instances = {(identity.family, identity.scope): identity for identity in LATEST.identities}
    rows: list[Row] = []
    for result in _records(results[results["status"] == "violated"]):
        identity = instances[result["identity"], result["scope"]]
        report, right = result["report_id"], identity.right[0]
        cells = identity.left + identity.right
        unsure = any((report, *cell) in doubtful or (report, *_printed_row(*cell[:2])) in doubtful for cell in cells)
        # A balance has no cell of its own: it is a finding of its column.
        table, item, column = right if identity.total else (right.table, None, identity.scope)
        rows.append(
            {
                "report_id": report,
                "year": result["year"],
                "check": identity.family,
                "table": table,
                "item": item,
                "column": column,
                "reported": result["right"],
                "expected": result["left"],
                "residual": result["residual"],
                "cause": "unclear" if unsure else "author",
            }
        )
    return rows


def _doubtful(cell_issues: pd.DataFrame) -> set[tuple[str, ...]]:
    """Cells (report, table, item, column) that were not read with certainty, and printed rows (report, table, item)
    whose figures the identities have placed, which says nothing about any one of them.
    """
    doubtful: set[tuple[str, ...]] = set()
    for issue in _records(cell_issues[cell_issues["kind"].isin(("repaired", "unreadable", "missing"))]):
        report, table, item = issue["report_id"], issue["table"], issue["item"]
        doubtful.add((report, table, item, issue["column"]))
        if issue["kind"] == "repaired":
            doubtful.add((report, *_printed_row(table, item)))
    return doubtful


def _printed_row(table: str, item: str) -> tuple[str, str]:
    """The printed row that an item stands in: all channels of table 4 share one."""
    return (table, "" if table == "disputes" else item)


def _negative(proactive_disclosure: pd.DataFrame, applications: pd.DataFrame, disputes: pd.DataFrame) -> list[Row]:
    """R1: counts and amounts are at least 0; only a change may be negative."""
    long = [proactive_disclosure.rename(columns={"measure": "column"}).assign(table="proactive_disclosure")]
    for table, code, item in ((applications, "applications", "item"), (disputes, "disputes", "channel")):
        columns = [column.code for column in LATEST.table(code).columns]
        some = table[(table[columns] < 0).any(axis=1)].rename(columns={item: "item"})
        long.append(some.melt(["report_id", "year", "item"], columns, "column", "value").assign(table=code))
    return [
        {**row, "check": "values.valid", "reported": row.pop("value"), "cause": "author"}
        for part in long
        for row in _records(part[(part["value"] < 0) & ~part["column"].isin(_SIGNED)])
    ]


def _no_counts(cell_issues: pd.DataFrame) -> list[Row]:
    """R1: counts are whole numbers. A fraction was printed by the author; it was read, but is no count."""
    unreadable = cell_issues[cell_issues["kind"] == "unreadable"]
    rows: list[Row] = []
    for issue in _records(unreadable):
        found = _FRACTION.fullmatch(unicodedata.normalize("NFKC", issue["raw"]).strip())
        if found and issue["column"] not in _AMOUNTS:
            reported = float(found["number"].replace(",", ""))
            quote = issue.pop("raw")
            rows.append({**issue, "check": "values.valid", "reported": reported, "cause": "author", "quote": quote})
    return rows


def _records(rows: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in record.items()} for record in rows.to_dict("records")]


def _complete(rows: list[Row], reports: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Adds place, texts and fingerprint, and puts the rows in the order of reports, checks and cells."""
    paths = dict(zip(reports["report_id"], reports["source_path"], strict=True))
    texts = set(reports.loc[reports["file_format"] == "text", "report_id"])
    shown = evidence[evidence["report_id"].isin({row["report_id"] for row in rows})]
    places = {(row["report_id"], row["table"], row["item"]): (row["line"], row["quote"]) for row in _records(shown)}
    for row in rows:
        check = CHECKS[row["check"]]
        line, quote = places.get((row["report_id"], row["table"], row["item"]), (None, None))
        path = paths[row["report_id"]]
        row["quote"] = row.get("quote") or quote
        # Only a text has lines that an editor counts; elsewhere rows of paragraphs and tables are counted.
        place = "" if line is None else f":{line}" if row["report_id"] in texts else f", row {line}"
        row["location"] = path + place
        row["message_zh"], row["message_en"] = _messages(row)
        row["severity"], row["check_version"] = check.severity, check.version
        row["finding_id"] = fingerprint(row["check"], row["year"], path, row["table"], row["item"], row["column"])
    order = {report: place for place, report in enumerate(reports["report_id"])}
    rows.sort(key=lambda row: (order[row["report_id"]], _RANK[row["check"]], *_place(row)))
    return frame("findings", {name: [row.get(name) for row in rows] for name in FINDINGS.columns})


def _place(row: Row) -> tuple[int, int]:
    """Where the cell stands in the form; a finding of a column stands where the column's first cell does."""
    section = _SECTION[row["table"]]
    if row["item"] is not None:
        return section, _PLACE[Cell(row["table"], row["item"], row["column"])]
    return section, next(place for cell, place in _PLACE.items() if cell[::2] == (row["table"], row["column"]))


def _messages(row: Row) -> tuple[str, str]:
    table = row["table"]
    (item_zh, item_en), (column_zh, column_en) = label(table, row["item"]), label(table, row["column"])
    section = _SECTION[table]
    where_zh = f"第{'一二三四五六'[section - 1]}部分表格" + "".join(
        f"“{part}”" for part in (item_zh, column_zh) if part
    )
    where_en = f"table {section}, " + ", ".join(part for part in (item_en, column_en) if part)
    check = CHECKS[row["check"]]
    if row["check"] == "values.valid":
        value = float(row["reported"])
        printed = f"{value:.0f}" if value.is_integer() else str(value)
        return f"{where_zh}填写为{printed}：{check.zh}", f"{where_en} reads {printed}: {check.en}"
    left, right = int(row["expected"]), int(row["reported"])
    return (
        f"{where_zh}：{check.zh}，但左边合计为{left}，右边为{right}，相差{left - right:+d}",
        f"{where_en}: {check.en}, but the left side is {left} and the right side {right} ({left - right:+d})",
    )
