"""``govinfo review``: the review console on a home, in a browser."""

import secrets
import threading
from collections.abc import Sequence

from click import echo

from govinfo_pipeline.command.terminal import login
from govinfo_pipeline.reading.files import Location, RawFile, load
from govinfo_pipeline.reading.formats import detect, open_document
from govinfo_pipeline.reading.reasons import Reason, UnreadableError
from govinfo_pipeline.review.console.app import create_app, create_console
from govinfo_pipeline.review.console.console import Console, Opener, Original
from govinfo_pipeline.review.console.security import Access, is_loopback
from govinfo_pipeline.settings import Settings


def review_command(settings: Settings, host: str, port: int, names: Sequence[str], token: str | None) -> int:
    """Serves the console until it is interrupted; the exit status: 1 where the address cannot be listened on.

    ``names`` are further host names that it is reached by.
    """
    import uvicorn

    made = secrets.token_urlsafe(24) if not is_loopback(host) and not token else None
    console = console_on(settings, Access.on(host, token or made, tuple(names)))
    console.refresh(lambda what: echo(f"{what}, which takes a while where there are many reports"))
    shown = f"[{host}]" if ":" in host else host
    echo(f"results: {settings.home}\ndecisions: {settings.decisions}")
    if not settings.tables.is_dir():
        echo("there are no tables yet; they show here as soon as `govinfo run` has made them")
    # A token that was given is known already, and what is printed may be kept in a log.
    echo(f"open http://{shown}:{port}{f'/login?token={made}' if made else ''} (Ctrl+C ends)")
    config = uvicorn.Config(create_app(console), host=host, port=port, log_level="warning", server_header=False)
    server = uvicorn.Server(config)
    try:
        server.run()
    except KeyboardInterrupt:
        return 0
    except SystemExit:
        # Uvicorn has said why.
        echo(f"govinfo: the console cannot listen on {shown}:{port}; name another with --host or --port", err=True)
        return 1
    return 0 if server.started else 1


def console_on(settings: Settings, access: Access) -> Console:
    """The console on a home, with the raw folder of its last run for the original files."""
    opener = opener_below(settings.of_last_run().raw)
    return create_console(settings.tables, settings.decisions, settings.home / "review", access, opener, login() or "")


def opener_below(raw: Location) -> Opener:
    """Opens files below the raw folder, as the text that was read; one at a time, for a reader may have state."""
    alone = threading.Lock()

    def open_original(path: str, sha256: str) -> Original:
        with alone:
            return opened(path, sha256)

    def opened(path: str, sha256: str) -> Original:
        content = load(RawFile(raw, path, None))
        if content.reason is not None:
            return Original([], content.reason)
        if content.sha256 != sha256:
            return Original([], Reason.of("changed_since_read"))
        try:
            document = open_document(content.data, detect(content.data))
        except UnreadableError as error:
            return Original([], error.reason)
        return Original([(row.line, row.cells) for row in document.rows])

    return open_original
