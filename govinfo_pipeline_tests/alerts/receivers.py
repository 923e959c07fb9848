"""Receivers of messages on this machine: a web server and a mail server, which can be down."""

import email
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from govinfo_pipeline_tests.processes import free_port


class Web:
    """A web server that keeps what is posted to it. It answers ``status``, after ``before_answer`` was called."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.status = 200
        self.before_answer: Callable[[], None] = lambda: None
        self.port = 0

    @property
    def url(self) -> str:
        """The address as Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/alerts"

    @property
    def texts(self) -> list[str]:
        """The texts of the messages received."""
        return [str(message["message"]) for message in self.received]


@contextmanager
def web() -> Iterator[Web]:
    """Starts a web server on a free port."""
    receiver = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if receiver.status == 200:
                receiver.received.append(content)
            receiver.before_answer()
            self.send_response(receiver.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


class Mail:
    """Keeps the mails that it is given."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Takes a mail."""
        content = envelope.content or b""
        message = email.message_from_bytes(content if isinstance(content, bytes) else content.encode(), policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 OK"


@contextmanager
def mail() -> Iterator[tuple[Mail, int]]:
    """Starts a mail server on a free port."""
    receiver = Mail()
    port = free_port()
    controller = Controller(receiver, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield receiver, port
    finally:
        controller.stop()
