"""``govinfo export --summary``: the sum of a region's units in the layout of the official form (汇总表)."""

from pathlib import Path

from govinfo_pipeline.command.terminal import UsageError
from govinfo_pipeline.publish.summary import summary
from govinfo_pipeline.publish.summary_book import write_summary
from govinfo_pipeline.regions.codes import region_name
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.drafts import draft_of
from govinfo_pipeline.tables.store import TableStore


def summary_command(settings: Settings, folder: Path, year: int, region: str, scope: str) -> None:
    """Writes ``folder/summary_REGION_YEAR_SCOPE.xlsx``, whole or not at all, and says what it adds up.

    Raises ``UsageError`` for a code that is no region's, ``ExportError`` where there is nothing to add up.
    """
    if region_name(region) is None:
        raise UsageError(f"{region} is no GB/T 2260 code of a province, city or county, such as 410526")
    found = summary(TableStore(settings.tables), year, region, scope)
    target = folder / f"summary_{region}_{year}_{scope}.xlsx"
    with draft_of(target) as draft:
        write_summary(found, draft)
    print(f"{target}  {region_name(region)}: {len(found.units)} reports added up, {len(found.left_out)} left out")
