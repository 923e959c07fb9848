"""Checks made on stored tables, together and by what is kept, find what each finds by itself in the year as a whole."""

from pathlib import Path

import pandas as pd
import pytest

from govinfo_pipeline.checks.catalogue import OF_A_YEAR, RULES
from govinfo_pipeline.checks.findings import findings
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.orchestration.evaluation import find_all, found
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import sample_files, tables_of

BEFORE, NOW = 2022, 2023


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> tuple[TableStore, Path, Year]:
    """The sample reports of two years in a store, the folder of a cache, and the second year as it is."""
    before = tables_of(sample_files([BEFORE]))
    now = tables_of(sample_files([NOW]), before)
    store = TableStore(tmp_path_factory.mktemp("stored"))
    for year, tables in ((NOW, now), (BEFORE, before)):
        for name, frame in tables.frames().items():
            store.write(name, year, frame)
    return store, tmp_path_factory.mktemp("cache"), now.year()


def _as_findings(code: str, made: Found, year: Year) -> tuple[int, int, pd.DataFrame]:
    return made.applied, made.not_assessable, findings([(code, row) for row in made.rows], year)


@pytest.mark.parametrize("code", OF_A_YEAR)
def test_a_check_finds_in_the_store_what_it_finds_in_the_year(years: tuple[TableStore, Path, Year], code: str) -> None:
    store, cache, year = years
    *counts, rows = _as_findings(code, found(store, cache, code, NOW), year)
    *expected, expected_rows = _as_findings(code, RULES[code].check(year), year)
    assert counts == expected
    pd.testing.assert_frame_equal(rows, expected_rows)


def test_what_is_found_is_that_of_the_tables_as_they_are_now(years: tuple[TableStore, Path, Year]) -> None:
    store, cache, year = years
    before = [code for code, _ in find_all(store, cache, NOW)]
    sections = year["sections"]
    spoilt = sections.assign(text=sections["text"].where(sections["section"] != 6, "无"))
    try:
        store.write("sections", NOW, spoilt)
        after = [code for code, _ in find_all(store, cache, NOW)]
    finally:
        store.write("sections", NOW, sections)
    assert after.count("text.fee_statement") > before.count("text.fee_statement")
    assert [code for code, _ in find_all(store, cache, NOW)] == before
