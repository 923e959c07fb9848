"""A home with the tables of the sample reports, made once for all tests here."""

from pathlib import Path

import pandas as pd
import pytest

from govinfo_pipeline.checks.bodies import same_bodies
from govinfo_pipeline.metrics.cells import KnownCells, known_cells
from govinfo_pipeline.metrics.changes import metric_changes
from govinfo_pipeline.metrics.distributions import metric_distributions
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables, sample_files, tables_of

YEARS = (2020, 2021, 2022, 2023)
FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of the sample reports; one of them says something that a sheet would take for a formula."""
    home = tmp_path_factory.mktemp("published")
    store = TableStore(home / "tables")
    before: Tables | None = None
    for year in YEARS:
        tables = tables_of(sample_files([year]), before)
        tables.sections.loc[0, "text"] = FORMULA
        tables.sections.loc[1, "text"] = "+1 与 \x0b 控制符，“引号”\n换行"
        for name, table in tables.frames().items():
            if name in SCHEMAS:
                store.write(name, year, table)
        store.write("yearly_metrics", year, _with_before(tables).metrics(year))
        _write_changes(store, year, tables)
        before = tables
    return home


def _with_before(tables: Tables) -> Tables:
    """The same with the rows of the year before in each table, as metrics are given them."""
    if tables.before is None:
        return tables
    before, now = tables.before.frames(), tables.frames()
    names = ("reports", "proactive_disclosure", "applications", "disputes")
    return tables.having({name: pd.concat([before[name], now[name]], ignore_index=True) for name in names})


def _write_changes(store: TableStore, year: int, tables: Tables) -> None:
    """How the metrics spread over the reports, and what changed against the year before."""
    now = _known(tables)
    store.write("metric_distributions", year, metric_distributions(year, now, tables.identity_results))
    if tables.before is not None:
        before = _known(tables.before)
        partners = same_bodies(now.reports, before.reports)
        results = pd.concat([tables.identity_results, tables.before.identity_results])
        store.write("metric_changes", year, metric_changes(year, now, before, partners, results))


def _known(tables: Tables) -> KnownCells:
    return known_cells(tables.reports, tables.proactive_disclosure, tables.applications, tables.disputes)


@pytest.fixture(scope="session")
def store(home: Path) -> TableStore:
    """The tables of that home."""
    return TableStore(home / "tables")
