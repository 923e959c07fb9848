"""Figures that the prose states about cells of the tables (the usual check T1), and the ones that no cell bears out.

A sentence is read from left to right: words say what it speaks of, years say of when, and each number is given to the
words in front of it or behind it by the rules of :mod:`.claim_rules`. Whatever they do not name is no claim; a claim
that may be about another body, or that could mean something else, has the scope ``unclear``.

Here: the sentences of the sections, and the comparison with the cells. Not here: one sentence (:mod:`.claim_sentence`),
what a number counts (:mod:`.claim_naming`), words and cells (:mod:`.claim_rules`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import claim_rules as rules
from govinfo_pipeline.reading.claim_naming import Claim, Scope
from govinfo_pipeline.reading.claim_rules import Reading, Readings
from govinfo_pipeline.reading.claim_sentence import Sentence, State, Whose
from govinfo_pipeline.reading.records import Row, Section, Value
from govinfo_pipeline.reading.script import plain


class Contradiction(NamedTuple):
    """A claim, and what its readings come to in the tables, in their order."""

    claim: Claim
    computed: tuple[Decimal, ...]


READ_SECTIONS = frozenset({1, 3, 4, 6})
"""Section two is a table, and section five speaks of plans and of other years."""

_HEADINGS = {3: "application", 4: "dispute"}
_LONGEST = 600
_LINE_GOES_ON = 20
_ENDS = re.compile(r"[。;；!！?？]+")
_SAYS_SO = re.compile(
    r"[\d０-９]\s*(?:[件宗起例份条項项個个笔%％]|万元|萬元)|[一二三四五六七八九十百两零][件宗例]|[：:]\s*[无無]|零|[未没沒]有?[发發]生|"
    r"(?:[未没沒][收受接发發引出产產涉曾被有]|[无無]|不存在)(?!正当|正當|现成|現成)[^\n。]{0,30}(?:申请|申請|公开|公開|复议|復議|诉|訴)"
)
"""Whether a sentence may state a figure; everything else is only looked at for what it speaks of."""
_SAID_OUTSIDE = ("件", "未收", "未受", "未接", "未发", "未引", "没有收", "没有发", "无行政", "无政府", "未發")
"""Without any of these, a section other than the first is its table and nothing else."""
_MARKER = re.compile(r"[\s#*]*(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是]|\d+[、.．])")
_TITLE = re.compile(r"依申请|申请(?:办理|公开)|(主动公开|信息管理|平台|监督|保障|教育)")
_NONE = frozenset({"无", "没有"})
_OLD_SCRIPT = re.compile("[請訴⺀-⿟]")


def find_claims(
    sections: Sequence[Section], year: int | None, *, organization: str | None = None, kind: str = "unknown"
) -> list[Claim]:
    """The claims of a report's prose, in its order; ``year`` is its statistical year.

    ``organization`` and ``kind`` help to tell the report's own figures from those of a part of it, or of the
    region around it.
    """
    whose = Whose(organization, kind, year)
    return [claim for section in sections if section.section in READ_SECTIONS for claim in _section(section, whose)]


def contradictions(
    claims: Sequence[Claim], values: Mapping[Cell, Value], before: Mapping[Cell, Value] | None = None
) -> list[Contradiction]:
    """The certain claims that none of their readings bears out.

    ``before`` are the cells of the same organization's report of the year before, for growths. A claim with a
    reading that meets a cell without a number is not assessable; cells that the form does not print are no reading.
    """
    found = []
    for claim in claims:
        computed = _computed(claim, values, before) if claim.scope == "certain" else None
        if computed and not any(_agree(claim, number, values) for number in computed):
            found.append(Contradiction(claim, computed))
    return found


def _computed(
    claim: Claim, values: Mapping[Cell, Value], before: Mapping[Cell, Value] | None
) -> tuple[Decimal, ...] | None:
    """What the claim's readings come to, or null where one of them cannot be computed."""
    growth = claim.claim.endswith("_growth")
    sums = _sums(claim.cells, values)
    if claim.unit != "%" or sums is None:
        return sums
    bases = _sums(claim.cells, before or {}) if growth else _sums(claim.base, values)
    if not bases or 0 in bases:
        return None
    pairs = zip(sums, bases, strict=False) if growth else ((part, base) for part in sums for base in bases)
    return tuple((part / base - growth) * 100 for part, base in pairs)


def _sums(readings: Readings, values: Mapping[Cell, Value]) -> tuple[Decimal, ...] | None:
    """The sums of the readings whose cells the report prints; null where one of those has no number."""
    sums = []
    for reading in readings:
        if any(cell not in values for cell in reading):
            continue
        numbers = [values[cell] for cell in reading]
        if None in numbers:
            return None
        sums.append(Decimal(sum(number or 0 for number in numbers)))
    return tuple(sums)


def _agree(claim: Claim, number: Decimal, values: Mapping[Cell, Value]) -> bool:
    """Counts agree exactly; rates and amounts within half a unit of the last printed place of either."""
    if claim.unit == "件":
        return number == claim.value
    printed = [Decimal(claim.value)]
    if claim.unit == "万元":
        cells = (values.get(cell) for reading in claim.cells for cell in reading)
        printed += [Decimal(value) for value in cells if value is not None]
    places = min(-int(value.as_tuple().exponent) for value in printed)
    return abs(number - claim.value) <= Decimal(5).scaleb(-places - 1)


def _section(section: Section, whose: Whose) -> Iterator[Claim]:
    number = section.section
    if number != 1 and not any(word in section.text for word in _SAID_OUTSIDE):
        return
    state = State(_HEADINGS.get(number, ""))
    headed = False  # whether nothing but a heading stands before
    for sentence, starts_paragraph in _sentences(_modern(section.text)):
        if starts_paragraph:
            headed = number == 1 and _head(state, sentence)
            state.enter()
        state.turn(sentence)
        if _SAYS_SO.search(sentence):
            yield from Sentence(sentence, state, whose, number).claims()
        elif headed and state.heading == "application" and sentence.strip() in _NONE:
            yield Claim("received", 0, rules.READINGS["received"], "certain", sentence.strip(), number)
        elif not state.heading and ("申请" in sentence or "复议" in sentence):
            for found in rules.TOPIC.finditer(sentence):
                state.speak(str(found.lastgroup))
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
    return found is not None or sentence.strip() in _NONE


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
        parts = _ENDS.split(waiting + line)
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


__all__ = ["READ_SECTIONS", "Claim", "Contradiction", "Reading", "Scope", "contradictions", "find_claims"]
