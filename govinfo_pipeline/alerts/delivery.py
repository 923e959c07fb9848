"""What waits in the outbox is sent, and marked as soon as its channel has accepted it.

A message that could not be sent waits and is tried again, however long that takes. It carries the same id every time: a
crash between a channel's acceptance and the mark is the one case in which it is sent again.
"""

import datetime as dt
import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from govinfo_pipeline.alerts.channels import FILE, Channel, ConfigError
from govinfo_pipeline.alerts.digest import Digest, unreadable
from govinfo_pipeline.alerts.outbox import Message, Outbox

_LONGEST_FILE_TEXT = 1_000_000
_TITLE_ROOM = 16
"""Bytes that a service puts between title and text where it knows no title."""


class DeliveryError(Exception):
    """A channel did not accept a message; the text says why, and holds no secret."""


class Delivered(NamedTuple):
    """How many messages were sent; and of each that was tried in vain before or now and waits: its channel and why."""

    sent: int
    problems: list[tuple[str, str]]


def deliver(
    outbox: Outbox, channels: Iterable[Channel], folder: Path, environment: Mapping[str, str], due: dt.datetime | None
) -> Delivered:
    """Sends what waits and is to be tried by ``due`` (all if null). What is for a channel that is no more waits on.

    A channel that did not accept a message is given no other this time, so that none keeps the others waiting, and none
    is overtaken.
    """
    by_name = {channel.name: channel for channel in channels}
    left = dict(by_name)
    sent = 0
    for message in outbox.pending(due):
        if (channel := left.get(message.channel)) is None:
            continue
        try:
            send(channel, _digest(message), message.number, folder, environment)
        except (DeliveryError, ConfigError, OSError) as error:
            outbox.failed(message, str(error), dt.datetime.now(dt.UTC))
            del left[channel.name]
        else:
            outbox.sent(message, dt.datetime.now(dt.UTC))
            sent += 1
    waiting = [message for message in outbox.pending() if message.channel in by_name]
    return Delivered(sent, [(message.channel, message.problem) for message in waiting if message.problem])


def _digest(message: Message) -> Digest:
    try:
        return Digest.from_json(message.digest)
    except (ValueError, TypeError):
        # The others do not wait for it, and its receiver hears that there was something.
        return unreadable(message.number)


def send(channel: Channel, digest: Digest, number: str, folder: Path, environment: Mapping[str, str]) -> None:
    """Hands a message to its channel. Raises :class:`DeliveryError` or :class:`ConfigError` if it is not accepted."""
    if channel.name == FILE:
        _append(digest, number, folder)
    else:
        _notify(channel, digest, environment)


def _append(digest: Digest, number: str, folder: Path) -> None:
    """Writes a message for programs (``messages.jsonl``, a line each) and for people (``messages.txt``)."""
    folder.mkdir(parents=True, exist_ok=True)
    text = digest.text(_LONGEST_FILE_TEXT)
    when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    record = json.dumps({"id": number, "time": when, "title": digest.title, "text": text}, ensure_ascii=False)
    for name, entry in (("messages.txt", f"{when}  {digest.title}\n\n{text}\n\n"), ("messages.jsonl", record + "\n")):
        with (folder / name).open("ab") as file:
            if file.tell() and _last_byte(folder / name) != b"\n":
                file.write(b"\n")  # a crash has cut the last entry short
            file.write(entry.encode())
            file.flush()
            os.fsync(file.fileno())


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1)


def _notify(channel: Channel, digest: Digest, environment: Mapping[str, str]) -> None:
    # A command that sends nothing does not wait for a library of a hundred services.
    import apprise

    address, secrets = channel.address(environment), channel.secrets(environment)
    # Texts of reports are sent as they are: no escapes, no emojis, and one call for one message.
    asset = apprise.AppriseAsset(async_mode=False, interpret_escapes=False, interpret_emojis=False)
    with _what_is_said(apprise.logger) as said:
        try:
            service = apprise.Apprise.instantiate(address, asset=asset)
            if not isinstance(service, apprise.NotifyBase):
                raise ConfigError(f"channel {channel.name}: its url is none that Apprise knows, or lacks something")
            limit = min(channel.limit or service.body_maxlen, service.body_maxlen)
            room = limit if service.title_maxlen else limit - len(digest.title.encode()) - _TITLE_ROOM
            accepted = service.notify(body=digest.text(room), title=digest.title, body_format=apprise.NotifyFormat.TEXT)
        except ConfigError:
            raise
        except Exception as error:
            # Whatever one of a hundred services raises, the messages of the other channels do not wait for it.
            accepted = False
            said.append(f"{type(error).__name__}: {error}")
    if not accepted:
        reason = "; ".join(said) or "the service did not accept it"
        for secret in sorted(secrets, key=len, reverse=True):
            reason = reason.replace(secret, "***")
        raise DeliveryError(f"channel {channel.name}: {reason}")


@contextmanager
def _what_is_said(logger: logging.Logger) -> Iterator[list[str]]:
    """The warnings of a logger, which are not written anywhere else meanwhile: they may hold secrets."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagates
