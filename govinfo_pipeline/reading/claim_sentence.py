"""One sentence of a report's prose on its way to claims: topics, years, numbers, and whose figures they are.

Here: reading a sentence from left to right. Not here: cutting a section into sentences (:mod:`.claims`), what carries
over to the next one (:mod:`.claim_state`), what a sentence leaves out (:mod:`.claim_ellipsis`), what a number is
(:mod:`.claim_numbers`) and counts (:mod:`.claim_naming`).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from govinfo_pipeline.reading import claim_context as context
from govinfo_pipeline.reading import claim_words as words
from govinfo_pipeline.reading.claim_context import says
from govinfo_pipeline.reading.claim_ellipsis import in_full
from govinfo_pipeline.reading.claim_naming import WEAK_UNITS, Around, Claim, Meaning, Scope, meanings
from govinfo_pipeline.reading.claim_numbers import INK, NUMBER, in_range, plain, value_of
from govinfo_pipeline.reading.claim_rates import rate
from govinfo_pipeline.reading.claim_rules import DISPUTES, READINGS
from govinfo_pipeline.reading.claim_state import State
from govinfo_pipeline.reading.patterns import pattern

_NEGATIVE = ("未", "没", "无", "不存在", "零")
_FAR = 40
"""Words further away from a number than this do not name it."""
_THING = ("申请", "规范性文件", "规章", "决定", "复议", "诉讼")
_AMOUNT_IS = pattern("(?:[数量均共公开息复议诉讼件例]为|[数量]是?:?)\\Z")
"""In front of a number without a unit."""
_OTHER_OBJECT = pattern("收到|(?<!不予)受理|接收|接到|办理|处理|审批|登记|办结")
"""A number behind one of these that no rule names counts something else, and so do those that follow."""
_SECOND = itemgetter(1)
_DIGIT = pattern(r"\d")
_REGIONS = ("镇", "乡", "县", "市", "区", "省", "州", "旗")
_ANEW = frozenset({"received", "new_received", "carried_over", "handled", "answered", *DISPUTES})


class Whose(NamedTuple):
    """The report's organization, its kind and its year, as far as they are known."""

    organization: str | None
    kind: str
    year: int | None


class Sentence:
    """One sentence on its way from text to claims."""

    def __init__(self, printed: str, state: State, whose: Whose, section: int) -> None:
        told = plain(printed)
        text, self.kept = in_full(told)
        self.moved, self.supplied = len(told) < len(printed), text is not told
        self.printed, self.text, self.state, self.whose, self.section = printed, text, state, whose, section
        self.topics = topics(text)
        if not state.topic and self.topics and text.startswith(words.DECIDED_ON, self.topics[0][0]):
            self.topics.insert(0, (-1, "application"))  # the outcomes tell what was received before them
        self.times = [(found, _ends(text, found.start())) for found in context.TIME.finditer(text)]
        self.consumed = 0
        self.told: dict[str, Decimal | int] = {}
        self.denied: list[tuple[int, int]] = []

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
        for found, end in self.times:
            if found.start() >= place:
                break
            if end < place:
                continue
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
        first, last = self._places[left], self._places[right - 1]
        if self.supplied:
            places = self._places[left:right]
            first, last = min(places), max(places)
        return self.printed[first : last + 1].strip()

    @cached_property
    def _of_documents(self) -> bool:
        """Whether it speaks of what documents are, not of applications."""
        return context.ATTRIBUTE.search(self.text) is not None

    @cached_property
    def _places(self) -> Sequence[int]:
        """Where each character of the text stands in what is printed."""
        if not self.moved:
            return self.kept
        ink = [found.start() for found in INK.finditer(self.printed)]
        return [ink[place] for place in self.kept]

    def _scope(self, lead: str) -> Scope:
        """Whether the figures behind ``lead``, the sentence so far, are certainly those of the report's tables."""
        if ")" in lead:
            lead = context.ASIDE.sub("", lead)
        aggregate = self.whose.kind in ("government", "zone")
        if aggregate:
            lead = context.WHOLE_GOVERNMENT.sub("全部", lead)
        if context.PART.search(lead):
            return "unclear"
        if not aggregate and context.WHOLE_REGION.search(lead):
            return "unclear"
        found = context.SUBJECT.search(lead[-40:])
        if not found or "我" in found[1] or "本" in found[1]:
            return "certain"
        subject = re.sub(r"\A.*(?:[年度来内]|全年)", "", found[1])
        organization = self.whose.organization or ""
        return "certain" if all(_names(name, organization) for name in re.split("[及和与、]", subject)) else "unclear"

    def _negations(self) -> Iterator[tuple[int, Claim]]:
        text = self.text
        if not says(text, _NEGATIVE) or says(text, context.IF):
            return
        for denied, (negation, needed) in words.NEGATIONS.items():
            for found in negation.finditer(text) if says(text, needed) else ():
                lead = text[text.rfind(",", 0, found.start()) + 1 : found.start()]
                following = found.groupdict().get("next")
                if following and self.whose.year and int(following) != self.whose.year + 1:
                    continue
                if not (context.NEVER.search(lead) or says(lead, context.CHANNEL) or context.SOME_BODIES.search(lead)):
                    self.denied.append(found.span())
                    yield from self._zeros(found, _denied(denied, found))

    def _zeros(self, found: re.Match[str], codes: list[str]) -> Iterator[tuple[int, Claim]]:
        start = found.start()
        if self._foreign(start):
            return
        scope, quote = self._scope(self.text[:start]), self._quote(start, found.end())
        if DISPUTES.keys() & codes and "信息公开" not in quote and says(quote, context.OTHER_CASES):
            scope = "unclear"
        for code in codes:
            unit = "万元" if code == "fees" else "件"
            yield start, Claim(code, 0, READINGS[code], scope, quote, self.section, unit)

    def _numbers(self) -> Iterator[tuple[int, Claim]]:
        for found in NUMBER.finditer(self.text):
            if self.denied and any(start <= found.start() < end for start, end in self.denied):
                continue
            claims = self._number(found)
            for claim in claims:
                if self.told.setdefault(claim.claim, claim.value) != claim.value:
                    claim = claim._replace(scope="unclear")  # of a part of it, or of another body
                if claim.unit != "%":
                    self.state.last = claim
                yield found.start(), claim
            if claims:
                self.consumed = found.end()
                if claims[0].cells[0][0].table == "applications":
                    self.state.units.add(found["unit"])

    def _number(self, found: re.Match[str]) -> list[Claim]:
        start = found.start()
        topic = self._topic(start)
        if self._counts_nothing(found, topic) or (self._foreign(start) and not self._grows_since(found)):
            return []
        comma = self.text.rfind(",", 0, start)
        clause = max(self.consumed, comma + 1, self.text.rfind("、", 0, start) + 1)
        from_ = max(self.consumed, start - _FAR, self.text.rfind(",", 0, max(0, clause - 1)))
        around = self._around(found, topic, from_, self.text[clause:start])
        value, unit = value_of(found["number"]), found["unit"]
        if unit == "%":
            return rate(around, value, self._quote(start, found.end()), self.section)
        meant = meanings(around)
        if not meant:
            self._leave(around, self.text[clause:start], start)
            return []
        if self._is_another(self.text[clause:start], topic) or not _is_unit(unit, value, meant[0].claim):
            return []
        if value == 0 and meant[0].claim == "disputes":  # none of both is none of each
            meant = [Meaning(code, READINGS[code], meant[0].start) for code in ("reconsideration", "litigation")]
        scope = self._scope_of(meant[0], self.text[: from_ + meant[0].start])
        return [
            Claim(
                each.claim,
                value,
                each.readings,
                scope
                if each.sure and (unit != "件次" or "申请" in around.before or unit in self.state.units)
                else "unclear",
                self._quote(start, found.end()),
                self.section,
                "万元" if unit == "万元" else "件",
            )
            for each in meant
        ]

    def _grows_since(self, found: re.Match[str]) -> bool:
        """Whether a rate behind the number of the year before says how that of this year differs from it."""
        start = found.start()
        return (
            found["unit"] == "%"
            and bool(self.told)
            and bool(words.GROWTH_SINCE.search(self.text, max(0, start - _FAR), start))
        )

    def _counts_nothing(self, found: re.Match[str], topic: str) -> bool:
        """Whether a number is no exact count, or one of things that no table counts."""
        start, end, unit, text = found.start(), found.end(), found["unit"], self.text
        if found["about"] or found["loose"] or found["after"]:
            return True
        if not unit and not _AMOUNT_IS.search(text, max(0, start - 3), start):
            return True
        if self._is_weak(unit) and not self.state.last and not says(text[max(0, start - 20) : end + 9], _THING):
            return True
        if topic == "elsewhere" and not words.DISPUTE.search(text, end, end + 14):
            return True
        return in_range(text, start, end)

    def _is_weak(self, unit: str) -> bool:
        """Whether a unit alone does not tell applications from other things, nor has it told them in the paragraph."""
        return unit in WEAK_UNITS and unit not in self.state.units

    def _around(self, found: re.Match[str], topic: str, from_: int, clause: str) -> Around:
        start, end, state = found.start(), found.end(), self.state
        return Around(
            before=self.text[from_:start],
            after=self.text[end : end + _FAR],
            sentence=self.text[:start],
            unit=found["unit"],
            topic=topic,
            last=state.last,
            told=self.told.keys(),
            listed=state.listed,
            weak=self._is_weak(found["unit"]),
            year=self.whose.year,
            known=self.section == 4
            or bool(state.heading or state.spoken)
            or "信息公开" in self.text
            or "依申请公开" in self.text
            or "此" in clause,
        )

    def _leave(self, around: Around, clause: str, start: int) -> None:
        """After a number of other things received (低保申请12件), or of a part, those that follow are of them too."""
        if around.topic == "application" and around.unit == "件" and _OTHER_OBJECT.search(clause):
            self._by_channel(clause)
            if "公开" not in clause and not clause.startswith("其中"):
                self.topics = sorted([*self.topics, (start, "elsewhere")])

    def _by_channel(self, clause: str) -> bool:
        """Whether a number is only of what came by one channel; then so are those that follow."""
        if not says(clause, context.CHANNEL) or context.ANY_CHANNEL.search(clause):
            return False
        self.state.partial |= self.state.last is None
        return True

    def _is_another(self, clause: str, topic: str) -> bool:
        """Whether the clause in front says that a number is of something else: a channel, a difference, a plan."""
        if context.NEVER.search(clause) or context.CHANGE.search(clause):
            return True
        return topic == "application" and (self._by_channel(clause) or self._of_documents)

    def _scope_of(self, meant: Meaning, lead: str) -> Scope:
        """The scope of a figure, which for the details is that of the whole in front of them."""
        state, scope = self.state, self._scope(lead)
        part = state.partial or (state.last is not None and not state.clear)
        if part and meant.claim not in ("received", "new_received"):
            scope = "unclear"
        if state.last is None and meant.claim in _ANEW:
            state.clear = scope == "certain" and meant.sure
        return scope


def topics(text: str) -> list[tuple[int, str]]:
    """What is spoken of, and from where on."""
    spoken = [(found.start(), str(found.lastgroup)) for found in words.TOPIC.finditer(text)]
    return list(_apart(text, spoken)) if "elsewhere" in map(_SECOND, spoken) else spoken


def _apart(text: str, spoken: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Without outcomes that are of something else, which a number was told of: 收到来信18件,不予公开3件."""
    place, topic = 0, ""
    for start, code in spoken:
        of_it = topic == "elsewhere" and text.startswith(words.DECIDED_ON, start)
        if not (of_it and _DIGIT.search(text, place, start)):
            place, topic = start, code
            yield start, code


def _ends(text: str, place: int) -> int:
    """How far what is said at ``place`` holds: to the end of the brackets round it, or of the text."""
    start = text.rfind("(", 0, place)
    if start < 0 or text.find(")", start, place) >= 0:
        return len(text)
    end = text.find(")", place)
    return len(text) if end < 0 else end


def _is_unit(unit: str, value: Decimal | int, claim: str) -> bool:
    """Whether a claim may have the unit and the value: amounts in 万元, everything else in whole numbers."""
    return claim == "fees" if unit == "万元" else claim != "fees" and isinstance(value, int)


def _names(name: str, organization: str) -> bool:
    """Whether a name leaves out characters of an organization's: 区政府办; or is that of its organ: 镇政府."""
    organ = "人民政府" if organization.endswith(_REGIONS) else ""
    rest = iter(organization + organ)
    return all(character in rest for character in name)


def _denied(denied: str, found: re.Match[str]) -> list[str]:
    """The codes of what a negation says there was none of."""
    groups, said = found.groupdict(), found[0]
    if denied == "applications":
        return ["received"]
    if denied == "carried":
        return [code for code in ("carried_over", "carried_forward") if groups[code]]
    if denied == "cases":
        said = groups["cases"] or groups["named"] or groups["zero"]
        signs = {"reconsideration": "复议", "litigation": "诉"}
    elif denied == "documents":
        signs = {"regulations_issued": "规章", "normative_issued": "规范性文件"}
    else:
        signs = {code: sign for sign, code in words.POWERS.items()}
    return [code for code, sign in signs.items() if sign in said]
