"""The raw folder: which files there are, of which year, and what each holds. The files of an archive are files too."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.reading.report import read_report

if TYPE_CHECKING:
    from govinfo_pipeline.reading.archives import Member

_YEAR_FOLDER = re.compile(r"(?:19|20)\d\d")
LARGEST = 64 * 1024 * 1024
"""Bytes of one file; a report has far fewer."""
_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini"})
_ZIP = b"PK\x03\x04"


class RawFile(NamedTuple):
    """A file below the raw folder; ``folder_year`` is the year of the first folder, where that is one.

    The path of a file in an archive is the archive's, followed by its name in there.
    """

    root: Path
    path: str
    folder_year: int | None


class Content(NamedTuple):
    """A file's bytes and their SHA-256, or the reason why there are none; when it was last changed (UTC)."""

    data: bytes
    sha256: str
    size: int
    problem: str | None
    modified: str | None = None


def find_files(raw: Path) -> list[RawFile]:
    """Every file below ``raw``, sorted by path; hidden ones and links are left out."""
    files = []
    for path in sorted(raw.rglob("*")):
        relative = path.relative_to(raw)
        if path.is_symlink() or not path.is_file() or is_hidden(relative.parts):
            continue
        for name in _members(path) or ("",):
            folders = relative.parts[:-1] + tuple(name.split("/"))[:-1]
            year = int(folders[0]) if folders and _YEAR_FOLDER.fullmatch(folders[0]) else None
            files.append(RawFile(raw, _joined(relative.as_posix(), name), year))
    return files


def files_at(path: Path) -> list[RawFile]:
    """The file at ``path``, the files of the archive there, or the files below the folder there."""
    if path.is_dir():
        return find_files(path)
    return [RawFile(path.parent, _joined(path.name, name), None) for name in _members(path) or ("",)]


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path leads to what systems and programs leave behind, which is nobody's report."""
    return any(part.startswith((".", "~$", "__MACOSX")) or part in _LEFT_BEHIND for part in parts)


def _members(path: Path) -> "dict[str, Member]":
    """The files of the archive at ``path`` by name; none for what is no archive."""
    try:
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP:
                return {}
    except OSError:
        return {}
    # Most files are no archives, and whoever checks a single one waits for every import.
    from govinfo_pipeline.reading.archives import members

    return members(path)


def _joined(path: str, name: str) -> str:
    return f"{path}/{name}" if name else path


def load(file: RawFile) -> Content:
    """The content of a file. One that cannot be opened, or is far too large for a report, gives a problem instead."""
    path = file.root / file.path
    try:
        if not path.is_file() and (found := _in_archive(file)):
            return _load_member(*found)
        status = path.stat()
        modified = dt.datetime.fromtimestamp(int(status.st_mtime), dt.UTC).isoformat()
        if status.st_size > LARGEST:
            problem = f"the file has {status.st_size} bytes, more than the {LARGEST} a report may have"
            return Content(b"", "", status.st_size, problem, modified)
        data = path.read_bytes()
    except OSError as error:
        return Content(b"", "", 0, f"the file cannot be opened: {error.strerror or error}")
    return Content(data, hashlib.sha256(data).hexdigest(), len(data), None, modified)


def _in_archive(file: RawFile) -> "tuple[Path, Member] | None":
    """The archive that the file is in and its entry there."""
    path = PurePosixPath(file.path)
    for parent in path.parents:
        if (archive := file.root / parent).is_file():
            member = _members(archive).get(str(path.relative_to(parent)))
            return (archive, member) if member else None
    return None


def _load_member(archive: Path, member: "Member") -> Content:
    from govinfo_pipeline.reading import archives

    try:
        data = archives.read_member(archive, member)
    except (archives.ArchiveError, *archives.DAMAGED) as error:
        return Content(b"", "", member.entry.file_size, str(error), member.modified)
    return Content(data, hashlib.sha256(data).hexdigest(), len(data), None, member.modified)


def read_file(file: RawFile) -> tuple[Content, ReadReport]:
    """A file's content and what it says."""
    content = load(file)
    if content.problem is not None:
        return content, ReadReport("unknown", problem=content.problem)
    return content, read_report(content.data, PurePosixPath(file.path).name)


def files_of_year(raw: Path, year: int) -> Iterator[RawFile]:
    """The files of a statistical year: those in its folder, and those elsewhere whose text names it."""
    for file in find_files(raw):
        if (year_of(file) if file.folder_year is None else file.folder_year) == year:
            yield file


def year_of(file: RawFile) -> int | None:
    """The statistical year of a file: of its folder, or else of its title; null if neither tells."""
    return file.folder_year if file.folder_year is not None else read_file(file)[1].year


def years_found(raw: Path) -> list[int]:
    """Every statistical year of which there are files, in order."""
    return sorted({year for file in find_files(raw) if (year := year_of(file)) is not None})
