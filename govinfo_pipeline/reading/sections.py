"""The six sections: headings are told by their words first, by their number second, and in order."""

import re
from collections.abc import Sequence

from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline.reading.chain import Hit, heaviest_chain
from govinfo_pipeline.reading.records import Row, Section
from govinfo_pipeline.reading.tokens import fold

_WORDS = {
    1: re.compile(r"(?:年度)?(?:工作)?(?:总体|基本|整体)(?:工作)?(?:情况|概况)|(?:工作)?概述|概况"),
    2: re.compile(r"(?:行政机关|本机关|政府)?主动公开(?:的)?(?:政府)?信息(?:公开)?(?:的)?(?:工作)?(?:情况)?"),
    3: re.compile(
        r".{0,6}(?:收到|受理|接收)(?:和|与|及|并)?(?:处理|办理|答复).{0,12}申请.{0,6}情况|.{0,12}依申请公开.{0,14}情况"
    ),
    4: re.compile(r".{0,24}复议.{0,12}诉讼.{0,8}"),
    5: re.compile(r".{0,16}问题.{0,8}(?:改进|整改|措施|打算|计划|努力方向|下一步).{0,12}"),
    6: re.compile(r"(?:其他|其它|需要).{0,8}(?:报告|说明).{0,4}事项|(?:其他|其它)事项"),
}
_NUMBERED = re.compile(
    r"[\s#*]*(?:第?(?P<chinese>[一二三四五六])(?:\s*[、.．,，:：]|部分[、:：]?|\s+)|(?P<arabic>[1-6])\s*[、.．])"
)
_SUB_HEADING = re.compile(r"[\s#*]*[(（【\[〔]\s*[一二三四五六七八九十\d]+\s*[)）】\]〕]")
_LONGEST_HEADING = 48


def find_sections(rows: Sequence[Row]) -> dict[int, int]:
    """Section number → index of its heading in ``rows``, for the sections that were found, in order."""
    hits = [
        Hit(index, number, weight)
        for index, row in enumerate(rows)
        if (text := heading_text(row)) is not None
        for number, weight in _headings(text)
    ]
    return {hit.rank: hit.position for hit in heaviest_chain(hits)}


def heading_text(row: Row) -> str | None:
    """The text of a row that may be a heading: one short cell, or null."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) == 1 and len(cells[0]) <= _LONGEST_HEADING:
        return cells[0]
    return None


def _headings(text: str) -> list[tuple[int, int]]:
    """The sections that ``text`` may head, with weights: 2 for the words, 3 where the number agrees."""
    words = fold(text)
    if not words or _SUB_HEADING.match(text) or text.rstrip().endswith(("，", ",", "；", ";")):
        return []
    found = _NUMBERED.match(text)
    printed = 0
    if found:
        printed = "一二三四五六".find(found["chinese"]) + 1 if found["chinese"] else int(found["arabic"])
    if "起诉" in words or ("报告" in words and "年度" in words):
        return []
    hits = [(number, 3 if number == printed else 2) for number, pattern in _WORDS.items() if pattern.fullmatch(words)]
    # 存在的主要问题 alone heads section five only where its number says so.
    if not hits and printed == 5 and "问题" in words:
        hits.append((5, 2))
    return [hit for hit in hits if hit[0] != 3 or printed in (0, 3)]


def split_sections(rows: Sequence[Row], starts: dict[int, int]) -> list[Section]:
    """The sections that were found, each with all that stands below its heading."""
    ordered = sorted(starts.items(), key=lambda pair: pair[1])
    ends = [*(start for _, start in ordered[1:]), len(rows)]
    return [
        Section(
            number,
            (heading_text(rows[start]) or "").lstrip("#* ").strip(),
            "\n".join("\t".join(row.cells).strip() for row in rows[start + 1 : end]).strip(),
        )
        for (number, start), end in zip(ordered, ends, strict=False)
    ]


def missing_sections(starts: dict[int, int]) -> list[int]:
    """The numbers of the sections that were not found."""
    return [number for number in SECTIONS if number not in starts]
