"""Every check is seen to fail on broken data and to pass on clean data.

A check that is new to the registry fails here until a mutation of it stands in :data:`MUTATIONS`. The schemas of the
tables are broken in ``tables/test_schemas.py``.
"""

from functools import cache

import pandas as pd
import pytest

from govinfo_pipeline.checks.catalogue import RULES
from govinfo_pipeline.checks.outcomes import MOST_EVIDENCE
from govinfo_pipeline.checks.registry import CHECKS, IDENTITIES
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline_tests.building import Tables
from govinfo_pipeline_tests.languages import english_in
from govinfo_pipeline_tests.mutations import MUTATIONS, NOT_ON_CLEAN, REPORTS, State, clean, outcome_of


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_passes_on_clean_data_and_fails_on_broken_data(code: str) -> None:
    assert code in MUTATIONS, f"{code} has no mutation: it was never seen to fail"
    state = clean()
    before = outcome_of(code, state)
    assert before.failed == 0, f"{code} fails on clean data: {before.evidence.to_dict('records')}"
    assert (before.applied > 0) == (code not in NOT_ON_CLEAN)
    MUTATIONS[code](state)
    after = outcome_of(code, state)
    assert not after.passed, f"{code} does not see its mutation"
    assert after.failed > 0
    assert 0 < len(after.evidence) <= MOST_EVIDENCE
    if code in RULES:
        assert after.evidence["message"].str.len().min() > 4
        assert after.evidence["finding_id"].is_unique
        assert [english_in(message) for message in after.evidence["message"]] == [[]] * len(after.evidence)


def test_no_mutation_is_of_a_check_that_is_gone() -> None:
    assert set(MUTATIONS) == set(CHECKS)


@pytest.mark.parametrize("code", [check.code for check in IDENTITIES])
def test_the_evidence_of_an_identity_names_report_row_column_and_both_sides(code: str) -> None:
    state = clean()
    MUTATIONS[code](state)
    evidence = outcome_of(code, state).evidence.iloc[0]
    assert evidence["report"] == state.tables.reports["organization"].iloc[0]
    assert evidence["column"]
    assert evidence["left"] - evidence["right"] == evidence["difference"] != 0
    assert evidence["location"]


def test_a_null_where_a_sum_is_stated_fails_the_conservation_too() -> None:
    state = clean()
    state.metrics.loc[state.metrics["metric"] == "granted_rate", "denominator"] = pd.NA
    assert not outcome_of("metrics.conservation", state).passed


ALWAYS = {"raw.found", "raw.year"}
"""Checks of a year or of the folder as a whole."""


@cache
def _nothing() -> Tables:
    tables = clean().tables
    nothing = tables.having({name: empty(name) for name in tables.frames()})
    nothing.before = None
    return nothing


@pytest.mark.parametrize("code", sorted(set(CHECKS) - ALWAYS))
def test_nothing_applied_is_not_a_pass(code: str) -> None:
    outcome = outcome_of(code, State(_nothing(), empty("reports"), empty("yearly_metrics")))
    assert (outcome.applied, outcome.failed) == (0, 0)
    assert not outcome.passed


def test_identities_that_cannot_be_assessed_are_no_pass_and_no_failure() -> None:
    state = clean()
    columns = [column.code for column in FORMS["2021"].table("disputes").columns]
    state.tables.disputes[columns] = pd.NA
    state.recheck()
    outcome = outcome_of("disputes.outcomes", state)
    assert (outcome.applied, outcome.failed, outcome.not_assessable) == (0, 0, 3 * REPORTS)
    assert not outcome.passed


def test_evidence_is_capped_and_the_count_is_not() -> None:
    state = clean()
    items = state.tables.applications["item"] != "results_total"
    state.tables.applications.loc[items, "natural_person"] = 10**6
    state.recheck()
    outcome = outcome_of("applications.applicants", state)
    assert outcome.failed > MOST_EVIDENCE
    assert len(outcome.evidence) == MOST_EVIDENCE
