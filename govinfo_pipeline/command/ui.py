"""``govinfo ui``: the Dagster UI on a home, on this machine only."""

import os
import subprocess
import sys

from govinfo_pipeline.orchestration.runner import prepare_instance
from govinfo_pipeline.settings import HOME_VARIABLE, RAW_VARIABLE, Settings


def ui_command(settings: Settings, port: int) -> int:
    """Runs ``dagster dev`` until it is interrupted; its exit status."""
    prepare_instance(settings.dagster)
    environment = {
        **os.environ,
        RAW_VARIABLE: str(settings.raw),
        HOME_VARIABLE: str(settings.home),
        "DAGSTER_HOME": str(settings.dagster),
    }
    print(
        f"raw reports: {settings.raw}\nresults: {settings.home}\nopen http://127.0.0.1:{port} (Ctrl+C ends)", flush=True
    )
    command = [sys.executable, "-m", "dagster", "dev", "-m", "govinfo_pipeline.definitions"]
    try:
        return subprocess.run([*command, "-h", "127.0.0.1", "-p", str(port)], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0
