"""The whole way of a new user, at one go: a year is run, its error told of, looked at, decided, and not told of again.

``govinfo ui`` and ``govinfo review`` run as processes of their own on an empty home, with a receiver of messages beside
them; nothing is started, sent or decided but by the sensors and in the browser.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.settings import Settings
from govinfo_pipeline_tests.alerts.receivers import web
from govinfo_pipeline_tests.browser.pages import IN_A_BROWSER, SECOND, expect, fresh_page, run_year
from govinfo_pipeline_tests.browser.processes import Ui, govinfo
from govinfo_pipeline_tests.processes import free_port, until
from govinfo_pipeline_tests.samples import RAW

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = IN_A_BROWSER

WRONG, RIGHT = "2022/huaxian_county.txt", "2022/wenfeng_branch.txt"
COUNTY, CHECK, NOTE = "滑县人民政府", "applications_applicants", "报送单位已另行更正"
TICKS = 150
"""Seconds in which the sensors, which look every half minute, look at a run and send what it gives."""


def test_an_error_is_found_told_of_once_decided_and_not_told_of_again(tmp_path: Path) -> None:
    settings = home_with_two_reports(tmp_path)
    ui = Ui(settings.ui_url, settings)
    with web() as receiver, fresh_page(ui.url, 1800, 1150, patience=60) as page:
        settings.channels.write_text(f'[channels.duty]\nurl = "{receiver.url}"\n', encoding="utf-8")
        with govinfo("ui", settings, ui.url):
            first = run_2022(ui, page)
            assert evidence(page)[2:6] == ["总计", "35", "36", "-1"]  # column, left, right, difference

            until(lambda: bool(receiver.texts), TICKS, "the message about the first run")
            (digest,) = receiver.texts
            assert f"{COUNTY}：" in digest
            assert link(digest, "run") == f"{ui.url}/runs/{first}"

            with govinfo("review", settings, settings.console_url):
                page.goto(link(digest, "review"))
                assert page.url.startswith(f"{settings.console_url}/findings?year=2022")
                open_report(page)
                expect(page.locator("td.suspect .v")).to_have_text("36")
                expect(page.locator("td.suspect .fix")).to_have_text("→ 35")
                decided = dismiss_all_by_keyboard(page)
                assert f"2022年度：新增{decided}条" in digest

            second = run_2022(ui, page)
            assert second != first
            expect_passed(page)
            outbox = post_of(settings).outbox
            until(lambda: outbox.is_done(second), TICKS, "the sensors to look at the second run")
            assert outbox.pending() == []
            assert receiver.texts == [digest]
    alerts = ui.store.read("alerts", [2022])
    assert [*zip(alerts["source_path"], alerts["status"], strict=True)] == [(WRONG, "dismissed")] * decided


def home_with_two_reports(folder: Path) -> Settings:
    """A raw folder of one report with a wrong total and one without, an empty home, and addresses that are free."""
    console, ui = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    raw = folder / "raw"
    settings = Settings(raw, folder / "home", console_url=console, ui_url=ui)
    (raw / "2022").mkdir(parents=True)
    for path in (WRONG, RIGHT):
        shutil.copy(RAW / path, raw / path)
    settings.home.mkdir()
    return settings


def run_2022(ui: Ui, page: Page) -> str:
    """The id of a run of the year that was launched in the UI and has succeeded."""
    run_year(page, "2022")
    with ui.instance() as instance:
        return instance.get_runs(limit=1)[0].run_id


def evidence(page: Page) -> list[str]:
    """The row of the report in the evidence of the failed check, as the UI shows it."""
    page.goto("/assets/identity_results?view=checks")
    page.get_by_text(CHECK).first.click()
    expect(page.get_by_text(re.compile(r"^1 of \d+ failed"))).to_be_visible(timeout=60 * SECOND)
    row = page.get_by_role("table").filter(has_text=COUNTY).last.get_by_role("row").filter(has_text=COUNTY)
    return row.get_by_role("cell").all_inner_texts()


def expect_passed(page: Page) -> None:
    """The same check passes in the UI."""
    page.goto("/assets/identity_results?view=checks")
    page.get_by_text(CHECK).first.click()
    expect(page.get_by_text(re.compile(r"^\d+ passed"))).to_be_visible(timeout=60 * SECOND)


def link(digest: str, what: str) -> str:
    """The address that a message names for something."""
    (address,) = re.findall(rf"^\S+ {what}: (\S+)$", digest, re.MULTILINE)
    return str(address)


def open_report(page: Page) -> None:
    """From the list of findings to the report of the county."""
    page.get_by_role("link", name=COUNTY).first.click()
    expect(page.get_by_role("heading", name=COUNTY)).to_be_visible()


def dismiss_all_by_keyboard(page: Page) -> int:
    """To the first finding (k), each selected (x, j), all dismissed (d) with a note (Enter); how many there were."""
    findings = page.locator(".finding")
    count = findings.count()
    for key in "k" * count + "xj" * count:
        page.keyboard.press(key)
    expect(page.locator("#chosen")).to_have_text(str(count))
    page.keyboard.press("d")
    page.keyboard.type(NOTE)
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text(f"已记录 {count} 条决定")
    expect(page.locator(".finding .status-dismissed")).to_have_count(count)
    return count
