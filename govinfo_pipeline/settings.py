"""Where reports come from and where results go. The only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govinfo_pipeline.reading.files import Location

RAW_VARIABLE = "GOVINFO_RAW"
HOME_VARIABLE = "GOVINFO_HOME"
TABLES_VARIABLE = "GOVINFO_TABLES"
SCHEDULER_VARIABLE = "GOVINFO_DASK_SCHEDULER"
DECISIONS_VARIABLE = "GOVINFO_DECISIONS"
BODIES_VARIABLE = "GOVINFO_BODIES"
POPULATION_VARIABLE = "GOVINFO_POPULATION"
ALERTS_VARIABLE = "GOVINFO_ALERTS"
CONSOLE_VARIABLE = "GOVINFO_CONSOLE_URL"
UI_VARIABLE = "GOVINFO_UI_URL"
TOKEN_VARIABLE = "GOVINFO_REVIEW_TOKEN"


class SettingsError(ValueError):
    """A setting cannot be used; the message says what to do."""


def location(address: str) -> "Location":
    """A folder by its path, or by its address in an object store (``s3://bucket/folder``).

    Raises :class:`SettingsError`.
    """
    scheme, separator, _ = address.partition("://")
    if not separator:
        return Path(address)
    if scheme != "s3":
        raise SettingsError(f"{address} is no address that is known; name a folder, or one like s3://bucket/folder")
    if find_spec("s3fs") is None:
        raise SettingsError(f"{address} needs the extra [s3]: pip install 'govinfo-pipeline[s3]'")
    from upath import UPath

    # What others put there must be seen, however long this process has been running.
    return UPath(address, use_listings_cache=False)


@dataclass(frozen=True)
class Settings:
    """``raw`` holds the reports as they came; ``home`` everything that is produced. Absolute paths.

    Reports and tables may lie in an object store: ``tables_folder`` names the tables' place where it is not the home.
    ``scheduler`` is the address of a Dask cluster that is to read.
    ``decisions_file`` is the file of people's decisions where it lies elsewhere than in the home; ``bodies_file`` the
    list of the bodies that should report, if there is one; ``population_file`` the population of regions;
    ``alerts_file`` names the channels of alerts. Messages link to the review console and the Dagster UI at
    ``console_url`` and ``ui_url``.
    """

    raw: "Location"
    home: Path
    decisions_file: Path | None = None
    bodies_file: Path | None = None
    population_file: Path | None = None
    alerts_file: Path | None = None
    console_url: str = "http://127.0.0.1:8765"
    ui_url: str = "http://127.0.0.1:3000"
    tables_folder: "Location | None" = None
    scheduler: str | None = None

    @classmethod
    def of(cls, raw: "Location | None" = None, home: Path | None = None, **files: "Location | None") -> "Settings":
        """The settings for folders given by a person; those not given are below ``data`` in the working folder."""
        raw, home = raw or Path("data/raw"), home or Path("data/home")
        absolute: dict[str, Any] = {name: file and file.absolute() for name, file in files.items()}
        return cls(raw.absolute(), home.absolute(), **absolute)

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings from the variables above."""

        def path(variable: str) -> Path | None:
            given = environment.get(variable)
            if given and "://" in given:
                raise SettingsError(f"{variable} is {given}; only reports and tables may lie elsewhere than here")
            return Path(given) if given else None

        def place(variable: str) -> "Location | None":
            return location(given) if (given := environment.get(variable)) else None

        settings = cls.of(
            place(RAW_VARIABLE),
            path(HOME_VARIABLE),
            tables_folder=place(TABLES_VARIABLE),
            decisions_file=path(DECISIONS_VARIABLE),
            bodies_file=path(BODIES_VARIABLE),
            population_file=path(POPULATION_VARIABLE),
            alerts_file=path(ALERTS_VARIABLE),
        )
        return replace(
            settings,
            console_url=(environment.get(CONSOLE_VARIABLE) or settings.console_url).rstrip("/"),
            ui_url=(environment.get(UI_VARIABLE) or settings.ui_url).rstrip("/"),
            scheduler=environment.get(SCHEDULER_VARIABLE) or None,
        )

    @staticmethod
    def environment() -> Mapping[str, str]:
        """The environment as it is now: secrets are looked up in it when they are needed."""
        return os.environ

    def override(self, raw: "Location | None", home: Path | None) -> "Settings":
        """These settings with the folders that a command names."""
        return replace(self, raw=(raw or self.raw).absolute(), home=(home or self.home).absolute())

    def remember_raw(self) -> None:
        """Notes the raw folder in the home, so that the UI opens on the reports that were run last."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "raw_folder").write_text(str(self.raw), encoding="utf-8")

    def remembered_raw(self) -> "Location | None":
        """The raw folder of the last run on this home, if there was one."""
        note = self.home / "raw_folder"
        return location(note.read_text(encoding="utf-8")) if note.is_file() else None

    def of_last_run(self) -> "Settings":
        """These settings with the raw folder of the home's last run, unless the environment names one."""
        raw = None if self.environment().get(RAW_VARIABLE) else self.remembered_raw()
        return self if raw is None else replace(self, raw=raw)

    @property
    def tables(self) -> "Location":
        """Folder of the Delta tables."""
        return self.tables_folder or self.home / "tables"

    @property
    def cache(self) -> Path:
        """What reading the raw files has given; it may be deleted at any time."""
        return self.home / "cache"

    @property
    def decisions(self) -> Path:
        """The file of people's decisions about findings, which may be kept under version control."""
        return self.decisions_file or self.home / "decisions.csv"

    @property
    def alerts(self) -> Path:
        """Folder of the outbox of alerts, and of the messages as files."""
        return self.home / "alerts"

    @property
    def channels(self) -> Path:
        """The file that names the channels of alerts."""
        return self.alerts_file or self.home / "alerts.toml"

    @property
    def dagster(self) -> Path:
        """Dagster's own instance: runs, events, schedules."""
        return self.home / "dagster"
