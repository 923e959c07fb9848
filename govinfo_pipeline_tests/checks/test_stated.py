"""Whether the cells of a report bear a figure of its prose out (T1); false alarms cost more than misses."""

from decimal import Decimal

import pytest

from govinfo_pipeline.checks.stated import assess
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import Section
from govinfo_pipeline.reading.claims import Claim, find_claims


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
