"""Who may ask the console, and for what: refuses before any page is made.

1. The Host is one that the console answers to, so that no other name can be pointed at this machine (DNS rebinding).
2. Where there is a token, the browser has shown it once and keeps a cookie that follows from it.
3. What writes comes from a page of this very address: Origin or Sec-Fetch-Site say so, and the form carries the secret
   that stands in the console's own pages.

No page loads anything from elsewhere, is shown within another, or is kept by the browser.
"""

import hashlib
import hmac
import ipaddress
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "govinfo_review"
CSRF = "csrf"
LARGEST_FORM = 1_000_000
"""Bytes of a form; a page of decisions has far fewer."""
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
_SAFE = ("GET", "HEAD")
_HOST = re.compile(r"(?:\[(?P<address>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9._-]+))(?::[0-9]{1,5})?")
"""The value of a Host header: a name or an address, and a port. Whoever composes an url of it gets what it says."""
_KEPT_FOR = 30 * 24 * 3600
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class RefusedError(Exception):
    """A form that may not write; the message is the key of its words, behind ``refused.``."""


def is_loopback(host: str) -> bool:
    """Whether a host to listen on is this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Access:
    """Who may come in: the hosts answered to, and the token, without which nobody may (null: everybody on this
    machine). ``any_address`` answers to every numeric address too, which no foreign name can pretend to be.
    """

    hosts: frozenset[str] = frozenset(_LOOPBACK_NAMES)
    token: str | None = None
    any_address: bool = False
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @classmethod
    def on(cls, host: str, token: str | None, names: tuple[str, ...] = ()) -> "Access":
        """The access to a console that listens on ``host``. Raises ``ValueError`` for an open one without a token."""
        if not is_loopback(host) and not token:
            raise ValueError(f"a console on {host} can be reached from other machines, and needs a token")
        named = {name.lower() for name in (host, *names)}
        return cls(frozenset({*_LOOPBACK_NAMES, *named}), token, any_address=not is_loopback(host))

    def answers_to(self, host: str) -> bool:
        """Whether the value of a Host header is one of the console's own."""
        if (found := _HOST.fullmatch(host)) is None:
            return False
        name = (found["address"] or found["name"]).lower().rstrip(".")
        return name in self.hosts or (self.any_address and _is_address(name))

    def is_token(self, given: str) -> bool:
        """Whether the token is the right one; takes the same time for every wrong one."""
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    @property
    def pass_(self) -> str:
        """What the cookie holds of somebody who has shown the token."""
        return hmac.new((self.token or "").encode(), b"govinfo review", hashlib.sha256).hexdigest()

    def admits(self, request: Request) -> bool:
        """Whether whoever asks has shown the token, if there is one."""
        if self.token is None:
            return True
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(given.strip()):
            return True
        return hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self.pass_.encode())

    def let_in(self, response: Response, *, secure: bool) -> Response:
        """Gives the cookie to somebody who has shown the token."""
        response.set_cookie(
            COOKIE, self.pass_, max_age=_KEPT_FOR, httponly=True, samesite="lax", secure=secure, path="/"
        )
        return response


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """Puts :class:`Access` in front of an application, and the headers on whatever it answers."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands on what may pass, and answers the rest itself."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        refusal = self._refusal(Request(scope, receive))
        await (refusal or self.app)(scope, receive, send_guarded)

    def _refusal(self, request: Request) -> Response | None:
        headers = request.headers
        if not self.access.answers_to(headers.get("host", "")):
            hint = "open the console by the address it printed, or name this one with --name"
            return PlainTextResponse(f"this console does not answer to {headers.get('host', '')!r}; {hint}", 421)
        if request.method not in _SAFE and (why := _foreign(headers)):
            return PlainTextResponse(f"refused: {why}", 403)
        # As the server has it, and routes by it: an url holds what the Host header says, too.
        path = request.scope["path"]
        if self.access.admits(request) or path == "/login" or path.startswith("/static/"):
            return None
        if request.method not in _SAFE:
            return PlainTextResponse("refused: show the token first", 401)
        query = request.scope["query_string"].decode("latin-1")
        asked = quote(path) + (f"?{query}" if query else "")
        return RedirectResponse(f"/login?next={quote(asked, safe='')}", 303)


def _foreign(headers: Headers) -> str | None:
    """Why a request that writes is not from a page of this address; null where it is."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return "the browser does not say which page this comes from"
    if site not in (None, "same-origin"):
        return "this comes from a page of another site"
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        return "this comes from a page of another address"
    return None


async def form_of(request: Request, access: Access) -> dict[str, list[str]]:
    """The fields of a form that may write. Raises :class:`RefusedError` for one that is not from our own pages."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise RefusedError("too_large")
    fields: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(body.decode("utf-8"), keep_blank_values=True):
            fields.setdefault(name, []).append(value)
    except ValueError as error:
        raise RefusedError("no_form") from error
    if not hmac.compare_digest(first(fields, CSRF).encode(), access.csrf.encode()):
        raise RefusedError("old_page")
    return fields


def first(fields: Mapping[str, list[str]], name: str) -> str:
    """The first value of a field; empty where it has none."""
    return fields.get(name, [""])[0]


def local(address: str) -> str:
    """An address of this console to go on to; the first page in place of any other."""
    parts = urlsplit(address)
    is_local = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme
    return address if is_local and not parts.netloc and address.isprintable() else "/"
