"""The indicators people compute from the tables: numerator, denominator, unit and caveat of each.

All are sums over reports before they are divided; rates of units are never averaged. Table 3 enters with its column
总计 alone, which is never added to its parts.
"""

from typing import Literal, NamedTuple

from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.form.common import APPLICANTS, DECIDED

Unit = Literal["share", "ratio", "growth"]


class Indicator(NamedTuple):
    """A quotient of two sums of cells. A ``share`` lies within 0 and 1; ``growth`` is the quotient minus 1, over the
    denominator of the year before.
    """

    code: str
    zh: str
    en: str
    numerator: tuple[Cell, ...]
    denominator: tuple[Cell, ...]
    unit: Unit = "share"
    caveat: str = ""


def _rows(*items: str) -> tuple[Cell, ...]:
    return tuple(Cell("applications", item, "total") for item in items)


def _group(prefix: str) -> tuple[Cell, ...]:
    return _rows(*(item.code for item in LATEST.table("applications").items if item.code.startswith(prefix)))


def _disputes(column: str, *channels: str) -> tuple[Cell, ...]:
    return tuple(Cell("disputes", channel, column) for channel in channels)


def _documents(measure: str) -> tuple[Cell, ...]:
    return (Cell("proactive_disclosure", "normative_documents", measure),)


_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_P = _rows("results_total")
_N = _rows("new_received")
_RECEIVED = _rows("new_received", "carried_over")
_DENIED = _group("denied_")
_UNAVAILABLE = _group("unavailable_")
_OPEN_CASES = "cases not yet decided count in the denominator"

INDICATORS: tuple[Indicator, ...] = (
    Indicator("disclosure_rate", "公开率", "disclosure rate", _rows("granted", "partially_granted"), _P),
    Indicator("granted_rate", "予以公开率", "rate granted in full", _rows("granted"), _P),
    Indicator("partially_granted_rate", "部分公开率", "rate granted in part", _rows("partially_granted"), _P),
    Indicator("denial_rate", "不予公开率", "denial rate", _DENIED, _P),
    *(
        Indicator(
            f"{item.code}_share",
            f"不予公开中{item.zh}的比重",
            f"share in denials, {item.en}",
            _rows(item.code),
            _DENIED,
        )
        for item in DECIDED
        if item.code.startswith("denied_")
    ),
    Indicator("unavailable_rate", "无法提供率", "rate of information not available", _UNAVAILABLE, _P),
    Indicator(
        "unavailable_not_held_share",
        "无法提供中本机关不掌握的比重",
        "share of information not held in unavailable",
        _rows("unavailable_not_held"),
        _UNAVAILABLE,
    ),
    Indicator("not_processed_rate", "不予处理率", "rate not processed", _group("not_processed_"), _P),
    Indicator("other_rate", "其他处理率", "rate processed otherwise", _group("other_"), _P),
    Indicator("completion_rate", "办结率", "completion rate", _P, _RECEIVED),
    Indicator("carry_forward_rate", "结转率", "carry-forward rate", _rows("carried_forward"), _RECEIVED),
    Indicator("growth", "新收申请同比增长", "growth of applications newly received", _N, _N, "growth"),
    *(
        Indicator(
            f"applicant_{applicant.code}_share",
            f"{applicant.zh}申请占比",
            f"share of {applicant.en} in applications newly received",
            (Cell("applications", "new_received", applicant.code),),
            _N,
        )
        for applicant in APPLICANTS[:-1]
    ),
    Indicator(
        "reconsideration_correction_rate",
        "复议纠错率",
        "correction rate in reconsideration",
        _disputes("corrected", "reconsideration"),
        _disputes("total", "reconsideration"),
        caveat=_OPEN_CASES,
    ),
    Indicator(
        "reconsideration_correction_rate_closed",
        "复议纠错率（已审结）",
        "correction rate in reconsideration, closed cases",
        _disputes("corrected", "reconsideration"),
        tuple(cell for o in ("upheld", "corrected", "other") for cell in _disputes(o, "reconsideration")),
    ),
    Indicator(
        "litigation_correction_rate",
        "诉讼纠错率",
        "correction rate in litigation",
        _disputes("corrected", *_LITIGATION),
        _disputes("total", *_LITIGATION),
        caveat=_OPEN_CASES,
    ),
    Indicator(
        "litigation_correction_rate_closed",
        "诉讼纠错率（已审结）",
        "correction rate in litigation, closed cases",
        _disputes("corrected", *_LITIGATION),
        tuple(cell for o in ("upheld", "corrected", "other") for cell in _disputes(o, *_LITIGATION)),
    ),
    Indicator(
        "dispute_rate",
        "争议率",
        "disputes per application closed",
        _disputes("total", "reconsideration", *_LITIGATION),
        _P,
        "ratio",
        "a dispute may concern an application of an earlier year",
    ),
    Indicator(
        "documents_issued_rate",
        "规范性文件制发比",
        "normative documents issued to those in force",
        _documents("issued"),
        _documents("in_force"),
        "ratio",
        "form 2021 only",
    ),
    Indicator(
        "documents_repealed_rate",
        "规范性文件废止比",
        "normative documents repealed to those in force",
        _documents("repealed"),
        _documents("in_force"),
        "ratio",
        "form 2021 only",
    ),
)

REPORT_SHARES: dict[str, tuple[str, str]] = {
    "zero_report_share": ("零申请单位占比", "units without an application to process"),
    "parsed_share": ("读取完整的报告占比", "reports read as a whole"),
    "quarantine_share": ("无法读取的文件占比", "files that could not be read"),
    "violation_share": ("存在勾稽错误的报告占比", "reports that violate an identity"),
}
"""Shares of reports rather than of cells: code → name (zh, en)."""
