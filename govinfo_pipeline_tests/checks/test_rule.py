"""The rule of the identities with its numbered exceptions, and its two implementations held together."""

import random
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.checks import matrix
from govinfo_pipeline.checks.identities import Outcome, evaluate
from govinfo_pipeline.checks.instances import table_of
from govinfo_pipeline.checks.results import of_the_form
from govinfo_pipeline.checks.vectors import vectors
from govinfo_pipeline.form import FORMS, Cell, Form
from govinfo_pipeline.reading import Value
from govinfo_pipeline.tables.store import as_frame, as_table
from govinfo_pipeline_tests.building import filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import Truth, random_truth
from govinfo_pipeline_tests.corpus import evaluate as evaluate_plainly
from govinfo_pipeline_tests.corpus.truth import form_cells

LATEST = FORMS["2021"]
SEEDS = st.integers(0, 10**9)


def _clean(**changes: Value) -> dict[Cell, Value]:
    """Tables 3 and 4 full of zeros, with some cells of the column 自然人 changed (by item)."""
    cells = [cell for cell in form_cells(LATEST, False) if cell.table != "proactive_disclosure"]
    values: dict[Cell, Value] = dict.fromkeys(cells, 0)
    return values | {Cell("applications", item, "natural_person"): value for item, value in changes.items()}


def _one(values: dict[Cell, Value], family: str, scope: str, form: Form = LATEST) -> Outcome:
    return next(o for o in evaluate(values, form) if (o.identity.family, o.identity.scope) == (family, scope))


def test_left_equals_right() -> None:
    holds = _one(_clean(new_received=3, carried_over=1, results_total=4), "applications.balance", "natural_person")
    assert (holds.left, holds.right, holds.residual, holds.status) == (4, 4, 0, "holds")
    broken = _one(_clean(new_received=3, carried_over=1, results_total=5), "applications.balance", "natural_person")
    assert (broken.left, broken.right, broken.residual, broken.status) == (4, 5, -1, "violated")


def test_exception_1_a_row_that_is_not_printed_takes_no_part() -> None:
    parts = {"other_correction_overdue", "other_fee_overdue", "other_other"}
    in_three = evaluate(_clean(), LATEST)
    assert "other_processing" not in {outcome.identity.scope for outcome in in_three}
    one_row = {
        cell: value
        for cell, value in (
            _clean(other_processing=2, results_total=2) | {Cell("applications", "other_processing", "total"): 2}
        ).items()
        if cell.item not in parts
    }
    scopes = {outcome.identity.scope for outcome in evaluate(one_row, LATEST)}
    assert not parts & scopes
    assert "other_processing" in scopes
    assert _one(one_row, "applications.results", "natural_person").status == "holds"
    nothing_of_table_4 = {cell: value for cell, value in _clean().items() if cell.table == "applications"}
    assert not [o for o in evaluate(nothing_of_table_4, LATEST) if o.identity.family == "disputes.outcomes"]


@pytest.mark.parametrize("left", [0, 2])
def test_exception_2_a_blank_total_is_not_filled_and_never_0(left: int) -> None:
    values = _clean(granted=left, results_total=None)
    outcome = _one(values, "applications.results", "natural_person")
    assert (outcome.left, outcome.right, outcome.residual, outcome.status) == (None, None, None, "not_assessable")


def test_exception_2_a_blank_total_among_the_parts_of_another_identity() -> None:
    values = _clean() | {Cell("applications", "granted", "total"): None}
    assert _one(values, "applications.results", "total").status == "not_assessable"
    assert _one(values, "applications.applicants", "granted").status == "not_assessable"


def test_exception_2_an_identity_without_a_single_number() -> None:
    items = ("new_received", "carried_over", "results_total", "carried_forward")
    values = _clean(**dict.fromkeys(items))
    assert _one(values, "applications.balance", "natural_person").status == "not_assessable"


def test_exception_3_another_blank_counts_as_0_where_the_identity_then_holds() -> None:
    outcome = _one(_clean(granted=4, partially_granted=None, results_total=4), "applications.results", "natural_person")
    assert (outcome.left, outcome.right, outcome.status) == (4, 4, "holds")


def test_exception_4_a_blank_that_could_make_up_the_difference() -> None:
    short = _clean(granted=3, partially_granted=None, results_total=4)
    assert _one(short, "applications.results", "natural_person").status == "not_assessable"
    too_much = _clean(granted=5, partially_granted=None, results_total=4)
    assert _one(too_much, "applications.results", "natural_person").status == "violated"
    right_is_short = _clean(new_received=5, results_total=4, carried_forward=None)
    assert _one(right_is_short, "applications.balance", "natural_person").status == "not_assessable"
    left_is_short = _clean(new_received=3, results_total=4, carried_forward=None)
    assert _one(left_is_short, "applications.balance", "natural_person").status == "violated"


def test_table_4_by_channel() -> None:
    values = _clean() | {Cell("disputes", "reconsideration", "corrected"): 1}
    statuses = {
        o.identity.scope: o.status for o in evaluate(values, LATEST) if o.identity.family == "disputes.outcomes"
    }
    assert statuses == {
        "reconsideration": "violated",
        "litigation_direct": "holds",
        "litigation_after_reconsideration": "holds",
    }


def _random_values(rng: random.Random, form: Form, one_row: bool) -> dict[Cell, Value]:
    """A clean report of which some cells are blanked and some changed."""
    truth = random_truth(rng, form=form.code, other_in_one_row=one_row or form.code == "2019")
    values = {cell: value for cell, value in truth.values.items() if cell.table != "proactive_disclosure"}
    for cell in rng.sample(list(values), rng.choice([0, 1, 3, 40, 120])):
        values[cell] = rng.choice([None, None, int(values[cell] or 0) + 1, 0, 10**9])
    return values


def _by_matrix(values: dict[Cell, Value]) -> list[tuple[str, str, int | None, int | None, str]]:
    row = [float("nan") if values.get(cell) is None else float(values[cell] or 0) for cell in matrix.CELLS]
    printed = [cell in values for cell in matrix.CELLS]
    outcomes = matrix.evaluate(np.array([row]), np.array([printed]))
    found = []
    for place, identity in enumerate(matrix.IDENTITIES):
        status = str(matrix.STATUS[outcomes.status[0, place]])
        if status:
            known = status != "not_assessable"
            left, right = int(outcomes.left[0, place]), int(outcomes.right[0, place])
            found.append((identity.family, identity.scope, left if known else None, right if known else None, status))
    return found


@settings(max_examples=300, deadline=None, derandomize=True)
@given(SEEDS, st.sampled_from(sorted(FORMS)), st.booleans())
def test_the_matrix_and_the_rule_give_the_same(seed: int, code: str, one_row: bool) -> None:
    values = _random_values(random.Random(seed), FORMS[code], one_row)
    plain = [(o.identity.family, o.identity.scope, o.left, o.right, o.status) for o in evaluate(values, FORMS[code])]
    assert sorted(_by_matrix(values), key=str) == sorted(plain, key=str)


def _sparse(form: Form) -> st.SearchStrategy[dict[Cell, Value]]:
    """Any values at all, a few of them not zero."""
    cells = [cell for cell in form_cells(form, form.code == "2019") if cell.table != "proactive_disclosure"]
    value = st.one_of(st.none(), st.integers(0, 3), st.integers(0, 10**11))
    some = st.dictionaries(st.sampled_from(cells), value, max_size=60)
    return some.map(lambda changed: {cell: changed.get(cell, 0) for cell in cells})


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(FORMS)).flatmap(lambda code: st.tuples(st.just(code), _sparse(FORMS[code]))))
def test_the_matrix_and_the_rule_give_the_same_for_any_values(drawn: tuple[str, dict[Cell, Value]]) -> None:
    code, values = drawn
    plain = [(o.identity.family, o.identity.scope, o.left, o.right, o.status) for o in evaluate(values, FORMS[code])]
    assert sorted(_by_matrix(values), key=str) == sorted(plain, key=str)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SEEDS, st.sampled_from(sorted(FORMS)), st.booleans())
def test_the_rule_and_the_oracle_of_the_corpus_give_the_same(seed: int, code: str, one_row: bool) -> None:
    truth = _truth_with(random.Random(seed), FORMS[code], one_row)
    ours = {(o.identity.family, o.identity.scope): o.status for o in evaluate(truth.values, FORMS[code])}
    assert ours == {(o.identity, o.scope): o.status for o in evaluate_plainly(truth)}


def _truth_with(rng: random.Random, form: Form, one_row: bool) -> Truth:
    truth = random_truth(rng, form=form.code, other_in_one_row=one_row or form.code == "2019")
    values = _random_values(rng, form, one_row)
    blanks = {cell: "" for cell in truth.values if cell in values and values[cell] is None}
    return truth.with_values({c: v for c, v in values.items() if c in truth.values and v is not None}).with_blanks(
        blanks
    )


def test_a_year_of_reports_of_both_forms_gives_what_each_gives_alone() -> None:
    rng = random.Random(5)
    truths = [_truth_with(rng, FORMS[code], one_row) for code in sorted(FORMS) for one_row in (False, True)] * 3
    files = filed([report_of(truth) for truth in truths], 2022)
    tables = tables_of(files)
    results = _results(tables.applications, tables.disputes)
    for file, truth in zip(files, truths, strict=True):
        own = results[results["report_id"] == file.sha256]
        found = {
            (row.identity, row.scope): (_plain(row.left), _plain(row.right), _plain(row.residual), row.status)
            for row in own.itertuples()
        }
        assert found == {
            (o.identity.family, o.identity.scope): (o.left, o.right, o.residual, o.status)
            for o in evaluate(truth.values, truth.official_form)
        }


def test_a_report_that_has_one_of_the_two_tables_only_is_no_other_report() -> None:
    """Its rows stand beside those of whole reports, and no figure of one gets into another."""
    whole = random_truth(random.Random(1), 2023, other_in_one_row=False)
    truths = [whole.without_table("applications"), whole, whole.without_table("disputes")]
    tables = tables_of(filed([report_of(truth) for truth in truths], 2023))
    results = _results(tables.applications, tables.disputes[tables.disputes["total"].notna()])
    assert set(results["status"]) == {"holds"}
    assert [len(results[results["report_id"] == report]) for report in tables.reports["report_id"]] == [3, 42, 39]


def _results(applications: pd.DataFrame, disputes: pd.DataFrame) -> pd.DataFrame:
    now = vectors(as_table("applications", applications), as_table("disputes", disputes))
    return as_frame("identity_results", table_of(now, [of_the_form(now)]))


def _plain(value: object) -> int | None:
    return int(value) if isinstance(value, (int, float, np.integer, Decimal)) else None
