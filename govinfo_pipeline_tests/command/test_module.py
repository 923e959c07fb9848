"""The command as a module, for where its script is not on the path."""

import subprocess
import sys


def test_the_command_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "govinfo_pipeline.cli", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout
