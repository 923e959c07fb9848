"""Messages reach real receivers, each once, or again with the same id; none is lost."""

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from govinfo_pipeline.alerts.changes import update
from govinfo_pipeline.alerts.keeping import keep, recover
from govinfo_pipeline.alerts.post import Post
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.alerts.made import LATER, LINKS, everything, first, found, post_at
from govinfo_pipeline_tests.alerts.receivers import Web, mail, web

NOTHING: dict[str, str] = {}


@pytest.fixture
def receiver() -> Iterator[Web]:
    with web() as receiver:
        yield receiver


def duty(receiver: Web, more: str = "") -> str:
    return f'[channels.duty]\nurl = "{receiver.url}"\n{more}\n'


def queue(post: Post, store: TableStore, run: str, count: int = 3) -> None:
    """What a run leaves that has found so many things for the first time."""
    keep(post.outbox, store, run, 2025, first(range(count)), post.channels(), LINKS)


def test_ten_thousand_findings_are_one_message_a_channel_and_the_same_run_again_none(
    tmp_path: Path, receiver: Web
) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    for _ in range(2):
        queue(post, store, "run-1", 10_000)
        post.send(NOTHING)
    (message,) = receiver.received
    assert message["title"] == "2025年度：新增10,000条 · 2025: 10,000 new"
    assert "另有9,980条" in message["message"]
    assert len((post.folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert len(store.read("alerts", [2025])) == 10_000


def test_a_fixed_report_is_told_as_resolved(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    queue(post, store, "run-1")
    changes = update(store.read("alerts", [2025]), found([0, 1], when=LATER), everything)
    keep(post.outbox, store, "run-2", 2025, changes, post.channels(), LINKS)
    again = update(store.read("alerts", [2025]), found([0, 1], when=LATER), everything)
    keep(post.outbox, store, "run-3", 2025, again, post.channels(), LINKS)
    assert post.send(NOTHING).problems == []
    assert [text.splitlines()[0] for text in receiver.texts] == [
        "2025年度：新增3条；此前未处理的0条",
        "2025年度：消除1条；此前未处理的2条",
    ]


def test_a_channel_hears_of_nothing_else_than_it_wants(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver, 'regions = ["410001"]')), TableStore(tmp_path / "tables")
    queue(post, store, "run-1")
    assert [message.channel for message in post.outbox.pending()] == ["duty", "file"]
    post.send(NOTHING)
    assert receiver.texts[0].count("单位") == 2
    assert "单位1" in receiver.texts[0]


def test_a_receiver_that_is_down_for_three_ticks_loses_nothing(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    receiver.status = 503
    now = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
    for tick in range(3):
        queue(post, store, f"run-{tick}")
        sent, problems = post.send(NOTHING, now + dt.timedelta(hours=2 * tick))
        assert sent == 1, "the file is written all the same"
        assert {name for name, _ in problems} == {"duty"}
        assert "503" in problems[0][1]
    receiver.status = 200
    assert post.send(NOTHING, now + dt.timedelta(hours=8)) == (3, [])
    assert len({text.splitlines()[-1] for text in receiver.texts}) == len(receiver.texts) == 3
    assert post.outbox.pending() == []


def test_a_receiver_that_is_down_is_left_alone_for_a_while(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    receiver.status = 503
    queue(post, store, "run-1")
    now = dt.datetime.now(dt.UTC)
    asked: list[str] = []
    receiver.before_answer = lambda: asked.append("once")
    first = post.send(NOTHING, now + dt.timedelta(seconds=1))
    queue(post, store, "run-2")
    later = post.send(NOTHING, now + dt.timedelta(seconds=2))
    assert asked == ["once"], "nor is it asked for what is new"
    assert later.problems == first.problems, "it is a problem as long as the message waits"
    assert "503" in first.problems[0][1]


def test_messages_reach_a_receiver_that_was_down_in_their_order(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    receiver.status = 503
    queue(post, store, "run-1")
    now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    post.send(NOTHING, now)
    changes = update(store.read("alerts", [2025]), found([], when=LATER), everything)
    keep(post.outbox, store, "run-2", 2025, changes, post.channels(), LINKS)
    receiver.status = 200
    post.send(NOTHING, now + dt.timedelta(seconds=5))
    assert receiver.texts == []
    assert post.send(NOTHING, now + dt.timedelta(minutes=1)).problems == []
    assert [text.splitlines()[0].partition("条")[0] for text in receiver.texts] == [
        "2025年度：新增3",
        "2025年度：消除3",
    ]


@pytest.mark.parametrize("kept", ["{", "[]", '{"a": 1}', "5"])
def test_a_kept_message_that_cannot_be_read_is_told_of_as_such_and_stops_nothing(
    tmp_path: Path, receiver: Web, kept: str
) -> None:
    post = post_at(tmp_path, duty(receiver))
    post.outbox.finish("run-1", [("duty", kept), ("file", kept)], dt.datetime.now(dt.UTC))
    queue(post, TableStore(tmp_path / "tables"), "run-2")
    assert post.send(NOTHING) == (4, [])
    assert "cannot be read" in receiver.texts[0]
    assert "新增3条" in receiver.texts[1]


def test_mail_arrives_with_its_subject_and_text(tmp_path: Path) -> None:
    with mail() as (receiver, port):
        url = f"mailto://127.0.0.1:{port}?from=govinfo@example.org&to=duty@example.org&format=text"
        post = post_at(tmp_path, f'[channels.mail]\nurl = "{url}"\n')
        queue(post, TableStore(tmp_path / "tables"), "run-1")
        assert post.send(NOTHING).problems == []
    (message,) = receiver.received
    assert message["Subject"] == "2025年度：新增3条 · 2025: 3 new"
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "[错误·新增] 单位0：第0份合计不符" in text
    assert "http://127.0.0.1:8765/findings?year=2025" in text


def test_what_apprise_does_not_know_and_what_lacks_a_secret_waits_and_is_said_without_secrets(tmp_path: Path) -> None:
    channels = '[channels.a]\nurl = "nonsense://${KEY}"\n[channels.b]\nurl = "json://x:${NONE}@127.0.0.1"\n'
    post = post_at(tmp_path, channels)
    queue(post, TableStore(tmp_path / "tables"), "run-1")
    sent, problems = post.send({"KEY": "sesame"})
    assert sent == 1
    assert dict(problems).keys() == {"a", "b"}
    assert "NONE" in dict(problems)["b"]
    assert "sesame" not in str(problems)
    assert len(post.outbox.pending()) == 2
    assert b"sesame" not in post.outbox.path.read_bytes()


def test_messages_of_a_channel_that_is_gone_wait_for_it(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    queue(post, store, "run-1")
    post_at(tmp_path, "")
    assert post.send(NOTHING) == (1, [])
    post_at(tmp_path, duty(receiver))
    assert post.send(NOTHING) == (1, [])


def test_the_files_hold_every_message_for_programs_and_for_people(tmp_path: Path) -> None:
    post, store = post_at(tmp_path), TableStore(tmp_path / "tables")
    for run in ("run-1", "run-2"):
        queue(post, store, run)
        post.send(NOTHING)
        with (post.folder / "messages.jsonl").open("ab") as file:
            file.write(b'{"id": "cut')
    lines = (post.folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(lines[place])["title"] for place in (0, 2)] == ["2025年度：新增3条 · 2025: 3 new"] * 2
    assert (post.folder / "messages.txt").read_text(encoding="utf-8").count("编号 id") == 2


def killed(program: str, *arguments: object) -> None:
    """Runs a program that ends by SIGKILL."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == -signal.SIGKILL, result.stderr


KILLED_BEFORE_THE_TABLE_IS_WRITTEN = """
import os, signal, sys
from pathlib import Path
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.alerts.test_delivery import queue
from govinfo_pipeline.alerts.post import Post

class Deadly(TableStore):
    def write(self, *_):
        os.kill(os.getpid(), signal.SIGKILL)

home = Path(sys.argv[1])
queue(Post(home / "alerts", home / "alerts.toml"), Deadly(home / "tables"), "run-1")
"""
SENDING = """
import sys
from pathlib import Path
from govinfo_pipeline.alerts.post import Post

home = Path(sys.argv[1])
Path(home, "pid").write_text(str(__import__("os").getpid()))
Post(home / "alerts", home / "alerts.toml").send({})
"""


def test_a_crash_after_queueing_loses_nothing_and_repeats_nothing(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    killed(KILLED_BEFORE_THE_TABLE_IS_WRITTEN, tmp_path)
    assert store.read("alerts").empty
    recover(post.outbox, store)
    assert len(store.read("alerts", [2025])) == 3
    queue(post, store, "run-1")
    assert post.send(NOTHING).problems == []
    assert len(receiver.received) == 1


def test_a_crash_before_a_message_is_accepted_has_it_sent_once(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    queue(post, store, "run-1")
    receiver.status = 503
    receiver.before_answer = lambda: _kill(tmp_path)
    killed(SENDING, tmp_path)
    receiver.status, receiver.before_answer = 200, lambda: None
    assert post.send(NOTHING).problems == []
    assert len(receiver.received) == 1


def test_a_crash_between_acceptance_and_mark_has_it_sent_again_with_the_same_id(tmp_path: Path, receiver: Web) -> None:
    post, store = post_at(tmp_path, duty(receiver)), TableStore(tmp_path / "tables")
    queue(post, store, "run-1")
    # Another writer keeps the process from marking what the receiver has taken.
    with sqlite3.connect(post.outbox.path, isolation_level=None, check_same_thread=False) as other:

        def hold_then_kill() -> None:
            other.execute("BEGIN IMMEDIATE")
            _kill_after_a_second(tmp_path)

        receiver.before_answer = hold_then_kill
        killed(SENDING, tmp_path)
        other.rollback()
    receiver.before_answer = lambda: None
    assert post.send(NOTHING).problems == []
    ids = [text.splitlines()[-1] for text in receiver.texts]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert post.outbox.pending() == []


def _kill(home: Path) -> None:
    os.kill(int((home / "pid").read_text()), signal.SIGKILL)


def _kill_after_a_second(home: Path) -> None:
    import threading

    threading.Timer(1, lambda: _kill(home)).start()
