"""What is compared with what, and the limits that hold."""

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measure import Times, cpu_time_of_children, in_turns, process
from benchmarks.reports import HTML
from govinfo_pipeline.checks.identities import check_report
from govinfo_pipeline.reading import decode, read_report
from govinfo_pipeline_tests.corpus import generate
from govinfo_pipeline_tests.corpus.formats import generate_formats

SEED = 2021


class Size(NamedTuple):
    """How many reports of a kind are read, and how many times each."""

    reports: int
    rounds: int


class Comparison(NamedTuple):
    """``limit`` is the most that ours over the reference may be: 3 is three times as slow, 1/4 four times as fast.

    ``needs`` names the modules beyond the package's own dependencies.
    """

    name: str
    reference: str
    limit: float
    run: Callable[[Size], Times]
    needs: tuple[str, ...] = ()


def check(data: bytes) -> None:
    """From the bytes of a file to checked tables."""
    check_report(read_report(data))


def _files(reports: int, *formats: str) -> list[bytes]:
    return [data for _, data, _ in generate_formats(reports, SEED, formats=formats)]


def _against(reference: Callable[[bytes], object], files: Sequence[bytes], rounds: int) -> Times:
    return in_turns([(partial(check, data), partial(reference, data)) for data in files], rounds)


def html_tree(size: Size) -> Times:
    from selectolax.lexbor import LexborHTMLParser

    def list_cells(text: str) -> list[str]:
        return [cell.text() for cell in LexborHTMLParser(text).css("td, th")]

    files = _files(size.reports, *HTML)
    return in_turns([(partial(check, data), partial(list_cells, decode(data))) for data in files], size.rounds)


def html_tables(size: Size) -> Times:
    import pandas as pd

    def read_tables(data: bytes) -> list[pd.DataFrame]:
        return pd.read_html(io.StringIO(decode(data)))

    return _against(read_tables, _files(size.reports, *HTML), size.rounds)


def docx(size: Size) -> Times:
    from docx import Document

    def list_cells(data: bytes) -> list[str]:
        tables = Document(io.BytesIO(data)).tables
        return [cell.text for table in tables for row in table.rows for cell in row.cells]

    return _against(list_cells, _files(size.reports, "docx"), size.rounds)


def pdf(size: Size) -> Times:
    import pdfplumber

    def extract_tables(data: bytes) -> list[object]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [page.extract_tables() for page in document.pages]

    # A file takes the peer about a second, and both sides vary little.
    few = Size(max(1, size.reports // 10), max(1, size.rounds // 3))
    return _against(extract_tables, _files(few.reports, "pdf_drawn"), few.rounds)


def text(size: Size) -> Times:
    find_words = re.compile(r"[^\s|]+").findall
    files = [data for _, data, _ in generate(size.reports, SEED)]
    return in_turns([(partial(read_report, data), partial(find_words, decode(data))) for data in files], size.rounds)


def start(size: Size) -> Times:
    with TemporaryDirectory() as folder:
        draft = Path(folder, "draft.docx")
        draft.write_bytes(_files(1, "docx")[0])
        ours = process(str(Path(sys.executable).with_name("govinfo")), "check", str(draft))
        libraries = process(sys.executable, "-c", "import typer, rich, lxml.etree")
        return in_turns([(ours, libraries)], size.rounds, cpu_time_of_children)


COMPARISONS = (
    Comparison("html, tree", "selectolax lists the cells", 3, html_tree),
    Comparison("html, tables", "pandas.read_html", 1 / 4, html_tables, ("bs4", "html5lib")),
    Comparison("docx", "python-docx lists the cells", 1 / 10, docx, ("docx",)),
    Comparison("pdf", "pdfplumber extract_tables", 1 / 3, pdf, ("pdfplumber", "reportlab")),
    Comparison("text", "re.findall", 8, text),
    Comparison("start", "import typer, rich, lxml.etree", 3, start, ("typer",)),
)


class Result(NamedTuple):
    comparison: Comparison
    times: Times

    @property
    def holds(self) -> bool:
        return self.times.ratio <= self.comparison.limit


def run(size: Size) -> Iterator[Result]:
    """Every comparison in turn."""
    for comparison in COMPARISONS:
        yield Result(comparison, comparison.run(size))
