"""What one number of the prose counts: the patterns of :mod:`.claim_words`, tried on the words round it.

Pure functions from the surroundings of a number to its meanings; none where no pattern names it. Not here: years,
other bodies, and whatever else takes a number away from all claims (:mod:`.claim_sentence`).
"""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Literal, NamedTuple

from govinfo_pipeline.reading import claim_context as context
from govinfo_pipeline.reading import claim_rules as rules
from govinfo_pipeline.reading import claim_words as words
from govinfo_pipeline.reading.claim_rules import Readings
from govinfo_pipeline.reading.patterns import pattern

Scope = Literal["certain", "unclear"]


class Claim(NamedTuple):
    """A number of the prose about cells.

    ``claim`` is a code of :mod:`.claim_rules`, ``value`` a count (件), an amount (万元) or a rate (%), as ``unit``
    says. Each of ``cells`` is a candidate reading: the cells whose sum is meant. A rate is that sum over the sum of
    one of ``base``; a growth (``claim`` ends in ``_growth``) has no base, for it needs the year before. ``quote``
    is the printed clause, ``section`` the number of its section.
    """

    claim: str
    value: Decimal | int
    cells: Readings
    scope: Scope
    quote: str
    section: int
    unit: str = "件"
    base: Readings = ()


class Around(NamedTuple):
    """A number's surroundings: the words before it (since the last claim) and behind it, and what is spoken of."""

    before: str
    after: str
    sentence: str
    unit: str
    topic: str
    last: Claim | None
    told: Collection[str]
    listed: str
    weak: bool
    year: int | None
    known: bool

    @property
    def alone(self) -> bool:
        """Whether nothing behind the number says what it counts."""
        return words.STANDS_ALONE.match(self.after) is not None


class Meaning(NamedTuple):
    """A claim's code and readings, where its words start before the number, and whether they are sure."""

    claim: str
    readings: Readings
    start: int
    sure: bool = True


_SUMS = tuple("共计为有办理")
_CASES = ("复议", "诉讼")
_OPEN = (*",、:()有将共余另对在除", "未办结的", "未答复的", "剩余的", "其中", "申请中", "件中", "全部")
_OPEN_CASE = (*",、:()和及与有共余另", "其中", "发生", "引发", "收到", "引起", "被提起")
"""What may end the words in front of a number that is named behind."""
_UNDONE = ("不当", "未", "不", "需", "无", "不予", "不再", "延期")
_PASSED_ON = ("转办", "转来", "转送", "交办")
"""Beside one of these, what was received is what came from elsewhere, or the rest."""
_ALL = ("全部", "均", "都")
_AS_WHOLE = ("中", "答复按", "结果", "类型", "情形")
"""Beside one of these, 答复 is what was answered, not how."""
_LATE = ("延期", "逾期", "超期")
_BY_MOUTH = ("当场", "口头")
"""Beside one of these, 书面答复 is only one way of answering."""
_SOME_PEOPLE = pattern("公民(?!、|和|或|及|政府信息|信息公开|依申请)|个人")
_OURS = pattern("其中,?(?:我|本)[^,、]{1,4}\\Z")
_TAKEN = pattern(r"(?:收到|受理|接到|新收)[^,]{0,12}\Z")
WEAK_UNITS = frozenset("份条项个笔次部")
"""Units that documents, news and persons are counted in too: they need a word for the thing."""
_RESULTS = ("pending", "concluded", "upheld", "corrected", "other")
_CLOSING = frozenset({"answered", "handled", "carried_over", "carried_forward"})
_ORDER = ("new_received", "carried_over", "carried_forward", "bare_carried", "received", "answered", "handled", "noun")
_GROUPS = ("granted", "disclosed", "partially_granted", "denied", "unavailable", "not_processed")
_OVERDUE = ("other_correction_overdue", "other_fee_overdue")
_IN_BRACKETS = pattern("\\([^()]*\\Z")
_VAGUE_APPLICANTS = ("企业", "律师事务所")
"""They may stand in another column as well, unless they are said to apply."""
_APPLY = ("名义", "提出", "申请")
_APPLICANTS = {code: columns for code, _, columns in words.APPLICANT_WORDS}


def meanings(around: Around) -> list[Meaning]:
    """What the number counts: nothing, one thing, or two with the same number (行政复议、诉讼各1件)."""
    alone, topic, before, after = around.alone, around.topic, around.before, around.after
    if alone and around.last and before.endswith(_SUMS) and (found := words.TOTAL_BEFORE.search(before)):
        return _total(around, around.last, found.start())
    if alone and "行政" in before and (found := words.POWER_BEFORE.search(before)):
        return _power(around, found, found.start())
    if before.endswith(words.DECIDED) and (found := words.POWER_AFTER.match(after)):
        return _power(around, found, len(before))
    if alone and topic == "document" and (found := words.DOCUMENT_BEFORE.search(before)):
        return _document(around, found)
    if topic == "dispute" or context.says(after[:14].partition(",")[0], _CASES):
        return _dispute(around, alone)
    if topic == "application" or (not topic and "申请" in after[:10] and "公开" in after[:10]):
        return _application(around, alone)
    return []


def _power(around: Around, found: re.Match[str], start: int) -> list[Meaning]:
    """Decisions, or fees. Without 决定 the number may be of cases or of news about them."""
    groups = found.groupdict()
    code = words.POWERS[groups["power"] or groups["fees"]]
    if groups["power"] and not groups["decided"] and around.unit in WEAK_UNITS:
        return []
    sure = not groups["power"] or not ("事项" in found[0] or context.says(around.sentence, words.SOME_DECISIONS))
    return [Meaning(code, rules.READINGS[code], start, sure)]


def _total(around: Around, last: Claim, start: int) -> list[Meaning]:
    """What the claims in front add up to: the applications to deal with, those dealt with, or all cases."""
    if last.claim in ("received", "new_received", "carried_over") and words.CARRIED.search(around.sentence):
        code = "due"
    elif words.DISPUTE.search(around.sentence) and last.claim in ("reconsideration", "litigation"):
        code = "disputes"
    elif last.claim.startswith("other_"):  # the last rows of the outcomes
        code = "answered"
    else:
        return []
    return [Meaning(code, rules.READINGS[code], start, last.scope == "certain")]


def _document(around: Around, found: re.Match[str]) -> list[Meaning]:
    last = around.last.claim if around.last else ""
    spoken = words.DOCUMENT.findall(around.sentence)
    named = spoken[-1] if spoken else "规范性文件" if last.startswith("normative_") else ""
    kind = "normative" if found["normative"] or named == "规范性文件" else "regulations"
    measure = next((code for code in ("issued", "repealed", "in_force") if found[code]), "")
    if not measure and (found["normative"] or found["regulations"]) and last.startswith(("normative_", "regulations_")):
        measure = last.split("_", 1)[1]
    if not named or not measure:
        return []
    sure = not context.says(around.sentence, context.PLANNED) and not context.PUBLISHED.search(around.sentence)
    if kind == "regulations" and words.OTHER_REGULATIONS.match(around.after):
        sure = False
    if measure == "repealed" and context.says(around.sentence, context.CLEAN_UP):
        sure = False
    code = f"{kind}_{measure}"
    return [Meaning(code, rules.READINGS[code], found.start(), sure)]


def _dispute(around: Around, alone: bool) -> list[Meaning]:
    before = around.before
    if "信息公开" not in around.sentence and words.DISCLOSED.match(around.after):
        return []
    if words.UNRELATED.search(around.after) or words.UNRELATED_BEFORE.search(around.sentence):
        return []
    found = words.DISPUTE_BEFORE.search(before) if alone and around.topic == "dispute" else None
    start, taken = len(before), False
    if found:
        start, taken = found.start(), _TAKEN.search(before[: found.start()]) is not None
    elif not before or before.endswith(_OPEN_CASE):
        found = words.DISPUTE_AFTER.match(around.after)
    if found is None:
        return []
    if reviews(around) or words.OTHER_CASES.search(around.sentence, 0, len(around.sentence) - len(before) + start):
        return []
    groups = found.groupdict()
    if groups.get("each"):
        codes = ["reconsideration", "litigation"]
    else:
        channel = next((code for code in rules.DISPUTES if groups.get(code)), None) or channel_named(around)
        result = next((code for code in _RESULTS if groups.get(code)), None)
        codes = [f"{channel}_{result}" if result else channel] if channel else []
    # Cases received in the year are not the table's total, which holds those of earlier years that were closed in it.
    sure = around.known and not taken and not groups.get("related")
    if "应诉" in found[0] and "信息公开" not in around.sentence:
        sure = False
    return [Meaning(code, rules.READINGS[code], start, sure) for code in codes]


def reviews(around: Around) -> bool:
    """Whether the sentence speaks of those who decide cases, and not of cases of disclosure."""
    return "信息公开" not in around.sentence and words.REVIEWS.search(around.sentence) is not None


def channel_named(around: Around) -> str | None:
    """The channel that was named last, for a result without one."""
    if words.BOTH_CHANNELS.search(around.sentence):
        return "litigation"
    named = [str(found.lastgroup) for found in words.CASES.finditer(around.before)]
    if named and named[-1] in rules.DISPUTES:
        return named[-1]
    if around.last is not None:
        codes = sorted(rules.DISPUTES, key=len, reverse=True)
        return next((code for code in codes if around.last.claim.startswith(code)), None)
    kinds = set(words.DISPUTE.findall(around.sentence))
    if len(kinds) == 1:
        return "reconsideration" if kinds == {"复议"} else "litigation"
    return "disputes" if kinds else None


def _application(around: Around, alone: bool) -> list[Meaning]:
    before, after = around.before, around.after
    if alone and "其" in before[-6:] and words.OTHERS_BEFORE.search(before):
        return _others(before, around.last.claim if around.last else around.listed)
    if before.endswith("结转") and (found := words.CARRIED_TO.match(after)):
        return _carried_to(around, found)
    found = words.APPLICATION_BEFORE.search(before) if alone else None
    start, behind = len(before), False
    if found:
        start = found.start("noun") if found["noun"] else found.start()
    if found is None and (not before or before.endswith(_OPEN)):
        found = words.APPLICATION_AFTER.match(around.after)
        behind = True
    if found is None and before.endswith(words.APPLIED_BEFORE) and words.APPLIED_AFTER.match(around.after):
        return [Meaning("received", rules.READINGS["received"], start)]
    if found is None or (around.weak and not around.last and "申请" not in found[0] + around.after[:9]):
        return []
    groups = found.groupdict()
    if applicant := next((code for code in _APPLICANTS if groups.get(code)), None):
        vague = groups[applicant] in _VAGUE_APPLICANTS and not found.string.startswith(_APPLY, found.end(applicant))
        return [meant._replace(sure=meant.sure and not vague) for meant in _applicant(around, applicant, start)]
    if groups.get("outcome"):
        return _decided(around, groups["outcome"], start)
    code = _row(around, groups)
    taken = code in ("received", "handled") and "其中" in around.sentence and not _OURS.search(before[:start])
    attribute = groups.get("noun") and around.unit in WEAK_UNITS and context.PROACTIVE.search(around.sentence)
    if not code or taken or attribute or (not behind and before[:start].endswith(_UNDONE)):
        return []
    sure = not groups.get("bare_carried") or code == "carried_over"
    return [Meaning(code, rules.READINGS[code], start, sure and _is_sure(around, code, found[0], behind))]


def _row(around: Around, groups: dict[str, str | None]) -> str | None:
    """The row that is named; none where the year beside it is neither the one before nor the next."""
    year = around.year
    if groups.get("bare_carried") and around.last and around.last.claim == "new_received":
        if _IN_BRACKETS.search(around.sentence):  # 187件(新收182件,结转5件)
            return "carried_over"
    elif year and groups.get("next") == str(year - 1):  # 结转2022年3件
        return "carried_over"
    for group, shift in (("next", 1), ("last", -1)):
        if year and groups.get(group) not in (None, str(year + shift)):
            return None
    code = next(code for code in _ORDER if groups.get(code))
    return {"bare_carried": "carried_forward", "noun": "received"}.get(code, code)


def _is_sure(around: Around, code: str, said: str, behind: bool) -> bool:
    """Whether what was received or answered is so without doubt all of it."""
    if code in ("received", "new_received"):
        return not _SOME_PEOPLE.search(said) and not context.says(around.sentence, _PASSED_ON)
    if code != "answered":
        return True
    if behind and words.OUTCOME.search(around.after) and not context.says(said, _ALL + _AS_WHOLE):
        return False  # 已答复 beside other outcomes may be 予以公开
    return not context.says(around.sentence, _LATE + _BY_MOUTH)


def _decided(around: Around, said: str, start: int) -> list[Meaning]:
    """An outcome, unless it is 主动公开, or 公开 alone without another outcome."""
    if "主动" in around.before[-8:].rpartition(",")[2] or (
        said == "公开" and not words.NOT_OPEN.search(around.sentence + around.after)
    ):
        return []
    meant = outcome(said, start)
    if meant[0].claim.startswith(("granted", "disclosed")) and "已主动公开" in around.sentence:
        return [meant[0]._replace(sure=False)]  # the form counts those that were told where to look as well
    return meant


def _applicant(around: Around, applicant: str, start: int) -> list[Meaning]:
    """Applicants are of the claim before, or of all that was received."""
    last = around.last
    if last is None:
        base, code, sure = rules.READINGS["received"], "received", True
    elif last.cells[0][0].table != "applications":
        return []
    else:
        base, code, part = outer(last), last.claim, is_part(last)
        if part:
            code = next(last.claim.removesuffix(f"_{name}") for name in _APPLICANTS if last.claim.endswith(name))
        if code in _CLOSING:  # 其中 may go back behind it
            base, code = rules.READINGS["received"] + base, "received"
        sure = part or "其中" in around.sentence or "(" in around.sentence or last.claim in rules.WHOLES
    return [Meaning(f"{code}_{applicant}", rules.of_applicants(base, _APPLICANTS[applicant]), start, sure)]


def _carried_to(around: Around, found: re.Match[str]) -> list[Meaning]:
    """结转1件到下年度, or to the year after the report's."""
    if found["next"] and around.year and int(found["next"]) != around.year + 1:
        return []
    return [Meaning("carried_forward", rules.READINGS["carried_forward"], len(around.before) - len("结转"))]


def _others(before: str, last: str) -> list[Meaning]:
    """What is left of the outcomes in front: the form's 其他处理, or other reasons if reasons were told."""
    if last in _OVERDUE:
        return [Meaning("other_other", rules.READINGS["other_other"], len(before))]
    if last not in _GROUPS:
        return []
    return [
        Meaning(
            "other_processing",
            rules.READINGS["other_processing"],
            len(before),
            last in ("not_processed", "unavailable"),
        )
    ]


def outcome(said: str, start: int) -> list[Meaning]:
    """One outcome, or several with one number (予以公开和部分公开8件)."""
    codes = [str(part.lastgroup) for part in words.OUTCOME.finditer(said)]
    # A reason may stand with its group: 属于国家秘密不予公开.
    groups = [code for code in codes if any(_is_reason(other, code) for other in codes)]
    codes = [code for code in dict.fromkeys(codes) if code not in groups]
    if len(codes) > 1:  # 公开和部分公开
        codes = ["granted" if code == "disclosed" else code for code in codes]
    readings: Readings = ((),)
    for code in codes:
        readings = tuple(left + right for left in readings for right in rules.READINGS[code])
    return [Meaning("_and_".join(codes), readings, start)]


def _is_reason(code: str, group: str) -> bool:
    return group in words.REASONS and code != group and code.startswith(words.REASONS[group])


def is_part(claim: Claim) -> bool:
    """Whether the claim is about some applicants only."""
    return claim.cells[0][0].column != "total"


def outer(claim: Claim) -> Readings:
    """The claim's readings in the column 总计."""
    rows = (dict.fromkeys(cell._replace(column="total") for cell in reading) for reading in claim.cells)
    return tuple(tuple(row) for row in rows)
