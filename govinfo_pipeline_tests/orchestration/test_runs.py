"""Real runs on the sample data: what a year leaves in the tables and in Dagster's instance."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pytest

from govinfo_pipeline.metrics.groups import overall
from govinfo_pipeline.orchestration.build import build_defs
from govinfo_pipeline.orchestration.runner import (
    Listener,
    Planned,
    RunOutcome,
    instance_of,
    planned,
    run_years,
    steps_of,
)
from govinfo_pipeline.orchestration.sensors import following_year
from govinfo_pipeline.review.decisions import decide
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.parsed import NAME as PARSED
from govinfo_pipeline.tables.schemas import MADE
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.samples import RAW

WRONG = "2022/huaxian_county.txt"
LINE = 1 + next(
    number
    for number, line in enumerate((RAW / WRONG).read_text(encoding="gb18030").split("\n"))
    if line.startswith("（二）部分公开")
)
IDENTITIES = ("applications_applicants", "applications_balance", "applications_results", "disputes_outcomes")


class Home:
    """A home with raw reports of its own, and what was run in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw = folder / "raw"
        self.settings = Settings(self.raw, folder / "home")
        self.raw.mkdir(exist_ok=True)
        self.store = TableStore(self.settings.tables)

    def add(self, *samples: str) -> None:
        """Takes sample reports into the raw folder."""
        for sample in samples:
            target = self.raw / sample
            target.parent.mkdir(exist_ok=True)
            shutil.copy(RAW / sample, target)

    def run(self, *years: int, unplaced: bool = False, listener: Listener | None = None) -> list[RunOutcome]:
        return run_years(self.settings, years, unplaced=unplaced, listener=listener)

    def tables(self, year: int) -> dict[str, pd.DataFrame]:
        """Every table that runs make of a year."""
        parsed = self.store.read_arrow(PARSED, [year]).to_pandas()
        return {PARSED: parsed, **{name: self.store.read(name, [year]) for name in MADE}}

    def evaluations(self, run_id: str) -> dict[str, Any]:
        """Asset and check → what a run's check said."""
        with instance_of(self.settings) as instance:
            records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
        events = [record.event_log_entry.get_dagster_event() for record in records]
        said = [event.asset_check_evaluation_data for event in events]
        return {f"{check.asset_key.to_user_string()}:{check.check_name}": check for check in said}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, list[RunOutcome]]]:
    """Two years of a few reports, one with a wrong sum, one that is empty."""
    home = Home(tmp_path_factory.mktemp("two_years"))
    home.add("2021/huaxian_county.pdf", "2021/liugu_town.xls", WRONG, "2022/liugu_town.md", "2022/empty.txt")
    yield home, home.run(2021, 2022)


@pytest.fixture
def again(two_years: tuple[Home, list[RunOutcome]], tmp_path: Path) -> Home:
    """The two years with what was run of them, to go on with."""
    return Home(shutil.copytree(two_years[0].folder, tmp_path / "again"))


def test_a_year_runs_although_a_report_is_wrong_and_one_is_empty(two_years: tuple[Home, list[RunOutcome]]) -> None:
    _, outcomes = two_years
    assert [(outcome.year, outcome.success, outcome.errors) for outcome in outcomes] == [
        (2021, True, []),
        (2022, True, []),
    ]
    assert {check.severity for check in outcomes[0].failed_checks} == {"warn"}, "a first year has none to compare with"
    assert {check.check for check in outcomes[1].failed_checks} >= {
        "parsed_status",
        "applications_applicants",
        "applications_results",
    }


def test_every_asset_says_how_many_rows_its_year_has(two_years: tuple[Home, list[RunOutcome]]) -> None:
    home, outcomes = two_years
    with instance_of(home.settings) as instance:
        records = instance.get_records_for_run(
            outcomes[1].run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
        ).records
    stated = {}
    for record in records:
        materialization = record.asset_materialization
        assert materialization is not None
        assert materialization.partition == "2022"
        stated[materialization.metadata["table"].value] = materialization.metadata["dagster/row_count"].value
    assert stated == {name: len(table) for name, table in home.tables(2022).items()}
    assert stated["reports"] == 3
    assert stated["raw_files"] == 3


def test_growth_is_over_the_year_before(two_years: tuple[Home, list[RunOutcome]]) -> None:
    home, _ = two_years
    growth = overall(home.store.read("yearly_metrics")).query("metric == 'growth' and report_scope == 'aggregate'")
    first, second = growth.to_dict("records")
    assert (first["year"], second["year"]) == (2021, 2022)
    assert pd.isna(first["value"])
    assert second["denominator"] == first["numerator"] > 0


def test_the_metrics_carry_their_pictures(two_years: tuple[Home, list[RunOutcome]]) -> None:
    home, outcomes = two_years
    with instance_of(home.settings) as instance:
        records = instance.get_records_for_run(
            outcomes[1].run_id, of_type=dg.DagsterEventType.ASSET_MATERIALIZATION
        ).records
    materializations = [record.asset_materialization for record in records]
    (metrics,) = [m for m in materializations if m and m.asset_key.to_user_string() == "yearly_metrics"]
    pictures = [value.value for name, value in metrics.metadata.items() if name in ("chart_trend", "chart_outcomes")]
    assert len(pictures) == 2
    assert all(str(picture).startswith("![") and "](data:image/png;base64," in str(picture) for picture in pictures)


def test_changes_against_the_year_before_are_those_of_the_same_bodies(
    two_years: tuple[Home, list[RunOutcome]],
) -> None:
    home, _ = two_years
    assert home.store.read("metric_changes", [2021]).empty
    changes = home.store.read("metric_changes", [2022])
    growth = changes[changes["region_code"].isna() & (changes["metric"] == "growth")]
    assert {"滑县人民政府"} <= set(growth["organization"])
    stated = overall(home.store.read("yearly_metrics", [2022])).query("metric == 'growth'")
    values = dict(zip(stated["report_scope"], stated["value"], strict=True))
    assert all(row["change"] == values[row["report_scope"]] for row in growth.to_dict("records"))


def test_a_failed_identity_counts_and_shows_its_evidence(two_years: tuple[Home, list[RunOutcome]]) -> None:
    home, outcomes = two_years
    found = home.evaluations(outcomes[1].run_id)["identity_results:applications_applicants"]
    assert not found.passed
    assert (found.partition, found.severity, found.blocking) == ("2022", dg.AssetCheckSeverity.ERROR, False)
    applied, passed, failed, unknown = (
        found.metadata[name].value for name in ("applied", "passed", "failed", "not_assessable")
    )
    assert (failed, unknown) == (1, 0)
    assert applied == passed + failed
    (row,) = found.metadata["evidence"].records
    assert {name: row.data[name] for name in ("report", "column", "left", "right", "difference", "location")} == {
        "report": "滑县人民政府",
        "column": "总计",
        "left": "35",
        "right": "36",
        "difference": "-1",
        "location": f"{WRONG}:{LINE}",
    }
    assert str(row.data["item"]).startswith("部分公开")
    console = "http://127.0.0.1:8765/findings?year=2022&check=applications.applicants"
    assert found.metadata["review"].value == console, "a link to the findings in the review console"


def test_a_dismissed_finding_no_longer_fails_its_check(again: Home) -> None:
    findings = again.store.read("findings", [2022])
    finding = findings.loc[findings["check"] == "applications.applicants", "finding_id"].iloc[0]
    decide(
        again.settings.decisions,
        findings,
        [finding],
        "dismissed",
        "confirmed by telephone",
        "a clerk",
        dt.datetime.now(dt.UTC),
    )
    (outcome,) = again.run(2022)
    said = again.evaluations(outcome.run_id)["identity_results:applications_applicants"]
    assert said.passed
    assert (said.metadata["failed"].value, said.metadata["dismissed"].value) == (0, 1)


def test_evidence_is_capped_and_the_count_is_not(home: Home) -> None:
    home.add(WRONG)
    content = (RAW / WRONG).read_bytes()
    for number in range(21):
        (home.settings.raw / "2022" / f"copy_{number}.txt").write_bytes(content + b"\n%d\n" % number)
    (outcome,) = home.run(2022)
    found = home.evaluations(outcome.run_id)["identity_results:applications_applicants"]
    assert found.metadata["failed"].value == 22
    assert len(found.metadata["evidence"].records) == 20
    assert found.description.endswith("the first 20 in the evidence")


def test_running_twice_gives_the_same_tables(again: Home) -> None:
    once = again.tables(2022)
    again.run(2022)
    for name, table in again.tables(2022).items():
        pd.testing.assert_frame_equal(table, once[name], obj=name)


def test_a_rerun_replaces_its_year_and_touches_no_other(again: Home) -> None:
    before = again.tables(2021)
    (again.raw / WRONG).unlink()
    again.run(2022)
    assert list(again.tables(2022)["reports"]["source_path"]) == ["2022/empty.txt", "2022/liugu_town.md"]
    findings = again.tables(2022)["findings"]
    assert not findings["check"].str.startswith("applications.").any()
    assert list(findings.query("check == 'coverage.reported'")["location"]) == ["2021/huaxian_county.pdf"]
    for name, table in again.tables(2021).items():
        pd.testing.assert_frame_equal(table, before[name], obj=name)


def _continuity(home: Home) -> set[str]:
    results = home.store.read("identity_results", [2021])
    return set(results.loc[results["identity"] == "continuity.applications", "status"])


def test_a_year_that_is_run_has_the_following_one_checked_anew(again: Home) -> None:
    assert _continuity(again) == {"not_assessable"}, "its year before is not there"
    again.add("2020/huaxian_county.txt")
    plan, heard = planned(again.settings, [2020], unplaced=False), list[Planned]()
    outcomes = again.run(2020, listener=lambda run, step, _: heard.extend([run] if step else []))
    assert [(outcome.year, outcome.success) for outcome in outcomes] == [(2020, True), (2021, True)]
    assert _continuity(again) == {"holds", "not_assessable"}, "one body has a report of both years"
    assert [(run.year, run.is_recheck) for run in plan] == [(2020, False), (2021, True)]
    assert list(dict.fromkeys(heard)) == plan, "who listens hears of every run, in order"
    assert len(heard) == steps_of(again.settings, plan), "and of every step"


def test_the_sensor_asks_for_the_following_year_after_a_run_from_the_ui(again: Home) -> None:
    definitions = build_defs(again.settings)
    with instance_of(again.settings) as instance:
        result = definitions.resolve_job_def("statistical_year").execute_in_process(
            partition_key="2021", instance=instance, raise_on_error=False
        )
        context = dg.build_run_status_sensor_context(
            "following_year",
            next(event for event in result.all_events if event.is_job_success),
            instance,
            result.dagster_run,
        )
        asked = following_year(context, store=again.store)
    assert isinstance(asked, dg.SensorResult)
    (request,) = asked.run_requests or ()
    assert request.partition_key == "2022"


def test_a_year_without_files_is_empty_and_says_so(home: Home) -> None:
    home.add(WRONG)
    (outcome,) = home.run(2010)
    assert outcome.success
    tables = home.tables(2010)
    assert tables.pop("findings")["check"].iloc[0] == "raw.found"
    assert set(tables.pop("expectation_results")["verdict"]) == {"not_assessable"}
    assert all(table.empty for table in tables.values())
    found = home.evaluations(outcome.run_id)
    assert not found["raw_reports:raw_found"].passed
    for check in IDENTITIES:
        said = found[f"identity_results:{check}"]
        assert (said.passed, said.severity, said.description) == (
            False,
            dg.AssetCheckSeverity.WARN,
            "nothing could be checked",
        )


def test_files_of_no_year_are_listed_with_the_reason(home: Home) -> None:
    home.add(WRONG)
    (home.settings.raw / "notes.txt").write_text("nothing of a year", encoding="utf-8")
    (home.settings.raw / "1999").mkdir()
    (home.settings.raw / "1999" / "old.txt").write_text("older than the reports", encoding="utf-8")
    _, intake = home.run(2022, unplaced=True)
    assert (intake.year, [check.check for check in intake.failed_checks]) == (None, ["raw_year"])
    listed = home.store.read("reports", [None])
    assert list(listed["source_path"]) == ["1999/old.txt", "notes.txt"]
    assert set(listed["status"]) == {"quarantined"}
    assert list(listed["problem"].str.contains("year")) == [True, True]
    assert list(home.tables(2022)["reports"]["source_path"]) == [WRONG]


def test_a_broken_table_stops_what_comes_after_it(again: Home) -> None:
    """``reports`` made anew from rows of no known status fails its schema, and nothing is computed from it."""
    parsed = again.store.read_arrow(PARSED, [2022])
    place = parsed.schema.names.index("status")
    again.store.write(PARSED, 2022, parsed.set_column(place, "status", [["nonsense"] * parsed.num_rows]))
    selected = dg.define_asset_job("again", dg.AssetSelection.assets("reports").downstream())
    job = dg.Definitions.merge(build_defs(again.settings), dg.Definitions(jobs=[selected])).resolve_job_def("again")
    with instance_of(again.settings) as instance:
        result = job.execute_in_process(partition_key="2022", instance=instance, raise_on_error=False)
    assert not result.success
    made = {event.asset_key.to_user_string() for event in result.get_asset_materialization_events() if event.asset_key}
    assert made == {"reports"}
    (broken,) = [found for found in result.get_asset_check_evaluations() if not found.passed and found.blocking]
    assert (broken.asset_key.to_user_string(), broken.check_name, broken.blocking) == ("reports", "schema", True)
