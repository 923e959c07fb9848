"""``govinfo report``: the annual page of a year."""

from pathlib import Path

from govinfo_pipeline.command.terminal import UsageError
from govinfo_pipeline.publish.page.figures import Figures
from govinfo_pipeline.publish.page.render import render
from govinfo_pipeline.publish.page.words import Language
from govinfo_pipeline.regions.codes import region_name
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.drafts import draft_of
from govinfo_pipeline.tables.store import TableStore


def report_command(
    settings: Settings, folder: Path, year: int, region: str | None, scope: str, language: Language
) -> None:
    """Writes ``folder/report_YEAR[_REGION][_SCOPE][_en].html``, whole or not at all, and says how large it is.

    Raises ``UsageError`` for a code that is no region's, ``ExportError`` where there is nothing to show.
    """
    if region is not None and region_name(region) is None:
        raise UsageError(f"{region} is no GB/T 2260 code of a province, city or county, such as 410000")
    text = render(Figures(TableStore(settings.tables), year, region, scope), language)
    parts = ["report", str(year), region, None if scope == "own" else scope, None if language == "zh" else language]
    target = folder / f"{'_'.join(part for part in parts if part)}.html"
    with draft_of(target) as draft:
        draft.write_text(text, encoding="utf-8")
    print(f"{target}  {target.stat().st_size // 1024} KB")
