"""H1: a government's aggregate report against the sum of its units, with no verdict on a part of them."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from govinfo_pipeline.checks.hierarchy import UNITS, listed, units
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline.reading.records import Value
from govinfo_pipeline_tests.building import Tables, filed, list_of_bodies, report_of, tables_of
from govinfo_pipeline_tests.corpus import Organization, random_truth

YEAR = 2023
GOVERNMENT = "滑县人民政府"
NAMES = ("滑县教育局", "滑县水利局", "滑县留固镇人民政府")
GRANTED = Cell("applications", "granted", "total")


def unit(name: str) -> ReadReport:
    body = Organization(name, "我局", "department", 8)
    return report_of(random_truth(random.Random(name), YEAR, organization=body))


def aggregate(parts: list[ReadReport], changes: Mapping[Cell, Value]) -> ReadReport:
    values: dict[Cell, Value] = {cell: sum(part.values[cell] or 0 for part in parts) for cell in parts[0].values}
    return replace(parts[0], organization=GOVERNMENT, kind="government", values=values | dict(changes))


def county(changes: Mapping[Cell, Value] | None = None, *, missing: int = 0, blank: Cell | None = None) -> Tables:
    """A county's government and its units on the list; some units without a report, or the first with a blank."""
    parts = [unit(name) for name in NAMES]
    whole = aggregate(parts, changes or {})
    if blank:
        parts[0] = replace(parts[0], values=dict(parts[0].values) | {blank: None})
    tables = tables_of(filed([whole, *parts[missing:]], YEAR))
    tables.known_bodies = list_of_bodies(YEAR, GOVERNMENT, NAMES)
    tables.check()
    return tables


def statuses(tables: Tables) -> set[str]:
    results = tables.identity_results
    return set(results.loc[results["identity"] == UNITS, "status"])


def test_an_aggregate_that_is_the_sum_of_its_units_holds_in_every_cell() -> None:
    tables = county()
    assert statuses(tables) == {"holds"}
    assert units(tables.year()).applied == sum(tables.identity_results["identity"] == UNITS) > 150


def test_a_figure_that_is_not_the_sum_is_a_warning_at_its_cell_with_both_sides() -> None:
    true = county()
    right = int(
        true.applications.set_index(["report_id", "item"]).loc[(true.reports["report_id"].iloc[0], "granted"), "total"]
    )
    tables = county({GRANTED: right + 4})
    found = tables.findings[tables.findings["check"] == UNITS]
    (row,) = found.to_dict("records")
    assert (row["item"], row["column"], row["severity"], row["cause"]) == ("granted", "total", "warning", "unclear")
    assert (row["reported"], row["expected"], row["residual"]) == (right + 4, right, -4)
    assert f"名单上全部3个单位合计为{right}" in row["message_zh"]
    assert f"all 3 units on the list add up to {right}" in row["message_en"]


def test_with_a_unit_missing_there_is_no_verdict_and_the_coverage_is_stated() -> None:
    tables = county({GRANTED: 10**6}, missing=1)
    assert statuses(tables) == {"not_assessable"}
    (row,) = listed(tables.year()).rows
    assert row["message_zh"] == (
        "名单上的滑县教育局没有可读的本年度报告；滑县人民政府的3个单位中有2个有报告，其汇总数无法核对"
    )
    assert "2 of the 3 units" in row["message_en"]
    assert not (tables.findings["check"] == UNITS).any()


@pytest.mark.parametrize(("more", "status"), [(0, "holds"), (3, "not_assessable")])
def test_a_blank_of_a_unit_is_0_only_where_the_others_make_up_the_figure(more: int, status: str) -> None:
    cell = Cell("applications", "granted", "research_institution")
    parts = [unit(name) for name in NAMES]
    others = sum(part.values[cell] or 0 for part in parts[1:])
    tables = county({cell: others + more}, blank=cell)
    results = tables.identity_results
    scope = ".".join(cell)
    own = results[(results["identity"] == UNITS) & (results["scope"] == scope)]
    assert list(own["status"]) == [status]


def test_units_are_those_directly_below_and_an_own_report_is_no_aggregate() -> None:
    tables = county()
    tables.reports["report_scope"] = "own"
    tables.check()
    assert statuses(tables) == set()
    tables.known_bodies["parent"] = None
    tables.check()
    assert statuses(tables) == set()
