"""Regions by their six-digit codes (GB/T 2260): what they are called, and which lie in which."""

import re
from functools import cache

from govinfo_pipeline.regions.gazetteer import gazetteer


def prefix(code: str) -> str:
    """What the codes of all places in a region begin with: its own, without the pairs of zeros at the end."""
    return re.sub("(?:00)+$", "", code)


@cache
def regions_of(code: str) -> tuple[str | None, str | None, str | None]:
    """The codes of the province, city and county that a region lies in or is, null where in none.

    The districts of a municipality, and counties that a province governs, are in no city.
    """
    city = code[:4] + "00" if code[2:4] != "00" else None
    names = gazetteer().names
    if city and code[:4] in names and gazetteer().name(code[:4]) is None:
        city = None
    return f"{code[:2]}0000", city, code if code[4:] != "00" else None


def parent_of(code: str) -> str:
    """The code of the next larger region: empty for the whole country."""
    larger = [part for part in regions_of(code) if part and part != code]
    return larger[-1] if larger else ""


def own_name(code: str) -> str:
    """The name of a region alone, or its code where the list has none."""
    return gazetteer().names.get(prefix(code), code)


def region_name(code: str) -> str | None:
    """The name of a region with the names of those it lies in; null where the list has no such code."""
    short = prefix(code)
    if len(code) != 6 or short not in gazetteer().names:
        return None
    return "".join(name for end in (2, 4, 6) if end <= len(short) and (name := gazetteer().name(short[:end])))
