"""``govinfo publish``: the tables as open data."""

import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from govinfo_pipeline.command.terminal import UsageError
from govinfo_pipeline.publish.package import NO_LICENCE, publish
from govinfo_pipeline.reading import READER_VERSION
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore


def publish_command(settings: Settings, folder: Path, years: Sequence[int], licence: str | None) -> None:
    """Writes the data package and says what is in it.

    Raises ``UsageError`` for what cannot name a licence, ``ExportError`` where the package cannot be made.
    """
    if licence is not None and not re.fullmatch(r"[-A-Za-z0-9._]+", licence):
        raise UsageError(
            f"{licence!r} is no name of a licence; it has letters, digits, '-', '.' and '_', such as CC-BY-4.0"
        )
    programs = {"govinfo-pipeline": version("govinfo-pipeline"), "reader": READER_VERSION}
    rows = publish(
        TableStore(settings.tables), folder, sorted(set(years)), licence or NO_LICENCE, {"versions": programs}
    )
    for name, count in rows.items():
        print(f"{name}  {count} rows")
    print(f"{folder / 'datapackage.json'}")
    if licence is None:
        print("the licence is not stated; state it with --licence NAME, for example CC-BY-4.0")
