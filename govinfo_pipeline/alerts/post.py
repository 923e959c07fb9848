"""The post office of a home: its outbox, its channels, and who may use them at a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from govinfo_pipeline.alerts.channels import Channel, load
from govinfo_pipeline.alerts.delivery import Delivered, deliver
from govinfo_pipeline.alerts.outbox import Outbox
from govinfo_pipeline.settings import Settings


@dataclass(frozen=True)
class Post:
    """``folder`` holds the outbox and the messages that are written as files; ``channels_file`` names the channels, and
    must be there if a person has named it.
    """

    folder: Path
    channels_file: Path
    is_named: bool = False

    @property
    def outbox(self) -> Outbox:
        """What waits to be sent."""
        return Outbox(self.folder / "outbox.sqlite3")

    def channels(self) -> list[Channel]:
        """Where messages go. Raises :class:`govinfo_pipeline.alerts.channels.ConfigError`."""
        return load(self.channels_file, is_named=self.is_named)

    def alone(self, what: str = "alerts") -> FileLock:
        """A lock that one process of those that bring the alerts up to date holds at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / f".{what}.lock")

    def send(self, environment: Mapping[str, str], due: dt.datetime | None = None) -> Delivered:
        """Sends what waits and is to be tried by ``due`` (all if null). One process does at a time."""
        channels = self.channels()
        with self.alone("delivery"):
            return deliver(self.outbox, channels, self.folder, environment, due)


def post_of(settings: Settings) -> Post:
    """The outbox and the channels of a home."""
    return Post(settings.alerts, settings.channels, is_named=settings.alerts_file is not None)
