"""Figures that the prose states about cells of the tables (the usual check T1).

A sentence is read from left to right: words say what it speaks of, years say of when, and each number is given to the
words in front of it or behind it by the patterns of :mod:`.claim_words`. Whatever they do not name is no claim; a claim
that may be about another body, or that could mean something else, has the scope ``unclear``.

Here: the sentences of the sections. Not here: one sentence (:mod:`.claim_sentence`), what a number counts
(:mod:`.claim_naming`), words (:mod:`.claim_words`), cells (:mod:`.claim_rules`), and whether the cells bear a claim out
(:mod:`govinfo_pipeline.checks.stated`).
"""

from collections.abc import Iterator, Sequence

from govinfo_pipeline.reading.claim_naming import Claim, Scope
from govinfo_pipeline.reading.claim_rules import READINGS
from govinfo_pipeline.reading.claim_sentence import Sentence, Whose, topics
from govinfo_pipeline.reading.claim_state import State
from govinfo_pipeline.reading.patterns import HAN, pattern
from govinfo_pipeline.reading.records import Row, Section
from govinfo_pipeline.reading.script import plain

READ_SECTIONS = frozenset({1, 3, 4, 6})
"""Section two is a table, and section five speaks of plans and of other years."""

_HEADINGS = {3: "application", 4: "dispute"}
_LONGEST = 600
_LINE_GOES_ON = 20
_ENDS = pattern(rf"[。!！?？]+|\.(?<={HAN}\.)")
_GOES_ON = "；"
"""What ends a sentence of a list; it is left where it stands."""
_SAYS_SO = pattern(
    r"(?=[\d０-９为為是：:一二三四五六七八九十百两零未没沒无無不])(?:"
    r"[\d０-９]\s*(?:[件宗起例份条項项個个笔次部%％]|万元|萬元)|(?:为|為|是|[：:])\s*\d|[一二三四五六七八九十百两][件宗例起份]|[：:]\s*[无無]|零|[未没沒]有?[发發]生|"
    r"(?:[未没沒][收受接发發引出产產涉曾被有因制作实實]|[无無]|不存在)(?!正当|正當|现成|現成)"
    r"[^\n。]{0,30}(?:申请|申請|公开|公開|复议|復議|诉|訴|结转|結轉|文件|规章|决定|许可|处罚|强制|收费))"
)
"""Whether a sentence may state a figure; everything else is only looked at for what it speaks of."""
_SAID_OUTSIDE = (
    "件",
    "收到",
    "受理",
    "未收",
    "未受",
    "未接",
    "未发",
    "未引",
    "没有收",
    "没有发",
    "无行政",
    "无政府",
    "均为0",
    "均为零",
    "未發",
)
"""Without any of these, a section other than the first is its table and nothing else."""
_MARKER = pattern(r"[\s#*]*(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是]|\d+[、.．])")
_TITLE = pattern(r"依申请|申请(?:办理|公开)|(主动公开|信息管理|平台|监督|保障|教育)")
_NONE = pattern(r"(?:(?:本年度|今年|全年|20\d\d年度?)[,，]?)?(?:无|没有|未发生|暂无)(?:申请|情况|此类|相关|事项)*")
_OLD_SCRIPT = pattern("[請訴⺀-⿟]")


def find_claims(
    sections: Sequence[Section], year: int | None, *, organization: str | None = None, kind: str = "unknown"
) -> list[Claim]:
    """The claims of a report's prose, in its order; ``year`` is its statistical year.

    ``organization`` and ``kind`` help to tell the report's own figures from those of a part of it, or of the
    region around it.
    """
    whose = Whose(organization, kind, year)
    return [claim for section in sections if section.section in READ_SECTIONS for claim in _section(section, whose)]


def _section(section: Section, whose: Whose) -> Iterator[Claim]:
    number = section.section
    if number != 1 and not any(word in section.text for word in _SAID_OUTSIDE):
        return
    state = State(_HEADINGS.get(number, ""))
    headed = False  # whether nothing but a heading stands before
    for printed, starts_paragraph in _sentences(_modern(section.text)):
        sentence = printed.removesuffix(_GOES_ON)
        if starts_paragraph:
            headed = number == 1 and _head(state, sentence)
            state.enter()
        state.turn(sentence)
        if _SAYS_SO.search(sentence):
            yield from Sentence(sentence, state, whose, number).claims()
        elif headed and state.heading == "application" and _NONE.fullmatch(sentence.strip()):
            yield Claim("received", 0, READINGS["received"], "certain", sentence.strip(), number)
        elif not state.heading and ("申请" in sentence or "复议" in sentence):
            for _, topic in topics(sentence):
                state.speak(topic)
        state.listing = len(sentence) < len(printed)
        headed = headed and starts_paragraph


def _modern(text: str) -> str:
    """The text in simplified characters and without radicals, if it has any others."""
    if not _OLD_SCRIPT.search(text):
        return text
    lines = [Row(number, (line,)) for number, line in enumerate(text.split("\n"))]
    return "\n".join(row.cells[0] for row in plain(lines))


def _head(state: State, sentence: str) -> bool:
    """Whether a paragraph starts with a heading; a marked one says what is spoken of below it."""
    found = _MARKER.match(sentence)
    if found and (title := _TITLE.search(sentence, found.end(), found.end() + 20)):
        state.heading = "" if title[1] else "application"
    return found is not None or _NONE.fullmatch(sentence.strip()) is not None


def _sentences(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences, with lines broken by the page joined again; true where a paragraph starts.

    A line goes on in the next one if it is a long one without a full stop, and the next one has no mark of its own.
    """
    waiting, starts = "", True
    for line in text.split("\n"):
        table = "\t" in line or "|" in line
        if waiting and (table or _MARKER.match(line)):
            yield waiting, starts
            waiting = ""
        if table:
            continue
        if not waiting:
            starts = True
        joined = waiting + line
        if _GOES_ON in line or ";" in line:
            joined = joined.replace(";", _GOES_ON).replace(_GOES_ON, f"{_GOES_ON}。")
        parts = _ENDS.split(joined)
        for part in parts[:-1]:
            if part:
                yield part[:_LONGEST], starts
                starts = False
        waiting = parts[-1][:_LONGEST]
        if waiting and len(line) < _LINE_GOES_ON:
            yield waiting, starts
            waiting = ""
    if waiting:
        yield waiting, starts


__all__ = ["READ_SECTIONS", "Claim", "Scope", "find_claims"]
