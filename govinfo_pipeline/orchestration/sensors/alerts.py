"""Sensors of alerts: on each run that has ended, on what waits to be sent, and on what should have happened."""

import datetime as dt

import dagster as dg

from govinfo_pipeline.alerts.operations import SILENCE
from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.orchestration import alerting
from govinfo_pipeline.settings import Settings


class UndeliveredError(Exception):
    """Messages could not be sent. They wait and are tried again."""


def _on(status: dg.DagsterRunStatus) -> dg.SensorDefinition:
    ended = status.value.lower()

    @dg.run_status_sensor(
        name=f"alerts_on_{ended}",
        run_status=status,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=f"Brings the alerts of a year up to date after a run that ended as {ended}, and queues one message "
        "a channel if there is news.",
    )
    def sensor(context: dg.RunStatusSensorContext, settings: dg.ResourceParam[Settings]) -> None:
        # Dagster goes on to the next run even if this fails; a run that was noted is looked at by the delivery then.
        alerting.note(settings, context.dagster_run.run_id)
        alerting.look_at_noted(settings, context.instance)

    return sensor


ON_RUNS = tuple(
    _on(status) for status in (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
)


@dg.sensor(
    name="alert_delivery",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Sends the messages that wait in the outbox. A message that its channel does not accept waits and is "
    "tried again, at longer and longer intervals; until then the ticks fail and say why.",
)
def delivery(context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]) -> dg.SkipReason:
    """Looks at runs that were noted and not looked at, then sends what is due."""
    alerting.look_at_noted(settings, context.instance)
    sent, problems = post_of(settings).send(settings.environment(), dt.datetime.now(dt.UTC))
    if problems:
        raise UndeliveredError("; ".join(dict.fromkeys(problem for _, problem in problems)))
    return dg.SkipReason(f"{sent} messages sent" if sent else "nothing to send")


@dg.sensor(
    name="alert_watch",
    minimum_interval_seconds=300,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Looks for a year that is not run in its season, and for daemons and sensors that have stopped.",
)
def watcher(context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]) -> dg.SkipReason:
    """Brings the alerts of what is watched over up to date."""
    now = dt.datetime.now(dt.UTC)
    last = context.last_tick_completion_time
    just_started = last is None or now.timestamp() - last > SILENCE.total_seconds()
    repository = context.repository_def
    sensors = None if just_started or repository is None else {sensor.name for sensor in repository.sensor_defs}
    changes = alerting.watch(settings, context.instance, sensors, now)
    return dg.SkipReason(f"{len(changes.new) + len(changes.reopened)} new alerts, {len(changes.resolved)} resolved")
