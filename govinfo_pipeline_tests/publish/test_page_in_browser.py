"""The annual page in a real browser: it loads nothing, passes axe, fits a phone, and keys reach its figures.

With ``GOVINFO_SCREENSHOTS`` set to a folder, the pictures of the documentation are taken anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from govinfo_pipeline.publish.page.figures import Figures
from govinfo_pipeline.publish.page.render import render
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.browser.pages import IN_A_BROWSER, chromium, expect, keep

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")

PAGES = ("report_2023", "report_2023_410000", "report_2023_aggregate", "report_2023_en")
PHONE, DESK = 375, 1180

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def folder(store: TableStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the sample data: all regions, a province, the other scope, and in English."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "report_2023.html").write_text(render(Figures(store, 2023, None, "own")), "utf-8")
    (folder / "report_2023_410000.html").write_text(render(Figures(store, 2023, "410000", "own")), "utf-8")
    (folder / "report_2023_aggregate.html").write_text(render(Figures(store, 2023, None, "aggregate")), "utf-8")
    (folder / "report_2023_en.html").write_text(render(Figures(store, 2023, None, "own"), "en"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that fails the test for every message on the console."""
    context = browser.new_context(viewport={"width": DESK, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.mark.parametrize("name", PAGES)
def test_no_request_but_for_the_page_itself(folder: Path, page: Page, name: str) -> None:
    asked: list[str] = []

    class Served(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
            asked.append(self.path)

    handler = partial(Served, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html", wait_until="networkidle")
        server.shutdown()
    assert asked == [f"/{name}.html"]
    assert [url for url in requests if not url.startswith("data:")] == requests[:1]


@pytest.mark.parametrize(("name", "width"), list(zip(PAGES, (PHONE, DESK) * 2, strict=True)))
def test_axe_finds_nothing(folder: Path, page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((folder / f"{name}.html").as_uri())
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_scrolling_to_the_side(folder: Path, page: Page, name: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto((folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE
    if name == PAGES[0]:
        keep(page, "annual_page_phone.png")


def test_a_figure_is_reached_by_keys_and_leads_to_its_row(folder: Path, page: Page) -> None:
    page.goto((folder / "report_2023.html").as_uri())
    figure = page.locator("a.fig[href='#m-disclosure_rate']").first
    figure.focus()
    assert "分母" in (figure.get_attribute("title") or "")
    page.keyboard.press("Enter")
    row = page.locator("#m-disclosure_rate")
    expect(row).to_be_in_viewport()
    assert row.evaluate("row => row.matches(':target')")


def test_what_is_printed_fits_the_paper(folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 1000})
    page.emulate_media(media="print")
    page.goto((folder / "report_2023.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    expect(page.locator("nav")).to_be_hidden()


def test_pictures(folder: Path, page: Page) -> None:
    page.goto((folder / "report_2023.html").as_uri())
    keep(page, "annual_page.png")
    page.locator("#trends").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('trends').scrollIntoView()")
    expect(page.locator("#trends")).to_be_in_viewport()
    keep(page, "annual_page_trends.png")
