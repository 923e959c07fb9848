"""The raw folder: which files there are, of which year, and what each holds. The files of an archive are files too.

It is a folder of this machine, or one of an object store, whose paths (``upath.UPath``) are used alike.
"""

import contextlib
import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar, Union

from govinfo_pipeline.reading.reasons import Reason, of_system
from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.reading.report import read_report

if TYPE_CHECKING:
    from upath import UPath

    from govinfo_pipeline.reading.archives import Member

Location = Union[Path, "UPath"]
"""A path on this machine, or in an object store."""
_NO_UTF8 = re.compile(r"\\x[89a-f][0-9a-f]")
_YEAR_FOLDER = re.compile(r"(?:19|20)\d\d")
LARGEST = 64 * 1024 * 1024
"""Bytes of one file; a report has far fewer."""
_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini"})
_ZIP = b"PK\x03\x04"
_AT_ONCE = 32
"""Files of an object store that are looked at at the same time, for each takes a while to answer."""
_BLOCK = 256 * 1024
"""Bytes that are fetched from an object store at a time."""
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Stamp(NamedTuple):
    """What the disk says of a file without opening it: bytes, and nanoseconds since 1970 when it was last changed."""

    size: int
    mtime_ns: int


class RawFile(NamedTuple):
    """A file below the raw folder; ``folder_year`` is the year of the first folder, where that is one.

    The path of a file in an archive is the archive's, followed by its name in there; its stamp is the archive's.
    """

    root: Location
    path: str
    folder_year: int | None
    stamp: Stamp = Stamp(-1, -1)


class Content(NamedTuple):
    """A file's bytes and their SHA-256, or the reason why there are none; when it was last changed (UTC)."""

    data: bytes
    sha256: str
    size: int
    reason: Reason | None
    modified: str | None = None

    @property
    def problem(self) -> str | None:
        """Why there are none, in English."""
        return self.reason.en if self.reason else None


Members = Callable[[str, Stamp], Sequence[str]]
"""The names of the files in an archive, by its path below the raw folder; none for what is no archive."""


def find_files(raw: Location, year: int | None = None, members: Members | None = None) -> list[RawFile]:
    """Every file below ``raw``, sorted by path, folder by folder; hidden ones and links are left out.

    With ``year`` the folders of other years are not looked into. ``members`` is asked what an archive holds, for who
    knows that without opening every file.
    """

    def look(entry: "_Entry") -> Sequence[str]:
        return members_of(raw / entry.name) if members is None else members(entry.name, entry.stamp)

    found = list(_walk(raw, "", year))
    files = []
    for (path, stamp, _), names in zip(found, _mapped(look, found, raw), strict=True):
        for name in names or ("",):
            year_of_folder = _folder_year(path if "/" in path else name)
            files.append(RawFile(raw, _joined(path, name), year_of_folder, stamp))
    return files


def holds_files(raw: Location) -> bool:
    """Whether there is any file below ``raw``."""
    return next(_walk(raw, "", None), None) is not None


def walk(folder: Location) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder by their paths there, hidden ones left out; none where there is no such folder."""
    with contextlib.suppress(FileNotFoundError):
        yield from ((entry.name, entry.stamp) for entry in _walk(folder, "", None))


class _Entry(NamedTuple):
    """What a folder holds: a file with its stamp, or another folder, and how that is opened."""

    name: str
    stamp: Stamp = Stamp(-1, -1)
    folder: "Location | str | None" = None


_named = attrgetter("name")


def _walk(folder: "Location | str", prefix: str, year: int | None) -> Iterator[_Entry]:
    """The files below a folder, in the order of their names.

    Raises :class:`PermissionError` for a folder that cannot be opened: taken for an empty one, it would have its
    reports taken out of the tables.
    """
    try:
        entries = sorted(_listed(folder) if isinstance(folder, Path | str) else _stored(folder), key=_named)
    except PermissionError as error:
        raise PermissionError(
            f"the folder {folder} cannot be opened; let the user that runs this read it, or move it away"
        ) from error
    for entry in entries:
        path = prefix + entry.name
        if is_hidden((entry.name,)):
            continue
        if entry.folder is None:
            yield entry._replace(name=path)
        elif prefix or year is None or _folder_year(f"{path}/") in (None, year):
            yield from _walk(entry.folder, f"{path}/", year)


def _listed(folder: Path | str) -> Iterator[_Entry]:
    """What a folder of this machine holds."""
    with os.scandir(folder) as entries:
        for entry in entries:
            # A name that is no UTF-8 is shown by its bytes; such a file cannot be opened, and says why.
            name = os.fsencode(entry.name).decode("utf-8", "backslashreplace")
            if entry.is_dir(follow_symlinks=False):
                yield _Entry(name, folder=entry.path)
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                yield _Entry(name, Stamp(status.st_size, status.st_mtime_ns))


def _stored(folder: "UPath") -> Iterator[_Entry]:
    """What a folder of an object store holds, all of it by one request."""
    prefix = f"{folder.path.rstrip('/')}/"
    for found in folder.fs.ls(folder.path, detail=True):
        name = found["name"].removeprefix(prefix).rstrip("/")
        # Names with an empty part lead nowhere, and an empty file may stand for the folder itself.
        if not name or "/" in name:
            continue
        if found["type"] == "directory":
            yield _Entry(name, folder=folder / name)
        else:
            changed = int(found["LastModified"].timestamp() * 1e9)
            yield _Entry(name, Stamp(found["size"], changed))


def _mapped(function: Callable[[_Item], _Result], items: Iterable[_Item], raw: Location) -> Iterable[_Result]:
    """``function`` of each item, in their order."""
    if isinstance(raw, Path):
        return map(function, items)
    # Whoever checks a single file waits for every import.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(function, items))


def _folder_year(path: str) -> int | None:
    folder, slash, _ = path.partition("/")
    return int(folder) if slash and _YEAR_FOLDER.fullmatch(folder) else None


def folder_year(raw: Location, path: str) -> int | None:
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


def members_of(path: Location) -> list[str]:
    """The names of the files in the archive at ``path``; none for what is no archive."""
    return list(_members(path))


def _members(path: Location) -> "dict[str, Member]":
    """The files of the archive at ``path`` by name; none for what is no archive."""
    try:
        with opened(path) as file:
            if file.read(len(_ZIP)) != _ZIP:
                return {}
    except OSError:
        return {}
    # Most files are no archives, and whoever checks a single one waits for every import.
    from govinfo_pipeline.reading.archives import members

    return members(path)


def opened(path: Location) -> IO[Any]:
    """A file to read bytes from; of one in an object store no more is fetched than is read, and a block."""
    return path.open("rb") if isinstance(path, Path) else path.open("rb", block_size=_BLOCK)


def _joined(path: str, name: str) -> str:
    return f"{path}/{name}" if name else path


def written(seconds: int) -> str:
    """A time of change, in seconds since 1970, as it is kept (UTC)."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()


def load(file: RawFile, *, hashed: bool = True) -> Content:
    """The content of a file, without its SHA-256 where that is not asked for.

    One that cannot be opened, or is far too large for a report, gives a problem instead.
    """
    path = file.root / file.path
    try:
        if found := _in_archive(file):
            return _load_member(*found, hashed)
        status = path.stat()
        modified = written(int(status.st_mtime))
        if status.st_size > LARGEST:
            reason = Reason.of("file_too_large", size=status.st_size, most=LARGEST)
            return Content(b"", "", status.st_size, reason, modified)
        data = path.read_bytes()
    except OSError as error:
        why = Reason.of("name_not_utf8") if _NO_UTF8.search(file.path) else of_system(error)
        return Content(b"", "", 0, Reason.of("not_opened", why=why))
    return Content(data, _sha256(data) if hashed else "", len(data), None, modified)


def _sha256(data: bytes) -> str:
    # Whoever checks a single file waits for every import.
    import hashlib

    return hashlib.sha256(data).hexdigest()


def contents(files: Sequence[RawFile]) -> list[Content]:
    """What :func:`load` gives of each file, without the bytes."""
    return list(_mapped(_without_bytes, files, files[0].root)) if files else []


def _without_bytes(file: RawFile) -> Content:
    return load(file)._replace(data=b"")


def _in_archive(file: RawFile) -> "tuple[Location, Member] | None":
    """The archive that the file is in and its entry there; null for a file of its own."""
    if (file.root / file.path).is_file():
        return None
    path = PurePosixPath(file.path)
    for parent in path.parents:
        if (archive := file.root / parent).is_file():
            member = _members(archive).get(str(path.relative_to(parent)))
            return (archive, member) if member else None
    return None


def _load_member(archive: Location, member: "Member", hashed: bool) -> Content:
    from govinfo_pipeline.reading import archives

    try:
        data = archives.read_member(archive, member)
    except archives.ArchiveError as error:
        return Content(b"", "", member.entry.file_size, error.reason, member.modified)
    except archives.DAMAGED as error:
        damaged = Reason.of("member_damaged", said=str(error))
        return Content(b"", "", member.entry.file_size, damaged, member.modified)
    return Content(data, _sha256(data) if hashed else "", len(data), None, member.modified)


def read_file(file: RawFile, *, hashed: bool = True) -> tuple[Content, ReadReport]:
    """A file's content, as :func:`load` gives it, and what it says."""
    content = load(file, hashed=hashed)
    if content.reason is not None:
        return content, ReadReport("unknown", reason=content.reason)
    return content, read_report(content.data, PurePosixPath(file.path).name)


def year_of(file: RawFile) -> int | None:
    """The statistical year of a file: of its folder, or else of its title; null if neither tells."""
    return file.folder_year if file.folder_year is not None else read_file(file, hashed=False)[1].year
