"""Schemas of the tables of what is wrong: suspect cells, expectations, findings and alerts."""

from govinfo_pipeline.tables.codes import CAUSES, DECISIONS, LOCALIZED, MET, SEVERITIES
from govinfo_pipeline.tables.columns import INTEGER, NUMBER, cell, column, count, table, text

SUSPECT_CELLS = table(
    "suspect_cells",
    "可疑单元格",
    "cells that a smallest correction of a report changes",
    ["report_id", "explanation", "table", "item", "column"],
    {
        "explanation": column(
            INTEGER, "解释", "counts the corrections of a report; its cells belong together", at_least=1
        ),
        **cell(),
        "reported": count("填报值", "value printed in the report, null if blank"),
        "suggested": count("建议值", "value that satisfies the identities, null if they leave it open"),
        "rank": column(INTEGER, "排序", "1 is the best explanation; equal ones share it", at_least=1),
        "rule": text("依据", "how it was found"),
        "confidence": column(NUMBER, "可信度", "0 to 1", at_least=0),
        "outcome": text(
            "结论",
            "of the report: one best explanation, several as good, or the search was ended before the last",
            names=LOCALIZED,
        ),
    },
)

EXPECTATION_RESULTS = table(
    "expectation_results",
    "数据预期检查结果",
    "what a year's tables as a whole are expected to be like, and what they are",
    ["year", "table", "expectation"],
    {
        "table": text("表", "name of the table"),
        "expectation": text("预期", "id of the expectation within its suite"),
        "column": text("栏目", "column of the table", nullable=True),
        "verdict": text("结果", "outcome", names=MET),
        "expected_zh": text("预期内容", "what is expected, in Chinese"),
        "expected_en": text("预期内容（英文）", "what is expected, in English"),
        "observed_zh": text("实际情况", "what was observed, in Chinese"),
        "observed_en": text("实际情况（英文）", "what was observed, in English"),
        "reported": column(NUMBER, "实际值", "the figure observed", nullable=True),
        "expected": column(NUMBER, "应有值", "the bound that it should keep", nullable=True),
        "samples": text("例子", "some values that were not expected", nullable=True),
        "reports": text("报告", "report_id of some reports that have them", nullable=True),
    },
    of_reports=False,
)

FINDINGS = table(
    "findings",
    "问题清单",
    "one row a finding of any check",
    ["finding_id"],
    {
        "finding_id": text("问题编号", "fingerprint, the same for the same finding in every run"),
        "check": text("检查项", "code of the check"),
        "check_version": column(INTEGER, "检查项版本", "version of the check's rule", at_least=1),
        "severity": text("严重程度", "severity", names=SEVERITIES),
        **cell(nullable=True),
        "reported": column(NUMBER, "填报值", "value printed in the report", nullable=True),
        "expected": column(NUMBER, "应有值", "value that the other cells require", nullable=True),
        "residual": column(NUMBER, "差额", "expected minus reported", nullable=True),
        "cause": text("可能原因", "who is likely to blame", names=CAUSES),
        "quote": text("原文", "printed text", nullable=True),
        "location": text("位置", "where in the file", nullable=True),
        "message_zh": text("说明", "the finding in Chinese"),
        "message_en": text("英文说明", "the finding in English"),
    },
)

ALERTS = table(
    "alerts",
    "提醒",
    "findings, and what else went wrong, from when they were first seen until they are settled",
    ["alert_id"],
    {
        "alert_id": text("提醒编号", "finding_id of the finding, or a fingerprint of what else it is about"),
        "check": text("检查项", "code of the check, or of what is watched over"),
        "severity": text("严重程度", "severity", names=SEVERITIES),
        "summary": text("说明", "what is wrong, in Chinese"),
        "summary_en": text("英文说明", "what is wrong, in English"),
        "status": text(
            "状态",
            "open until a person confirms or dismisses it; resolved when a check that was made no longer finds it",
            names=DECISIONS,
        ),
        "first_seen": text("首次发现", "when it was first found (UTC)"),
        "last_seen": text("最近发现", "when it was last found (UTC)"),
        "note": text("备注", "what a person noted", nullable=True),
        "organization": text("单位", "organization that reports", nullable=True),
        "region_code": text("行政区划代码", "GB/T 2260 code of the report", nullable=True),
        "source_path": text("路径", "path of the report relative to the raw folder", nullable=True),
        **cell(nullable=True),
    },
)
