"""``govinfo decide``: a person confirms or dismisses findings, and looks at what was decided."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec

import pandas as pd
from click import echo

from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.command.terminal import UsageError, login
from govinfo_pipeline.review.decisions import UnknownFindingError, decide, decided_findings, evidence, find, resolved
from govinfo_pipeline.review.ledger import Decision, Decisions, LedgerError, load, one_line
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.codes import DECISIONS, both
from govinfo_pipeline.tables.store import TableStore

_INDENT = " " * 4
_P = ParamSpec("_P")


def _exit_status(command: Callable[_P, None]) -> Callable[_P, int]:
    """The command's exit status: 0, or 1 with a message where the file of decisions cannot be read.

    Raises :class:`UsageError` for ids that are of no finding.
    """

    @wraps(command)
    def run(*args: _P.args, **options: _P.kwargs) -> int:
        try:
            command(*args, **options)
        except LedgerError as error:
            echo(f"govinfo: {error}", err=True)
            return 1
        except UnknownFindingError as error:
            raise UsageError(str(error)) from error
        return 0

    return run


@_exit_status
def decide_command(settings: Settings, ids: Sequence[str], status: str, note: str, by: str | None) -> None:
    """Writes the same decision about each of some findings. Raises ``UsageError`` for arguments that are unusable."""
    who = by or login()
    if who is None:
        raise UsageError("this machine does not tell who you are; say so with --by NAME")
    findings = TableStore(settings.tables).read("findings")
    now = datetime.now(UTC).astimezone()
    for made in decide(settings.decisions, findings, ids, status, note, who, now):
        echo(f"{made.finding_id}  {both(DECISIONS, made.status)}  {one_line(made.location)}")
    echo(f"written to {settings.decisions}")


@_exit_status
def list_command(settings: Settings, year: int | None, status: str | None) -> None:
    """Prints the findings of a year and a status (of all where null), then how many there are of each status."""
    store, decisions = TableStore(settings.tables), load(settings.decisions)
    found = decided_findings(store.read("findings", None if year is None else [year]), decisions)
    gone = _gone(store, decisions, found, year)
    shown = found if status is None else found[found["status"] == status]
    lines = [line for row in records(shown) for line in _lines(row)]
    if status in (None, "resolved"):
        lines += [line for decision in gone for line in _lines_of_gone(decision)]
    counts = {**found["status"].value_counts(), "resolved": len(gone)}
    reopened = int(found["reopened"].sum())
    summary = ", ".join(f"{counts.get(name, 0)} {both(DECISIONS, name)}" for name in DECISIONS)
    echo(
        "\n".join([*lines, summary + (f"; {reopened} of the open were decided on other evidence" if reopened else "")])
    )


@_exit_status
def show_command(settings: Settings, finding_id: str) -> None:
    """Prints all that is known of one finding. Raises ``UsageError`` where there is no such finding."""
    store, decisions = TableStore(settings.tables), load(settings.decisions)
    found = decided_findings(store.read("findings"), decisions)
    (wanted,) = find([finding_id], [*found["finding_id"], *decisions.by_finding])
    chosen = found[found["finding_id"] == wanted]
    if len(chosen):
        (row,) = records(chosen.assign(evidence=evidence(chosen)))
    else:
        decision = decisions.by_finding[wanted]
        is_resolved = decision in _gone(store, decisions, found, decision.year)
        status = "resolved" if is_resolved else f"{decision.status}; its year is not in these tables"
        row = {**vars(decision), "status": status}
    for name, value in row.items():
        if name != "more" and not pd.isna(value):
            echo(f"{name + ':':15}{one_line(str(value))}")


def _gone(store: TableStore, decisions: Decisions, findings: pd.DataFrame, year: int | None) -> list[Decision]:
    """The decisions about findings of ``year`` (all where null) that are no more."""
    # Files of no known year (null) are looked at in every whole run, and leave nothing behind where there are none.
    checked = {None, *store.years("reports"), *store.years("findings")}
    return resolved(findings, decisions, checked if year is None else checked & {year})


def _lines(row: Row) -> list[str]:
    where: str = "" if pd.isna(row["location"]) else one_line(row["location"])
    lines = [f"{row['finding_id']}  {both(DECISIONS, row['status'])}  {where}", _INDENT + one_line(row["message_zh"])]
    if not pd.isna(row["note"]):
        said = "decided on other evidence" if row["reopened"] else "decided"
        lines.append(_INDENT + _said(said, row["by"], row["when"], row["note"]))
    return lines


def _lines_of_gone(decision: Decision) -> list[str]:
    said = _said(f"was {decision.status}", decision.by, decision.when, decision.note)
    return [f"{decision.finding_id}  {both(DECISIONS, 'resolved')}  {one_line(decision.location)}", _INDENT + said]


def _said(what: str, by: str, when: str, note: str) -> str:
    return one_line(f"{what} by {by or 'nobody named'}{f', {when}' if when else ''}: {note}")
