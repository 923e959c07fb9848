"""Every table of the dataset as a pandera schema: the one source of types, units, keys and descriptions.

Column lists that the form determines are derived from it. Types are pandas' nullable ones, so that a blank count
stays an integer column's null. ``title`` is the Chinese name, ``description`` the English one.
"""

import re
from typing import Any

import pandas as pd
import pandera.pandas as pa

from govinfo_pipeline.form import LATEST, SECTIONS
from govinfo_pipeline.tables.codes import (
    CLAIM_SCOPES,
    EXCLUDED,
    FORM_NAMES,
    ISSUES,
    ITEMS,
    KINDS,
    LEVELS,
    MEASURES,
    READ,
    SCOPES,
    SEVERITIES,
    VERDICTS,
)
from govinfo_pipeline.tables.columns import INTEGER, NUMBER, TEXT
from govinfo_pipeline.tables.columns import cell as _cell
from govinfo_pipeline.tables.columns import column as _column
from govinfo_pipeline.tables.columns import count as _count
from govinfo_pipeline.tables.columns import table as _table
from govinfo_pipeline.tables.columns import text as _text
from govinfo_pipeline.tables.finding_schemas import ALERTS, EXPECTATION_RESULTS, FINDINGS, SUSPECT_CELLS
from govinfo_pipeline.tables.metric_schemas import METRIC_CHANGES, METRIC_DISTRIBUTIONS, YEARLY_METRICS

FAMILIES = (
    *(statement.family for statement in LATEST.sums),
    "continuity.applications",
    "continuity.documents",
    "hierarchy.units",
)
NARRATIVE = "narrative."
"""The identities between the prose and the cells are named by this and the claim's code."""
_IDENTITY = rf"^(?:{'|'.join(map(re.escape, FAMILIES))}|{re.escape(NARRATIVE)}[a-z_]+)$"


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
        "problem_zh": _text("问题（中文）", "the same in Chinese", nullable=True),
    },
)

KNOWN_BODIES = _table(
    "known_bodies",
    "应报告单位",
    "the bodies that should report, from the list that an office keeps",
    ["organization", "region_code"],
    {
        "organization": _text("单位", "full name"),
        "region_code": _text("行政区划代码", "GB/T 2260 code"),
        "parent": _text("汇总单位", "the government whose report adds this body's up", nullable=True),
        "parent_region": _text("汇总单位区划", "region code of the parent", nullable=True),
        "level": _text("层级", "level of government", nullable=True, names=LEVELS),
        "kind": _text("机关类别", "kind of organ", nullable=True, names=KINDS),
    },
    of_reports=False,
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
        "region_candidates": _text(
            "可能的行政区划",
            "codes of all regions that may be meant, parted by commas, where the names do not tell which",
            nullable=True,
        ),
        "level": _text(
            "层级",
            "level of government",
            names=LEVELS,
        ),
        "kind": _text("机关类别", "kind of organ, by the suffix of its name", names=KINDS),
        "report_scope": _text("报告口径", "a government's sum over its units, or an organ's own", names=SCOPES),
        "form": _text("报表格式", "generation of the official form", names=FORM_NAMES),
        "status": _text("状态", "how much could be read", names=READ),
        "problem": _text("问题", "what could not be read, and why", nullable=True),
        "problem_zh": _text("问题（中文）", "the same in Chinese", nullable=True),
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
            names=EXCLUDED,
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
            names=ISSUES,
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
        "scope": _text("确定性", "whether the words leave no other meaning", names=CLAIM_SCOPES),
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
        "status": _text("结果", "outcome", names=VERDICTS),
        "severity": _text("严重程度", "severity when violated", names=SEVERITIES),
    },
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    schema.name: schema
    for schema in (
        RAW_FILES,
        KNOWN_BODIES,
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
        METRIC_DISTRIBUTIONS,
        METRIC_CHANGES,
        EXPECTATION_RESULTS,
        FINDINGS,
        ALERTS,
    )
}
"""Every table that is stored, by name, in the order in which reports move through them."""
MADE = tuple(table for table in SCHEMAS if table != "alerts")
"""The tables that a run makes anew, the same from the same files; alerts remember what was before."""
_NOT_EVALUATED = (
    "raw_files",
    "known_bodies",
    "expectation_results",
    "findings",
    "alerts",
    "metric_distributions",
    "metric_changes",
)
EVALUATED = tuple(table for table in SCHEMAS if table not in _NOT_EVALUATED)
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
