"""The places in a text, from left to right: each lies in the one before it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from govinfo_pipeline.regions import words
from govinfo_pipeline.regions.gazetteer import Gazetteer, Names, as_street, gazetteer
from govinfo_pipeline.regions.naming import WORDS

Codes = tuple[str, ...]

_LONGEST_NAME = 20
_OFFICE_END = re.compile(r"(?<!驻)(.{2,7}?)(?:街道办事处|街道办|街办|办事处)(?:街道)?")


class Chain(NamedTuple):
    """Names that follow on each other, each in the region before: the regions that the last of them may be.

    ``rule`` says how the last was found; ``is_sure`` whether a county, city or province is printed in full, or
    a zone with its city.
    """

    end: int
    codes: Codes = ()
    rule: str = "none"
    is_sure: bool = False


class Name(NamedTuple):
    """A name of the index in a text."""

    end: int
    codes: Codes
    rule: str


def within(codes: Codes, region: Codes) -> Codes:
    """Those of the codes that lie in one of the regions, or are one."""
    return tuple(code for code in codes if code.startswith(region))


def outermost(codes: Codes) -> Codes:
    """The codes without the counties that share a short name with their own city: 安阳 is 安阳市, not 安阳县."""
    names = gazetteer().names
    cities = tuple(code for code in codes if len(code) == 4 and names[code].endswith("市"))
    return tuple(code for code in codes if code in cities or not code.startswith(cities)) if cities else codes


def names_at(text: str, start: int) -> Iterator[Name]:
    """The names that begin at ``start``, longest first."""
    known = gazetteer()
    longest = min(len(text), start + _LONGEST_NAME)
    for end in range(longest, start + 1, -1):
        part = text[start:end]
        if part not in known.spellings or _is_cut(part, text[end : end + 1]):
            continue
        for rule, index in _indexes(known, is_full=part in known.full):
            if codes := index.get(part):
                yield Name(end, tuple(codes), rule)


def _indexes(known: Gazetteer, *, is_full: bool) -> tuple[tuple[str, Names], ...]:
    """Where to look a name up; what is the full name of one region is no other form of another's."""
    certain = ("name", known.full), ("township", known.townships), ("zone", known.zones)
    return certain if is_full else (*certain, ("short name", known.short), ("former name", known.former))


def _is_cut(part: str, following: str) -> bool:
    """Whether the last letter of what may be a name belongs to the word that follows."""
    return (
        (part[-1] == "市" and following != "" and following in words.NO_CITY)
        or (part[-1] == "区" and following != "" and following in words.NO_DISTRICT)
        or (part[-1] == "乡" and following != "" and following in "村镇")
    )


def chain_at(text: str, start: int, region: Codes = (), *, after_bureau: bool = False) -> Chain:
    """The longest chain of names that begins at ``start`` and lies in ``region``, if one is given."""
    best = Chain(start)
    for name in names_at(text, start):
        codes = within(name.codes, region) if region else name.codes
        codes = tuple(code for code in codes if code not in region)
        if name.rule == "short name":
            # 荆州市…荆州分局 is of 荆州区, 荆州市荆州开发区 is the city's own.
            is_word = text[start : name.end] in WORDS or any(code in region for code in name.codes)
            is_branch = bool(region) and after_bureau and words.BRANCH.match(text, name.end)
            codes = _provinces(codes) if is_word and not is_branch else outermost(codes)
        if not codes or not _may_stand(text, name, codes, region):
            continue
        rest = chain_at(text, name.end, codes)
        if not rest.codes:
            if name.rule == "short name" and not _goes_on(text, name.end, codes, after_bureau=after_bureau):
                continue
            rest = Chain(name.end, codes, name.rule)
        found = rest._replace(is_sure=rest.is_sure or name.rule == "name" or (name.rule == "zone" and bool(region)))
        if found.end > best.end:
            best = found
    return best


def _may_stand(text: str, name: Name, codes: Codes, region: Codes) -> bool:
    """Townships need their suffix, unless a county stands before; 城区, 西区 and 高新区 need a city before them."""
    is_of_province = bool(region) and region == _provinces(region)
    if name.rule == "township":
        return _are_counties(region) or (name.end > 2 and all(_is_township(code) for code in codes))
    if name.rule == "former name":
        return not (text[name.end - 1] == "市" and text[name.end : name.end + 1] in (*words.NO_FORMER_CITY,))
    if name.rule == "zone":
        return not is_of_province
    if name.rule == "name" and (is_of_province or not region):
        return not all(len(gazetteer().names[code]) == 2 and _is_district(code) for code in codes)
    return True


def _provinces(codes: Codes) -> Codes:
    return tuple(code for code in codes if len(code) == 2)


def _are_counties(codes: Codes) -> bool:
    return bool(codes) and all(len(code) == 6 for code in codes)


def _is_township(code: str) -> bool:
    name = gazetteer().names[code]
    return len(name) > 2 and words.TOWNSHIP_NAME.fullmatch(as_street(name)) is not None


def _is_district(code: str) -> bool:
    return gazetteer().names[code].endswith("区")


def _goes_on(text: str, end: int, codes: Codes, *, after_bureau: bool) -> bool:
    """Whether what follows a short name shows that it was one; 麻阳县 and 临夏州 show it themselves."""
    if text[end - 1] in "县州旗":
        return True
    if words.ZONE.match(text, end):
        return not _are_counties(codes) or words.COUNTY_ZONE.match(text, end) is not None
    if end == len(text) or words.OFFICE.match(text, end) or (after_bureau and words.BRANCH.match(text, end)):
        return True
    return is_township(text[end:])


def is_township(rest: str) -> bool:
    """Whether what follows a place names an organ of a township or subdistrict that the list has not."""
    return words.TOWNSHIP_ORGAN.fullmatch(rest) is not None and not words.NO_TOWNSHIP.search(rest)


class Reading(NamedTuple):
    """What a name says of its place.

    ``codes``: the regions it may be, all of the last name found. ``rest``: what follows. ``is_zone``: it goes on with a
    zone that the list has not. ``conflict``: names that contradict each other.
    """

    codes: Codes
    rule: str
    is_sure: bool
    rest: str
    is_zone: bool = False
    conflict: Codes = ()


@lru_cache(maxsize=1 << 16)
def read(text: str) -> Reading:
    """The place in the name of an organ, of a folder, of a site, or in a title."""
    text = _OFFICE_END.sub(lambda found: as_street(found[0]), text)
    text = re.sub("(?<=.)人民政府(?=.{2,6}街道$)", "", text)
    text = re.sub("(?<=[局会])(高新|经开)(?=分局|税务|大队)", r"\1区", text)
    chain = chain_at(text, 0)
    starts = [found.end() for found in words.BOUNDARY.finditer(text)]
    if not chain.codes:
        tries = (chain_at(text, start, after_bureau=True) for start in starts)
        chain = next((found for found in tries if found.codes), chain)
    if not chain.codes:
        return Reading((), "none", is_sure=False, rest=text, is_zone=words.ZONE.match(text) is not None)
    if clash := _clash(text, chain.end, chain.codes):
        return Reading(chain.codes, "conflict", is_sure=False, rest=text[chain.end :], conflict=clash)
    if chain.rule == "zone" and len(chain.codes) > 1:
        return Reading(chain.codes, "zone", is_sure=False, rest=text[chain.end :])
    is_zone = chain.rule != "zone" and words.ZONE.match(text, chain.end) is not None
    if is_zone or min(map(len, chain.codes)) > 4:
        return Reading(chain.codes, chain.rule, chain.is_sure, text[chain.end :], is_zone)
    return _branch(text, chain, [start for start in starts if start > chain.end])


def _branch(text: str, chain: Chain, starts: list[int]) -> Reading:
    """The county of a branch within its city or province: 洛阳市公安局老城分局."""
    for start in starts:
        inner = chain_at(text, start, chain.codes, after_bureau=True)
        if inner.codes:
            return Reading(inner.codes, "branch", chain.is_sure, text[inner.end :])
        if clash := _clash(text, start, chain.codes):
            return Reading(chain.codes, "conflict", is_sure=False, rest=text[start:], conflict=clash)
        if text.endswith("分局") and words.ZONE.match(text, start):
            return Reading(chain.codes, "zone", chain.is_sure, text[start:], is_zone=True)
    return Reading(chain.codes, chain.rule, chain.is_sure, text[chain.end :])


def _clash(text: str, start: int, region: Codes) -> Codes:
    """The counties whose full name stands there although none of them lies in the region: 安阳市鼓楼区."""
    if any(len(code) == 9 for code in region):
        return ()
    for name in names_at(text, start):
        if name.rule == "name":
            shown = text[start : name.end]
            is_own = within(name.codes, region) or any(code.startswith(name.codes) for code in region)
            is_word = shown[:-1] in words.GENERIC or (len(shown) == 2 and shown[-1] == "区")
            return () if is_own or is_word else name.codes
    return ()
