"""A console on known tables, and somebody who asks it as a browser does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from govinfo_pipeline.command.review import opener_below
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import CellIssue, Evidence, ReadReport, Section
from govinfo_pipeline.reading.reasons import Reason
from govinfo_pipeline.review.console.app import create_app, create_console
from govinfo_pipeline.review.console.console import Console
from govinfo_pipeline.review.console.security import Access
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Filed, Tables
from govinfo_pipeline_tests.samples import RAW

HOST = "http://127.0.0.1:8765"
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="([^"]*)"')


@dataclass
class Served:
    """A console, its home, and a browser's view of it."""

    home: Path
    console: Console
    browser: TestClient

    @classmethod
    def on(cls, home: Path, host: str = "127.0.0.1", token: str | None = None, names: Sequence[str] = ()) -> "Served":
        """A console on a home."""
        access = Access.on(host, token, tuple(names))
        opener = opener_below(RAW)
        # A busy machine may take its time; what is tested is what a page shows then.
        console = create_console(home / "tables", home / "decisions.csv", home / "review", access, opener, "核对员", 60)
        browser = TestClient(create_app(console), base_url=HOST, raise_server_exceptions=True, follow_redirects=False)
        return cls(home, console, browser)

    def get(self, address: str, status: int = 200) -> str:
        """A page; redirects within the console are followed."""
        answer = self.browser.get(address, follow_redirects=True)
        assert answer.status_code == status, answer.text[:400]
        return answer.text

    def decide(self, *ids: str, **fields: str) -> Any:
        """What the console answers to the form of the list of findings, sent by its own page."""
        return self.send(ids, {"Origin": HOST}, fields)

    def send(self, ids: Sequence[str], headers: Mapping[str, str], fields: Mapping[str, str]) -> Any:
        """What the console answers to that form, sent with some headers."""
        page = self.get("/findings")
        (csrf,), (version,) = _TOKEN.findall(page), _VERSION.findall(page)
        form = {"csrf": csrf, "version": version, "id": list(ids), "status": "confirmed", "note": "已核对", **fields}
        return self.browser.post("/decisions", data=form, headers=headers)

    def findings(self, condition: str = "1") -> list[dict[str, Any]]:
        """The rows of the index that fulfil a condition."""
        self.console.refresh()
        with self.console.index.reading() as connection:
            return [dict(row) for row in connection.execute(f"SELECT * FROM finding WHERE {condition} ORDER BY place")]

    def report(self, path: str) -> str:
        """The id of the report at a path."""
        self.console.refresh()
        with self.console.index.reading() as connection:
            query = "SELECT report_id FROM report WHERE source_path = ?"
            return str(connection.execute(query, (path,)).fetchone()[0])


def write(home: Path, years: Sequence[Tables]) -> Path:
    """Puts tables into a home, as runs of their years do."""
    store = TableStore(home / "tables")
    for tables in years:
        write_year(store, tables)
    return home


def write_year(store: TableStore, tables: Tables) -> None:
    """Replaces a year by some tables."""
    year = int(tables.reports["year"].max())
    store.write(parsed.NAME, year, tables.parsed)
    for name in ("reports", "suspect_cells", "findings"):
        store.write(name, year, tables.frames()[name])


def hostile(text: str, year: int = 2023) -> Filed:
    """A report that prints ``text`` wherever it can, and whose figures are wrong."""
    value = Cell("applications", "granted", "total")
    part = Cell("applications", "granted", "natural_person")
    report = ReadReport(
        "text",
        layout="tab_rows",
        title=text,
        organization=text,
        organization_rule="title",
        year=year,
        form="2021",
        status="partial",
        reason=Reason(text, text),
        sections=[Section(1, text, f"{text}予以公开9件。{text}"), Section(6, text, "无")],
        values={value: 5, part: 3},
        issues=[CellIssue(part, text, "unreadable")],
        evidence=[Evidence("applications", "granted", 3, text)],
    )
    return Filed(f"{year}/{text.replace('/', '')}.txt", year, "0" * 64, report)
