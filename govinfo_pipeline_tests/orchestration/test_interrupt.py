"""Ctrl+C ends all years, and not only the one that is being run."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from govinfo_pipeline.orchestration.runner import Planned, instance_of, run_years
from govinfo_pipeline.settings import Settings
from govinfo_pipeline_tests.samples import RAW

SAMPLE = "wenfeng_branch"


def test_a_run_that_is_interrupted_is_the_last_one(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    settings = Settings.of(raw, tmp_path / "home")
    for file in (f"2021/{SAMPLE}.md", f"2022/{SAMPLE}.txt"):
        (raw / file).parent.mkdir(parents=True)
        shutil.copy(RAW / file, raw / file)

    def interrupt(run: Planned, step: str, message: str) -> None:
        if step:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        run_years(settings, [2021, 2022], unplaced=False, listener=interrupt)
    with instance_of(settings) as instance:
        (run,) = instance.get_runs()
    assert run.is_failure
    assert run.tags["dagster/partition"] == "2021"
