"""``govinfo alerts`` and ``govinfo health`` as a person, cron or systemd uses them."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from dagster._daemon.types import DaemonHeartbeat

from govinfo_pipeline.alerts.keeping import keep
from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.cli import main
from govinfo_pipeline.orchestration.runner import instance_of
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.alerts.made import LINKS, first
from govinfo_pipeline_tests.alerts.receivers import Web, web

COMMANDS = ("alerts", "health")


class Home:
    """A home with three alerts of 2025, of which messages wait."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings.of(folder / "raw", folder / "home")
        self.post = post_of(self.settings)
        self.store = TableStore(self.settings.tables)
        self.settings.home.mkdir()

    def queue(self, channels: str = "") -> None:
        """Has something to tell through some channels."""
        self.channels(channels)
        keep(self.post.outbox, self.store, "run-1", 2025, first(range(3)), self.post.channels(), LINKS)

    def channels(self, text: str) -> None:
        """Writes the file of channels."""
        self.settings.channels.write_text(text, encoding="utf-8")

    def govinfo(self, *arguments: str) -> Result:
        """Runs a command on this home."""
        return CliRunner(env=dict.fromkeys(("GOVINFO_ALERTS", "GOVINFO_HOME"))).invoke(
            main, [*arguments, "--home", str(self.settings.home)]
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def receiver() -> Iterator[Web]:
    with web() as receiver:
        yield receiver


def duty(receiver: Web) -> str:
    return f'[channels.duty]\nurl = "{receiver.url}"\n'


def test_alerts_are_listed_with_what_whose_and_since_how_many_there_are(home: Home) -> None:
    home.queue()
    said = home.govinfo("alerts")
    assert said.exit_code == 0
    assert "错误 error  待核 open  applications.results  2025  单位1  1.txt\n    第1份合计不符" in said.output
    assert said.output.endswith(
        "3 待核 open, 0 属实 confirmed, 0 排除 dismissed, 0 已消除 resolved; 1 messages wait to be sent\n"
    )


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3),
        (("--year", "2025"), 3),
        (("--year", "2024"), 0),
        (("--severity", "error"), 3),
        (("--severity", "warning"), 0),
        (("--status", "resolved"), 0),
        (("--status", "resolved", "--status", "open"), 3),
    ],
)
def test_alerts_are_chosen_by_year_severity_and_status(home: Home, options: tuple[str, ...], count: int) -> None:
    home.queue()
    said = home.govinfo("alerts", *options, "--format", "json")
    listed = json.loads(said.output)
    assert len(listed) == count
    assert {alert["year"] for alert in listed} <= {2025}


def test_what_waits_is_sent_now(home: Home, receiver: Web) -> None:
    home.queue(duty(receiver))
    said = home.govinfo("alerts", "--send")
    assert (said.exit_code, said.output) == (0, "2 messages sent\n")
    assert len(receiver.received) == 1
    assert home.govinfo("alerts", "--send").output == "0 messages sent\n"


def test_what_cannot_be_sent_is_said_and_ends_with_status_1(home: Home, receiver: Web) -> None:
    receiver.status = 500
    home.queue(duty(receiver))
    said = home.govinfo("alerts", "--send")
    assert said.exit_code == 1
    assert "channel duty" in said.output
    assert "the message waits" in said.output


def test_a_test_message_goes_through_each_channel(home: Home, receiver: Web) -> None:
    home.channels(duty(receiver) + '[channels.other]\nurl = "${NOT_SET}"\n')
    said = home.govinfo("alerts", "--test")
    assert said.exit_code == 1
    assert "channel duty: accepted message" in said.output
    assert "channel file: accepted message" in said.output
    assert "channel other: the environment has no variable NOT_SET" in said.output
    assert "测试" in receiver.received[0]["title"]


def test_a_file_of_channels_that_is_not_valid_ends_with_status_1(home: Home) -> None:
    home.queue()
    home.channels("[channels.duty]\nurl = 5")
    for option in ("--send", "--test"):
        said = home.govinfo("alerts", option)
        assert said.exit_code == 1
        assert "alerts.toml: channel duty: url must be an url" in said.output
    assert home.govinfo("alerts").exit_code == 0, "a list needs no channel"


def test_unusable_arguments_end_with_status_2(home: Home) -> None:
    assert "holds no tables yet" in home.govinfo("alerts").output
    assert "is no home of a run yet" in home.govinfo("health").output
    home.queue()
    for arguments in (["alerts", "--send", "--test"], ["alerts", "--status", "new"], ["health", "more"]):
        assert home.govinfo(*arguments).exit_code == 2, arguments


def test_health_says_what_has_stopped_and_that_all_is_well_when_it_is(home: Home) -> None:
    home.queue()
    with instance_of(home.settings) as instance:
        now = dt.datetime.now(dt.UTC).timestamp()
        required = instance.get_required_daemon_types()
        for name in required:
            instance.add_daemon_heartbeat(DaemonHeartbeat(now, name, None, None))
        said = home.govinfo("health")
        assert (said.exit_code, said.output[0]) == (0, "✓"), said.output
        instance.add_daemon_heartbeat(DaemonHeartbeat(now - 7200, required[0], None, None))
    said = home.govinfo("health")
    assert said.exit_code == 1
    assert f"the daemon {required[0].lower()} has given no sign since" in said.output


def test_health_says_which_messages_do_not_get_through(home: Home, receiver: Web) -> None:
    receiver.status = 500
    home.queue(duty(receiver))
    with instance_of(home.settings):
        pass
    for _ in range(3):
        home.govinfo("alerts", "--send")
    assert "was tried 3 times: channel duty" in home.govinfo("health").output
    home.channels("")
    assert "messages wait for the channel duty" in home.govinfo("health").output
