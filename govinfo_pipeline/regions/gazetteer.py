"""The list of regions and its index of names, loaded once.

A region is its code: 2 digits for a province, 4 for a prefecture, 6 for a county unit, 9 for a township. One lies in
another where its code begins with the other's.
"""

import gzip
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from govinfo_pipeline.regions.naming import former_names, is_zone, short_forms, zone_forms

DATA = Path(__file__).with_name("regions.txt.gz")

LEVELS = {2: "province", 4: "city", 6: "county", 9: "township"}
_NO_NAMES = re.compile("市辖区|县|(?:省|自治区)直辖县级行政区划")
_OFFICE = re.compile("(?<=.)(?:街道办事处|街道办|街办|办事处)(?:街道)?$")
_WIDTH = str.maketrans("（）", "()")

Names = dict[str, list[str]]


class Gazetteer(NamedTuple):
    """Names by code, and codes by each kind of name."""

    names: dict[str, str]
    full: Names
    short: Names
    former: Names
    zones: Names
    townships: Names
    spellings: set[str]
    """All names of every kind."""

    def name(self, code: str) -> str | None:
        """The name of the region with that code; None for what only fills a place in the list."""
        name = self.names[code]
        return None if len(code) == 4 and _NO_NAMES.fullmatch(name) else name

    def is_undivided(self, county: str) -> bool:
        """Whether a county unit of the list stands for a city without counties, such as 东莞."""
        return self.names[county] == self.names[county[:4]]


def as_street(name: str) -> str:
    """The name of a subdistrict as the list has it: 王因街道 for 王因街道办事处, 卫北街道 for 卫北办事处."""
    return _OFFICE.sub("街道", name)


@cache
def gazetteer() -> Gazetteer:
    """The regions, from the file beside this module."""
    found = Gazetteer({}, {}, {}, {}, {}, {}, set())
    for line in gzip.decompress(DATA.read_bytes()).decode().splitlines():
        head, *townships = line.split("\t")
        county, name = head.split(" ")
        found.names[county] = name
        for township in townships:
            code = county + township[:3]
            name = found.names[code] = township[4:]
            if "办" in name:
                name = as_street(name)
            found.townships.setdefault(name.translate(_WIDTH) if "（" in name else name, []).append(code)
    for code, name in found.names.items():
        if len(code) < 9:
            _index(found, code, name)
    found.spellings.update(found.full, found.short, found.former, found.zones, found.townships)
    return found


def _index(found: Gazetteer, code: str, name: str) -> None:
    if found.name(code) is None or (len(code) == 6 and found.is_undivided(code)):
        return
    found.full.setdefault(name, []).append(code)
    if is_zone(code):
        forms = zone_forms(name, found.names[code[:4]], found.names[code[:2]])
        _add(found.zones, forms, code)
        return
    _add(found.short, short_forms(name), code)
    if len(code) == 6:
        _add(found.former, former_names(name), code)


def _add(index: Names, forms: set[str], code: str) -> None:
    for form in forms:
        index.setdefault(form, []).append(code)
