"""The sensor on the raw folder: what is new, changed or gone is run once; what is being written waits."""

import datetime as dt
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from govinfo_pipeline.orchestration.sensors import raw_folder
from govinfo_pipeline.orchestration.sensors.raw_folder import ELSEWHERE, list_folder
from govinfo_pipeline.reading.files import RawFile, load
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.samples import RAW

REPORT = (RAW / "2022" / "huaxian_county.txt").read_bytes()
LONG_AGO = 3600.0


class Folder:
    """A raw folder and the sensor that looks at it, tick by tick."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.settings = Settings(self.raw, folder / "home")
        self.raw.mkdir()
        self.store = TableStore(self.settings.tables)
        self.cursor: str | None = None

    def put(self, path: str, content: bytes = b"text", *, seconds_ago: float = LONG_AGO) -> None:
        """Writes a file that was last changed some time ago."""
        file = self.raw / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        moment = time.time() - seconds_ago
        os.utime(file, (moment, moment))

    def requests(self) -> list[dg.RunRequest]:
        """What a tick asks for."""
        context = dg.build_sensor_context(cursor=self.cursor)
        result = raw_folder(context, settings=self.settings, store=self.store)
        assert isinstance(result, dg.SensorResult)
        self.cursor = result.cursor or self.cursor
        return list(result.run_requests or ())

    def tick(self) -> list[str | None]:
        """The years that a tick asks for, and the job of files of no year."""
        return [request.partition_key or request.job_name for request in self.requests()]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    """A folder of two years that was looked at once."""
    folder = Folder(tmp_path)
    folder.put("2021/a.txt")
    folder.put("2022/unit/b.txt")
    assert folder.tick() == [], "what is there at first is taken as known"
    yield folder


def test_nothing_is_run_where_nothing_has_changed(folder: Folder) -> None:
    assert folder.tick() == []


def test_a_new_file_has_its_year_run_once(folder: Folder) -> None:
    folder.put("2022/unit/c.txt")
    assert folder.tick() == ["2022"]
    assert folder.tick() == []


def test_a_changed_file_has_its_year_run(folder: Folder) -> None:
    folder.put("2021/a.txt", b"more text")
    assert folder.tick() == ["2021"]
    folder.put("2021/a.txt", b"MORE TEXT", seconds_ago=LONG_AGO / 2)
    assert folder.tick() == ["2021"], "of the same size"


def test_a_removed_file_has_its_year_run_also_if_it_was_the_last(folder: Folder) -> None:
    (folder.raw / "2021" / "a.txt").unlink()
    assert folder.tick() == ["2021"]


def test_a_file_that_is_moved_has_both_years_run(folder: Folder) -> None:
    (folder.raw / "2021" / "a.txt").rename(folder.raw / "2022" / "a.txt")
    assert folder.tick() == ["2021", "2022"]


def test_a_file_that_may_still_be_written_waits_and_so_does_its_year(folder: Folder) -> None:
    folder.put("2022/c.txt", seconds_ago=5)
    folder.put("2022/d.txt")
    folder.put("2021/c.txt")
    assert folder.tick() == ["2021"]
    assert folder.tick() == []
    folder.put("2022/c.txt", seconds_ago=70)
    assert folder.tick() == ["2022"]


def test_a_change_that_is_taken_back_is_a_change_of_its_own(folder: Folder) -> None:
    keys = set()
    for _ in range(2):
        for content in (b"other", b"text"):
            folder.put("2021/a.txt", content)
            keys |= {request.run_key for request in folder.requests()}
    assert len(keys) == 4


def test_a_tick_that_is_repeated_asks_for_the_same_run(folder: Folder) -> None:
    folder.put("2022/c.txt")
    before = folder.cursor
    first = folder.requests()
    folder.cursor = before
    assert [request.run_key for request in folder.requests()] == [request.run_key for request in first]


def test_hidden_files_and_those_of_editors_are_none(folder: Folder) -> None:
    for name in (".hidden", "~$c.docx", "Thumbs.db"):
        folder.put(f"2022/{name}")
    assert folder.tick() == []


def test_a_year_that_cannot_be_run_is_looked_at_with_the_files_of_no_year(folder: Folder) -> None:
    folder.put("1999/c.txt")
    assert folder.tick() == ["unplaced_files"]


def test_a_file_elsewhere_has_the_year_run_that_its_title_names(folder: Folder) -> None:
    folder.put("new/c.txt", REPORT)
    assert folder.tick() == ["2022", "unplaced_files"]
    _list(folder, "new/c.txt", 2022)
    folder.put("new/d.txt", b"of no year")
    assert folder.tick() == ["unplaced_files"]
    (folder.raw / "new" / "c.txt").unlink()
    assert folder.tick() == ["2022", "unplaced_files"]


def test_a_file_elsewhere_that_is_replaced_by_an_older_copy_has_its_year_run(folder: Folder) -> None:
    folder.put("new/c.txt", REPORT)
    folder.tick()
    _list(folder, "new/c.txt", 2022)
    folder.put("new/d.txt", b"of no year")
    assert folder.tick() == ["unplaced_files"], "a file that is as it was listed is left alone"
    folder.put("new/c.txt", REPORT + b" ", seconds_ago=10 * LONG_AGO)
    assert folder.tick() == ["2022", "unplaced_files"]


def test_an_archive_has_the_years_run_of_the_files_in_it(folder: Folder) -> None:
    folder.raw.joinpath("new").mkdir()
    with zipfile.ZipFile(folder.raw / "new.zip", "w") as archive:
        archive.writestr("2021/a.txt", "text")
        archive.writestr("b.txt", REPORT)
    folder.put("new.zip", (folder.raw / "new.zip").read_bytes())
    assert folder.tick() == ["2021", "2022", "unplaced_files"]
    _list(folder, "new.zip/2021/a.txt", 2021)
    (folder.raw / "new.zip").unlink()
    assert "2021" in folder.tick()


def _list(folder: Folder, path: str, year: int) -> None:
    """A run has listed the file."""
    content = load(RawFile(folder.raw, path, None))
    columns = {"report_id": ["r"], "year": [year], "source_path": [path], "sha256": [content.sha256]}
    columns |= {"size": [content.size], "modified": [content.modified]}
    folder.store.write("raw_files", year, frame("raw_files", columns))


def test_a_raw_folder_that_is_gone_fails_the_tick_and_runs_nothing(folder: Folder) -> None:
    folder.raw.rename(folder.raw.with_name("elsewhere"))
    with pytest.raises(FileNotFoundError, match="is its disk mounted"):
        folder.tick()


def test_the_digest_does_not_depend_on_when_it_is_made_and_tells_years_apart(folder: Folder) -> None:
    now = dt.datetime.now(dt.UTC)
    first, later = (list_folder(folder.raw, now + dt.timedelta(days=day)) for day in (0, 1))
    assert first == later
    assert set(first.digests) == {"2021", "2022"}
    folder.put("elsewhere.txt")
    assert set(list_folder(folder.raw, now).digests) == {"2021", "2022", ELSEWHERE}
