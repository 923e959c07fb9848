"""Files to rows: what lies in the raw folder for a year, and what reading it gives. What is known is not read again."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.reading.files import (
    Content,
    Location,
    RawFile,
    Stamp,
    contents,
    find_files,
    folder_year,
    members_of,
)
from govinfo_pipeline.reading.reasons import Reason, joined
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.cache import Cache, Place
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.workers import TIME_LIMIT, Processes, Task, read_all

if TYPE_CHECKING:
    from govinfo_pipeline.tables.cluster import Cluster

Watch = Callable[[int, int], None]
"""Is told how many files have been read, and how many there are to read."""
ROWS = 2048
"""Reports that are held at a time."""


class Reading(NamedTuple):
    """How many files were read, how many were known from an earlier run, and the status of all of them."""

    read: int
    known: int
    statuses: dict[str, int]


def _unwatched(done: int, total: int) -> None:
    """Nobody is told."""


class Intake:
    """The raw folder as tables; ``cache`` is the folder that keeps what was read.

    ``processes`` read at the same time (as many as there are processors), each file for ``time_limit`` seconds at most;
    where the address of a Dask ``scheduler`` is given, its workers do.
    """

    def __init__(
        self,
        raw: Location,
        cache: Path,
        *,
        processes: int | None = None,
        time_limit: float = TIME_LIMIT,
        scheduler: str | None = None,
    ) -> None:
        self.raw = raw
        self.cache = Cache(cache)
        self._processes = processes or os.cpu_count() or 1
        self._time_limit = time_limit
        self._scheduler = scheduler

    def years(self) -> list[int]:
        """Every statistical year of which there are files, in order."""
        files = self._find(None)
        found = {file.folder_year for file in files} | set(self._stated_years(_loose(files)).values())
        return sorted(year for year in found if year is not None)

    def list_year(self, year: int) -> pd.DataFrame:
        """``raw_files`` of a statistical year: the files in its folder, and those elsewhere whose text names it.

        A file with the content of an earlier one names that.
        """
        files = self._find(year)
        stated = self._stated_years(_loose(files))
        own = [file for file in files if (file.folder_year or stated.get(file.path)) == year]
        first: dict[str, str] = {}
        rows = []
        for file, content in zip(own, self._contents(own), strict=True):
            original = first.setdefault(content.sha256, file.path) if content.sha256 else file.path
            rows.append(
                {
                    "report_id": parsed.report_id(content.sha256, file.path),
                    "year": year,
                    "source_path": file.path,
                    "sha256": content.sha256,
                    "size": content.size,
                    "modified": content.modified,
                    "same_as": original if original != file.path else None,
                    "problem": content.reason.en if content.reason else None,
                    "problem_zh": content.reason.zh if content.reason else None,
                }
            )
        return frame("raw_files", {name: [row[name] for row in rows] for name in rows[0]} if rows else {})

    def read(self, raw_files: pd.DataFrame, watch: Watch = _unwatched) -> Reading:
        """Reads those of the files listed that are not known yet, and keeps what they say."""
        return self._read_new(self._tasks(raw_files), watch)

    def rows(self, raw_files: pd.DataFrame) -> Iterator[pa.RecordBatch]:
        """The rows of ``parsed_reports`` for the files listed, in their order, each content once."""
        files = raw_files[raw_files["same_as"].isna()]
        tasks = self._tasks(raw_files)
        for start in range(0, len(tasks), ROWS):
            some = files.iloc[start : start + ROWS]
            table = self._rows(tasks[start : start + ROWS])
            for name in ("year", "source_path", "modified"):
                field = parsed.SCHEMA.field(name)
                place = parsed.SCHEMA.get_field_index(name)
                table = table.set_column(place, field, pa.array(some[name], field.type, from_pandas=True))
            yield from table.to_batches()

    def list_unplaced(self, known_years: Collection[int]) -> pd.DataFrame:
        """``reports`` of no year: files in no year's folder whose text names none, or whose year is out of range."""
        files = self._find(None)
        stated = self._stated_years(_loose(files))
        years = {file: file.folder_year or stated.get(file.path) for file in files}
        unplaced = [file for file, year in years.items() if year not in known_years]
        contents = self._contents(unplaced)
        tasks = [Task(file, content.sha256) for file, content in zip(unplaced, contents, strict=True)]
        self._read_new(tasks, _unwatched)
        rows = []
        for file, content, row in zip(unplaced, contents, self._rows(tasks).to_pylist(), strict=True):
            year = years[file]
            why = Reason.of("year_unknown") if year is None else Reason.of("year_not_kept", year=year)
            said = [Reason(row["problem_zh"], row["problem"])] if row["problem"] else []
            zh, en = joined([why, *said]) or why
            known = {"year": None, "source_path": file.path, "modified": content.modified}
            rows.append(
                {
                    **row,
                    **known,
                    "problem": en,
                    "problem_zh": zh,
                    "status": "quarantined",
                    "level": "unknown",
                    "report_scope": "unknown",
                }
            )
        distinct = list({row["report_id"]: row for row in reversed(rows)}.values())[::-1]
        return frame(
            "reports", {name: [row.get(name) for row in distinct] for name in (distinct[0] if distinct else ())}
        )

    def tidy(self) -> None:
        """Drops what is known of files that are gone."""
        self.cache.tidy(self._find(None))

    def _find(self, year: int | None) -> list[RawFile]:
        found: list[tuple[str, Stamp, Sequence[str]]] = []

        def members(path: str, stamp: Stamp) -> Sequence[str]:
            known = self._archives.get((path, stamp))
            if known is None:
                known = members_of(self.raw / path)
                found.append((path, stamp, known))
            return known

        files = find_files(self.raw, year, members)
        self.cache.note_archives(found)
        return files

    @cached_property
    def _archives(self) -> dict[tuple[str, Stamp], list[str]]:
        return self.cache.archives()

    def _contents(self, files: Sequence[RawFile]) -> list[Content]:
        """The content of each file without its bytes; those that are new or have changed are opened."""
        known = self.cache.contents(files)
        new = [file for file, content in zip(files, known, strict=True) if content is None]
        found = contents(new)
        self.cache.note_contents(zip(new, found, strict=True))
        opened = iter(found)
        return [content or next(opened) for content in known]

    def _stated_years(self, loose: Sequence[RawFile]) -> dict[str, int | None]:
        """Path → the year that a file in no year's folder states itself."""
        tasks = [Task(file, content.sha256) for file, content in zip(loose, self._contents(loose), strict=True)]
        self._read_new(tasks, _unwatched)
        return {task.file.path: place.stated_year for task, place in zip(tasks, self._places(tasks), strict=True)}

    def _tasks(self, raw_files: pd.DataFrame) -> list[Task]:
        files = raw_files[raw_files["same_as"].isna()]
        return [
            Task(RawFile(self.raw, path, folder_year(self.raw, path)), sha256)
            for path, sha256 in zip(files["source_path"], files["sha256"], strict=True)
        ]

    def _read_new(self, tasks: Sequence[Task], watch: Watch) -> Reading:
        places = self.cache.find(task.key for task in tasks)
        new = [task for task, place in zip(tasks, places, strict=True) if place is None or not place.lasting]
        if new:
            self._read_all(new, watch)
            places = [*self._places(tasks)]
        statuses = Counter(place.status for place in places if place is not None)
        return Reading(len(new), len(tasks) - len(new), dict(statuses))

    def _read_all(self, tasks: Sequence[Task], watch: Watch) -> None:
        done = 0
        with self._readers(len(tasks)) as readers:
            for batch in read_all(tasks, readers):
                self.cache.add(batch)
                done += len(batch.keys)
                watch(done, len(tasks))

    def _readers(self, files: int) -> "Processes | Cluster":
        if self._scheduler is None:
            return Processes(min(self._processes, files), self._time_limit)
        from govinfo_pipeline.tables.cluster import Cluster

        return Cluster(self._scheduler, self._time_limit)

    def _places(self, tasks: Sequence[Task]) -> list[Place]:
        places = [place for place in self.cache.find(task.key for task in tasks) if place is not None]
        if len(places) != len(tasks):
            raise LookupError("the cache was tidied while a run was using it; run again")
        return places

    def _rows(self, tasks: Sequence[Task]) -> pa.Table:
        return self.cache.rows(self._places(tasks))


def _loose(files: Sequence[RawFile]) -> list[RawFile]:
    """The files in no year's folder."""
    return [file for file in files if file.folder_year is None]
