"""Where reports come from and where results go. The only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

RAW_VARIABLE = "GOVINFO_RAW"
HOME_VARIABLE = "GOVINFO_HOME"
DECISIONS_VARIABLE = "GOVINFO_DECISIONS"


@dataclass(frozen=True)
class Settings:
    """``raw`` holds the reports as they came; ``home`` everything that is produced. Absolute paths.

    ``decisions_file`` is the file of people's decisions where it lies elsewhere than in the home.
    """

    raw: Path
    home: Path
    decisions_file: Path | None = None

    @classmethod
    def of(cls, raw: Path | None = None, home: Path | None = None, decisions: Path | None = None) -> "Settings":
        """The settings for folders given by a person; those not given are below ``data`` in the working folder."""
        raw, home = raw or Path("data/raw"), home or Path("data/home")
        return cls(raw.absolute(), home.absolute(), decisions.absolute() if decisions else None)

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings from ``GOVINFO_RAW``, ``GOVINFO_HOME`` and ``GOVINFO_DECISIONS``."""
        given = (environment.get(name) for name in (RAW_VARIABLE, HOME_VARIABLE, DECISIONS_VARIABLE))
        return cls.of(*(Path(path) if path else None for path in given))

    def override(self, raw: Path | None, home: Path | None) -> "Settings":
        """These settings with the folders that a command names."""
        return replace(self, raw=(raw or self.raw).absolute(), home=(home or self.home).absolute())

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
    def decisions(self) -> Path:
        """The file of people's decisions about findings, which may be kept under version control."""
        return self.decisions_file or self.home / "decisions.csv"

    @property
    def dagster(self) -> Path:
        """Dagster's own instance: runs, events, schedules."""
        return self.home / "dagster"
