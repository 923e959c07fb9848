"""``govinfo review`` as a process: what it prints, what it asks for, and what it refuses."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

from click.testing import CliRunner

from govinfo_pipeline.cli import main
from govinfo_pipeline.settings import TOKEN_VARIABLE
from govinfo_pipeline_tests.processes import free_port
from govinfo_pipeline_tests.review.console.serving import Served

MOST_SECONDS = 60


def opened(address: str) -> str:
    """The page at an address, as soon as somebody answers there; cookies are not kept."""
    deadline = time.monotonic() + MOST_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_it_prints_its_address_and_asks_for_the_token_of_the_environment(served: Served) -> None:
    port = free_port()
    command = [sys.executable, "-m", "govinfo_pipeline.cli", "review", "--home", str(served.home), "--port", str(port)]
    environment = {**os.environ, TOKEN_VARIABLE: "told"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            printed = next(line for line in process.stdout if line.startswith("open "))
            assert printed == f"open http://127.0.0.1:{port}/login?token=told (Ctrl+C ends)\n"
            page = opened(f"http://127.0.0.1:{port}/findings")
            assert re.search('name="token"', page)
            assert "滑县" not in page
        finally:
            process.terminate()


def test_a_port_that_is_none_is_refused(served: Served) -> None:
    result = CliRunner().invoke(main, ["review", "--home", str(served.home), "--port", "99999"])
    assert result.exit_code == 2


def test_an_address_that_cannot_be_listened_on_ends_with_status_1(served: Served) -> None:
    result = CliRunner().invoke(main, ["review", "--home", str(served.home), "--host", "192.0.2.1"])
    assert result.exit_code == 1
    assert re.search(r"open http://192\.0\.2\.1:8765/login\?token=[\w-]{20,} ", result.stdout)
