"""What one number of the prose counts: the patterns of :mod:`.claim_words`, tried on the words round it.

Pure functions from the surroundings of a number to its meanings; none where no pattern names it. Not here: years,
other bodies, and whatever else takes a number away from all claims (:mod:`.claim_sentence`).
"""

import re
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


_OPEN = (*",、:()", "其中", "有", "将", "共", "余", "除")
_OPEN_CASE = (*",、:()和及与", "其中", "有", "共", "发生", "引发", "收到", "引起", "被提起")
"""What may end the words in front of a number that is named behind."""
_UNDONE = ("未", "不", "需", "无", "不予", "不再", "延期")
_LATE = ("延期", "逾期", "超期")
_SOME_PEOPLE = pattern("公民(?!、|和|或|及)|个人")
_TAKEN = pattern(r"(?:收到|受理|接到|新收)[^,]{0,12}\Z")
WEAK_UNITS = frozenset("份条项个笔次部")
"""Units that documents, news and persons are counted in too: they need a word for the thing."""
_RESULTS = ("pending", "concluded", "upheld", "corrected", "other")
_CLOSING = frozenset({"answered", "handled", "carried_over", "carried_forward"})
_ORDER = ("new_received", "carried_over", "carried_forward", "bare_carried", "received", "answered", "handled", "noun")
_APPLICANTS = {code: columns for code, _, columns in words.APPLICANT_WORDS}


def meanings(around: Around) -> list[Meaning]:
    """What the number counts: nothing, one thing, or two with the same number (行政复议、诉讼各1件)."""
    alone, topic, after = around.alone, around.topic, around.after
    if alone and (found := words.POWER_BEFORE.search(around.before)):
        return _power(around, found, found.start())
    if around.before.endswith(words.DECIDED) and (found := words.POWER_AFTER.match(after)):
        return _power(around, found, len(around.before))
    if alone and topic == "document" and (found := words.DOCUMENT_BEFORE.search(around.before)):
        return _document(around, found)
    if topic == "dispute" or words.DISPUTE.search(after.partition(",")[0][:14]):
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
    sure = not groups["power"] or not context.says(around.sentence, words.SOME_DECISIONS)
    return [Meaning(code, rules.READINGS[code], start, sure)]


def _document(around: Around, found: re.Match[str]) -> list[Meaning]:
    last = around.last.claim if around.last else ""
    spoken = words.DOCUMENT.findall(around.sentence)
    kind = "normative" if found["normative"] or (spoken and spoken[-1] == "规范性文件") else "regulations"
    measure = next((code for code in ("issued", "repealed", "in_force") if found[code]), "")
    if not measure and (found["normative"] or found["regulations"]) and last.startswith(("normative_", "regulations_")):
        measure = last.split("_", 1)[1]
    if not spoken or not measure:
        return []
    sure = "清理" not in around.sentence and not context.PUBLISHED.search(around.sentence)
    if measure == "repealed" and context.says(around.sentence, context.CLEAN_UP):
        sure = False
    code = f"{kind}_{measure}"
    return [Meaning(code, rules.READINGS[code], found.start(), sure)]


def _dispute(around: Around, alone: bool) -> list[Meaning]:
    before = around.before
    found = words.DISPUTE_BEFORE.search(before) if alone and around.topic == "dispute" else None
    start, taken = len(before), False
    if found:
        start, taken = found.start(), _TAKEN.search(before[: found.start()]) is not None
    elif not before or before.endswith(_OPEN_CASE):
        found = words.DISPUTE_AFTER.match(around.after)
    if found is None:
        return []
    groups = found.groupdict()
    if groups.get("each"):
        codes = ["reconsideration", "litigation"]
    else:
        channel = next((code for code in rules.DISPUTES if groups.get(code)), None) or _channel(around)
        result = next((code for code in _RESULTS if groups.get(code)), None)
        codes = [f"{channel}_{result}" if result else channel] if channel else []
    # Cases received in the year are not the table's total, which holds those of earlier years that were closed in it.
    sure = around.known and not taken and not groups.get("related")
    if "应诉" in found[0] and "信息公开" not in around.sentence:
        sure = False
    return [Meaning(code, rules.READINGS[code], start, sure) for code in codes]


def _channel(around: Around) -> str | None:
    """The channel that was named last, for a result without one."""
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
    before = around.before
    found = words.APPLICATION_BEFORE.search(before) if alone else None
    start, behind = len(before), False
    if found:
        start = found.start("noun") if found["noun"] else found.start()
    if found is None and (not before or before.endswith(_OPEN)):
        found = words.APPLICATION_AFTER.match(around.after)
        behind = True
    if found is None and before.endswith(words.APPLIED_BEFORE) and words.APPLIED_AFTER.match(around.after):
        return [Meaning("received", rules.READINGS["received"], start)]
    if found is None or (around.unit in WEAK_UNITS and not around.last and "申请" not in found[0] + around.after[:9]):
        return []
    groups = found.groupdict()
    if applicant := next((code for code in _APPLICANTS if groups.get(code)), None):
        return _applicant(around, applicant, start)
    if groups.get("outcome"):
        return [] if "主动" in before[-8:] else _outcome(str(groups["outcome"]), start)
    code = next(code for code in _ORDER if groups.get(code))
    for group, shift in (("next", 1), ("last", -1)):
        if groups.get(group) and around.year and int(groups[group]) != around.year + shift:
            return []
    if code in ("received", "handled", "noun") and "其中" in around.sentence:
        return []
    if not behind and before[:start].endswith(_UNDONE):
        return []
    sure = code != "bare_carried" and not (code == "answered" and context.says(around.sentence, _LATE))
    if behind and code == "answered" and words.OUTCOME.search(around.after):
        sure = False  # 已答复 beside other outcomes may be 予以公开
    if code in ("received", "new_received") and _SOME_PEOPLE.search(found[0]):
        sure = False
    code = {"bare_carried": "carried_forward", "noun": "received"}.get(code, code)
    return [Meaning(code, rules.READINGS[code], start, sure)]


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


def _outcome(said: str, start: int) -> list[Meaning]:
    """One outcome, or several with one number (予以公开和部分公开8件)."""
    codes = [str(part.lastgroup) for part in words.OUTCOME.finditer(said)]
    # A reason may stand with its group: 属于国家秘密不予公开.
    groups = [code for code in codes if any(_is_reason(other, code) for other in codes)]
    codes = [code for code in dict.fromkeys(codes) if code not in groups]
    readings: Readings = ((),)
    for code in codes:
        readings = tuple(left + right for left in readings for right in rules.READINGS[code])
    return [Meaning("_and_".join(codes), readings, start)]


def _is_reason(code: str, group: str) -> bool:
    return group in words.REASONS and code != group and code.startswith(words.REASONS[group])


def rate(around: Around, value: Decimal | int, quote: str, section: int) -> list[Claim]:
    """The claim of a number in percent: a share, 办结率, 纠错率 or a growth."""
    last, before = around.last, around.before[-40:]

    def claim(code: str, number: Decimal | int, part: Readings, scope: Scope, base: Readings = ()) -> list[Claim]:
        return [Claim(code, number, part, scope, quote, section, "%", base)]

    if last is not None and last.unit == "件" and last.cells[0][0].table == "applications":
        if last.claim not in rules.WHOLES and before.count(",") <= 1 and words.SHARE_BEFORE.search(before):
            base = outer(last) if is_part(last) else rules.ALL_APPLICATIONS
            return claim(f"{last.claim}_share", value, last.cells, last.scope, base)
        growth = words.GROWTH_BEFORE.search(before) if last.claim in ("received", "new_received") else None
        if growth and words.OTHER_GROWS.search(before, 0, growth.start()):
            growth = None
        if growth:
            return claim(f"{last.claim}_growth", value if growth["up"] else -value, last.cells, last.scope)
    found = words.RATE_BEFORE.search(before)
    if found and found["correction"]:
        channel = {"复议": "reconsideration", "诉讼": "litigation"}.get(found["court"] or "") or _channel(around)
        if not channel:
            return []
        base = rules.READINGS[channel]
        return claim(f"{channel}_correction_rate", value, rules.READINGS[f"{channel}_corrected"], "certain", base)
    if found and around.topic == "application":
        # 100 % is said of those that were due, whatever is carried forward.
        scope: Scope = "unclear" if value == 100 else "certain"
        return claim("completion_rate", value, rules.READINGS["answered"], scope, rules.READINGS["received"][1:])
    return []


def is_part(claim: Claim) -> bool:
    """Whether the claim is about some applicants only."""
    return claim.cells[0][0].column != "total"


def outer(claim: Claim) -> Readings:
    """The claim's readings in the column 总计."""
    rows = (dict.fromkeys(cell._replace(column="total") for cell in reading) for reading in claim.cells)
    return tuple(tuple(row) for row in rows)
