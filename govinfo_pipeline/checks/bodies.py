"""Which report is of which organization: of one on the list of bodies, and of one of the year before."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.rows import records

_SUFFIX = re.compile(r"(?:局|厅|委员会|委|(?:服务)?中心|(?:人民政府)?办公[厅室]|人民政府|街道办事处|管委会)$")
_WORD = 2
_ANY_BODY = frozenset({"行政", "综合", "城市", "社会", "机关", "国家", "公共"})

Body = tuple[str, str | None]
"""A name, and the code of its region; null where that is unknown."""


def body_of(row: Mapping[str, Any]) -> Body:
    """The body that a row of ``reports`` or of ``known_bodies`` names."""
    return row["organization"], row["region_code"] if isinstance(row["region_code"], str) else None


def reports_of(known_bodies: pd.DataFrame, reports: pd.DataFrame) -> dict[Body, str]:
    """Body on the list → its report of the year that could be read and counts, for those that have one.

    By name and region, or by the name alone where only one body and one report have it.
    """
    counted = _counted(reports)
    exact = {body_of(row): row["report_id"] for row in counted}
    by_name = _by(counted, lambda row: row["organization"])
    bodies = [body_of(row) for row in records(known_bodies[["organization", "region_code"]])]
    names = Counter(name for name, _ in bodies)
    found = {}
    for body in bodies:
        alone = by_name.get(body[0], []) if names[body[0]] == 1 else []
        report = exact.get(body) or (alone[0] if len(alone) == 1 else None)
        if report is not None:
            found[body] = report
    return found


def same_bodies(reports: pd.DataFrame, before: pd.DataFrame) -> dict[str, str]:
    """``report_id`` → that of the same organization's report of the year before, for those that have one.

    1. Reports that do not count (older versions, other years) have none and are none.
    2. The same name in the same region; where one region is unknown, the same name that is there once only.
    3. Under a changed name: the same region and kind, alike, both without another partner, and no second candidate.
    """
    if before.empty:
        return {}
    now, then = (_counted(table) for table in (reports, before))  # 1
    pairs: dict[str, str] = {}
    for key in (body_of, lambda row: row["organization"]):  # 2
        _pair(pairs, _by(now, key), _by(then, key))
    _pair_renamed(pairs, now, then)  # 3
    return pairs


def counting(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports that count and say whose they are: no older version, of no other year, and could be read."""
    return reports[reports["organization"].notna() & reports["excluded"].isna() & (reports["status"] != "quarantined")]


def not_reported_again(reports: pd.DataFrame, before: pd.DataFrame, partners: Collection[str]) -> pd.DataFrame:
    """The reports of the year ``before`` whose organization has none among ``reports``.

    ``partners`` are the ``report_id`` of those that have one (:func:`same_bodies`). A file that could not be read may
    be the report that is missed, if it is of that name.
    """
    counted = counting(before)
    return counted[~counted["report_id"].isin(list(partners)) & ~counted["organization"].isin(reports["organization"])]


def _counted(reports: pd.DataFrame) -> list[dict[str, Any]]:
    return records(counting(reports)[["report_id", "organization", "region_code", "kind"]])


def _by(rows: Iterable[dict[str, Any]], key: Any) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row["report_id"])
    return found


def _pair(pairs: dict[str, str], now: dict[Hashable, list[str]], then: dict[Hashable, list[str]]) -> None:
    """Pairs the reports that alone have a key in each year."""
    taken = set(pairs.values())
    for key, reports in now.items():
        left = [report for report in reports if report not in pairs]
        others = [report for report in then.get(key, ()) if report not in taken]
        if len(left) == len(others) == 1:
            pairs[left[0]] = others[0]


def _pair_renamed(pairs: dict[str, str], now: list[dict[str, Any]], then: list[dict[str, Any]]) -> None:
    taken = set(pairs.values())
    waiting: dict[Hashable, list[dict[str, Any]]] = defaultdict(list)
    for row in then:
        if row["report_id"] not in taken and body_of(row)[1]:
            waiting[row["region_code"], row["kind"]].append(row)
    candidates = {
        row["report_id"]: [
            other["report_id"]
            for other in waiting.get((row["region_code"], row["kind"]), ())
            if _alike(row["organization"], other["organization"])
        ]
        for row in now
        if row["report_id"] not in pairs
    }
    chosen = Counter(other for others in candidates.values() for other in others)
    for report, others in candidates.items():
        if len(others) == 1 and chosen[others[0]] == 1:
            pairs[report] = others[0]


def _alike(name: str, other: str) -> bool:
    """Whether two names of bodies of one region and kind may be of one body.

    Without the place in front and the suffix, one has all the letters of the other in their order (教育, 教育体育), or
    both begin with the same word (卫生健康, 卫生和计划生育) that is not one of any body (行政审批, 行政执法).
    """
    start = _common(name, other)
    place = max(name.rfind(mark, 0, start) for mark in "省市区县旗州") + 1
    short, long = sorted((_SUFFIX.sub("", text[place:]) for text in (name, other)), key=len)
    letters = iter(long)
    within = len(short) >= _WORD and all(letter in letters for letter in short)
    return within or (_common(short, long) >= _WORD and short[:_WORD] not in _ANY_BODY)


def _common(name: str, other: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(name, other, strict=False)) if a != b), min(len(name), len(other)))
