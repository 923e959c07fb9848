"""Files to rows: what lies in the raw folder for a year, and what reading it gives."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from govinfo_pipeline.reading.files import Content, RawFile, files_of_year, find_files, load, read_file, year_of
from govinfo_pipeline.reading.records import ReadReport
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import frame

Watch = Callable[[Iterator[dict[str, Any]], int], Iterator[dict[str, Any]]]
"""Is given the rows as they are read and how many there will be, and hands them on."""


def list_year(raw: Path, year: int) -> pd.DataFrame:
    """``raw_files`` of a statistical year; a file with the content of an earlier one names that."""
    first: dict[str, str] = {}
    rows = []
    for file in files_of_year(raw, year):
        content = load(file)
        original = first.setdefault(content.sha256, file.path) if content.sha256 else file.path
        rows.append(
            {
                "report_id": parsed.report_id(content.sha256, file.path),
                "year": year,
                "source_path": file.path,
                "sha256": content.sha256,
                "size": content.size,
                "modified": content.modified,
                "same_as": original if original != file.path else None,
                "problem": content.problem,
            }
        )
    return frame("raw_files", {name: [row[name] for row in rows] for name in rows[0]} if rows else {})


def read_year(raw: Path, raw_files: pd.DataFrame, watch: Watch) -> Iterator[dict[str, Any]]:
    """The rows of ``parsed_reports`` for the files listed, each content once."""
    files = raw_files[raw_files["same_as"].isna()]
    rows = (
        _read(RawFile(raw, path, None), int(year))
        for path, year in zip(files["source_path"], files["year"], strict=True)
    )
    return watch(rows, len(files))


def _read(file: RawFile, year: int) -> dict[str, Any]:
    content, report = read_file(file)
    return _row(report, content, year, file.path)


def _row(report: ReadReport, content: Content, year: int | None, path: str) -> dict[str, Any]:
    return parsed.row(report, year=year, source_path=path, sha256=content.sha256, modified=content.modified)


def list_unplaced(raw: Path, known_years: Collection[int]) -> pd.DataFrame:
    """``reports`` of no year: files in no year's folder whose text names none, or whose year is out of range."""
    rows = []
    for file in find_files(raw):
        year = year_of(file)
        if year is None or year not in known_years:
            content, report = read_file(file)
            row = _row(report, content, None, file.path)
            why = (
                "the statistical year cannot be told from folder or text" if year is None else f"no year {year} is kept"
            )
            row["problem"] = "; ".join(filter(None, (why, report.problem)))
            rows.append({**row, "status": "quarantined", "level": "unknown", "report_scope": "unknown"})
    distinct = list({row["report_id"]: row for row in reversed(rows)}.values())[::-1]
    return frame("reports", {name: [row.get(name) for row in distinct] for name in (distinct[0] if distinct else ())})
