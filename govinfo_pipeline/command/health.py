"""``govinfo health``: whether all that should go on by itself does, for cron, systemd and people."""

import datetime as dt
import sqlite3

from click import echo

from govinfo_pipeline.alerts.channels import ConfigError
from govinfo_pipeline.command.arguments import failure
from govinfo_pipeline.settings import Settings

_ATTEMPTS = 3
"""A message that was tried as often is told of; before that its receiver may only have been restarted."""


def health_command(settings: Settings) -> int:
    """Prints what is wrong, a line each, or that nothing is; the exit status: 0 if nothing is, else 1."""
    problems = [*_of_dagster(settings), *_of_messages(settings)]
    for problem in problems:
        echo(f"✗ {problem}")
    if not problems:
        echo("✓ daemons, sensors and messages 守护进程、传感器与消息均正常")
    return 1 if problems else 0


def _of_dagster(settings: Settings) -> list[str]:
    from govinfo_pipeline.orchestration.alerting import silent
    from govinfo_pipeline.orchestration.runner import instance_of
    from govinfo_pipeline.orchestration.sensors import SENSORS

    try:
        with instance_of(settings) as instance:
            rows = silent(instance, {sensor.name for sensor in SENSORS}, dt.datetime.now(dt.UTC))
    # Whatever it is that keeps Dagster from being asked, a database that is down or a wrong dagster.yaml, is not well.
    except Exception as error:
        _, said = failure(error) or (1, " ".join(str(error).split()))
        return [f"Dagster cannot be asked: {said} 无法查询Dagster的状态"]
    return [f"{row.en} {row.zh}" for row in rows]


def _of_messages(settings: Settings) -> list[str]:
    from govinfo_pipeline.alerts.post import post_of

    post = post_of(settings)
    try:
        channels = {channel.name for channel in post.channels()}
        pending = post.outbox.pending()
    except (ConfigError, OSError, sqlite3.Error) as error:
        return [str(error)]
    refused = [message for message in pending if message.problem and message.attempts >= _ATTEMPTS]
    problems = [
        f"message {message.number} was tried {message.attempts} times: {message.problem} 消息未能发出"
        for message in refused
    ]
    lost = sorted({message.channel for message in pending} - channels)
    return problems + [
        f"messages wait for the channel {channel}, which {post.channels_file} has no more 消息所属渠道已不存在"
        for channel in lost
    ]
