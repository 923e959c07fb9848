"""A year checked some reports at a time gives what it gives when checked as a whole."""

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.catalogue import BY_REPORT, RULES
from govinfo_pipeline.checks.chunks import chunks
from govinfo_pipeline.checks.findings import findings
from govinfo_pipeline.checks.results import identity_results, of_reports, of_units
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.tables import chunks as tables_chunks
from govinfo_pipeline.tables.chunks import OF_REPORTS, in_chunks, whole_reports
from govinfo_pipeline.tables.store import Stored, TableStore, as_frame
from govinfo_pipeline_tests.building import Tables, filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import Truth, random_mistake, random_truth
from govinfo_pipeline_tests.corpus.organizations import random_organization

BEFORE, NOW = 2022, 2023


@cache
def _years() -> Tables:
    """Two years of some bodies, every other with a mistake in the second."""
    rng = random.Random(11)
    bodies = {body.name: body for n in range(24) if (body := random_organization(random.Random(n)))}
    made: dict[str, Truth] = {}
    tables = None
    for year in (BEFORE, NOW):
        truths = {n: random_truth(rng, year, organization=b, blanks=0.1, before=made.get(n)) for n, b in bodies.items()}
        made = truths
        spoilt = [
            (random_mistake(truth, rng) or (truth,))[0] if n % 2 else truth for n, truth in enumerate(truths.values())
        ]
        tables = tables_of(filed([report_of(truth) for truth in spoilt], year), tables)
    assert tables is not None
    return tables


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Stored], dict[str, Stored]]:
    """The tables of both years in a store: this year's, and those of the year before."""
    store, tables = TableStore(tmp_path_factory.mktemp("stored")), _years()
    assert tables.before is not None
    for year, own in ((NOW, tables), (BEFORE, tables.before)):
        for name, frame in own.frames().items():
            store.write(name, year, frame)
    names = list(tables.frames())
    return {n: Stored(store, n, [NOW]) for n in names}, {n: Stored(store, n, [BEFORE]) for n in names}


def _some(tables: Mapping[str, Stored], *names: str) -> dict[str, Stored]:
    return {name: tables[name] for name in dict.fromkeys(("reports", *names))}


@pytest.mark.parametrize("size", [3, 1000])
def test_identities_in_chunks_are_those_of_the_whole_year(
    stored: tuple[dict[str, Stored], dict[str, Stored]], size: int
) -> None:
    whole = _years().year()
    names = ("applications", "disputes", "proactive_disclosure")
    parts = chunks(NOW, _some(stored[0], *names, "claims"), _some(stored[1], *names), size)
    units = of_units(whole)
    found = as_frame("identity_results", pa.concat_tables([of_reports(part, units) for part in parts]))
    pd.testing.assert_frame_equal(found, identity_results(whole))
    assert {"holds", "violated", "not_assessable"} <= set(found["status"])


@pytest.mark.parametrize("code", sorted(BY_REPORT))
def test_a_check_in_chunks_finds_what_it_finds_in_the_whole_year(
    stored: tuple[dict[str, Stored], dict[str, Stored]], code: str
) -> None:
    rule, year = RULES[code], _years().year()
    expected = rule.check(year)
    before = _some(stored[1], *rule.before) if rule.before else {}
    found = [rule.check(part) for part in chunks(NOW, _some(stored[0], *rule.tables), before, 5)]
    assert sum(part.applied for part in found) == expected.applied
    assert sum(part.not_assessable for part in found) == expected.not_assessable
    rows = [(code, row) for part in found for row in part.rows]
    pd.testing.assert_frame_equal(findings(rows, year), findings([(code, row) for row in expected.rows], year))


def test_every_row_is_in_the_chunk_of_its_report(
    stored: tuple[dict[str, Stored], dict[str, Stored]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_chunks, "_ROWS", 90)
    reports = stored[0]["reports"].frame()["report_id"]
    names = ("applications", "cell_issues", "suspect_cells")
    parts = list(in_chunks(reports, {name: stored[0][name] for name in names}, 7))
    assert len(parts) == -(-len(reports) // 7)
    for place, part in enumerate(parts):
        own = set(reports.iloc[place * 7 : place * 7 + 7])
        assert all(set(table["report_id"].to_pylist()) <= own for table in part.values())
    for name in names:
        whole = as_frame(name, pa.concat_tables([part[name] for part in parts]))
        pd.testing.assert_frame_equal(whole, stored[0][name].frame())


def test_a_table_in_another_order_is_refused(tmp_path: Path) -> None:
    store, tables = TableStore(tmp_path), _years()
    store.write("claims", NOW, tables.claims.iloc[::-1])
    with pytest.raises(ValueError, match="materialize it again"):
        list(in_chunks(tables.reports["report_id"], {"claims": Stored(store, "claims", [NOW])}, 5))


def test_a_year_without_reports_has_no_chunk(tmp_path: Path) -> None:
    empty = {name: Stored(TableStore(tmp_path), name, [NOW]) for name in ("reports", "claims")}
    assert list(chunks(NOW, empty, {})) == []
    assert isinstance(identity_results(Year(NOW, {})), pd.DataFrame)


@pytest.mark.parametrize("rows", [60, 10_000])
def test_whole_reports_are_all_rows_and_no_report_is_parted(
    stored: tuple[dict[str, Stored], dict[str, Stored]], rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_chunks, "_ROWS", rows)
    for name in OF_REPORTS:
        parts = list(whole_reports(stored[0][name]))
        pd.testing.assert_frame_equal(
            pd.concat(parts, ignore_index=True), stored[0][name].frame(), check_dtype=any(map(len, parts))
        )
        owners = [set(part["report_id"]) for part in parts]
        assert sum(map(len, owners)) == len(set().union(*owners))


def test_a_table_whose_reports_are_parted_comes_whole(tmp_path: Path) -> None:
    store, claims = TableStore(tmp_path), _years().claims
    store.write("claims", NOW, pd.concat([claims, claims.head(3)]))
    (whole,) = whole_reports(Stored(store, "claims", [NOW]))
    outcome = outcomes.schema_in_parts("claims", [whole])
    assert (outcome.passed, outcome.applied) == (False, len(claims) + 3), "the keys that are there twice are seen"
