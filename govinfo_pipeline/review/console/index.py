"""The index that the console searches: a SQLite file beside the tables, made from them and never a source itself.

A year is made anew when the tables of that year, or the reports of the year before, were written again; each in one
transaction, so that whoever reads sees the year before or after. What people decided is copied from their file (the
only place where it is kept) whenever that changes.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from govinfo_pipeline.checks.bodies import not_reported_again, same_bodies
from govinfo_pipeline.review.console import whole
from govinfo_pipeline.review.console.tables import (
    COVERAGE,
    FINDING,
    FINDING_TEXT,
    MISSING,
    OF_A_YEAR,
    REPORT,
    REPORT_COUNT,
    REPORT_TEXT,
    SOURCE,
    SUSPECT,
    counted,
    create,
    insert,
    next_rowid,
)
from govinfo_pipeline.review.decisions import apply
from govinfo_pipeline.review.ledger import Decisions, load
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import TableStore

SOURCES = ("reports", "findings", "suspect_cells", parsed.NAME)
"""The tables that the index is made from."""
_MADE_BY = 4
"""Rises when the index itself changes, so that an older one is made anew."""
_MOST_PARAMETERS = 500

WHOLE_FINDINGS = "FROM finding JOIN finding_text ON finding_text.rowid = finding.rowid"
"""Findings with their words."""

Say = Callable[[str], None]


class Index:
    """The index of the tables of ``store`` and the decisions in a file, kept in ``folder``."""

    def __init__(self, store: TableStore, decisions: Path, folder: Path) -> None:
        self.store = store
        self.decisions = decisions
        self.folder = folder.resolve()
        self._seen: tuple[object, ...] | None = None
        self._applied: Decisions | None = None
        folder.mkdir(parents=True, exist_ok=True)
        with self._locked(), self._writing() as connection:
            create(connection, _MADE_BY)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the index until the block ends."""
        connection = sqlite3.connect(f"{self._file.as_uri()}?mode=ro", uri=True, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()

    def is_stale(self) -> bool:
        """Whether tables or decisions were written since the index was last brought up to date.

        Tables that cannot be read were; :meth:`refresh` says what is wrong with them.
        """
        from deltalake.exceptions import DeltaError

        try:
            return self._stamps() != self._seen
        except DeltaError:
            return True

    def refresh(self, say: Say = lambda _: None) -> None:
        """Brings the index up to date; ``say`` is told of each year that is made anew.

        Raises :class:`govinfo_pipeline.review.ledger.LedgerError` where the file of decisions cannot be read; the
        tables are up to date then, the findings of years that were made anew open, and all others as they were.
        """
        with self._locked():
            stamps = self._stamps()
            files = {name: self.store.files(name) for name in SOURCES}
            versions = _versions(files)
            with self._writing() as connection:
                known = dict(connection.execute("SELECT year, version FROM source"))
                if known != versions:
                    self._remove_old(connection)
                for year in [year for year in known if year not in versions]:
                    _delete(connection, year)
                    self._applied = None
            for year in sorted(versions, key=lambda year: (year is None, -(year or 0))):
                if known.get(year) != versions[year]:
                    say(f"indexing {'files of no known year' if year is None else year}")
                    self._make(year, versions[year], files[parsed.NAME].get(year, ()))
                    self._applied = None
            self._decide()
            self._seen = stamps

    def whole(self, report: Mapping[str, Any]) -> dict[str, Any] | None:
        """All that was read of a report (a row of the index); null for a file that nothing was read from."""
        if report["file"] is None:
            return None
        return whole.read(self.folder / report["file"], whole.Place(report["block"], report["row"]))

    @property
    def _file(self) -> Path:
        return self.folder / "index.sqlite"

    def _locked(self) -> FileLock:
        return FileLock(self.folder / ".index.lock")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is written as a whole."""
        connection = sqlite3.connect(self._file, isolation_level=None, timeout=60)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -200000")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()

    def _stamps(self) -> tuple[object, ...]:
        """What changes whenever a table or the file of decisions is written."""
        return (*(self.store.stamp(name) for name in SOURCES), _stamp(self.decisions))

    def _make(self, year: int | None, version: str, files: Sequence[str]) -> None:
        reports = self.store.read("reports", [year])
        findings = self.store.read("findings", [year])
        before = self.store.read("reports", [year - 1]) if year is not None else reports.iloc[:0]
        file = self._write_whole(year, files)
        places = dict(whole.places(self.folder / file)) if file else {}
        partners = same_bodies(reports, before)
        with self._writing() as connection:
            _delete(connection, year)
            stood = [places.get(report) for report in reports["report_id"]]
            shown = reports.assign(
                before_id=reports["report_id"].map(partners),
                file=pd.array([file if place else None for place in stood], dtype="str"),
                block=pd.array([place.block if place else None for place in stood], dtype="Int64"),
                row=pd.array([place.row if place else None for place in stood], dtype="Int64"),
                search=_joined(reports, ["organization", "title", "source_path", "report_id"]),
                rowid=range(start := next_rowid(connection, REPORT), start + len(reports)),
            )
            insert(connection, REPORT, shown)
            insert(connection, REPORT_TEXT, shown)
            insert(connection, REPORT_COUNT, counted(reports))
            told = _with_body(findings, reports)
            told = told.assign(rowid=range(start := next_rowid(connection, FINDING), start + len(told)))
            insert(connection, FINDING, told)
            insert(connection, FINDING_TEXT, told)
            insert(connection, SUSPECT, self.store.read("suspect_cells", [year]))
            gone = not_reported_again(reports, before, partners.values()).assign(year=year)
            insert(connection, MISSING, gone)
            insert(connection, COVERAGE, _coverage(year, reports, gone, has_before=len(before) > 0))
            insert(connection, SOURCE, pd.DataFrame({"year": [year], "version": [version], "file": [file]}))
            connection.execute("ANALYZE")

    def _write_whole(self, year: int | None, files: Sequence[str]) -> str | None:
        """The name of the file of whole reports of a year, which is written unless it is there."""
        if not files:
            return None
        name = f"reports-{year}-{_digest([_MADE_BY, *files])}.arrow"
        if not (self.folder / name).exists():
            whole.write(self.folder / name, self.store.parts(parsed.NAME, [year], whole.COLUMNS))
        return name

    def _remove_old(self, connection: sqlite3.Connection) -> None:
        """Removes the files that the index had left behind, and the drafts of processes that were killed.

        The files that it names now stay until another time: whoever reads may still need them.
        """
        kept = {name for (name,) in connection.execute("SELECT file FROM source")}
        for path in self.folder.iterdir():
            if path.suffix == ".arrow" and path.name not in kept:
                path.unlink(missing_ok=True)

    def _decide(self) -> None:
        """Copies the decisions that changed since they were last copied."""
        decisions, applied = load(self.decisions), self._applied
        if applied is None:
            changed = set(decisions.by_finding)
        else:
            now, then = decisions.by_finding, applied.by_finding
            changed = {finding for finding in {*now, *then} if now.get(finding) != then.get(finding)}
        with self._writing() as connection:
            if applied is None:
                connection.execute(
                    "UPDATE finding SET status = 'open', note = NULL, by = NULL, decided = NULL, reopened = 0"
                    " WHERE status <> 'open' OR reopened"
                )
            self._apply(connection, decisions, sorted(changed))
        self._applied = decisions

    def _apply(self, connection: sqlite3.Connection, decisions: Decisions, changed: list[str]) -> None:
        for start in range(0, len(changed), _MOST_PARAMETERS):
            rows = findings_of(connection, changed[start : start + _MOST_PARAMETERS])
            applied = apply(rows, decisions).astype(object)
            columns = applied.where(applied.notna(), None)
            connection.executemany(
                "UPDATE finding SET status = ?, note = ?, by = ?, decided = ?, reopened = ? WHERE finding_id = ?",
                columns[["status", "note", "by", "when", "reopened", "finding_id"]].itertuples(index=False, name=None),
            )


def findings_of(connection: sqlite3.Connection, ids: Sequence[str]) -> pd.DataFrame:
    """The rows of the table ``findings`` with these ids, as the decisions are given them."""
    names = ", ".join(f'"{name}"' for name in frame("findings", {}).columns if name != "year")
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), _MOST_PARAMETERS):
        part = list(ids[start : start + _MOST_PARAMETERS])
        marks = ", ".join("?" * len(part))
        cursor = connection.execute(
            f"SELECT finding.year, {names} {WHOLE_FINDINGS} WHERE finding_id IN ({marks})", part
        )
        columns = [column[0] for column in cursor.description]
        found += [dict(zip(columns, row, strict=True)) for row in cursor]
    return frame("findings", {name: [row[name] for row in found] for name in found[0]} if found else {})


def _delete(connection: sqlite3.Connection, year: int | None) -> None:
    for table, _ in OF_A_YEAR:
        connection.execute(f"DELETE FROM {table} WHERE year IS ?", (year,))


def _with_body(findings: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The findings with what they are searched by: whose report each is about, and all their words."""
    about = ["organization", "province", "city", "county", "region_code", "level", "kind"]
    joined = findings.merge(reports[["report_id", *about]], on="report_id", how="left", validate="many_to_one")
    words = ["organization", "message_zh", "message_en", "quote", "location", "finding_id", "report_id"]
    return joined.assign(
        search=_joined(joined, words),
        place=range(len(joined)),
        status="open",
        note=None,
        by=None,
        decided=None,
        reopened=0,
    )


def _joined(table: pd.DataFrame, columns: Sequence[str]) -> "pd.Series[str]":
    """Some columns as one text in small letters, parted by breaks that no query can span."""
    texts = table[list(columns)].fillna("")
    return texts[columns[0]].str.cat(texts[list(columns[1:])], sep="\n").str.lower()


def _coverage(year: int | None, reports: pd.DataFrame, gone: pd.DataFrame, *, has_before: bool) -> pd.DataFrame:
    """How many reports of each region and level there are, could not be read, and are no more."""
    keys = ["region_code", "province", "city", "county", "level"]
    counted = reports["excluded"].isna()
    quarantined = reports["status"] == "quarantined"
    rows = pd.concat(
        [
            reports[keys].assign(reports=(counted & ~quarantined).astype(int), unread=quarantined.astype(int)),
            gone[keys].assign(missing=1),
        ]
    )
    sums = rows.groupby(keys, dropna=False)[["reports", "unread", "missing"]].sum().astype(int).reset_index()
    return sums.assign(year=year, has_before=int(has_before))


def _versions(files: Mapping[str, Mapping[int | None, Sequence[str]]]) -> dict[int | None, str]:
    """Year → what changes when any table that its part of the index is made from was written again."""
    years = {year for name in ("reports", "findings") for year in files[name]}
    return {
        year: _digest(
            [
                _MADE_BY,
                *(files[name].get(year, ()) for name in SOURCES),
                files["reports"].get(year - 1, ()) if year is not None else (),
            ]
        )
        for year in years
    }


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()[:16]


def _stamp(path: Path) -> object:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
