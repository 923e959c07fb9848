"""A backfill of six years of which one is broken: the five others are done, and the broken one is shown.

``GOVINFO_BACKFILL_JOB=statistical_year pytest -m slow -k test_backfill`` backfills all that there is of a year; the
usual run does so as far as the identities, without the checks.
"""

import logging
import os
import shutil
from collections.abc import Iterator

import dagster as dg
import pytest
from dagster._core.execution.backfill import BULK_ACTION_TERMINAL_STATUSES, BulkActionStatus, PartitionBackfill
from dagster._core.test_utils import create_test_daemon_workspace_context, instance_for_test
from dagster._core.workspace.context import WorkspaceProcessContext
from dagster._core.workspace.load_target import PythonFileTarget
from dagster._daemon.backfill import execute_backfill_iteration
from dagster._time import get_current_timestamp

from govinfo_pipeline.orchestration import alerting
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.samples import RAW

pytestmark = pytest.mark.slow

YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
BROKEN = 2021
_REPORT = RAW / "2022" / "huaxian_county.txt"
_JOB = os.environ.get("GOVINFO_BACKFILL_JOB", "identities")
_DEFINITIONS = """
from pathlib import Path
import dagster as dg
from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.settings import Settings
few = dg.AssetSelection.assets("identity_results").upstream() - dg.AssetSelection.all_asset_checks()
job = dg.define_asset_job("identities", few)
defs = dg.Definitions.merge(build_defs(Settings(Path({raw!r}), Path({home!r}))), dg.Definitions(jobs=[job]))
"""
_IN_THIS_PROCESS = {
    "run_coordinator": {"module": "dagster._core.run_coordinator", "class": "DefaultRunCoordinator"},
    "run_launcher": {
        "module": "dagster._core.launcher.sync_in_memory_run_launcher",
        "class": "SyncInMemoryRunLauncher",
    },
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A report in each year, and a folder of tables in which a file lies where the broken year has its own folder."""
    folder = tmp_path_factory.mktemp("six_years")
    raw = folder / "raw"
    settings = Settings(raw, folder / "home")
    for year in YEARS:
        (raw / str(year)).mkdir(parents=True)
        shutil.copy(_REPORT, raw / str(year))
    (settings.tables / "reports").mkdir(parents=True)
    (settings.tables / "reports" / f"year={BROKEN}").write_text("no folder", encoding="utf-8")
    return settings


@pytest.fixture(scope="module")
def instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """The instance after the backfill, which is Dagster's own but for the runs, which are worked on in this process."""
    program = settings.raw.parent / "six_years.py"
    program.write_text(_DEFINITIONS.format(raw=str(settings.raw), home=str(settings.home)), encoding="utf-8")
    target = PythonFileTarget(str(program), None, str(program.parent), None)
    with (
        instance_for_test(_IN_THIS_PROCESS) as instance,
        create_test_daemon_workspace_context(target, instance) as workspace,
    ):
        instance.add_backfill(_backfill(workspace))
        while instance.get_backfills()[0].status not in BULK_ACTION_TERMINAL_STATUSES:
            errors = [error for error in execute_backfill_iteration(workspace, logging.getLogger()) if error]
            assert not errors
        yield instance


def _backfill(workspace: WorkspaceProcessContext) -> PartitionBackfill:
    (location,) = workspace.create_request_context().code_locations
    (repository,) = location.get_repositories().values()
    return PartitionBackfill(
        backfill_id="six_years",
        partition_set_origin=repository.get_partition_set(f"{_JOB}_partition_set").get_remote_origin(),
        status=BulkActionStatus.REQUESTED,
        partition_names=[str(year) for year in YEARS],
        from_failure=False,
        tags={},
        backfill_timestamp=get_current_timestamp(),
    )


def test_the_five_others_are_done_and_the_broken_one_has_failed(instance: dg.DagsterInstance) -> None:
    ended = {int(run.tags["dagster/partition"]): run.status.value for run in instance.get_runs()}
    assert ended == {year: "FAILURE" if year == BROKEN else "SUCCESS" for year in YEARS}
    (backfill,) = instance.get_backfills()
    assert backfill.status == BulkActionStatus.COMPLETED_FAILED


def test_the_others_are_whole_and_nothing_was_made_of_what_the_broken_one_has_not(
    instance: dg.DagsterInstance, settings: Settings
) -> None:
    store = TableStore(settings.tables)
    for table in ("reports", "identity_results"):
        assert store.years(table) == [year for year in YEARS if year != BROKEN], table
    assert set(store.read("identity_results")["report_id"]) == set(store.read("reports")["report_id"])


def test_the_broken_one_is_an_alert_that_says_where_and_why(instance: dg.DagsterInstance, settings: Settings) -> None:
    for run in reversed(instance.get_runs()):
        alerting.note(settings, run.run_id)
    alerting.look_at_noted(settings, instance)
    alerts = TableStore(settings.tables).read("alerts")
    (failed,) = alerts[alerts["check"] == f"run.{_JOB}"].to_dict("records")
    assert (failed["year"], failed["severity"], failed["status"]) == (BROKEN, "error", "open")
    assert "reports: " in failed["summary_en"]
