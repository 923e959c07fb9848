"""Open data: the tables as CSV and Parquet with a Frictionless Data Package descriptor, a dictionary and checksums.

The same tables give the same bytes: rows are sorted, and no time or path of the machine is written. A package appears
whole or not at all, and takes the place of an earlier package alone, never of other files.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.publish.dictionary import Described, describe
from govinfo_pipeline.publish.dictionary_page import dictionary_page
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.tables.drafts import draft_of
from govinfo_pipeline.tables.schemas import MADE, SCHEMAS
from govinfo_pipeline.tables.store import TableStore, arrow_schema

NO_LICENCE = "not-stated"
_NAME = "government-information-disclosure-reports"
_DESCRIPTOR = "datapackage.json"
_SUMS = "SHA256SUMS"
_TYPES = {"text": "string"}


def publish(
    store: TableStore,
    folder: Path,
    years: Sequence[int],
    licence: str = NO_LICENCE,
    provenance: dict[str, Any] | None = None,
) -> dict[str, int]:
    """Writes the package of ``years`` (all, and files of no known year, when none are given) to ``folder``.

    Returns the rows of each table. ``provenance`` is what the caller adds to what the tables say of it, such as the
    versions of programs. Raises :class:`ExportError` where there is nothing to publish, or ``folder`` holds anything
    but a package as it was written.
    """
    wanted = list(years) or store.years("reports")
    if missing := [year for year in wanted if year not in store.years("reports")]:
        raise ExportError(f"there are no reports of {missing[0]}; run `govinfo run` for it first")
    if not wanted:
        raise ExportError("there are no reports to publish; run `govinfo run` first")
    _refuse_others(folder)
    with draft_of(folder) as draft:
        rows = _write(store, draft, wanted, licence, provenance or {})
        if folder.exists():
            shutil.rmtree(folder)
    return rows


def _refuse_others(folder: Path) -> None:
    """Only nothing may be replaced, or an earlier package in which no file was added or changed."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"{folder} is a file, not a folder")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
    sums = _listed(folder / _SUMS) if _is_ours(folder / _DESCRIPTOR) else {}
    if others := found - sums.keys() - ({_SUMS} if sums else set()):
        raise ExportError(f"{folder} holds other files, such as {min(others)}; name a new folder")
    if changed := [path for path in sorted(found & sums.keys()) if _digest(folder / path) != sums[path]]:
        raise ExportError(
            f"{folder} was changed since it was published: {changed[0]}; move it away or name a new folder"
        )


def _is_ours(descriptor: Path) -> bool:
    """Whether a descriptor says that its package is one of this module."""
    try:
        said = json.loads(descriptor.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("name") == _NAME


def _listed(sums: Path) -> dict[str, str]:
    """Path → SHA-256 of the files that an earlier package says that it has."""
    lines = sums.read_text(encoding="utf-8", errors="replace").splitlines() if sums.is_file() else []
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _write(
    store: TableStore, folder: Path, years: Sequence[int | None], licence: str, provenance: dict[str, Any]
) -> dict[str, int]:
    rows: dict[str, int] = {}
    resources: list[dict[str, Any]] = []
    unique: dict[str, list[str]] = {}
    identities: set[str] = set()
    for kind in ("csv", "parquet"):
        (folder / kind).mkdir(parents=True)
    # Reports come first, as the others refer to them.
    for name in sorted(MADE, key=lambda name: name != "reports"):
        table = _ordered(name, store.read(name, years))
        rows[name], unique[name] = len(table), _key(name, table)
        if name == "reports":
            identities = set(table["report_id"])
            provenance = provenance | _provenance(store, years)
        refers = "report_id" in table and name != "reports" and set(table["report_id"].dropna()) <= identities
        _write_csv(table, folder / "csv" / f"{name}.csv")
        _write_parquet(table, folder / "parquet" / f"{name}.parquet", name)
        resources += [_as_csv(name, folder, unique[name], refers=refers), _as_parquet(name, folder)]
    descriptor = _descriptor(years, licence, provenance, resources)
    (folder / _DESCRIPTOR).write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "dictionary.md").write_text(dictionary_page(MADE), encoding="utf-8")
    _write_sums(folder)
    return rows


def _ordered(name: str, table: pd.DataFrame) -> pd.DataFrame:
    order = dict.fromkeys(["year", *SCHEMAS[name].unique, *map(str, table.columns)])
    return table.sort_values([*order], kind="stable", ignore_index=True)


def _key(name: str, table: pd.DataFrame) -> list[str]:
    """The columns that tell the rows of all years apart; none where a part of the key may be null."""
    nullable = {column.name for column in describe(name) if column.nullable}
    of_a_year = [str(column) for column in SCHEMAS[name].unique]
    for key in (of_a_year, list(dict.fromkeys(["year", *of_a_year]))):
        if not nullable & set(key) and not table.duplicated(key).any():
            return key
    return []


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _write_parquet(table: pd.DataFrame, path: Path, name: str) -> None:
    arrow = pa.Table.from_pandas(table, arrow_schema(name), preserve_index=False).replace_schema_metadata()
    pq.write_table(arrow, path, compression="zstd")


def _as_csv(name: str, folder: Path, key: Sequence[str], *, refers: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column, key) for column in describe(name)], "missingValues": [""]}
    if key:
        schema["primaryKey"] = list(key)
    if refers:
        reference = {"resource": "reports", "fields": ["report_id"]}
        schema["foreignKeys"] = [{"fields": ["report_id"], "reference": reference}]
    return {
        "name": name,
        "title": SCHEMAS[name].title,
        "description": SCHEMAS[name].description,
        "profile": "tabular-data-resource",
        **_file(folder / "csv" / f"{name}.csv", folder, "csv", "text/csv"),
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Described, key: Sequence[str]) -> dict[str, Any]:
    """A field's descriptor. A text that may be empty is not required, as csv does not tell it from a null."""
    constraints: dict[str, Any] = {}
    if not column.nullable and (column.kind != "text" or column.values or column.name in key):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.pattern:
        constraints["pattern"] = column.pattern
    unit = f" [{column.unit}]" if column.unit else ""
    return {
        "name": column.name,
        "type": _TYPES.get(column.kind, column.kind),
        "title": column.zh,
        "description": f"{column.en}{unit}",
        **({"constraints": constraints} if constraints else {}),
    }


def _as_parquet(name: str, folder: Path) -> dict[str, Any]:
    file = _file(folder / "parquet" / f"{name}.parquet", folder, "parquet", "application/vnd.apache.parquet")
    return {"name": f"{name}_parquet", "title": SCHEMAS[name].title, "type": "file", **file}


def _file(path: Path, folder: Path, kind: str, mediatype: str) -> dict[str, Any]:
    return {
        "path": path.relative_to(folder).as_posix(),
        "format": kind,
        "mediatype": mediatype,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_digest(path)}",
    }


def _descriptor(
    years: Sequence[int | None], licence: str, provenance: dict[str, Any], resources: list[dict[str, Any]]
) -> dict[str, Any]:
    known = [year for year in years if year is not None]
    stated = licence != NO_LICENCE
    return {
        "profile": "data-package",
        "name": _NAME,
        "title": "政府信息公开工作年度报告数据 Annual reports on government information disclosure",
        "description": "Figures, texts and checks of the reports; dictionary.md says what each column means.",
        "temporal": {"start": str(min(known, default="")), "end": str(max(known, default=""))},
        "licenses": [{"name": licence, "title": licence if stated else "not stated: ask who publishes this"}],
        "provenance": provenance,
        "resources": resources,
    }


def _provenance(store: TableStore, years: Sequence[int | None]) -> dict[str, Any]:
    """What the tables were made from, and by which rules."""
    raw = store.read("raw_files", years)
    digests = sorted(raw["sha256"].dropna())
    return {
        "raw_files": len(raw),
        "raw_files_with_distinct_content": len(set(digests)),
        "raw_files_sha256": hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        "check_versions": {check.code: check.version for check in CHECKS.values()},
    }


def _write_sums(folder: Path) -> None:
    """A line for each file, as ``sha256sum -c`` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    (folder / _SUMS).write_text(_lines((_digest(path), path.relative_to(folder).as_posix()) for path in files), "utf-8")


def _lines(sums: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{digest}  {path}\n" for digest, path in sums)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
