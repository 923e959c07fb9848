"""The schema of every table: the contract's columns, named in two languages; broken rows are seen by the check."""

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

from govinfo_pipeline.alerts.changes import of_findings
from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.expectations import evaluate
from govinfo_pipeline.checks.expectations.table import expectation_results
from govinfo_pipeline.tables.schemas import SCHEMAS, empty
from govinfo_pipeline_tests.building import list_of_bodies, sample_files, tables_of
from govinfo_pipeline_tests.metrics.rows import changes, distributions

APPLICANTS = [
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_welfare_organization",
    "legal_service_organization",
    "other_organization",
    "total",
]
CONTRACT = {
    "reports": "source_path sha256 file_format layout title organization province city county region_code level kind "
    "report_scope form status problem",
    "claims": "claim value table item column quote",
    "suspect_cells": "table item column reported suggested rank rule confidence",
    "sections": "section heading text",
    "proactive_disclosure": "item measure value",
    "applications": f"item {' '.join(APPLICANTS)}",
    "disputes": "channel upheld corrected other pending total",
    "cell_issues": "table item column raw kind",
    "identity_results": "identity scope left right residual status severity",
    "findings": "finding_id check check_version severity table item column reported expected residual cause quote "
    "location message_zh message_en",
    "yearly_metrics": "region_code level report_scope metric numerator denominator value reports",
    "alerts": "alert_id check severity summary status first_seen last_seen note",
}
"""Table → columns beyond ``report_id`` and ``year``, in the contract's order."""
CODES = {
    "reports": ["level", "kind", "report_scope", "form", "status"],
    "sections": ["section"],
    "proactive_disclosure": ["item", "measure"],
    "applications": ["item"],
    "disputes": ["channel"],
    "cell_issues": ["table", "item", "kind"],
    "identity_results": ["status", "severity"],
    "claims": ["unit", "scope", "table", "item"],
    "suspect_cells": ["table", "item", "outcome"],
    "expectation_results": ["verdict"],
    "findings": ["severity", "table", "item", "cause"],
    "alerts": ["severity", "status", "table", "item"],
    "yearly_metrics": ["level", "kind", "report_scope", "passing"],
    "metric_distributions": ["level", "report_scope"],
    "metric_changes": ["report_scope"],
}
"""Columns whose values are codes of a closed list."""
KEYS = {
    "known_bodies": ["organization", "region_code"],
    "raw_files": ["source_path"],
    "reports": ["report_id"],
    "sections": ["report_id", "section"],
    "proactive_disclosure": ["report_id", "item", "measure"],
    "applications": ["report_id", "item"],
    "disputes": ["report_id", "channel"],
    "cell_issues": ["report_id", "table", "item", "column"],
    "identity_results": ["report_id", "identity", "scope"],
    "claims": ["report_id", "number"],
    "suspect_cells": ["report_id", "explanation", "table", "item", "column"],
    "expectation_results": ["year", "table", "expectation"],
    "findings": ["finding_id"],
    "alerts": ["alert_id"],
    "yearly_metrics": ["year", "level", "kind", "report_scope", "passing", "metric"],
    "metric_distributions": ["year", "level", "report_scope", "metric"],
    "metric_changes": ["year", "report_scope", "metric", "rank"],
}
every_table = pytest.mark.parametrize("name", SCHEMAS)


@cache
def _samples() -> dict[str, pd.DataFrame]:
    """Every table of the sample reports of 2022, of which some have errors."""
    tables = tables_of(sample_files([2022]))
    frames = {name: getattr(tables, name) for name in SCHEMAS if hasattr(tables, name) and name != "metrics"}
    reports = tables.reports
    columns = {"size": 1, "same_as": None, "problem": None}
    raw = empty("raw_files").reindex(reports.index)
    raw = raw.assign(**{name: reports[name] for name in raw.columns if name in reports}).assign(**columns)
    frames["raw_files"] = raw.astype(empty("raw_files").dtypes.to_dict())
    frames["known_bodies"] = list_of_bodies(2022, "滑县人民政府", ["滑县教育局", "滑县水利局"])
    frames["yearly_metrics"] = tables.metrics(2022)
    frames["metric_distributions"], frames["metric_changes"] = distributions(2022), changes(2022)
    decided = frames["findings"].assign(status="open", note=None)
    frames["alerts"] = of_findings(decided, frames["reports"], "2023-02-01T00:00:00+00:00")
    results = [evaluate(name, frames[name]) for name in ("disputes", "cell_issues")]
    frames["expectation_results"] = expectation_results(results, 2022)
    return frames


def _sample(name: str) -> pd.DataFrame:
    frame = _samples()[name].copy()
    assert len(frame) > 1, f"the samples have no rows of {name}"
    return frame


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_those_of_the_contract(name: str) -> None:
    key = ["year"] if name == "yearly_metrics" else ["report_id", "year"]
    columns = list(SCHEMAS[name].columns)
    assert columns[: len(key)] == key
    promised = CONTRACT[name].split()
    assert [column for column in columns[len(key) :] if column in promised] == promised, "others may stand between"


@every_table
def test_table_and_columns_are_named_in_chinese_and_described_in_english(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema.title
    assert schema.description
    for column, spec in schema.columns.items():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in spec.title or ""), column
        assert spec.description, column
        assert spec.description[0].isascii(), column


@every_table
def test_counts_have_a_unit_and_are_nullable_integers(name: str) -> None:
    for column, spec in SCHEMAS[name].columns.items():
        if column in {*APPLICANTS, "upheld", "corrected", "pending"}:
            assert str(spec.dtype) == "Int64"
            assert spec.nullable
            assert (spec.metadata or {}).get("unit") == "件"


@every_table
def test_the_samples_are_valid(name: str) -> None:
    outcome = outcomes.schema(name, _sample(name))
    assert outcome.passed, outcome.evidence


@every_table
def test_an_empty_table_is_valid(name: str) -> None:
    assert outcomes.schema(name, empty(name)).failed == 0
    assert list(empty(name).columns) == list(SCHEMAS[name].columns)


def _broken(name: str, frame: pd.DataFrame, rows: int | None = None) -> None:
    outcome = outcomes.schema(name, frame)
    assert not outcome.passed
    assert len(outcome.evidence) > 0
    if rows is not None:
        assert outcome.failed == rows


@every_table
def test_a_wrong_type_fails(name: str) -> None:
    """A text among numbers, and numbers where text belongs."""
    for column, spec in SCHEMAS[name].columns.items():
        frame = _sample(name)
        as_text = str(spec.dtype) in ("Int64", "Float64")
        frame[column] = frame[column].astype(object).astype(str) if as_text else 1.5
        _broken(name, frame)


@every_table
def test_a_null_key_fails(name: str) -> None:
    for column in KEYS[name]:
        frame = _sample(name)
        frame.loc[frame.index[0], column] = pd.NA if str(frame[column].dtype) == "Int64" else None
        _broken(name, frame, 1)


@every_table
def test_a_duplicate_key_fails(name: str) -> None:
    frame = _sample(name)
    _broken(name, pd.concat([frame, frame.iloc[[0]]], ignore_index=True))


@pytest.mark.parametrize(("name", "column"), [(name, column) for name, columns in CODES.items() for column in columns])
def test_an_unknown_code_fails(name: str, column: str) -> None:
    frame = _sample(name)
    frame.loc[frame.index[0], column] = 9 if column == "section" else "unheard_of"
    _broken(name, frame, 1)


_SHAPES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "a column too many": lambda frame: frame.assign(more=1),
    "a column too few": lambda frame: frame.iloc[:, :-1],
    "another order": lambda frame: frame[frame.columns[::-1]],
}


@every_table
@pytest.mark.parametrize("shape", _SHAPES)
def test_other_columns_fail(name: str, shape: str) -> None:
    _broken(name, _SHAPES[shape](_sample(name)))


def test_a_negative_number_of_files_or_reports_fails() -> None:
    for name, column in (("raw_files", "size"), ("yearly_metrics", "reports"), ("findings", "check_version")):
        frame = _sample(name)
        frame.loc[frame.index[0], column] = -1
        _broken(name, frame, 1)
