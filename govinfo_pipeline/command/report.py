"""``govinfo report``: the annual page of a year."""

from pathlib import Path

from govinfo_pipeline.publish.page.figures import Figures
from govinfo_pipeline.publish.page.render import render
from govinfo_pipeline.publish.page.words import Language
from govinfo_pipeline.publish.places import region_name
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore


def report_command(
    settings: Settings, folder: Path, year: int, region: str | None, scope: str, language: Language
) -> None:
    """Writes ``folder/report_YEAR[_REGION][_en].html``, whole or not at all, and says how large it is.

    Raises ``ValueError`` for a code that is no region's, ``ExportError`` where there is nothing to show.
    """
    if region is not None and region_name(region) is None:
        raise ValueError(f"{region} is no GB/T 2260 code of a province, city or county, such as 410000")
    text = render(Figures(TableStore(settings.tables), year, region, scope), language)
    folder.mkdir(parents=True, exist_ok=True)
    parts = ["report", str(year), region, None if scope == "own" else scope, None if language == "zh" else language]
    target = folder / f"{'_'.join(part for part in parts if part)}.html"
    draft = target.with_suffix(".draft")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    print(f"{target}  {target.stat().st_size // 1024} KB")
