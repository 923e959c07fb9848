"""Runs that have ended become alerts, once, by whoever looks at them first; sensors on a real instance."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import (
    RegisteredCodeLocationOrigin,
    RemoteInstigatorOrigin,
    RemoteRepositoryOrigin,
)
from dagster._core.scheduler.instigation import (
    InstigatorState,
    InstigatorStatus,
    SensorInstigatorData,
    TickData,
    TickStatus,
)
from dagster._daemon.types import DaemonHeartbeat
from dagster_shared.error import SerializableErrorInfo

from govinfo_pipeline.alerts.channels import ConfigError
from govinfo_pipeline.alerts.digest import Digest
from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.checks.catalogue import RULES
from govinfo_pipeline.orchestration import alerting
from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.orchestration.runner import instance_of
from govinfo_pipeline.orchestration.sensors import ON_RUNS, SENSORS, delivery, following_year, raw_folder, watcher
from govinfo_pipeline.orchestration.sensors.alerts import UndeliveredError
from govinfo_pipeline.review.decisions import decide
from govinfo_pipeline.settings import Settings
from govinfo_pipeline_tests.alerts.receivers import web
from govinfo_pipeline_tests.orchestration.small import CHECK, YEAR, SmallHome

NEVER_VALID = "[channels.duty]\nurl = 5\n"
RUN = "run.statistical_year"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[SmallHome]:
    """A home whose instance of Dagster is in memory."""
    with dg.DagsterInstance.ephemeral() as instance:
        yield SmallHome(_settings(tmp_path), instance)


@pytest.fixture
def lasting(tmp_path: Path) -> Iterator[SmallHome]:
    """A home with the instance that commands and the UI make."""
    with instance_of(_settings(tmp_path)) as instance:
        yield SmallHome(_settings(tmp_path), instance)


def _settings(folder: Path) -> Settings:
    (folder / "home").mkdir(exist_ok=True)
    return Settings(folder / "raw", folder / "home")


def test_a_run_tells_of_what_it_found_and_the_next_only_of_what_has_changed(home: SmallHome) -> None:
    home.found(1, 2)
    assert home.run_and_look() == (2, 0, 0)
    assert home.run_and_look() == (0, 0, 0)
    home.found(2, 3)
    assert home.run_and_look() == (1, 0, 1)
    home.found(1, 2, 3)
    assert home.run_and_look() == (0, 1, 0)
    assert [message.channel for message in home.pending()] == ["file"] * 3


def test_a_run_that_was_looked_at_is_not_looked_at_again(home: SmallHome) -> None:
    home.found(1)
    run = home.run().run_id
    assert home.look_at(run) == (1, 0, 0)
    home.found(1, 2)
    assert home.look_at(run) == (0, 0, 0)
    assert len(home.pending()) == 1


def test_a_message_links_to_its_run_and_to_the_findings_of_its_year(home: SmallHome) -> None:
    home.found(1)
    run = home.run().run_id
    home.look_at(run)
    foot = Digest.from_json(home.pending()[0].digest).foot
    assert f"http://127.0.0.1:3000/runs/{run}" in foot[0]
    assert f"http://127.0.0.1:8765/findings?year={YEAR}" in foot[1]


def test_a_failed_run_is_told_and_resolves_nothing_until_one_succeeds(home: SmallHome) -> None:
    home.found(1)
    home.run_and_look()
    home.found()
    assert home.run_and_look(error="the disk is full\nand more") == (1, 0, 0)
    assert home.statuses() == {CHECK: ["open"], RUN: ["open"]}
    said = Digest.from_json(home.pending()[-1].digest).en[0]
    assert (
        said == "[error, new] the run statistical_year of 2025 failed: identity_results: ValueError: the disk is full"
    )
    assert home.run_and_look(error="the disk is full") == (0, 0, 0), "it fails still, which was told"
    assert home.run_and_look() == (0, 0, 2)


def test_a_whole_run_settles_a_recheck_that_failed_but_not_the_reverse(home: SmallHome) -> None:
    home.found()
    home.run_and_look("recheck", error="no")
    home.run_and_look(error="no")
    assert home.run_and_look("recheck") == (0, 0, 1)
    assert home.statuses()[RUN] == ["open"]
    home.run_and_look("recheck", error="no")
    assert home.run_and_look() == (0, 0, 2)


def test_a_canceled_run_is_told(home: SmallHome) -> None:
    run = home.instance.create_run_for_job(
        dg.Definitions(jobs=[_job]).resolve_job_def("statistical_year"),
        tags={"dagster/partition": str(YEAR)},
        status=dg.DagsterRunStatus.CANCELING,
    )
    home.instance.report_run_canceled(run)
    assert home.look_at(run.run_id) == (1, 0, 0)
    assert list(home.store.read("alerts")["severity"]) == ["warning"]


@dg.op
def _nothing() -> None:
    """Does nothing."""


@dg.job(name="statistical_year")
def _job() -> None:
    _nothing()


def test_what_could_not_be_assessed_is_not_resolved(home: SmallHome) -> None:
    home.found(1)
    home.run_and_look()
    home.found()
    assert home.run_and_look(applied=0, not_assessable=7) == (0, 0, 0)
    home.found(quarantined=(1,))
    assert home.run_and_look() == (0, 0, 0), "its report cannot be read now"
    home.found()
    assert home.run_and_look() == (0, 0, 1)


def test_a_raw_folder_that_is_gone_resolves_nothing(home: SmallHome) -> None:
    home.found(1)
    home.run_and_look()
    home.found()
    home.store.write("reports", YEAR, home.store.read("reports", [YEAR]).head(0))
    assert home.run_and_look(applied=0) == (0, 0, 0)


def test_findings_that_a_later_run_has_made_are_told_by_that_run(home: SmallHome) -> None:
    home.found(1)
    first = home.run().run_id
    home.found(1, 2)
    second = home.run().run_id
    assert home.look_at(first) == (0, 0, 0)
    assert home.look_at(second) == (2, 0, 0)


def test_a_failed_check_that_gives_no_findings_is_an_alert_of_its_own(lasting: SmallHome) -> None:
    lasting.found()
    assert lasting.run_and_look(bounds_hold=False) == (1, 0, 0)
    assert lasting.statuses() == {"metrics.bounds": ["open"]}
    assert lasting.run_and_look() == (0, 0, 1)


def test_a_decision_makes_the_next_run_quiet(home: SmallHome) -> None:
    home.found(1, 2)
    home.run_and_look()
    findings = home.store.read("findings", [YEAR])
    decide(home.settings.decisions, findings, [f"{1:016x}"], "dismissed", "另有口径", "王芳", dt.datetime.now(dt.UTC))
    assert home.run_and_look() == (0, 0, 0)
    assert home.statuses() == {CHECK: ["dismissed", "open"]}
    assert set(home.store.read("alerts")["note"].dropna()) == {"另有口径"}


def test_a_run_that_has_not_ended_is_looked_at_later(home: SmallHome) -> None:
    run = home.instance.create_run_for_job(_job, status=dg.DagsterRunStatus.STARTED)
    assert home.look_at(run.run_id) == (0, 0, 0)
    assert post_of(home.settings).outbox.noted() == [run.run_id]


def test_a_run_that_was_noted_before_it_began_is_looked_at_when_it_has_ended(home: SmallHome) -> None:
    home.found(1)
    made = home.run()
    outbox = post_of(home.settings).outbox
    with dg.DagsterInstance.ephemeral() as before_it_began:
        alerting.note(home.settings, made.run_id)
        assert alerting.look_at_noted(home.settings, before_it_began) == []
    assert outbox.noted() == [made.run_id]
    assert home.look_at(made.run_id) == (1, 0, 0)


def test_a_run_that_never_began_is_given_up_after_a_day(home: SmallHome) -> None:
    outbox, now = post_of(home.settings).outbox, dt.datetime.now(dt.UTC)
    outbox.note("killed", now - dt.timedelta(hours=25))
    outbox.note("beginning", now - dt.timedelta(hours=1))
    assert alerting.look_at_noted(home.settings, home.instance) == []
    assert outbox.noted() == ["beginning"]


def context_of(home: SmallHome, result: dg.ExecuteInProcessResult) -> dg.RunStatusSensorContext:
    """What a sensor is given after a run."""
    ended = next(event for event in result.all_events if event.is_job_success or event.is_job_failure)
    return dg.build_run_status_sensor_context("alerts", ended, home.instance, result.dagster_run)


def test_the_sensors_on_runs_bring_the_alerts_up_to_date(home: SmallHome) -> None:
    home.found(1)
    on_success, on_failure, _ = ON_RUNS
    on_success(context_of(home, home.run()), settings=home.settings)
    on_failure(context_of(home, home.run(error="no")), settings=home.settings)
    assert home.statuses() == {CHECK: ["open"], RUN: ["open"]}
    assert len(home.pending()) == 2


def test_a_file_of_channels_that_is_not_valid_fails_the_tick_and_nothing_is_lost(home: SmallHome) -> None:
    home.found(1)
    home.channels(NEVER_VALID)
    context = context_of(home, home.run())
    with pytest.raises(ConfigError, match="channel duty: url must be an url"):
        ON_RUNS[0](context, settings=home.settings)
    with pytest.raises(ConfigError):
        tick(delivery, home)
    assert home.store.read("alerts").empty
    home.channels("")
    assert "1 messages sent" in str(tick(delivery, home))
    assert home.statuses() == {CHECK: ["open"]}


def tick(sensor: dg.SensorDefinition, home: SmallHome, **options: object) -> object:
    """One tick of a sensor."""
    with dg.build_sensor_context(instance=home.instance, **options) as context:  # type: ignore[arg-type]
        return sensor(context, settings=home.settings)


def test_the_delivery_fails_visibly_while_a_receiver_is_down_and_sends_when_it_is_back(home: SmallHome) -> None:
    home.found(1)
    with web() as receiver:
        receiver.status = 500
        home.channels(f'[channels.duty]\nurl = "{receiver.url}"\n')
        home.run_and_look()
        with pytest.raises(UndeliveredError, match="channel duty"):
            tick(delivery, home)
        (message,) = home.pending()
        assert message.attempts == 1
        with pytest.raises(UndeliveredError, match="channel duty"):
            tick(delivery, home)
        assert home.pending() == [message], "a tick that tries nothing fails too, for the message waits"
        receiver.status = 200
        assert post_of(home.settings).send({}).problems == []
        assert len(receiver.received) == 1
    assert "nothing to send" in str(tick(delivery, home))


def test_a_year_that_is_late_is_an_alert_until_it_is_run(home: SmallHome) -> None:
    spring = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    assert not alerting.watch(home.settings, home.instance, None, spring).is_news, "nobody runs this home"
    home.found(1)
    assert list(alerting.watch(home.settings, home.instance, None, spring).new["check"]) == ["season.run"]
    assert not alerting.watch(home.settings, home.instance, None, spring).is_news
    made = home.run()
    now = dt.datetime.fromtimestamp(home.instance.get_run_record_by_id(made.run_id).end_time, dt.UTC)  # type: ignore[union-attr, arg-type]
    assert list(alerting.watch(home.settings, home.instance, None, now).resolved["check"]) == ["season.run"]


def test_a_late_year_is_not_made_up_for_by_the_end_of_its_season(home: SmallHome) -> None:
    home.found(1)
    for month, new in ((3, 1), (5, 0), (13, 0), (15, 1)):
        now = dt.datetime(2025 + (month + 11) // 12, (month - 1) % 12 + 1, 3, tzinfo=dt.UTC)
        changes = alerting.watch(home.settings, home.instance, None, now)
        assert (len(changes.new), len(changes.resolved)) == (new, 0), now
    assert home.statuses() == {"season.run": ["open", "open"]}, "two years are late"
    home.run()
    (resolved,) = alerting.watch(home.settings, home.instance, None, now).resolved["summary_en"]
    assert f"the year {YEAR} was not run" in resolved


def test_daemons_that_never_ran_are_told_of_but_not_right_after_the_start(lasting: SmallHome) -> None:
    tick(watcher, lasting)
    assert lasting.statuses() == {}
    changes = alerting.watch(lasting.settings, lasting.instance, {"alert_delivery"}, dt.datetime.now(dt.UTC))
    assert set(changes.new["check"]) == {"watch.daemon"}
    assert changes.new["summary_en"].str.contains("has never run").all()
    tick(watcher, lasting)
    assert set(lasting.statuses()["watch.daemon"]) == {"open"}, "they were not looked at"


def test_a_daemon_that_has_given_no_sign_for_long_has_stopped(lasting: SmallHome) -> None:
    now = dt.datetime.now(dt.UTC)
    for name in lasting.instance.get_required_daemon_types():
        beat = now - dt.timedelta(hours=name == "SENSOR")
        lasting.instance.add_daemon_heartbeat(DaemonHeartbeat(beat.timestamp(), name, None, None))
    (row,) = alerting.silent(lasting.instance, set(), now)
    assert row.en.startswith("the daemon sensor has given no sign since")


def beating(
    home: SmallHome, sensor: str, when: dt.datetime, error: str | None = None, status: TickStatus = TickStatus.SKIPPED
) -> None:
    """A sensor that is running had its last tick at a time, and ended it with an error or without."""
    origin = RemoteInstigatorOrigin(RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("here"), "all"), sensor)
    state = InstigatorState(origin, InstigatorType.SENSOR, InstigatorStatus.RUNNING, SensorInstigatorData())
    if home.instance.get_instigator_state(state.instigator_origin_id, state.selector_id) is None:
        home.instance.add_instigator_state(state)
    home.instance.create_tick(
        TickData(
            state.instigator_origin_id,
            sensor,
            InstigatorType.SENSOR,
            TickStatus.FAILURE if error else status,
            when.timestamp(),
            error=SerializableErrorInfo(error, [], None) if error else None,
            selector_id=state.selector_id,
        )
    )


def test_a_sensor_is_told_of_that_has_stopped_or_fails_and_one_of_another_name_is_not(lasting: SmallHome) -> None:
    now = dt.datetime.now(dt.UTC)
    beating(lasting, "alert_watch", now)
    beating(lasting, "raw_folder", now - dt.timedelta(hours=1))
    beating(lasting, "alert_delivery", now, "UndeliveredError: no route to host\n")
    beating(lasting, "somebody_elses", now - dt.timedelta(days=9))
    rows = alerting.silent(lasting.instance, {"alert_watch", "raw_folder", "alert_delivery"}, now)
    said = [row.en for row in rows if row.check == "watch.sensor"]
    assert said[0] == "the sensor alert_delivery ended with an error: UndeliveredError: no route to host"
    assert said[1].startswith("the sensor raw_folder has given no sign since")
    assert len(said) == 2


def test_a_tick_under_way_is_a_sign_of_life_and_not_of_health(lasting: SmallHome) -> None:
    now = dt.datetime.now(dt.UTC)
    beating(lasting, "alert_delivery", now - dt.timedelta(hours=1), "UndeliveredError: no route to host\n")
    beating(lasting, "alert_delivery", now, status=TickStatus.STARTED)
    said = [row.en for row in alerting.silent(lasting.instance, {"alert_delivery"}, now) if row.check == "watch.sensor"]
    assert said == ["the sensor alert_delivery ended with an error: UndeliveredError: no route to host"]


def test_the_following_year_is_checked_again_unless_a_run_of_it_waits(home: SmallHome) -> None:
    home.found()
    home.store.write("reports", YEAR + 1, home.store.read("reports", [YEAR]).assign(year=YEAR + 1))
    context = context_of(home, home.run())
    origin = RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("here"), "all").get_job_origin("statistical_year")

    def is_asked_for() -> bool:
        asked = following_year(context, store=home.store)
        assert isinstance(asked, dg.SensorResult)
        return bool(asked.run_requests)

    def of_the_next(status: dg.DagsterRunStatus) -> None:
        tags = {"dagster/partition": str(YEAR + 1)}
        home.instance.create_run_for_job(_job, tags=tags, status=status, remote_job_origin=origin)

    assert is_asked_for()
    of_the_next(dg.DagsterRunStatus.STARTED)
    assert is_asked_for(), "it may have read the year before as it was"
    of_the_next(dg.DagsterRunStatus.QUEUED)
    assert not is_asked_for()


def test_what_is_safe_runs_by_itself_and_what_starts_runs_is_turned_on() -> None:
    running = {sensor.name for sensor in SENSORS if sensor.default_status == dg.DefaultSensorStatus.RUNNING}
    assert {sensor.name for sensor in SENSORS} - running == {raw_folder.name}
    assert {sensor.name for sensor in ON_RUNS} == {"alerts_on_success", "alerts_on_failure", "alerts_on_canceled"}


def test_what_is_measured_against_the_year_before_is_checked_again_with_it() -> None:
    definitions = build_defs(Settings(Path("/nowhere/raw"), Path("/nowhere/home")))
    checked = definitions.resolve_job_def("recheck").asset_layer.asset_graph.asset_check_keys
    names = {key.name for key in checked}
    assert {code.replace(".", "_") for code, rule in RULES.items() if rule.before} <= names
    assert "coverage_reported" in names
    assert not {name for name in names if name.startswith("raw_")}


def test_a_year_never_runs_twice_at_once_and_a_failed_step_is_not_hidden_by_a_retry(lasting: SmallHome) -> None:
    queue = lasting.instance.get_concurrency_config().run_queue_config
    assert queue is not None
    limits = {limit["key"]: (limit["limit"], limit["value"]) for limit in queue.tag_concurrency_limits}
    assert limits["dagster/partition"] == (1, {"applyLimitPerUniqueValue": True})
    assert lasting.instance.run_retries_enabled
    assert not lasting.instance.run_retries_retry_on_asset_or_op_failure
