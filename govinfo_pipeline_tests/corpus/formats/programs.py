"""Other programs that write formats: LibreOffice and Chromium, many files in one start."""

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

START_SECONDS, FILE_SECONDS = 60, 3


def needs_module(name: str) -> Callable[[], str | None]:
    """Why a format cannot be written without the Python package ``name``."""
    return lambda: None if importlib.util.find_spec(name) else f"the Python package {name} is not installed"


def needs_office() -> str | None:
    """Why formats of LibreOffice cannot be written here, if so."""
    return None if shutil.which("soffice") else "LibreOffice (soffice) is not installed"


def needs_chromium() -> str | None:
    """Why a browser's PDF cannot be written here, if so."""
    if importlib.util.find_spec("playwright") is None:
        return "the Python package playwright is not installed"
    return None if shutil.which("chromium") else "Chromium is not installed"


def office(source: str, target: str) -> Callable[[Sequence[bytes]], list[bytes]]:
    """A conversion by LibreOffice from one file ending to another (``doc``, ``pdf``, ...)."""

    def convert(files: Sequence[bytes]) -> list[bytes]:
        if not files:
            return []
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{number:05d}.{source}" for number in range(len(files))]
            for path, content in zip(paths, files, strict=True):
                path.write_bytes(content)
            made = Path(folder) / "made"
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                 "--convert-to", target, "--outdir", made, *paths],
                check=True, capture_output=True, timeout=START_SECONDS + FILE_SECONDS * len(files),
            )  # fmt: skip
            return [(made / f"{path.stem}.{target}").read_bytes() for path in paths]

    return convert


def print_pages(pages: Sequence[bytes]) -> list[bytes]:
    """Html pages as Chromium prints them."""
    from playwright.sync_api import sync_playwright

    if not pages:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = browser.new_page()
        made = []
        for number, page in enumerate(pages):
            tab.set_content(page.decode())
            footer = (
                '<div style="font-size:9px;width:100%;text-align:center">- <span class="pageNumber"></span> -</div>'
            )
            made.append(
                tab.pdf(
                    format="A4",
                    display_header_footer=number % 2 == 1,
                    header_template="<span></span>",
                    footer_template=footer,
                    margin={"top": "50px", "bottom": "60px", "left": "40px", "right": "40px"},
                )
            )
        browser.close()
    return made
