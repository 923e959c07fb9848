"""What a user does in the Dagster UI: look at the graph, materialize a year, read a failed check, backfill years.

The fixtures click, the tests look at what came of it, on the page and in the tables. With ``GOVINFO_SCREENSHOTS`` set
to a folder, the pictures of the README are taken anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import dagster as dg
import pytest

from govinfo_pipeline.metrics.groups import overall
from govinfo_pipeline.orchestration.assets import ASSETS
from govinfo_pipeline.settings import Settings
from govinfo_pipeline_tests.browser.pages import IN_A_BROWSER, SECOND, expect, fresh_page, keep, launch, run_year
from govinfo_pipeline_tests.browser.processes import Ui, dagster_ui
from govinfo_pipeline_tests.processes import until
from govinfo_pipeline_tests.samples import RAW

if TYPE_CHECKING:
    from playwright.sync_api import Page

GROUPS = ("raw", "parsed", "normalized", "checked", "metrics")
TABLES = ("reports", "applications", "disputes", "identity_results", "yearly_metrics")

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ui]:
    """The UI on the sample data and an empty home."""
    with dagster_ui(Settings(RAW, tmp_path_factory.mktemp("home"))) as running:
        yield running


@pytest.fixture(scope="module")
def page(ui: Ui) -> Iterator[Page]:
    """A browser of its own that has never been used."""
    with fresh_page(ui.url, 1800, 1150, patience=60) as page:
        yield page


@pytest.fixture(scope="module")
def year_2022(ui: Ui, page: Page) -> dg.DagsterRun:
    """The run of one year, launched from the page of its job."""
    run_year(page, "2022")
    with ui.instance() as instance:
        (run,) = instance.get_runs()
        return run


@pytest.fixture(scope="module")
def backfill(ui: Ui, page: Page, year_2022: dg.DagsterRun) -> str:
    """The state in which a backfill of three years over the whole graph ends, launched from the graph."""
    page.goto("/asset-groups")
    launch(page, "[2021...2023]", "Launch backfill")
    expect(page.get_by_text("100% completed")).to_have_count(len(ASSETS), timeout=900 * SECOND)
    with ui.instance() as instance:
        until(lambda: state_of_backfill(instance) != "REQUESTED", 60, "the end of the backfill")
        return state_of_backfill(instance)


def test_a_year_is_materialized_by_its_job(ui: Ui, year_2022: dg.DagsterRun) -> None:
    assert (year_2022.job_name, year_2022.tags["dagster/partition"]) == ("statistical_year", "2022")
    assert year_2022.status is dg.DagsterRunStatus.SUCCESS
    for table in TABLES:
        assert ui.store.years(table) == [2022]


def test_a_violated_identity_is_a_failed_check_with_its_evidence(page: Page, year_2022: dg.DagsterRun) -> None:
    page.goto("/assets/identity_results?view=checks")
    page.get_by_text("applications_applicants").first.click()
    expect(page.get_by_text("5 of 374 failed")).to_be_visible()
    table = page.get_by_role("table").filter(has_text="滑县人民政府").last
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "report", "item", "column", "left", "right", "difference", "location", "finding_id",
            "message", "quote",
    ]  # fmt: skip
    row = table.get_by_role("row").filter(has_text="滑县人民政府").get_by_role("cell")
    organization, item, *others = row.all_inner_texts()
    assert organization == "滑县人民政府"
    assert item.startswith("部分公开")
    assert others[:4] == ["总计", "35", "36", "-1"]
    assert others[4].startswith("2022/huaxian_county.txt:")
    keep(page, "failed_check.png")


def test_a_backfill_of_three_years_completes(ui: Ui, backfill: str) -> None:
    assert backfill == "COMPLETED_SUCCESS"
    for table in TABLES:
        assert ui.store.years(table) == [2021, 2022, 2023]
    growth = overall(ui.store.read("yearly_metrics", [2022, 2023])).query("metric == 'growth'")
    assert growth.query("report_scope == 'own'")["denominator"].notna().all()


def test_the_graph_shows_every_group_and_asset(page: Page, backfill: str) -> None:
    page.goto("/asset-groups")
    for group in GROUPS:
        expect(page.get_by_text(group, exact=True).first).to_be_visible()
    page.get_by_text("Hide navigation").click()
    page.get_by_placeholder("Jump to").locator("xpath=following::button[1]").click()
    for entry in ("vertical orientation", "Expand all groups"):
        page.mouse.click(1600, 180, button="right")
        page.get_by_role("menuitem", name=entry).click()
    for asset in ASSETS:
        name = asset.key.to_user_string()
        # A graph that is small to fit the window shortens long names in the middle.
        shown = re.compile(rf"^({name}|{re.escape(name[:3])}.*….*{re.escape(name[-6:])})$")
        expect(page.get_by_text(shown).first).to_be_visible()
    page.mouse.move(10, 10)
    page.wait_for_timeout(2 * SECOND)  # the graph moves to its place
    keep(page, "asset_graph.png")


def state_of_backfill(instance: dg.DagsterInstance) -> str:
    (backfill,) = instance.get_backfills()
    return backfill.status.name
