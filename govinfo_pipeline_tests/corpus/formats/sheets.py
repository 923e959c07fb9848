"""Spreadsheets: what stands where, and the two file formats for it."""

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from typing import Literal

import openpyxl
from openpyxl.utils import get_column_letter

from govinfo_pipeline_tests.corpus.document import Block, Grid, Heading, compose
from govinfo_pipeline_tests.corpus.formats.packages import pack, unpack
from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth

NAMES = {"proactive_disclosure": "主动公开", "applications": "依申请公开", "disputes": "复议诉讼"}
NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
CORE_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a sheet; ``formula`` computes what it shows."""

    row: int
    column: int
    value: str | Decimal
    rowspan: int = 1
    colspan: int = 1
    formula: str = ""


@dataclass(slots=True)
class Sheet:
    """A sheet with its cells; rows and columns count from 1."""

    name: str
    hidden: bool = False
    entries: list[Entry] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """How one workbook is laid out."""

    own_sheets: bool
    merged: bool
    numbers: Literal["numbers", "text", "mixed"]
    first_column: int
    formulas: bool
    hidden: Literal["none", "codes", "last_year"]


def random_choices(rng: random.Random) -> Choices:
    """A layout as chance has it."""
    return Choices(
        own_sheets=rng.random() < 0.5,
        merged=rng.random() < 0.8,
        numbers=rng.choice(["numbers", "numbers", "text", "mixed"]),
        first_column=rng.choice([1, 1, 1, 2]),
        formulas=rng.random() < 0.3,
        hidden=rng.choice(["none", "none", "codes", "last_year"]),
    )


def workbook(truth: Truth, rng: random.Random, style: Style, choices: Choices) -> list[Sheet]:
    """The report on one sheet, or its tables on sheets of their own; a hidden sheet is no part of the report."""
    main = Sheet(rng.choice(["Sheet1", "年度报告", f"{truth.year}年"]))
    sheets = [main]
    for block in compose(truth, rng, style):
        if not isinstance(block, Grid):
            _write_line(main, block, choices)
        elif choices.own_sheets:
            sheets.append(Sheet(NAMES[block.table]))
            if rng.random() < 0.5:
                _write_line(sheets[-1], Heading(NAMES[block.table] + "情况表", 0), choices)
            _write_grid(sheets[-1], block, rng, choices)
        else:
            _write_grid(main, block, rng, choices)
            main.rows += rng.choice([0, 1])
        if isinstance(block, Grid) and block.table == "applications" and choices.hidden == "last_year":
            sheets.append(Sheet("上年数据", hidden=True))
            _write_grid(sheets[-1], _other_figures(block, rng), rng, choices)
    if choices.hidden == "codes":
        codes = [Entry(n, 1, Decimal(410500 + n)) for n in range(1, 9)]
        sheets.append(Sheet("hidden1", True, codes, len(codes)))
    return sheets


def _other_figures(grid: Grid, rng: random.Random) -> Grid:
    """The same table with figures that are not those of the report."""
    rows = [
        [type(b)(str(rng.randint(0, 99)), b.colspan, b.rowspan) if b.text.strip().isdecimal() else b for b in row]
        for row in grid.rows
    ]
    return Grid(grid.table, grid.width, grid.header, rows)


def _write_line(sheet: Sheet, block: Block, choices: Choices) -> None:
    if isinstance(block, Grid):
        return
    sheet.rows += 1
    width = 10 if choices.merged else 1
    sheet.entries.append(Entry(sheet.rows, choices.first_column, block.text, colspan=width))


def _write_grid(sheet: Sheet, grid: Grid, rng: random.Random, choices: Choices) -> None:
    for index, line in enumerate(grid.slots()):
        sheet.rows += 1
        first = len(sheet.entries)
        for column, box in enumerate(line, choices.first_column):
            if box is not None:
                spans = (box.rowspan, box.colspan) if choices.merged else (1, 1)
                head = index < grid.header
                value = box.text if head else _value(box.text, rng, choices)
                sheet.entries.append(Entry(sheet.rows, column, value, *spans))
        if choices.formulas and grid.table == "applications":
            sheet.entries[first:] = _with_total(sheet.entries[first:])


def _value(text: str, rng: random.Random, choices: Choices) -> str | Decimal:
    """A number as a number where the layout has it so and the cell says nothing else."""
    as_text = choices.numbers == "text" or (choices.numbers == "mixed" and rng.random() < 0.5)
    if as_text or not NUMBER.fullmatch(text.strip()) or not text.isascii():
        return text
    return Decimal(text.strip().replace(",", ""))


def _with_total(row: list[Entry]) -> list[Entry]:
    """The row with its last figure as the sum of the six before it, where it is that."""
    figures = row[-7:]
    numbers = [entry.value for entry in figures if isinstance(entry.value, Decimal)]
    if len(numbers) != 7 or sum(numbers[:-1]) != numbers[-1]:
        return row
    last = figures[-1]
    left, right = get_column_letter(figures[0].column), get_column_letter(last.column - 1)
    formula = f"=SUM({left}{last.row}:{right}{last.row})"
    return [*row[:-1], Entry(last.row, last.column, last.value, last.rowspan, last.colspan, formula)]


def render_xlsx(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
    """The workbook as xlsx; formulas have the values that a spreadsheet program would have kept."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    kept: list[tuple[str, str, str]] = []
    for number, plan in enumerate(workbook(truth, rng, style, random_choices(rng)), 1):
        sheet = book.create_sheet(plan.name)
        sheet.sheet_state = "hidden" if plan.hidden else "visible"
        for entry in plan.entries:
            cell = sheet.cell(entry.row, entry.column)
            if entry.value != "":
                cell.value = entry.formula or entry.value
            if entry.formula:
                kept.append((f"xl/worksheets/sheet{number}.xml", cell.coordinate, str(entry.value)))
            elif isinstance(entry.value, Decimal) and style.thousands == ",":
                cell.number_format = "#,##0"
            if entry.rowspan * entry.colspan > 1:
                last = entry.row + entry.rowspan - 1, entry.column + entry.colspan - 1
                sheet.merge_cells(None, entry.row, entry.column, *last)
    buffer = io.BytesIO()
    book.save(buffer)
    return pack(dict(_finished(unpack(buffer.getvalue()), kept)))


def _finished(files: dict[str, bytes], kept: list[tuple[str, str, str]]) -> Iterator[tuple[str, bytes]]:
    """The files of the package with the formulas' values filled in, and without the time of writing."""
    values = {(path, place): value for path, place, value in kept}
    for path, content in files.items():
        if path.startswith("xl/worksheets/"):
            content = re.sub(
                rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)',
                lambda match, path=path: match[1] + f"<v>{values[path, match[2].decode()]}</v>".encode(),  # type: ignore[misc]
                content,
            )
        yield path, CORE_TIME.sub(rb"\g<1>2024-01-02T03:04:05Z", content) if path == "docProps/core.xml" else content


def render_xls(truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
    """The workbook in the format of Excel 97."""
    book = import_module("xlwt").Workbook(encoding="utf-8")
    for plan in workbook(truth, rng, style, random_choices(rng)):
        sheet = book.add_sheet(plan.name)
        sheet.visibility = int(plan.hidden)
        for entry in plan.entries:
            last = entry.row + entry.rowspan - 2, entry.column + entry.colspan - 2
            value = float(entry.value) if isinstance(entry.value, Decimal) else entry.value
            sheet.write_merge(entry.row - 1, last[0], entry.column - 1, last[1], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
