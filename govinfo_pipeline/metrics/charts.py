"""Small pictures of the metrics: how the years compare, what became of the applications, and where.

They are drawn with a font of this machine that has Chinese letters; where there is none, the labels are English, for
letters that a font has not are boxes. Reports that pass the identities are drawn alone, for the shares of others add up
to anything, and aggregates of one level alone, for they contain each other. A rate over a small denominator is not
drawn, and nothing is drawn of nothing.
"""

import io
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from govinfo_pipeline.metrics.groups import ALL, PASSING, level_alone
from govinfo_pipeline.metrics.indicators import METRICS, RESULT_RATES
from govinfo_pipeline.regions.codes import own_name
from govinfo_pipeline.tables.codes import ALL_LEVELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.font_manager import FontProperties

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
)
"""Fonts with Chinese letters, the most legible first."""
_SAMPLE = "政府信息公开年度报告省"
_RATES = ("disclosure_rate", "denial_rate", "unavailable_rate", "completion_rate")
_COLOURS = ("#0072b2", "#56b4e9", "#d55e00", "#e69f00", "#cc79a7", "#999999")
"""Told apart also by people who do not see red and green."""
_SCOPES = {
    "own": ("各机关自身报告（勾稽相符）", "organs' own reports that add up"),
    "aggregate": ("{level}政府汇总报告（勾稽相符）", "governments' aggregates that add up ({level})"),
}
_TITLES = {
    "trend": ("历年比率", "rates by year"),
    "outcomes": ("办理结果构成", "what became of the applications"),
    "regions": ("各地公开率", "disclosure rate by region"),
}
_MOST_REGIONS = 31


class Chart(NamedTuple):
    """A picture (PNG), and its title in the language of its labels."""

    title: str
    png: bytes


@cache
def font() -> "FontProperties | None":
    """A font of this machine that has Chinese letters; null where there is none."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    found = {entry.name: entry.fname for entry in reversed(fontManager.ttflist)}
    for family in FAMILIES:
        if family in found and all(get_font(found[family]).get_char_index(ord(letter)) for letter in _SAMPLE):
            return FontProperties(fname=found[family], size=9)
    return None


def charts(metrics: pd.DataFrame, year: int) -> dict[str, Chart]:
    """The pictures of ``year`` by name, from ``yearly_metrics`` of this and earlier years; those that have data."""
    metrics = metrics[(metrics["year"] <= year) & (metrics["passing"] == PASSING) & (metrics["small"] == 0)]
    panels = [_panel(scope, metrics[metrics["report_scope"] == scope], year) for scope in _SCOPES]
    drawn = {}
    for name, draw in _DRAW.items():
        paints = {title: paint for title, rows in panels if (paint := draw(rows, year)) is not None}
        if paints:
            drawn[name] = Chart(_told(_TITLES[name]), _picture(paints))
    return drawn


def _panel(scope: str, rows: pd.DataFrame, year: int) -> tuple[str, pd.DataFrame]:
    """The title of a scope's panels, and its rows of all kinds of organs, of one level where they are aggregates."""
    rows = rows[rows["kind"] == ALL]
    of_country = rows[rows["region_code"].isna() & (rows["year"] == year)]
    level = level_alone(scope, set(of_country["level"]))
    return _told(_SCOPES[scope]).format(level=_told(ALL_LEVELS[level])), rows[rows["level"] == level]


Paint = Callable[["Axes"], None]


def _told(names: tuple[str, str]) -> str:
    """A name in the language that can be drawn."""
    return names[0] if font() else names[1]


def _name(metric: str) -> str:
    return _told((METRICS[metric].zh, METRICS[metric].en))


def _picture(panels: dict[str, Paint]) -> bytes:
    """One panel a scope, side by side, for scopes are never added up."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.2 * len(panels), 3.4), dpi=80, layout="constrained")
    for axes, (title, paint) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels.items(), strict=True):
        paint(axes)
        axes.set_title(title, fontproperties=font())
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(font())
    target = io.BytesIO()
    # Without the name of the program, the same figures are the same bytes.
    FigureCanvasAgg(figure)
    figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()


def _in_percent(axis: "Axis") -> None:
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def _by_year(metrics: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Years × metrics of all regions."""
    rows = metrics[metrics["region_code"].isna()]
    return rows.pivot(index="year", columns="metric", values="value").reindex(columns=list(codes)).astype("float64")


def _trend(metrics: pd.DataFrame, year: int) -> Paint | None:
    """The rates of every year that there is."""
    rates = _by_year(metrics, _RATES).dropna(axis="columns", how="all")
    if rates.empty:
        return None

    def paint(axes: "Axes") -> None:
        for colour, code in zip(_COLOURS, rates.columns, strict=False):
            axes.plot(rates.index, rates[code], marker="o", markersize=4, color=colour, label=_name(code))
        axes.set_xticks(list(rates.index), [str(of_year) for of_year in rates.index])
        axes.set_ylim(0, max(1.0, float(rates.to_numpy().max())) * 1.02)
        axes.grid(axis="y", alpha=0.3)
        _in_percent(axes.yaxis)
        axes.legend(prop=font(), frameon=False, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.1))

    return paint


def _outcomes(metrics: pd.DataFrame, year: int) -> Paint | None:
    """The shares of the results in what was processed, one bar a year."""
    shares = _by_year(metrics, RESULT_RATES).dropna(how="all").fillna(0.0)
    if shares.empty:
        return None

    def paint(axes: "Axes") -> None:
        years = [str(of_year) for of_year in shares.index]
        start = pd.Series(0.0, shares.index)
        for colour, code in zip(_COLOURS, RESULT_RATES, strict=True):
            axes.bar(years, shares[code], bottom=start, width=0.6, color=colour, label=_name(code))
            start = start + shares[code]
        _in_percent(axes.yaxis)
        axes.legend(prop=font(), frameon=False, ncols=2, loc="upper center", bbox_to_anchor=(0.5, -0.1))

    return paint


def _regions(metrics: pd.DataFrame, year: int) -> Paint | None:
    """The disclosure rate of each province, the highest first; of each city where there is one province alone."""
    rows = metrics[(metrics["year"] == year) & (metrics["metric"] == "disclosure_rate") & metrics["value"].notna()]
    rows = rows[rows["region_code"].notna()]
    is_province = rows["region_code"].str.endswith("0000")
    is_city = rows["region_code"].str.endswith("00") & ~is_province
    shown = rows[is_province] if is_province.sum() > 1 else rows[is_city]
    if len(shown) < 2:
        return None
    ordered = shown.sort_values(["value", "region_code"]).tail(_MOST_REGIONS)

    def paint(axes: "Axes") -> None:
        names = [own_name(code) if font() else code for code in ordered["region_code"]]
        axes.barh(names, ordered["value"], color=_COLOURS[0])
        axes.tick_params(axis="y", labelsize=8)
        _in_percent(axes.xaxis)

    return paint


_DRAW: dict[str, Callable[[pd.DataFrame, int], Paint | None]] = {
    "trend": _trend,
    "outcomes": _outcomes,
    "regions": _regions,
}
