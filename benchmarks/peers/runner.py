"""A process that reads files by one tool: ``python -m benchmarks.peers.runner TOOL RESULTS MEMORY``.

The paths come as a list in json on stdin; a line of json a file goes to RESULTS, and one about the process at the end.
The standard library only, apart from the tool itself, so that it runs in the environment of any of them. The first file
is read once more at the start, uncounted: imports and tables that are filled once are no part of the time of a report.
The process may have so many bytes of memory: a page can claim a cell of a hundred million columns, and some fill them.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

Rows = Iterable[Iterable[object]]
"""The rows of all tables of a report; a line of Markdown or text is a row as well."""


class Loaded(NamedTuple):
    """A tool that is imported: ``read`` is what is measured, ``rows`` lists what it gave."""

    read: Callable[[Path], Any]
    rows: Callable[[Any], Rows]


class Tool(NamedTuple):
    """How a tool is loaded, and the distributions whose versions are told."""

    load: Callable[[], Loaded]
    distributions: tuple[str, ...]


def _ours() -> Loaded:
    from govinfo_pipeline.form import FORMS, LATEST, Cell
    from govinfo_pipeline.reading import ReadReport, read_report

    def rows(report: ReadReport) -> Iterator[list[object]]:
        form = FORMS.get(report.form, LATEST)
        for item in form.table("applications").items:
            cells = [Cell("applications", item.code, column.code) for column in item.columns]
            yield [item.zh, *(report.values.get(cell) for cell in cells)]
        yield [
            report.values.get(Cell("disputes", item.code, column.code))
            for item in form.table("disputes").items
            for column in item.columns
        ]

    return Loaded(lambda path: read_report(path.read_bytes(), path.name), rows)


def _pandas() -> Loaded:
    import pandas as pd

    def rows(frames: list[pd.DataFrame]) -> Iterator[list[object]]:
        for frame in frames:
            yield list(frame.columns)
            yield from frame.to_numpy(dtype=object).tolist()

    return Loaded(pd.read_html, rows)


def _python_docx() -> Loaded:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.table import Table

    def texts(path: Path) -> list[list[str]]:
        document = Document(str(path))
        # ``document.tables`` leaves out those that stand in the cell of another.
        tables = [Table(table, document) for table in document.element.body.iter(qn("w:tbl"))]
        return [[cell.text for cell in row.cells] for table in tables for row in table.rows]

    return Loaded(texts, lambda rows: rows)


def _pdfplumber() -> Loaded:
    import pdfplumber

    def tables(path: Path) -> list[list[list[str | None]]]:
        with pdfplumber.open(path) as document:
            return [table for page in document.pages for table in page.extract_tables()]

    return Loaded(tables, lambda tables: (row for table in tables for row in table))


def _markitdown() -> Loaded:
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return Loaded(lambda path: converter.convert(path).text_content, _lines)


def _kreuzberg() -> Loaded:
    from kreuzberg import ExtractionConfig, extract_file_sync

    config = ExtractionConfig(use_cache=False)

    def rows(result: Any) -> Iterator[Iterable[object]]:
        yield from _lines(result.content)
        for table in result.tables:
            yield from table.cells

    return Loaded(lambda path: extract_file_sync(path, config=config), rows)


def _lines(text: str) -> Iterator[list[str]]:
    """Every line as a row, cut at pipes and tabs where it has any, at spaces where not."""
    for line in text.splitlines():
        bars = line.replace("|", "\t")
        yield bars.split("\t") if "\t" in bars else line.split()


TOOLS = {
    "ours": Tool(_ours, ("govinfo-pipeline",)),
    "pandas.read_html": Tool(_pandas, ("pandas", "lxml")),
    "python-docx": Tool(_python_docx, ("python-docx",)),
    "pdfplumber": Tool(_pdfplumber, ("pdfplumber",)),
    "markitdown": Tool(_markitdown, ("markitdown",)),
    "kreuzberg": Tool(_kreuzberg, ("kreuzberg",)),
}


def run(tool: Tool, paths: list[Path]) -> Iterator[dict[str, Any]]:
    """What is known of each file, then of the process: versions, and its largest memory (MB)."""
    loaded = tool.load()
    if paths:
        _read(loaded, paths[0])
    for path in paths:
        yield _read(loaded, path)
    yield {"versions": {name: version(name) for name in tool.distributions}, "memory": _largest_memory()}


def _read(loaded: Loaded, path: Path) -> dict[str, Any]:
    """CPU seconds of all threads, the rows as text, and why there are none."""
    start = time.process_time()
    try:
        result = loaded.read(path)
    except Exception as error:  # A tool may raise anything; that it does is what is told of it.
        problem = f"{type(error).__name__}: {error}"
        return {"seconds": time.process_time() - start, "rows": [], "problem": problem.partition("\n")[0]}
    seconds = time.process_time() - start
    rows = [["" if cell is None else str(cell) for cell in row] for row in loaded.rows(result)]
    return {"seconds": seconds, "rows": rows, "problem": None}


def _largest_memory() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[3]), int(sys.argv[3])))
    with Path(sys.argv[2]).open("w", encoding="utf-8") as results:
        for told in run(TOOLS[sys.argv[1]], [Path(path) for path in json.load(sys.stdin)]):
            results.write(json.dumps(told) + "\n")
