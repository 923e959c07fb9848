"""Alerts of what Dagster knows: runs that have ended with their checks, years that are late, daemons that stopped.

A run is noted first and looked at then, so that one that could not be looked at (a file of channels that is not valid,
a crash) is looked at later. What was noted and what is to be sent outlives this process.
"""

import datetime as dt
from collections.abc import Collection, Iterator

import dagster as dg
import pandas as pd
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.scheduler.instigation import TickStatus

from govinfo_pipeline.alerts import operations
from govinfo_pipeline.alerts.changes import Changes, could_be_made, of_findings, update
from govinfo_pipeline.alerts.keeping import TABLE, keep, recover
from govinfo_pipeline.alerts.operations import DAEMON, RUN, SCHEMA, SEASON, SENSOR, Row, Sign
from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.checks.catalogue import RULES
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.orchestration.jobs import YEAR
from govinfo_pipeline.orchestration.partitions import TIME_ZONE, known_years, year_of
from govinfo_pipeline.review.decisions import decided_findings
from govinfo_pipeline.review.ledger import load as load_decisions
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore

_BY_NAME = {code.replace(".", "_"): code for code in CHECKS}
_COUNTED = ("applied", "failed", "not_assessable")
"""What is counted of a check, as its metadata name it."""
_FIRST_LINE = 300
_PATIENCE = dt.timedelta(days=1)
"""A run that was noted and is still not there after so long never began."""
_ENDED = [TickStatus.SUCCESS, TickStatus.SKIPPED, TickStatus.FAILURE]


def note(settings: Settings, run_id: str) -> None:
    """Notes a run, so that it is looked at when it has ended, by whoever comes first."""
    post_of(settings).outbox.note(run_id, dt.datetime.now(dt.UTC))


def look_at_noted(settings: Settings, instance: dg.DagsterInstance) -> list[tuple[int | None, Changes]]:
    """Brings the alerts up to date with every noted run that has ended, the oldest first; the news by year.

    Raises :class:`govinfo_pipeline.alerts.channels.ConfigError` before anything is changed: the runs stay noted.
    """
    post, store = post_of(settings), TableStore(settings.tables)
    outbox, channels = post.outbox, post.channels()
    seen = []
    with post.alone():
        recover(outbox, store)
        now = dt.datetime.now(dt.UTC)
        given_up = outbox.noted(before=now - _PATIENCE)
        for run_id in outbox.noted():
            record = instance.get_run_record_by_id(run_id)
            if record is None:
                # A command notes its run before it begins, so it may only not be there yet.
                if run_id in given_up:
                    outbox.finish(run_id, [], now)
            elif record.dagster_run.is_finished:
                year, changes = _changes(settings, store, instance, record)
                keep(outbox, store, run_id, year, changes, channels, _links(settings, year, f"/runs/{run_id}"))
                seen.append((year, changes))
    return seen


def watch(
    settings: Settings, instance: dg.DagsterInstance, sensors: Collection[str] | None, now: dt.datetime
) -> Changes:
    """Brings the alerts of what is watched over between runs up to date.

    ``sensors`` are those to wait for; null right after the start, when daemons and sensors have not given a sign yet.
    """
    post, store = post_of(settings), TableStore(settings.tables)
    outbox, channels = post.outbox, post.channels()
    when = now.astimezone(dt.UTC).isoformat(timespec="seconds")
    rows, made = _late(store, instance, now), []
    if sensors is not None:
        rows, made = [*rows, *silent(instance, sensors, now)], [DAEMON, SENSOR]
    with post.alone():
        recover(outbox, store)
        found = operations.of_rows(rows, when)
        before = store.read(TABLE, [None])
        changes = update(before, found, lambda alerts: alerts["check"].isin(made) | _was_run(alerts, instance))
        # What only goes on is not written every time.
        if changes.is_news:
            keep(outbox, store, f"watch-{now.isoformat()}", None, changes, channels, _links(settings, None, "/health"))
    return changes


def silent(instance: dg.DagsterInstance, sensors: Collection[str], now: dt.datetime) -> list[Row]:
    """Sensors and daemons that have stopped or end with errors."""
    return [
        *operations.silent(DAEMON, _daemons(instance), now),
        *operations.silent(SENSOR, _sensors(instance, sensors), now),
    ]


def _links(settings: Settings, year: int | None, place: str) -> list[tuple[str, str]]:
    of_year = f"?year={year}&status=open" if year else ""
    return [("运行 run", settings.ui_url + place), ("核对 review", f"{settings.console_url}/findings{of_year}")]


def _changes(
    settings: Settings, store: TableStore, instance: dg.DagsterInstance, record: dg.RunRecord
) -> tuple[int | None, Changes]:
    """What a run that has ended changes about the alerts of its year (null for the files of no year)."""
    run = record.dagster_run
    year = year_of(run)
    when = dt.datetime.fromtimestamp(record.end_time or record.update_timestamp.timestamp(), dt.UTC)
    stamp = when.isoformat(timespec="seconds")
    before, reports, results = (store.read(table, [year]) for table in (TABLE, "reports", "identity_results"))
    rows, settled = _of_run(run, year, instance)
    failed, made = _of_checks(run, year, instance, is_empty=reports.empty)
    found = operations.of_rows([*rows, *failed], stamp)
    if _made_findings(run, year, instance):
        decided = decided_findings(store.read("findings", [year]), load_decisions(settings.decisions))
        found = pd.concat([of_findings(decided, reports, stamp), found], ignore_index=True)
    else:
        # The findings of the year are those of another run, which tells of them.
        made -= RULES.keys()
    made |= settled
    return year, update(before, found, lambda alerts: could_be_made(alerts, made, reports, results))


def _of_run(run: dg.DagsterRun, year: int | None, instance: dg.DagsterInstance) -> tuple[list[Row], set[str]]:
    """The alert of a run that ended badly, and the codes of runs that this one settles."""
    job = _job(run.job_name)
    if run.is_success:
        # Whatever was to be made of the year, a whole run has made.
        settled = [YEAR.name, "recheck", "assets"] if job == YEAR.name else [job]
        return [], {f"{RUN}{name}" for name in settled}
    canceled = run.status == dg.DagsterRunStatus.CANCELED
    return [operations.ended_badly(job, year, canceled=canceled, errors=errors_of(run, instance))], {f"{RUN}{job}"}


def _job(name: str) -> str:
    return "assets" if name.startswith("__") else name


def errors_of(run: dg.DagsterRun, instance: dg.DagsterInstance) -> Iterator[tuple[str, str]]:
    """(asset, error) of the steps that failed, else what the run itself says."""
    wanted = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.RUN_FAILURE}
    events = [
        event
        for record in instance.get_records_for_run(run.run_id, of_type=wanted).records
        if (event := record.event_log_entry.dagster_event) is not None
    ]
    for event in [event for event in events if event.is_step_failure] or events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error and (error.cause or error)
            yield event.step_key or "", _first_line(cause.message if cause else event.message or "")
        else:
            yield run.job_name, _first_line(event.message or "")


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:_FIRST_LINE]


def _of_checks(
    run: dg.DagsterRun, year: int | None, instance: dg.DagsterInstance, *, is_empty: bool
) -> tuple[list[Row], set[str]]:
    """The failed checks of a run that give no findings, and the codes of all that could be made.

    A check that had nothing to be made on was not made where that is for want of a source: of a year of no reports, or
    where nothing was assessable.
    """
    rows, made = [], set()
    for record in instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records:
        said = record.event_log_entry.get_dagster_event().asset_check_evaluation_data
        asset = said.asset_key.to_user_string()
        code = f"{SCHEMA}{asset}" if said.check_name == "schema" else _BY_NAME.get(said.check_name, said.check_name)
        counts = {name: value.value for name, value in said.metadata.items() if name in _COUNTED}
        applied, failed, unknown = (counts.get(name, 0) for name in _COUNTED)
        if applied or not (unknown or is_empty):
            made.add(code)
        if code not in RULES and applied and not said.passed:
            severity = "error" if said.severity == dg.AssetCheckSeverity.ERROR else "warning"
            rule = CHECKS[code].zh if code in CHECKS else "数据表符合其结构"
            zh = f"{asset}的检查“{rule}”不通过：{applied}项中有{failed}项不符合"
            en = f"the check {code} of {asset} failed: {said.description or ''}"
            rows.append(operations.check_failed(code, severity, zh, en, year))
    return rows, made


def _made_findings(run: dg.DagsterRun, year: int | None, instance: dg.DagsterInstance) -> bool:
    """Whether the findings that are in the table are those of this run: no later one has made them anew."""
    latest = _latest_findings(year, instance)
    return latest is not None and latest.run_id == run.run_id


def _latest_findings(year: int | None, instance: dg.DagsterInstance) -> dg.EventLogRecord | None:
    key = dg.AssetKey("unplaced_findings" if year is None else "findings")
    wanted = dg.AssetRecordsFilter(asset_key=key, asset_partitions=None if year is None else [str(year)])
    records = instance.fetch_materializations(wanted, limit=1).records
    return records[0] if records else None


def _late(store: TableStore, instance: dg.DagsterInstance, now: dt.datetime) -> list[Row]:
    """Whether the year that has ended is late, where this or the year before it is run at all."""
    year = operations.ended_year(now, TIME_ZONE)
    if not {year, year - 1} & {*store.years("reports")}:
        return []
    latest = _latest_findings(year, instance)
    last = dt.datetime.fromtimestamp(latest.timestamp, dt.UTC) if latest else None
    return operations.late(last, now, TIME_ZONE)


def _was_run(alerts: pd.DataFrame, instance: dg.DagsterInstance) -> "pd.Series[bool]":
    """For each alert, whether it is of a late year that was run since. No season's end makes up for that."""
    years = {operations.id_of(SEASON, str(year)): year for year in known_years()}

    def was_run(alert_id: str, last_seen: str) -> bool:
        latest = _latest_findings(years[alert_id], instance) if alert_id in years else None
        return latest is not None and latest.timestamp > dt.datetime.fromisoformat(last_seen).timestamp()

    known = zip(alerts["alert_id"], alerts["last_seen"], strict=True)
    return pd.Series([was_run(*alert) for alert in known], alerts.index, dtype=bool)


def _daemons(instance: dg.DagsterInstance) -> dict[str, Sign]:
    signs = {}
    for name, status in instance.get_daemon_statuses().items():
        beat = status.last_heartbeat
        error = _first_line(beat.errors[0].message) if beat and beat.errors else None
        signs[name.lower()] = Sign(dt.datetime.fromtimestamp(beat.timestamp, dt.UTC) if beat else None, error)
    return signs


def _sensors(instance: dg.DagsterInstance, names: Collection[str]) -> dict[str, Sign]:
    """The last tick of each sensor that is running; one that a person has stopped is not waited for."""
    signs: dict[str, Sign] = {}
    for state in instance.all_instigator_state(instigator_type=InstigatorType.SENSOR):
        of_sensor = state.instigator_origin_id, state.selector_id
        ticks = instance.get_ticks(*of_sensor, limit=1)
        if state.name not in names or not state.is_running or not ticks:
            continue
        last = dt.datetime.fromtimestamp(ticks[0].timestamp, dt.UTC)
        # A sensor that was loaded from elsewhere before has left its last tick behind.
        if state.name not in signs or last > (signs[state.name].last or last):
            # One that is under way is a sign of life, but not yet of health.
            ended = instance.get_ticks(*of_sensor, limit=1, statuses=_ENDED)
            error = ended[0].error if ended else None
            signs[state.name] = Sign(last, _first_line((error.cause or error).message) if error else None)
    return signs
