"""What Dagster is given: assets, checks, jobs and the schedule, as a person sees them listed."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from govinfo_pipeline.checks.text.rules import RULES as TEXT
from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.orchestration.jobs import season
from govinfo_pipeline.orchestration.partitions import TIME_ZONE, YEARS
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.schemas import EVALUATED

GRAPH: dict[str, dict[str, list[str]]] = {
    "raw": {
        "known_bodies": ["schema"],
        "raw_reports": ["raw_duplicates", "raw_found", "raw_readable", "schema"],
        "unplaced_reports": ["raw_year", "schema"],
    },
    "parsed": {"parsed_reports": []},
    "normalized": {
        "applications": ["plausibility_jump", "plausibility_magnitude", "schema"],
        "cell_issues": ["parsed_tables", "schema", "values_read", "values_valid"],
        "claims": ["plausibility_empty", "schema"],
        "disputes": ["schema"],
        "proactive_disclosure": ["schema", "values_regulations"],
        "reports": [
            "coverage_listed",
            "coverage_reported",
            "parsed_organization",
            "parsed_region",
            "parsed_status",
            "parsed_versions",
            "parsed_year",
            "schema",
        ],
        "sections": ["parsed_sections", "schema", *(code.replace(".", "_") for code in sorted(TEXT))],
    },
    "checked": {
        "expectation_results": [*(f"expectations_{table}" for table in sorted(EVALUATED)), "schema"],
        "findings": ["schema"],
        "identity_results": [
            "applications_applicants",
            "applications_balance",
            "applications_results",
            "continuity_applications",
            "continuity_documents",
            "disputes_outcomes",
            "hierarchy_units",
            "narrative_claims",
            "schema",
        ],
        "suspect_cells": ["localization_told", "schema"],
        "unplaced_findings": ["schema"],
    },
    "metrics": {
        "metric_changes": ["schema"],
        "metric_distributions": ["schema"],
        "yearly_metrics": [
            "metrics_bounds",
            "metrics_conservation",
            "metrics_flow",
            "metrics_groups",
            "metrics_totals",
            "schema",
        ],
    },
}
"""Group → asset → its checks. A name that changes here changes for everyone who links to it."""

ASSETS = [asset for group in GRAPH.values() for asset in group]
OF_NO_YEAR = {"unplaced_reports", "unplaced_findings"}


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    """The definitions on folders that need not exist."""
    return build_defs(Settings(Path("/nowhere/raw"), Path("/nowhere/home")))


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_definitions_load() -> None:
    from govinfo_pipeline.definitions import defs

    dg.Definitions.validate_loadable(defs)


def test_assets_and_checks_by_group(definitions: dg.Definitions, specs: dict[str, dg.AssetSpec]) -> None:
    checks: dict[str, list[str]] = {}
    for key in definitions.resolve_asset_graph().asset_check_keys:
        checks.setdefault(key.asset_key.to_user_string(), []).append(key.name)
    found: dict[str, dict[str, list[str]]] = {}
    for name, spec in specs.items():
        found.setdefault(str(spec.group_name), {})[name] = sorted(checks.get(name, []))
    assert found == GRAPH


@pytest.mark.parametrize("name", ASSETS)
def test_asset_is_described(name: str, specs: dict[str, dg.AssetSpec]) -> None:
    spec = specs[name]
    assert spec.description is not None
    assert any("一" <= character <= "鿿" for character in spec.description), "a Chinese name beside the English text"
    assert spec.owners
    assert spec.kinds
    schema = spec.metadata["dagster/column_schema"]
    assert isinstance(schema, dg.TableSchema)
    assert schema.columns


def test_only_structure_blocks(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    blocking = {key for key in graph.asset_check_keys if graph.get_check_spec(key).blocking}
    assert {key.name for key in blocking} == {"schema"}
    assert len(blocking) == len(ASSETS) - 1, "all but parsed_reports, whose types the store holds"


def test_every_check_but_that_of_files_of_no_year_is_of_a_year(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    whole = {key for key in graph.asset_check_keys if graph.get_check_spec(key).partitions_def is None}
    assert {key.asset_key.to_user_string() for key in whole} == OF_NO_YEAR


def test_a_job_for_a_year_and_one_for_files_of_no_year(definitions: dg.Definitions) -> None:
    year, intake = (definitions.resolve_job_def(name) for name in ("statistical_year", "unplaced_files"))
    assert {key.to_user_string() for key in year.asset_layer.executable_asset_keys} == {*ASSETS} - OF_NO_YEAR
    assert {key.to_user_string() for key in intake.asset_layer.executable_asset_keys} == OF_NO_YEAR


def test_the_season_runs_the_year_that_has_ended(definitions: dg.Definitions) -> None:
    assert season.cron_schedule == "0 6 * 1-4 *"
    assert season.execution_timezone == TIME_ZONE
    assert season.job_name == "statistical_year"
    request = tick(definitions, dt.datetime(2027, 2, 1, 6, tzinfo=ZoneInfo(TIME_ZONE)))
    assert (request.partition_key, request.run_key) == ("2026", "season-2027-02-01")


def test_the_season_begins_on_the_first_day_of_the_year_there(definitions: dg.Definitions) -> None:
    """At that moment it is still the old year in Greenwich."""
    first = dt.datetime(2026, 12, 31, 22, tzinfo=dt.UTC)
    request = tick(definitions, first)
    assert (request.partition_key, request.run_key) == ("2026", "season-2027-01-01")
    assert request.partition_key in YEARS.get_partition_keys(current_time=first)


def tick(definitions: dg.Definitions, time: dt.datetime) -> dg.RunRequest:
    """What the schedule asks for at a time."""
    repository = definitions.get_repository_def()
    context = dg.build_schedule_context(scheduled_execution_time=time, repository_def=repository)
    (request,) = season.evaluate_tick(context).run_requests or ()
    return request
