"""Where the reports with known truth lie, and what is known of them.

Here: the paths of ``data`` and of the shared real reports, their truth as cells, and the comparison of a reading with
it. Not here: reports made by the corpus, tables.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.reading import ReadReport, Value, read_report
from govinfo_pipeline.reading.files import Content, RawFile, read_file
from govinfo_pipeline_tests.corpus.formats import programs

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
REPORTS = ROOT.parent / "shared" / "reports"

OLD_WORD = "2020/xiguan_subdistrict.doc"
"""The sample that LibreOffice reads."""
without_office = programs.needs_office()
needs_office = pytest.mark.skipif(without_office is not None, reason=without_office or "")
needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"the real reports are not here: {REPORTS}")

APPLICANTS = tuple(column.code for column in LATEST.table("applications").columns)
OUTCOMES = tuple(column.code for column in LATEST.table("disputes").columns)


class Known(NamedTuple):
    """What a file is known to say: every printed cell (null for one it does not print), and all else as recorded."""

    cells: dict[Cell, Any]
    record: dict[str, Any]


@cache
def expected() -> dict[str, Known]:
    """File below ``data/raw`` → what ``data/expected.json`` says of it; without those that cannot be read here."""
    records = json.loads((ROOT / "data" / "expected.json").read_text(encoding="utf-8"))
    here = records.keys() - {OLD_WORD} if without_office else records.keys()
    return {path: Known(_cells(record), record) for path, record in records.items() if path in here}


@cache
def truths() -> dict[str, Known]:
    """Real report → its truth; no entry where the folder is missing."""
    if not REPORTS.is_dir():
        return {}
    records = json.loads((REPORTS / "truth.json").read_text(encoding="utf-8"))
    return {record["file"]: Known(_cells(record), record) for record in records}


def read(path: Path) -> ReadReport:
    """The report in the file at ``path``."""
    return read_report(path.read_bytes(), path.name)


@cache
def sample(path: str) -> tuple[Content, ReadReport]:
    """The sample at ``path`` below the raw folder, which may lie in an archive, and what it says; not to be changed."""
    return read_file(RawFile(RAW, path, None))


def read_sample(path: str) -> ReadReport:
    """The sample report at ``path``; not to be changed."""
    return sample(path)[1]


def wrong_cells(report: ReadReport, known: Mapping[Cell, Any]) -> list[str]:
    """Every known cell that was read otherwise, in words.

    Where a row prints a figure less than it has columns, the null may stand in any place of the row, as long as the
    row says so by an issue; a value that the identities placed (``repaired``) will do as well.
    """
    wrong = []
    rows: dict[tuple[str, str], list[Cell]] = {}
    for cell in known:
        rows.setdefault((cell.table, cell.item), []).append(cell)
    for row, cells in rows.items():
        marks = {issue.kind for issue in report.issues if (issue.cell.table, issue.cell.item) == row}
        if all(known[cell] is not None for cell in cells) or not marks & {"missing", "repaired"}:
            different = [cell for cell in cells if not same(report.values.get(cell), known[cell])]
            wrong += [f"{'/'.join(c)}: {report.values.get(c)} instead of {known[c]}" for c in different]
        else:
            printed = [known[cell] for cell in cells if known[cell] is not None]
            given = [report.values[cell] for cell in cells if report.values.get(cell) is not None]
            one_placed = [given[:place] + given[place + 1 :] for place in range(len(given))]
            if printed not in (given, *one_placed):
                wrong.append(f"{'/'.join(row)}: {given} instead of {printed}")
    return wrong


def same(value: Value, known: object) -> bool:
    """Whether a value read is the one known, both null or the same number."""
    if value is None or known is None:
        return value is None and known is None
    return abs(float(value) - float(str(known))) < 1e-9


def _cells(record: Mapping[str, Any]) -> dict[Cell, Any]:
    cells: dict[Cell, Any] = {}
    proactive = record.get("proactive_disclosure") or {}
    if isinstance(proactive, Mapping):
        proactive = [(item, measure, value) for item, row in proactive.items() for measure, value in row.items()]
    for item, measure, value in proactive:
        cells[Cell("proactive_disclosure", item, measure)] = value
    for table, codes in (("applications", APPLICANTS), ("disputes", OUTCOMES)):
        for item, values in (record.get(table) or {}).items():
            cells |= {Cell(table, item, code): value for code, value in zip(codes, values, strict=True)}
    return cells
