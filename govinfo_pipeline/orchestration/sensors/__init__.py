"""Sensors: what follows from a run that has ended, from time that goes by, and from files that change."""

from govinfo_pipeline.orchestration.sensors.alerts import ON_RUNS, delivery, watcher
from govinfo_pipeline.orchestration.sensors.following import following_year
from govinfo_pipeline.orchestration.sensors.raw_folder import raw_folder

SENSORS = (following_year, *ON_RUNS, delivery, watcher, raw_folder)

__all__ = ["ON_RUNS", "SENSORS", "delivery", "following_year", "raw_folder", "watcher"]
