"""A Dask cluster on the loopback: scheduler and workers are processes of their own, as on machines of their own."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from govinfo_pipeline_tests.processes import free_port, listens, until

_QUIET = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "false"}


class Machines:
    """A scheduler and so many workers, each reading one file at a time; logs and scratch files lie in ``folder``."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self._processes = ExitStack()
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--port", port)
        until(lambda: listens(int(port)), 60, "the scheduler")
        self.workers = [self.add_worker(f"worker-{number}") for number in range(workers)]

    def add_worker(self, name: str) -> "subprocess.Popen[bytes]":
        """Starts one more worker."""
        scratch = str(self.folder / name)
        return self._start("worker", self.address, "--nthreads", "1", "--name", name, "--local-directory", scratch)

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        """Ends a worker with all that it has started, as a machine does that loses its power."""
        os.killpg(worker.pid, signal.SIGKILL)

    def _start(self, what: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "dask", what, "--host", "127.0.0.1", "--no-dashboard", *arguments]
        with (self.folder / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True, env={**os.environ, **_QUIET}
            )
        self._processes.callback(_end, process)
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._processes.close()


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
