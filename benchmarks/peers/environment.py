"""The peers that have an environment of their own, so that what they bring along never meets the project's own."""

import subprocess
import sys
from pathlib import Path

PEERS = {"markitdown": "markitdown[docx,pdf,xls,xlsx]>=0.1.8,<0.2", "kreuzberg": "kreuzberg>=4.10,<5"}
"""Tool → what is installed for it."""
FOLDER = Path.home() / ".cache" / "govinfo-benchmarks" / "peers"
_SECONDS = 900


class CannotInstallError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def python_with_peers(folder: Path = FOLDER) -> Path:
    """The interpreter of the peers' environment in ``folder``, which is made where it is not there."""
    python = folder / "bin" / "python"
    imports = [str(python), "-c", f"import {', '.join(PEERS)}"]
    if python.exists() and subprocess.run(imports, capture_output=True, check=False).returncode == 0:
        return python
    _do([sys.executable, "-m", "venv", "--clear", str(folder)], folder)
    _do([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS.values()], folder)
    return python


def _do(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotInstallError(_advice(folder, str(error))) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CannotInstallError(_advice(folder, said[-1] if said else f"exit status {done.returncode}"))


def _advice(folder: Path, reason: str) -> str:
    return (
        f"{' and '.join(PEERS)} could not be installed in {folder}: {reason}. They need Python's venv and a package "
        "index; --environment DIR names an environment that has them."
    )
