"""The pages that show: findings, reports, coverage, one report, its file and its letter."""

import sqlite3
from datetime import date, datetime
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from govinfo_pipeline.review.console import letters, queries
from govinfo_pipeline.review.console.console import Console, console_of
from govinfo_pipeline.review.console.filters import SORTS, Filters
from govinfo_pipeline.review.console.region import open_region
from govinfo_pipeline.review.console.rendering import render
from govinfo_pipeline.review.console.report_page import ReportView, view
from govinfo_pipeline.review.decisions import resolved
from govinfo_pipeline.review.ledger import ID, Decision, Decisions, LedgerError, load
from govinfo_pipeline.tables.codes import LEVELS

MOST_LETTERS = 500
MOST_LINES = 20_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_NAME = 60
_SAID = (403, 422)
"""What is refused with a reason of its own."""


def home(request: Request) -> Response:
    """The first page is the list of findings."""
    return RedirectResponse("/findings", 307)


def findings(request: Request) -> Response:
    """The findings that match the filters of the address, and how many there are of each kind."""
    console = console_of(request)
    console.freshen()
    filters = Filters.of(request.query_params)
    with console.index.reading() as connection:
        if not queries.years(connection):
            return console.page(request, "empty.html", active="findings")
        gone = _gone(console, connection, filters)
        listing = queries.findings(connection, filters, _page(request))
        return console.page(
            request,
            "findings.html",
            active="findings",
            filters=filters,
            listing=listing,
            gone=gone,
            sorts=SORTS,
            version=queries.version(connection),
            saved=_count(request, "saved"),
            withdrawn=_count(request, "withdrawn"),
            path=queries.region_names(connection, filters.region if filters.region != "none" else ""),
        )


def finding(request: Request) -> Response:
    """One finding: where it stands in its report, or alone where it is about none. A stable address."""
    console = console_of(request)
    console.freshen()
    finding_id = _id(request)
    with console.index.reading() as connection:
        row = queries.finding(connection, finding_id)
        if row is not None and row["report_id"] and queries.report(connection, row["report_id"], row["year"]):
            where = {"year": row["year"]} if row["year"] is not None else {}
            return RedirectResponse(f"/reports/{row['report_id']}?{urlencode(where)}#f-{finding_id}", 307)
        decision = _decisions(console).get(finding_id)
        if row is None and decision is None:
            raise HTTPException(404)
        return console.page(request, "finding.html", active="findings", row=row, decision=decision)


def reports(request: Request) -> Response:
    """The reports that match the filters of the address."""
    console = console_of(request)
    console.freshen()
    filters = Filters.of(request.query_params)
    with console.index.reading() as connection:
        if not queries.years(connection):
            return console.page(request, "empty.html", active="reports")
        return console.page(
            request,
            "reports.html",
            active="reports",
            filters=filters,
            listing=queries.reports(connection, filters, _page(request)),
            path=queries.region_names(connection, filters.region if filters.region != "none" else ""),
        )


def coverage(request: Request) -> Response:
    """How many reports of each region there are, and who has not reported."""
    console = console_of(request)
    console.freshen()
    filters = Filters.of(request.query_params)
    with console.index.reading() as connection:
        years = [year for year in queries.years(connection) if year is not None]
        if not years:
            return console.page(request, "empty.html", active="coverage")
        year = int(filters.year) if filters.year.isdigit() and int(filters.year) in years else years[0]
        region = "" if filters.region == "none" else filters.region
        return console.page(
            request,
            "coverage.html",
            active="coverage",
            year=year,
            years=years,
            region=region,
            regions=queries.regions(connection, year, region),
            levels=list(LEVELS),
            has_before=queries.has_year_before(connection, year),
            missing=queries.missing(connection, year, region, _page(request)),
            path=queries.region_names(connection, region),
        )


def report(request: Request) -> Response:
    """A report: its tables as the form prints them, what is wrong in them, its texts. A stable address."""
    console = console_of(request)
    console.freshen()
    with console.index.reading() as connection:
        row = _report(request, connection)
        return console.page(
            request,
            "report.html",
            active="reports",
            report=row,
            view=_view(console, connection, row),
            region=open_region(row),
            years=[other for other in queries.of_body(connection, row) if other["report_id"] != row["report_id"]],
            version=queries.version(connection),
            saved=_count(request, "saved"),
            withdrawn=_count(request, "withdrawn"),
        )


def original(request: Request) -> Response:
    """The text of a report's file, line by line, as the findings count them."""
    console = console_of(request)
    console.freshen()
    with console.index.reading() as connection:
        row = _report(request, connection)
        page = _view(console, connection, row)
    opened = console.opener(row["source_path"], row["sha256"])
    named: dict[int, list[int]] = {}
    for finding in page.findings:
        if finding.line and finding.row["status"] != "dismissed":
            named.setdefault(finding.line, []).append(finding.number)
    return console.page(
        request,
        "original.html",
        active="reports",
        report=row,
        lines=opened.lines[:MOST_LINES],
        is_cut=len(opened.lines) > MOST_LINES,
        most=MOST_LINES,
        problem_of_file=opened.problem,
        named=named,
    )


def letter_page(request: Request) -> Response:
    """The letter about a report, to be read and printed."""
    made = _letter(request)
    return console_of(request).page(
        request, "letter.html", active="reports", letter=made, heads=letters.HEADS, query=request.url.query
    )


def letter_docx(request: Request) -> Response:
    """The letter about a report as a Word document."""
    made = _letter(request)
    return _download(letters.docx(made), letters.file_name(made, "docx"), _WORD)


def letters_zip(request: Request) -> Response:
    """A letter for each report that has findings in the selection."""
    console = console_of(request)
    console.freshen()
    filters = Filters.of(request.query_params)
    with console.index.reading() as connection:
        rows = queries.reports_with(connection, filters, MOST_LETTERS + 1)
        if len(rows) > MOST_LETTERS:
            count = queries.count_reports_with(connection, filters)
            return console.page(request, "too_many.html", 413, active="findings", count=count, most=MOST_LETTERS)
        if not rows:
            raise HTTPException(404)
        pages = [[(row, _view(console, connection, row))] for row in rows]
    made = [letters.letter(page, _today(), *_signed(request)) for page in pages]
    return _download(letters.packed(made), "整改通知.zip", "application/zip")


def _view(console: Console, connection: sqlite3.Connection, row: queries.Record) -> ReportView:
    """What the page of a report shows."""
    before = queries.report(connection, row["before_id"], row["year"] - 1) if row["before_id"] else None
    return view(
        row,
        queries.findings_of(connection, row),
        queries.suspects_of(connection, row),
        console.index.whole(row),
        console.index.whole(before) if before else None,
    )


def _letter(request: Request) -> letters.Letter:
    console = console_of(request)
    console.freshen()
    with console.index.reading() as connection:
        row = _report(request, connection)
        is_of_unit = request.query_params.get("unit") == "1"
        about = queries.of_body(connection, row) if is_of_unit else [row]
        pages = [(each, _view(console, connection, each)) for each in about]
    return letters.letter(pages, _today(), *_signed(request))


def _signed(request: Request) -> tuple[str, str]:
    """Sender and deadline as a person gives them."""
    names = ("sender", "deadline")
    sender, deadline = (request.query_params.get(name, "").strip()[:_LONGEST_NAME] for name in names)
    return sender, deadline


def _download(content: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _report(request: Request, connection: sqlite3.Connection) -> queries.Record:
    year = Filters.of(request.query_params).year
    row = queries.report(connection, _id(request), int(year) if year.isdigit() else None)
    if row is None:
        raise HTTPException(404)
    return row


def _id(request: Request) -> str:
    """The id in the address: sixteen digits, and nothing that could be a path."""
    given = str(request.path_params["id"])
    if not ID.fullmatch(given):
        raise HTTPException(404)
    return given


def _page(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def _count(request: Request, name: str) -> int | None:
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def _gone(console: Console, connection: sqlite3.Connection, filters: Filters) -> list[Decision]:
    """The decisions about findings that are no more, where these are asked for."""
    if filters.status != "resolved":
        return []
    # Files of no known year are looked at in every whole run, and leave nothing behind where there are none.
    checked = {None, *queries.years(connection)}
    known = {year for year in checked if not filters.year or str(year or "none") == filters.year}
    decisions = _decisions(console)
    present = queries.present(connection, list(decisions.by_finding))
    return [one for one in resolved(present, decisions, known) if not filters.check or one.check == filters.check]


def _decisions(console: Console) -> Decisions:
    try:
        return load(console.index.decisions)
    except LedgerError as error:
        console.broken = error.zh, str(error)
        return Decisions()


def _today() -> date:
    return datetime.now().astimezone().date()


def login_page(request: Request, onward: str, *, is_wrong: bool = False) -> Response:
    """Asks for the token, and goes on to ``onward`` with it."""
    status = 401 if is_wrong else 200
    csrf = console_of(request).access.csrf
    return render(request, "login.html", status, csrf=csrf, next=onward, is_wrong=is_wrong)


def error_page(request: Request, error: Exception) -> Response:
    """What went wrong, as a page; never more than the kind of it."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) and status in _SAID else ""
    return console_of(request).page(request, "error.html", status, active="", code=status, detail=detail)
