"""From the name of an organ and what is known of its surroundings to its region."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from govinfo_pipeline.regions import words
from govinfo_pipeline.regions.codes import prefix
from govinfo_pipeline.regions.gazetteer import LEVELS, gazetteer
from govinfo_pipeline.regions.naming import is_zone
from govinfo_pipeline.regions.places import Codes, Reading, chain_at, is_township, read, within

_MUNICIPALITIES = ("11", "12", "31", "50")
_LONGEST_TEXT = 200
_NO_PLACE = re.compile(r"^(?:关于)?(?:20\d\d年?度?)?")


class Resolution(NamedTuple):
    """Where an organ is. What the names do not tell is None: never a guess.

    ``province``, ``city``, ``county`` and ``township`` are names of the list. ``city`` is None in a municipality (its
    districts are counties of the province) and in counties governed by the province; ``county`` is None in a city
    without counties, such as 东莞.

    ``region_code`` has six digits: the county's, or the city's or province's for an organ of these. A township has its
    county's code; a zone that the list has not, its city's. ``level`` is the level of the organ: a branch
    of a city's bureau in a county is at the level of the county, a zone of a city too.

    ``candidates``: the codes (six digits) of all regions that the names may mean, where there are several.
    ``rule``: what decided. ``name``, ``short name``, ``former name``, ``township``: the last name found in the
    organization itself; ``branch``: a name after a bureau; ``zone``; ``context``; ``list``: :func:`settled` by a list
    of bodies; and without a decision ``ambiguous``, ``conflict``, ``none``.
    """

    province: str | None = None
    city: str | None = None
    county: str | None = None
    township: str | None = None
    region_code: str | None = None
    level: str = "unknown"
    candidates: tuple[str, ...] = ()
    rule: str = "none"


def resolve(organization: str | None, context: Sequence[str] = ()) -> Resolution:
    """The region of an organ.

    ``context`` are texts that begin with the names of what is around it: the file's path or its folders, the parent
    organ, the site that published it, the title. They choose between regions of one name, and stand in where the
    organization names no place; they do not overrule a place that it names in full.
    """
    own = read(_plain(organization or ""))
    readings = [read(_plain(name)) for text in context for name in re.split(r"[/\\]", text)]
    around = _common(reading.codes for reading in readings if not reading.conflict)
    if own.conflict:
        return _undecided(own, own.codes + own.conflict, "conflict")
    if not own.codes:
        return _by_context(own, around)
    codes, rule = own.codes, own.rule
    if len(_regions(codes)) > 1 or (rule == "zone" and not own.is_sure):
        chosen = _chosen(codes, around)
        if rule == "zone" and not chosen and (cities := _cities(around)):
            return _resolution(cities[0], own._replace(is_zone=True), "zone")
        if len(_regions(chosen)) != 1:
            return _undecided(own, chosen or codes, "ambiguous")
        codes, rule = chosen, "context"
    elif around and not own.is_sure and not _chosen(codes, around):
        return _undecided(own, codes + around, "conflict")
    code = codes[0] if len(codes) == 1 else codes[0][:6]
    if len(code) < 6 and is_township(own.rest):
        counties = _regions(within(around, (code,)))
        if len(counties) == 1 and len(counties[0]) == 6:
            return _resolution(counties[0], own, "context")
    return _resolution(code, own, rule)


def settled(found: Resolution, listed: Collection[str]) -> Resolution:
    """An organ that its names leave open, in the one region of those ``listed`` (six digits) for it that they allow.

    It stays open where the list has none of its candidates, or several of them.
    """
    possible = {code for code in listed if not found.candidates or code in found.candidates}
    if found.region_code is not None or len(possible) != 1:
        return found
    code = possible.pop()
    short = prefix(code)
    if short not in gazetteer().names:
        return found
    level = LEVELS[len(short)] if found.level == "unknown" else found.level
    return Resolution(*_names(short), region_code=code, level=level, rule="list")


def _plain(text: str) -> str:
    """The text without spaces, in one width, without the year that it may begin with."""
    return _NO_PLACE.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:_LONGEST_TEXT])))


def _common(all_codes: Iterable[Codes]) -> Codes:
    """The regions that several names together leave, () if they name none or contradict each other."""
    common: Codes = ()
    for codes in filter(None, all_codes):
        if common:
            codes = tuple(dict.fromkeys(within(codes, common) + within(common, codes)))
            if not codes:
                return ()
        common = codes
    return common


def _chosen(codes: Codes, around: Codes) -> Codes:
    """The codes that agree with the context: they lie in it, or it lies in them."""
    return tuple(code for code in codes if within((code,), around) or within(around, (code,))) if around else ()


def _regions(codes: Codes) -> Codes:
    """The distinct regions down to the county."""
    return tuple(dict.fromkeys(code[:6] for code in codes))


def _cities(codes: Codes) -> Codes:
    cities = tuple(dict.fromkeys(code[:4] for code in codes if len(code) >= 4))
    return cities if len(cities) == 1 else ()


def _by_context(own: Reading, around: Codes) -> Resolution:
    """An organ that names no place is one of the place around it, at the level that its name says: 区审计局."""
    if len(_regions(around)) != 1:
        level = _level_of_name(own.rest).replace("city", "unknown")
        return Resolution(level=level, candidates=_padded(around), rule="ambiguous" if around else "none")
    code = around[0] if len(around) == 1 else around[0][:6]
    if len(code) < 6 and len(inner := chain_at(own.rest, 0, around).codes) == 1:
        return _resolution(inner[0], own, "context")
    level = _level_of_name(own.rest)
    found = _resolution(_of_level(code, level), own, "context")
    if level in ("county", "township") and len(code) < 6:
        return found._replace(level=level, region_code=None)
    return found


def _of_level(code: str, level: str) -> str:
    """The region of ``code``, or around it, that an organ of that level belongs to; 市 are cities of both levels."""
    known = gazetteer()
    if level == "province" or (level == "city" and code[:2] in _MUNICIPALITIES):
        return code[:2]
    if level == "city" and not known.names[code[:6]].endswith("市") and known.name(code[:4]):
        return code[:4]
    return code[:6] if level in ("city", "county") else code


def _undecided(own: Reading, codes: Codes, rule: str) -> Resolution:
    """Several regions: what they have in common, and all of them."""
    levels = {LEVELS[len(code)] for code in own.conflict or own.codes}
    level = levels.pop() if len(levels) == 1 else "unknown"
    if is_township(own.rest):
        level = "township"
    return Resolution(*_names(_shared(codes)), level=level, candidates=_padded(codes), rule=rule)


def _shared(codes: Codes) -> str | None:
    """The smallest region above county level in which all the codes lie."""
    for length in (4, 2):
        shared = {code[:length] for code in codes}
        if len(shared) == 1 and len(code := shared.pop()) == length:
            return code
    return None


def _resolution(code: str, own: Reading, rule: str) -> Resolution:
    known = gazetteer()
    level = LEVELS[len(code)]
    if len(code) == 9 and words.ZONE.fullmatch(known.names[code]):
        level = "county"
    is_new_zone = own.is_zone and len(code) < 6
    if is_township(own.rest):
        level = "township"
    elif is_new_zone:
        level = "county" if len(code) == 4 or code in _MUNICIPALITIES else "unknown"
    of_county = code[:6]
    is_told = level != "township" or len(code) >= 6 or own.is_zone
    if len(of_county) == 6 and known.is_undivided(of_county):
        of_county = of_county[:4]
        level = level if level == "township" else "city"
    return Resolution(
        *_names(code),
        region_code=of_county.ljust(6, "0") if is_told else None,
        level=level,
        rule="zone" if rule != "context" and (is_new_zone or is_zone(code)) else rule,
    )


def _names(code: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """The names of the province, city, county and township of a region."""
    known = gazetteer()
    province, city, county, township = (
        known.name(code[:length]) if code and len(code) >= length else None for length in LEVELS
    )
    if code and county and known.is_undivided(code[:6]):
        county = None
    return province, city, county, township


def _level_of_name(text: str) -> str:
    """The level that the name of an organ tells without its place."""
    if is_township(text):
        return "township"
    found = words.RELATIVE.match(text)
    if found and found.lastgroup:
        return found.lastgroup
    return "province" if text.endswith("厅") and not text.endswith("办公厅") else "unknown"


def _padded(codes: Codes) -> tuple[str, ...]:
    return tuple(sorted({code[:6].ljust(6, "0") for code in codes}))
