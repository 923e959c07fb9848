"""The data dictionary: every column in words, and its codes, from the schemas, the form and the registries."""

from functools import cache
from typing import Any, Literal, NamedTuple

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.metrics.indicators import METRICS
from govinfo_pipeline.tables.codes import Names, chinese
from govinfo_pipeline.tables.schemas import SCHEMAS

Kind = Literal["integer", "number", "boolean", "text"]
_KINDS: dict[str, Kind] = {"Int64": "integer", "Float64": "number", "boolean": "boolean"}


class Described(NamedTuple):
    """A column in words. ``values`` are the codes that it may hold, empty where any value may stand; ``names`` what
    they are called, where the form does not say it.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    unit: str | None
    nullable: bool
    values: tuple[Any, ...]
    names: Names
    minimum: float | None
    pattern: str | None


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
        spec.metadata["unit"],
        bool(spec.nullable),
        tuple(said.get("allowed_values", ())),
        spec.metadata["names"] or {},
        said.get("min_value"),
        said.get("pattern"),
    )


def codes(table: str, column: str) -> dict[str, str]:
    """What the codes of a column are called in Chinese; empty for a column without codes, or whose codes are words."""
    if column in _REGISTERED:
        return _REGISTERED[column]
    described = next(found for found in describe(table) if found.name == column)
    return chinese(described.names) or {code: _FORM_NAMES[code] for code in described.values if code in _FORM_NAMES}


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
