"""``govinfo export --summary``: the sum of a region's units in the layout of the official form (汇总表)."""

import os
from pathlib import Path

from govinfo_pipeline.publish.places import region_name
from govinfo_pipeline.publish.summary import summary
from govinfo_pipeline.publish.summary_book import write_summary
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore


def summary_command(settings: Settings, folder: Path, year: int, region: str, scope: str) -> None:
    """Writes ``folder/summary_REGION_YEAR_SCOPE.xlsx``, whole or not at all, and says what it adds up.

    Raises ``ValueError`` for a code that is no region's, ``ExportError`` where there is nothing to add up.
    """
    if region_name(region) is None:
        raise ValueError(f"{region} is no GB/T 2260 code of a province, city or county, such as 410526")
    found = summary(TableStore(settings.tables), year, region, scope)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"summary_{region}_{year}_{scope}.xlsx"
    draft = target.with_name(f".{target.stem}.{os.getpid()}.xlsx")
    try:
        write_summary(found, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    print(f"{target}  {region_name(region)}: {len(found.units)} reports added up, {len(found.left_out)} left out")
