"""Whether the cells of a report bear a figure of its prose out (T1); false alarms cost more than misses."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from govinfo_pipeline.checks.instances import table_of
from govinfo_pipeline.checks.narrative import narrative
from govinfo_pipeline.checks.rows import records
from govinfo_pipeline.checks.stated import assess
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport, Section
from govinfo_pipeline.reading.claims import Claim, find_claims
from govinfo_pipeline.tables.store import as_frame
from govinfo_pipeline_tests.building import filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import Truth, random_truth
from govinfo_pipeline_tests.corpus.organizations import random_organization


def said(text: str) -> list[Claim]:
    """The claims of a sentence about applications in section one."""
    return find_claims([Section(1, "一、总体情况", f"（二）依申请公开情况。{text}")], 2023)


def _at(item: str, column: str = "total", table: str = "applications") -> Cell:
    return Cell(table, item, column)


VALUES: dict[Cell, int | Decimal | None] = {
    _at("new_received"): 10,
    _at("carried_over"): 2,
    _at("results_total"): 11,
    _at("granted"): 7,
    _at("reconsideration", table="disputes"): 3,
    _at("reconsideration", "upheld", "disputes"): 1,
    _at("reconsideration", "corrected", "disputes"): 1,
    _at("reconsideration", "other", "disputes"): 0,
    _at("administrative_fees", "amount", "proactive_disclosure"): Decimal("4068.208"),
}


def _contradicted(text: str, values: dict[Cell, int | Decimal | None]) -> list[str]:
    before = {_at("new_received"): 8, _at("carried_over"): 0}
    return [claim.claim for claim in said(text) if assess(claim, values, before)[0] == "violated"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到申请10件，办结11件。", []),
        ("收到申请12件。", []),  # with what was carried over
        ("新收申请12件。", ["new_received"]),
        ("收到申请13件，办结12件。", ["received", "answered"]),
        ("未收到政府信息公开申请。", ["received"]),
        ("信息公开行政复议2件。", []),  # concluded
        ("信息公开行政复议5件。", ["reconsideration"]),
        ("没有因信息公开引起的行政复议。", ["reconsideration"]),
        ("予以公开7件，占63.6%。", []),
        ("予以公开7件，占66.6%。", ["granted_share"]),
        ("办结率91.67%。", []),
        ("办结率90%。", ["completion_rate"]),
        ("收到申请10件，同比增长25%。", []),
        ("收到申请10件，同比下降25%。", ["received_growth"]),
        ("收取行政事业性收费4068.21万元。", []),
        ("收取行政事业性收费4086.21万元。", ["fees"]),
        ("不予公开4件。", []),  # rows that the report does not print
    ],
)
def test_contradictions(text: str, expected: list[str]) -> None:
    assert _contradicted(text, VALUES) == expected


def test_a_contradiction_says_what_the_nearest_reading_comes_to() -> None:
    (claim,) = said("收到申请13件。")
    assert assess(claim, VALUES) == ("violated", 12)
    assert assess(claim._replace(value=9), VALUES) == ("violated", 10)


def test_a_cell_without_a_number_leaves_a_claim_unassessed() -> None:
    assert _contradicted("收到申请13件。", {**VALUES, _at("carried_over"): None}) == []
    assert _contradicted("收到申请13件。", {}) == []


def _slipped(report: ReadReport, rng: random.Random) -> ReadReport:
    """The report with a cell in five blank or too high, by a quarter where it is an amount, and rates in its prose."""
    total, granted, new = (report.values[_at(item)] or 0 for item in ("results_total", "granted", "new_received"))
    rates = (
        f"收到申请{new}件，同比增长{rng.choice([5, 25, 50])}%。予以公开{granted}件，占{granted / (total or 1):.1%}。"
    )
    values = dict(report.values)
    for cell, value in values.items():
        if value is not None and rng.random() < 0.2:
            values[cell] = rng.choice([None, value + (Decimal("0.25") if cell.column == "amount" else 1)])
    sections = [*report.sections, Section(1, "一、总体情况", f"（二）依申请公开情况。{rates}")]
    return replace(report, values=values, sections=sections)


def test_all_claims_of_a_year_at_once_are_assessed_as_each_by_itself() -> None:
    rng = random.Random(19)
    bodies = {body.name: body for n in range(24) if (body := random_organization(random.Random(n)))}
    made: dict[str, Truth] = {}
    tables = None
    for year in (2022, 2023):
        made = {
            name: random_truth(rng, year, organization=body, before=made.get(name)) for name, body in bodies.items()
        }
        tables = tables_of(filed([_slipped(report_of(truth), rng) for truth in made.values()], year), tables)
    assert tables is not None
    now = tables.year()
    claims = [
        (row["report_id"], claim)
        for row in tables.parsed.to_pylist()
        for claim in find_claims([Section(**section) for section in row["sections"]], 2023)
    ]
    found = records(as_frame("identity_results", table_of(now.now, [narrative(now)])))
    assert [row["report_id"] for row in found] == [report for report, _ in claims]
    seen = set()
    for row, (report, claim) in zip(found, claims, strict=True):
        before = now.then.of(partner) if (partner := now.partners.get(report)) else None
        status, right = assess(claim, now.now.of(report), before)
        assert (row["status"], row["right"]) == (status, pytest.approx(right)), claim
        seen.add((claim.unit, claim.claim.endswith("_growth"), status))
    assert {unit[:2] for unit in seen} == {("件", False), ("万元", False), ("%", False), ("%", True)}
    assert {unit[0] for unit in seen if unit[2] == "violated"} == {"件", "万元", "%"}
