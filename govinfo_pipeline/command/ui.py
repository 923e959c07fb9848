"""``govinfo ui``: the Dagster UI on a home, on this machine only."""

import os
import socket
import subprocess
import sys

from govinfo_pipeline.command.terminal import UsageError
from govinfo_pipeline.orchestration.runner import prepare_instance
from govinfo_pipeline.settings import HOME_VARIABLE, RAW_VARIABLE, Settings


def ui_command(settings: Settings, port: int) -> int:
    """Runs ``dagster dev`` until it is interrupted; its exit status. Raises :class:`UsageError` for a port in use."""
    if not _is_free(port):
        raise UsageError(f"the port {port} of this machine is in use; end what uses it, or name another with --port")
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


def _is_free(port: int) -> bool:
    """Whether a port can be listened on. Dagster's daemon would go on without the page of one that cannot."""
    with socket.socket() as probe:
        # As servers do, so that one that has just ended is not in the way.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
