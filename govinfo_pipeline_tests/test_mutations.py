"""Every check is seen to fail on broken data and to pass on clean data.

A check that is new to the registry fails here until a mutation of it stands in :data:`MUTATIONS`. The schemas of the
tables are broken in ``tables/test_schemas.py``.
"""

import dataclasses
import random
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pandas as pd
import pytest

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.findings import find
from govinfo_pipeline.checks.outcomes import MOST_EVIDENCE, Outcome
from govinfo_pipeline.checks.registry import CHECKS, IDENTITIES
from govinfo_pipeline.checks.year import identity_results
from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.tables import normalize
from govinfo_pipeline.tables.schemas import empty, frame
from govinfo_pipeline_tests.building import Tables, filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import random_truth

YEAR = 2023
REPORTS = 3


@dataclasses.dataclass
class State:
    """All that the checks are made on; a mutation changes some of it."""

    tables: Tables
    raw_files: pd.DataFrame
    unplaced: pd.DataFrame
    metrics: pd.DataFrame

    def recheck(self) -> None:
        """Evaluates identities and findings anew, as a run does after a table has changed."""
        t = self.tables
        t.identity_results = identity_results(t.applications, t.disputes)
        t.findings = find(
            t.reports,
            t.identity_results,
            t.cell_issues,
            normalize.evidence(t.parsed),
            t.proactive_disclosure,
            t.applications,
            t.disputes,
        )


class Case(NamedTuple):
    """How a check is made on a state, and a change under which it must fail."""

    check: Callable[[State], Outcome]
    mutate: Callable[[State], None]


@cache
def _built() -> Tables:
    truths = [random_truth(random.Random(seed), YEAR, other_in_one_row=seed == 1) for seed in range(REPORTS)]
    return tables_of(filed([report_of(truth) for truth in truths], YEAR))


def clean() -> State:
    """Three clean reports of a year."""
    built = _built()
    names = [field.name for field in dataclasses.fields(Tables) if field.name != "parsed"]
    tables = dataclasses.replace(built, **{name: getattr(built, name).copy() for name in names})
    raw = {
        "source_path": list(tables.reports["source_path"]),
        "sha256": list(tables.reports["sha256"]),
        "year": [YEAR] * REPORTS,
        "report_id": list(tables.reports["report_id"]),
        "size": [1] * REPORTS,
        "same_as": [None] * REPORTS,
        "problem": [None] * REPORTS,
    }
    metrics = yearly_metrics(
        YEAR,
        tables.reports,
        tables.proactive_disclosure,
        tables.applications,
        tables.disputes,
        tables.identity_results,
    )
    return State(tables, frame("raw_files", raw), empty("reports"), metrics)


def _count(cell: Cell, value: int) -> Callable[[State], None]:
    """Puts ``value`` into a cell of the first report, and checks anew."""

    def mutate(state: State) -> None:
        name, key = {"applications": ("applications", "item"), "disputes": ("disputes", "channel")}[cell.table]
        table: pd.DataFrame = getattr(state.tables, name)
        row = table.index[table[key] == cell.item][0]
        table.loc[row, cell.column] = value
        state.recheck()

    return mutate


def _raw(column: str, value: str) -> Callable[[State], None]:
    def mutate(state: State) -> None:
        state.raw_files.loc[0, column] = value

    return mutate


def _no_file(state: State) -> None:
    state.raw_files = empty("raw_files")


def _unplaced(state: State) -> None:
    state.unplaced = state.tables.reports.head(1).assign(year=pd.array([pd.NA], "Int64"), status="quarantined")


def _quarantine(state: State) -> None:
    state.tables.reports.loc[0, "status"] = "quarantined"


def _lose_a_section(state: State) -> None:
    state.tables.sections = state.tables.sections.iloc[1:]


def _issue(state: State, cells: list[Cell], kind: str, raw: str = "") -> None:
    first = state.tables.reports.iloc[0]
    rows = {
        "report_id": [first["report_id"]] * len(cells),
        "year": [YEAR] * len(cells),
        "table": [cell.table for cell in cells],
        "item": [cell.item for cell in cells],
        "column": [cell.column for cell in cells],
        "raw": [raw] * len(cells),
        "kind": [kind] * len(cells),
    }
    state.tables.cell_issues = frame("cell_issues", rows)


def _lose_a_row(state: State) -> None:
    _issue(state, [cell for cell in FORMS["2021"].cells if cell.item == "granted"], "missing")


def _doubt_a_cell(state: State) -> None:
    _issue(state, [Cell("applications", "granted", "total")], "unreadable", "1 2")


def _metric(column: str, value: float, metric: str = "completion_rate") -> Callable[[State], None]:
    def mutate(state: State) -> None:
        state.metrics.loc[state.metrics["metric"] == metric, column] = value

    return mutate


def _family(code: str) -> Callable[[State], Outcome]:
    return lambda s: outcomes.identity(code, s.tables.identity_results, s.tables.findings, s.tables.reports)


MUTATIONS: dict[str, Case] = {
    "raw.found": Case(lambda s: outcomes.raw_found(s.raw_files), _no_file),
    "raw.readable": Case(lambda s: outcomes.raw_readable(s.raw_files), _raw("problem", "cannot be opened")),
    "raw.duplicates": Case(lambda s: outcomes.raw_duplicates(s.raw_files), _raw("same_as", "2023/001.txt")),
    "raw.year": Case(lambda s: outcomes.raw_year(s.unplaced), _unplaced),
    "parsed.status": Case(lambda s: outcomes.parsed_status(s.tables.reports), _quarantine),
    "parsed.sections": Case(lambda s: outcomes.parsed_sections(s.tables.reports, s.tables.sections), _lose_a_section),
    "parsed.tables": Case(lambda s: outcomes.parsed_tables(s.tables.reports, s.tables.cell_issues), _lose_a_row),
    "values.read": Case(lambda s: outcomes.values_read(s.tables.reports, s.tables.cell_issues), _doubt_a_cell),
    "values.valid": Case(
        lambda s: outcomes.values_valid(s.tables.findings, s.tables.reports),
        _count(Cell("applications", "granted", "natural_person"), -1),
    ),
    "applications.balance": Case(
        _family("applications.balance"), _count(Cell("applications", "carried_forward", "natural_person"), 10**6)
    ),
    "applications.results": Case(
        _family("applications.results"), _count(Cell("applications", "granted", "natural_person"), 10**6)
    ),
    "applications.applicants": Case(
        _family("applications.applicants"), _count(Cell("applications", "carried_over", "natural_person"), 10**6)
    ),
    "disputes.outcomes": Case(
        _family("disputes.outcomes"), _count(Cell("disputes", "litigation_direct", "pending"), 10**6)
    ),
    "metrics.conservation": Case(
        lambda s: outcomes.metrics_conservation(
            s.metrics, s.tables.reports, s.tables.proactive_disclosure, s.tables.applications, s.tables.disputes
        ),
        _metric("numerator", 10**9),
    ),
    "metrics.bounds": Case(lambda s: outcomes.metrics_bounds(s.metrics), _metric("value", 1.01)),
}


@pytest.mark.parametrize("code", CHECKS)
def test_every_check_passes_on_clean_data_and_fails_on_broken_data(code: str) -> None:
    assert code in MUTATIONS, f"{code} has no mutation: it was never seen to fail"
    case, state = MUTATIONS[code], clean()
    before = case.check(state)
    assert before.passed, f"{code} fails on clean data: {before}"
    assert before.applied > 0
    case.mutate(state)
    after = case.check(state)
    assert not after.passed, f"{code} does not see its mutation"
    assert after.failed > 0
    assert 0 < len(after.evidence) <= MOST_EVIDENCE


def test_no_mutation_is_of_a_check_that_is_gone() -> None:
    assert set(MUTATIONS) == set(CHECKS)


@pytest.mark.parametrize("code", [check.code for check in IDENTITIES])
def test_the_evidence_of_an_identity_names_report_row_column_and_both_sides(code: str) -> None:
    state = clean()
    MUTATIONS[code].mutate(state)
    evidence = MUTATIONS[code].check(state).evidence.iloc[0]
    assert evidence["report"] == state.tables.reports["organization"].iloc[0]
    assert evidence["column"]
    assert evidence["left"] - evidence["right"] == evidence["difference"] != 0
    assert evidence["location"]


def test_a_null_where_a_sum_is_stated_fails_the_conservation_too() -> None:
    state = clean()
    state.metrics.loc[state.metrics["metric"] == "granted_rate", "denominator"] = pd.NA
    assert not MUTATIONS["metrics.conservation"].check(state).passed


EMPTY: dict[str, Callable[[], Outcome]] = {
    "raw.readable": lambda: outcomes.raw_readable(empty("raw_files")),
    "raw.duplicates": lambda: outcomes.raw_duplicates(empty("raw_files")),
    "parsed.status": lambda: outcomes.parsed_status(empty("reports")),
    "parsed.sections": lambda: outcomes.parsed_sections(empty("reports"), empty("sections")),
    "parsed.tables": lambda: outcomes.parsed_tables(empty("reports"), empty("cell_issues")),
    "values.read": lambda: outcomes.values_read(empty("reports"), empty("cell_issues")),
    "values.valid": lambda: outcomes.values_valid(empty("findings"), empty("reports")),
    **{
        check.code: lambda code=check.code: outcomes.identity(  # type: ignore[misc]  # the default binds the code
            code, empty("identity_results"), empty("findings"), empty("reports")
        )
        for check in IDENTITIES
    },
    "metrics.conservation": lambda: outcomes.metrics_conservation(
        empty("yearly_metrics"),
        empty("reports"),
        empty("proactive_disclosure"),
        empty("applications"),
        empty("disputes"),
    ),
    "metrics.bounds": lambda: outcomes.metrics_bounds(empty("yearly_metrics")),
}


@pytest.mark.parametrize("code", EMPTY)
def test_nothing_applied_is_not_a_pass(code: str) -> None:
    outcome = EMPTY[code]()
    assert outcome.applied == 0
    assert outcome.failed == 0
    assert not outcome.passed


def test_the_checks_that_always_apply_are_those_of_a_year_or_folder_as_a_whole() -> None:
    assert set(CHECKS) - set(EMPTY) == {"raw.found", "raw.year"}


def test_identities_that_cannot_be_assessed_are_no_pass_and_no_failure() -> None:
    state = clean()
    columns = [column.code for column in FORMS["2021"].table("disputes").columns]
    state.tables.disputes[columns] = pd.NA
    state.recheck()
    outcome = MUTATIONS["disputes.outcomes"].check(state)
    assert (outcome.applied, outcome.failed, outcome.not_assessable) == (0, 0, 3 * REPORTS)
    assert not outcome.passed


def test_evidence_is_capped_and_the_count_is_not() -> None:
    state = clean()
    items = state.tables.applications["item"] != "results_total"
    state.tables.applications.loc[items, "natural_person"] = 10**6
    state.recheck()
    outcome = MUTATIONS["applications.applicants"].check(state)
    assert outcome.failed > MOST_EVIDENCE
    assert len(outcome.evidence) == MOST_EVIDENCE
