"""``govinfo review`` as a process: what it prints, what it asks for, and what it refuses."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

from govinfo_pipeline.cli import main
from govinfo_pipeline.command.review import console_on
from govinfo_pipeline.review.console.security import Access
from govinfo_pipeline.settings import RAW_VARIABLE, TOKEN_VARIABLE, Settings
from govinfo_pipeline_tests.processes import free_port
from govinfo_pipeline_tests.review.console.serving import Served

MOST_SECONDS = 60


def opened(address: str, headers: Mapping[str, str] = MappingProxyType({})) -> str:
    """The page at an address, as soon as somebody answers there; cookies are not kept."""
    deadline = time.monotonic() + MOST_SECONDS
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers={**headers}), timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_it_prints_its_address_without_the_token_of_the_environment_and_asks_for_it(served: Served) -> None:
    port = free_port()
    command = [sys.executable, "-m", "govinfo_pipeline.cli", "review", "--home", str(served.home), "--port", str(port)]
    environment = {**os.environ, TOKEN_VARIABLE: "sesame"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            printed = next(line for line in process.stdout if line.startswith("open "))
            assert printed == f"open http://127.0.0.1:{port} (Ctrl+C ends)\n"
            page = opened(f"http://127.0.0.1:{port}/findings")
            assert re.search('name="token"', page)
            assert "滑县" not in page
            assert "滑县" in opened(f"http://127.0.0.1:{port}/findings", {"Authorization": "Bearer sesame"})
        finally:
            process.terminate()


def test_a_port_that_is_none_is_refused(served: Served) -> None:
    result = CliRunner().invoke(main, ["review", "--home", str(served.home), "--port", "99999"])
    assert result.exit_code == 2


def test_an_address_that_cannot_be_listened_on_ends_with_status_1(served: Served) -> None:
    result = CliRunner().invoke(main, ["review", "--home", str(served.home), "--host", "192.0.2.1"])
    assert result.exit_code == 1
    assert re.search(r"open http://192\.0\.2\.1:8765/login\?token=[\w-]{20,} ", result.stdout)


def test_the_files_are_those_of_the_folder_that_the_environment_names_else_of_the_last_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("named", "run"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(name, encoding="utf-8")
    Settings(tmp_path / "run", tmp_path / "home").remember_raw()
    settings = Settings(tmp_path / "named", tmp_path / "home")

    def is_of(name: str) -> bool:
        opened = console_on(settings, Access()).opener("report.txt", sha256(name.encode()).hexdigest())
        return opened.problem is None

    monkeypatch.delenv(RAW_VARIABLE, raising=False)
    assert is_of("run")
    monkeypatch.setenv(RAW_VARIABLE, str(tmp_path / "named"))
    assert is_of("named")
