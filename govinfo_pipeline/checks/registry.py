"""Every check: its code, what it says, how bad a failure is, and the version of its rule.

A rule that changes raises its version, so that findings of different rules are told apart. The checks of the form's
identities are derived from the form. How each check is made stands in :mod:`govinfo_pipeline.checks.catalogue`.
"""

from typing import Literal, NamedTuple

from govinfo_pipeline.checks.text.rules import RULES as TEXT
from govinfo_pipeline.form import LATEST
from govinfo_pipeline.tables.schemas import EVALUATED, SCHEMAS

Severity = Literal["error", "warning"]


class Check(NamedTuple):
    """A check. ``asset`` is the table it is made on, at the step where it can first be made."""

    code: str
    asset: str
    severity: Severity
    zh: str
    en: str
    version: int = 1


def _error(code: str, asset: str, zh: str, en: str) -> Check:
    return Check(code, asset, "error", zh, en)


def _warning(code: str, asset: str, zh: str, en: str) -> Check:
    return Check(code, asset, "warning", zh, en)


IDENTITIES = tuple(
    _error(statement.family, "identity_results", statement.zh, statement.en) for statement in LATEST.sums
)

OTHERS = (
    _warning("raw.found", "raw_reports", "本年度至少有一个文件", "the year has at least one file"),
    _error("raw.readable", "raw_reports", "每个文件都能打开", "every file can be opened"),
    _warning("raw.duplicates", "raw_reports", "没有内容相同的文件", "no two files have the same content"),
    _warning("raw.year", "unplaced_reports", "每个文件的统计年度可知", "every file's statistical year can be told"),
    _error("parsed.status", "reports", "没有无法读取的报告", "no report had to be quarantined"),
    _warning("parsed.sections", "sections", "六个部分齐全", "all six sections were found"),
    _error("parsed.tables", "cell_issues", "三张表及其各行齐全", "all rows of the three tables were found"),
    _warning("parsed.organization", "reports", "看得出是哪个单位的报告", "it can be told whose report each is"),
    _warning("parsed.region", "reports", "看得出每份报告属于哪个地区", "it can be told of which region each report is"),
    _error(
        "parsed.year",
        "reports",
        "报告放在其自述的年度",
        "each report lies in the folder of the year that its text states",
    ),
    _warning("parsed.versions", "reports", "每份报告只有一个版本", "there is one version of each report"),
    _warning(
        "coverage.reported", "reports", "上年有报告的单位本年也有", "every body that reported last year reports again"
    ),
    _warning("coverage.listed", "reports", "名单上的单位都有报告", "every body on the list of bodies has reported"),
    _error(
        "values.valid",
        "cell_issues",
        "件数为非负整数，金额非负",
        "counts are whole numbers and not negative, amounts are not negative",
    ),
    _warning("values.read", "cell_issues", "每个单元格都能确切读出", "every cell could be read with certainty"),
    _warning(
        "values.regulations",
        "proactive_disclosure",
        "只有有权制定规章的机关填报规章",
        "regulations are reported only by organs that may make them",
    ),
    _error(
        "continuity.applications",
        "identity_results",
        "上年结转等于上年报告的结转下年度",
        "what is carried over is what the report of the year before carried forward",
    ),
    _warning(
        "continuity.documents",
        "identity_results",
        "现行有效件数等于上年现行有效加本年制发减本年废止",
        "documents in force are those of the year before, plus issued, minus repealed",
    ),
    _warning(
        "hierarchy.units",
        "identity_results",
        "汇总报告的数等于各单位之和",
        "a government's aggregate report is the sum of its units'",
    ),
    _warning(
        "narrative.claims", "identity_results", "文字中的数据与表格一致", "figures of the prose agree with the tables"
    ),
    _warning(
        "plausibility.jump",
        "applications",
        "与上年相比没有异常增减",
        "no figure is five times, or a fifth, of last year's",
    ),
    _warning(
        "plausibility.empty",
        "claims",
        "文字称有件数的表格不全为零，反之亦然",
        "a table is not all zeros where the prose states cases, nor the reverse",
    ),
    _warning(
        "plausibility.magnitude",
        "applications",
        "申请数量与同类同级单位相比没有异常",
        "no body has far more applications than others of its kind and level",
    ),
)

SUSPECTS = (
    _warning(
        "localization.told",
        "suspect_cells",
        "每处勾稽不符都找到了最可能的错误单元格",
        "the cells that best explain a report's violated identities were found",
    ),
)

EXPECTATIONS = tuple(
    _warning(
        f"expectations.{table}",
        "expectation_results",
        f"数据表“{SCHEMAS[table].title}”总体上符合预期",
        f"the table {table} as a whole is as expected",
    )
    for table in EVALUATED
)

TEXTS = tuple(_warning(code, "sections", zh, en) for code, (zh, en) in TEXT.items())

METRICS = (
    _error(
        "metrics.conservation",
        "yearly_metrics",
        "指标的分子分母与各表合计一致",
        "numerators and denominators equal the sums over the tables",
    ),
    _error(
        "metrics.totals",
        "yearly_metrics",
        "指标的分子分母与各表逐行合计一致，不多不少",
        "numerators and denominators are what the rows of the tables add up to, to the unit",
    ),
    _error(
        "metrics.groups",
        "yearly_metrics",
        "各层级、各类机关、各地区之和等于总体",
        "levels, kinds of organs and regions add up to the whole",
    ),
    _error(
        "metrics.flow",
        "yearly_metrics",
        "从文件到指标没有遗漏：每个文件都已读取、隔离或说明不计入的原因",
        "nothing is lost from the files to the metrics: each is parsed, partial, quarantined or excluded",
    ),
    _error("metrics.bounds", "yearly_metrics", "比率在零和一之间", "shares and rates lie within 0 and 1"),
)

CHECKS: dict[str, Check] = {
    check.code: check for check in (*OTHERS, *IDENTITIES, *SUSPECTS, *TEXTS, *EXPECTATIONS, *METRICS)
}
