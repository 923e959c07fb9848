"""Exported files: every table whole, text stays text, and a file appears whole or not at all."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.publish.export import FORMATS, TABLES, export
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import sample_files, tables_of

YEARS = [2021, 2022]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> TableStore:
    """The sample reports of two years; one of them says something that a sheet would take for a formula."""
    store = TableStore(tmp_path_factory.mktemp("home") / "tables")
    for year in YEARS:
        tables = tables_of(sample_files([year]))
        tables.sections.loc[0, "text"] = '=HYPERLINK("http://example.org")'
        tables.sections.loc[1, "text"] = "+1 与 \x0b 控制符，“引号”\n换行"
        for name in SCHEMAS:
            if hasattr(tables, name) and name != "metrics":
                store.write(name, year, getattr(tables, name))
        store.write("yearly_metrics", year, tables.metrics(year))
    return store


def _csv(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""], dtype=object)


def test_the_tables_that_can_be_exported_are_those_of_the_schemas() -> None:
    assert list(TABLES) == list(SCHEMAS)


def test_every_table_is_a_file_of_its_name_with_all_its_rows(store: TableStore, tmp_path: Path) -> None:
    written = export(store, tmp_path / "new" / "folder", "csv", TABLES)
    assert [path.name for path, _ in written] == [f"{name}.csv" for name in TABLES]
    for (path, rows), name in zip(written, TABLES, strict=True):
        table = _csv(path)
        assert list(table.columns) == list(SCHEMAS[name].columns)
        assert len(table) == rows == len(store.read(name))
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(p.name for p, _ in written)


def test_csv_opens_in_excel_as_utf_8(store: TableStore, tmp_path: Path) -> None:
    (path, _), *_ = export(store, tmp_path, "csv", ["reports"])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfreport_id,year,")
    assert b"\r" not in content
    assert "滑县人民政府" in content.decode("utf-8-sig")


def test_csv_has_whole_numbers_and_nothing_for_a_null(store: TableStore, tmp_path: Path) -> None:
    (path, _), *_ = export(store, tmp_path, "csv", ["applications"])
    stored, table = store.read("applications"), _csv(path)
    for column in ("year", "natural_person", "total"):
        assert list(table[column].isna()) == list(stored[column].isna())
        assert list(table[column].dropna()) == [str(value) for value in stored[column].dropna()]
    assert stored["total"].isna().any()


def test_parquet_has_the_types_of_the_table(store: TableStore, tmp_path: Path) -> None:
    for name in TABLES:
        (path, _), *_ = export(store, tmp_path, "parquet", [name])
        back = pd.read_parquet(path).astype(store.read(name).dtypes.to_dict())
        pd.testing.assert_frame_equal(back, store.read(name))


def test_a_table_without_rows_is_a_file_with_its_columns(tmp_path: Path) -> None:
    for file_format in FORMATS:
        (path, rows), *_ = export(TableStore(tmp_path / "none"), tmp_path, file_format, ["disputes"])
        assert rows == 0
        assert path.stat().st_size > 0
    assert list(_csv(tmp_path / "disputes.csv").columns) == list(SCHEMAS["disputes"].columns)


def test_an_unknown_table_is_refused_and_nothing_is_written(store: TableStore, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no table nonsense"):
        export(store, tmp_path, "csv", ["nonsense"])
    assert list(tmp_path.iterdir()) == []


LIMITED = """
import resource, sys
from pathlib import Path
from govinfo_pipeline.publish.export import export
from govinfo_pipeline.tables.store import TableStore
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
export(TableStore(Path(sys.argv[1])), Path(sys.argv[2]), "csv", ["reports"])
"""


def test_an_export_that_fails_half_way_leaves_the_earlier_file(store: TableStore, tmp_path: Path) -> None:
    (path, _), *_ = export(store, tmp_path, "csv", ["reports"])
    before = path.read_bytes()
    command = [sys.executable, "-c", LIMITED, str(store.root), str(tmp_path)]
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "File too large" in failed.stderr
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["reports.csv"]
