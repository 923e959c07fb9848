"""The six sections: headings are told by their words first, by their number second, and in order."""

from collections.abc import Sequence
from functools import lru_cache

from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline.reading.chain import Hit, heaviest_chain
from govinfo_pipeline.reading.patterns import pattern
from govinfo_pipeline.reading.records import CELLS, Row, Section, cells_of
from govinfo_pipeline.reading.tokens import fold

_WORDS = {
    1: pattern(
        r"(?:20\d\d年度?)?(?:政府信息公开|年度)?(?:工作)?(?:总体|基本|整体)(?:工作)?(?:情况|概况)|(?:工作)?概述|概况"
    ),
    2: pattern(r"(?:行政机关|本机关|政府)?主动公开(?:的)?(?:政府)?信息(?:公开)?(?:的)?(?:工作)?(?:情况)?"),
    3: pattern(
        r".{0,6}(?:收到|受理|接收)(?:和|与|及|并)?(?:处理|办理|答复).{0,12}申请.{0,6}情况|.{0,12}依申请公开.{0,14}情况"
        r"|.{0,14}申请的?(?:收到|受理|接收|处理|办理|答复).{0,8}情况"
    ),
    4: pattern(r".{0,24}复议.{0,12}诉讼.{0,8}"),
    5: pattern(r".{0,16}问题.{0,8}(?:改进|整改|措施|打算|计划|努力方向|下一步).{0,12}"),
    6: pattern(r"(?:其他|其它|需要).{0,8}(?:报告|说明).{0,4}事项无?|(?:其他|其它)事项"),
}
# Every heading has one of these: few of the short lines of a report need a closer look.
_KEY_WORDS = pattern("情况|概况|概述|主动公开|诉讼|问题|事项")
_NUMBERED = pattern(
    r"[\s#*]*(?:第?(?P<chinese>[一二三四五六])(?:\s*[、.．,，:：]|部分[、:：]?|\s+)|(?P<arabic>[1-6])\s*[、.．])"
)
_SUB_HEADING = pattern(r"[\s#*]*[(（【\[〔]\s*(?P<number>[一二三四五六七八九十\d]+)\s*[)）】\]〕]")
_LONGEST_HEADING = 48
_CHINESE = {digit: number for number, digit in enumerate("一二三四五六", 1)}
_IN_BRACKETS = 1
_LEAST_IN_BRACKETS = 4
_LEAST_OF_A_REPORT = 3
_SHORTEST_TABLE = 200


def find_sections(rows: Sequence[Row]) -> dict[int, int]:
    """Section number → index of its heading in ``rows``, for the sections that were found, in order."""
    return choose_headings(find_headings(rows))


def find_headings(rows: Sequence[Row]) -> list[Hit]:
    """The rows that may head a section.

    Numbers in brackets belong to sub-headings, unless those of most sections are so numbered.
    """
    hits = [
        Hit(index, number, weight)
        for index, cells in enumerate(map(CELLS, rows))
        if (len(cells) == 1 or cells.count("") == len(cells) - 1)
        and 1 < len(text := cells[0] or "".join(cells)) <= _LONGEST_HEADING
        if not text.isascii()
        for number, weight in _headings(text)
    ]
    plain = [hit for hit in hits if hit.weight > _IN_BRACKETS]
    if len(plain) < len(hits) and len({hit.rank for hit in hits if hit.weight == _IN_BRACKETS}) < _LEAST_IN_BRACKETS:
        return plain
    return hits


def choose_headings(headings: Sequence[Hit]) -> dict[int, int]:
    """Section number → index of its heading, of those that may be one."""
    return {hit.rank: hit.position for hit in heaviest_chain(headings)}


def holds_another_report(rows: Sequence[Row], headings: Sequence[Hit], starts: dict[int, int]) -> bool:
    """Whether the headings stand once more outside of the sections chosen, with another table 3 between them.

    A table of contents has no table below its headings, and a page that holds its report twice, once for print,
    holds one report.
    """
    if len(headings) < len(starts) + _LEAST_OF_A_REPORT:
        return False
    first, last = min(starts.values()), max(starts.values())
    before = choose_headings([hit for hit in headings if hit.position < first])
    behind = choose_headings([hit for hit in headings if hit.position > last])
    own = _section_three(rows, starts)
    return any(
        len(other) >= _LEAST_OF_A_REPORT
        and len(words := _section_three(rows, other)) > _SHORTEST_TABLE
        and words != own
        for other in (before, behind)
    )


def _section_three(rows: Sequence[Row], starts: dict[int, int]) -> str:
    """What section three prints, whatever its layout; nothing where its end is not known."""
    if not {3, 4} <= starts.keys():
        return ""
    return "".join("".join(cells_of(rows[starts[3] + 1 : starts[4]])).split())


def heading_text(row: Row) -> str | None:
    """The text of a row that may be a heading: one short cell, or null."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) == 1 and len(cells[0]) <= _LONGEST_HEADING:
        return cells[0]
    return None


@lru_cache(maxsize=65536)
def _headings(text: str) -> tuple[tuple[int, int], ...]:
    """The sections that ``text`` may head, with weights: 2 for the words, 3 where the number agrees, 1 in brackets."""
    words = fold(text)
    if not _KEY_WORDS.search(words) or "起诉" in words or ("报告" in words and "年度" in words):
        return ()
    if text.rstrip().endswith(("，", ",", "；", ";")):
        return ()
    if sub := _SUB_HEADING.match(text):
        number = _number(sub["number"])
        return ((number, _IN_BRACKETS),) if number in _WORDS and _WORDS[number].fullmatch(words) else ()
    found = _NUMBERED.match(text)
    printed = 0
    if found:
        printed = _number(found["chinese"] or found["arabic"])
        words = fold(text[found.end() :])
    hits = [(number, 3 if number == printed else 2) for number, pattern in _WORDS.items() if pattern.fullmatch(words)]
    # 存在的主要问题 alone heads section five only where its number says so.
    if not hits and printed == 5 and "问题" in words:
        hits.append((5, 2))
    return tuple(hit for hit in hits if hit[0] != 3 or printed in (0, 3))


def _number(printed: str) -> int:
    """The number that a digit or a Chinese one to six stands for; 0 for any other."""
    return int(printed) if printed.isdecimal() else _CHINESE.get(printed, 0)


def split_sections(rows: Sequence[Row], starts: dict[int, int]) -> list[Section]:
    """The sections that were found, each with all that stands below its heading."""
    ordered = sorted(starts.items(), key=lambda pair: pair[1])
    ends = [*(start for _, start in ordered[1:]), len(rows)]
    return [
        Section(
            number,
            (heading_text(rows[start]) or "").lstrip("#* ").strip(),
            "\n".join(map(str.strip, map("\t".join, map(CELLS, rows[start + 1 : end])))).strip(),
        )
        for (number, start), end in zip(ordered, ends, strict=False)
    ]


def missing_sections(starts: dict[int, int]) -> list[int]:
    """The numbers of the sections that were not found."""
    return [number for number in SECTIONS if number not in starts]
