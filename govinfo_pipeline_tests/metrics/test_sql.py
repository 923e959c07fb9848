"""Every metric of every group of the sample reports, against SQL over the CSV files that people are given."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from benchmarks.tables import write_tables
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.metrics.load import load
from govinfo_pipeline.publish.export import export
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import Stored, TableStore
from govinfo_pipeline_tests.building import sample_files, tables_of
from govinfo_pipeline_tests.metrics.sql import statements

YEARS = (2020, 2021, 2022, 2023)
KEY = ["year", "region_code", "level", "kind", "report_scope", "passing", "metric"]
READ = ("reports", "proactive_disclosure", "applications", "disputes", "identity_results")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the CSV files."""
    folder = tmp_path_factory.mktemp("metrics")
    store = TableStore(folder / "tables")
    tables = None
    for year in YEARS:
        before = tables
        tables = tables_of(sample_files([year]), before)
        frames = tables.frames()
        for name in READ:
            store.write(name, year, frames[name])
        both = (
            frames
            if before is None
            else {name: pd.concat([before.frames()[name], frame]) for name, frame in frames.items()}
        )
        store.write("yearly_metrics", year, tables.having(both).metrics(year))
    export(store, folder / "csv", "csv", [*READ, "yearly_metrics"])
    return folder / "csv"


@pytest.fixture(scope="module")
def by_sql(exported: Path) -> pd.DataFrame:
    with duckdb.connect() as connection:
        for name in READ:
            path = str(exported / f"{name}.csv")
            types = {column: "VARCHAR" for column in SCHEMAS[name].columns if column in ("report_id", "region_code")}
            connection.read_csv(path, dtype=types).create_view(name)
        for statement in statements():
            connection.execute(statement)
        rows = connection.execute("SELECT * FROM metrics").df()
    return rows.set_index(KEY).sort_index()


@pytest.fixture(scope="module")
def published(exported: Path) -> pd.DataFrame:
    rows = pd.read_csv(
        exported / "yearly_metrics.csv", dtype={"region_code": str}, keep_default_na=False, na_values=[""]
    )
    return rows.assign(region_code=rows["region_code"].fillna("")).set_index(KEY).sort_index()


def test_the_groups_are_the_same(by_sql: pd.DataFrame, published: pd.DataFrame) -> None:
    assert published.index.is_unique
    assert set(published.index) == set(by_sql.index)
    assert len(published) > 15_000


@pytest.mark.parametrize("column", ["numerator", "denominator", "reports"])
def test_both_sides_of_every_metric_of_every_group_are_the_same(
    column: str, by_sql: pd.DataFrame, published: pd.DataFrame
) -> None:
    both = pd.DataFrame({"sql": by_sql[column], "published": published[column]}).astype("float64")
    differ = both[(both["sql"] != both["published"]) & ~both.isna().all(axis=1)]
    assert differ.empty, differ.head(20)


def test_every_value_is_its_quotient(published: pd.DataFrame) -> None:
    quotient = published["numerator"] / published["denominator"].where(published["denominator"] > 0)
    codes = published.index.get_level_values("metric")
    expected = quotient.where(codes != "growth", quotient - 1)
    pd.testing.assert_series_equal(published["value"], expected, check_names=False)


@pytest.mark.slow
def test_random_tables_with_blanks_and_violations_give_the_same_sums(tmp_path: Path) -> None:
    """The reports of a country made of chance, as the benchmark measures them."""
    years = range(2021, 2024)
    write_tables(tmp_path, 3_000, years)
    store = TableStore(tmp_path)
    found = pd.concat(
        yearly_metrics(year, **load(year, {name: Stored(store, name, [year - 1, year]) for name in READ}))
        for year in years
    )
    with duckdb.connect() as connection:
        for name in READ:
            files = f"read_parquet('{tmp_path / name}/**/*.parquet', hive_partitioning = true)"
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {files}")
        for statement in statements():
            connection.execute(statement)
        rows = connection.execute("SELECT * FROM metrics").df().set_index(KEY).sort_index()
    published = found.assign(region_code=found["region_code"].fillna("")).set_index(KEY).sort_index()
    assert list(published.index) == list(rows.index)
    for column in ("numerator", "denominator", "reports"):
        both = pd.DataFrame({"sql": rows[column], "published": published[column]}).astype("float64")
        assert both[(both["sql"] != both["published"]) & ~both.isna().all(axis=1)].empty, column
