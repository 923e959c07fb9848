"""The raw folder: which files there are, of which year, and what each holds."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.reading.report import read_report

_YEAR_FOLDER = re.compile(r"(?:19|20)\d\d")
LARGEST_FILE = 64 * 1024 * 1024


class RawFile(NamedTuple):
    """A file below the raw folder; ``folder_year`` is the year of the first folder, where that is one."""

    root: Path
    path: str
    folder_year: int | None


class Content(NamedTuple):
    """A file's bytes and their SHA-256, or the reason why there are none."""

    data: bytes
    sha256: str
    size: int
    problem: str | None


def find_files(raw: Path) -> list[RawFile]:
    """Every file below ``raw``, sorted by path; hidden ones and links are left out."""
    files = []
    for path in sorted(raw.rglob("*")):
        relative = path.relative_to(raw)
        if path.is_symlink() or not path.is_file() or any(part.startswith(".") for part in relative.parts):
            continue
        first = relative.parts[0]
        year = int(first) if len(relative.parts) > 1 and _YEAR_FOLDER.fullmatch(first) else None
        files.append(RawFile(raw, relative.as_posix(), year))
    return files


def load(file: RawFile) -> Content:
    """The content of a file. One that cannot be opened, or is far too large for a report, gives a problem instead."""
    path = file.root / file.path
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return Content(b"", "", size, f"the file has {size} bytes, more than the {LARGEST_FILE} a report may have")
        data = path.read_bytes()
    except OSError as error:
        return Content(b"", "", 0, f"the file cannot be opened: {error.strerror or error}")
    return Content(data, hashlib.sha256(data).hexdigest(), len(data), None)


def read_file(file: RawFile) -> tuple[Content, ReadReport]:
    """A file's content and what it says."""
    content = load(file)
    if content.problem is not None:
        return content, ReadReport("unknown", problem=content.problem)
    return content, read_report(content.data, Path(file.path).name)


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
