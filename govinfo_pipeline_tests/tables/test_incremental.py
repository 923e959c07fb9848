"""What was read once is not read again: files are recognised by size and time, and what they say by their content."""

import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from govinfo_pipeline.tables import cache
from govinfo_pipeline.tables.intake import Intake
from govinfo_pipeline_tests.corpus.formats.archives import archive
from govinfo_pipeline_tests.samples import OLD_WORD, RAW

NAMES = ("huaxian_county.txt", "wenfeng_branch.txt", "xianguan_town.md")
LONG_AGO = time.time() - 3600


class Folder:
    """A raw folder with three reports of 2022 that were put there some time ago."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.cache = folder / "cache"
        for name in NAMES:
            self.put(f"2022/{name}", (RAW / "2022" / name).read_bytes())

    def put(self, path: str, content: bytes, changed: float = LONG_AGO) -> Path:
        target = self.raw / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, (changed, changed))
        return target

    def intake(self) -> Intake:
        return Intake(self.raw, self.cache, processes=1)

    def run(self, year: int = 2022) -> tuple[tuple[int, int], list[dict[str, Any]]]:
        """How many files a run read and knew, and the rows that it gives."""
        intake = self.intake()
        files = intake.list_year(year)
        reading = intake.read(files)
        return (reading.read, reading.known), [row for batch in intake.rows(files) for row in batch.to_pylist()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_second_run_reads_nothing_and_gives_the_same(folder: Folder) -> None:
    first, rows = folder.run()
    second, again = folder.run()
    assert (first, second) == ((3, 0), (0, 3))
    assert again == rows


def test_a_file_with_the_size_and_time_that_it_had_is_not_opened(folder: Folder) -> None:
    _, rows = folder.run()
    path = folder.raw / "2022" / NAMES[0]
    folder.put(f"2022/{NAMES[0]}", b"?" * path.stat().st_size)
    assert folder.run() == ((0, 3), rows)


def test_new_and_changed_files_are_read_and_those_that_are_gone_leave(folder: Folder) -> None:
    folder.run()
    changed = folder.put(f"2022/{NAMES[0]}", (RAW / "2022" / NAMES[0]).read_bytes() + b"\n", LONG_AGO + 1)
    (folder.raw / "2022" / NAMES[1]).unlink()
    folder.put("2022/new.txt", (RAW / "2022" / "qufu_education_bureau.txt").read_bytes())
    counts, rows = folder.run()
    assert counts == (2, 1)
    assert [row["source_path"] for row in rows] == [f"2022/{NAMES[0]}", "2022/new.txt", f"2022/{NAMES[2]}"]
    fresh = Intake(folder.raw, folder.cache.with_name("fresh"), processes=1)
    files = fresh.list_year(2022)
    fresh.read(files)
    assert [row for batch in fresh.rows(files) for row in batch.to_pylist()] == rows, "as if all were read anew"
    assert changed.is_file()


def test_a_touched_file_is_hashed_and_not_read(folder: Folder) -> None:
    _, rows = folder.run()
    os.utime(folder.raw / "2022" / NAMES[0])
    counts, again = folder.run()
    assert counts == (0, 3)
    assert [row["sha256"] for row in again] == [row["sha256"] for row in rows]
    assert again[0]["modified"] > rows[0]["modified"], "what is said of the file itself is that of today"


def test_a_file_that_moves_within_its_year_is_known(folder: Folder) -> None:
    folder.run()
    (folder.raw / "2022" / "county").mkdir()
    shutil.move(folder.raw / "2022" / NAMES[0], folder.raw / "2022" / "county" / NAMES[0])
    counts, rows = folder.run()
    assert counts == (0, 3)
    assert f"2022/county/{NAMES[0]}" in {row["source_path"] for row in rows}


def test_a_file_that_was_changed_just_now_is_opened_again(folder: Folder) -> None:
    """Within the resolution of a clock it may have changed once more."""
    folder.put(f"2022/{NAMES[0]}", b"one", time.time())
    folder.run()
    folder.put(f"2022/{NAMES[0]}", b"two", (folder.raw / "2022" / NAMES[0]).stat().st_mtime)
    counts, _ = folder.run()
    assert counts == (1, 2)


def test_another_version_of_the_reader_reads_all_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.run()
    monkeypatch.setattr(cache, "READER", "a later one")
    assert folder.run()[0] == (3, 0)
    assert folder.run()[0] == (0, 3)


def test_files_of_no_folder_are_read_once_to_tell_their_year(folder: Folder) -> None:
    for name in NAMES:
        shutil.move(folder.raw / "2022" / name, folder.raw / name)
        os.utime(folder.raw / name, (LONG_AGO, LONG_AGO))
    assert folder.intake().years() == [2022]
    assert folder.run()[0] == (0, 3), "reading them for their year was enough"
    assert [row["year"] for row in folder.run()[1]] == [2022] * 3


def test_the_files_of_an_archive_are_known_too(folder: Folder) -> None:
    folder.put("2022/all.zip", archive({name: (RAW / "2022" / name).read_bytes() + b"\n" for name in NAMES}))
    first, rows = folder.run()
    second, again = folder.run()
    assert (first, second) == ((6, 0), (0, 6))
    assert again == rows


def test_what_cannot_be_opened_is_tried_again(folder: Folder) -> None:
    intake = folder.intake()
    files = intake.list_year(2022)
    path = folder.raw / "2022" / NAMES[0]
    content = path.read_bytes()
    path.unlink()
    assert intake.read(files).statuses["quarantined"] == 1
    folder.put(f"2022/{NAMES[0]}", content)
    assert folder.run()[0] == (1, 2)


def test_tidying_keeps_what_is_there_and_drops_the_rest(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(cache, "READER", "an earlier one")
        folder.run()
    folder.run()
    (folder.raw / "2022" / NAMES[0]).unlink()
    folder.intake().tidy()
    assert folder.run()[0] == (0, 2)
    with sqlite3.connect(folder.cache / "reading.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM files").fetchone() == (2,)


def test_a_damaged_or_missing_cache_costs_time_alone(folder: Folder) -> None:
    _, rows = folder.run()
    for file in folder.cache.iterdir():
        file.unlink()
    assert folder.run() == ((3, 0), rows)
    for file in folder.cache.iterdir():
        file.write_bytes(b"nothing of the kind" * 1000)
    assert folder.run() == ((3, 0), rows)


def test_a_file_that_waits_for_a_program_is_read_again_once_it_is_there(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    folder.put("2022/old.doc", (RAW / OLD_WORD).read_bytes())
    assert [row["status"] for row in folder.run()[1]].count("quarantined") == 1
    word = RAW / "2022" / "yeji_affairs_center.docx"
    (programs / "soffice").write_text(f'#!/bin/sh\nfor last; do :; done\n/bin/cp {word} "${{last%.doc}}.docx"\n')
    (programs / "soffice").chmod(0o755)
    counts, rows = folder.run()
    assert (counts, {row["status"] for row in rows}) == ((1, 3), {"parsed"})
    assert folder.run() == ((0, 4), rows)
