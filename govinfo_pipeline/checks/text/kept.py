"""What is known of texts that were looked at before: each is judged once, and again when the rules have changed.

It is found by all that it depends on: what the checks are told of the report (:class:`.texts.Text`, but for its
number), the source of the rules and of the reader, and the libraries that they use.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from govinfo_pipeline.checks.text.judged import JUDGES, Sayings, of_reports, say
from govinfo_pipeline.checks.text.repeats import Sketch, Sketches, copies, sketch
from govinfo_pipeline.checks.text.texts import Text, in_print
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.tables.cache_file import CacheFile

_PACKAGE = Path(__file__).resolve().parents[2]
_RULES = ("checks", "form", "reading")
"""Parts of the package that what is said of a text may depend on."""
_LIBRARIES = ("OpenCC", "rensa")
_TABLES = "CREATE TABLE IF NOT EXISTS texts (text BLOB PRIMARY KEY, rules TEXT, known TEXT) WITHOUT ROWID;"
_ASKED = 500
"""Texts that are looked up at a time."""


COPIES = "text.repeats_other"
CHECKS = (*JUDGES, COPIES)
"""The checks of texts that are made on what is kept."""


class Known(NamedTuple):
    """What the checks say of a text, and what it is compared with others by."""

    said: Sayings
    sketches: Sketches


class Kept:
    """What is known of texts, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = CacheFile(folder / "texts.sqlite", _TABLES)

    def of(self, texts: Sequence[Text]) -> list[Known]:
        """What is known of each of the texts; only those that are new are looked at."""
        keys = [_key(text) for text in texts]
        known = self._find(keys)
        new = {key: _look_at(text) for key, text in zip(keys, texts, strict=True) if key not in known}
        self._add(new)
        return [known.get(key) or new[key] for key in keys]

    def tidy(self) -> None:
        """Drops what other rules have said."""
        with self._file.open() as connection:
            connection.execute("DELETE FROM texts WHERE rules != ?", (rules(),))
        self._file.shrink()

    def _find(self, keys: Sequence[bytes]) -> dict[bytes, Known]:
        found: dict[bytes, Known] = {}
        with self._file.open() as connection:
            for start in range(0, len(keys), _ASKED):
                some = keys[start : start + _ASKED]
                wanted = f"SELECT text, known FROM texts WHERE text IN ({','.join('?' * len(some))})"
                found.update((key, _read(known)) for key, known in connection.execute(wanted, some))
        return found

    def _add(self, new: Mapping[bytes, Known]) -> None:
        rows = [(key, rules(), json.dumps(known, ensure_ascii=False)) for key, known in new.items()]
        with self._file.open() as connection:
            connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)


def _look_at(text: Text) -> Known:
    plain = text.simplified()
    return Known(say(plain), sketch(plain))


def find(parts: Iterable[Year], sections_of: Callable[[Collection[str]], pd.DataFrame], kept: Kept) -> dict[str, Found]:
    """What :data:`CHECKS` find in a year that comes in ``parts``; the sections of some reports are asked for again."""
    found: dict[str, list[Found]] = {code: [] for code in JUDGES}
    sketches: dict[str, Sketches] = {}
    reports = []
    for part in parts:
        texts = in_print(part["reports"], part["sections"])
        known = kept.of(texts)
        for code, made in of_reports(part["reports"], texts, [one.said for one in known], tuple(JUDGES)).items():
            found[code].append(made)
        sketches.update((text.report_id, one.sketches) for text, one in zip(texts, known, strict=True))
        reports.append(part["reports"])
    copied = copies(pd.concat(reports), sketches, sections_of) if reports else Found(0, [])
    return {**{code: Found.added(made) for code, made in found.items()}, COPIES: copied}


@cache
def rules() -> str:
    """Tells the rules of this program from those of any other."""
    libraries = " ".join((sys.version, *map(version, _LIBRARIES)))
    return hashlib.sha256(f"{digest_of(_PACKAGE)} {libraries}".encode()).hexdigest()


def digest_of(package: Path) -> str:
    """The SHA-256 of the files of a package that what is said of a text may depend on."""
    digest = hashlib.sha256()
    for file in sorted(path for part in _RULES for path in (package / part).rglob("*") if path.is_file()):
        if file.suffix != ".pyc":
            digest.update(str(file.relative_to(package)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _key(text: Text) -> bytes:
    """Differs for texts of which anything else might be said, and for other rules."""
    words = json.dumps((rules(), *text._replace(report_id="")), ensure_ascii=False)
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=20).digest()


def _read(written: str) -> Known:
    said, sketches = json.loads(written)
    return Known(
        {code: Found(*parts) for code, parts in said.items()},
        {int(number): Sketch(*parts) for number, parts in sketches.items()},
    )
