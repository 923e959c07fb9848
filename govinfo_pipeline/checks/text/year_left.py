"""Last year's year, or another wrong one, left where a report speaks of its own year."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from govinfo_pipeline.checks.text.likeness import names
from govinfo_pipeline.checks.text.prose import compact, is_heading, paragraphs, sentences, shortened
from govinfo_pipeline.checks.text.texts import PROSE, Text, Verdict, finding, part_name, signature

_YEAR = r"(20[0-3]\d)"
_CENTURY = "20"
_TITLE = re.compile(rf"{_YEAR}(?!\d)")
_PERIOD = re.compile(rf"{_YEAR}年0?1月0?1日(?:起|始|开始)?[，,]?(?:至|到|-|—|–|―|－|~|～)+(?:{_YEAR}年)?12月31日")
_OF_THE_DATA = re.compile(r"统计|期限|数据|起止|区间|本报告|除另有|除特别")
_PRESENTED = re.compile(rf"现将{_YEAR}年[^。；;]{{0,50}}(?:如下|报告|公布|总结|汇报)")
_COMPILED = re.compile(rf"(?:编制|编写|撰写|形成)(?:了|的|完成)?[^。；;，,]{{0,14}}?{_YEAR}年[^。；;，,]{{0,40}}?报告")
_OPENING = re.compile(rf"{_YEAR}年(?:度|来|以来)?[，,]?")
_SELF = re.compile(r"我|本|全[省市州县区旗镇乡]|在[^。；;，,]{2,24}(?:领导|指导|关心|支持)下")
_INLINE_HEADING = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．][^。：:，,；;]{1,24}[。：:]")
_BALANCE = re.compile(
    rf"{_YEAR}年(?:度|来|以来)?[，,]?[^。；;]{{0,60}}(?:虽|但|仍|还|依然)[^。；;]{{0,60}}(?:不足|问题|差距|短板|薄弱)"
)
_PLAN = re.compile(
    rf"{_YEAR}年(?:度)?[，,]?[^。；;，,]{{0,20}}将(?:从以下|进一步|继续|着力|切实|持续|不断|深入|努力|着重|围绕|坚持|结合|采取)"
)
_FEE = re.compile(rf"{_YEAR}年(?!\d)(?!度?[^。；;，,]{{0,16}}(?:印发|发布|出台|修订|施行|实施|颁布|以来|起|版))")
_FEE_WORDS = re.compile(r"处理费|收费")
_OF_OTHERS = re.compile(r"《[^《》]*》|〈[^〈〉]*〉|[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]")
_COMPARED = re.compile(r"相比|对比|较上|比上|同比|与20|较20|比20|上年|上一年|去年|整改|落实情况|反馈")


_LAST_MONTH = 12


class Place(NamedTuple):
    """Where a report names a year that is known beforehand: the ``printed`` one and the one that belongs there.

    ``section`` is none in title and preamble.
    """

    section: int | None
    printed: int
    expected: int
    quote: str


def year_left(text: Text) -> Iterator[Verdict]:
    """Where a report speaks of its own year, it names its statistical year; in its plans, the one after.

    Looked at are the title; the period (统计期限…1月1日至12月31日); 现将…年…报告如下, and in the preamble 编制…年…报告;
    the opening of section one and its parts; what section five says was achieved and is wanting; what it plans
    (…年将进一步…); the fee statement of section six; the signature. Years anywhere else may be those of anything, and
    are left alone.

    1. A year that a comparison or an account names (与2021年相比, 上年, 上年问题整改) is another year's.
    2. Years in titles 《》 and in brackets are those of laws and documents: 〔2021〕3号, （2019年修订）.
    3. An opening or a balance is right where the paragraph names the report's own year as well: it tells of both. So
       is a plan where the section names the coming year.
    4. A plan is wrong only where it names the report's own year or one before; 将 without an adverb of what is to come
       (将信息公开纳入考核) is no plan.
    5. A report in which no place names its statistical year is not assessable: it may be filed under a wrong one.
    6. A part that names no year in such a place is not assessable.
    7. A signature is wrong only where it is before December of the statistical year.
    """
    text = text.only(PROSE)
    found = list(places(text))
    is_placed = any(place.printed == place.expected for place in found)
    for number in (None, *text.sections):
        own = [place for place in found if place.section == number]
        wrong = [place for place in own if place.printed != place.expected]
        if not own or not is_placed:  # 5, 6
            yield "not_assessable"
        elif wrong:
            yield _left(text, wrong)
        else:
            yield "holds"


def _left(text: Text, wrong: list[Place]) -> Verdict:
    place = wrong[0]
    zh, en = part_name(place.section)
    more_zh = f"（共{len(wrong)}处年份有误）" if len(wrong) > 1 else ""
    more_en = f" ({len(wrong)} wrong years in all)" if len(wrong) > 1 else ""
    return finding(
        text,
        place.section,
        quote=shortened(place.quote),
        zh=f"{zh}写作{place.printed}年，应为{place.expected}年{more_zh}：请核对并改正",
        en=f"{en} says {place.printed} where {place.expected} belongs{more_en}: verify and correct it",
    )


def places(text: Text) -> Iterator[Place]:
    """Every place in which a report names its own year, or the one after, in the order of the report."""
    year = text.year
    if text.title and (found := _TITLE.search(text.title)):
        yield Place(None, int(found[1]), year, text.title)
    for sentence in _dated_sentences(text.head):
        yield from _stated(sentence, None, year)
        if found := _COMPILED.search(_OF_OTHERS.sub("", sentence)):
            yield Place(None, int(found[1]), year, sentence)
    for number, words in text.sections.items():
        for sentence in _dated_sentences(words):
            yield from _stated(sentence, number, year)
        if number == PROSE[0]:
            yield from _openings(words, text)
        elif number == PROSE[1]:
            yield from _balance_and_plans(words, year)
        else:
            yield from _fees(words, year)
    yield from _signature(text)


def _dated(words: str) -> Iterator[str]:
    """The paragraphs that name a year; there are few, and nothing is looked for in the others."""
    return (paragraph for paragraph in paragraphs(words) if _CENTURY in paragraph)


def _dated_sentences(words: str) -> Iterator[str]:
    return (sentence for paragraph in _dated(words) for sentence in sentences(paragraph) if _CENTURY in sentence)


def _stated(sentence: str, section: int | None, year: int) -> Iterator[Place]:
    """The statistics period, and the sentence that presents the report."""
    if _OF_THE_DATA.search(sentence):
        for period in _PERIOD.finditer(sentence):
            years = dict.fromkeys(int(printed) for printed in period.groups() if printed)
            yield from (Place(section, printed, year, sentence) for printed in years)
    if "现将" in sentence and (presented := _PRESENTED.search(_OF_OTHERS.sub("", sentence))):  # 2
        yield Place(section, int(presented[1]), year, sentence)


def _openings(words: str, text: Text) -> Iterator[Place]:
    """Section one: 2023年，我局…, at the head of the section or of one of its parts."""
    own_names = names(text.organization) if text.organization else ()
    for paragraph in _dated(words):
        if is_heading(paragraph):
            continue
        said = paragraph[heading.end() :] if (heading := _INLINE_HEADING.match(paragraph)) else paragraph
        first = next(sentences(said), "")
        opening = _OPENING.match(first)
        if not opening or _COMPARED.search(first):  # 1
            continue
        subject = first[opening.end() :]
        printed = int(opening[1])
        if (_SELF.match(subject) or subject.startswith(own_names)) and (
            printed == text.year or str(text.year) not in paragraph  # 3
        ):
            yield Place(PROSE[0], printed, text.year, first)


def _balance_and_plans(words: str, year: int) -> Iterator[Place]:
    """Section five: 2023年…虽…仍有不足, and 2024年将进一步…."""
    for paragraph in _dated(words):
        for sentence in sentences(paragraph):
            if _CENTURY not in sentence:
                continue
            clause = _OF_OTHERS.sub("", sentence)  # 2
            if _COMPARED.search(clause):  # 1
                continue
            if found := _PLAN.search(clause):
                printed = int(found[1])
                if printed == year + 1 or (printed <= year and str(year + 1) not in compact(words)):  # 3, 4
                    yield Place(PROSE[1], printed, year + 1, sentence)
            elif balance := _BALANCE.match(clause):
                printed = int(balance[1])
                if printed == year or str(year) not in paragraph:  # 3
                    yield Place(PROSE[1], printed, year, sentence)


def _fees(words: str, year: int) -> Iterator[Place]:
    """Section six: 2023年未收取信息处理费."""
    for sentence in filter(_FEE_WORDS.search, _dated_sentences(words)):
        clause = _OF_OTHERS.sub("", sentence)  # 2
        if not _FEE_WORDS.search(clause) or _COMPARED.search(clause):  # 1
            continue
        printed = {int(found[1]) for found in _FEE.finditer(clause)}
        if len(printed) == 1:
            yield Place(PROSE[2], printed.pop(), year, sentence)


def _signature(text: Text) -> Iterator[Place]:
    """The date below the last section."""
    signed, last = signature(text), max(text.sections, default=None)
    if signed and (signed.year == text.year + 1 or signed < dt.date(text.year, _LAST_MONTH, 1)):  # 7
        yield Place(last, signed.year, text.year + 1, signed.isoformat())
