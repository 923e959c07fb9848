"""The words of the annual page in Chinese and English, and how it writes figures."""

import re
from collections.abc import Callable, Sequence
from typing import Literal

from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.metrics.compute import SMALL
from govinfo_pipeline.metrics.indicators import METRICS, Indicator
from govinfo_pipeline.tables.codes import READ, SEVERITIES

Language = Literal["zh", "en"]
Say = Callable[[str], str]

_YEARS = tuple(form.years for form in FORMS.values())
"""Of each generation of the form."""

WORDS: dict[str, tuple[str, str]] = {
    "title": ("{place}{year}年度政府信息公开分析", "Government information disclosure in {year}: {place}"),
    "country": ("全国", "all regions"),
    "lead": (
        "依据{reports}份年度报告（{scope}）汇总计算。每个比率先求和再相除；鼠标停留或聚焦可见分子与分母，点击可到数据表。",
        "From {reports} annual reports (scope: {scope}). Sums are taken before dividing; hover over or focus a figure "
        "for its numerator and denominator, follow it to its table.",
    ),
    "skip": ("跳到正文", "skip to the content"),
    "contents": ("目录", "contents"),
    "overview": ("概况", "Overview"),
    "coverage": ("报告与读取", "Reports and coverage"),
    "outcomes": ("申请与办理结果", "Applications and outcomes"),
    "reasons": ("不予公开的理由", "Reasons for refusal"),
    "applicants": ("申请人", "Applicants"),
    "disputes": ("行政复议与诉讼", "Disputes and corrections"),
    "trends": ("历年变化", "Over the years"),
    "changes": ("变动与来源", "Changes and their causes"),
    "change": ("变动", "change"),
    "now": ("本年", "this year"),
    "causes": ("主要来源（对变动的贡献）", "main causes (their part of the change)"),
    "nobody": ("单位不明", "unknown body"),
    "caused": (
        "比率的变动以百分点计；各单位的贡献相加等于变动，没有上年或本年报告的单位也是来源。",
        "Changes of rates are in percentage points. The parts of all bodies add up to the change; a body that reports "
        "in one of the years only is a cause too.",
    ),
    "nested": (
        "各级汇总报告互相包含，其合计的变动没有意义，这里不列。",
        "Aggregates of different levels hold each other, so that a change of their sum means nothing and is not shown.",
    ),
    "spreads": ("各单位比率的分布", "how the rates of single reports spread"),
    "units": (f"分母不少于{SMALL}的报告", f"reports with a denominator of {SMALL} or more"),
    "median": ("中位数", "median"),
    "places": ("各地区", "Regions"),
    "findings": ("检查发现的问题", "Findings by check"),
    "figures": ("指标总表", "All figures"),
    "method": ("方法与说明", "Method and caveats"),
    "year": ("年度", "year"),
    "files": ("文件", "files"),
    "reading": ("各口径的文件合计", "files of every scope"),
    "reports": ("报告", "reports"),
    **READ,
    "excluded": ("不计入（旧版本、其他年度）", "not counted (older versions, other years)"),
    "known": ("应报告单位中已有报告", "of the known bodies have reported"),
    "own": ("本机关报告", "own reports"),
    "aggregate": ("汇总报告", "aggregate reports"),
    "unknown": ("口径不明的报告", "reports of unknown scope"),
    "of_level": ("{scope}·{level}", "{scope}, {level} level"),
    "passing": ("仅勾稽相符的", "of them passing"),
    "new_received": ("新收申请", "newly received"),
    "processed": ("办结", "closed"),
    "pieces": ("件", "applications"),
    "against": ("上年", "year before"),
    "small": (f"分母不足{SMALL}，仅供参考", f"denominator below {SMALL}: says little"),
    "above": ("超过100%：报告数字有误", "above 100%: figures of a report are wrong"),
    "nothing": ("无数据", "no data"),
    "level": ("层级", "level"),
    "kind": ("机关类别", "kind of organ"),
    "metric": ("指标", "metric"),
    "value": ("指标值", "value"),
    "share": ("占比", "share"),
    "rank": ("名次", "rank"),
    "place": ("地区", "region"),
    "reason": ("理由", "reason"),
    "applicant": ("申请人", "applicant"),
    "channel": ("渠道", "channel"),
    "check": ("检查项", "check"),
    "severity": ("严重程度", "severity"),
    **SEVERITIES,
    "number": ("条数", "findings"),
    "concerned": ("涉及报告", "reports concerned"),
    "formula": ("计算", "computed as"),
    "caveat": ("说明", "caveats"),
    "tiles": (
        f"各省级地区的公开率，方格大致按地理位置排列；颜色越深公开率越高；带*的分母不足{SMALL}，不着色。",
        "Disclosure rate by province, tiles roughly as on a map; the darker the higher. * is of a denominator below "
        f"{SMALL}, and is not shaded.",
    ),
    "bars": ("各地区的公开率", "disclosure rate by region"),
    "ranking": (
        f"按公开率排名；分母不足{SMALL}的不排名，比率相同的名次相同，省直辖县级单位另行排名。",
        f"By disclosure rate; denominators below {SMALL} are not ranked, equal rates share a rank, and counties that a "
        "province governs itself are ranked among themselves.",
    ),
    "no_reports": (
        "{year}年度没有{scope}，图表中没有数据；其他口径的数字见“指标总表”。",
        "There are no {scope} of {year}, so the charts are empty; other scopes stand in “All figures”.",
    ),
    "no_places": ("本范围内没有下级地区的数据。", "There are no data on regions within this one."),
    "no_findings": ("没有发现问题。", "Nothing was found."),
    "stacked": ("各年办理结果的构成", "composition of outcomes by year"),
    "mixed": (
        "各项之和与办理结果总计不等的年度，是其中有报告勾稽不符。",
        "Where the parts do not add up to the total, a report in it violates the form's sums.",
    ),
    "pending_in": (
        "纠错率有两种：分母含尚未审结的，与只计已审结的。",
        "There are two correction rates: with and without the cases not yet decided in the denominator.",
    ),
    "trend_data": ("历年数据", "data by year"),
    "all": ("合计", "all"),
    "generated": (
        "由govinfo生成；本页不加载任何外部内容。",
        "Made by govinfo; this page loads nothing from elsewhere.",
    ),
}

METHOD: tuple[tuple[str, str], ...] = (
    (
        "汇总报告包含所属单位，本机关报告只含自身，二者从不相加；本页图表为“{scope}”口径，另一口径见指标总表。",
        "Aggregate reports hold those of the units below; own reports are of one organ. They are never added up. "
        "The charts are of {scope}; the other scope stands in the table of all figures.",
    ),
    (
        "各级政府的汇总报告互相包含：省含市，市含县。因此汇总口径只取一个层级，即有报告的最高一级；各下级地区也都取同一层级。",
        "Aggregates of different levels hold each other: a province's holds its cities', a city's its counties'. So "
        "they are shown of one level alone, the highest that has reports, and of one level for all regions within.",
    ),
    (
        "空白单元格不作零计：不能确定数值的报告不计入相应指标，“报告”一栏是实际计入的份数。",
        "A blank is not a zero: a report whose cells are not known is left out of that metric; the column of reports "
        "shows how many stand behind it.",
    ),
    (
        "同一报告的旧版本、放错年度的报告和无法读取的文件不计入。",
        "Older versions of a report, reports of another year and files that could not be read do not count.",
    ),
    (
        "报告数字按原样采用，从不更正。勾稽不符的报告也计入，因此比率可能超过100%；"
        "“仅勾稽相符的”一栏只计各勾稽关系都成立的报告。",
        "Figures are taken as printed and never corrected. Reports that violate the form's sums count too, so a rate "
        "may exceed 100%; the columns of passing reports leave them out.",
    ),
    (
        f"{'、'.join(_YEARS)}年度的式样各不相同，只比较含义相同的指标（表三、表四）。",
        f"The years {' and '.join(_YEARS)} have forms of their own; only what means the same on all (tables 3 and 4) "
        "is compared.",
    ),
    (
        "年度之间的增减也可能来自填报单位的变化，请对照报告份数。",
        "Changes over the years may also come from other bodies reporting: compare the numbers of reports.",
    ),
)


def speaker(language: Language) -> Say:
    """Gives each of the page's words in ``language``; an unknown word is an error."""
    place = 0 if language == "zh" else 1
    return lambda word: WORDS[word][place]


def metric_name(code: str, language: Language) -> str:
    """What a metric is called."""
    metric = METRICS[code]
    return metric.zh if language == "zh" else metric.en


def count(value: float | None) -> str:
    """A count or amount with its thousands parted, a dash for what is not known."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def rate(value: float | None, unit: str) -> str:
    """A metric's value as people write it."""
    if value is None:
        return "—"
    if unit == "growth":
        return f"{value:+.1%}"
    return f"{value:.1%}" if unit == "share" else f"{value:.2f}"


def difference(value: float, unit: str) -> str:
    """A change of a metric; of a share in percentage points, of growth in percent."""
    if unit == "growth":
        return f"{value:+.1%}"
    return f"{100 * value:+.1f}" if unit == "share" else f"{value:+.2f}"


def formula(code: str, language: Language) -> str:
    """The numerator over the denominator of a metric in words."""
    metric = METRICS[code]
    if isinstance(metric, Indicator):
        above, below = (_words(side, language) for side in (metric.numerator, metric.denominator))
        if metric.unit == "growth":
            return f"{above} ÷ 上年{below} − 1" if language == "zh" else f"{above} ÷ that of the year before − 1"
        if metric.unit == "per_100000":
            return f"{above} ÷ 人口 × 100,000" if language == "zh" else f"{above} ÷ population × 100,000"
        return f"{above} ÷ {below}"
    place = 0 if language == "zh" else 1
    return f"{metric.numerator[place]} ÷ {metric.denominator[place]}"


_GROUPS = {
    "denied_": ("不予公开", "denied"),
    "unavailable_": ("无法提供", "unavailable"),
    "not_processed_": ("不予处理", "not processed"),
    "other_": ("其他处理", "processed otherwise"),
}
"""What the rows whose codes begin so are called together."""


def _words(cells: Sequence[Cell], language: Language) -> str:
    place = 0 if language == "zh" else 1
    for start, names in _GROUPS.items():
        if len(cells) > 1 and all(cell.item.startswith(start) for cell in cells):
            return names[place]
    said = [_cell_words(cell, place) for cell in cells]
    text = " + ".join(said)
    brackets = ("（", "）") if language == "zh" else ("(", ")")
    return text.join(brackets) if len(said) > 1 else text


def _cell_words(cell: Cell, place: int) -> str:
    table = LATEST.table(cell.table)
    item = next(item for item in table.items if item.code == cell.item)
    column = next(column for column in item.columns if column.code == cell.column)
    if cell.table == "applications":
        row = re.split(r"[（(]", (item.zh, item.en)[place])[0].strip()
        row = f"办理结果{row}" if cell.item == "results_total" and place == 0 else row
        return row if cell.column == "total" else f"{row}·{(column.zh, column.en)[place]}"
    return f"{(item.zh, item.en)[place]}·{(column.zh, column.en)[place]}"
