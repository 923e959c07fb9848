"""Reading by the workers of a Dask cluster, each of which reads in processes of its own.

A worker sees the raw folder under the same path or address, and has the same version of this program. What a file does
to the process that reads it is told there (:mod:`govinfo_pipeline.tables.workers`). When a whole worker dies, Dask
gives its files to another one, and files that several workers died of are read one by one.
"""

from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from functools import cache
from multiprocessing import current_process
from multiprocessing.util import Finalize
from threading import Lock
from typing import Self

from govinfo_pipeline.reading.reasons import Reason
from govinfo_pipeline.tables.cache import READER, Batch
from govinfo_pipeline.tables.workers import ENDED, TIME_LIMIT, Processes, Task, Work, read, read_all

PATIENCE = 120.0
"""Seconds to wait for the scheduler, and for a worker where there is none."""
_starting = Lock()


class ClusterError(ConnectionError):
    """The cluster cannot be used; the message says what to do."""


class Cluster:
    """Readers that are the workers of the cluster whose scheduler has this address; see :class:`Processes`.

    Raises :class:`ClusterError`, as its methods do: what has been read until then is not lost.
    """

    def __init__(
        self, scheduler: str, time_limit: float = TIME_LIMIT, work: Work = read, patience: float = PATIENCE
    ) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            wanted = "a Dask cluster needs the extra [cluster]: pip install 'govinfo-pipeline[cluster]'"
            raise ClusterError(wanted) from error
        self._time_limit = time_limit
        self._work = work
        self._patience = patience
        self._scheduler = scheduler
        try:
            self._client = Client(scheduler, timeout=patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"the Dask scheduler {scheduler} cannot be reached ({error}); is it running?") from error
        self._workers = self._client.get_executor(pure=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def number(self) -> int:
        """How many files all workers read at the same time; waits for a worker where there is none."""
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
            return sum(self._client.nthreads().values())
        except TimeoutError as error:
            wanted = f"no worker has been connected to {self._scheduler} for {self._patience:.0f} s; start one"
            raise ClusterError(wanted) from error
        except OSError as error:
            raise self._gone() from error

    def start(self, tasks: Sequence[Task]) -> "Future[Sequence[Batch]]":
        """Has some files read by a worker."""
        done: Future[Sequence[Batch]] = self._workers.submit(
            read_on_worker, tuple(tasks), self._time_limit, self._work, READER
        )
        return done

    def reason(self, error: BaseException) -> Reason:
        """That several workers died of files, in words; whatever else is wrong is wrong with the cluster."""
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return ENDED
        if isinstance(error, CancelledError):
            raise self._gone() from error
        raise ClusterError(f"the cluster {self._scheduler} cannot read: {type(error).__name__}: {error}") from error

    def _gone(self) -> ClusterError:
        return ClusterError(f"the scheduler {self._scheduler} has gone away; start it and run again")


def read_on_worker(tasks: Sequence[Task], time_limit: float, work: Work, reader: str) -> Sequence[Batch]:
    """Reads some files in one of the processes of the worker that this is called on."""
    from distributed import get_worker

    worker = get_worker()
    if reader != READER:
        raise ClusterError(f"the worker {worker.address} has another version of this program ({READER}, not {reader})")
    if not tasks[0].file.root.is_dir():
        raise ClusterError(f"the worker {worker.address} does not see the raw folder {tasks[0].file.root}")
    with _starting:
        processes = _processes(worker.state.nthreads, time_limit, work)
    return list(read_all(tasks, processes, len(tasks)))


@cache
def _processes(number: int, time_limit: float, work: Work) -> Processes:
    """The processes of a worker, which end with it."""
    # Dask may mark a worker as a daemon, which could have no processes of its own.
    current_process().daemon = False
    processes = Processes(number, time_limit, work)
    # Before the worker waits for its processes to end, or it would wait for ever.
    Finalize(None, processes.stop, exitpriority=1)
    return processes
