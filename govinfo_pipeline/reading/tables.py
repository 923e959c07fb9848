"""The statistics tables, from whatever rows a layout left: labels are anchors, layouts are noise."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from govinfo_pipeline.form import FORMS, LATEST, PRE_2019_MARKS, Cell, Column, Form, Item, Table
from govinfo_pipeline.reading.blocks import Block
from govinfo_pipeline.reading.columns import Columns, heads_over
from govinfo_pipeline.reading.cuts import cuts
from govinfo_pipeline.reading.dispute_heads import figure_order
from govinfo_pipeline.reading.fit import Fit, fits, fits_over_words
from govinfo_pipeline.reading.labels import known_words, label_ranks, locate, repetition, stand_ins
from govinfo_pipeline.reading.patterns import pattern
from govinfo_pipeline.reading.records import CellIssue, Evidence, Row, Value, cells_of
from govinfo_pipeline.reading.resolve import Line, holds, is_within, resolve
from govinfo_pipeline.reading.stream import Segment, Shapes, Stream, has_words, is_short
from govinfo_pipeline.reading.tokens import BLANK, MARK, NUMBER, WORDS, Token, fold

_LONGEST_QUOTE = 200
_LONGEST_MARK = 40
# Parts the words of a head that stands on one line, as a printed page is dumped.
_WIDE_GAP = "    "
# Of 结果维持 and 结果纠正, which may be broken anywhere over cells and lines, the characters that no other head has.
_DISPUTE_HEAD = "维纠"
_LONGEST_HEAD = 16
_YEAR = pattern(r"(20[0-3]\d)年")


class TablesRead(NamedTuple):
    """The cells of the three tables, and per table (by code) the rows of the form that it does not print.

    ``repeated`` are the codes of tables that are printed once more with other figures; the first of each is read.
    """

    values: dict[Cell, Value]
    issues: list[CellIssue]
    evidence: list[Evidence]
    absent: dict[str, list[str]]
    repeated: frozenset[str] = frozenset()


class _Found(NamedTuple):
    lines: list[Line]
    is_repeated: bool = False


def recognise(rows: Sequence[Row]) -> str:
    """The code of the form by the words that it alone prints: ``2019``, ``2021``, ``pre-2019`` or ``unknown``."""
    # Most cells are figures, and of these there are few different ones.
    cells = [
        cell
        for cell in set(cells_of(rows))
        if 1 < len(cell) < _LONGEST_MARK or (_WIDE_GAP in cell and len("".join(cell.split())) < _LONGEST_MARK)
    ]
    return _vote("\n".join(cells)) or _vote("\n".join(map(fold, cells))) or "unknown"


def _vote(text: str) -> str | None:
    votes = {code: sum([mark in text for mark in form.marks]) for code, form in FORMS.items()}
    best = max(votes, key=lambda code: votes[code])
    if votes[best]:
        return best
    return "pre-2019" if all(mark in text for mark in PRE_2019_MARKS) else None


def read_tables(
    rows: Sequence[Row], sections: dict[int, int], form_code: str, year: int | None = None, *, is_run_on: bool = False
) -> TablesRead:
    """Tables 2, 3 and 4, each sought between the headings around it; of a table printed for several years, that of
    the statistical ``year``.

    In run-on text the figures of a row are one string of digits, which its sums must cut.
    """
    form = FORMS.get(form_code, LATEST)
    lines: list[Line] = []
    absent: dict[str, list[str]] = {}
    repeated = set[str]()
    for table in form.tables:
        if table.code == "proactive_disclosure" and form_code not in FORMS:
            absent[table.code] = [item.code for item in table.items]
            continue
        start, end = _region(sections, table.section, len(rows))
        found, is_repeated = _find_lines(rows[start:end], table, year)
        if is_repeated:
            repeated.add(table.code)
        found = found or _find_elsewhere(rows, table, year)
        present = {item for line in found for item in line.items}
        absent[table.code] = [item.code for item in table.items if item not in present]
        lines.extend(found)
    if is_run_on:
        for line in lines:
            line.ways = _cut(line, form)
    values, issues = resolve(lines, form.identities)
    if is_run_on:
        said = {issue.cell for issue in issues}
        issues += [issue for issue in _unconfirmed(lines, form, values) if issue.cell not in said]
    for table in form.tables:
        _add_absent(form, table, absent, values, issues)
    evidence = [
        Evidence(line.cells[0].table, item.code, line.number, line.quote[:_LONGEST_QUOTE])
        for line in lines
        for item in line.items
    ]
    return TablesRead(values, issues, evidence, absent, frozenset(repeated))


def _find_lines(rows: Sequence[Row], table: Table, year: int | None) -> _Found:
    stream = Stream.of(rows)
    if table.code == "disputes":
        return _Found(_dispute_line(rows, stream, table))
    places = locate(stream, table)
    copies = repetition(stream, table, places)
    if copies is None:
        return _Found(_item_lines(rows, stream, table, places))
    begin, again = copies
    # What names the year only between the copies is above the second, and what is above the first names another.
    if year and _years(stream.cells[begin:again]) == {year} and year not in (_years(stream.cells[:begin]) or {year}):
        second = rows[stream.row(again) :]
        behind = Stream.of(second)
        return _Found(_item_lines(second, behind, table, locate(behind, table)))
    first = Stream.of(rows[: stream.row(again)])
    figures = _figures(stream.tokens[begin:again])
    is_other = _figures(stream.tokens[again:])[: len(figures)] != figures
    return _Found(_item_lines(rows, first, table, locate(first, table)), is_other)


def _years(cells: Sequence[str]) -> set[int]:
    """The years that words among the cells name."""
    return {int(year) for cell in cells for year in _YEAR.findall(cell)}


def _figures(tokens: Sequence[Token]) -> list[Decimal | None]:
    return [token.number for token in tokens if token.kind is NUMBER]


def _find_elsewhere(rows: Sequence[Row], table: Table, year: int | None) -> list[Line]:
    """A table that is not where its section is may stand on a sheet or a page of its own, but then as a whole.

    A few words that tables share (总计, 其他) are no table.
    """
    lines = _find_lines(rows, table, year).lines
    found = {item for line in lines for item in line.items if 2 * len(line.printed) > len(line.cells)}
    return lines if 2 * len(found) > len(table.items) else []


def _cut(line: Line, form: Form) -> list[Fit]:
    """The ways to cut the digits of a run-on line by the sums within it; whole figures where there is one column."""
    digits = "".join(token.raw for token in line.printed if token.kind is NUMBER)
    if len(line.cells) == 1 or not digits.isdigit():
        return line.ways
    width = len(line.cells) // len(line.items)
    cells = frozenset(line.cells)
    summed = any(is_within(identity, cells) for identity in form.identities)
    return list(cuts(digits, [width if summed else -width] * len(line.items)))


def _unconfirmed(lines: Sequence[Line], form: Form, values: Mapping[Cell, Value]) -> Iterator[CellIssue]:
    """An issue for each row that its own sum cut alone: where the author did not add up, it cuts elsewhere.

    Single digits need no cut; another sum that speaks of the row confirms it if it holds.
    """
    for line in lines:
        digits = sum(len(token.raw) for token in line.printed if token.kind is NUMBER)
        cells = frozenset(line.cells)
        if len(line.cells) == 1 or digits == len(cells) or None in map(values.get, cells):
            continue
        others = [i for i in form.identities if not cells.isdisjoint(i.left + i.right) and not is_within(i, cells)]
        if not all(holds(identity, values) for identity in others):
            yield CellIssue(line.cells[-1], line.quote, "repaired")


def _region(sections: dict[int, int], number: int, end: int) -> tuple[int, int]:
    """From the section's heading, or else the last one before it, to the next heading that was found."""
    start = max((place for section, place in sections.items() if section <= number), default=0)
    following = [place for section, place in sections.items() if section > number]
    return start, min(following, default=end)


def _item_lines(rows: Sequence[Row], stream: Stream, table: Table, places: dict[int, int]) -> list[Line]:
    """One line for each row of the form whose label was found; its figures are those up to the next words."""
    if not places:
        return []
    known, begins = known_words(table), stream.begins
    found = sorted(places.items())
    printed_in = [stream.row(place) for _, place in found]
    limits = [*(place for _, place in found[1:]), len(stream.tokens)]
    segments = [
        stream.figures_behind(place, min(begins[row + 1], limit), len(table.items[rank].columns), known)
        for (rank, place), row, limit in zip(found, printed_in, limits, strict=True)
    ]
    full = [segment.is_full for segment in segments]
    heads = heads_over(stream, table, found[0][1])
    columns = None
    if heads is not None and not (heads.are_usual and all(full)):
        columns = Columns.of(stream, heads, segments)
    has_blocks = len({item.columns for item in table.items}) > 1
    shapes: Shapes | None = None
    lines = []
    for (rank, place), row, segment, is_full in zip(found, printed_in, segments, full, strict=True):
        ways: list[Fit] | None = None
        if columns is not None and not (columns.is_usual and is_full):
            ways = columns.ways(stream, segment)
        block = Block.over(stream, table, table.items[rank], place) if has_blocks else None
        if block:
            ways = block.ways(stream, segment)
        if ways is None and is_full:
            ways = [tuple(segment.printed)]
        if ways is None:
            shapes = shapes or Shapes.of(stream, segments)
            ways = _ways(stream, segment, shapes)
        if block:
            ways = [block.in_unit(way, table.items[rank]) for way in ways]
        quote = stream.quote(row, segment.end)
        lines.append(Line(*_addresses(table)[rank], ways, segment.printed, rows[row].line, quote))
    return lines


def _ways(stream: Stream, segment: Segment, shapes: Shapes) -> list[Fit]:
    """The ways to read a row that is not full, by the shapes of those that are."""
    tokens = stream.tokens[segment.start : segment.end]
    first = shapes.lead(stream.shape(segment.label))
    if segment.has_words:
        return fits_over_words(tokens, segment.width, first)
    return fits(tokens, segment.width, first, torn=shapes.torn)


@cache
def _addresses(table: Table) -> tuple[tuple[tuple[Item, ...], tuple[Cell, ...], tuple[Column, ...]], ...]:
    """For each row of the form itself, its cells and its columns."""
    return tuple(
        ((item,), tuple(Cell(table.code, item.code, column.code) for column in item.columns), item.columns)
        for item in table.items
    )


@cache
def _in_one_row(table: Table) -> tuple[tuple[Cell, ...], tuple[Column, ...]]:
    """The cells and columns of a table whose rows the form prints side by side."""
    rows = _addresses(table)
    return tuple(chain.from_iterable(row[1] for row in rows)), tuple(chain.from_iterable(row[2] for row in rows))


def _dispute_line(rows: Sequence[Row], stream: Stream, table: Table) -> list[Line]:
    """Table 4 prints its channels side by side in one row, or as small tables below each other: 15 figures in order."""
    cells, columns = _in_one_row(table)
    places = _dispute_figures(stream, table, len(columns))
    if not places:
        return []
    tokens = [stream.tokens[place] for place in places]
    order = figure_order(stream, table, places)
    ways = [tuple(way[place] for place in order) for way in fits(tokens, len(columns))]
    row = stream.row(places[0])
    quote = stream.quote(row, places[-1] + 1, figures=True)
    return [Line(table.items, cells, columns, ways, tokens, rows[row].line, quote)]


def _dispute_figures(stream: Stream, table: Table, width: int) -> list[int]:
    """Positions of the figures of table 4, in the form's order: those in rows after the head.

    They stand in rows without words, or behind one label: of a channel, where each has a row, or of the whole row.
    """
    places: list[int] = []
    heads = [_place_of_head(stream, sign) for sign in _DISPUTE_HEAD]
    if None in heads:
        return places
    channels: dict[int, Sequence[int]] = {}
    ranks, outcomes = label_ranks(table), len(table.columns)
    head = max(place for place in heads if place is not None)
    printed = 0
    for begin, end in pairwise(stream.begins[stream.row(head) :]):
        first, kinds = begin, stream.kinds[begin:end]
        if WORDS in kinds and len(kinds) > outcomes:
            first = _behind_label(stream, begin, end)
            if begin < first and end - first < outcomes:
                continue
            kinds = stream.kinds[first:end]
        channel = ranks.get(stream.tokens[first - 1].words) if begin < first else None
        if channel:
            channels.setdefault(channel[0], range(first, first + outcomes))
        elif (NUMBER in kinds or MARK in kinds) and not (WORDS in kinds and has_words(stream.tokens[first:end])):
            places += range(first, end)
            printed += len(kinds) - kinds.count(BLANK)
        elif places and len(kinds) == 1 and BLANK in kinds:
            places.append(first)
        if printed >= width:
            break
    return places or [place for _, row in sorted(channels.items()) for place in row]


def _behind_label(stream: Stream, begin: int, end: int) -> int:
    """The first cell of a row behind the words that it begins with."""
    first = begin
    for place in range(begin, end):
        token = stream.tokens[place]
        if token.kind in (NUMBER, MARK) or (token.kind is WORDS and is_short(token)):
            break
        if token.kind is WORDS:
            first = place + 1
    return first


def _place_of_head(stream: Stream, sign: str) -> int | None:
    """The first cell of a head with that character in it."""
    return next((place for place, words in enumerate(stream.words) if sign in words and _is_head(words)), None)


def _is_head(words: str) -> bool:
    """Whether words may belong to a head: short ones, or a whole head run on."""
    return len(words) <= _LONGEST_HEAD or "结果维持结果纠正" in words


def _add_absent(
    form: Form, table: Table, absent: dict[str, list[str]], values: dict[Cell, Value], issues: list[CellIssue]
) -> None:
    """Rows that the report should print and does not: null, and ``missing``. One of two alternatives is enough."""
    codes = absent[table.code]
    present = {rank for rank, item in enumerate(table.items) if item.code not in codes}
    expected: list[str] = []
    for item, others in zip(table.items, stand_ins(table), strict=True):
        if item.code not in codes or item.replaces or not others.isdisjoint(present):
            continue
        expected.append(item.code)
        for column in item.columns:
            cell = Cell(table.code, item.code, column.code)
            values[cell] = None
            issues.append(CellIssue(cell, "", "missing"))
    absent[table.code] = expected
