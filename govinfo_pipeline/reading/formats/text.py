"""Plain text to rows: the layouts in which extractors and collectors leave a table.

Every layout becomes the same thing, a list of :class:`~govinfo_pipeline.reading.records.Row`:

``tab_rows``    cells of a row parted by tabs
``pipe_rows``   markdown tables, with or without the outer pipes
``tab_cells``   one cell a line, each behind a tab; an empty line ends the row
``pipe_cells``  one cell a line, parted by pipes that stand anywhere between them
``space_rows``  cells of a row parted by spaces, as a printed page is dumped
``cell_lines``  one cell a line and nothing else
``run_on``      nothing between the cells at all (:mod:`govinfo_pipeline.reading.formats.run_on`)
``prose``       no table
"""

import re
from collections.abc import Iterator

from govinfo_pipeline.reading.encoding import decode
from govinfo_pipeline.reading.formats import run_on
from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.records import Document, Row

_RULE = re.compile(r"[\s|:+\-─—_=]*(?:-{2,}|─{2,}|={3,})[\s|:+\-─—_=]*")
_FIGURE = r"[+-]?[0-9０-９][0-9０-９,，.．]*(?:万元|元)?"
_TAIL_OF_FIGURES = re.compile(rf"(?P<label>.*?\S)??(?P<cells>(?:(?:^|\s+)(?:{_FIGURE}|[-/—]))+)\s*")
_LABEL_GAP = re.compile(r"\s{2,}|\s+(?=\d\s*[.．、])")
_LONGEST_LABEL = 12
_PAGE_NUMBER = re.compile(r"\s*[-—–]\s*\d{1,3}\s*[-—–]\s*")
_STARTS_A_ROW = re.compile(r"\t[一二三四五六]\s*、")
_LONGEST_CELL = 80
_MOST_CHARACTERS = 1_000_000
_FIGURE_LINE = re.compile(rf"\s*{_FIGURE}\s*")


def read(data: bytes) -> Document:
    """The rows of a text file in any of the encodings that reports use."""
    text = decode(data)
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableError(f"the text has {len(text)} characters, far more than a report")
    return to_rows(text)


def to_rows(text: str) -> Document:
    """The rows of a text in reading order, and the code of its layout. Rules and empty lines are left out."""
    lines = ["" if _PAGE_NUMBER.fullmatch(line) else line for line in text.splitlines()]
    if run_on.is_run_on(text):
        return Document(list(run_on.rows(text)), "run_on")
    layout = _layout(lines)
    rows = {"pipe_cells": _pipe_cells, "tab_cells": _tab_cells, "cell_lines": _cell_lines}.get(layout, _rows)
    return Document(list(rows(lines)), layout)


def _layout(lines: list[str]) -> str:
    piped = [line for line in lines if "|" in line]
    if len(piped) > 2:
        crowded = sum(1 for line in piped if sum(1 for cell in line.split("|") if cell.strip()) >= 3)
        return "pipe_rows" if crowded else "pipe_cells"
    tabbed = [line for line in lines if "\t" in line]
    if len(tabbed) > 2:
        single = sum(1 for line in tabbed if line.rfind("\t") == 0)
        return "tab_cells" if single * 2 > len(tabbed) else "tab_rows"
    if sum(1 for line in lines if _FIGURE_LINE.fullmatch(line)) > 5:
        return "cell_lines"
    if any(_figures(line) for line in lines):
        return "space_rows"
    return "prose"


def _rows(lines: list[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if "|" in line:
            inner = line.strip()
            inner = inner[1:] if inner.startswith("|") else inner
            inner = inner[:-1] if inner.endswith("|") else inner
            yield Row(number, tuple(cell.strip() for cell in inner.split("|")))
        elif "\t" in line:
            yield Row(number, tuple(cell.strip() for cell in line.split("\t")))
        else:
            yield Row(number, _figures(line) or (line.strip(),))


def _cell_lines(lines: list[str]) -> Iterator[Row]:
    """Each line a cell, whatever it looks like: 12 345 is one figure here."""
    for number, line in enumerate(lines, 1):
        if line.strip() and not _RULE.fullmatch(line):
            yield Row(number, (line.strip(),))


def _figures(line: str) -> tuple[str, ...] | None:
    """The cells of a line that ends in figures parted by spaces; null for any other line.

    One figure needs a short label or two spaces before it, so that a sentence which ends in a number stays one cell.
    """
    found = _TAIL_OF_FIGURES.fullmatch(line.strip("\n"))
    if not found:
        return None
    cells = found["cells"].split()
    label = (found["label"] or "").strip()
    if len(cells) < 2 and not found["cells"].startswith("  ") and not 2 < len(label) <= _LONGEST_LABEL:
        return None
    return (*_LABEL_GAP.split(label), *cells) if label else tuple(cells)


def _tab_cells(lines: list[str]) -> Iterator[Row]:
    """Each cell behind a tab on a line of its own; lines without a tab go on with the cell before."""
    start, cells = 0, list[str]()
    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            if cells and (_STARTS_A_ROW.match(line) or len(cells[-1]) > _LONGEST_CELL):
                yield Row(start, tuple(cells))
                cells = []
            if not cells:
                start = number
            cells.extend(cell.strip() for cell in line[1:].split("\t"))
        elif cells and line.strip() and _goes_on(cells[-1], line):
            cells[-1] += line.strip()
        else:
            if cells:
                yield Row(start, tuple(cells))
                cells = []
            if line.strip():
                yield Row(number, (line.strip(),))
    if cells:
        yield Row(start, tuple(cells))


def _goes_on(cell: str, line: str) -> bool:
    """Whether ``line`` is the second half of a broken header word (商业 / 企业) rather than a paragraph."""
    return bool(cell) and len(line.strip()) <= 8 and not re.match(r"\s*[0-9一二三四五六七]+\s*[、.]", line)


def _pipe_cells(lines: list[str]) -> Iterator[Row]:
    """Cells parted by pipes anywhere between the lines: a pipe closes the cell before it, or an empty one."""
    is_open = False
    for number, line in enumerate(lines, 1):
        if _RULE.fullmatch(line):
            continue
        parts = line.split("|")
        for index, part in enumerate(parts):
            text = part.strip()
            if text:
                yield Row(number, (text,))
                is_open = True
            if index < len(parts) - 1:
                if not is_open:
                    yield Row(number, ("",))
                is_open = False
