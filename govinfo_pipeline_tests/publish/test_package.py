"""``govinfo publish``: a valid data package that says what it is made of, the same bytes from the same tables."""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from govinfo_pipeline.publish.dictionary import describe
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.publish.package import publish
from govinfo_pipeline.tables.schemas import MADE, SCHEMAS
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.command.running import govinfo_here

YEARS = (2022, 2023)


@pytest.fixture(scope="module")
def package(store: TableStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of two years."""
    folder = tmp_path_factory.mktemp("package") / "open"
    publish(store, folder, YEARS, "CC-BY-4.0", {"versions": {"reader": 1}})
    return folder


@pytest.fixture
def frictionless() -> Iterator[Any]:
    """The library; loading it raises a limit of ``csv`` that other tests rely on."""
    limit = csv.field_size_limit()
    yield pytest.importorskip("frictionless", reason="needs the Python package frictionless")
    csv.field_size_limit(limit)


def _descriptor(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return found


def _resource(package: Path, name: str) -> dict[str, Any]:
    return next(resource for resource in _descriptor(package)["resources"] if resource["name"] == name)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_frictionless_finds_no_error(package: Path, frictionless: Any) -> None:
    report = frictionless.validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert len(report.tasks) == 2 * len(MADE)


def test_frictionless_finds_a_figure_that_was_changed(package: Path, frictionless: Any, tmp_path: Path) -> None:
    shutil.copytree(package, tmp_path / "changed")
    file = tmp_path / "changed" / "csv" / "applications.csv"
    file.write_text(file.read_text("utf-8").replace(",granted,", ",given,", 1), "utf-8")
    found = frictionless.validate(str(tmp_path / "changed" / "datapackage.json")).flatten(["type"])
    assert {kind for (kind,) in found} >= {"constraint-error", "hash-count"}


def test_every_table_is_there_twice_with_all_its_rows(package: Path, store: TableStore) -> None:
    for name in MADE:
        stored = store.read(name, YEARS)
        as_csv = pd.read_csv(package / "csv" / f"{name}.csv", dtype=object, keep_default_na=False)
        as_parquet = pd.read_parquet(package / "parquet" / f"{name}.parquet")
        assert list(as_csv.columns) == list(as_parquet.columns) == list(SCHEMAS[name].columns)
        assert len(as_csv) == len(as_parquet) == len(stored)


def test_columns_are_described_with_types_codes_and_units(package: Path) -> None:
    for name in MADE:
        fields = _resource(package, name)["schema"]["fields"]
        for field, column in zip(fields, describe(name), strict=True):
            assert (field["name"], field["title"]) == (column.name, column.zh)
            assert column.en in field["description"]
            assert field.get("constraints", {}).get("enum", []) == list(column.values)


def test_tables_refer_to_the_reports(package: Path) -> None:
    refers = [{"fields": ["report_id"], "reference": {"resource": "reports", "fields": ["report_id"]}}]
    for name in ("sections", "applications", "disputes", "identity_results", "findings"):
        assert _resource(package, name)["schema"]["foreignKeys"] == refers
    assert _resource(package, "reports")["schema"]["primaryKey"] == ["report_id"]


def test_checksums_name_every_file_and_are_right(package: Path) -> None:
    lines = (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    contents = _contents(package)
    del contents["SHA256SUMS"]
    assert {line[66:]: line[:64] for line in lines} == {
        path: hashlib.sha256(content).hexdigest() for path, content in contents.items()
    }


def test_the_same_tables_give_the_same_bytes_whatever_the_order_of_their_rows(
    package: Path, store: TableStore, tmp_path: Path
) -> None:
    other = TableStore(tmp_path / "tables")
    for name in MADE:
        for year in YEARS:
            rows = store.read(name, [year])
            other.write(name, year, rows.sample(frac=1, random_state=7))
    publish(other, tmp_path / "again", YEARS, "CC-BY-4.0", {"versions": {"reader": 1}})
    assert _contents(tmp_path / "again") == _contents(package)


def test_provenance_says_what_the_tables_are_made_from(package: Path, store: TableStore) -> None:
    provenance = _descriptor(package)["provenance"]
    digests = store.read("raw_files", YEARS)["sha256"]
    assert provenance["raw_files"] == len(digests)
    assert provenance["raw_files_sha256"] == hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
    assert provenance["versions"] == {"reader": 1}
    assert provenance["check_versions"]["applications.balance"] >= 1


def test_the_dictionary_names_every_table_column_and_code(package: Path) -> None:
    text = (package / "dictionary.md").read_text(encoding="utf-8")
    for name in MADE:
        assert f"## `{name}` {SCHEMAS[name].title}" in text
        assert all(f"| `{column}` | " in text for column in SCHEMAS[name].columns)
    assert "- `natural_person`" not in text
    assert "- `new_received` 本年新收政府信息公开申请数量" in text


def test_a_package_takes_the_place_of_a_package_and_of_nothing_else(store: TableStore, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    publish(store, folder, YEARS)
    publish(store, folder, [2023])
    assert _descriptor(folder)["temporal"] == {"start": "2023", "end": "2023"}
    before = _contents(folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"holds other files, such as notes\.txt"):
        publish(store, folder, YEARS)
    assert _contents(folder) == before | {"notes.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["open"]


def test_a_backup_of_the_server_is_no_package_though_it_lists_its_files(store: TableStore, tmp_path: Path) -> None:
    backup = tmp_path / "govinfo-20270301T030000Z"
    backup.mkdir()
    (backup / "home.tar").write_bytes(b"tables")
    (backup / "dagster.dump").write_bytes(b"runs")
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in _contents(backup).items()]
    (backup / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    before = _contents(backup)
    for descriptor in (None, "{", '{"name": "another-package"}', "[]"):
        if descriptor is not None:
            (backup / "datapackage.json").write_text(descriptor, encoding="utf-8")
        with pytest.raises(ExportError, match="holds other files"):
            publish(store, backup, YEARS)
        assert _contents(backup).items() >= before.items()


def test_a_package_in_which_a_person_changed_a_file_is_not_replaced(store: TableStore, tmp_path: Path) -> None:
    publish(store, tmp_path / "open", YEARS)
    dictionary = tmp_path / "open" / "dictionary.md"
    dictionary.write_text(dictionary.read_text("utf-8") + "my notes\n", "utf-8")
    with pytest.raises(ExportError, match=r"changed since it was published: dictionary\.md"):
        publish(store, tmp_path / "open", YEARS)
    assert dictionary.read_text("utf-8").endswith("my notes\n")


def test_the_command_states_the_licence_or_that_there_is_none(home: Path, tmp_path: Path) -> None:
    run = govinfo_here("publish", tmp_path / "open", "--home", home, "--year", 2020)
    assert run.exit_code == 0, run.output
    assert "the licence is not stated" in run.output
    (licence,) = _descriptor(tmp_path / "open")["licenses"]
    assert licence["name"] == "not-stated"
    for arguments, status, words in (
        (["--licence", "all rights reserved"], 2, "no name of a licence"),
        (["--year", 1999], 1, "no reports of 1999"),
        (["--home", tmp_path / "none"], 2, "no tables yet"),
    ):
        refused = govinfo_here("publish", tmp_path / "other", "--home", home, *arguments)
        assert refused.exit_code == status
        assert words in refused.output
    assert not (tmp_path / "other").exists()
