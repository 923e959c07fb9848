"""How much of one text stands in another, and groups of texts that are nearly the same.

What is compared are the sequences of five characters (shingles) of a text's Chinese letters. Figures, punctuation,
names of the organization, titles in 《》, headings and tables are left out: they are the form's, or have to differ.

Texts that may be alike are found by MinHash and banding (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, chapter 3), and then compared exactly, each with a few others only: the time grows with the number of texts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rensa import RMinHash

from govinfo_pipeline.checks.text.prose import is_heading, is_of_a_table

Shingles = frozenset[str]
Bands = Sequence[int]

SHINGLE = 5
NEARLY_ALL = 0.9
"""From this share on a text counts as the same."""

_SIGNATURE, _ROWS = 128, 8
# 16 bands of 8 rows: two texts with NEARLY_ALL in common have a resemblance of 0.82 or more, and at least 97 % of such
# pairs meet in a band.
_FULL = 16
"""A band that so many groups have in common tells nothing any more, and takes no further ones."""
_COMPARED = 8
"""With so many groups, those that share most bands, a text is compared at most."""
_REMEMBERED = 128

_TITLES = re.compile(r"《[^《》]{1,60}》|〈[^〈〉]{1,60}〉")
_INLINE_HEADING = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）][^。：:，,；;]{1,20}[。：:]")
_NO_LETTERS = re.compile(r"[^一-鿿]+")
_PLACE = re.compile(r"^.{1,12}?(?:自治区|自治州|自治县|新区|省|市|州|盟|县|区|旗)(?=.{2})")
_SUFFIX = re.compile(r"(?:办事处|人民政府|委员会|管理委员会)$")
_SHORTEST_NAME = 3


def letters(text: str, organization: str | None) -> str:
    """The Chinese letters of a section that are its author's own."""
    lines = [line for line in text.split("\n") if not is_of_a_table(line) and not is_heading(line.strip())]
    words = _INLINE_HEADING.sub("", _TITLES.sub("", "\n".join(lines)))
    words = _NO_LETTERS.sub("", words)
    for name in names(organization) if organization else ():
        words = words.replace(name, "")
    return words


@lru_cache(maxsize=1024)
def names(organization: str) -> tuple[str, ...]:
    """The name and what it is called by without the places before it and the suffix; the longest first."""
    rest, found = organization, {organization}
    while place := _PLACE.match(rest):
        rest = rest[place.end() :]
        found.add(rest)
    found |= {_SUFFIX.sub("", name) for name in found}
    return tuple(sorted((name for name in found if len(name) >= _SHORTEST_NAME), key=lambda name: (-len(name), name)))


def shingles(words: str) -> Shingles:
    """The sequences of :data:`SHINGLE` letters in ``words``."""
    return frozenset(_sequences(words))


def _sequences(words: str) -> list[str]:
    return [words[place : place + SHINGLE] for place in range(len(words) - SHINGLE + 1)]


def share(own: Shingles, other: Shingles) -> float:
    """The share, 0 to 1, of a text that stands in the other; of nothing, 0."""
    return len(own & other) / len(own) if own else 0.0


def likeness(one: Shingles, other: Shingles) -> float:
    """The share, 0 to 1, of the longer of two texts that stands in both."""
    return len(one & other) / max(len(one), len(other)) if one and other else 0.0


class Group(NamedTuple):
    """Texts that are nearly the same as the first of them, each by its place in the input."""

    first: int
    others: list[int]


def groups(bands: Sequence[Bands], shingles_of: Callable[[int], Shingles]) -> list[Group]:
    """Groups of at least two among texts with these bands, in the order of their first ones.

    A text joins the group whose first text it is most like, if that is at least :data:`NEARLY_ALL`; else it begins a
    group. Of texts that meet no other the shingles are not asked for. Time and memory are linear in the texts.
    """
    remembered = lru_cache(maxsize=_REMEMBERED)(shingles_of)
    begun: dict[int, Group] = {}
    having: dict[int, list[int]] = defaultdict(list)
    for place in meeting(bands):
        keys = bands[place]
        met = Counter(first for key in keys for first in having.get(key, ()))
        nearest = sorted(met, key=lambda first: (-met[first], first))[:_COMPARED]
        alike = {first: likeness(remembered(place), remembered(first)) for first in nearest}
        best = max(alike, key=lambda first: (alike[first], -first), default=None)
        if best is not None and alike[best] >= NEARLY_ALL:
            begun[best].others.append(place)
            continue
        begun[place] = Group(place, [])
        for key in keys:
            if len(having[key]) < _FULL:
                having[key].append(place)
    return [group for group in begun.values() if group.others]


def meeting(bands: Sequence[Bands]) -> list[int]:
    """The texts that have a band in common with another one; only their shingles may be asked for."""
    number = Counter(chain.from_iterable(bands))
    return [place for place, keys in enumerate(bands) if any(number[key] > 1 for key in keys)]


def bands(words: str) -> Bands:
    """What texts that may be alike have in common; the same for the same version of Python and of rensa."""
    sketch = RMinHash(num_perm=_SIGNATURE, seed=1)
    sketch.update(_sequences(words))
    digest = sketch.digest()
    return [hash((start, *digest[start : start + _ROWS])) for start in range(0, _SIGNATURE, _ROWS)]
