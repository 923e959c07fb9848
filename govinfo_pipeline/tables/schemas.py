"""Every table of the dataset as a pandera schema: the one source of types, units, keys and descriptions.

Column lists that the form determines are derived from it. Types are pandas' nullable ones, so that a blank count
stays an integer column's null. ``title`` is the Chinese name, ``description`` the English one.
"""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa

from govinfo_pipeline.form import FORMS, LATEST, SECTIONS

INTEGER, NUMBER, TEXT = "Int64", "Float64", "str"

FORM_CODES = (*FORMS, "unknown")
ITEMS = tuple(dict.fromkeys(item.code for form in FORMS.values() for table in form.tables for item in table.items))
MEASURES = tuple(
    dict.fromkeys(column.code for form in FORMS.values() for column in form.table("proactive_disclosure").columns)
)
FAMILIES = (
    *(statement.family for statement in LATEST.sums),
    "continuity.applications",
    "continuity.documents",
)
NARRATIVE = "narrative."
"""The identities between the prose and the cells are named by this and the claim's code."""
_IDENTITY = rf"^(?:{'|'.join(map(re.escape, FAMILIES))}|{re.escape(NARRATIVE)}[a-z_]+)$"


def _column(
    dtype: str,
    zh: str,
    en: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    values: Sequence[Any] | None = None,
    at_least: int | None = None,
    pattern: str | None = None,
) -> pa.Column:
    checks = []
    if pattern is not None:
        checks.append(pa.Check.str_matches(pattern))
    if values is not None:
        checks.append(pa.Check.isin(list(values)))
    if at_least is not None:
        checks.append(pa.Check.ge(at_least))
    return pa.Column(
        dtype, checks=checks, nullable=nullable, title=zh, description=en, metadata={"unit": unit} if unit else None
    )


def _text(zh: str, en: str, *, nullable: bool = False, values: Sequence[str] | None = None) -> pa.Column:
    return _column(TEXT, zh, en, nullable=nullable, values=values)


def _count(zh: str, en: str, *, unit: str = "件") -> pa.Column:
    return _column(INTEGER, zh, en, nullable=True, unit=unit)


def _table(
    name: str, zh: str, en: str, key: Sequence[str], columns: dict[str, pa.Column], *, of_reports: bool = True
) -> pa.DataFrameSchema:
    year = {
        "year": _column(
            INTEGER,
            "统计年度",
            "statistical year; null for a file whose year cannot be told",
            nullable=name in ("reports", "raw_files", "findings"),
        )
    }
    report = {
        "report_id": _text(
            "报告编号", "stable for the same file content; null where it is not about one", nullable=name == "findings"
        )
    }
    report = report if of_reports else {}
    return pa.DataFrameSchema(
        {**report, **year, **columns}, name=name, title=zh, description=en, unique=list(key), strict=True, ordered=True
    )


def _cell(*, nullable: bool = False) -> dict[str, pa.Column]:
    """The address of a cell, in the codes of the form; of what is no cell, as much as there is of it."""
    tables = [table.code for table in LATEST.tables]
    return {
        "table": _text("表", "code of the table", nullable=nullable, values=tables),
        "item": _text("项目", "code of the row", nullable=nullable, values=ITEMS),
        "column": _text("栏目", "code of the column", nullable=nullable),
    }


RAW_FILES = _table(
    "raw_files",
    "原始文件",
    "files found below the raw folder",
    ["source_path"],
    {
        "source_path": _text("路径", "path relative to the raw folder"),
        "sha256": _text("校验和", "SHA-256 of the content"),
        "size": _column(INTEGER, "大小", "size of the file", unit="bytes", at_least=0),
        "modified": _text("修改时间", "when the file was last changed (UTC)", nullable=True),
        "same_as": _text("相同文件", "path of the first file with the same content", nullable=True),
        "problem": _text("问题", "why the file could not be opened", nullable=True),
    },
)

REPORTS = _table(
    "reports",
    "报告",
    "one row a report that was found, also those that could not be read",
    ["report_id"],
    {
        "source_path": _text("路径", "path relative to the raw folder"),
        "sha256": _text("校验和", "SHA-256 of the content"),
        "file_format": _text("文件格式", "format by content"),
        "layout": _text("版式", "how the tables are laid out"),
        "title": _text("标题", "title as printed, without spaces", nullable=True),
        "organization": _text("单位", "organization that reports", nullable=True),
        "organization_rule": _text("单位依据", "where the organization was found", nullable=True),
        "province": _text("省", "province", nullable=True),
        "city": _text("市", "city", nullable=True),
        "county": _text("县", "county", nullable=True),
        "region_code": _text("行政区划代码", "GB/T 2260 code", nullable=True),
        "level": _text(
            "层级",
            "level of government",
            values=["province", "city", "county", "township", "unknown"],
        ),
        "kind": _text(
            "机关类别",
            "kind of organ, by the suffix of its name",
            values=[
                "government",
                "government_office",
                "department",
                "branch",
                "zone",
                "township",
                "subdistrict",
                "institution",
                "unknown",
            ],
        ),
        "report_scope": _text(
            "报告口径", "a government's sum over its units, or an organ's own", values=["aggregate", "own", "unknown"]
        ),
        "form": _text("报表格式", "generation of the official form", values=FORM_CODES),
        "status": _text("状态", "how much could be read", values=["parsed", "partial", "quarantined"]),
        "problem": _text("问题", "what could not be read, and why", nullable=True),
        "stated_year": _column(
            INTEGER, "自述年度", "statistical year that the report's own text states", nullable=True
        ),
        "preamble": _text("引言", "what the text says above section one about its making and period", nullable=True),
        "published": _text("发布日期", "date of publication as the text states it", nullable=True),
        "modified": _text("修改时间", "when the file was last changed (UTC)", nullable=True),
        "excluded": _text(
            "不计入原因",
            "why its figures are not counted: an older version of a report, or a report of another year",
            nullable=True,
            values=["superseded", "other_year"],
        ),
        "superseded_by": _text("新版本", "report_id of the newest version of the same report", nullable=True),
    },
)

SECTIONS_TABLE = _table(
    "sections",
    "章节",
    "the six sections of each report",
    ["report_id", "section"],
    {
        "section": _column(INTEGER, "章节", "number of the section", values=list(SECTIONS)),
        "heading": _text("标题", "heading as printed"),
        "text": _text("正文", "what stands below it, cells of tables parted by tabs"),
    },
)

PROACTIVE_DISCLOSURE = _table(
    "proactive_disclosure",
    LATEST.table("proactive_disclosure").zh,
    "table 2: information disclosed proactively",
    ["report_id", "item", "measure"],
    {
        "item": _text("信息内容", "code of the row", values=ITEMS),
        "measure": _text("指标", "code of the measure", values=MEASURES),
        "value": _column(NUMBER, "数值", "as printed; amounts in 万元, else counts", nullable=True, unit="件/万元"),
    },
)

APPLICATIONS = _table(
    "applications",
    LATEST.table("applications").zh,
    "table 3: applications received and processed",
    ["report_id", "item"],
    {
        "item": _text("项目", "code of the row", values=[item.code for item in LATEST.table("applications").items]),
        **{column.code: _count(column.zh, column.en) for column in LATEST.table("applications").columns},
    },
)

DISPUTES = _table(
    "disputes",
    LATEST.table("disputes").zh,
    "table 4: administrative reconsideration and litigation",
    ["report_id", "channel"],
    {
        "channel": _text("类别", "code of the channel", values=[item.code for item in LATEST.table("disputes").items]),
        **{column.code: _count(column.zh, column.en) for column in LATEST.table("disputes").columns},
    },
)

CELL_ISSUES = _table(
    "cell_issues",
    "异常单元格",
    "cells that were not a plain number, with what they print",
    ["report_id", "table", "item", "column"],
    {
        **_cell(),
        "raw": _text("原文", "what is printed, empty where nothing is"),
        "kind": _text(
            "类别",
            "kind of issue",
            values=["blank", "not_applicable", "unreadable", "missing", "repaired"],
        ),
    },
)

CLAIMS_TABLE = _table(
    "claims",
    "文字数据",
    "figures of the narrative that state cells of the tables",
    ["report_id", "number"],
    {
        "number": _column(INTEGER, "序号", "counts the claims of a report", at_least=1),
        "claim": _text("指标", "what is stated"),
        "value": _column(NUMBER, "数值", "as stated", unit="件/万元/%"),
        "unit": _text("单位", "unit of the value", values=["件", "万元", "%"]),
        "scope": _text("确定性", "whether the words leave no other meaning", values=["certain", "unclear"]),
        "section": _column(INTEGER, "章节", "section that it stands in", values=list(SECTIONS)),
        **_cell(),
        "readings": _text("可对应单元格", "the sums of cells that may be meant, parted by |"),
        "base": _text("占比基数", "for a share, the sums of cells that it is of, parted by |", nullable=True),
        "quote": _text("原文", "printed clause"),
    },
)

IDENTITY_RESULTS = _table(
    "identity_results",
    "勾稽关系检查结果",
    "every identity of the form, for every report",
    ["report_id", "identity", "scope"],
    {
        "identity": _column(TEXT, "勾稽关系", "family of the identity", pattern=_IDENTITY),
        "scope": _text("范围", "the column, row or channel it was evaluated on; of a claim, its number"),
        "left": _column(NUMBER, "左边", "sum of the left side, null if not assessable", nullable=True),
        "right": _column(NUMBER, "右边", "sum of the right side, null if not assessable", nullable=True),
        "residual": _column(NUMBER, "差额", "left minus right", nullable=True),
        "status": _text("结果", "outcome", values=["holds", "violated", "not_assessable"]),
        "severity": _text("严重程度", "severity when violated", values=["error", "warning"]),
    },
)

SUSPECT_CELLS = _table(
    "suspect_cells",
    "可疑单元格",
    "cells that a smallest correction of a report changes",
    ["report_id", "explanation", "table", "item", "column"],
    {
        "explanation": _column(
            INTEGER, "解释", "counts the corrections of a report; its cells belong together", at_least=1
        ),
        **_cell(),
        "reported": _count("填报值", "value printed in the report, null if blank"),
        "suggested": _count("建议值", "value that satisfies the identities, null if they leave it open"),
        "rank": _column(INTEGER, "排序", "1 is the best explanation; equal ones share it", at_least=1),
        "rule": _text("依据", "how it was found"),
        "confidence": _column(NUMBER, "可信度", "0 to 1", at_least=0),
        "outcome": _text(
            "结论",
            "of the report: one best explanation, several as good, or the search was ended before the last",
            values=["explained", "ambiguous", "time_limit"],
        ),
    },
)

EXPECTATION_RESULTS = _table(
    "expectation_results",
    "数据预期检查结果",
    "what a year's tables as a whole are expected to be like, and what they are",
    ["year", "table", "expectation"],
    {
        "table": _text("表", "name of the table"),
        "expectation": _text("预期", "id of the expectation within its suite"),
        "column": _text("栏目", "column of the table", nullable=True),
        "verdict": _text("结果", "outcome", values=["holds", "violated", "not_assessable"]),
        "expected_zh": _text("预期内容", "what is expected, in Chinese"),
        "expected_en": _text("预期内容（英文）", "what is expected, in English"),
        "observed_zh": _text("实际情况", "what was observed, in Chinese"),
        "observed_en": _text("实际情况（英文）", "what was observed, in English"),
        "reported": _column(NUMBER, "实际值", "the figure observed", nullable=True),
        "expected": _column(NUMBER, "应有值", "the bound that it should keep", nullable=True),
        "samples": _text("例子", "some values that were not expected", nullable=True),
        "reports": _text("报告", "report_id of some reports that have them", nullable=True),
    },
    of_reports=False,
)

FINDINGS = _table(
    "findings",
    "问题清单",
    "one row a finding of any check",
    ["finding_id"],
    {
        "finding_id": _text("问题编号", "fingerprint, the same for the same finding in every run"),
        "check": _text("检查项", "code of the check"),
        "check_version": _column(INTEGER, "检查项版本", "version of the check's rule", at_least=1),
        "severity": _text("严重程度", "severity", values=["error", "warning"]),
        **_cell(nullable=True),
        "reported": _column(NUMBER, "填报值", "value printed in the report", nullable=True),
        "expected": _column(NUMBER, "应有值", "value that the other cells require", nullable=True),
        "residual": _column(NUMBER, "差额", "expected minus reported", nullable=True),
        "cause": _text("可能原因", "who is likely to blame", values=["author", "reader", "unclear"]),
        "quote": _text("原文", "printed text", nullable=True),
        "location": _text("位置", "where in the file", nullable=True),
        "message_zh": _text("说明", "the finding in Chinese"),
        "message_en": _text("英文说明", "the finding in English"),
    },
)

YEARLY_METRICS = _table(
    "yearly_metrics",
    "年度指标",
    "indicators by year, region, level and report scope, with their numerators and denominators",
    ["year", "region_code", "level", "report_scope", "metric"],
    {
        "region_code": _text("行政区划代码", "GB/T 2260 code, null for all regions", nullable=True),
        "level": _text(
            "层级", "level of government", values=["all", "province", "city", "county", "township", "unknown"]
        ),
        "report_scope": _text("报告口径", "never added up over scopes", values=["aggregate", "own", "unknown"]),
        "metric": _text("指标", "code of the indicator"),
        "numerator": _column(NUMBER, "分子", "sum over the reports", nullable=True),
        "denominator": _column(NUMBER, "分母", "sum over the reports", nullable=True),
        "value": _column(NUMBER, "指标值", "null where the denominator is 0 or unknown", nullable=True),
        "reports": _column(INTEGER, "报告数", "reports behind the value", at_least=0),
    },
    of_reports=False,
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    schema.name: schema
    for schema in (
        RAW_FILES,
        REPORTS,
        SECTIONS_TABLE,
        PROACTIVE_DISCLOSURE,
        APPLICATIONS,
        DISPUTES,
        CELL_ISSUES,
        CLAIMS_TABLE,
        IDENTITY_RESULTS,
        SUSPECT_CELLS,
        YEARLY_METRICS,
        EXPECTATION_RESULTS,
        FINDINGS,
    )
}
"""Every table that is stored, by name, in the order in which reports move through them."""
EVALUATED = tuple(table for table in SCHEMAS if table not in ("raw_files", "expectation_results", "findings"))
"""The tables that are published as data and not as what was found in them; expectations are made of these."""


def empty(name: str) -> pd.DataFrame:
    """A frame of the table's columns and types without a row."""
    return frame(name, {})


def frame(name: str, columns: dict[str, Any]) -> pd.DataFrame:
    """A frame of the table's columns, in order and of its types; columns not given are null."""
    schema = SCHEMAS[name]
    data = pd.DataFrame(columns)
    return pd.DataFrame(
        {
            column: data[column].astype(_dtype(spec))
            if column in data
            else pd.Series(index=data.index, dtype=_dtype(spec))
            for column, spec in schema.columns.items()
        }
    )


def _dtype(column: pa.Column) -> str:
    """The pandas name of a column's type."""
    return TEXT if "str" in str(column.dtype) else str(column.dtype)
