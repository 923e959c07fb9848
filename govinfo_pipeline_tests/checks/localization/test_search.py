"""The search against an exact solver of another kind: as mixed-integer programs the smallest sets are the same."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.checks.localization.search import Correction, Edit, greedy, smallest
from govinfo_pipeline.checks.localization.system import AT_LEAST, AT_MOST, CERTAIN, System, system_of
from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.reading import Value
from govinfo_pipeline_tests.corpus import random_truth

optimize = pytest.importorskip("scipy.optimize", reason="needs the Python package scipy")

MUCH = 2_000
"""No suggested value is as large."""
COLUMNS = ("natural_person", "commercial_enterprise", "total")
DECIDED = ("granted", "partially_granted", "denied_state_secret")
ROWS = ("new_received", "carried_over", *DECIDED, "results_total", "carried_forward")
"""A corner of table 3 in which every identity of the whole has its like."""


def _smallest_sets(system: System) -> set[frozenset[int]]:
    """Every lightest set of cells whose change satisfies all identities, by HiGHS: a figure and a switch a cell.

    A set that was found is forbidden, until the next one is heavier.
    """
    cells, reported = len(system.cells), np.array(system.values)
    signs = np.zeros((len(system.identities), cells))
    for identity, members in enumerate(system.members):
        for cell, sign in members:
            signs[identity, cell] = sign
    least = [-np.inf if sense == AT_MOST else 0 for sense in system.senses]
    most = [np.inf if sense == AT_LEAST else 0 for sense in system.senses]
    one = np.eye(cells)
    constraints = [
        optimize.LinearConstraint(np.hstack([signs, 0 * signs]), least, most),
        optimize.LinearConstraint(np.hstack([one, -MUCH * one]), -np.inf, reported),
        optimize.LinearConstraint(np.hstack([one, MUCH * one]), reported, np.inf),
    ]
    found: dict[frozenset[int], float] = {}
    while True:
        solved = optimize.milp(
            np.concatenate([np.zeros(cells), system.weights]),
            constraints=constraints,
            integrality=np.ones(2 * cells),
            bounds=optimize.Bounds(0, np.concatenate([np.full(cells, MUCH), np.ones(cells)])),
        )
        if solved.status != 0 or (found and solved.fun > min(found.values()) + 0.5):
            return set(found)
        switched = solved.x[cells:] > 0.5
        found[frozenset(np.flatnonzero(switched).tolist())] = solved.fun
        row = np.concatenate([np.zeros(cells), switched])
        constraints.append(optimize.LinearConstraint(row, -np.inf, switched.sum() - 1))


def _cells(correction: Correction) -> frozenset[int]:
    return frozenset(cell for edit in correction for cell, _ in edit.values)


def _weight(system: System, correction: Correction) -> int:
    return sum(system.weights[cell] for cell in _cells(correction))


def _settles(system: System, correction: Correction) -> bool:
    values = list(system.values)
    for edit in correction:
        for cell, value in edit.values:
            assert value >= 0
            values[cell] = value
    sums = (sum(sign * values[cell] for cell, sign in members) for members in system.members)
    return not any(system.is_violated(identity, residual) for identity, residual in enumerate(sums))


def _spoiled(rng: random.Random) -> System:
    """A report with a few errors, now and then with blanks, doubts, and figures too small to give what is needed."""
    truth = random_truth(rng, blanks=rng.choice([0, 0, 0.3]))
    values: dict[Cell, Value] = dict(truth.values)
    cells = [cell for cell in values if cell.table != "proactive_disclosure"]
    for cell in rng.sample(cells, rng.randint(1, 4)):
        count = int(values[cell] or 0)
        values[cell] = rng.choice([count + 1, max(0, count - 1), count + rng.randint(1, 20), None, 0, count * 10])
    if rng.random() < 0.3:
        more, less = rng.sample([cell for cell in cells if cell.item == "results_total"], 2)
        values[more] = int(values[more] or 0) + 5
        values[less] = max(0, int(values[less] or 0) - 5)
    return system_of(values, truth.official_form, rng.sample(cells, rng.choice([0, 0, 10, 60])))


def _cell(item: str, column: str) -> Cell:
    return Cell("applications", item, column)


def _small(rng: random.Random) -> System:
    """A corner of a clean table 3, then spoiled: errors, blanks, doubts, and figures too small to give what is due."""
    most = rng.choice([2, 9, 60])
    counts = {_cell(item, column): rng.randint(0, most) for item in ROWS for column in COLUMNS}
    for column in COLUMNS[:2]:
        total = sum(counts[_cell(item, column)] for item in DECIDED)
        counts[_cell("results_total", column)] = total
        counts[_cell("carried_over", column)] = min(counts[_cell("carried_over", column)], total)
        due = total + counts[_cell("carried_forward", column)]
        counts[_cell("new_received", column)] = due - counts[_cell("carried_over", column)]
    values: dict[Cell, Value] = dict(counts)
    for item in ROWS:
        values[_cell(item, "total")] = sum(counts[_cell(item, column)] for column in COLUMNS[:2])
    for cell in rng.sample(list(values), rng.randint(1, 6)):
        count = int(values[cell] or 0)
        values[cell] = rng.choice([count + 1, max(0, count - 1), count + rng.randint(1, 20), None, 0, count * 10])
    return system_of(values, LATEST, rng.sample(list(values), rng.choice([0, 0, 3, 10])))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_the_lightest_sets_of_cells_are_found_and_all_of_them(seed: int) -> None:
    system = _small(random.Random(seed))
    if system.violated():
        found = smallest(system, system.violated(), (), 100_000)
        assert found.complete
        assert {_cells(correction) for correction in found.corrections} == _smallest_sets(system)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_every_correction_satisfies_every_identity_of_its_component(seed: int) -> None:
    system = _spoiled(random.Random(seed))
    components = list(system.components())
    if len(components) == 1:
        for correction in smallest(system, components[0], (), 10_000).corrections + greedy(system, components[0]):
            assert _settles(system, correction)


def test_all_equally_small_corrections_are_given() -> None:
    """Two columns are off by as much in opposite ways: any row may hold the error, where its figures allow it."""
    results = [cell.item for cell in LATEST.identities[7].left if cell.item != "other_processing"]
    cells = [cell for cell in LATEST.cells if cell.table == "applications" and cell.item != "other_processing"]
    values: dict[Cell, Value] = {
        cell: {"natural_person": 9, "commercial_enterprise": 9, "total": 18}.get(cell.column, 0)
        * (cell.item in results)
        for cell in cells
    }
    for item in ("new_received", "results_total"):
        count = 9 * len(results)
        for column, share in (("natural_person", 1), ("commercial_enterprise", 1), ("total", 2)):
            values[Cell("applications", item, column)] = count * share
    values[Cell("applications", "granted", "natural_person")] = 12
    values[Cell("applications", "granted", "commercial_enterprise")] = 6
    system = system_of(values, LATEST)
    found = smallest(system, system.violated(), (), 10_000)
    assert found.complete
    rows = [
        {system.cells[cell].item for edit in correction for cell, _ in edit.values} for correction in found.corrections
    ]
    assert sorted(map(sorted, rows)) == sorted([item] for item in results)
    assert {_weight(system, correction) for correction in found.corrections} == {2 * CERTAIN}


def test_a_mistake_of_several_cells_weighs_as_much_as_one_cell() -> None:
    values: dict[Cell, Value] = {Cell("disputes", "reconsideration", column): 0 for column in ("upheld", "corrected")}
    values |= {Cell("disputes", "reconsideration", column): 3 for column in ("other", "pending", "total")}
    system = system_of(values, LATEST)
    slip = Edit(((2, 0), (3, 3), (4, 3)), "shifted_row")
    found = smallest(system, system.violated(), [slip], 10_000)
    assert (slip,) in found.corrections
    assert len(found.corrections) > 1


def test_a_spent_budget_is_said_and_the_best_so_far_is_given() -> None:
    system = _spoiled(random.Random(3))
    (violated,) = system.components()
    found = smallest(system, violated, (), 1)
    assert not found.complete
    assert all(_settles(system, correction) for correction in found.corrections)
