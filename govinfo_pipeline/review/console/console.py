"""What the pages share: the index kept fresh, who may come in, who decides, and how an original file is opened."""

import logging
import threading
from collections.abc import Callable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from govinfo_pipeline.review.console.index import Index, Say
from govinfo_pipeline.review.console.rendering import render
from govinfo_pipeline.review.console.security import Access
from govinfo_pipeline.review.ledger import LedgerError

_LOG = logging.getLogger(__name__)
PATIENCE = 2.0
"""Seconds that a page waits for new tables before it shows the old ones."""


class Original(NamedTuple):
    """A file as text: its lines (number, cells), or why there is none."""

    lines: list[tuple[int, tuple[str, ...]]]
    problem: tuple[str, str] | None = None
    """In Chinese and English."""


Opener = Callable[[str, str], Original]
"""Opens the file at a path below the raw folder, if it still has the SHA-256 that it was read with."""


class Console:
    """The state of a running console."""

    def __init__(self, index: Index, access: Access, opener: Opener, by: str, patience: float = PATIENCE) -> None:
        self.index = index
        self.access = access
        self.opener = opener
        self.by = by
        self.patience = patience
        self.broken: tuple[str, str] | None = None
        """Why the file of decisions cannot be read, in Chinese and English."""
        self.stale: str | None = None
        """Why the index could not be renewed, so that the pages show what it held before."""
        self._lock = threading.Lock()
        self._refreshing: threading.Thread | None = None

    def refresh(self, say: Say = lambda _: None) -> None:
        """Brings the index up to date; notes where the file of decisions cannot be read."""
        try:
            self.index.refresh(say)
            self.broken = self.stale = None
        except LedgerError as error:
            self.broken = error.zh, str(error)

    def freshen(self) -> None:
        """Brings the index up to date if need be. Where that takes long, the pages go on with the old one."""
        with self._lock:
            if self.is_refreshing or not self.index.is_stale():
                return
            refreshing = threading.Thread(target=self._refresh_behind, daemon=True, name="refresh of the index")
            self._refreshing = refreshing
            refreshing.start()
        refreshing.join(self.patience)

    def _refresh_behind(self) -> None:
        """Renews the index beside the pages, which go on with the old one and say so where this fails."""
        try:
            self.refresh()
        except Exception as error:
            _LOG.exception("the index could not be renewed")
            self.stale = f"{type(error).__name__}: {error}"

    @property
    def is_refreshing(self) -> bool:
        """Whether the index is being renewed."""
        return self._refreshing is not None and self._refreshing.is_alive()

    def page(self, request: Request, template: str, status: int = 200, **context: object) -> Response:
        """A page with what all pages have."""
        return render(
            request,
            template,
            status,
            csrf=self.access.csrf,
            by=self.by,
            broken=self.broken,
            stale=self.stale,
            refreshing=self.is_refreshing,
            **context,
        )


def console_of(request: Request) -> Console:
    """The console that a request was made to."""
    console: Console = request.app.state.console
    return console
