"""Checks the year after one that was read again."""

import dagster as dg

from govinfo_pipeline.orchestration.jobs import RECHECK
from govinfo_pipeline.orchestration.partitions import PARTITION, following, year_of
from govinfo_pipeline.tables.store import TableStore


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    request_job=RECHECK,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Checks the following year anew when a year was read again: continuity and growth are measured "
    "against it.",
)
def following_year(context: dg.RunStatusSensorContext, store: dg.ResourceParam[TableStore]) -> dg.SensorResult:
    """One run of ``recheck`` for the year after the one that the run has read, if that is there. A run of it
    that waits is enough; one that is under way may have read the year before as it was.
    """
    run = context.dagster_run
    year = year_of(run)
    if run.job_name == RECHECK.name or year is None:
        return dg.SensorResult(skip_reason="the run has read no year")
    requests = []
    for after in following(store, [year]):
        waiting = dg.RunsFilter(tags={PARTITION: str(after)}, statuses=[dg.DagsterRunStatus.QUEUED])
        if not context.instance.get_run_records(waiting, limit=1):
            requests.append(dg.RunRequest(run_key=f"recheck-{run.run_id}", partition_key=str(after)))
    return dg.SensorResult(run_requests=requests)
