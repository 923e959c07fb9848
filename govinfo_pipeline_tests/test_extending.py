"""The examples of ``docs/extending.md``, followed to the letter: every patch applies, its command passes."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govinfo_pipeline_tests.samples import ROOT

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(r"<!-- example: (\w+) -->\n```diff\n(.*?)```\n\n```\n(.*?)\n```", re.DOTALL)
EXAMPLES = {name: (patch, command) for name, patch, command in _EXAMPLE.findall(PAGE)}


def test_there_is_an_example_of_each_kind() -> None:
    assert list(EXAMPLES) == ["form", "format", "check", "indicator"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_works_as_it_stands(name: str, tmp_path: Path) -> None:
    patch, command = EXAMPLES[name]
    for part in ("govinfo_pipeline", "govinfo_pipeline_tests"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch, text=True, check=True)
    program, *arguments = shlex.split(command)
    assert program == "pytest"
    tried = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 0, tried.stdout[-3000:] + tried.stderr[-1000:]
