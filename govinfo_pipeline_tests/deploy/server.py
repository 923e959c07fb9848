"""A server as ``deploy/`` makes it: the programs of the systemd units as processes, on PostgreSQL, in a folder."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.processes import free_port
from govinfo_pipeline_tests.samples import ROOT

DEPLOY = ROOT / "deploy"
UNITS = {file.stem.removeprefix("govinfo-"): file for file in sorted((DEPLOY / "systemd").glob("*.service"))}
PROGRAMS = Path("/opt/govinfo/venv/bin")
"""Where the units look for the installed package."""
LOCATION = "govinfo_pipeline.definitions"
_BACKFILL = """
mutation ($asked: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $asked) {
    __typename
    ... on LaunchBackfillSuccess { backfillId }
    ... on PythonError { message }
  }
}
"""
_LOADED = (
    "{ workspaceOrError { ... on Workspace { locationEntries { loadStatus locationOrLoadError { __typename } } } } }"
)


def command(unit: str) -> list[str]:
    """What a unit starts, with the programs of this environment and the files of this folder."""
    (line,) = re.findall(r"^ExecStart=(.+)$", UNITS[unit].read_text(encoding="utf-8"), re.MULTILINE)
    programs = f"{Path(sys.executable).parent}/"
    return str(line).replace(f"{PROGRAMS}/", programs).replace("/opt/govinfo/deploy", str(DEPLOY)).split()


class Server:
    """The processes of a server, each of which can be killed and started again. Logs lie in ``folder``.

    ``database`` are the variables that name the database. They must be in the environment of the test too.
    """

    def __init__(self, folder: Path, raw: Path, database: Mapping[str, str]) -> None:
        self.folder = folder
        self.settings = Settings(raw, folder / "home")
        self.settings.dagster.mkdir(parents=True)
        config = (DEPLOY / "dagster.yaml").read_text(encoding="utf-8")
        config, changed = re.subn(r"(poll_interval_seconds|user_code_failure_retry_delay): 30\b", r"\1: 3", config)
        assert changed == 2, "the test does not wait as long for a restart as people may"
        (self.settings.dagster / "dagster.yaml").write_text(config, encoding="utf-8")
        self.ui = f"http://127.0.0.1:{free_port()}"
        self.environment = {
            **os.environ,
            **database,
            # As the units have it: the programs of the package's environment come first.
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GOVINFO_RAW": str(raw),
            "GOVINFO_HOME": str(self.settings.home),
            "DAGSTER_HOME": str(self.settings.dagster),
            "GOVINFO_CODE_HOST": "127.0.0.1",
            "GOVINFO_CODE_PORT": str(free_port()),
        }
        self.store = TableStore(self.settings.tables)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *units: str) -> None:
        """Starts units at once, as systemd does."""
        for unit in units:
            words = [re.sub(r"\$\{(\w+)\}", lambda name: self.environment[name[1]], word) for word in command(unit)]
            if unit == "webserver":
                words[words.index("--port") + 1] = self.ui.rpartition(":")[2]
            with (self.folder / f"{unit}.log").open("ab") as log:
                self._processes[unit] = subprocess.Popen(
                    words, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )

    def kill(self, unit: str) -> None:
        """Kills a unit with all its processes, as a machine does that loses its power."""
        process = self._processes.pop(unit)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """Ends what still runs."""
        for unit in list(self._processes):
            self.kill(unit)

    def instance(self) -> dg.DagsterInstance:
        """Dagster's instance, as a command on that home has it."""
        return dg.DagsterInstance.from_config(str(self.settings.dagster))

    def ask(self, query: str, **variables: object) -> Any:
        """What the UI's interface answers."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.ui}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response)
        assert "errors" not in answer, answer
        return answer["data"]

    def is_ready(self) -> bool:
        """Whether the UI has loaded the definitions from the code server. Fails where a process has ended."""
        ended = [unit for unit, process in self._processes.items() if process.poll() is not None]
        assert not ended, f"{ended} have ended; their logs lie in {self.folder}"
        try:
            (entry,) = self.ask(_LOADED)["workspaceOrError"]["locationEntries"]
        except OSError:
            return False
        found = entry["locationOrLoadError"] or {}
        return bool(entry["loadStatus"] == "LOADED" and found.get("__typename") == "RepositoryLocation")

    def backfill(self, *years: int) -> str:
        """Asks for years in the way of the UI; the id of the backfill."""
        asked = {
            "selector": {
                "partitionSetName": "statistical_year_partition_set",
                "repositorySelector": {"repositoryLocationName": LOCATION, "repositoryName": "__repository__"},
            },
            "partitionNames": [str(year) for year in years],
        }
        answer = self.ask(_BACKFILL, asked=asked)["launchPartitionBackfill"]
        assert answer["__typename"] == "LaunchBackfillSuccess", answer
        return str(answer["backfillId"])


def worker_of(instance: dg.DagsterInstance, run_id: str) -> int | None:
    """The process that works on a run; null where it has not said so yet."""
    for record in instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ENGINE_EVENT).records:
        if said := re.search(r"\(pid: (\d+)\)", record.event_log_entry.message):
            return int(said[1])
    return None
