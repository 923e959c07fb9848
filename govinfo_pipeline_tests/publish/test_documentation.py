"""What the documentation of publishing says is done as it says."""

import re
import shlex
from pathlib import Path

import pytest

from govinfo_pipeline_tests.command.running import govinfo_here
from govinfo_pipeline_tests.samples import ROOT

PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.+?)```", PAGE, re.DOTALL) for line in block.splitlines()]
PICTURES = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_works(home: Path, tmp_path: Path, command: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "govinfo"
    wanted = [str(tmp_path / "out") if argument == "out" else argument for argument in arguments]
    run = govinfo_here(*wanted, "--home", home)
    assert run.exit_code == 0, run.output
    assert [*(tmp_path / "out").iterdir()]


def test_the_pictures_of_the_page_are_there_and_small() -> None:
    assert len(PICTURES) == 3
    assert all((ROOT / "docs" / picture).stat().st_size < 400_000 for picture in PICTURES)
