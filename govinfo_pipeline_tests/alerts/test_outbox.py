"""The outbox keeps what is to be sent until it was, whatever happens to the process."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from govinfo_pipeline.alerts.outbox import Outbox, Unwritten
from govinfo_pipeline_tests.alerts.made import NOW


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return Outbox(tmp_path / "alerts" / "outbox.sqlite3")


def after(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def test_a_run_and_channel_have_one_message_however_often_they_are_queued(outbox: Outbox) -> None:
    for digest in ("first", "again"):
        outbox.finish("run-1", [("duty", digest), ("file", digest)], NOW)
    outbox.finish("run-2", [("duty", "other")], after(1))
    waiting = outbox.pending()
    assert [(m.key, m.digest) for m in waiting] == [
        ("run-1/duty", "first"),
        ("run-1/file", "first"),
        ("run-2/duty", "other"),
    ]
    assert len({m.number for m in waiting}) == 3


def test_the_id_of_a_message_depends_on_its_run_and_channel_alone(outbox: Outbox, tmp_path: Path) -> None:
    other = Outbox(tmp_path / "other.sqlite3")
    for box, digest in ((outbox, "one"), (other, "two")):
        box.finish("run-1", [("duty", digest)], NOW)
    assert outbox.pending()[0].number == other.pending()[0].number


def test_a_noted_run_is_there_until_it_was_looked_at(outbox: Outbox) -> None:
    outbox.note("run-2", after(1))
    outbox.note("run-1", NOW)
    assert outbox.noted() == ["run-1", "run-2"]
    outbox.finish("run-1", [], after(2))
    outbox.note("run-1", after(3))
    assert outbox.noted() == ["run-2"]


def test_a_message_that_was_sent_waits_no_more(outbox: Outbox) -> None:
    outbox.finish("run-1", [("duty", "text")], NOW)
    outbox.sent(outbox.pending()[0], NOW)
    assert outbox.pending() == []


def test_a_message_that_failed_is_tried_again_after_longer_and_longer_pauses(outbox: Outbox) -> None:
    outbox.finish("run-1", [("duty", "text")], NOW)
    now = NOW
    for attempt, pause in enumerate([20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]):
        (message,) = outbox.pending()
        assert message.attempts == attempt
        outbox.failed(message, "no route to host", now)
        now += dt.timedelta(seconds=pause)
        assert outbox.pending(now - dt.timedelta(seconds=1)) == []
        assert len(outbox.pending(now)) == 1
    assert outbox.pending()[0].problem == "no route to host"


def test_the_messages_of_a_channel_wait_for_its_oldest_and_those_of_others_do_not(outbox: Outbox) -> None:
    for number, channels in enumerate((["duty"], ["duty", "file"])):
        outbox.finish(f"run-{number}", [(channel, "text") for channel in channels], after(number))
    outbox.failed(outbox.pending()[0], "no route to host", after(2))
    outbox.finish("run-2", [("duty", "text")], after(3))
    assert [message.key for message in outbox.pending(after(21))] == ["run-1/file"]
    due = [message.key for message in outbox.pending(after(22))]
    assert due == ["run-0/duty", "run-1/duty", "run-1/file", "run-2/duty"]


def test_a_noted_run_can_be_asked_for_by_when_it_was_noted(outbox: Outbox) -> None:
    outbox.note("run-1", NOW)
    outbox.note("run-2", after(10))
    assert outbox.noted(before=after(5)) == ["run-1"]
    assert outbox.noted(before=NOW) == []


def test_a_transaction_that_fails_leaves_nothing(outbox: Outbox) -> None:
    alerts = Unwritten(2025, b"alerts")
    outbox.finish("run-1", [], NOW, alerts)
    with pytest.raises(sqlite3.IntegrityError):
        outbox.finish("run-2", [("duty", "text")], NOW, alerts)
    assert outbox.pending() == []
    assert outbox.unwritten() == alerts
    outbox.written()
    assert outbox.unwritten() is None


def test_two_processes_may_use_it_at_once(outbox: Outbox) -> None:
    outbox.note("run-1", NOW)
    with sqlite3.connect(outbox.path) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM runs").fetchall()
        outbox.note("run-2", NOW)
    assert outbox.noted() == ["run-1", "run-2"]
