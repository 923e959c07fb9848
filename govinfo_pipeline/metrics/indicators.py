"""The indicators people compute from the tables: numerator, denominator, unit, direction, years and caveats of each.

All are sums over reports before they are divided; rates of units are never averaged. Table 3 enters with its column
总计 alone, which is never added to its parts, but for the applicants, who are parts of one row.
"""

from typing import Literal, NamedTuple

from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.form.common import APPLICANTS, DECIDED

Unit = Literal["share", "ratio", "growth", "per_100000"]
Direction = Literal["more", "less", "neutral"]


class Indicator(NamedTuple):
    """A quotient of two sums of cells.

    A ``share`` lies within 0 and 1; ``growth`` is the quotient minus 1, over the denominator of the year before; of
    ``per_100000`` the denominator is the population of the region. ``direction`` says whether more of it is better.
    Only reports on one of ``forms`` count, as the cells of others cannot be compared; ``caveat`` is (zh, en).
    """

    code: str
    zh: str
    en: str
    numerator: tuple[Cell, ...]
    denominator: tuple[Cell, ...]
    unit: Unit = "share"
    direction: Direction = "neutral"
    forms: tuple[str, ...] = (*FORMS, "unknown")
    caveat: tuple[str, str] = ("", "")

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a report that must be known for the report to count."""
        return tuple(dict.fromkeys(self.numerator + (() if self.unit == "growth" else self.denominator)))

    @property
    def scale(self) -> float:
        """What the quotient is multiplied by."""
        return 100_000.0 if self.unit == "per_100000" else 1.0


class ReportShare(NamedTuple):
    """A share of reports or units rather than of cells; ``numerator`` and ``denominator`` say of which (zh, en)."""

    code: str
    zh: str
    en: str
    numerator: tuple[str, str]
    denominator: tuple[str, str]
    direction: Direction = "neutral"
    unit: Unit = "share"
    caveat: tuple[str, str] = ("", "")


def _rows(*items: str) -> tuple[Cell, ...]:
    return tuple(Cell("applications", item, "total") for item in items)


def _group(prefix: str) -> tuple[Cell, ...]:
    return _rows(*(item.code for item in LATEST.table("applications").items if item.code.startswith(prefix)))


def _disputes(column: str, *channels: str) -> tuple[Cell, ...]:
    return tuple(Cell("disputes", channel, column) for channel in channels)


_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_P = _rows("results_total")
_N = _rows("new_received")
_RECEIVED = _rows("new_received", "carried_over")
_DENIED = _group("denied_")
_UNAVAILABLE = _group("unavailable_")
_OPEN_CASES = ("尚未审结的案件计入分母", "cases not yet decided count in the denominator")
_CLOSED_CASES = ("只计已审结的案件", "only decided cases count")
_COVERAGE = (
    "两年填报单位不同时，增减也来自单位的变化",
    "where other bodies report than the year before, growth is of these too",
)
_DOCUMENTS = (
    "2019年式样的“对外公开总数量”不是“现行有效件数”，不可比",
    "what the form of 2019 counts as published in all is not what is in force: not comparable",
)
_OTHER_ROWS = (
    "2019年式样只有一行“其他处理”，只比较其合计",
    "the form of 2019 has one row for it, so its sum alone is compared",
)


def _denied_shares() -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            f"{item.code}_share",
            f"不予公开中{item.zh}的比重",
            f"share in denials, {item.en}",
            _rows(item.code),
            _DENIED,
        )
        for item in DECIDED
        if item.code.startswith("denied_")
    )


def _applicant_shares() -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            f"applicant_{applicant.code}_share",
            f"{applicant.zh}申请占比",
            f"share of {applicant.en} in applications newly received",
            (Cell("applications", "new_received", applicant.code),),
            _N,
        )
        for applicant in APPLICANTS[:-1]
    )


def _correction_rates(name: str, zh: str, en: str, *channels: str) -> tuple[Indicator, ...]:
    """Of all cases, and of those that are closed: cases not yet decided are in the one and not in the other."""
    corrected = _disputes("corrected", *channels)
    closed = tuple(cell for outcome in ("upheld", "corrected", "other") for cell in _disputes(outcome, *channels))
    return (
        Indicator(name, zh, en, corrected, _disputes("total", *channels), direction="less", caveat=_OPEN_CASES),
        Indicator(
            f"{name}_closed",
            f"{zh}（已审结）",
            f"{en}, closed cases",
            corrected,
            closed,
            direction="less",
            caveat=_CLOSED_CASES,
        ),
    )


def _document_rate(measure: str, zh: str) -> Indicator:
    """For reports on the forms that print both figures."""
    issued, in_force = (Cell("proactive_disclosure", "normative_documents", code) for code in (measure, "in_force"))
    return Indicator(
        f"documents_{measure}_rate",
        f"规范性文件{zh}比",
        f"normative documents {measure} to those in force",
        (issued,),
        (in_force,),
        "ratio",
        forms=tuple(form.code for form in FORMS.values() if {issued, in_force} <= {*form.cells}),
        caveat=_DOCUMENTS,
    )


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "disclosure_rate", "公开率", "disclosure rate", _rows("granted", "partially_granted"), _P, direction="more"
    ),
    Indicator("granted_rate", "予以公开率", "rate granted in full", _rows("granted"), _P, direction="more"),
    Indicator("partially_granted_rate", "部分公开率", "rate granted in part", _rows("partially_granted"), _P),
    Indicator("denial_rate", "不予公开率", "denial rate", _DENIED, _P, direction="less"),
    *_denied_shares(),
    Indicator("unavailable_rate", "无法提供率", "rate of information not available", _UNAVAILABLE, _P),
    Indicator(
        "unavailable_not_held_share",
        "无法提供中本机关不掌握的比重",
        "share of information not held in unavailable",
        _rows("unavailable_not_held"),
        _UNAVAILABLE,
    ),
    Indicator("not_processed_rate", "不予处理率", "rate not processed", _group("not_processed_"), _P),
    Indicator("other_rate", "其他处理率", "rate processed otherwise", _group("other_"), _P, caveat=_OTHER_ROWS),
    Indicator("completion_rate", "办结率", "completion rate", _P, _RECEIVED, direction="more"),
    Indicator(
        "carry_forward_rate",
        "结转率",
        "carry-forward rate",
        _rows("carried_forward"),
        _RECEIVED,
        direction="less",
    ),
    Indicator(
        "growth", "新收申请同比增长", "growth of applications newly received", _N, _N, "growth", caveat=_COVERAGE
    ),
    *_applicant_shares(),
    *_correction_rates(
        "reconsideration_correction_rate", "复议纠错率", "correction rate in reconsideration", "reconsideration"
    ),
    *_correction_rates("litigation_correction_rate", "诉讼纠错率", "correction rate in litigation", *_LITIGATION),
    Indicator(
        "dispute_rate",
        "争议率",
        "disputes per application closed",
        _disputes("total", "reconsideration", *_LITIGATION),
        _P,
        "ratio",
        "less",
        caveat=("争议可能涉及往年的申请", "a dispute may concern an application of an earlier year"),
    ),
    _document_rate("issued", "制发"),
    _document_rate("repealed", "废止"),
    Indicator(
        "applications_per_capita",
        "每十万人新收申请",
        "applications newly received per 100,000 inhabitants",
        _N,
        (),
        "per_100000",
        caveat=(
            "只计已读入的报告；需提供人口表",
            "of the reports that were read; needs a table of the population",
        ),
    ),
)

_ALL_FILES = ("全部报告", "all reports")
_READ = ("读出的报告", "reports that were read")

REPORT_SHARES: tuple[ReportShare, ...] = (
    ReportShare(
        "zero_report_share",
        "零申请单位占比",
        "units without an application to process",
        ("新收与上年结转均为0的报告", "reports that received and carried over none"),
        ("新收与上年结转可知的报告", "reports of which both are known"),
    ),
    ReportShare(
        "parsed_share",
        "读取完整的报告占比",
        "reports read as a whole",
        ("读取完整的报告", "reports of status parsed"),
        _ALL_FILES,
        "more",
    ),
    ReportShare(
        "quarantine_share",
        "无法读取的文件占比",
        "files that could not be read",
        ("无法读取的文件", "reports of status quarantined"),
        _ALL_FILES,
        "less",
    ),
    ReportShare(
        "violation_share",
        "存在勾稽错误的报告占比",
        "reports that violate an identity",
        ("存在勾稽错误的报告", "reports that violate an identity of tables 3 and 4"),
        _READ,
        "less",
    ),
    ReportShare(
        "passing_share",
        "勾稽关系全部成立的报告占比",
        "reports of which every identity that could be made holds",
        ("至少一项勾稽关系成立且无一不符的报告", "reports of which one identity holds, and none is violated"),
        _READ,
        "more",
    ),
)

METRICS: dict[str, Indicator | ReportShare] = {
    **{indicator.code: indicator for indicator in INDICATORS},
    **{share.code: share for share in REPORT_SHARES},
}
"""Every metric by its code, in the order in which they are shown."""

OF_ALL_REPORTS = tuple(share.code for share in REPORT_SHARES if share.code != "zero_report_share")
"""Metrics of how reports were read and whether they pass, which say nothing of those that pass alone."""

RESULT_RATES = (
    "granted_rate",
    "partially_granted_rate",
    "denial_rate",
    "unavailable_rate",
    "not_processed_rate",
    "other_rate",
)
"""The metrics that make up the results of table 3, from what was disclosed to what was not."""
