"""Which runs are taken for dead: those that no code server works on, and not those that it cannot be asked about."""

import json
from collections.abc import Iterator

import dagster as dg
import pytest
from dagster._core.launcher.base import WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._core.test_utils import create_run_for_test, instance_for_test

from govinfo_pipeline.orchestration.launcher import WatchedRunLauncher
from govinfo_pipeline_tests.processes import free_port

_LAUNCHER = {"run_launcher": {"module": WatchedRunLauncher.__module__, "class": WatchedRunLauncher.__name__}}


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with instance_for_test(_LAUNCHER) as instance:
        yield instance


def health(instance: dg.DagsterInstance, tags: dict[str, str]) -> WorkerStatus:
    run = create_run_for_test(instance, tags=tags, status=dg.DagsterRunStatus.STARTED)
    return instance.run_launcher.check_run_worker_health(run).status


def test_a_run_that_a_command_works_on_itself_is_let_alone(instance: dg.DagsterInstance) -> None:
    assert health(instance, {}) == WorkerStatus.RUNNING


def test_a_run_whose_code_server_does_not_answer_is_asked_after_later(instance: dg.DagsterInstance) -> None:
    nobody = json.dumps({"host": "127.0.0.1", "port": free_port()})
    assert health(instance, {GRPC_INFO_TAG: nobody}) == WorkerStatus.RUNNING
