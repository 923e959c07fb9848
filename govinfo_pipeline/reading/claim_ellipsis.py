"""What a sentence leaves out and its reader supplies: names and units in a list of numbers, and the number of 均.

1. 予以公开、不予公开的分别为5件、3件 is 予以公开的为5件、不予公开的为3件; the names may have numbers of their own:
   予以公开5件、不予公开3件,占比分别为50%、30%.
2. 维持、纠正各2件 is 维持2件、纠正2件.
3. 直接起诉5件(维持3、纠正2) is 直接起诉5件(维持3件、纠正2件).
4. 不予公开3件(均因国家秘密) is 不予公开3件(3件均因国家秘密); 行政诉讼1件,尚未审结 is 行政诉讼1件,1件尚未审结.

Here: sentences written out in full. Not here: what their numbers count (:mod:`.claim_naming`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govinfo_pipeline.reading.claim_context import says
from govinfo_pipeline.reading.patterns import pattern

_PARTED_OUT = ("分别", "依次")
_BRACKETS = ("件(", "宗(", "起(")
_SAID_OF_ALL = (*_BRACKETS, "均", "都", "皆", "全部", "1件,", "一件,", "1起,", "1宗,")
_SIGNS = (*_PARTED_OUT, *_SAID_OF_ALL, "各")
_LONGEST = 120
"""Names of a list further away than this are not looked for."""
_ONE = r"\d[\d'.]*(?:件次?|宗|起|例|份|%)?"
_LIST = pattern(
    r"(?P<time>本年度?|今年|20\d\d年度?)?(?P<rest>(?:的|各|数量|件数|数|情形|情况|占比|占|比例|比重|同比|[较比]上年度?)*)"
    "(?:分别|依次)(?P<verb>(?:为|是|有|占|达到?|计|增长|上升|增加|下降|减少|降低|:)*)"
    rf"(?P<numbers>{_ONE}(?:[、,和及与]{_ONE})+)(?=[,、;()]|\Z)"
)
"""The numbers of a list, and what all of its names share."""
_NUMBER = pattern(_ONE)
_UNIT = pattern(r"[^\d'.]+\Z")
_NAMES = pattern(r"[^,;:()]+\Z")
_PARTED = (pattern("、|以及|和|及|与"), pattern("、"))
"""What parts names, which may have a 和 of their own: 公民、法人和其他组织."""
_ITEM = pattern(rf"(?:\A|(?P<parted>[,、:(]))(?:其中,?|上一?年度?|去年)?(?P<name>[^,、;:()\d]{{2,}}?){_ONE}\Z")
_EACH = pattern(r"各(?P<number>\d[\d']*[件宗起例])(?=[,、;()]|\Z)")
_WITHOUT_UNITS = pattern(r"\d(?P<unit>[件宗起例])\((?:其中,?)?(?:[^()\d、,]{1,8}\d+[、,])+[^()\d、,]{1,8}\d+\)")
_BARE = pattern(r"\d+(?=[、,)])")

_ALL = "均|都|皆|全部"
_WHOLE = pattern(
    r"(?=[\d一二两三四五六七八九十])(?<!减少)(?<!增加)(?<!下降)(?<!上升)(?<!多)(?<!少)"
    r"(?P<number>(?:(?<![\d'.])\d[\d']*|(?<![第一二两三四五六七八九十百])[一二两三四五六七八九十])[件宗起例])(?:申请)?"
    rf"(?:(?P<brackets>\()(?!其中|包|含|不含|除)|(?:\([^()]*\))?,(?:(?P<all>(?=(?:法院|结果|最终)?(?:{_ALL})))|(?![^,;()]*(?:{_ALL})))|"
    rf"(?P<straight>(?<=[件请])(?={_ALL})))"
    r"(?=[^,;()、\d]{0,16}(?:公开|不予|无法提供|掌握|秘密|第三方|事务|过程性|案卷|查询|补正|信访|重复|出版物|"
    r"维持|纠正|撤销|审理|未审结|未结|起诉|自然人|公民|个人|企业|法人))"
    r"(?=(?:[^,;()、\d]|、行政机关)+(?:[,;)]|\Z))"
)
"""A number, and behind it what is said of all of it without another number."""
_NAMED = pattern(r"[^,、;:()\d其中]的\Z")
_SINGLE = pattern(r"[1一].\Z")
_COUNT = pattern(r"\d[件宗起例]")


class _Piece(NamedTuple):
    """Text, and where in the sentence its first character stands."""

    text: str
    place: int


class _Edit(NamedTuple):
    """What stands in full in place of a stretch of the sentence."""

    start: int
    end: int
    pieces: list[_Piece]


def in_full(text: str) -> tuple[str, Sequence[int]]:
    """A plain sentence with what it leaves out, and where each of its characters stands in ``text``."""
    if not says(text, _SIGNS):
        return text, range(len(text))
    edits = sorted([*_lists(text), *_each(text), *_units(text), *_wholes(text)])
    if not edits:
        return text, range(len(text))
    pieces: list[_Piece] = []
    place = 0
    for edit in edits:
        if edit.start < place:
            continue
        pieces += [_Piece(text[place : edit.start], place), *edit.pieces]
        place = edit.end
    pieces.append(_Piece(text[place:], place))
    places = [piece.place + offset for piece in pieces for offset in range(len(piece.text))]
    return "".join(piece.text for piece in pieces), places


def _lists(text: str) -> Iterator[_Edit]:
    """Lists of numbers, each behind its name (1)."""
    for found in _LIST.finditer(text) if says(text, _PARTED_OUT) else ():
        place = found.start("numbers")
        numbers = [_Piece(one[0], place + one.start()) for one in _NUMBER.finditer(found["numbers"])]
        names = [names for names in _names(text, found.start()) if len(names) == len(numbers)]
        start = names[0][0].place if names else found.start()
        called = names[0] if names else _numbered(text, found.start(), len(numbers))
        if not called:
            continue
        time, *shared = (_Piece(found[part] or "", found.start(part)) for part in ("time", "rest", "verb"))
        unit = _UNIT.search(numbers[-1].text)
        pieces = []
        for name, number in zip(called, numbers, strict=True):
            with_unit = number if not unit or _UNIT.search(number.text) else _Piece(number.text + unit[0], number.place)
            pieces += [time, name, *shared, with_unit, _Piece("、", number.place)]
        yield _Edit(start, found.end(), pieces[:-1])


def _each(text: str) -> Iterator[_Edit]:
    """One number behind each of the names that it is told of (2)."""
    for found in _EACH.finditer(text) if "各" in text else ():
        number = _Piece(found["number"], found.start("number"))
        names = next(_names(text, found.start()), [])
        if len(names) > 1:
            pieces = [piece for name in names for piece in (name, number, _Piece("、", number.place))]
            yield _Edit(names[0].place, found.end(), pieces[:-1])


def _names(text: str, end: int) -> Iterator[list[_Piece]]:
    """The names of a list that ends at ``end``, in each of the ways to part them."""
    said = _NAMES.search(text, max(0, end - _LONGEST), end)
    start = said.start() if said else end
    for parted in _PARTED:
        between = [part.span() for part in parted.finditer(text, start, end)]
        cuts = pairwise([(0, start), *between, (end, end)])
        names = [_Piece(text[left:right], left) for (_, left), (right, _) in cuts]
        if all(name.text for name in names):
            yield names


def _numbered(text: str, end: int, count: int) -> list[_Piece]:
    """The names of so many numbers in a row, in the clause before the one that ends at ``end``."""
    names: list[_Piece] = []
    parted, place = "", end - 1 if text[:end].endswith(",") else 0
    while found := _ITEM.search(text, max(0, place - _LONGEST), place):
        names.append(_Piece(found["name"], found.start("name")))
        if parted not in ("", found["parted"]):
            break
        parted, place = found["parted"] or ":", found.start()
    return names[::-1] if len(names) == count else []


def _units(text: str) -> Iterator[_Edit]:
    """The unit of a number behind those in the brackets that take it apart (3)."""
    for found in _WITHOUT_UNITS.finditer(text) if says(text, _BRACKETS) else ():
        for number in _BARE.finditer(text, found.end("unit"), found.end()):
            yield _Edit(number.end(), number.end(), [_Piece(found["unit"], number.end() - 1)])


def _wholes(text: str) -> Iterator[_Edit]:
    """Numbers put in front of what is said of all of them (4)."""
    for found in _WHOLE.finditer(text) if says(text, _SAID_OF_ALL) else ():
        start, number = found.start(), _Piece(found["number"], found.start("number"))
        if found["straight"] is not None:
            if _NAMED.search(text, 0, start):
                yield _Edit(found.end(), found.end(), [_Piece(",", found.end() - 1), number])
        elif found["brackets"] or (
            not _COUNT.search(text, text.rfind(";", 0, start) + 1, start)
            if found["all"] is not None
            else _SINGLE.match(number.text)
        ):
            yield _Edit(found.end(), found.end(), [number])
