"""Where messages go: the channels of a TOML file, each with what it wants to be told, and a file that is always there.

    [channels.duty]
    url = "mailtos://office:${MAIL_PASSWORD}@mail.example.org?to=duty@example.org"
    severity = "error"
    checks = ["applications.*", "run.*"]
    regions = ["41"]

``url`` is one of Apprise (https://github.com/caronc/apprise). ``${NAME}`` stands for a variable of the environment,
which is looked up when a message is sent, and never written down.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd

from govinfo_pipeline.alerts.operations import OWN
from govinfo_pipeline.checks.registry import CHECKS

FILE = "file"
"""The channel that is always there: files below the home."""
MOST_LINES = 20
_SEVERITIES = {"error": ["error"], "warning": ["error", "warning"]}
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SECRET = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class ConfigError(ValueError):
    """The file of channels cannot be used; the message says where and what to do, and holds no secret."""


@dataclass(frozen=True)
class Channel:
    """A channel and what it wants to be told. ``url`` is null for the file; secrets stand in it by their names.

    ``severity`` is the least; ``checks`` are patterns of codes; ``regions`` beginnings of region codes, with which it
    is told of reports from there alone; ``lines`` the most alerts with a line of their own; ``limit`` the most bytes of
    a message, null for what the service allows.
    """

    name: str
    url: str | None = None
    severity: str = "warning"
    checks: tuple[str, ...] = ("*",)
    regions: tuple[str, ...] = ()
    lines: int = MOST_LINES
    limit: int | None = None

    def wants(self, alerts: pd.DataFrame) -> "pd.Series[bool]":
        """For each alert, whether the channel is told of it."""
        codes = [code for code in alerts["check"].unique() if any(fnmatchcase(code, one) for one in self.checks)]
        wanted = alerts["check"].isin(codes) & alerts["severity"].isin(_SEVERITIES[self.severity])
        if self.regions:
            wanted &= alerts["region_code"].astype("str").fillna("").str.startswith(self.regions)
        return wanted

    def address(self, environment: Mapping[str, str]) -> str:
        """The url with its secrets. Raises :class:`ConfigError` for a variable that is not set.

        A secret that is a part of the url is quoted, so that any character may be in it; one that is all of it is not.
        """
        url = self.url or ""

        def secret(found: re.Match[str]) -> str:
            if not (value := environment.get(found[1], "")):
                raise ConfigError(
                    f"channel {self.name}: the environment has no variable {found[1]}, which its url names"
                )
            return value if found[0] == url else quote(value, safe="")

        return _SECRET.sub(secret, url)

    def secrets(self, environment: Mapping[str, str]) -> list[str]:
        """The secrets in the url, as they may be printed by mistake."""
        values = [environment.get(name, "") for name in _SECRET.findall(self.url or "")]
        return [text for value in values if value for text in (value, quote(value, safe=""))]


def load(path: Path, *, is_named: bool) -> list[Channel]:
    """The file channel and those of the file at ``path``, which must be there if a person has named it.

    Raises :class:`ConfigError`.
    """
    if not path.exists() and not is_named:
        return [Channel(FILE)]
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: the file cannot be read: {error}") from None
    try:
        return [Channel(FILE), *_channels(content)]
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _channels(content: Mapping[str, Any]) -> list[Channel]:
    if unknown := sorted(content.keys() - {"channels"}):
        raise ConfigError(f"there is no setting {unknown[0]}; each channel is a table [channels.NAME]")
    tables = content.get("channels", {})
    if not isinstance(tables, dict):
        raise ConfigError("channels must be tables: [channels.NAME]")
    return [_channel(name, table) for name, table in tables.items()]


def _channel(name: str, given: object) -> Channel:
    if not _NAME.fullmatch(name) or name == FILE:
        raise ConfigError(f"channel {name!r}: a name has letters, digits, - and _, and is not {FILE!r}")
    if not isinstance(given, dict):
        raise ConfigError(f"channel {name}: it must be a table: [channels.{name}]")
    if unknown := sorted(given.keys() - _FIELDS.keys()):
        raise ConfigError(f"channel {name}: there is no setting {unknown[0]}; the settings are {', '.join(_FIELDS)}")
    for field, value in given.items():
        is_right, wanted = _FIELDS[field]
        if not is_right(value):
            raise ConfigError(f"channel {name}: {field} must be {wanted}")
    if "url" not in given:
        raise ConfigError(f"channel {name}: it has no url, such as json://host/path")
    settings: dict[str, Any] = {field: tuple(v) if isinstance(v, list) else v for field, v in given.items()}
    return Channel(name, **settings)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(text, str) and text for text in value)


def _are_patterns(value: object) -> bool:
    """Whether each pattern can match a code, so that a slip of the pen does not silence a channel."""
    return _are_texts(value) and all(
        any(fnmatchcase(code, one) for code in CHECKS)
        or one.startswith(OWN)
        or any(fnmatchcase(own, one) for own in OWN)
        for one in value  # type: ignore[attr-defined]  # a list, as was just seen
    )


def _is_number(least: int, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


_FIELDS: dict[str, tuple[Any, str]] = {
    "url": (lambda value: isinstance(value, str) and ("://" in value or _SECRET.fullmatch(value)), "an url"),
    "severity": (lambda value: value in ("error", "warning"), '"error" or "warning"'),
    "checks": (_are_patterns, 'a list of codes of checks or patterns of them, such as ["applications.*"]'),
    "regions": (_are_texts, 'a list of beginnings of region codes, such as ["41"]'),
    "lines": (lambda value: _is_number(0, value), "a number of lines"),
    "limit": (lambda value: _is_number(200, value), "a number of bytes, at least 200"),
}
"""Setting of a channel → whether a value will do, and what is wanted."""
