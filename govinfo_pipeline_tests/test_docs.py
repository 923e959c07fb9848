"""The generated pages of the documentation are what their script writes now."""

import runpy

import pytest

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.metrics.indicators import METRICS
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.samples import ROOT

DOCS = ROOT / "docs"


PAGES = runpy.run_path(str(DOCS / "make_docs.py"))["PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name: str) -> None:
    assert PAGES[name]() == (DOCS / name).read_text(encoding="utf-8"), "run python docs/make_docs.py"


def test_the_data_dictionary_has_every_table_and_column() -> None:
    page = (DOCS / "tables.md").read_text(encoding="utf-8")
    for table, schema in SCHEMAS.items():
        assert f"`{table}`" in page
        assert all(f"`{column}`" in page and spec.title in page for column, spec in schema.columns.items())


def test_every_metric_is_listed_with_both_sides_unit_years_and_caveat() -> None:
    parts = (DOCS / "metrics.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert [part.split("`")[1] for part in parts] == list(METRICS)
    for part, metric in zip(parts, METRICS.values(), strict=True):
        for said in (metric.zh, metric.en, "分子 numerator: ", "分母 denominator: ", "20", *metric.caveat):
            assert said in part
        assert "{" not in part


def test_every_check_is_listed_with_rule_severity_and_example() -> None:
    parts = (DOCS / "checks.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert [part.split("`")[1] for part in parts] == list(CHECKS)
    for part, check in zip(parts, CHECKS.values(), strict=True):
        assert check.zh in part
        assert check.en in part
        if not check.code.startswith(("expectations.", "metrics.")):
            assert "\n> " in part, f"{check.code} has no example"
