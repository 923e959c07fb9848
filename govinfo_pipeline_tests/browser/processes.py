"""The Dagster UI and the review console as a person has them: processes on a home of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import dagster as dg

from govinfo_pipeline.orchestration.runner import instance_of
from govinfo_pipeline.settings import (
    ALERTS_VARIABLE,
    CONSOLE_VARIABLE,
    DECISIONS_VARIABLE,
    HOME_VARIABLE,
    RAW_VARIABLE,
    TOKEN_VARIABLE,
    UI_VARIABLE,
    Settings,
)
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.processes import answers, free_port, until

_MODULE = ("-m", "govinfo_pipeline.definitions")
_OWN_FILES = (ALERTS_VARIABLE, DECISIONS_VARIABLE, TOKEN_VARIABLE)


class Ui(NamedTuple):
    """A running UI: its address, and what lies behind it."""

    url: str
    settings: Settings

    @property
    def store(self) -> TableStore:
        return TableStore(self.settings.tables)

    @contextmanager
    def instance(self) -> Iterator[dg.DagsterInstance]:
        """The instance that the UI shows."""
        with instance_of(self.settings) as instance:
            yield instance


@contextmanager
def dagster_ui(settings: Settings) -> Iterator[Ui]:
    """Starts ``dagster-webserver`` and ``dagster-daemon`` on a free port of the loopback, and ends both afterwards."""
    port = free_port()
    ui = Ui(f"http://127.0.0.1:{port}", settings)
    with ui.instance():
        pass  # its databases are made here: two programs that make them at once spoil them
    with ExitStack() as processes:
        log = processes.enter_context(_process("dagster-daemon", "run", *_MODULE, settings=settings))
        processes.enter_context(
            _process("dagster-webserver", *_MODULE, "-h", "127.0.0.1", "-p", str(port), settings=settings)
        )
        until(lambda: answers(f"{ui.url}/server_info"), 120, f"the UI to answer; its logs lie beside {log}")
        yield ui


@contextmanager
def govinfo(command: str, settings: Settings, url: str, **variables: str) -> Iterator[None]:
    """``govinfo ui`` or ``govinfo review`` at ``url``, typed in a terminal of its own; Ctrl+C ends it."""
    environment = {
        **{name: value for name, value in os.environ.items() if name not in _OWN_FILES},
        RAW_VARIABLE: str(settings.raw),
        HOME_VARIABLE: str(settings.home),
        CONSOLE_VARIABLE: settings.console_url,
        UI_VARIABLE: settings.ui_url,
        **variables,
    }
    port = url.rpartition(":")[2]
    typed = [sys.executable, "-m", "govinfo_pipeline.cli", command, "--port", port]
    log = settings.home / f"{command}.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(typed, env=environment, stdout=out, stderr=out, start_new_session=True) as process,
    ):
        try:
            until(lambda: answers(url), 120, f"govinfo {command} to answer; its log is {log}")
            yield
        finally:
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all that the command has started
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _process(program: str, *arguments: str, settings: Settings) -> Iterator[Path]:
    """Runs one of Dagster's programs until the block ends; gives its log."""
    environment = {
        **os.environ,
        RAW_VARIABLE: str(settings.raw),
        HOME_VARIABLE: str(settings.home),
        "DAGSTER_HOME": str(settings.dagster),
    }
    log = settings.home / f"{program}.log"
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            yield log
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
