"""The Dagster definitions, built for given settings, so that a test builds its own."""

import dagster as dg

from govinfo_pipeline.orchestration.assets import ASSETS
from govinfo_pipeline.orchestration.checks import ASSET_CHECKS
from govinfo_pipeline.orchestration.io import tables_in
from govinfo_pipeline.orchestration.jobs import INTAKE, RECHECK, YEAR, season
from govinfo_pipeline.orchestration.sensors import SENSORS
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore


def build_defs(settings: Settings) -> dg.Definitions:
    """Assets, checks, jobs and schedules on the folders of ``settings``."""
    store = TableStore(settings.tables)
    return dg.Definitions(
        assets=ASSETS,
        asset_checks=ASSET_CHECKS,
        jobs=[YEAR, INTAKE, RECHECK],
        schedules=[season],
        sensors=SENSORS,
        resources={"settings": settings, "store": store, "tables": tables_in(store)},
        # Starting a process a step costs more than a step; years run side by side as runs of their own.
        executor=dg.in_process_executor,
    )
