"""One sentence of a report's prose on its way to claims: topics, years, numbers, and whose figures they are.

Here: reading a sentence from left to right, and what carries over to the next one (:class:`State`). Not here: cutting a
section into sentences (:mod:`.claims`), what a number counts (:mod:`.claim_naming`).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from govinfo_pipeline.reading import claim_rules as rules
from govinfo_pipeline.reading.claim_naming import Around, Claim, Scope, meanings, rate

_WIDE = {ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９，：（）％．－；"} | {
    ord("〔"): "(",
    ord("〕"): ")",
}
_SPACE = re.compile(r"\s+")
_INK = re.compile(r"\S")
_NEGATIVE = re.compile("[未没无]|不存在|零")
_NUMBER = re.compile(
    r"(?P<about>约|近|逾|超过?|不足|不到|至少|第|每)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+(?=[件宗例])|零(?=件))"
    r"(?P<loose>[余多几万千百亿]+)?(?P<unit>件次?|宗|起|例|份|条|项|个(?!百)|笔|%|万元)(?P<after>次|事|套|左右|以上|以内|上下|余)?"
)
_FAR = 40
"""Words further away from a number than this do not name it."""
_NEEDS_OBJECT = frozenset("份条项个笔")
_OTHER_OBJECT = re.compile("收到|受理|接收|接到|办理|处理|审批|登记|办结")
"""A number behind one of these that no rule names counts something else, and so do those that follow."""
_RANGE = re.compile(r"[\d件一二三四五六七八九十][-~—–至到]\Z")
_RANGE_ON = re.compile(r"[-~—–至]\d")
_ANEW = frozenset({"received", "new_received", "carried_over", "handled", "answered", *rules.DISPUTES})
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}


class State:
    """What carries over from sentence to sentence.

    ``heading`` is the topic that the heading above sets, ``topic`` the present one, ``spoken`` the last one that claims
    are about; ``last`` is the last claim, ``claimed`` whether the sentence had any, ``clear`` whether the figures are
    the report's own, ``foreign`` whether they are of another year.
    """

    __slots__ = ("claimed", "clear", "foreign", "heading", "last", "spoken", "topic")

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.enter()

    def enter(self) -> None:
        """A paragraph starts, under the heading as it is now."""
        self.topic, self.spoken, self.clear = self.heading, "", True
        self.last: Claim | None = None
        self.claimed = self.foreign = False

    def turn(self, sentence: str) -> None:
        """A sentence starts: unless it goes on with 其中, what the one before spoke of besides the heading is over."""
        if sentence.lstrip(" \t\u3000（(").startswith("其中"):
            return
        self.last, self.foreign = None, False
        if self.topic in ("elsewhere", "document") or (self.topic == "dispute" and not self.claimed):
            self.topic = self.heading or self.spoken
        self.claimed = False

    def speak(self, topic: str) -> None:
        """A word says what is spoken of."""
        self.topic = topic
        if topic in ("application", "dispute"):
            self.spoken = topic


class Whose(NamedTuple):
    """The report's organization, its kind and its year, as far as they are known."""

    organization: str | None
    kind: str
    year: int | None


class Sentence:
    """One sentence on its way from text to claims."""

    def __init__(self, printed: str, state: State, whose: Whose, section: int) -> None:
        text = printed.translate(_WIDE)
        self.places: Sequence[int] = range(len(text))
        if _SPACE.search(text):
            self.places = [found.start() for found in _INK.finditer(text)]
            text = _SPACE.sub("", text)
        self.printed, self.text, self.state, self.whose, self.section = printed, text, state, whose, section
        self.topics = [(found.start(), str(found.lastgroup)) for found in rules.TOPIC.finditer(text)]
        self.times = list(rules.TIME.finditer(text))
        self.consumed = 0

    def claims(self) -> list[Claim]:
        """The claims of the sentence, left to right."""
        found = [*self._negations(), *self._numbers()]
        self.state.claimed = bool(found)
        for _, topic in self.topics:
            self.state.speak(topic)
        self.state.foreign = self._foreign(len(self.text))
        return [claim for _, claim in sorted(found, key=lambda pair: pair[0])]

    def _foreign(self, place: int) -> bool:
        """Whether what stands at ``place`` is said of another year, of a part of the year or of several."""
        foreign, year = self.state.foreign, self.whose.year
        for found in self.times:
            if found.start() >= place:
                break
            if found["year"] or found["since"]:
                foreign = year is not None and int(found["year"] or found["since"]) != year
            elif not found["compared"]:
                foreign = not found["now"]
        return foreign

    def _topic(self, place: int) -> str:
        topic = self.state.topic
        for start, code in self.topics:
            if start >= place:
                break
            topic = code
        return topic

    def _quote(self, start: int, end: int) -> str:
        """The printed clause round ``start`` and ``end``."""
        left = self.text.rfind(",", 0, start) + 1
        right = self.text.find(",", end)
        right = len(self.text) if right < 0 else right
        return self.printed[self.places[left] : self.places[right - 1] + 1].strip()

    def _scope(self, lead: str) -> Scope:
        """Whether the figures behind ``lead``, the sentence so far, are certainly those of the report's tables."""
        if rules.PART.search(lead):
            return "unclear"
        if self.whose.kind not in ("government", "zone") and rules.WHOLE_REGION.search(lead):
            return "unclear"
        found = rules.SUBJECT.search(lead[-40:])
        if not found or "我" in found[1] or "本" in found[1]:
            return "certain"
        subject = re.sub(r"\A.*(?:[年度来内]|全年)", "", found[1])
        return "certain" if not subject or subject in (self.whose.organization or "") else "unclear"

    def _negations(self) -> Iterator[tuple[int, Claim]]:
        text = self.text
        if not _NEGATIVE.search(text) or rules.IF.search(text):
            return
        found = rules.NO_APPLICATIONS.search(text)
        if found and not rules.NEVER.search(lead := text[: found.start()]) and not rules.CHANNEL.search(lead):
            yield from self._zeros(found, ["received"])
        found = rules.NO_CASES.search(text)
        if found:
            words = found["cases"] or found["named"]
            yield from self._zeros(
                found, [code for code, sign in (("reconsideration", "复议"), ("litigation", "诉")) if sign in words]
            )

    def _zeros(self, found: re.Match[str], codes: list[str]) -> Iterator[tuple[int, Claim]]:
        start = found.start()
        if self._foreign(start):
            return
        scope, quote = self._scope(self.text[:start]), self._quote(start, found.end())
        for code in codes:
            yield start, Claim(code, 0, rules.READINGS[code], scope, quote, self.section)

    def _numbers(self) -> Iterator[tuple[int, Claim]]:
        for found in _NUMBER.finditer(self.text):
            claims = self._number(found)
            for claim in claims:
                if claim.unit != "%":
                    self.state.last = claim
                yield found.start(), claim
            if claims:
                self.consumed = found.end()

    def _number(self, found: re.Match[str]) -> list[Claim]:
        start, end, unit = found.start(), found.end(), found["unit"]
        text, state = self.text, self.state
        if found["about"] or found["loose"] or found["after"]:
            return []
        if unit in _NEEDS_OBJECT and "申请" not in text[max(0, start - 20) : end + 9]:
            return []
        topic = self._topic(start)
        if topic == "elsewhere" and "复议" not in text[end : end + 14] and "诉讼" not in text[end : end + 14]:
            return []
        clause_start = max(self.consumed, text.rfind(",", 0, start) + 1, text.rfind("、", 0, start) + 1)
        clause = text[clause_start:start]
        if _RANGE.search(text, max(0, start - 2), start) or _RANGE_ON.match(text, end) or self._foreign(start):
            return []
        from_ = max(self.consumed, start - _FAR, text.rfind(",", 0, max(0, clause_start - 1)))
        around = Around(
            before=text[from_:start],
            after=text[end : end + 40],
            sentence=text[:start],
            unit=unit,
            topic=topic,
            last=state.last,
            year=self.whose.year,
            known=self.section == 4 or bool(state.heading or state.spoken) or "信息公开" in text or "此" in clause,
        )
        value = _value(found["number"])
        if unit == "%":
            return rate(around, value, self._quote(start, end), self.section)
        meant = meanings(around)
        if not meant and topic == "application" and unit == "件" and _OTHER_OBJECT.search(clause):
            self.topics = sorted([*self.topics, (start, "elsewhere")])
        if not meant or rules.NEVER.search(clause) or rules.CHANGE.search(clause):
            return []
        if rules.CHANNEL.search(clause) and not rules.ANY_CHANNEL.search(clause):
            return []
        unit = "万元" if unit == "万元" else "件"
        if (unit == "万元") != (meant[0].claim == "fees") or (unit == "件" and not isinstance(value, int)):
            return []
        scope = self._scope(text[: from_ + meant[0].start])
        if state.last is not None and not state.clear and meant[0].claim not in ("received", "new_received"):
            scope = "unclear"
        if state.last is None and meant[0].claim in _ANEW:
            state.clear = scope == "certain" and meant[0].sure
        quote = self._quote(start, end)
        whole = found["unit"] != "件次"
        return [
            Claim(
                each.claim, value, each.readings, scope if each.sure and whole else "unclear", quote, self.section, unit
            )
            for each in meant
        ]


def _value(number: str) -> Decimal | int:
    """The number that digits with separators, or Chinese numerals, stand for."""
    if number[0].isdigit():
        digits = number.replace(",", "")
        return Decimal(digits) if "." in digits else int(digits)
    total = digit = 0
    for sign in number:
        if sign in _SCALES:
            total, digit = total + (digit or 1) * _SCALES[sign], 0
        else:
            digit = digit * 10 + _DIGITS[sign]
    return total + digit
