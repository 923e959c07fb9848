"""Chromium as the tests start it: a browser of its own that has never been used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

playwright = pytest.importorskip("playwright.sync_api", reason="needs the Python package playwright")

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
"""The marks of a module that needs it."""


@contextmanager
def fresh_page(base_url: str, width: int, height: int, patience: int) -> Iterator[Page]:
    """A page ``width`` by ``height`` pixels large that waits ``patience`` seconds for what it is asked for."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        page = browser.new_context(viewport={"width": width, "height": height}, base_url=base_url).new_page()
        page.set_default_timeout(patience * SECOND)
        yield page
        browser.close()
