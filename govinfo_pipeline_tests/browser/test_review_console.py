"""What a reviewer does in the console: go through the findings by keyboard, decide, look at a report, change language.

The console runs as a process of its own, as ``govinfo review`` starts it. With ``GOVINFO_SCREENSHOTS`` set to a folder,
the pictures of the README and of docs/review.md are taken anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from govinfo_pipeline.review.ledger import load
from govinfo_pipeline.settings import Settings
from govinfo_pipeline_tests.browser.pages import IN_A_BROWSER, expect, fresh_page, keep
from govinfo_pipeline_tests.browser.processes import govinfo
from govinfo_pipeline_tests.building import sample_files, tables_of
from govinfo_pipeline_tests.processes import free_port
from govinfo_pipeline_tests.review.console.serving import write
from govinfo_pipeline_tests.samples import RAW

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPORT, ORIGINAL, LETTER = "/reports/{report}", "/reports/{report}/original", "/reports/{report}/letter.html"
PAGES = ("/findings", "/reports", "/coverage?year=2022", "/login", REPORT, LETTER)

pytestmark = IN_A_BROWSER


class Running(NamedTuple):
    """A console that runs: its address and its home."""

    url: str
    home: Path

    def decided(self) -> dict[str, tuple[str, str]]:
        """Finding → status and note, as the file of decisions has them."""
        made = load(self.home / "decisions.csv").by_finding
        return {finding: (one.status, one.note) for finding, one in made.items()}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The console on the sample reports of two years."""
    home = tmp_path_factory.mktemp("home")
    first = tables_of(sample_files([2021]))
    write(home, [first, tables_of(sample_files([2022]), first)])
    running = Running(f"http://127.0.0.1:{free_port()}", home)
    with govinfo("review", Settings(RAW, home), running.url, LOGNAME="张三"):
        yield running


@pytest.fixture(scope="module")
def page(console: Running) -> Iterator[Page]:
    """A browser of its own; whatever a page complains about fails the test that looks."""
    complaints: list[str] = []
    with fresh_page(console.url, 1500, 950, patience=20) as page:
        page.on("console", lambda message: complaints.append(message.text))  # also what the CSP refuses
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


def current(page: Page) -> str:
    """The id of the finding that the keyboard is on."""
    return page.locator(".finding[aria-current]").get_attribute("data-id") or ""


def test_the_findings_are_gone_through_and_decided_by_keyboard(console: Running, page: Page) -> None:
    page.goto("/findings?year=2022&severity=error")
    listed = page.locator(".finding")
    first, second, third = (listed.nth(n).get_attribute("data-id") or "" for n in range(3))
    page.keyboard.press("j")
    assert current(page) == first
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert current(page) == first
    page.keyboard.press("d")
    expect(page.get_by_placeholder("理由（必填）")).to_be_focused()
    page.keyboard.type("jk：电话核实")
    keep(page, "review_findings.png")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("已记录 1 条决定")
    assert console.decided() == {first: ("dismissed", "jk：电话核实")}
    assert current(page) == second
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(page.locator(f"#f-{second} .status-confirmed")).to_be_visible()
    assert console.decided()[second] == ("confirmed", "经核对属实")
    assert current(page) == third


def test_a_note_is_changed_and_a_decision_taken_back(console: Running, page: Page) -> None:
    page.goto("/findings?year=2022&severity=warning")
    page.keyboard.press("j")
    finding = current(page)
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(page.locator(f"#f-{finding} .status-confirmed")).to_be_visible()
    page.goto(page.url.partition("#")[0] + f"#f-{finding}")
    page.reload()
    assert current(page) == finding
    page.keyboard.press("n")
    page.keyboard.type("补充说明")
    page.keyboard.press("Enter")
    expect(page.locator(f"#f-{finding}")).to_contain_text("补充说明")
    assert console.decided()[finding] == ("confirmed", "补充说明")
    page.locator(f"#f-{finding}").click(position={"x": 400, "y": 5})
    page.keyboard.press("u")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("已撤回 1 条决定")
    assert finding not in console.decided()


def test_escape_leaves_the_note_and_decides_nothing(console: Running, page: Page) -> None:
    before = console.decided()
    page.goto("/findings?year=2022&status=open")
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.type("不要")
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_have_text("0")
    page.keyboard.press("j")
    assert current(page) == page.locator(".finding").nth(1).get_attribute("data-id")
    assert console.decided() == before


def test_all_that_match_are_decided_at_once(console: Running, page: Page) -> None:
    page.goto("/findings?check=text.fee_statement&year=2021")
    ids = {page.locator(".finding").nth(n).get_attribute("data-id") for n in range(page.locator(".finding").count())}
    assert len(ids) > 1
    page.get_by_label(f"符合筛选条件的全部 {len(ids)} 条").check()
    page.keyboard.press("d")
    page.keyboard.type("统一答复")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text(f"已记录 {len(ids)} 条决定")
    assert {finding for finding, made in console.decided().items() if made == ("dismissed", "统一答复")} == ids


def test_the_wrong_cell_is_marked_on_the_form(console: Running, page: Page) -> None:
    page.goto("/reports?year=2022&text=huaxian_county")
    page.get_by_role("link", name="滑县人民政府").click()
    wrong = page.locator("td.suspect")
    expect(wrong.locator(".v")).to_have_text("36")
    expect(wrong.locator(".fix")).to_have_text("→ 35")
    expect(wrong.get_by_role("link")).to_have_count(3)
    page.locator(".finding").last.click(position={"x": 200, "y": 60})
    expect(page.locator("td.lit")).to_have_count(7)
    page.get_by_label("显示上年数字").check()
    expect(page.locator(".before").first).to_be_visible()
    page.get_by_label("显示上年数字").uncheck()
    wrong.evaluate("cell => cell.scrollIntoView({block: 'center', behavior: 'instant'})")
    keep(page, "review_report.png")


def test_the_place_in_the_file_is_one_click_away(console: Running, page: Page) -> None:
    page.get_by_role("link", name="2022/huaxian_county.txt:122").click()
    line = page.locator("#L122")
    expect(line).to_be_visible()
    expect(line).to_contain_text("部分公开")
    expect(line).to_have_class("named at")
    page.get_by_role("button", name="各部分文字").click()
    expect(page.locator("mark").first).to_have_text("部分公开35件")


def test_keys_are_explained_and_the_language_changes(console: Running, page: Page) -> None:
    page.goto("/findings")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("下一条、上一条")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    page.goto("/coverage")
    expect(page.get_by_role("heading", name="Coverage")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="覆盖情况")).to_be_visible()


def of_the_county(console: Running, address: str) -> str:
    """An address of the report with the wrong cell."""
    with sqlite3.connect(console.home / "review" / "index.sqlite") as index:
        query = "SELECT report_id FROM report WHERE source_path = '2022/huaxian_county.txt'"
        (report,) = index.execute(query).fetchone()
    return address.format(report=report)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_needs_scrolling_sideways(console: Running, page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in (*PAGES, "/findings?status=resolved", ORIGINAL):
        page.goto(of_the_county(console, address) + f"{'&' if '?' in address else '?'}lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    page.goto("/findings?lang=zh")
    page.set_viewport_size({"width": 1500, "height": 950})


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(console: Running, page: Page, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page.goto(of_the_county(console, address))
    assert axe.Axe().run(page).response["violations"] == []
