"""The list of the bodies that should report, a CSV file that an office keeps: who there is, where, and under whom.

Columns: ``organization`` (the full name) and ``region_code`` (GB/T 2260, six digits); where wanted ``parent`` (the
government whose report adds this body's up), ``level`` and ``kind`` (as in ``reports``), ``since`` and ``until``
(statistical years of its first and last report). Other columns are left alone.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pandas as pd

from govinfo_pipeline.tables.schemas import SCHEMAS, frame

Line = dict[str, str]


class BodiesError(ValueError):
    """The list of bodies cannot be read; the message says in which line, and what to do."""


def known_bodies(path: Path | None, year: int) -> pd.DataFrame:
    """``known_bodies``: the bodies on the list that report for ``year``; none without a list.

    A parent is the body of that name that is nearest: in the same region, or in the smallest that contains it. Raises
    :class:`BodiesError`.
    """
    named: dict[str, list[Line]] = defaultdict(list)
    lines = [(place, line) for place, line in (_lines(path) if path else ()) if _reports(line, year)]
    for place, line in lines:
        if any(other["region_code"] == line["region_code"] for other in named[line["organization"]]):
            raise BodiesError(f"{place}: {line['organization']} is on the list twice; keep one line")
        named[line["organization"]].append(line)
    rows = [{"year": year, **line, "parent_region": _parent(place, line, named)} for place, line in lines]
    return frame("known_bodies", {name: [row.get(name) or None for row in rows] for name in _COLUMNS})


def _reports(line: Line, year: int) -> bool:
    return int(line["since"] or year) <= year <= int(line["until"] or year)


_COLUMNS = tuple(SCHEMAS["known_bodies"].columns)
_PRINTED = ("organization", "region_code", "parent", "level", "kind", "since", "until")


def _lines(path: Path) -> list[tuple[str, Line]]:
    """The lines that name a body, each with its place."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(f"{path}, line {reader.line_num}", row) for row in reader]
    except OSError as error:
        raise BodiesError(f"the list of bodies {path} cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BodiesError(f"the list of bodies {path} is not in UTF-8; save it as “CSV UTF-8”") from error
    if missing := [name for name in _PRINTED[:2] if name not in (reader.fieldnames or ())]:
        columns = ", ".join(_PRINTED)
        raise BodiesError(f"{path}, line 1: there is no column {missing[0]}; the columns are {columns}")
    lines = [(place, {name: (row.get(name) or "").strip() for name in _PRINTED}) for place, row in rows]
    return [(place, _valid(place, line)) for place, line in lines if line["organization"]]


def _valid(place: str, line: Line) -> Line:
    if not re.fullmatch("[0-9]{6}", line["region_code"]):
        raise BodiesError(f"{place}: region_code is {line['region_code']!r}, but must be six digits")
    for name in ("since", "until"):
        if not re.fullmatch("([0-9]{4})?", line[name]):
            raise BodiesError(f"{place}: {name} is {line[name]!r}, but must be a year, or empty")
    return line


def _parent(place: str, line: Line, named: dict[str, list[Line]]) -> str | None:
    """The region of the body's parent; null where it has none."""
    if not line["parent"]:
        return None
    near = [other for other in named[line["parent"]] if line["region_code"].startswith(_prefix(other["region_code"]))]
    if not near:
        region = line["region_code"]
        raise BodiesError(f"{place}: there is no line for its parent {line['parent']} in a region that {region} is in")
    return max(near, key=lambda other: len(_prefix(other["region_code"])))["region_code"]


def _prefix(region: str) -> str:
    """What the codes of all places in a region begin with: its own, without the pairs of zeros at the end."""
    while region.endswith("00"):
        region = region[:-2]
    return region
