"""Runs on a server of their own code: what starts them, and tells those that work from those whose process is gone."""

from dagster import DagsterRun, DefaultRunLauncher
from dagster._core.errors import DagsterUserCodeUnreachableError
from dagster._core.launcher.base import CheckRunHealthResult, WorkerStatus
from dagster._grpc.types import CanCancelExecutionRequest, CanCancelExecutionResult
from dagster._serdes import deserialize_value


class WatchedRunLauncher(DefaultRunLauncher):
    """Dagster's own launcher, whose runs can be asked after: Dagster's monitoring ends what no code server works on.

    The code server reports a run whose process dies. If it dies itself, or the machine does, nobody would: the run
    would count as started for ever, and keep its year from being run again. ``dagster.yaml`` names this class.
    """

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Runs can be asked after."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Asks the code server that was given the run. One that does not answer is asked again later: it may only be
        busy, and a run that is taken for dead is started a second time.
        """
        client = self._get_grpc_client_for_termination(run.run_id)  # type: ignore[no-untyped-call]
        if client is None:
            # A command such as `govinfo run` works on it itself; if that is gone, the time limit of runs ends it.
            return CheckRunHealthResult(WorkerStatus.RUNNING, "the run was given to no code server")
        try:
            answer = client.can_cancel_execution(CanCancelExecutionRequest(run_id=run.run_id))
        except DagsterUserCodeUnreachableError:
            return CheckRunHealthResult(WorkerStatus.RUNNING, "the code server does not answer")
        if deserialize_value(answer, CanCancelExecutionResult).can_cancel:
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.NOT_FOUND, "the code server works on no such run: its process is gone")
