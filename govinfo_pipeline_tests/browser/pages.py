"""A browser of its own that has never been used, and what is clicked in the Dagster UI to run years."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")
expect = playwright.expect

SECOND = 1000
"""Playwright counts in milliseconds."""
_CHROMIUM = shutil.which("chromium")
_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(_CHROMIUM is None, reason="needs the Debian package chromium"),
]
"""The marks of a module that needs one."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own that has never been used."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def fresh_page(base_url: str, width: int, height: int, patience: int) -> Iterator[Page]:
    """A page ``width`` by ``height`` pixels large that waits ``patience`` seconds for what it is asked for."""
    with chromium() as browser:
        page = browser.new_context(viewport={"width": width, "height": height}, base_url=base_url).new_page()
        page.set_default_timeout(patience * SECOND)
        yield page


def keep(page: Page, name: str) -> None:
    """A picture for the documentation, if pictures are wanted."""
    if folder := os.environ.get("GOVINFO_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / name, animations="disabled")


def run_year(page: Page, year: str) -> None:
    """Runs a year from the page of its job, and waits for its success."""
    page.goto("/jobs")
    page.get_by_role("link", name="statistical_year").first.click()
    launch(page, year, "Launch 1 run")
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=300 * SECOND)


def launch(page: Page, years: str, button: str) -> None:
    """Materialize all, for the years typed into the dialog; then follow the link to what was launched."""
    page.get_by_role("button", name="Materialize all").click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_placeholder("ex: 2008")
    field.fill(years)
    field.press("Enter")
    dialog.get_by_role("button", name=button).click()
    page.get_by_text("View", exact=True).click()
