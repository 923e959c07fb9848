"""What a person decided about findings, and what becomes of it when the findings are made anew.

A decision holds as long as the evidence that the person saw is the same. Where it has changed the finding is open
again, and says what had been decided. A finding that is gone is resolved; its decision stays in the file, for it may
come back.
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from pathlib import Path

import pandas as pd

from govinfo_pipeline.checks.rows import records
from govinfo_pipeline.review.ledger import Decision, Decisions, tidy, update
from govinfo_pipeline.tables.codes import DECIDED

EVIDENCE = ("reported", "expected", "quote", "check_version")
"""The columns of ``findings`` that a decision is bound to."""
FEWEST_DIGITS = 4


class UnknownFindingError(ValueError):
    """An id that names no finding, or several; the message is for people."""


def evidence(findings: pd.DataFrame) -> list[str]:
    """A digest of each finding's evidence, in order: its figures, printed text and the version of its check.

    Where a finding has neither figures nor printed text, its message is what was looked at, and counts.
    """
    seen = findings[[*EVIDENCE, "message_zh"]].astype(object)
    rows = seen.where(seen.notna(), None).itertuples(index=False, name=None)
    return [_digest(*row) for row in rows]


def _digest(
    reported: float | None, expected: float | None, quote: str | None, version: int | None, message: str
) -> str:
    # The same figure is the same evidence, be it kept as integer or float, 0 or -0.
    figures = [None if value is None else float(value) + 0.0 for value in (reported, expected)]
    said = [*figures, quote]
    if said == [None, None, None]:
        said.append(message)
    text = json.dumps([*said, None if version is None else int(version)], ensure_ascii=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def apply(findings: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """What became of each finding, with the index of ``findings``.

    Columns: ``finding_id``, ``status`` (open, confirmed, dismissed), ``note``, ``by``, ``when`` (null where nobody
    decided), ``reopened`` (whether a decision no longer holds because the evidence has changed; the other columns then
    tell of that decision).
    """
    made = [decisions.get(finding) for finding in findings["finding_id"]]
    is_decided = findings["finding_id"].isin(list(decisions.by_finding))
    digests = iter(evidence(findings[is_decided]))
    reopened = [decision is not None and decision.evidence != next(digests) for decision in made]
    status = [
        decision.status if decision is not None and not again else "open"
        for decision, again in zip(made, reopened, strict=True)
    ]
    columns = {
        "finding_id": list(findings["finding_id"]),
        "status": status,
        **{name: [getattr(decision, name, None) for decision in made] for name in ("note", "by", "when")},
    }
    frame = pd.DataFrame(columns, index=findings.index, dtype="str")
    return frame.assign(reopened=pd.array(reopened, dtype="bool"))


def decided_findings(findings: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """``findings`` with the columns that :func:`apply` gives beside its own."""
    applied = apply(findings, decisions).drop(columns="finding_id")
    return findings.assign(**{str(name): applied[name].array for name in applied})


def undismissed(findings: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """The findings that count as failures: all but those whose dismissal holds."""
    return findings[apply(findings, decisions)["status"] != "dismissed"]


def resolved(findings: pd.DataFrame, decisions: Decisions, years: Collection[int | None]) -> list[Decision]:
    """The decisions about findings that are gone, in the order of their ids.

    ``findings`` are all there are of ``years``, the years that were checked: of another year nothing can be told.
    """
    present = set(findings["finding_id"])
    return [
        decision
        for finding, decision in sorted(decisions.by_finding.items())
        if finding not in present and decision.year in years
    ]


def find(ids: Iterable[str], known: Iterable[str]) -> list[str]:
    """The ids of findings that are given in full or by their first digits, each once.

    Raises :class:`UnknownFindingError` where the digits are those of no finding, of several, or too few.
    """
    ordered = sorted(set(known))
    return list(dict.fromkeys(_find(given.strip().lower(), ordered) for given in ids))


def _find(given: str, ordered: list[str]) -> str:
    if len(given) < FEWEST_DIGITS:
        raise UnknownFindingError(f"{given!r} is too short for a finding; give at least {FEWEST_DIGITS} digits")
    start = bisect_left(ordered, given)
    found = list(takewhile(lambda finding: finding.startswith(given), ordered[start : start + 4]))
    if not found:
        raise UnknownFindingError(f"there is no finding {given}; `govinfo decide --list` prints them")
    if len(found) > 1:
        named = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise UnknownFindingError(f"{given} begins several findings ({named}); give more digits")
    return found[0]


def decide(
    path: Path, findings: pd.DataFrame, ids: Iterable[str], status: str, note: str, by: str, when: datetime
) -> list[Decision]:
    """Adds the same decision about each of some findings to a file, in place of earlier ones; returns them.

    ``ids`` are given in full or by their first digits. Either all are written or none. Raises
    :class:`UnknownFindingError` for an id, ``ValueError`` for a status that nobody can decide, a time without zone or
    an empty note, and :class:`govinfo_pipeline.review.ledger.LedgerError` for the file.
    """
    if status not in DECIDED:
        raise ValueError(f"a finding can be {' or '.join(DECIDED)}, not {status}")
    if when.tzinfo is None:
        raise ValueError("a decision's time needs its zone")
    if not tidy(note):
        raise ValueError("a decision needs a note that says why")
    wanted = findings[findings["finding_id"].isin(find(ids, findings["finding_id"]))]
    moment = when.isoformat(timespec="seconds")
    made = [
        Decision(
            finding_id=row["finding_id"],
            status=status,
            note=tidy(note),
            by=tidy(by),
            when=moment,
            evidence=digest,
            year=None if pd.isna(row["year"]) else int(row["year"]),
            check=row["check"],
            location="" if pd.isna(row["location"]) else tidy(row["location"]),
        )
        for row, digest in zip(records(wanted), evidence(wanted), strict=True)
    ]

    def add(before: Decisions) -> Decisions:
        new = dict(before.by_finding)
        for decision in made:
            earlier = new.get(decision.finding_id)
            new[decision.finding_id] = replace(decision, more=earlier.more) if earlier else decision
        return Decisions(new, before.more)

    update(path, add)
    return made


def withdraw(path: Path, ids: Iterable[str]) -> int:
    """Takes the decisions about some findings out of a file; returns how many there were.

    Raises :class:`govinfo_pipeline.review.ledger.LedgerError` for the file.
    """
    gone = set(ids)
    taken: list[str] = []

    def remove(before: Decisions) -> Decisions:
        taken.extend(gone & set(before.by_finding))
        return Decisions({key: made for key, made in before.by_finding.items() if key not in gone}, before.more)

    update(path, remove)
    return len(taken)
