"""A sensor on the raw folder: the years of new, changed and removed files are run again, once a change.

Files are told apart by path, size and time of change, without opening them. A year of which a file was changed within
the last minute waits, as that file may still be being written.
"""

import datetime as dt
import hashlib
import json
import re
from typing import NamedTuple

import dagster as dg

from govinfo_pipeline.orchestration.jobs import INTAKE, YEAR
from govinfo_pipeline.orchestration.partitions import known_years
from govinfo_pipeline.reading.files import Location, RawFile, find_files, folder_year, members_of, written, year_of
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.store import TableStore

SETTLE = dt.timedelta(minutes=1)
MOST_OPENED = 300
"""Files outside of the years' folders that a tick opens to see of which year they are."""
ELSEWHERE = "elsewhere"
_YEAR_FOLDER = re.compile(r"(?:19|20)\d\d/")


class Listing(NamedTuple):
    """Year (or :data:`ELSEWHERE`) → digest of the files in its folder; those not settled; the files elsewhere."""

    digests: dict[str, str]
    unsettled: set[str]
    elsewhere: list[RawFile]


def list_folder(raw: Location, now: dt.datetime) -> Listing:
    """What lies in the raw folder. An archive is one file."""
    sums: dict[str, int] = {}
    unsettled, elsewhere = set(), []
    for file in find_files(raw, members=lambda path, stamp: ()):
        folder = ELSEWHERE if file.folder_year is None else str(file.folder_year)
        content = f"{file.path}\0{file.stamp.size}\0{file.stamp.mtime_ns}".encode("utf-8", "surrogateescape")
        digest = int.from_bytes(hashlib.blake2b(content, digest_size=16).digest())
        # A sum needs no list of all the files.
        sums[folder] = (sums.get(folder, 0) + digest) % (1 << 128)
        if _ns(now - SETTLE) < file.stamp.mtime_ns <= _ns(now):
            unsettled.add(folder)
        if file.folder_year is None:
            elsewhere.append(file)
    return Listing({folder: f"{total:032x}" for folder, total in sums.items()}, unsettled, elsewhere)


def years_elsewhere(raw: Location, files: list[RawFile], store: TableStore, since: dt.datetime) -> set[int]:
    """The years of files outside of the years' folders that are new, gone, or not what was listed.

    New and changed ones are opened, the newest first, up to :data:`MOST_OPENED`. A file that is gone is of the year
    that it was listed for, and one that has changed was so. The files of an archive change with the archive, which is
    not listed itself: it counts as changed where it was ``since`` a time.
    """
    raw_files = store.read("raw_files")
    elsewhere = raw_files[~raw_files["source_path"].str.match(_YEAR_FOLDER)]
    paths = elsewhere["source_path"]
    years = dict(zip(paths, elsewhere["year"], strict=True))
    listed: dict[str, tuple[int, str]] = dict(
        zip(paths, zip(elsewhere["size"], elsewhere["modified"], strict=True), strict=True)
    )
    before = {part for path in years for part in _parts(path)}

    def is_as_listed(file: RawFile) -> bool:
        if file.path in listed:  # a copy may be older than what it replaces
            return (file.stamp.size, written(file.stamp.mtime_ns // 10**9)) == listed[file.path]
        return file.path in before and file.stamp.mtime_ns <= _ns(since - SETTLE)

    changed = [file for file in files if not is_as_listed(file)]
    changed = sorted(changed, key=lambda file: -file.stamp.mtime_ns)[:MOST_OPENED]
    same = {file.path for file in files} - {file.path for file in changed}
    was = {int(year) for path, year in years.items() if same.isdisjoint(_parts(path))}
    return was | {year for file in changed for year in _years(raw, file.path)}


def _years(raw: Location, path: str) -> set[int]:
    """The years of a file, or of the files in an archive."""
    paths = [f"{path}/{name}" for name in members_of(raw / path)] or [path]
    files = [RawFile(raw, one, folder_year(raw, one)) for one in paths]
    return {year for year in map(year_of, files) if year is not None}


def _parts(path: str) -> set[str]:
    """The path, and those of the folders or the archive that it lies in."""
    names = path.split("/")
    return {"/".join(names[:end]) for end in range(1, len(names) + 1)}


def _ns(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1_000_000_000)


@dg.sensor(
    name="raw_folder",
    jobs=[YEAR, INTAKE],
    minimum_interval_seconds=60,
    description="Runs a year again when files of it are new, changed or gone. Turn it on where reports arrive all the "
    "time; what lies there at that moment is taken as known.",
)
def raw_folder(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings], store: dg.ResourceParam[TableStore]
) -> dg.SensorResult:
    """One run a year and change. The cursor holds the digests that were last acted on, and when that was."""
    now = dt.datetime.now(dt.UTC)
    if not settings.raw.is_dir():
        raise FileNotFoundError(f"the folder of raw reports {settings.raw} is not there; is its disk mounted?")
    listing = list_folder(settings.raw, now)
    if not context.cursor:
        return dg.SensorResult(skip_reason="what is there is known from now on", cursor=_cursor(listing.digests, now))
    cursor = json.loads(context.cursor)
    known, since = cursor["folders"], cursor["since"]
    changed = {
        folder
        for folder in (known.keys() | listing.digests.keys()) - listing.unsettled
        if known.get(folder) != listing.digests.get(folder)
    }
    if not changed:
        return dg.SensorResult(skip_reason="no file has changed, or those that have may still be being written")
    years = {int(folder) for folder in changed - {ELSEWHERE}}
    if ELSEWHERE in changed:
        years |= years_elsewhere(settings.raw, listing.elsewhere, store, dt.datetime.fromisoformat(since))
    # Since when it had been otherwise tells a change from the same one at another time.
    requests = [
        dg.RunRequest(job_name=YEAR.name, partition_key=str(year), run_key=f"files-{year}-{since}")
        for year in sorted(years & {*known_years()})
    ]
    if ELSEWHERE in changed or years - {*known_years()}:
        requests.append(dg.RunRequest(job_name=INTAKE.name, run_key=f"files-{ELSEWHERE}-{since}"))
    acted_on = {name: digest for name, digest in listing.digests.items() if name in changed}
    kept = {name: digest for name, digest in known.items() if name not in changed}
    return dg.SensorResult(run_requests=requests, cursor=_cursor(kept | acted_on, now))


def _cursor(folders: dict[str, str], since: dt.datetime) -> str:
    return json.dumps({"since": since.isoformat(), "folders": dict(sorted(folders.items()))})
