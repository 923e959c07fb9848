"""The limits of the benchmarks hold on a few reports, and a missed one is said."""

import pytest

from benchmarks.__main__ import line
from benchmarks.comparisons import COMPARISONS, Comparison, Result, Size
from benchmarks.measure import Times, in_turns
from benchmarks.reports import YEAR, drawn

SMALL = Size(reports=10, rounds=7)
ATTEMPTS = 3
"""A busy machine may spoil a run, and never makes one better than it is."""


def _compare(comparison: Comparison, size: Size) -> Result:
    for module in comparison.needs:
        pytest.importorskip(module, reason=f"{module} comes with the extra [bench]")
    return Result(comparison, comparison.run(size))


NOT_REACHED = {
    "html, tree": "4.4 to 4.9 times the tree on a busy machine; the limit is three",
    "html, tables": "3.8 to 5 times as fast; the limit is four, without the margin that a busy machine needs",
    "text": "15 to 19 times the words on a busy machine; the limit is eight",
}
"""Limits that are not met yet, with what was measured: expected to fail, and reported as such."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "comparison",
    [
        pytest.param(c, marks=pytest.mark.xfail(reason=NOT_REACHED[c.name], strict=False))
        if c.name in NOT_REACHED
        else c
        for c in COMPARISONS
    ],
    ids=lambda comparison: comparison.name,
)
def test_reading_keeps_to_its_limit_against_the_peer(comparison: Comparison) -> None:
    ratios: list[float] = []
    for _ in range(ATTEMPTS):
        result = _compare(comparison, SMALL)
        if result.holds:
            return
        ratios.append(result.times.ratio)
    pytest.fail(f"{comparison.name}: {min(ratios):.2f} times {comparison.reference}, limit {comparison.limit:.2f}")


def test_a_year_has_bodies_enough_for_the_reports_of_the_whole_country() -> None:
    _, truth, _ = drawn(199_999)
    assert (truth.year, truth.organization) == (YEAR, drawn(199_999)[1].organization)
    assert truth.organization != drawn(199_998)[1].organization


def test_a_missed_limit_is_said() -> None:
    comparison = Comparison("letters", "words", 2, lambda _: Times(3.0, 1.0))
    missed = Result(comparison, comparison.run(SMALL))
    assert not missed.holds
    assert "3.00 times the time" in line(missed)
    assert "MISSED" in line(missed)


def test_a_limit_below_one_is_said_as_times_as_fast() -> None:
    held = Result(Comparison("letters", "words", 1 / 4, lambda _: Times(1.0, 5.0)), Times(1.0, 5.0))
    assert held.holds
    assert "5.0 times as fast" in line(held)
    assert "4.0 times as fast" in line(held)


def test_the_two_sides_take_turns_and_the_first_round_is_not_counted() -> None:
    turns: list[str] = []
    ticks = iter([1.0, 10.0, 3.0, 8.0])

    def clock(work: object) -> float:
        assert callable(work)
        work()
        return next(ticks)

    times = in_turns([(lambda: turns.append("ours"), lambda: turns.append("reference"))], 2, clock)
    assert turns == ["ours", "reference"] * 3
    assert times == Times(1.0, 8.0)
