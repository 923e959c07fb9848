"""Reading on the workers of a Dask cluster: the rows are those of reading here, whatever happens to a worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from govinfo_pipeline.tables.cache import Batch
from govinfo_pipeline.tables.cluster import Cluster, ClusterError
from govinfo_pipeline.tables.workers import Processes, Task, read, read_all
from govinfo_pipeline_tests.cluster.machines import Machines
from govinfo_pipeline_tests.processes import free_port
from govinfo_pipeline_tests.tables.reading import read_but_fall_over, rows_of, tasks_of

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
pytestmark = pytest.mark.slow


def read_but_end_the_worker(tasks: Sequence[Task]) -> Batch:
    """Reads, but ends the worker itself at a file that says so, and not only the process that reads."""
    if any(task.file.path.endswith("deadly.txt") for task in tasks):
        os.kill(os.getppid(), signal.SIGKILL)
    return read(tasks)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler with two workers."""
    with Machines(tmp_path_factory.mktemp("machines"), workers=2) as machines:
        yield machines


def _read_here(tasks: Sequence[Task]) -> dict[str, dict[str, Any]]:
    with Processes(2) as processes:
        return rows_of(list(read_all(tasks, processes)))


def test_a_worker_that_is_killed_costs_time_and_no_report(machines: Machines, tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, [f"{number:03d}.txt" for number in range(240)])
    batches: list[Batch] = []
    with Cluster(machines.address) as cluster:
        for batch in read_all(tasks, cluster):
            if not batches:
                machines.kill(machines.workers.pop())
            batches.append(batch)
    machines.workers.append(machines.add_worker("another"))
    assert rows_of(batches) == _read_here(tasks)
    assert sum(len(batch.keys) for batch in batches[1:]) > len(tasks) / 2, "most was read after that"


def test_a_file_that_ends_or_holds_up_its_process_is_quarantined_and_the_worker_goes_on(
    machines: Machines, tmp_path: Path
) -> None:
    bad = {"05_deadly.txt": "the process", "11_endless.txt": "more than 3 seconds", "17_faulty.txt": "has a fault"}
    tasks = tasks_of(tmp_path, [*bad, *(f"{number:02d}_fine.txt" for number in range(20))])
    with Cluster(machines.address, time_limit=3, work=read_but_fall_over) as cluster:
        rows = rows_of(list(read_all(tasks, cluster)))
    assert rows.keys() == {task.file.path for task in tasks}
    for path, row in rows.items():
        assert row["status"] == ("quarantined" if path in bad else "parsed"), path
        assert bad.get(path, "") in (row["problem"] or "")


def test_files_that_workers_die_of_are_read_one_by_one_until_it_is_told_which_it_was(
    machines: Machines, tmp_path: Path
) -> None:
    tasks = tasks_of(tmp_path, ["05_deadly.txt", *(f"{number:02d}_fine.txt" for number in range(12))])
    with Cluster(machines.address, work=read_but_end_the_worker) as cluster:
        rows = rows_of(list(read_all(tasks, cluster)))
    assert rows.keys() == {task.file.path for task in tasks}
    assert rows["05_deadly.txt"]["status"] == "quarantined"
    assert "the process that read the file ended" in rows["05_deadly.txt"]["problem"]
    assert sum(row["status"] == "parsed" for row in rows.values()) >= 10, "others may have been read beside it"


def test_a_worker_of_another_version_or_without_the_raw_folder_is_no_fault_of_the_files(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = tasks_of(tmp_path, ["a.txt"])
    with Cluster(machines.address) as cluster:
        unseen = [task._replace(file=task.file._replace(root=tmp_path / "elsewhere")) for task in tasks]
        with pytest.raises(ClusterError, match=r"does not see the raw folder .*elsewhere"):
            list(read_all(unseen, cluster))
        monkeypatch.setattr("govinfo_pipeline.tables.cluster.READER", "another")
        with pytest.raises(ClusterError, match="has another version of this program"):
            list(read_all(tasks, cluster))


def test_a_scheduler_that_goes_away_ends_the_reading_and_says_so(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, [f"{number:02d}.txt" for number in range(60)])
    with Machines(tmp_path, workers=1) as machines, Cluster(machines.address, patience=20) as cluster:
        batches = read_all(tasks, cluster)
        next(batches)
        machines.kill(machines.scheduler)
        with pytest.raises(ClusterError, match="has gone away"):
            list(batches)


def test_a_cluster_that_is_not_there_or_has_no_worker_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match=r"the Dask scheduler tcp://127\.0\.0\.1:\d+ cannot be reached"):
        Cluster(f"tcp://127.0.0.1:{free_port()}", patience=1)
    tasks = tasks_of(tmp_path, ["a.txt"])
    with (
        Machines(tmp_path, workers=0) as idle,
        Cluster(idle.address, patience=3) as cluster,
        pytest.raises(ClusterError, match="no worker has been connected"),
    ):
        list(read_all(tasks, cluster))


def test_nothing_of_dask_is_loaded_for_reading_here_and_without_it_the_extra_is_named() -> None:
    program = (
        "import sys\n"
        "import govinfo_pipeline.tables.intake\n"
        "from govinfo_pipeline.tables.cluster import Cluster\n"
        "assert not {'distributed', 's3fs'} & sys.modules.keys()\n"
        "sys.modules['distributed'] = None\n"
        "Cluster('tcp://127.0.0.1:1')"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (
        "ClusterError: a Dask cluster needs the extra [cluster]: pip install 'govinfo-pipeline[cluster]'" in told.stderr
    )
