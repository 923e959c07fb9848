"""The tables of the metrics: the indicators of groups of reports, their spread over reports, and their changes."""

from govinfo_pipeline.tables.codes import ALL_KINDS, ALL_LEVELS, PASSING, SCOPES
from govinfo_pipeline.tables.columns import INTEGER, NUMBER, column, table, text

YEARLY_METRICS = table(
    "yearly_metrics",
    "年度指标",
    "indicators by year, region, level, kind of organ and report scope, with their numerators and denominators",
    ["year", "region_code", "level", "kind", "report_scope", "passing", "metric"],
    {
        "region_code": text("行政区划代码", "GB/T 2260 code, null for all regions", nullable=True),
        "level": text("层级", "level of government", names=ALL_LEVELS),
        "kind": text("机关类别", "kind of organ", names=ALL_KINDS),
        "report_scope": text("报告口径", "never added up over scopes", names=SCOPES),
        "passing": text(
            "勾稽",
            "all: every report; only: those of which an identity of the form holds and none is violated",
            names=PASSING,
        ),
        "metric": text("指标", "code of the indicator"),
        "numerator": column(NUMBER, "分子", "sum over the reports", nullable=True),
        "denominator": column(
            NUMBER, "分母", "sum over the reports; null where it is of a year or a population unknown", nullable=True
        ),
        "value": column(NUMBER, "指标值", "null where the denominator is 0 or unknown", nullable=True),
        "reports": column(INTEGER, "报告数", "reports behind the value", at_least=0),
        "coverage": column(
            NUMBER,
            "覆盖率",
            "share of the group's known bodies whose report was read; null without a list of bodies",
            nullable=True,
            at_least=0,
        ),
        "passing_share": column(
            NUMBER,
            "勾稽相符率",
            "share of the group's reports that pass the identities of the form",
            nullable=True,
            at_least=0,
        ),
        "rank": column(
            INTEGER,
            "排名",
            "of a region among those of its kind in the same larger region, the largest value first; null where small",
            nullable=True,
            at_least=1,
        ),
        "ranked": column(INTEGER, "排名总数", "how many regions the rank is among", nullable=True, at_least=1),
        "small": column(
            INTEGER,
            "分母过小",
            "1 where the denominator is below 10, and the value says little",
            nullable=True,
            values=[0, 1],
        ),
    },
    of_reports=False,
)

METRIC_DISTRIBUTIONS = table(
    "metric_distributions",
    "指标分布",
    "how the rates of single reports spread; never a rate of the group",
    ["year", "region_code", "level", "report_scope", "metric"],
    {
        "region_code": text("行政区划代码", "GB/T 2260 code of the province, null for all regions", nullable=True),
        "level": text("层级", "level of government", names=ALL_LEVELS),
        "report_scope": text("报告口径", "never mixed", names=SCOPES),
        "metric": text("指标", "code of the indicator"),
        "units": column(INTEGER, "报告数", "reports whose own denominator is not small", at_least=1),
        "p10": column(NUMBER, "第10百分位", "a tenth of the reports have less"),
        "median": column(NUMBER, "中位数", "half of the reports have less"),
        "p90": column(NUMBER, "第90百分位", "a tenth of the reports have more"),
    },
    of_reports=False,
)

METRIC_CHANGES = table(
    "metric_changes",
    "指标变动",
    "what changed against the year before, and which bodies' reports caused most of it",
    ["year", "region_code", "report_scope", "metric", "rank"],
    {
        "region_code": text("行政区划代码", "GB/T 2260 code of the province, null for all regions", nullable=True),
        "report_scope": text("报告口径", "never mixed", names=SCOPES),
        "metric": text("指标", "code of the indicator"),
        "value_before": column(NUMBER, "上年值", "of the group, null for growth", nullable=True),
        "value": column(NUMBER, "本年值", "of the group"),
        "change": column(NUMBER, "变动", "value minus that of the year before; of growth, the growth"),
        "rank": column(INTEGER, "排序", "1 is the body that contributes most", at_least=1),
        "report_id": text("报告编号", "of the body's report, that of the year before where there is none this year"),
        "organization": text("单位", "organization that reports", nullable=True),
        "numerator_before": column(NUMBER, "上年分子", "the body's own", nullable=True),
        "denominator_before": column(NUMBER, "上年分母", "the body's own", nullable=True),
        "numerator": column(NUMBER, "本年分子", "the body's own", nullable=True),
        "denominator": column(NUMBER, "本年分母", "the body's own", nullable=True),
        "contribution": column(NUMBER, "贡献", "the body's part of the change; those of all bodies add up to it"),
    },
    of_reports=False,
)
