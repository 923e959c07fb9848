"""Zip archives of reports: their members are files like any other, read in memory and never unpacked to disk.

A member's path is that of the archive, a slash, and its name in there. The name is only ever compared, so whatever it
says leads nowhere. An archive within an archive is opened once more, and no further.
"""

import contextlib
import datetime as dt
import io
import zipfile
from functools import lru_cache
from typing import NamedTuple

from govinfo_pipeline.reading.files import LARGEST, Location, is_hidden, opened
from govinfo_pipeline.reading.formats.detect import detect
from govinfo_pipeline.reading.reasons import UnreadableError

MOST_MEMBERS = 20_000
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
DAMAGED = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zipfile.LargeZipFile)


class ArchiveError(UnreadableError):
    """A member of an archive cannot be read."""


class Member(NamedTuple):
    """A file of an archive: its entry, and the archive within that it is in, if it is in one."""

    entry: zipfile.ZipInfo
    within: zipfile.ZipInfo | None = None

    @property
    def modified(self) -> str | None:
        """When it was changed, as the archive says (UTC)."""
        try:
            return dt.datetime(*self.entry.date_time, tzinfo=dt.UTC).isoformat()
        except ValueError:
            return None


def members(path: Location) -> dict[str, Member]:
    """The files of the archive at ``path`` by name, hidden ones left out; none for what is no archive of files."""
    try:
        status = path.stat()
    except OSError:
        return {}
    return _members(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=8)
def _members(path: Location, _modified: int, _size: int) -> dict[str, Member]:
    try:
        if detect(path.read_bytes()) != "archive":
            return {}
        with opened(path) as file, zipfile.ZipFile(file) as archive:
            found: dict[str, Member] = {}
            for name, entry in _entries(archive).items():
                inner = _within(archive, entry) if name.lower().endswith(".zip") else {}
                found |= {f"{name}/{below}": Member(other, entry) for below, other in inner.items()}
                if not inner:
                    found[name] = Member(entry)
    except DAMAGED:
        return {}
    return dict(sorted(found.items())) if len(found) <= MOST_MEMBERS else {}


def _entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        return {}
    named = {_name(entry): entry for entry in entries}
    return {name: entry for name, entry in named.items() if name and not is_hidden(name.split("/"))}


def _within(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive within an archive; none for what is no archive, or far too large."""
    try:
        data = _read(archive, entry)
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            return _entries(inner) if detect(data) == "archive" else {}
    except (ArchiveError, *DAMAGED):
        return {}


def read_member(path: Location, member: Member) -> bytes:
    """The content of a member of at most :data:`LARGEST` bytes. Raises :class:`ArchiveError` for any other."""
    with opened(path) as file, zipfile.ZipFile(file) as archive:
        if member.within is None:
            return _read(archive, member.entry)
        with zipfile.ZipFile(io.BytesIO(_read(archive, member.within))) as inner:
            return _read(inner, member.entry)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveError("member_encrypted")
    if entry.file_size > LARGEST:
        raise ArchiveError("member_too_large", most=LARGEST)
    try:
        with archive.open(entry) as file:
            # What an entry says of its size need not be true.
            data = file.read(LARGEST + 1)
    except (*DAMAGED, ArithmeticError, LookupError) as error:
        raise ArchiveError("member_damaged", said=str(error)) from error
    if len(data) > LARGEST:
        raise ArchiveError("member_too_large", most=LARGEST)
    return data


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: Chinese systems write names in their own encoding and do not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("gb18030")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
