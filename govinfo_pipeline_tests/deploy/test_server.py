"""A server whose parts are killed in the middle of a backfill: nothing is lost, and nothing is told twice."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import dagster as dg
import pandas as pd
import pytest
from dagster import DagsterEventType as Event

from govinfo_pipeline.alerts.channels import FILE
from govinfo_pipeline.alerts.outbox import key_of, number_of
from govinfo_pipeline.alerts.post import Post
from govinfo_pipeline.orchestration.assets import ASSETS
from govinfo_pipeline.orchestration.runner import run_years
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.alerts.receivers import Web, web
from govinfo_pipeline_tests.deploy.postgres import postgres
from govinfo_pipeline_tests.deploy.server import DEPLOY, Server, worker_of
from govinfo_pipeline_tests.processes import until
from govinfo_pipeline_tests.samples import RAW

pytestmark = pytest.mark.slow

REPORTS = (
    "2020/huaxian_county.txt",
    "2020/qufu_education_bureau.md",
    "2021/huaxian_county.pdf",
    "2021/qufu_education_bureau.md",
    "2022/huaxian_county.txt",
    "2022/qufu_education_bureau.txt",
    "2022/empty.txt",
)
YEARS = (2020, 2021, 2022)
TOLD = "alerts"
"""The table that tells when something was seen, so that it differs between two machines."""
PATIENCE = 600.0
_JOB = "statistical_year"
_PARTITION = "dagster/partition"


class Story(NamedTuple):
    """A server with its database, and the tables as a machine makes them of the same reports that nobody disturbs."""

    server: Server
    instance: dg.DagsterInstance
    database: dict[str, str]
    receiver: Web
    undisturbed: TableStore

    @property
    def post(self) -> Post:
        """Messages, and the runs that were looked at for alerts."""
        return Post(self.server.settings.alerts, self.server.settings.channels)

    def runs(self, year: int) -> list[dg.RunRecord]:
        """The runs that read a year, in the order in which they were asked for."""
        found = self.instance.get_run_records(dg.RunsFilter(job_name=_JOB, tags={_PARTITION: str(year)}))
        return sorted(found, key=lambda record: record.create_timestamp)

    def under_way(self, year: int) -> str | None:
        """The run of a year that has done a step and has not ended."""
        for record in self.runs(year):
            run = record.dagster_run
            is_started = run.status == dg.DagsterRunStatus.STARTED
            if is_started and self.instance.get_records_for_run(run.run_id, of_type=Event.STEP_SUCCESS).records:
                return run.run_id
        return None

    def said(self, run_id: str) -> list[str]:
        """What Dagster tells of a run as a whole."""
        kinds = {Event.ENGINE_EVENT, Event.RUN_FAILURE}
        records = self.instance.get_records_for_run(run_id, of_type=kinds).records
        return [record.event_log_entry.message for record in records]

    def with_news(self) -> list[str]:
        """The runs that there was something to tell of: those that failed, and those that found something."""
        runs = [(year, record.dagster_run) for year in YEARS for record in self.runs(year)]
        found = {year for year in YEARS if len(self.server.store.read("findings", [year]))}
        return [run.run_id for year, run in runs if not run.is_success or year in found]

    def is_over(self) -> bool:
        """Whether every year is done, no run is left, each was looked at for alerts, and no message waits."""
        runs = self.instance.get_runs()
        done = [any(record.dagster_run.is_success for record in self.runs(year)) for year in YEARS]
        outbox = self.post.outbox
        return (
            all(done) and all(run.is_finished and outbox.is_done(run.run_id) for run in runs) and not outbox.pending()
        )


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Three years are asked for; the daemon, the worker of a run, and the code server with a run are killed."""
    folder = tmp_path_factory.mktemp("server")
    raw = folder / "raw"
    for report in REPORTS:
        (raw / report).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RAW / report, raw / report)
    with ExitStack() as stack:
        database = stack.enter_context(postgres())
        environment = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in database.items():
            environment.setenv(name, value)
        receiver = stack.enter_context(web())
        server = Server(folder, raw, database)
        server.settings.channels.write_text(f'[channels.duty]\nurl = "{receiver.url}"\n', encoding="utf-8")
        stack.callback(server.stop)
        server.start("code", "webserver", "daemon")
        quiet = Settings(raw, folder / "quiet")
        assert all(outcome.success for outcome in run_years(quiet, YEARS, unplaced=False))
        until(server.is_ready, PATIENCE, "the UI to load the definitions")
        instance = stack.enter_context(server.instance())
        told = Story(server, instance, database, receiver, TableStore(quiet.tables))
        server.backfill(*YEARS)
        _disturb(told)
        until(told.is_over, PATIENCE, f"all years to be done; logs lie in {folder}")
        yield told


def _disturb(story: Story) -> None:
    first, second, third = YEARS
    until(lambda: story.under_way(first) is not None, PATIENCE, "the first year to be under way")
    story.server.kill("daemon")
    story.server.start("daemon")
    until(lambda: story.under_way(second) is not None, PATIENCE, "the second year to be under way")
    worker = worker_of(story.instance, story.under_way(second) or "")
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    until(lambda: story.under_way(third) is not None, PATIENCE, "the third year to be under way")
    story.server.kill("code")
    story.server.start("code")


def test_every_year_is_complete_and_as_if_nothing_had_happened(story: Story) -> None:
    years = {str(year) for year in YEARS}
    for asset in ASSETS:
        if asset.partitions_def is not None:
            assert story.instance.get_materialized_partitions(asset.key) == years, asset.key
    for name in SCHEMAS.keys() - {TOLD}:
        pd.testing.assert_frame_equal(story.server.store.read(name), story.undisturbed.read(name), obj=name)


def test_a_run_whose_process_died_is_seen_to_have_failed_and_was_started_anew_once(story: Story) -> None:
    for year in YEARS:
        runs = [record.dagster_run for record in story.runs(year)]
        ended = [run.status.value for run in runs]
        said = [story.said(run.run_id) for run in runs]
        assert ended == (["SUCCESS"] if year == YEARS[0] else ["FAILURE", "SUCCESS"]), (year, said)
        for failed, again in pairwise(runs):
            assert again.parent_run_id == failed.run_id
            assert again.tags["dagster/retry_number"] == "1"


def test_no_year_was_run_twice_at_once(story: Story) -> None:
    for year in YEARS:
        for one, next_one in pairwise(story.runs(year)):
            assert one.end_time is not None
            assert next_one.start_time is not None
            assert one.end_time <= next_one.start_time


def test_every_finding_is_an_alert_and_the_failed_runs_are_settled(story: Story) -> None:
    alerts = story.server.store.read(TOLD)
    for year in YEARS:
        findings = set(story.server.store.read("findings", [year])["finding_id"])
        mine = alerts[alerts["year"] == year]
        assert findings == set(mine.loc[mine["alert_id"].isin(findings) & (mine["status"] == "open"), "alert_id"])
        failed = mine.loc[mine["check"] == f"run.{_JOB}", "status"]
        assert list(failed) == ([] if year == YEARS[0] else ["resolved"])


def test_no_message_was_sent_twice_and_none_was_lost(story: Story) -> None:
    lines = (story.post.folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    written = sorted(json.loads(line)["id"] for line in lines)
    assert len(written) == len(set(written))
    # On a slow machine there may be one more: that the daemon, which was killed, gave no sign.
    assert {number_of(key_of(run, FILE)) for run in story.with_news()} <= set(written)
    received = [message["message"] for message in story.receiver.received]
    assert len(received) == len(written)
    for run in story.with_news():
        (_,) = (text for text in received if number_of(key_of(run, "duty")) in text or f"/runs/{run}" in text)


def test_a_restored_backup_has_the_same_tables_runs_and_messages(story: Story, tmp_path: Path) -> None:
    def run(script: str, *arguments: str, **changed: str) -> str:
        said = subprocess.run(
            [DEPLOY / script, *arguments],
            env=story.server.environment | changed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, said.stderr
        return said.stdout

    backup = run("backup.sh", str(tmp_path / "backups")).strip()
    subprocess.run(["createdb", "restored"], check=True)
    home = tmp_path / "home"
    run("restore.sh", backup, PGDATABASE="restored", GOVINFO_HOME=str(home))
    for name in SCHEMAS:
        restored = TableStore(home / "tables").read(name)
        pd.testing.assert_frame_equal(restored, story.server.store.read(name), obj=name)
    (home / "dagster").mkdir()
    shutil.copy(DEPLOY / "dagster.yaml", home / "dagster")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PGDATABASE", "restored")
        with dg.DagsterInstance.from_config(str(home / "dagster")) as instance:
            assert [run.run_id for run in instance.get_runs()] == [run.run_id for run in story.instance.get_runs()]
    outbox = Post(home / "alerts", home / "alerts.toml").outbox
    assert all(outbox.is_done(run.run_id) for run in story.instance.get_runs())
