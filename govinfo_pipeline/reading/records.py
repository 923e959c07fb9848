"""What reading a file gives: plain records that every later step starts from. Standard library only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, repeat
from operator import itemgetter
from typing import Literal, NamedTuple

from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading.reasons import Reason

Status = Literal["parsed", "partial", "quarantined"]
IssueKind = Literal["blank", "not_applicable", "unreadable", "missing", "repaired"]
Value = int | Decimal | None


class Row(NamedTuple):
    """A line of a document: a paragraph is a row of one cell, a table's row has one string a printed cell.

    ``line`` counts from 1. Whatever layout a file has, it becomes a list of these.
    """

    line: int
    cells: tuple[str, ...]


CELLS = itemgetter(1)
"""The cells of a row, for use with ``map``."""


def rows_of(numbered: Iterable[tuple[int, tuple[str, ...]]]) -> list[Row]:
    """The rows with these numbers and cells, made without a call of Python code for each of the hundreds."""
    return list(map(tuple.__new__, repeat(Row), numbered))


def cells_of(rows: Iterable[Row]) -> Iterator[str]:
    """The cells of all rows, one after the other."""
    return chain.from_iterable(map(CELLS, rows))


class Document(NamedTuple):
    """A file as rows in reading order, the code of its layout, and the title that stands outside of the text.

    ``pages`` are the lines at which its pages begin, where it has pages.
    """

    rows: list[Row]
    layout: str
    title: str | None = None
    pages: tuple[int, ...] = ()


class Section(NamedTuple):
    """One of the six sections: its number, its heading as printed, and the text below (cells joined by tabs)."""

    section: int
    heading: str
    text: str


class CellIssue(NamedTuple):
    """A cell that was not a plain number, with the text it prints."""

    cell: Cell
    raw: str
    kind: IssueKind


class Evidence(NamedTuple):
    """Where a row of figures stands (``line`` and ``page`` count from 1; only a PDF has pages) and what is printed."""

    table: str
    item: str
    line: int
    quote: str
    page: int | None = None


@dataclass(slots=True)
class ReadReport:
    """All that one file says. Raw values are never changed; null is a cell without a number.

    ``values`` holds an entry for every cell that the report's form prints (null for blank or missing ones);
    a cell that is not in it is not on the form that this report uses.
    """

    file_format: str
    layout: str = "unknown"
    title: str | None = None
    organization: str | None = None
    organization_rule: str | None = None
    year: int | None = None
    published: str | None = None
    preamble: str | None = None
    kind: str = "unknown"
    form: str = "unknown"
    status: Status = "quarantined"
    reason: Reason | None = None
    lasting: bool = True
    """Whether reading the file again would give the same; not where a program that reads it was missing."""
    sections: list[Section] = field(default_factory=list)
    values: dict[Cell, Value] = field(default_factory=dict)
    issues: list[CellIssue] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def problem(self) -> str | None:
        """What could not be read, and why, in English."""
        return self.reason.en if self.reason else None

    @property
    def problem_zh(self) -> str | None:
        """The same in Chinese."""
        return self.reason.zh if self.reason else None
