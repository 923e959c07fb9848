"""The data dictionary: every column in words, and its codes, from the schemas, the form and the registries."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.metrics.indicators import METRICS
from govinfo_pipeline.tables.schemas import SCHEMAS

Kind = Literal["integer", "number", "boolean", "text"]
_KINDS: dict[str, Kind] = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}


class Described(NamedTuple):
    """A column in words. ``values`` are the codes that it may hold, empty where any value may stand."""

    name: str
    kind: Kind
    zh: str
    en: str
    unit: str | None
    nullable: bool
    values: tuple[Any, ...]
    minimum: float | None
    pattern: str | None


LEVELS = {"all": "各层级", "province": "省级", "city": "市级", "county": "县级", "township": "乡级", "unknown": "不明"}
KINDS = {
    "all": "各类机关",
    "government": "人民政府",
    "government_office": "政府办公厅（室）",
    "department": "部门",
    "branch": "分局",
    "zone": "开发区管委会",
    "township": "乡镇",
    "subdistrict": "街道",
    "institution": "事业单位",
    "unknown": "不明",
}
SCOPES = {"aggregate": "汇总（含所属单位）", "own": "本机关", "unknown": "不明"}

_VERDICTS = {"holds": "成立", "violated": "不成立", "not_assessable": "无法判断"}
_CODES: dict[tuple[str, str], Mapping[str, str]] = {
    ("reports", "kind"): KINDS,
    ("yearly_metrics", "kind"): KINDS,
    ("yearly_metrics", "passing"): {"all": "全部报告", "only": "仅勾稽无误的报告"},
    ("reports", "form"): {**{form.code: form.basis for form in FORMS.values()}, "unknown": "不明"},
    ("reports", "status"): {"parsed": "读取完整", "partial": "部分读取", "quarantined": "无法读取"},
    ("reports", "excluded"): {"superseded": "已有更新版本", "other_year": "属于其他年度"},
    ("cell_issues", "kind"): {
        "blank": "空白",
        "not_applicable": "不适用标记",
        "unreadable": "无法读作数字",
        "missing": "缺失",
        "repaired": "按勾稽关系定位",
    },
    ("claims", "scope"): {"certain": "含义明确", "unclear": "含义不明"},
    ("identity_results", "status"): _VERDICTS,
    ("expectation_results", "verdict"): _VERDICTS,
    ("suspect_cells", "outcome"): {
        "explained": "有唯一最佳解释",
        "ambiguous": "有多个同样好的解释",
        "time_limit": "超时未完",
    },
    ("findings", "cause"): {"author": "填报", "reader": "读取", "unclear": "不明"},
}
"""Table and column → what its codes are called."""
_EVERYWHERE: dict[str, Mapping[str, str]] = {
    "level": LEVELS,
    "report_scope": SCOPES,
    "severity": {"error": "错误", "warning": "提醒"},
}
"""Column → what its codes are called in every table that has it."""


@cache
def describe(table: str) -> tuple[Described, ...]:
    """The columns of ``table``, in their order."""
    return tuple(_described(str(name), spec) for name, spec in SCHEMAS[table].columns.items())


def _described(name: str, spec: Any) -> Described:
    said: dict[str, Any] = {key: value for check in spec.checks for key, value in check.statistics.items()}
    return Described(
        name,
        _KINDS.get(str(spec.dtype), "text"),
        spec.title,
        spec.description,
        (spec.metadata or {}).get("unit"),
        bool(spec.nullable),
        tuple(said.get("allowed_values", ())),
        said.get("min_value"),
        said.get("pattern"),
    )


def codes(table: str, column: str) -> dict[str, str]:
    """What the codes of a column are called in Chinese; empty for a column without codes, or whose codes are words."""
    if column in _REGISTERED:
        return _REGISTERED[column]
    if named := _CODES.get((table, column)) or _EVERYWHERE.get(column):
        return {str(code): named[code] for code in _values(table, column) if code in named}
    return {code: _FORM_NAMES[code] for code in _values(table, column) if code in _FORM_NAMES}


def _values(table: str, column: str) -> tuple[str, ...]:
    return next((found.values for found in describe(table) if found.name == column), ())


def _form_names() -> dict[str, str]:
    """Code of a table, row or column → its printed name; both where the generations of the form differ."""
    tables = [table for form in FORMS.values() for table in form.tables]
    pairs = [(table.code, table.zh) for table in tables]
    pairs += [(item.code, item.zh) for table in tables for item in table.items]
    pairs += [(column.code, column.zh) for table in tables for column in table.columns]
    names: dict[str, dict[str, None]] = {}
    for code, zh in pairs:
        names.setdefault(code, {})[zh] = None
    return {code: " / ".join(found) for code, found in names.items()}


_FORM_NAMES = _form_names()
_REGISTERED: dict[str, dict[str, str]] = {
    "check": {check.code: check.zh for check in CHECKS.values()},
    "metric": {code: metric.zh for code, metric in METRICS.items()},
}
