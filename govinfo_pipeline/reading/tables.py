"""The statistics tables, from whatever rows a layout left: labels are anchors, layouts are noise."""

from collections.abc import Sequence
from typing import NamedTuple

from govinfo_pipeline.form import FORMS, LATEST, PRE_2019_MARKS, Cell, Form, Table
from govinfo_pipeline.reading.cuts import cuts
from govinfo_pipeline.reading.fit import Fit, fits
from govinfo_pipeline.reading.labels import locate
from govinfo_pipeline.reading.records import CellIssue, Evidence, Row, Value
from govinfo_pipeline.reading.resolve import Line, resolve
from govinfo_pipeline.reading.tokens import Kind, Token, fold, interpret

_LONGEST_QUOTE = 200
# Of 结果维持, which may be broken anywhere over cells and lines, the character that nothing before table 4 has.
_DISPUTE_HEAD = "维"


class TablesRead(NamedTuple):
    """The cells of the three tables, and per table (by code) the rows of the form that it does not print."""

    values: dict[Cell, Value]
    issues: list[CellIssue]
    evidence: list[Evidence]
    absent: dict[str, list[str]]


_Leads = dict[tuple[int, int], int]


class _Stream(NamedTuple):
    """All cells of a region in reading order, each with the index of its row."""

    tokens: list[Token]
    rows: list[int]


def recognise(rows: Sequence[Row]) -> str:
    """The code of the form by the words that it alone prints: ``2019``, ``2021``, ``pre-2019`` or ``unknown``."""
    words = {fold(cell) for row in rows for cell in row.cells if 4 <= len(cell) < 40}
    votes = {
        code: sum(any(fold(mark) in word for word in words) for mark in form.marks) for code, form in FORMS.items()
    }
    best = max(votes, key=lambda code: votes[code])
    if votes[best]:
        return best
    if all(any(mark in word for word in words) for mark in PRE_2019_MARKS):
        return "pre-2019"
    return "unknown"


def read_tables(
    rows: Sequence[Row], sections: dict[int, int], form_code: str, *, is_run_on: bool = False
) -> TablesRead:
    """Tables 2, 3 and 4, each sought between the headings around it.

    In run-on text the figures of a row are one string of digits, which its sums must cut.
    """
    form = FORMS.get(form_code, LATEST)
    lines: list[Line] = []
    absent: dict[str, list[str]] = {}
    for table in form.tables:
        if table.code == "proactive_disclosure" and form_code not in FORMS:
            absent[table.code] = [item.code for item in table.items]
            continue
        start, end = _region(sections, table.section, len(rows))
        # A table that is not where its section is may stand on a sheet or a page of its own.
        found = _find_lines(rows[start:end], table) or _find_lines(rows, table)
        present = {cell.item for line in found for cell in line.cells}
        absent[table.code] = [item.code for item in table.items if item.code not in present]
        lines.extend(found)
    if is_run_on:
        for line in lines:
            line.ways = _cut(line, form)
    values, issues = resolve(lines, form.identities)
    for table in form.tables:
        _add_absent(form, table, absent, values, issues)
    evidence = [
        Evidence(line.cells[0].table, item, line.number, line.quote[:_LONGEST_QUOTE])
        for line in lines
        for item in dict.fromkeys(cell.item for cell in line.cells)
    ]
    return TablesRead(values, issues, evidence, absent)


def _find_lines(rows: Sequence[Row], table: Table) -> list[Line]:
    stream = _flatten(rows)
    return _dispute_line(rows, stream, table) if table.code == "disputes" else _item_lines(rows, stream, table)


def _cut(line: Line, form: Form) -> list[Fit]:
    """The ways to cut the digits of a run-on line by the sums within it; whole figures where there is one column."""
    digits = "".join(token.raw for token in line.printed if token.kind is Kind.NUMBER)
    if len(line.cells) == 1 or not digits.isdigit():
        return line.ways
    items = list(dict.fromkeys(cell.item for cell in line.cells))
    width = len(line.cells) // len(items)
    summed = any(set(i.left + i.right) <= set(line.cells) for i in form.identities)
    return list(cuts(digits, [width if summed else -width] * len(items)))


def _region(sections: dict[int, int], number: int, end: int) -> tuple[int, int]:
    """From the section's heading, or else the last one before it, to the next heading that was found."""
    start = max((place for section, place in sections.items() if section <= number), default=0)
    following = [place for section, place in sections.items() if section > number]
    return start, min(following, default=end)


def _flatten(rows: Sequence[Row]) -> _Stream:
    tokens: list[Token] = []
    places: list[int] = []
    for index, row in enumerate(rows):
        tokens += map(interpret, row.cells)
        places += [index] * len(row.cells)
    return _Stream(tokens, places)


def _item_lines(rows: Sequence[Row], stream: _Stream, table: Table) -> list[Line]:
    """One line for each row of the form whose label was found; its figures are those up to the next words."""
    found = sorted(locate(stream.tokens, table).items())
    behind = {rank: _figures_behind(stream, position, len(table.items[rank].columns)) for rank, position in found}
    leads = _leads(stream, table, found, behind)
    torn = any(0 < len(places) < len(table.items[rank].columns) for rank, places in behind.items())
    lines = []
    for rank, position in found:
        item = table.items[rank]
        places = behind[rank]
        tokens = [stream.tokens[place] for place in places]
        row = stream.rows[position]
        first = leads.get(_shape(stream, position))
        last = stream.rows[places[-1]] if places else row
        lines.append(
            Line(
                tuple(Cell(table.code, item.code, column.code) for column in item.columns),
                item.columns,
                fits(tokens, len(item.columns), first, torn=torn),
                tokens,
                rows[row].line,
                _quote(rows[row : last + 1]),
            )
        )
    return lines


def _figures_behind(stream: _Stream, position: int, width: int) -> list[int]:
    """The positions of the cells behind a label: the rest of its row, and rows without words where that is short."""
    tokens, rows = stream
    places: list[int] = []
    printed = 0
    for place in range(position + 1, len(tokens)):
        token = tokens[place]
        if rows[place] != rows[place - 1] and (printed >= width or _has_words(stream, place)):
            break
        if token.kind is Kind.WORDS and not _is_misread_figure(stream, place, printed, width):
            break
        places.append(place)
        printed += token.kind is not Kind.BLANK
    return places


def _has_words(stream: _Stream, place: int) -> bool:
    """Whether the row that begins at ``place`` has words in it, so that it belongs to another label."""
    row = stream.rows[place]
    while place < len(stream.tokens) and stream.rows[place] == row:
        if stream.tokens[place].kind is Kind.WORDS and not _is_short(stream.tokens[place]):
            return True
        place += 1
    return False


def _is_misread_figure(stream: _Stream, place: int, printed: int, width: int) -> bool:
    """Whether words stand where a figure belongs (a letter for a digit, a remark): between figures, and short."""
    return printed < width and _is_short(stream.tokens[place])


def _is_short(token: Token) -> bool:
    return len(token.raw.strip()) <= 4 and not any("\u4e00" <= sign <= "\u9fff" for sign in token.raw)


def _leads(stream: _Stream, table: Table, found: Sequence[tuple[int, int]], behind: dict[int, list[int]]) -> _Leads:
    """How many empty cells stand between label and figures in rows of a shape, as far as the complete rows tell.

    The shape of a row is the number of its cells and the place of the label among them. Where complete rows of one
    length all begin their figures in the same column, that is a grid; else rows of one shape must agree, and where
    any two of them differ, nothing is known of any shape.
    """
    columns: dict[int, list[int]] = {}
    leads: dict[tuple[int, int], list[int]] = {}
    for rank, position in found:
        places = behind[rank]
        filled = [place for place in places if stream.tokens[place].kind is not Kind.BLANK]
        width = len(table.items[rank].columns)
        if len(filled) == width and filled[-1] - filled[0] == width - 1:
            size, label = _shape(stream, position)
            leads.setdefault((size, label), []).append(filled[0] - position - 1)
            columns.setdefault(size, []).append(filled[0] - position + label)
    grid = {
        size: starts[0] for size, starts in columns.items() if size > 1 and len(starts) > 2 and len(set(starts)) == 1
    }
    known = {(size, label): start - label - 1 for size, start in grid.items() for label in range(start)}
    if any(len(set(lead)) > 1 for lead in leads.values()):
        return known
    return {shape: lead[0] for shape, lead in leads.items() if len(lead) > 1} | known


def _shape(stream: _Stream, position: int) -> tuple[int, int]:
    start = end = position
    while start > 0 and stream.rows[start - 1] == stream.rows[position]:
        start -= 1
    while end < len(stream.rows) and stream.rows[end] == stream.rows[position]:
        end += 1
    return end - start, position - start


def _dispute_line(rows: Sequence[Row], stream: _Stream, table: Table) -> list[Line]:
    """Table 4 prints its channels side by side in one row, or as small tables below each other: 15 figures in order."""
    columns = tuple(column for item in table.items for column in item.columns)
    cells = tuple(Cell(table.code, item.code, column.code) for item in table.items for column in item.columns)
    places = _dispute_figures(rows, stream, len(columns))
    if not places:
        return []
    first, last = stream.rows[places[0]], stream.rows[places[-1]]
    tokens = [stream.tokens[place] for place in places]
    return [
        Line(
            cells,
            columns,
            fits(tokens, len(columns)),
            tokens,
            rows[first].line,
            _quote(rows[first : last + 1], figures=True),
        )
    ]


def _dispute_figures(rows: Sequence[Row], stream: _Stream, width: int) -> list[int]:
    """Positions of the figures of table 4: those in rows without words, after the head."""
    places: list[int] = []
    heads = ""
    begin = 0
    while begin < len(stream.tokens):
        end = begin
        while end < len(stream.tokens) and stream.rows[end] == stream.rows[begin]:
            end += 1
        tokens = stream.tokens[begin:end]
        heads += "".join(token.words for token in tokens)
        has_figure = any(token.kind in (Kind.NUMBER, Kind.MARK) for token in tokens)
        is_words = any(token.kind is Kind.WORDS and not _is_short(token) for token in tokens)
        printed = sum(1 for place in places if stream.tokens[place].kind is not Kind.BLANK)
        if _DISPUTE_HEAD in heads and has_figure and not is_words and printed < width:
            places.extend(range(begin, end))
        elif places and len(tokens) == 1 and tokens[0].kind is Kind.BLANK and printed < width:
            places.append(begin)
        begin = end
    return places


def _quote(rows: Sequence[Row], *, figures: bool = False) -> str:
    """What the rows print, cells parted by one space."""
    cells = [cell for row in rows for cell in row.cells if cell]
    if figures:
        cells = [cell for cell in cells if interpret(cell).kind is not Kind.WORDS]
    return " ".join(cells)


def _add_absent(
    form: Form, table: Table, absent: dict[str, list[str]], values: dict[Cell, Value], issues: list[CellIssue]
) -> None:
    """Rows that the report should print and does not: null, and ``missing``. One of two alternatives is enough."""
    codes = absent[table.code]
    present = {item.code for item in table.items} - set(codes)
    expected: list[str] = []
    for item in table.items:
        if item.code in present:
            continue
        if item.replaces or any(item.code in other.replaces for other in table.items if other.code in present):
            continue
        expected.append(item.code)
        for column in item.columns:
            cell = Cell(table.code, item.code, column.code)
            values[cell] = None
            issues.append(CellIssue(cell, "", "missing"))
    absent[table.code] = expected
