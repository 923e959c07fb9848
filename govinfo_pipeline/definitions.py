"""What Dagster loads."""

from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.settings import Settings

defs = build_defs(Settings.from_env())
