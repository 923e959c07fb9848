"""What a number in percent is a rate of: a share, a growth, 办结率 or 纠错率.

Here: rates. Not here: what a count is of (:mod:`.claim_naming`), though a share or a growth may be of the count before.
"""

from decimal import Decimal
from typing import NamedTuple

from govinfo_pipeline.reading import claim_rules as rules
from govinfo_pipeline.reading import claim_words as words
from govinfo_pipeline.reading.claim_naming import Around, Claim, Scope, channel_named, is_part, outcome, outer, reviews
from govinfo_pipeline.reading.claim_rules import Readings

_NEAR = 40
_RECEIVED = ("received", "new_received")


class _Rate(NamedTuple):
    """A code, the cells that are part of ``base``, whether that is certain, and whether the number falls."""

    code: str
    part: Readings
    scope: Scope
    base: Readings = ()
    falls: bool = False


def rate(around: Around, value: Decimal | int, quote: str, section: int) -> list[Claim]:
    """The claim of a number in percent: a share, a growth, 办结率 or 纠错率; none where no words name it."""
    before = around.before[-_NEAR:]
    found = _share(around, before) or _growth(around, before) or _named(around, before, value)
    if found is None:
        return []
    return [
        Claim(found.code, -value if found.falls else value, found.part, found.scope, quote, section, "%", found.base)
    ]


def _last(around: Around) -> Claim | None:
    """The count of applications in front, if that was the last claim."""
    last = around.last
    return last if last and last.unit == "件" and last.cells[0][0].table == "applications" else None


def _share(around: Around, before: str) -> _Rate | None:
    """A share of the count in front, or of an outcome without one: 不予公开的占12%."""
    found = words.SHARE_BEFORE.search(before) or words.SHARE_IN_BRACKETS.fullmatch(before)
    if not found:
        return None
    named = words.NAMED_SHARE.search(before, 0, found.start()) if around.topic == "application" else None
    if named:
        meant = outcome(named["outcome"], named.start())[0]
        return _Rate(f"{meant.claim}_share", meant.readings, "certain", rules.ALL_APPLICATIONS)
    last = _last(around)
    if (
        not last
        or last.claim in rules.WHOLES
        or before.count(",") > 1
        or words.TOGETHER.search(before, 0, found.start())
    ):
        return None
    base = outer(last) if is_part(last) else rules.ALL_APPLICATIONS
    scope: Scope = "unclear" if words.SEVERAL.search(around.sentence) else last.scope
    return _Rate(f"{last.claim}_share", last.cells, scope, base)


def _growth(around: Around, before: str) -> _Rate | None:
    """A growth of what was received, be it the count in front or told again, or of other things counted in front."""
    found = words.GROWTH_BEFORE.search(before) if around.last else None
    if not found:
        return None
    last = _last(around)
    if not last:
        return _of_others(around, falls=not found["up"]) if before[: found.start()] in ("", ",") else None
    if words.OTHER_GROWS.search(before, 0, found.start()):
        return None
    code, cells = last.claim, last.cells
    if code not in _RECEIVED:
        if not words.GROWS.search(before, 0, found.start()) and (
            code != "carried_over" or "received" not in around.told
        ):
            return None
        code, cells = "received", rules.READINGS["received"]
    return _Rate(f"{code}_growth", cells, last.scope, falls=not found["up"])


def _of_others(around: Around, *, falls: bool) -> _Rate | None:
    """A growth of the cases, documents or decisions that were counted right in front."""
    last = around.last
    if last is None or (last.cells[0][0].table == "disputes" and last.claim not in rules.DISPUTES):
        return None
    return _Rate(f"{last.claim}_growth", last.cells, last.scope, falls=falls)


def _named(around: Around, before: str, value: Decimal | int) -> _Rate | None:
    found = words.RATE_BEFORE.search(before)
    if found and found["correction"]:
        if reviews(around):
            return None
        channel = {"复议": "reconsideration", "诉讼": "litigation"}.get(found["court"] or "") or channel_named(around)
        scope: Scope = around.last.scope if around.last else "certain"
        cells = rules.READINGS.get(f"{channel}_corrected")
        return _Rate(f"{channel}_correction_rate", cells, scope, rules.READINGS[channel]) if channel and cells else None
    if found and around.topic == "application":
        # 100 % is said of those that were due, whatever is carried forward.
        sure: Scope = "unclear" if value == 100 else "certain"
        return _Rate("completion_rate", rules.READINGS["answered"], sure, rules.READINGS["due"])
    return None
