"""The installed command, run as a person runs it: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from govinfo_pipeline.cli import main

GOVINFO = Path(sys.executable).parent / "govinfo"


def govinfo(*arguments: object, folder: Path | None = None, columns: int = 200) -> "subprocess.CompletedProcess[str]":
    """Runs ``govinfo`` in ``folder`` without any setting from the environment; text as UTF-8, no colours."""
    assert GOVINFO.is_file(), f"the package is not installed beside {sys.executable}: pip install -e ."
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GOVINFO_", "DAGSTER_"))}
    environment |= {"PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": str(columns)}
    command = [str(GOVINFO), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, cwd=folder, encoding="utf-8", env=environment, check=False, timeout=300
    )


def govinfo_here(*arguments: object) -> Result:
    """The same in this process, which saves the time to start one."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
