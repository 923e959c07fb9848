"""Where reports come from and where results go. The only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RAW_VARIABLE = "GOVINFO_RAW"
HOME_VARIABLE = "GOVINFO_HOME"


@dataclass(frozen=True)
class Settings:
    """``raw`` holds the reports as they came; ``home`` everything that is produced. Absolute paths."""

    raw: Path
    home: Path

    @classmethod
    def of(cls, raw: Path | None = None, home: Path | None = None) -> "Settings":
        """The settings for folders given by a person; those not given are below ``data`` in the working folder."""
        return cls((raw or Path("data/raw")).absolute(), (home or Path("data/home")).absolute())

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings from ``GOVINFO_RAW`` and ``GOVINFO_HOME``."""
        raw, home = environment.get(RAW_VARIABLE), environment.get(HOME_VARIABLE)
        return cls.of(Path(raw) if raw else None, Path(home) if home else None)

    def override(self, raw: Path | None, home: Path | None) -> "Settings":
        """These settings with the folders that a command names."""
        return Settings((raw or self.raw).absolute(), (home or self.home).absolute())

    def remember_raw(self) -> None:
        """Notes the raw folder in the home, so that the UI opens on the reports that were run last."""
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "raw_folder").write_text(str(self.raw), encoding="utf-8")

    def remembered_raw(self) -> Path | None:
        """The raw folder of the last run on this home, if there was one."""
        note = self.home / "raw_folder"
        return Path(note.read_text(encoding="utf-8")) if note.is_file() else None

    @property
    def tables(self) -> Path:
        """Folder of the Delta tables."""
        return self.home / "tables"

    @property
    def dagster(self) -> Path:
        """Dagster's own instance: runs, events, schedules."""
        return self.home / "dagster"
