"""What the README promises: its two commands are those of CI, both languages say the same, its pictures are there."""

import re

import pytest

from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.samples import ROOT

READMES = ("README.md", "README.zh-CN.md")
_FENCED = re.compile(r"```sh\n(.+?)\n```", re.DOTALL)
_NAMED = re.compile(r"<!-- command: (\w+) -->\n```sh\n(.+)\n```")
_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_TABLE = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def names(page: str) -> set[str]:
    """What a page writes as code within a sentence, on however many lines."""
    return {" ".join(found.split()) for found in _CODE.findall(_FENCED.sub("", page))}


def test_both_languages_give_the_same_commands_pictures_and_tables() -> None:
    english, chinese = (text(name) for name in READMES)
    for part in (_FENCED, _NAMED, _PICTURE, _TABLE):
        assert part.findall(english) == part.findall(chinese) != []


@pytest.mark.parametrize("page", ["tutorial", "review", "operations"])
def test_a_page_for_offices_gives_the_same_commands_and_names_in_both_languages(page: str) -> None:
    english, chinese = (text(f"docs/{page}{ending}") for ending in (".md", ".zh-CN.md"))
    assert _FENCED.findall(english) == _FENCED.findall(chinese) != []
    assert _PICTURE.findall(english) == _PICTURE.findall(chinese)
    assert names(english) == names(chinese)
    assert f"(docs/{page}.zh-CN.md)" in text("README.zh-CN.md")


def test_one_line_runs_the_main_job_and_one_the_tests_and_ci_takes_both_from_here() -> None:
    commands = dict(_NAMED.findall(text("README.md")))
    assert set(commands) == {"run", "test"}
    assert commands["run"].endswith(".venv/bin/govinfo run")
    assert commands["test"].endswith(".venv/bin/pytest -n 4 --dist loadfile")
    steps = text(".ci/run").splitlines()
    assert {f"readme {name}" for name in commands} <= set(steps)


@pytest.mark.parametrize("picture", _PICTURE.findall(text("README.md")))
def test_picture_is_there_and_small(picture: str) -> None:
    assert (ROOT / picture).stat().st_size < 400_000


def test_every_table_is_listed() -> None:
    assert set(_TABLE.findall(text("README.md"))) == set(SCHEMAS)
