"""``govinfo tidy``: takes away what no run needs any more."""

import click

from govinfo_pipeline.checks.text.kept import Kept
from govinfo_pipeline.reading.files import walk
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.intake import Intake
from govinfo_pipeline.tables.store import KEPT, TableStore


def tidy_command(settings: Settings) -> int:
    """Tidies tables and cache, and says how much smaller the home is."""
    before = _size(settings)
    TableStore(settings.tables).tidy()
    Kept(settings.cache).tidy()
    # Without the raw folder it cannot be told which files are gone.
    if settings.raw.is_dir():
        Intake(settings.raw, settings.cache).tidy()
    else:
        click.echo(f"the folder of raw reports {settings.raw} does not exist; what was read of its files is kept")
    freed = max(0, before - _size(settings)) / 1e6
    click.echo(f"{freed:.1f} MB freed; versions of the tables younger than {KEPT.days} days are kept")
    return 0


def _size(settings: Settings) -> int:
    """Bytes of tables and cache."""
    return sum(stamp.size for folder in (settings.tables, settings.cache) for _, stamp in walk(folder))
