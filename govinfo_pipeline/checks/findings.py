"""A finding is a row, not a message: what every view of a failed check shows.

The fingerprint is made of the check, the year, the file's place and the cell, not of the figures, so that a finding
keeps its identity while a report is being corrected.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.tables.schemas import FINDINGS, frame

_LABELS = {
    **{(t.code, i.code): (i.zh, i.en) for f in FORMS.values() for t in f.tables for i in t.items},
    **{(t.code, c.code): (c.zh, c.en) for f in FORMS.values() for t in f.tables for c in t.columns},
}
_SIGNED = {column.code for form in FORMS.values() for table in form.tables for column in table.columns if column.signed}
_SECTION = {table.code: table.section for table in LATEST.tables}


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
    """``findings`` of one year: violated identities (I1 to I4) and invalid values (R1), in the order of the reports."""
    rows = [
        *_violations(identity_results, cell_issues),
        *_invalid(proactive_disclosure, applications, disputes, cell_issues),
    ]
    return _complete(rows, reports, evidence)


def _violations(results: pd.DataFrame, cell_issues: pd.DataFrame) -> list[dict[str, Any]]:
    violated = results[results["status"] == "violated"]
    doubtful = set(
        zip(
            *(
                cell_issues.loc[cell_issues["kind"].isin(("repaired", "unreadable", "missing")), name]
                for name in ("report_id", "table", "item", "column")
            ),
            strict=True,
        )
    )
    instances = {(identity.family, identity.scope): identity for identity in LATEST.identities}
    rows = []
    for result in violated.itertuples():
        identity = instances[result.identity, result.scope]
        cells = identity.left + identity.right
        unsure = any((result.report_id, *cell) in doubtful for cell in cells)
        total: Sequence[Any] = identity.right[0] if identity.total else (identity.right[0].table, None, result.scope)
        table, item, column = total
        rows.append(
            {
                "report_id": result.report_id,
                "year": result.year,
                "check": result.identity,
                "table": table,
                "item": item,
                "column": column,
                "reported": result.right,
                "expected": result.left,
                "residual": result.residual,
                "cause": "unclear" if unsure else "author",
                "scope": result.scope,
            }
        )
    return rows


def _invalid(
    proactive_disclosure: pd.DataFrame, applications: pd.DataFrame, disputes: pd.DataFrame, cell_issues: pd.DataFrame
) -> list[dict[str, Any]]:
    """R1: counts are whole numbers of at least 0, amounts at least 0; only a change may be negative."""
    negative = [
        proactive_disclosure.rename(columns={"measure": "column"})
        .query("value < 0")
        .loc[lambda frame: ~frame["column"].isin(_SIGNED)]
        .assign(table="proactive_disclosure")
    ]
    for table, code, item in ((applications, "applications", "item"), (disputes, "disputes", "channel")):
        columns = [column.code for column in LATEST.table(code).columns]
        some = table[(table[columns] < 0).any(axis=1)]
        long = some.melt(["report_id", "year", item], columns, "column", "value").rename(columns={item: "item"})
        negative.append(long[long["value"] < 0].assign(table=code))
    rows = [
        {**row, "check": "values.valid", "reported": row.pop("value"), "cause": "author"}
        for part in negative
        for row in part[["report_id", "year", "table", "item", "column", "value"]].to_dict("records")
    ]
    figures = cell_issues["raw"].str.fullmatch(r"\s*[+-]?[0-9０-９][0-9０-９,，.．]*\D{0,2}\s*")
    unreadable = cell_issues[(cell_issues["kind"] == "unreadable") & figures.fillna(value=False)]
    rows += [
        {**row, "check": "values.valid", "reported": None, "cause": "author", "quote": row.pop("raw")}
        for row in unreadable[["report_id", "year", "table", "item", "column", "raw"]].to_dict("records")
    ]
    return rows


def _complete(rows: list[dict[str, Any]], reports: pd.DataFrame, evidence: pd.DataFrame) -> pd.DataFrame:
    """Adds place, texts and fingerprint, and puts the rows in the order of reports, checks and cells."""
    paths = dict(zip(reports["report_id"], reports["source_path"], strict=True))
    places = {
        (row.report_id, row.table, row.item): (row.line, row.quote) for row in evidence.itertuples(index=False)
    }
    for row in rows:
        check = CHECKS[row["check"]]
        line, quote = places.get((row["report_id"], row["table"], row["item"]), (None, None))
        path = paths[row["report_id"]]
        row["quote"] = row.get("quote") or quote
        row["location"] = path if line is None else f"{path}:{line}"
        row["message_zh"], row["message_en"] = _messages(row)
        row["severity"], row["check_version"] = check.severity, check.version
        row["finding_id"] = fingerprint(row["check"], row["year"], path, row["table"], row["item"], row["column"])
    order = {report: place for place, report in enumerate(reports["report_id"])}
    rows.sort(key=lambda row: order[row["report_id"]])
    return frame("findings", {name: [row.get(name) for row in rows] for name in FINDINGS.columns})


def _messages(row: dict[str, Any]) -> tuple[str, str]:
    table = row["table"]
    (item_zh, item_en), (column_zh, column_en) = label(table, row["item"]), label(table, row["column"])
    section = _SECTION[table]
    where_zh = f"第{'一二三四五六'[section - 1]}部分表格" + "".join(f"“{part}”" for part in (item_zh, column_zh) if part)
    where_en = f"table {section}, " + ", ".join(part for part in (item_en, column_en) if part)
    check = CHECKS[row["check"]]
    if row["check"] == "values.valid":
        value = row.get("quote") if row["reported"] is None else f"{row['reported']:g}"
        return f"{where_zh}填写为{value}：{check.zh}", f"{where_en} reads {value}: {check.en}"
    left, right = int(row["expected"]), int(row["reported"])
    return (
        f"{where_zh}：{check.zh}，但左边合计为{left}，右边为{right}，相差{left - right:+d}",
        f"{where_en}: {check.en}, but the left side is {left} and the right side {right} ({left - right:+d})",
    )


def cells_of(identity: str, scope: str) -> tuple[Cell, ...]:
    """The cells on both sides of an identity instance."""
    found = next(i for i in LATEST.identities if (i.family, i.scope) == (identity, scope))
    return found.left + found.right
