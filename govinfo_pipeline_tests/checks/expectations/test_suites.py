"""The suites follow from the schemas and the form, and are plain data."""

import subprocess
import sys

import pandera.pandas as pa
import pytest

from govinfo_pipeline.checks.expectations import suite_of
from govinfo_pipeline.checks.expectations.distributions import DISTRIBUTIONS
from govinfo_pipeline.checks.expectations.model import Expectation, Kind
from govinfo_pipeline.form import FORMS, LATEST
from govinfo_pipeline.tables.schemas import MADE, SCHEMAS
from govinfo_pipeline_tests.languages import english_in


def _of(table: str, *kinds: Kind) -> list[Expectation]:
    return [expectation for expectation in suite_of(table) if expectation.kind in kinds]


@pytest.mark.parametrize("table", MADE)
def test_every_value_set_of_a_schema_is_expected(table: str) -> None:
    sets = {expectation.column: expectation.arguments["value_set"] for expectation in _of(table, Kind.AMONG)}
    assert sets == {
        column: check.statistics["allowed_values"]
        for column, spec in SCHEMAS[table].columns.items()
        for check in spec.checks
        if check.name == "isin"
    }


@pytest.mark.parametrize("table", MADE)
def test_the_key_of_a_schema_is_expected_to_be_unique(table: str) -> None:
    (key,) = _of(table, Kind.UNIQUE, Kind.UNIQUE_TOGETHER)
    assert (key.arguments.get("column_list") or [key.column]) == SCHEMAS[table].unique


@pytest.mark.parametrize("table", MADE)
def test_required_columns_are_expected_to_be_filled(table: str) -> None:
    strict = {expectation.column for expectation in _of(table, Kind.FILLED) if expectation.least == 1}
    assert strict == {column for column, spec in SCHEMAS[table].columns.items() if not spec.nullable}


@pytest.mark.parametrize("table", MADE)
def test_the_number_of_rows_is_compared_with_the_year_before(table: str) -> None:
    (rows,) = _of(table, Kind.ROWS)
    assert rows.span is not None


@pytest.mark.parametrize("table", MADE)
def test_every_expectation_is_about_columns_of_its_table_and_says_so_in_both_languages(table: str) -> None:
    columns = set(SCHEMAS[table].columns)
    for expectation in suite_of(table):
        assert expectation.id.startswith(f"{table}.")
        assert {expectation.column} - {None} <= columns
        assert {condition.column for condition in expectation.where} <= columns
        assert expectation.en
        assert english_in(expectation.zh) == []


def test_no_two_expectations_have_the_same_id() -> None:
    """A suite holds one of an id: of two that are written down, the first would not be made."""
    for expectations in ([e for table in MADE for e in suite_of(table)], DISTRIBUTIONS):
        ids = [expectation.id for expectation in expectations]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("table", [table.code for table in LATEST.tables])
def test_figures_of_the_form_are_not_negative_unless_they_state_a_change(table: str) -> None:
    columns = {column.code: column for form in FORMS.values() for column in form.table(table).columns}
    expected = {e.column: e for e in _of(table, Kind.BETWEEN) if e.arguments.get("min_value") == 0}
    wide = {code for code, column in columns.items() if code in SCHEMAS[table].columns and not column.signed}
    assert wide <= set(expected)
    if "value" in expected:
        (condition,) = expected["value"].where
        assert condition.excluded
        assert set(condition.values) == {code for code, column in columns.items() if column.signed}


def test_a_check_of_a_schema_that_no_expectation_stands_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = {"year": pa.Column("Int64"), "n": pa.Column("Int64", pa.Check.lt(5))}
    monkeypatch.setitem(SCHEMAS, "novel", pa.DataFrameSchema(columns, unique=["n"], name="novel", title="新表"))
    with pytest.raises(ValueError, match=r"novel\.n.*less_than"):
        suite_of("novel")


def test_a_table_without_a_schema_has_no_suite() -> None:
    with pytest.raises(KeyError):
        suite_of("nothing")


def test_great_expectations_is_not_loaded_before_a_table_is_evaluated() -> None:
    program = (
        "import sys\n"
        "from govinfo_pipeline.checks.expectations import evaluate, page, suite_of\n"
        "from govinfo_pipeline.tables.schemas import MADE, SCHEMAS, empty\n"
        "page([evaluate(table, empty(table)) for table in MADE])\n"
        "print('great_expectations' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
