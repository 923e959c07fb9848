"""A finding is a row, not a message: what every view of a failed check shows.

The fingerprint is made of the check, the year, the file's place and the cell, not of the figures, so that a finding
keeps its identity while a report is being corrected.
"""

import hashlib
from collections.abc import Collection, Iterable

import pandas as pd

from govinfo_pipeline.checks.localization.words import RULES as SUSPECT_RULES
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.checks.rows import Row, records, section_name
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.tables.finding_schemas import FINDINGS
from govinfo_pipeline.tables.schemas import frame

_LABELS = {
    **{(t.code, i.code): (i.zh, i.en) for f in FORMS.values() for t in f.tables for i in t.items},
    **{(t.code, c.code): (c.zh, c.en) for f in FORMS.values() for t in f.tables for c in t.columns},
}
_PLACE = {cell: place for form in FORMS.values() for place, cell in enumerate(form.cells)}
_RANK = {check: rank for rank, check in enumerate(CHECKS)}
_SECTION = {table.code: table.section for table in LATEST.tables}
_MOST_SUSPECTS = 4


def fingerprint(check: str, year: object, source_path: str, table: object, item: object, column: object) -> str:
    """Sixteen hexadecimal digits that are the same for the same finding in every run."""
    text = "\n".join(str(part) for part in (check, year, source_path, table, item, column))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def label(table: str, code: str | None) -> tuple[str, str]:
    """The printed label of a row or column (zh, en)."""
    return _LABELS.get((table, code or ""), (code or "", code or ""))


def findings(rows: Iterable[tuple[str, Row]], year: Year) -> pd.DataFrame:
    """``findings`` of (check, row): adds severity, place, texts and fingerprint, in the order of reports, checks and
    cells.
    """
    rows = list(rows)
    places = _Places(year, {row["report_id"] for _, row in rows if row.get("report_id")})
    suspects = _Suspects(year["suspect_cells"])
    done = [_complete(check, dict(row), places, suspects) for check, row in rows]
    done.sort(key=lambda row: (places.order(row["report_id"]), _RANK[row["check"]], *_place(row), str(row["part"])))
    return frame("findings", {name: [row.get(name) for row in done] for name in FINDINGS.columns})


def _complete(code: str, row: Row, places: "_Places", suspects: "_Suspects") -> Row:
    check = CHECKS[code]
    for name in ("report_id", "table", "item", "column", "part", "quote", "section"):
        row.setdefault(name, None)
    path = row.get("source_path") or places.path(row["report_id"])
    location, quote = places.of(row, path)
    row["check"], row["check_version"] = code, check.version
    row["severity"] = row.get("severity") or check.severity
    row["quote"] = row["quote"] or quote
    row["location"] = row.get("location") or location
    if "message_zh" not in row:
        row["message_zh"], row["message_en"] = _messages(row)
    if "cells" in row and (said := suspects.of(row)):
        row["message_zh"], row["message_en"] = row["message_zh"] + said[0], row["message_en"] + said[1]
    item = row["part"] if row["item"] is None and row["part"] else row["item"]
    column = f"{row['column']} {row['part']}" if row["item"] and row["part"] else row["column"]
    row["finding_id"] = fingerprint(code, row["year"], path or "", row["table"], item, column)
    return row


class _Places:
    """Where reports and their rows of figures stand."""

    def __init__(self, year: Year, wanted: Collection[str]) -> None:
        reports = year["reports"]
        self._paths = dict(zip(reports["report_id"], reports["source_path"], strict=True))
        self._order = {report: place for place, report in enumerate(reports["report_id"])}
        self._texts = set(reports.loc[reports["file_format"] == "text", "report_id"])
        shown = records(year.evidence(wanted))
        self._rows = {(row["report_id"], row["table"], row["item"]): row for row in shown}

    def path(self, report: str | None) -> str | None:
        return self._paths.get(report) if report else None

    def order(self, report: str | None) -> int:
        """The findings of no report come last."""
        return self._order.get(report, len(self._order)) if report else len(self._order) + 1

    def of(self, row: Row, path: str | None) -> tuple[str | None, str | None]:
        """Location and printed text of the row of figures, or of the section, that a finding is about."""
        found = self._rows.get((row["report_id"], row["table"], row["item"]))
        if found is not None and row["section"] is None:
            # Only a text has lines that an editor counts; elsewhere rows of paragraphs and tables are counted.
            if row["report_id"] in self._texts:
                return f"{path}:{found['line']}", found["quote"]
            page: str = "" if pd.isna(found["page"]) else f", page {found['page']:.0f}"
            return f"{path}{page}, row {found['line']}", found["quote"]
        return (f"{path}, section {row['section']}" if row["section"] and path else path), None


class _Suspects:
    """The cells that best explain a violated identity, in words."""

    def __init__(self, suspect_cells: pd.DataFrame) -> None:
        best = suspect_cells[suspect_cells["rank"] == 1]
        self._best: dict[str, list[Row]] = {}
        for row in sorted(records(best), key=lambda row: (row["explanation"], _PLACE[_cell(row)])):
            self._best.setdefault(row["report_id"], []).append(row)

    def of(self, finding: Row) -> tuple[str, str] | None:
        """What to look at for a violated identity of the form; null where nothing is known."""
        cells = finding.get("cells", ())
        named = [row for row in self._best.get(finding["report_id"], ()) if _cell(row) in cells][:_MOST_SUSPECTS]
        if not named:
            return None
        zh, en = zip(*(_suspect(row) for row in named), strict=True)
        return "；最可能有误的是" + "，或".join(zh), "; most likely wrong is " + ", or ".join(en)


def _cell(row: Row) -> Cell:
    return Cell(row["table"], row["item"], row["column"])


def _suspect(row: Row) -> tuple[str, str]:
    """A suspect cell in words, with the value that it should have and why."""
    (item_zh, item_en), (column_zh, column_en) = label(row["table"], row["item"]), label(row["table"], row["column"])
    rule_zh, rule_en = SUSPECT_RULES.get(row["rule"], (row["rule"], row["rule"]))
    zh, en = f"“{item_zh}”“{column_zh}”填写的{row['reported']}", f"{item_en}, {column_en}: {row['reported']}"
    if not pd.isna(row["suggested"]):
        zh, en = f"{zh}，应为{row['suggested']}", f"{en}, should be {row['suggested']}"
    return f"{zh}（{rule_zh}）", f"{en} ({rule_en})"


def _place(row: Row) -> tuple[int, int]:
    """Where the cell stands in the form; a finding of a column stands where the column's first cell does."""
    if row["table"] is None:
        return 0, row["section"] or 0
    section = _SECTION[row["table"]]
    if row["item"] is not None:
        return section, _PLACE[Cell(row["table"], row["item"], row["column"])]
    if row["column"] is None:
        return section, -1
    return section, next(place for cell, place in _PLACE.items() if cell[::2] == (row["table"], row["column"]))


def where(row: Row) -> tuple[str, str]:
    """The cell that a finding is about, in words (zh, en)."""
    table = row["table"]
    (item_zh, item_en), (column_zh, column_en) = label(table, row["item"]), label(table, row["column"])
    section = _SECTION[table]
    zh = f"{section_name(section)[0]}表格" + "".join(f"“{part}”" for part in (item_zh, column_zh) if part)
    return zh, f"table {section}, " + ", ".join(part for part in (item_en, column_en) if part)


def _messages(row: Row) -> tuple[str, str]:
    check = CHECKS[row["check"]]
    where_zh, where_en = where(row)
    if "said" in row:
        return f"{where_zh}：{row['said'][0]}", f"{where_en}: {row['said'][1]}"
    if "claimed" in row:
        stated, computed = row["claimed"]
        section_zh, section_en = section_name(int(row["section"]))
        return (
            f"{section_zh}文字中的{stated}与{where_zh}的{computed}不一致",
            f"{section_en} states {stated}, but {where_en} comes to {computed}",
        )
    if row.get("expected") is None:
        printed = _number(row["reported"])
        return f"{where_zh}填写为{printed}：{check.zh}", f"{where_en} reads {printed}: {check.en}"
    left, right = row["expected"], row["reported"]
    if row["check"].startswith(("continuity.", "values.", "plausibility.", "hierarchy.")):
        return (
            f"{where_zh}填写为{_number(right)}，应为{_number(left)}：{check.zh}",
            f"{where_en} reads {_number(right)}, expected {_number(left)}: {check.en}",
        )
    difference = f"{left - right:+.0f}"
    return (
        f"{where_zh}：{check.zh}，但左边合计为{_number(left)}，右边为{_number(right)}，相差{difference}",
        f"{where_en}: {check.en}, "
        f"but the left side is {_number(left)} and the right side {_number(right)} ({difference})",
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else str(value)
