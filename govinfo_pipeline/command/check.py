"""``govinfo check``: single reports before they are published. Needs no Dagster and no pandas."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govinfo_pipeline.checks.identities import Outcome, check_report
from govinfo_pipeline.form import FORMS, LATEST, SECTIONS, Cell
from govinfo_pipeline.reading.files import RawFile, find_files, read_file
from govinfo_pipeline.reading.records import CellIssue, ReadReport

_KINDS = {
    "blank": "空白 blank",
    "not_applicable": "不适用 not applicable",
    "unreadable": "无法辨认 unreadable",
    "missing": "缺失 missing",
    "repaired": "按勾稽关系定位 placed by the identities",
}


@dataclass(slots=True)
class Result:
    """A report that was checked: the file, what was read, and every identity that applies."""

    path: str
    report: ReadReport
    outcomes: list[Outcome]

    @property
    def violated(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == "violated"]

    @property
    def unreadable(self) -> list[CellIssue]:
        return [issue for issue in self.report.issues if issue.kind == "unreadable"]

    @property
    def invalid(self) -> list[Cell]:
        """Cells with a negative number where the form allows none (R1)."""
        signed = {c.code for form in FORMS.values() for table in form.tables for c in table.columns if c.signed}
        return [cell for cell, value in self.report.values.items() if value and value < 0 and cell.column not in signed]

    @property
    def fine(self) -> bool:
        """Whether all was read and everything holds."""
        return self.report.status == "parsed" and not (self.violated or self.unreadable or self.invalid)


def check_files(paths: Iterable[Path]) -> list[Result]:
    """Reads and checks each file, and each file below each folder."""
    results = []
    for path in paths:
        files = find_files(path) if path.is_dir() else [RawFile(path.parent, path.name, None)]
        for file in files:
            _, report = read_file(file)
            outcomes = check_report(report) if report.values else []
            results.append(Result(str(file.root / file.path), report, outcomes))
    return results


def print_json(results: Sequence[Result]) -> None:
    """One object with a list of reports; the same codes as in the tables."""
    print(json.dumps({"reports": [_as_json(result) for result in results]}, ensure_ascii=False, indent=2))


def _as_json(result: Result) -> dict[str, Any]:
    report = result.report
    counts = {
        status: sum(1 for outcome in result.outcomes if outcome.status == status)
        for status in ("holds", "violated", "not_assessable")
    }
    return {
        "path": result.path,
        **{
            name: getattr(report, name)
            for name in ("status", "problem", "title", "organization", "year", "form", "layout", "file_format")
        },
        "sections": [section.section for section in report.sections],
        "identities": counts,
        "violated": [
            {
                "identity": outcome.identity.family,
                "scope": outcome.identity.scope,
                "left": outcome.left,
                "right": outcome.right,
                "residual": outcome.residual,
                "cells": [
                    {**cell._asdict(), "value": report.values[cell]}
                    for cell in outcome.identity.left + outcome.identity.right
                    if cell in report.values
                ],
                "line": _line(report, outcome),
            }
            for outcome in result.violated
        ],
        "invalid": [{**cell._asdict(), "value": float(report.values[cell] or 0)} for cell in result.invalid],
        "cell_issues": [{**issue.cell._asdict(), "raw": issue.raw, "kind": issue.kind} for issue in report.issues],
    }


def print_text(results: Sequence[Result]) -> None:
    """For a person at a terminal: each report with what is wrong, then one line for all."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for result in results:
        _print_report(console, result)
    fine = sum(result.fine for result in results)
    violated = sum(len(result.violated) for result in results)
    checked = sum(1 for r in results for outcome in r.outcomes if outcome.status != "not_assessable")
    console.print(
        f"{len(results)} reports: {fine} without fault, {len(results) - fine} to look at; "
        f"{checked} identities checked, {violated} violated"
    )


def _print_report(console: Any, result: Result) -> None:
    from rich.markup import escape

    report = result.report
    state = "[green]✓[/]" if result.fine else "[red]✗[/]"
    console.print(f"{state} [bold]{escape(result.path)}[/]")
    if report.status == "quarantined":
        console.print(f"  [red]无法读取 cannot be read:[/] {escape(report.problem or '')}\n")
        return
    found = [section.section for section in report.sections]
    console.print(f"  {escape(report.title or '(无标题 no title)')}")
    console.print(
        f"  {escape(report.organization or '(单位不明 organization not told)')} · {report.year or '?'} · "
        f"form {report.form} · sections {len(found)}/{len(SECTIONS)} · {len(report.values)} cells · layout {report.layout}"
    )
    if report.problem:
        console.print(f"  [yellow]不完整 incomplete:[/] {escape(report.problem)}")
    for outcome in result.violated:
        console.print(f"  [red]勾稽不符 violated:[/] {escape(_sentence(report, outcome))}")
    for cell in result.invalid:
        console.print(f"  [red]数值不合理 invalid:[/] {escape(_name(cell))} = {report.values[cell]}")
    for kind, issues in _by_kind(report.issues).items():
        names = "、".join(_name(issue.cell) for issue in issues[:3]) + ("…" if len(issues) > 3 else "")
        console.print(f"  [dim]{_KINDS[kind]}: {len(issues)} ({escape(names)})[/]")
    unknown = sum(1 for outcome in result.outcomes if outcome.status == "not_assessable")
    console.print(f"  {len(result.outcomes) - unknown} identities checked, {len(result.violated)} violated", end="")
    console.print(f", {unknown} not assessable\n" if unknown else "\n")


def _by_kind(issues: Sequence[CellIssue]) -> dict[str, list[CellIssue]]:
    kinds: dict[str, list[CellIssue]] = {}
    for issue in issues:
        kinds.setdefault(issue.kind, []).append(issue)
    return kinds


def _sentence(report: ReadReport, outcome: Outcome) -> str:
    identity = outcome.identity
    statement = next(s for s in LATEST.sums if s.family == identity.family)
    sides = [
        " + ".join(f"{_short(cell, statement.along)} {report.values[cell]}" for cell in side if report.values.get(cell))
        for side in (identity.left, identity.right)
    ]
    scope = _scope(identity.family, identity.scope)
    line = _line(report, outcome)
    where = f" (line {line})" if line else ""
    residual = outcome.residual or 0
    return f"{scope}{where}: {sides[0] or '0'} = {outcome.left} ≠ {outcome.right} = {sides[1] or '0'} ({residual:+d}) {statement.zh}"


def _line(report: ReadReport, outcome: Outcome) -> int | None:
    """The line of the row that the identity speaks of, or of the row of its right side."""
    cell = outcome.identity.right[0]
    return next((e.line for e in report.evidence if (e.table, e.item) == (cell.table, cell.item)), None)


def _scope(family: str, scope: str) -> str:
    table = LATEST.table(family.partition(".")[0])
    labels = {item.code: item.zh for item in table.items} | {column.code: column.zh for column in table.columns}
    kinds = {True: "行", False: "列"}
    is_item = scope in {item.code for item in table.items}
    return f"表{table.section} {labels[scope]}{kinds[is_item]}"


def _short(cell: Cell, along: str) -> str:
    table = LATEST.table(cell.table)
    item = next(item for item in table.items if item.code == cell.item)
    return item.zh if along == "items" else next(c.zh for c in item.columns if c.code == cell.column)


def _name(cell: Cell) -> str:
    for form in FORMS.values():
        table = form.table(cell.table)
        for item in table.items:
            for column in item.columns:
                if (item.code, column.code) == (cell.item, cell.column):
                    return f"{item.zh}/{column.zh}"
    return "/".join(cell)
