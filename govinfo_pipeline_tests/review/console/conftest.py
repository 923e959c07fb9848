"""Homes with known tables, and consoles on them."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from govinfo_pipeline_tests.building import Tables, sample_files, tables_of
from govinfo_pipeline_tests.review.console.serving import HOSTILE, Served, hostile, write


@pytest.fixture(scope="session")
def two_years() -> list[Tables]:
    """The sample reports of two years, checked; one body of the first is gone in the second."""
    first = tables_of(sample_files([2021]))
    second = [file for file in sample_files([2022]) if "liugu_town" not in file.path]
    second[0] = second[0]._replace(report=replace(second[0].report, organization=None))
    return [first, tables_of(second, first)]


@pytest.fixture(scope="session")
def hostile_year() -> Tables:
    """A report that says nothing but scripts, in every place where a report can say something."""
    return tables_of([hostile(HOSTILE)])


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory, two_years: list[Tables]) -> Served:
    """A console on the two years, for tests that write nothing."""
    served = Served.on(write(tmp_path_factory.mktemp("home"), two_years))
    served.console.refresh()
    return served


@pytest.fixture
def served(tmp_path: Path, reading: Served) -> Served:
    """The same on a home of its own."""
    return Served.on(shutil.copytree(reading.home, tmp_path / "home"))


@pytest.fixture
def serve(tmp_path: Path) -> Callable[..., Served]:
    """Makes a console on some years' tables, in the home of the test."""
    return lambda years, **access: Served.on(write(tmp_path, years), **access)
