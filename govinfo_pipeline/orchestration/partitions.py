"""Statistical years as partitions: year Y is reported from 1 January of Y+1 on."""

import warnings
from collections.abc import Sequence

import dagster as dg

from govinfo_pipeline.tables.store import TableStore

FIRST_YEAR = 2008
TIME_ZONE = "Asia/Shanghai"
PARTITION = "dagster/partition"
"""The tag of a run that names its partition."""

# The running year is a partition too, so that drafts can be checked before it ends.
YEARS = dg.TimeWindowPartitionsDefinition(
    cron_schedule="0 0 1 1 *", fmt="%Y", start=str(FIRST_YEAR), end_offset=1, timezone=TIME_ZONE
)

# The first year has no year before it; Dagster marks the parameter that allows this as beta.
warnings.filterwarnings(
    "ignore", message="Parameter `allow_nonexistent_upstream_partitions` of", category=dg.BetaWarning
)

WITH_YEAR_BEFORE = dg.TimeWindowPartitionMapping(
    start_offset=-1, end_offset=0, allow_nonexistent_upstream_partitions=True
)


def known_years() -> list[int]:
    """Every statistical year that can be materialized."""
    return [int(key) for key in YEARS.get_partition_keys()]


def year_of(run: dg.DagsterRun) -> int | None:
    """The statistical year that a run is for; null for the files of no year."""
    partition = run.tags.get(PARTITION, "")
    return int(partition) if partition.isdigit() else None


def following(store: TableStore, years: Sequence[int]) -> list[int]:
    """The years with reports that come right after one of ``years`` and are not among them."""
    there = {year for year in store.years("reports") if year is not None}
    return sorted(({year + 1 for year in years} & there) - set(years))
