"""Runs of the whole graph from a command: the same jobs as in the UI, on the instance of the same home."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import dagster as dg
from filelock import FileLock

from govinfo_pipeline.alerts.changes import Changes
from govinfo_pipeline.orchestration import alerting
from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.orchestration.history import kept_open
from govinfo_pipeline.orchestration.jobs import INTAKE, RECHECK, YEAR
from govinfo_pipeline.orchestration.partitions import following
from govinfo_pipeline.settings import Settings, SettingsError
from govinfo_pipeline.tables.store import TableStore

_INSTANCE = """\
# Written once; change it as you need.
telemetry:
  enabled: false
# No welcome dialog that asks for a mail address.
nux:
  enabled: false
concurrency:
  runs:
    # Each run reads with several processes; more runs at once need more memory, and are not faster.
    max_concurrent_runs: 2
    tag_concurrency_limits:
      # A year never runs twice at once, whoever asked for it.
      - key: dagster/partition
        value:
          applyLimitPerUniqueValue: true
        limit: 1
      # A backfill runs its years one after another, the oldest first: growth and continuity need the year before.
      - key: dagster/backfill
        value:
          applyLimitPerUniqueValue: true
        limit: 1
# A run whose process died is started anew, once, as a run of its own that names the first. A step that failed is not
# repeated: it would fail again, and the alert would come later.
run_retries:
  enabled: true
  max_retries: 1
  retry_on_asset_or_op_failure: false
# Sensors that look every half minute leave many ticks behind.
retention:
  sensor:
    purge_after_days: {skipped: 7, success: 90, failure: 365, started: 90}
"""
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


class Planned(NamedTuple):
    """A run to be made: its job, and its partition (null for the files of no year)."""

    job: str
    year: int | None

    @property
    def is_recheck(self) -> bool:
        """Whether the year is only checked anew, because the year before it is run."""
        return self.job == RECHECK.name


Listener = Callable[[Planned, str, str], None]
"""Is told, of a run, the name of a step that ended, and of what is going on within one (one of the two is empty)."""


class FailedCheck(NamedTuple):
    """A check that did not pass, with what it says."""

    asset: str
    check: str
    severity: str
    description: str


class RunOutcome(NamedTuple):
    """One run: its partition (null for the files of no year), whether it succeeded, and what went wrong, as
    ``STEP: CAUSE``.

    ``files`` are how many were read, and how many were known from an earlier run; null where none was looked at.
    """

    year: int | None
    run_id: str
    success: bool
    errors: list[str]
    failed_checks: list[FailedCheck]
    files: tuple[int, int] | None = None


def instance_of(settings: Settings) -> dg.DagsterInstance:
    """Dagster's instance in the home folder, made on first use; without telemetry.

    Raises :class:`govinfo_pipeline.settings.SettingsError` for a configuration that cannot be used.
    """
    prepare_instance(settings.dagster)
    # Dagster makes its databases when they are first opened, and two processes that do so at once spoil them.
    with FileLock(settings.dagster / "opening.lock"):
        try:
            return dg.DagsterInstance.from_config(str(settings.dagster))
        except dg.DagsterInvalidConfigError as error:
            said = " ".join(error.errors[0].message.partition("\n\nStack Trace")[0].split())
            raise SettingsError(f"{settings.dagster / 'dagster.yaml'} cannot be used: {said}") from error


def prepare_instance(folder: Path) -> None:
    """Makes the instance's folder with its configuration file, if it has none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "dagster.yaml"
    if not config.exists():
        config.write_text(_INSTANCE, encoding="utf-8")


def planned(settings: Settings, years: Sequence[int], *, unplaced: bool) -> list[Planned]:
    """The runs that :func:`run_years` makes, in order."""
    runs = [Planned(YEAR.name, year) for year in years]
    runs += [Planned(RECHECK.name, year) for year in following(TableStore(settings.tables), years)]
    return [*runs, *([Planned(INTAKE.name, None)] if unplaced else [])]


def steps_of(settings: Settings, runs: Iterable[Planned]) -> int:
    """How many steps some runs have together."""
    definitions = build_defs(settings)
    return sum(len(definitions.resolve_job_def(run.job).graph.node_names()) for run in runs)


def run_years(
    settings: Settings, years: Sequence[int], *, unplaced: bool, listener: Listener | None = None
) -> list[RunOutcome]:
    """Materializes each year in a run of its own, in order, then (``unplaced``) lists the files of no year.

    A year that follows one of ``years`` and is there already is checked anew, for it is measured against that one.
    Raises ``KeyboardInterrupt`` where that has stopped a run; those after it are not begun.
    """
    definitions = build_defs(settings)
    runs = planned(settings, years, unplaced=unplaced)
    with instance_of(settings) as instance:
        return [_run(run, definitions.resolve_job_def(run.job), instance, settings, listener) for run in runs]


def alerts_of_runs(settings: Settings) -> list[tuple[int | None, Changes]]:
    """Brings the alerts up to date with the runs that were made; what is news of each, with its year.

    Raises :class:`govinfo_pipeline.alerts.channels.ConfigError`; the runs are then looked at another time.
    """
    with instance_of(settings) as instance:
        return alerting.look_at_noted(settings, instance)


def _run(
    run: Planned,
    job: dg.JobDefinition,
    instance: dg.DagsterInstance,
    settings: Settings,
    listener: Listener | None,
) -> RunOutcome:
    run_id = str(uuid4())
    alerting.note(settings, run_id)
    if listener is not None:
        instance.add_event_listener(run_id, lambda entry: _tell(run, entry, listener))
    with kept_open(settings.dagster / "history", run_id):
        result = job.execute_in_process(
            run_config=_QUIET,
            instance=instance,
            partition_key=None if run.year is None else str(run.year),
            run_id=run_id,
            raise_on_error=False,
        )
    if any(_is_interrupt(event) for event in result.all_events):
        # Dagster takes Ctrl+C for the failure of a step, and the next year would begin.
        raise KeyboardInterrupt
    errors = [f"{asset}: {what}" for asset, what in alerting.errors_of(result.dagster_run, instance)]
    failed = [
        FailedCheck(
            evaluation.asset_key.to_user_string(),
            evaluation.check_name,
            evaluation.severity.value.lower(),
            evaluation.description or "",
        )
        for evaluation in result.get_asset_check_evaluations()
        if not evaluation.passed
    ]
    return RunOutcome(run.year, run_id, result.success, errors, failed, _files(result))


def _is_interrupt(event: dg.DagsterEvent) -> bool:
    """Whether a step has ended because the process was asked to end."""
    error = event.step_failure_data.error if event.is_step_failure else None
    return error is not None and error.cls_name == dg.DagsterExecutionInterruptedError.__name__


def _files(result: dg.ExecuteInProcessResult) -> tuple[int, int] | None:
    """How many files a run has read and how many it knew, as the asset that reads them says."""
    for made in result.get_asset_materialization_events():
        metadata = made.materialization.metadata
        if "files_read" in metadata:
            return int(str(metadata["files_read"].value)), int(str(metadata["files_known"].value))
    return None


def _tell(run: Planned, entry: dg.EventLogEntry, listener: Listener) -> None:
    event = entry.dagster_event
    if event is None:
        listener(run, "", entry.user_message)
    elif event.is_step_success or event.is_step_failure or event.is_step_skipped:
        listener(run, event.step_key or "", "")
