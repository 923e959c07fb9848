"""The list of the bodies that should report, a CSV file that an office keeps: who there is, where, and under whom.

Columns: ``organization`` (the full name) and ``region_code`` (GB/T 2260, six digits); where wanted ``parent`` (the
government whose report adds this body's up), ``level`` and ``kind`` (codes as in ``reports``; a kind that is left blank
is told by the name), ``since`` and ``until`` (statistical years of its first and last report). Other columns are left
alone.
"""

import re
from collections import defaultdict
from pathlib import Path

import pandas as pd

from govinfo_pipeline.reading.organ import kind_of
from govinfo_pipeline.regions.codes import prefix
from govinfo_pipeline.tables.codes import KINDS, LEVELS
from govinfo_pipeline.tables.lists import Line, ListError, lines
from govinfo_pipeline.tables.schemas import SCHEMAS, frame

_COLUMNS = tuple(SCHEMAS["known_bodies"].columns)
_NEEDED = ("organization", "region_code")
_OPTIONAL = ("parent", "level", "kind", "since", "until")


def known_bodies(path: Path | None, year: int) -> pd.DataFrame:
    """``known_bodies``: the bodies on the list that report for ``year``; none without a list.

    A parent is the body of that name that is nearest: in the same region, or in the smallest that contains it. Raises
    :class:`govinfo_pipeline.tables.lists.ListError`.
    """
    named: dict[str, list[Line]] = defaultdict(list)
    found = lines(path, "the list of bodies", _NEEDED, _OPTIONAL) if path else []
    valid = [(place, _valid(place, line)) for place, line in found if line["organization"]]
    bodies = [(place, line) for place, line in valid if _reports(line, year)]
    for place, line in bodies:
        if any(other["region_code"] == line["region_code"] for other in named[line["organization"]]):
            raise ListError(f"{place}: {line['organization']} is on the list twice; keep one line")
        named[line["organization"]].append(line)
    rows = [{"year": year, **line, "parent_region": _parent(place, line, named)} for place, line in bodies]
    return frame("known_bodies", {name: [row.get(name) or None for row in rows] for name in _COLUMNS})


def _reports(line: Line, year: int) -> bool:
    return int(line["since"] or year) <= year <= int(line["until"] or year)


def _valid(place: str, line: Line) -> Line:
    if not re.fullmatch("[0-9]{6}", line["region_code"]):
        raise ListError(f"{place}: region_code is {line['region_code']!r}, but must be six digits")
    for name in ("since", "until"):
        if not re.fullmatch("([0-9]{4})?", line[name]):
            raise ListError(f"{place}: {name} is {line[name]!r}, but must be a year, or empty")
    if line["since"] and line["until"] and line["since"] > line["until"]:
        raise ListError(f"{place}: since is {line['since']} and until {line['until']}, which is before it")
    for name, names in (("level", LEVELS), ("kind", KINDS)):
        if line[name] and line[name] not in names:
            codes = ", ".join(f"{code} ({zh})" for code, (zh, _) in names.items())
            raise ListError(f"{place}: {name} is {line[name]!r}, but must be one of {codes}, or empty")
    return {**line, "kind": line["kind"] or kind_of(line["organization"])}


def _parent(place: str, line: Line, named: dict[str, list[Line]]) -> str | None:
    """The region of the body's parent; null where it has none."""
    if not line["parent"]:
        return None
    near = [other for other in named[line["parent"]] if line["region_code"].startswith(prefix(other["region_code"]))]
    if not near:
        region = line["region_code"]
        raise ListError(f"{place}: there is no line for its parent {line['parent']} in a region that {region} is in")
    return max(near, key=lambda other: len(prefix(other["region_code"])))["region_code"]
