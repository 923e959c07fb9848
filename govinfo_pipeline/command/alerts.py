"""``govinfo alerts``: what is open, and the messages about it."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Collection

import pandas as pd
from click import echo

from govinfo_pipeline.alerts.channels import ConfigError
from govinfo_pipeline.alerts.delivery import DeliveryError, send
from govinfo_pipeline.alerts.digest import trial
from govinfo_pipeline.alerts.outbox import number_of
from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.checks.rows import records
from govinfo_pipeline.command.terminal import shown
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.codes import DECISIONS, SEVERITIES, both
from govinfo_pipeline.tables.store import TableStore


def list_command(
    settings: Settings, year: int | None, statuses: Collection[str], severity: str | None, output: str
) -> int:
    """Prints the alerts of a year (of all where null), of some statuses and a severity (of both where null)."""
    alerts = TableStore(settings.tables).read("alerts")
    counts = alerts["status"].value_counts()
    chosen = alerts["status"].isin(list(statuses))
    if year is not None:
        chosen &= alerts["year"] == year
    if severity is not None:
        chosen &= alerts["severity"] == severity
    rows = records(alerts[chosen.fillna(False)])
    if output == "json":
        plain = [{name: None if pd.isna(value) else value for name, value in row.items()} for row in rows]
        echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        about = [row["alert_id"], both(SEVERITIES, row["severity"]), both(DECISIONS, row["status"]), row["check"]]
        about += [str(row[name]) for name in ("year", "organization", "source_path") if not pd.isna(row[name])]
        echo(f"{shown('  '.join(about))}\n    {shown(' '.join(str(row['summary']).split()))}")
    waiting = len(post_of(settings).outbox.pending()) if settings.alerts.is_dir() else 0
    summary = ", ".join(f"{counts.get(name, 0)} {both(DECISIONS, name)}" for name in DECISIONS)
    echo(f"{summary}; {waiting} messages wait to be sent")
    return 0


def send_command(settings: Settings) -> int:
    """Sends all messages that wait, also those whose next attempt is later; 1 where one could not be sent."""
    return _told(lambda: _send(settings))


def _send(settings: Settings) -> list[str]:
    sent, problems = post_of(settings).send(settings.environment())
    echo(f"{sent} messages sent")
    return [f"{problem}; the message waits" for _, problem in problems]


def test_command(settings: Settings) -> int:
    """Sends a message that says that it is a test through each channel; 1 where one did not accept it."""
    return _told(lambda: _test(settings))


def _test(settings: Settings) -> list[str]:
    post = post_of(settings)
    number = number_of(f"test {dt.datetime.now(dt.UTC).isoformat()}")
    problems = []
    for channel in post.channels():
        try:
            send(channel, trial(number), number, post.folder, settings.environment())
        except (ConfigError, DeliveryError, OSError) as error:
            problems.append(str(error))
        else:
            echo(f"channel {channel.name}: accepted message {number}")
    return problems


def _told(command: Callable[[], list[str]]) -> int:
    """The exit status of a command that gives what went wrong."""
    try:
        problems = command()
    except (ConfigError, OSError, sqlite3.Error) as error:
        problems = [str(error)]
    for problem in problems:
        echo(f"govinfo: {problem}", err=True)
    return 1 if problems else 0
