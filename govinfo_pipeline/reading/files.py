"""The raw folder: which files there are, of which year, and what each holds. The files of an archive are files too."""

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.reading.report import read_report

if TYPE_CHECKING:
    from govinfo_pipeline.reading.archives import Member

_NO_UTF8 = re.compile(r"\\x[89a-f][0-9a-f]")
_YEAR_FOLDER = re.compile(r"(?:19|20)\d\d")
LARGEST = 64 * 1024 * 1024
"""Bytes of one file; a report has far fewer."""
_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini"})
_ZIP = b"PK\x03\x04"


class Stamp(NamedTuple):
    """What the disk says of a file without opening it: bytes, and nanoseconds since 1970 when it was last changed."""

    size: int
    mtime_ns: int


class RawFile(NamedTuple):
    """A file below the raw folder; ``folder_year`` is the year of the first folder, where that is one.

    The path of a file in an archive is the archive's, followed by its name in there; its stamp is the archive's.
    """

    root: Path
    path: str
    folder_year: int | None
    stamp: Stamp = Stamp(-1, -1)


class Content(NamedTuple):
    """A file's bytes and their SHA-256, or the reason why there are none; when it was last changed (UTC)."""

    data: bytes
    sha256: str
    size: int
    problem: str | None
    modified: str | None = None


Members = Callable[[str, Stamp], Sequence[str]]
"""The names of the files in an archive, by its path below the raw folder; none for what is no archive."""


def find_files(raw: Path, year: int | None = None, members: Members | None = None) -> list[RawFile]:
    """Every file below ``raw``, sorted by path, folder by folder; hidden ones and links are left out.

    With ``year`` the folders of other years are not looked into. ``members`` is asked what an archive holds, for who
    knows that without opening every file.
    """
    look = members or (lambda path, _: members_of(raw / path))
    files = []
    for path, stamp in _walk(raw, "", year):
        for name in look(path, stamp) or ("",):
            year_of_folder = _folder_year(path if "/" in path else name)
            files.append(RawFile(raw, _joined(path, name), year_of_folder, stamp))
    return files


def holds_files(raw: Path) -> bool:
    """Whether there is any file below ``raw``."""
    return next(_walk(raw, "", None), None) is not None


def _walk(folder: Path | str, prefix: str, year: int | None) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder, in the order of their names; a folder that cannot be opened has none."""
    with contextlib.suppress(PermissionError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if is_hidden((entry.name,)):
                continue
            # A name that is no UTF-8 is shown by its bytes; such a file cannot be opened, and says why.
            path = prefix + os.fsencode(entry.name).decode("utf-8", "backslashreplace")
            if entry.is_dir(follow_symlinks=False):
                if prefix or year is None or _folder_year(f"{path}/") in (None, year):
                    yield from _walk(entry.path, f"{path}/", year)
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield path, Stamp(status.st_size, status.st_mtime_ns)


def _folder_year(path: str) -> int | None:
    folder, slash, _ = path.partition("/")
    return int(folder) if slash and _YEAR_FOLDER.fullmatch(folder) else None


def folder_year(raw: Path, path: str) -> int | None:
    """The year of the first folder of a file's path, where that is one; the folders of an archive are folders too."""
    year = _folder_year(path)
    if year is None and (raw / path.partition("/")[0]).is_file():
        return _folder_year(path.partition("/")[2])
    return year


def files_at(path: Path) -> list[RawFile]:
    """The file at ``path``, the files of the archive there, or the files below the folder there."""
    if path.is_dir():
        return find_files(path)
    return [RawFile(path.parent, _joined(path.name, name), None) for name in _members(path) or ("",)]


def is_hidden(parts: Sequence[str]) -> bool:
    """Whether a path leads to what systems and programs leave behind, which is nobody's report."""
    return any(part.startswith((".", "~$", "__MACOSX")) or part in _LEFT_BEHIND for part in parts)


def members_of(path: Path) -> list[str]:
    """The names of the files in the archive at ``path``; none for what is no archive."""
    return list(_members(path))


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
        why = "its name is not UTF-8; rename it" if _NO_UTF8.search(file.path) else error.strerror or error
        return Content(b"", "", 0, f"the file cannot be opened: {why}")
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


def year_of(file: RawFile) -> int | None:
    """The statistical year of a file: of its folder, or else of its title; null if neither tells."""
    return file.folder_year if file.folder_year is not None else read_file(file)[1].year
