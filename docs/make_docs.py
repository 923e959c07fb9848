"""Writes the lists of checks, metrics and tables from their registries. Run as ``python docs/make_docs.py``.

The examples of checks are what the checks say of tables that were broken on purpose, so the page shows real messages.
"""

import inspect
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from govinfo_pipeline.checks.catalogue import RULES  # noqa: E402
from govinfo_pipeline.checks.exceptions import UNLESS  # noqa: E402
from govinfo_pipeline.checks.findings import findings  # noqa: E402
from govinfo_pipeline.checks.registry import CHECKS, Check  # noqa: E402
from govinfo_pipeline.form import FORMS  # noqa: E402
from govinfo_pipeline.metrics.changes import MOST  # noqa: E402
from govinfo_pipeline.metrics.compute import SMALL  # noqa: E402
from govinfo_pipeline.metrics.distributions import LEAST_UNITS  # noqa: E402
from govinfo_pipeline.metrics.indicators import METRICS, Indicator, ReportShare  # noqa: E402
from govinfo_pipeline.publish.dictionary_page import dictionary_page  # noqa: E402
from govinfo_pipeline.tables.schemas import SCHEMAS  # noqa: E402
from govinfo_pipeline_tests.mutations import MUTATIONS, clean  # noqa: E402

SEVERITIES = {"error": "错误 error", "warning": "提醒 warning"}
HEAD = """# 检查项 Checks

本页由 `python docs/make_docs.py` 写成。This page is written by `python docs/make_docs.py`.

每项检查有三种结果：通过、不通过、无法判断（`not_assessable`），无法判断的不算通过；不通过的逐条列入表 `findings`。
错误（error）不能照样采用：数字有错，文件或表格没有读到，或者放错年度；提醒（warning）需要有人核实。

A check passes, fails, or cannot be made (`not_assessable`), which is no pass; what fails is a row of `findings`.
An error cannot count as it stands: a wrong figure, a file or table that was not read, a wrong year's folder.
A warning asks somebody to look. In Dagster a check has the same name with `_` in place of `.`, on the asset named here.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_check(check) for check in CHECKS.values())


def _check(check: Check) -> str:
    lines = [
        f"## `{check.code}`",
        f"**{check.zh}** · {check.en}",
        f"{SEVERITIES[check.severity]} · `{check.asset}` · version {check.version}",
    ]
    if unless := UNLESS.get(check.code):
        lines.append("例外 Exceptions:")
        lines.append("\n".join(f"{n}. {zh} {en}" for n, (zh, en) in enumerate(unless, 1)))
    elif said := _documented(check.code):
        lines.append(said)
    if example := _example(check.code):
        lines.append(f"> {example[0]}\n>\n> {example[1]}")
    return "\n" + "\n\n".join(lines) + "\n"


def _documented(code: str) -> str | None:
    """What the rule's own text says beyond its first sentence: how it is applied, and its exceptions."""
    rule = RULES.get(code)
    text = inspect.cleandoc(rule.text) if rule and rule.text else ""
    _, _, rest = text.partition("\n\n")
    return rest.strip().replace("``", "`") or None


def _example(code: str) -> tuple[str, str] | None:
    """A message of the check (zh, en), from tables that break it."""
    if code not in RULES or code.startswith("expectations."):
        return None
    state = clean()
    MUTATIONS[code](state)
    year = state.year(code)
    shown = findings([(code, row) for row in RULES[code].check(year).rows[:1]], year).iloc[0]
    return shown["message_zh"], shown["message_en"]


UNITS = {
    "share": "比重，0至1 share",
    "ratio": "比 ratio",
    "growth": "增幅 growth",
    "per_100000": "每十万人 per 100,000 inhabitants",
}
DIRECTIONS = {"more": "越高越好 more is better", "less": "越低越好 less is better", "neutral": "无优劣 neutral"}


def metrics_page() -> str:
    """The whole page of the metrics."""
    head = (
        (DOCS / "metrics_head.md").read_text(encoding="utf-8").format(SMALL=SMALL, LEAST_UNITS=LEAST_UNITS, MOST=MOST)
    )
    return head + "".join(_metric(metric) for metric in METRICS.values())


def _metric(metric: Indicator | ReportShare) -> str:
    above, below = _sides(metric)
    years = "、".join(FORMS[form].years for form in FORMS if form in getattr(metric, "forms", FORMS))
    lines = [
        f"## `{metric.code}`",
        f"**{metric.zh}** · {metric.en}",
        f"{UNITS[metric.unit]} · {DIRECTIONS[metric.direction]} · 可比年度 comparable years: {years}",
        f"- 分子 numerator: {above}\n- 分母 denominator: {below}",
    ]
    if metric.caveat[0]:
        lines.append(f"> {metric.caveat[0]}。{metric.caveat[1]}.")
    return "\n" + "\n\n".join(lines) + "\n"


def _sides(metric: Indicator | ReportShare) -> tuple[str, str]:
    if isinstance(metric, ReportShare):
        return " ".join(metric.numerator), " ".join(metric.denominator)
    sides = (metric.numerator, metric.denominator)
    above, below = (" + ".join(f"`{'.'.join(cell)}`" for cell in side) for side in sides)
    if metric.unit == "growth":
        below = f"上一年度的同一数字 the same of the year before: {below}"
    elif metric.unit == "per_100000":
        below = "地区人口（`GOVINFO_POPULATION`）population of the region, × 100,000"
    return above, below


def tables_page() -> str:
    """The whole page of the tables: the data dictionary."""
    return dictionary_page(SCHEMAS)


PAGES = {"checks.md": page, "metrics.md": metrics_page, "tables.md": tables_page}
"""File → what it holds."""

if __name__ == "__main__":
    for name, written in PAGES.items():
        (DOCS / name).write_text(written(), encoding="utf-8")
