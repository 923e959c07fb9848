"""The console as an ASGI application."""

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from govinfo_pipeline.review.console import deciding, pages
from govinfo_pipeline.review.console.console import PATIENCE, Console, Opener
from govinfo_pipeline.review.console.index import Index
from govinfo_pipeline.review.console.security import Access, Guard
from govinfo_pipeline.tables.store import Location, TableStore

_PAGES: dict[str, Callable[..., object]] = {
    "/": pages.home,
    "/findings": pages.findings,
    "/findings/{id}": pages.finding,
    "/reports": pages.reports,
    "/reports/{id}": pages.report,
    "/reports/{id}/original": pages.original,
    "/reports/{id}/letter.html": pages.letter_page,
    "/reports/{id}/letter.docx": pages.letter_docx,
    "/letters.zip": pages.letters_zip,
    "/coverage": pages.coverage,
}


def create_app(console: Console) -> Guard:
    """The application, guarded: pages that only read, and two addresses that write."""
    app = Starlette(
        routes=[
            *(Route(path, page, methods=["GET"]) for path, page in _PAGES.items()),
            Route("/decisions", deciding.decisions, methods=["POST"]),
            Route("/login", deciding.login, methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
        ],
        exception_handlers={HTTPException: pages.error_page, Exception: pages.error_page},
    )
    app.state.console = console
    # Outermost, so that the page of an error is guarded too.
    return Guard(app, console.access)


def create_console(
    tables: Location,
    decisions: Path,
    folder: Path,
    access: Access,
    opener: Opener,
    by: str,
    patience: float = PATIENCE,
) -> Console:
    """A console on the tables below a folder; its index is kept in ``folder``, decisions in the file named.

    ``by`` decides where nobody is named; ``patience`` are the seconds that a page waits for new tables.
    """
    return Console(Index(TableStore(tables), decisions, folder), access, opener, by, patience)
