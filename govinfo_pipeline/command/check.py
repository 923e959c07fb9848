"""``govinfo check``: single reports before they are published.

Needs no Dagster and no pandas, and prints through click rather than rich, so that the answer is there at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from click import echo, style

from govinfo_pipeline.checks.identities import Outcome, check_report
from govinfo_pipeline.checks.stated import assess
from govinfo_pipeline.command.terminal import shown
from govinfo_pipeline.form import FORMS, LATEST, SECTIONS, Cell
from govinfo_pipeline.reading.claims import Claim, find_claims
from govinfo_pipeline.reading.files import files_at, read_file
from govinfo_pipeline.reading.records import CellIssue, ReadReport, Value
from govinfo_pipeline.tables.codes import ISSUES, both

if TYPE_CHECKING:
    from govinfo_pipeline.checks.localization import Explanation, Localization

# A sum of more parts than this is printed without their names: the row or column that it adds up says enough.
_MOST_NAMED = 7


class Result(NamedTuple):
    """A report that was checked: the file, what was read, and every identity that applies.

    ``contradicted`` are the figures of the prose that no reading of them finds in the tables, with what the nearest
    comes to.
    """

    path: str
    report: ReadReport
    outcomes: list[Outcome]
    contradicted: list[tuple[Claim, float]]

    @property
    def violated(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.status == "violated"]

    @property
    def checked(self) -> int:
        """How many identities could be assessed."""
        return sum(1 for outcome in self.outcomes if outcome.status != "not_assessable")

    @property
    def unread(self) -> list[CellIssue]:
        """Cells that the report should print and that could not be read."""
        return [issue for issue in self.report.issues if issue.kind in ("unreadable", "missing")]

    @property
    def suspects(self) -> "Localization":
        """The smallest corrections that would make all identities hold, best first."""
        # A report without fault, which most are, does not pay for the search.
        from govinfo_pipeline.checks.doubt import doubtful_cells
        from govinfo_pipeline.checks.localization import localize

        doubtful = doubtful_cells((issue.cell, issue.kind) for issue in self.report.issues)
        return localize(self.report.values, FORMS.get(self.report.form, LATEST), doubtful)

    @property
    def invalid(self) -> list[Cell]:
        """Cells with a negative number where the form allows none (R1)."""
        signed = {c.code for form in FORMS.values() for table in form.tables for c in table.columns if c.signed}
        return [cell for cell, value in self.report.values.items() if value and value < 0 and cell.column not in signed]

    @property
    def fine(self) -> bool:
        """Whether all was read and nothing is violated. A blank total is no fault, and is said all the same."""
        wrong = self.violated or self.unread or self.invalid or self.contradicted
        return self.report.status == "parsed" and not wrong


def check_files(paths: Iterable[Path]) -> list[Result]:
    """Reads and checks each file, and each file below each folder."""
    results = []
    for path in paths:
        for file in files_at(path):
            _, report = read_file(file, hashed=False)
            outcomes = check_report(report) if report.values else []
            results.append(Result(str(file.root / file.path), report, outcomes, _contradicted(report)))
    return results


def _contradicted(report: ReadReport) -> list[tuple[Claim, float]]:
    claims = find_claims(report.sections, report.year, organization=report.organization, kind=report.kind)
    assessed = ((claim, assess(claim, report.values)) for claim in claims)
    return [(claim, number) for claim, (status, number) in assessed if status == "violated" and number is not None]


def print_json(results: Sequence[Result]) -> None:
    """One object with a list of reports; the same codes as in the tables."""
    import json

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
            for name in (
                "status",
                "problem",
                "problem_zh",
                "title",
                "organization",
                "year",
                "form",
                "layout",
                "file_format",
            )
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
        "suspect_cells": result.suspects.rows() if result.violated else [],
        "contradicted": [
            {
                "claim": claim.claim,
                "value": float(claim.value),
                **claim.cells[0][0]._asdict(),
                "computed": number,
                "section": claim.section,
                "quote": claim.quote,
            }
            for claim, number in result.contradicted
        ],
        "invalid": [{**cell._asdict(), "value": float(report.values[cell] or 0)} for cell in result.invalid],
        "cell_issues": [{**issue.cell._asdict(), "raw": issue.raw, "kind": issue.kind} for issue in report.issues],
    }


def print_text(results: Sequence[Result]) -> None:
    """For a person at a terminal: each report with what is wrong, then one line for all."""
    for result in results:
        _print_report(result)
    fine = sum(result.fine for result in results)
    checked = sum(result.checked for result in results)
    violated = sum(len(result.violated) for result in results)
    echo(
        f"{_count(len(results), 'report')}: {fine} without fault, {len(results) - fine} to look at; "
        f"{_count(checked, 'identity')} checked, {violated} violated"
    )


def _print_report(result: Result) -> None:
    report = result.report
    echo(f"{style('✓', fg='green') if result.fine else style('✗', fg='red')} {style(shown(result.path), bold=True)}")
    if report.status == "quarantined":
        echo(f"  {style('无法读取 cannot be read:', fg='red')} {_problem(report)}\n")
        return
    echo(f"  {shown(report.title or '(无标题 no title)')}")
    echo(
        f"  {shown(report.organization or '(单位不明 organization not told)')} · {report.year or '?'} · "
        f"form {report.form} · sections {len(report.sections)}/{len(SECTIONS)} · {len(report.values)} cells · "
        f"layout {report.layout}"
    )
    if report.problem:
        echo(f"  {style('不完整 incomplete:', fg='yellow')} {_problem(report)}")
    for outcome in result.violated:
        echo(f"  {style('勾稽不符 violated:', fg='red')} {_sentence(report, outcome)}")
    for explanation in result.suspects.explanations if result.violated else ():
        if explanation.rank == 1:
            echo(f"  {style('可疑单元格 suspect:', fg='magenta')} {_suspects(explanation)}")
    for claim, number in result.contradicted:
        stated, computed = f"{float(claim.value):g}", f"{number:.6g}"
        echo(
            f"  {style('文字不符 contradicted:', fg='yellow')} 第{claim.section}部分 section {claim.section} "
            f"“{shown(claim.quote)}”: {stated} ≠ {computed} = {_name(claim.cells[0][0])}"
        )
    for cell in result.invalid:
        echo(f"  {style('数值不合理 invalid:', fg='red')} {_name(cell)} = {report.values[cell]}")
    for kind, issues in _by_kind(report.issues).items():
        names = "、".join(_name(issue.cell) for issue in issues[:3]) + ("…" if len(issues) > 3 else "")
        echo(style(f"  {both(ISSUES, kind)}: {len(issues)} ({names})", dim=True))
    unknown = len(result.outcomes) - result.checked
    not_assessable = f", {unknown} not assessable" if unknown else ""
    echo(f"  {_count(result.checked, 'identity')} checked, {len(result.violated)} violated{not_assessable}\n")


def _problem(report: ReadReport) -> str:
    """What could not be read, and why, in both languages."""
    return shown(" · ".join(report.reason or ()))


def _suspects(explanation: "Explanation") -> str:
    """The cells of a correction, what they should be, why, and how sure that is."""
    from govinfo_pipeline.checks.localization.words import RULES as SUSPECT_RULES

    cells = "；".join(
        f"{_name(suspect.cell)} {suspect.reported} → {'?' if suspect.suggested is None else suspect.suggested}"
        for suspect in explanation.suspects
    )
    zh, en = SUSPECT_RULES[explanation.suspects[0].rule]
    return f"{cells} ({zh} {en}, {explanation.confidence:.0%})"


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


def _by_kind(issues: Sequence[CellIssue]) -> dict[str, list[CellIssue]]:
    kinds: dict[str, list[CellIssue]] = {}
    for issue in issues:
        kinds.setdefault(issue.kind, []).append(issue)
    return kinds


def _sentence(report: ReadReport, outcome: Outcome) -> str:
    identity = outcome.identity
    statement = next(s for s in LATEST.sums if s.family == identity.family)
    left, right = (_sum(side, report.values, statement.along) for side in (identity.left, identity.right))
    line = _line(report, outcome)
    unit = "line" if report.file_format == "text" else "row"
    return (
        f"{_scope(identity.family, identity.scope)}{f' ({unit} {line})' if line else ''}: "
        f"{left} = {outcome.left} ≠ {outcome.right} = {right} ({outcome.residual or 0:+d}) {statement.zh}"
    )


def _sum(side: Sequence[Cell], values: Mapping[Cell, Value], along: str) -> str:
    """One side of an identity with the summands that are not 0, as ``自然人 23 + 商业企业 4``."""
    parts = [cell for cell in side if values.get(cell)]
    named = len(parts) <= _MOST_NAMED
    return " + ".join(f"{_short(cell, along)} {values[cell]}" if named else str(values[cell]) for cell in parts) or "0"


def _line(report: ReadReport, outcome: Outcome) -> int | None:
    """The line of the row that the identity speaks of, or of the row of its right side."""
    cell = outcome.identity.right[0]
    return next((e.line for e in report.evidence if (e.table, e.item) == (cell.table, cell.item)), None)


def _scope(family: str, scope: str) -> str:
    table = LATEST.table(family.partition(".")[0])
    items = {item.code: item.zh for item in table.items}
    columns = {column.code: column.zh for column in table.columns}
    return f"表{table.section} " + (f"“{_bare(items[scope])}”行" if scope in items else f"“{columns[scope]}”列")


def _short(cell: Cell, along: str) -> str:
    table = LATEST.table(cell.table)
    item = next(item for item in table.items if item.code == cell.item)
    return _bare(item.zh if along == "items" else next(c.zh for c in item.columns if c.code == cell.column))


def _bare(label: str) -> str:
    """A label without the explanation that it carries in brackets."""
    return label.partition("（")[0]


def _name(cell: Cell) -> str:
    for form in FORMS.values():
        table = form.table(cell.table)
        for item in table.items:
            for column in item.columns:
                if (item.code, column.code) == (cell.item, cell.column):
                    return f"{item.zh}/{column.zh}"
    return "/".join(cell)
