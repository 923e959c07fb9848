"""Every check: its code, what it says, how bad a failure is, and the version of its rule.

A rule that changes raises its version, so that findings of different rules are told apart. The identity checks are
derived from the form.
"""

from typing import Literal, NamedTuple

from govinfo_pipeline.form import LATEST

Severity = Literal["error", "warning"]


class Check(NamedTuple):
    """A check. ``asset`` is the table it is made on, at the step where it can first be made."""

    code: str
    asset: str
    severity: Severity
    zh: str
    en: str
    version: int = 1
    blocking: bool = False


IDENTITIES = tuple(
    Check(statement.family, "identity_results", "error", statement.zh, statement.en) for statement in LATEST.sums
)

OTHERS = (
    Check("raw.found", "raw_reports", "warning", "本年度至少有一个文件", "the year has at least one file"),
    Check("raw.readable", "raw_reports", "error", "每个文件都能打开", "every file can be opened"),
    Check("raw.duplicates", "raw_reports", "warning", "没有内容相同的文件", "no two files have the same content"),
    Check(
        "raw.year", "unplaced_reports", "warning", "每个文件的统计年度可知", "every file's statistical year can be told"
    ),
    Check("parsed.status", "parsed_reports", "error", "没有无法读取的报告", "no report had to be quarantined"),
    Check("parsed.sections", "parsed_reports", "warning", "六个部分齐全", "all six sections were found"),
    Check("parsed.tables", "parsed_reports", "error", "三张表及其各行齐全", "all rows of the three tables were found"),
    Check(
        "values.valid",
        "findings",
        "error",
        "件数为非负整数，金额非负",
        "counts are whole numbers and not negative, amounts are not negative",
    ),
    Check(
        "values.read",
        "cell_issues",
        "warning",
        "每个单元格都能确切读出",
        "every cell could be read with certainty",
    ),
    Check(
        "metrics.conservation",
        "yearly_metrics",
        "error",
        "指标的分子分母与各表合计一致",
        "numerators and denominators equal the sums over the tables",
    ),
    Check("metrics.bounds", "yearly_metrics", "error", "比率在零和一之间", "shares and rates lie within 0 and 1"),
)

CHECKS: dict[str, Check] = {check.code: check for check in (*OTHERS, *IDENTITIES)}
