"""Reading in processes of their own: whatever a file does to its process, the others are read."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from govinfo_pipeline.tables import workers
from govinfo_pipeline.tables.workers import Processes, read, read_all
from govinfo_pipeline_tests.tables.reading import CLEAN, read_but_fall_over, read_one, rows_of, tasks_of


def test_a_file_that_ends_or_holds_up_its_process_is_quarantined_and_the_others_are_read(tmp_path: Path) -> None:
    bad = {"05_deadly.txt": "the process", "11_endless.txt": "more than 5 seconds", "17_faulty.txt": "has a fault"}
    tasks = tasks_of(tmp_path, [*bad, *(f"{n:02d}_fine.txt" for n in range(20))])
    with Processes(2, time_limit=5, work=read_but_fall_over) as processes:
        batches = list(read_all(tasks, processes))
    rows = rows_of(batches)
    assert len(rows) == len(tasks)
    for path, row in rows.items():
        assert row["status"] == ("quarantined" if path in bad else "parsed"), path
        assert bad.get(path, "") in (row["problem"] or "")
        assert row["sha256"] == next(task.sha256 for task in tasks if task.file.path == path)
    lasting = {key.name: stays for batch in batches for key, stays in zip(batch.keys, batch.lasting, strict=True)}
    assert {name for name, stays in lasting.items() if not stays} == set(bad), "they are tried again in the next run"


def test_files_that_a_process_gives_back_are_read_by_the_next_one_that_is_free(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, [f"{n}_fine.txt" for n in range(6)])
    with Processes(2, work=read_one) as processes:
        batches = list(read_all(tasks, processes, 4))
    assert [len(batch.keys) for batch in batches] == [1] * 6
    assert {row["status"] for row in rows_of(batches).values()} == {"parsed"}
    assert len(rows_of(batches)) == len(tasks)


def test_files_that_take_long_together_are_given_back_and_none_of_them_is_at_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = tasks_of(tmp_path, ["a.txt", "b.txt", "c.txt"])
    assert [len(read(tasks[:number]).keys) for number in (1, 3)] == [1, 3]
    monkeypatch.setattr(workers, "_ENOUGH", 0.0)
    assert read(tasks).keys == [tasks[0].key]


def _children() -> list[int]:
    """The processes that this one has started by spawning."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            own, parent = status.read_text().split()[0], status.read_text().rpartition(")")[2].split()[1]
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(parent) == os.getpid() and b"spawn_main" in command:
            found.append(int(own))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")
def test_a_killed_process_costs_time_and_no_report(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, [f"{n:03d}_fine.txt" for n in range(400)])
    killed: list[int] = []

    def kill_one() -> None:
        while not killed:
            time.sleep(0.05)
            for child in _children()[:1]:
                os.kill(child, signal.SIGKILL)
                killed.append(child)

    batches = []
    with Processes(2) as processes:
        for number, batch in enumerate(read_all(tasks, processes)):
            if number == 0:
                killer = threading.Thread(target=kill_one)
                killer.start()
            batches.append(batch)
    killer.join()
    assert killed
    rows = rows_of(batches)
    assert len(rows) == len(tasks)
    assert {row["status"] for row in rows.values()} == {"parsed"}


def test_a_file_that_changes_before_it_is_read_is_no_report_of_what_it_was(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, ["a.txt"])
    (tmp_path / "a.txt").write_bytes(CLEAN)
    with Processes(1) as processes:
        (batch,) = read_all(tasks, processes)
    (row,) = rows_of([batch]).values()
    assert (row["status"], batch.lasting) == ("quarantined", [False])
    assert "changed while it was being read" in row["problem"]
