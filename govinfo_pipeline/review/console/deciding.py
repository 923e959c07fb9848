"""What writes: decisions about one finding, those selected, or all that match; and showing the token."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from govinfo_pipeline.review.console import queries
from govinfo_pipeline.review.console.console import Console, console_of
from govinfo_pipeline.review.console.filters import Filters
from govinfo_pipeline.review.console.index import findings_of
from govinfo_pipeline.review.console.pages import login_page
from govinfo_pipeline.review.console.rendering import language_of
from govinfo_pipeline.review.console.security import RefusedError, first, form_of, local
from govinfo_pipeline.review.console.words import pick
from govinfo_pipeline.review.decisions import UnknownFindingError, decide, withdraw
from govinfo_pipeline.review.ledger import ID, LedgerError, tidy
from govinfo_pipeline.tables.codes import DECIDED

_OUTCOMES = ("saved", "withdrawn")


class ChangedError(Exception):
    """The data is not what the person saw."""


class Wish(NamedTuple):
    """What a person wants: which findings (or all that match ``filters``, ``number`` of them), and what of them.

    ``version`` is the state of the tables that the person saw.
    """

    ids: list[str]
    filters: Filters | None
    number: int
    status: str
    note: str
    by: str
    version: str


async def decisions(request: Request) -> Response:
    """Writes the same decision about some findings, or takes it back; goes on to the page it came from."""
    console = console_of(request)
    try:
        form = await form_of(request, console.access)
        wish = _wish(form)
        done = await run_in_threadpool(_carry_out, console, wish)
    except RefusedError as error:
        raise HTTPException(403, str(error)) from error
    except ChangedError as error:
        raise HTTPException(409) from error
    except UnknownFindingError as error:
        raise HTTPException(422, "no_finding") from error
    except LedgerError as error:
        raise HTTPException(422, pick((error.zh, str(error)), language_of(request))) from error
    except (ValueError, OSError) as error:
        raise HTTPException(422, str(error)) from error
    outcome = "withdrawn" if wish.status == "withdrawn" else "saved"
    return RedirectResponse(_onward(first(form, "next"), outcome, done, first(form, "focus")), 303)


async def login(request: Request) -> Response:
    """Lets in whoever shows the token, by the form or by the address that was printed."""
    console = console_of(request)
    secure = request.url.scheme == "https"
    if request.method == "POST":
        try:
            form = await form_of(request, console.access)
        except RefusedError as error:
            raise HTTPException(403, str(error)) from error
        if not console.access.is_token(first(form, "token").strip()):
            return login_page(request, first(form, "next"), is_wrong=True)
        return console.access.let_in(RedirectResponse(local(first(form, "next")), 303), secure=secure)
    if console.access.is_token(request.query_params.get("token", "")):
        return console.access.let_in(RedirectResponse("/", 303), secure=secure)
    return login_page(request, request.query_params.get("next", "/"))


def _wish(form: dict[str, list[str]]) -> Wish:
    ids = [given for given in form.get("id", []) if ID.fullmatch(given)]
    count = first(form, "count")
    matching = first(form, "matching") == "1"
    return Wish(
        ids=ids,
        filters=Filters.of(dict(parse_qsl(first(form, "filters")))) if matching else None,
        number=int(count) if matching and count.isascii() and count.isdigit() else len(ids),
        status=first(form, "status"),
        note=first(form, "note"),
        by=first(form, "by"),
        version=first(form, "version"),
    )


def _carry_out(console: Console, wish: Wish) -> int:
    """Writes what is wanted; how many decisions.

    Raises :class:`ChangedError`, and ``ValueError`` for what is no decision, with the key of its words behind
    ``refused.``.
    """
    console.freshen()
    with console.index.reading() as connection:
        ids = wish.ids if wish.filters is None else queries.finding_ids(connection, wish.filters)
        if wish.version != queries.version(connection) or len(ids) != wish.number:
            raise ChangedError
        rows = findings_of(connection, ids)
    if not ids:
        raise ValueError("none_selected")
    if wish.status == "withdrawn":
        done = withdraw(console.index.decisions, ids)
    elif wish.status not in DECIDED:
        raise ValueError("no_decision")
    elif not tidy(wish.note):
        raise ValueError("no_note")
    else:
        now = datetime.now(UTC).astimezone()
        done = len(decide(console.index.decisions, rows, ids, wish.status, wish.note, wish.by or console.by, now))
    console.freshen()
    return done


def _onward(address: str, outcome: str, count: int, focus: str) -> str:
    """The page that a decision was made on, which then says what was written and goes on with ``focus``."""
    parts = urlsplit(local(address))
    query: Sequence[tuple[str, str]] = [pair for pair in parse_qsl(parts.query) if pair[0] not in _OUTCOMES]
    fragment = f"#f-{focus}" if ID.fullmatch(focus) else ""
    return f"{parts.path}?{urlencode([*query, (outcome, str(count))])}{fragment}"
