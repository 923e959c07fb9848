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

    @property
    def tables(self) -> Path:
        """Folder of the Delta tables."""
        return self.home / "tables"

    @property
    def dagster(self) -> Path:
        """Dagster's own instance: runs, events, schedules."""
        return self.home / "dagster"
