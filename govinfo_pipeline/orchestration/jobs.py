"""Jobs and the season's schedule."""

import datetime as dt
from zoneinfo import ZoneInfo

import dagster as dg

from govinfo_pipeline.checks.catalogue import RULES
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.orchestration.partitions import TIME_ZONE

_UNPLACED = dg.AssetSelection.assets("unplaced_reports", "unplaced_findings")
_AGAINST_YEAR_BEFORE = dg.AssetSelection.checks(
    *(
        dg.AssetCheckKey(dg.AssetKey(CHECKS[code].asset), code.replace(".", "_"))
        for code, rule in RULES.items()
        if rule.before
    )
)
_CHECKED = (
    dg.AssetSelection.assets("identity_results", "suspect_cells", "yearly_metrics", "expectation_results", "findings")
    | _AGAINST_YEAR_BEFORE
)

YEAR = dg.define_asset_job(
    "statistical_year",
    dg.AssetSelection.all() - _UNPLACED,
    description="All tables, checks and metrics of one statistical year, from its raw files.",
)

INTAKE = dg.define_asset_job(
    "unplaced_files", _UNPLACED, description="Lists the files whose statistical year cannot be told."
)


RECHECK = dg.define_asset_job(
    "recheck",
    _CHECKED,
    description="Identities, findings and metrics of a year anew, without reading a file: after the year before, "
    "which continuity and growth are measured against, has changed.",
)


@dg.schedule(
    job=YEAR,
    cron_schedule="0 6 * 1-4 *",
    execution_timezone=TIME_ZONE,
    description="Every morning from January to April, while reports come in: the statistical year that has ended.",
)
def season(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """One run a day for the year before, under a key of its own so that a tick that is repeated runs once."""
    today = (context.scheduled_execution_time or dt.datetime.now(dt.UTC)).astimezone(ZoneInfo(TIME_ZONE))
    return dg.RunRequest(run_key=f"season-{today:%Y-%m-%d}", partition_key=str(today.year - 1))
