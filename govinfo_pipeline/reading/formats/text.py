"""Plain text to rows: the layouts in which extractors and collectors leave a table.

Every layout becomes the same thing, a list of :class:`~govinfo_pipeline.reading.records.Row`:

``tab_rows``    cells of a row parted by tabs
``pipe_rows``   markdown tables, with or without the outer pipes
``tab_cells``   one cell a line, each behind a tab; an empty line ends the row
``tab_lines``   one cell a line, parted by lines with a tab alone, as browsers copy cells that hold paragraphs
``pipe_cells``  one cell a line, parted by pipes that stand anywhere between them
``comma_rows``  cells of a row parted by commas, as sheets are saved (CSV)
``space_rows``  cells of a row parted by spaces, as a printed page is dumped
``cell_lines``  one cell a line and nothing else
``run_on``      nothing between the cells at all (:mod:`govinfo_pipeline.reading.formats.run_on`)
``prose``       no table
"""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from govinfo_pipeline.reading.encoding import decode
from govinfo_pipeline.reading.formats import run_on
from govinfo_pipeline.reading.formats.cells import may_be_several_figures
from govinfo_pipeline.reading.patterns import pattern
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document, rows_of
from govinfo_pipeline.reading.tokens import MARKS

_RULE = pattern(r"[\s|:+\-─—_=]*(?:-{2,}|─{2,}|={3,})[\s|:+\-─—_=]*")
_RULE_STROKES = ("--", "──", "===")
_FIGURE = r"[+-]?[0-9０-９][0-9０-９,，.．]*(?:万元|元)?"
_WIDE = {sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}
_ALL_MARKS = MARKS | {mark.translate(_WIDE) for mark in MARKS}
_MARK = "|".join(map(re.escape, sorted(_ALL_MARKS, key=len, reverse=True)))
_CHANGE = "(?:增加?|新增|减少?)?"
_TAIL_OF_FIGURES = pattern(rf"(?P<label>.*?\S)??(?P<cells>(?:(?:^|\s+)(?:{_CHANGE}{_FIGURE}|{_MARK}))+)\s*")
_ENDS_OF_FIGURES = frozenset("0123456789０１２３４５６７８９,，.．元") | {mark[-1] for mark in _ALL_MARKS}
_LONE_MARKS = "-/—"
_LABEL_GAP = pattern(r"\s{2,}|\s+(?=\d\s*[.．、]|[（(][一二三四五六七][）)])")
_LONGEST_LABEL = 12
_DASHES = "-—–"
_PAGE_NUMBER = pattern(rf"[{_DASHES}]\s*\d{{1,3}}\s*[{_DASHES}]")
_STARTS_A_ROW = pattern(r"\t[一二三四五六]\s*、")
_LONGEST_CELL = 80
_MOST_CHARACTERS = 1_000_000
_FIGURE_LINE = pattern(rf"\s*{_FIGURE}\s*")
# Converters to markdown escape the signs of its syntax: 7\.56. An escaped pipe parts no cells.
_ESCAPED = pattern(r"\\([!-/:-@\[-`{}~])")
_FIGURES_LINE = pattern(r"\d+(?:\s+\d+)+")
# In a string with a letter for each line, f of a figure and w of words.
_NEXT_LINES = [(kind, pattern(f"f(?={kind})"), pattern(f"f +(?={kind})")) for kind in "fw"]
_GAPS = pattern("(?<=f) +(?=[fw])|(?<=w) +(?=f)")
_MOST_TABBED_WORDS = 10
_MOST_PIPES, _PIPES_OF_A_REPORT = 100, 5000
"""More than a row has, and a report: the cells of whole tables are on one line."""
_FEW_PIPES, _FEW_TABS, _FEW_FIGURES, _FEW_COMMAS = 2, 2, 5, 5
# Three figures in a row, each behind a comma: separators of thousands make no such row.
_COMMA_ROW = pattern(r'(?m)^.*?(?:,"?\d{0,12}(?:\.\d+)?"?){3}(?:,|\s*$)')
# The strokes that other programs draw tables with, in place of those of markdown.
_STROKES = str.maketrans("│┃║｜━═┼├┤┬┴┌┐└┘╋┣┫┳┻┏┓┗┛╬╠╣╦╩╔╗╚╝", "||||──" + "+" * 27)
_BREAK = pattern(r"(?i)<br\s*/?>")
# Bold or code in a cell or on a line of its own.
_EMPHASIS = pattern(r"(?m)(?:^|(?<=\|))[ \t]*(\*\*|__|`)([^|*_`\n]+)\1[ \t]*(?=\||$)")

Lines = Sequence[str]
Cells = Iterator[tuple[int, tuple[str, ...]]]
"""The number of a line and the cells of the row that begins there."""


def read(data: bytes) -> Document:
    """The rows of a text file in any of the encodings that reports use."""
    text = decode(data)
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableError("text_too_long", characters=len(text))
    return to_rows(_as_printed(text))


def _as_printed(text: str) -> str:
    """The text that markup of a converter stands for: its escapes, line breaks and emphasis in cells."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "<" in text:
        text = _BREAK.sub(" ", text)
    if "&" in text:
        # Hardly any text has escapes, and whoever checks a single one waits for every import.
        from html import unescape

        text = unescape(text)
    if "|" in text and ("**" in text or "__" in text or "`" in text):
        text = _EMPHASIS.sub(r"\2", text)
    return text.translate(_STROKES) if any(stroke in text for stroke in "│┃║｜") else text


def to_rows(text: str) -> Document:
    """The rows of a text in reading order, and the code of its layout. Rules and empty lines are left out."""
    if run_on.is_run_on(text):
        return Document(list(run_on.rows(text)), "run_on")
    lines = text.splitlines()
    if any(dash in text for dash in _DASHES) and _PAGE_NUMBER.search(text):
        lines = ["" if _PAGE_NUMBER.fullmatch(line.strip()) else line for line in lines]
    layout = _layout(text, lines)
    outer_pipes = layout != "pipe_rows" or _has_outer_pipes(lines)
    for stroke in _RULE_STROKES:
        # Behind tabs a stroke is a cell.
        if layout != "tab_cells" and stroke in text:
            lines = ["" if stroke in line and _RULE.fullmatch(line) else line for line in lines]
    if not outer_pipes:
        lines = [f"|{line}|" if "|" in line else line for line in lines]
    cells = _CELLS.get(layout, _rows)
    return Document(rows_of(cells(lines)), layout)


def _layout(text: str, lines: Lines) -> str:
    if "|" in text:
        piped = [line for line in lines if "|" in line]
        if len(piped) > _FEW_PIPES:
            crowded = text.count("|") > len(piped) and any(_is_crowded(line) for line in piped if line.count("|") > 1)
            return "pipe_rows" if crowded else "pipe_cells"
        if _MOST_PIPES * len(piped) < text.count("|") < _PIPES_OF_A_REPORT:
            return "pipe_cells"
    if "\t" in text:
        tabbed = [line for line in lines if "\t" in line]
        if len(tabbed) > _FEW_TABS:
            if len(tabbed) > _MOST_TABBED_WORDS * sum(map(bool, map(str.strip, tabbed))):
                return "tab_lines"
            single = sum([line.rfind("\t") == 0 for line in tabbed])
            return "tab_cells" if single * 2 > len(tabbed) else "tab_rows"
    if "," in text and sum(1 for _ in islice(_COMMA_ROW.finditer(text), _FEW_COMMAS + 1)) > _FEW_COMMAS:
        return "comma_rows"
    if sum(1 for _ in islice(filter(_FIGURE_LINE.fullmatch, lines), _FEW_FIGURES + 1)) > _FEW_FIGURES:
        return "cell_lines"
    return "space_rows" if any(map(_figures, lines)) else "prose"


def _is_crowded(line: str) -> bool:
    """Whether pipes part at least three cells that print something."""
    return sum(map(bool, map(str.strip, line.split("|")))) > 2


def _rows(lines: Lines) -> Cells:
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        if "|" in text:
            inner = text.removeprefix("|").removesuffix("|")
            yield number, tuple(map(str.strip, inner.split("|")))
        elif "\t" in line:
            yield number, tuple(map(str.strip, line.split("\t")))
        else:
            yield number, _figures(line) or (text,)


def _has_outer_pipes(lines: Lines) -> bool:
    """Whether pipes stand around the rows of a table too, as the first rule below a head shows."""
    rule = next((line for line in lines if "|" in line and "--" in line and _RULE.fullmatch(line)), "|")
    return rule.lstrip().startswith("|")


def _comma_rows(lines: Lines) -> Cells:
    """Rows as sheets are saved; a cell in quotes may go on over several lines."""
    reader = csv.reader(line + "\n" for line in lines)
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError("csv_row", line=number, said=str(error)) from error
        cells = tuple("".join(cell.split("\n")).strip() for cell in row)
        if any(cells):
            yield number, cells if any(cells[1:]) else cells[:1]
        number = reader.line_num + 1


def _cell_lines(lines: Lines) -> Cells:
    """Each line a cell, whatever it looks like, but several figures: 12 345 is one figure here, and 0 0 are two.

    Empty lines are empty cells where most figures are followed at once, by a figure or by words, and here they are not.
    """
    texts = list(map(str.strip, lines))
    kinds = "".join([" " if not text else "f" if _FIGURE_LINE.fullmatch(text) else "w" for text in texts])
    before = {kind for kind, tight, wide in _NEXT_LINES if len(tight.findall(kinds)) > len(wide.findall(kinds))}
    empty = {
        place for gap in _GAPS.finditer(kinds) if kinds[gap.end()] in before for place in range(gap.start(), gap.end())
    }
    return (
        (place + 1, tuple(text.split()) if _several_figures(text) else (text,))
        for place, text in enumerate(texts)
        if text or place in empty
    )


def _several_figures(text: str) -> bool:
    return " " in text and bool(_FIGURES_LINE.fullmatch(text)) and not may_be_several_figures(text)


def _figures(line: str) -> tuple[str, ...] | None:
    """The cells of a line that ends in figures parted by spaces; null for any other line.

    One figure needs a short label or two spaces before it, so that a sentence which ends in a number stays one cell.
    """
    text = line.rstrip()
    if not text or text[-1] not in _ENDS_OF_FIGURES:
        return None
    found = _TAIL_OF_FIGURES.fullmatch(line)
    if not found:
        return None
    cells = found["cells"].split()
    label = (found["label"] or "").strip()
    if len(cells) < 2:
        # 无 below or behind a heading is no table.
        if cells[0] in _ALL_MARKS and cells[0] not in _LONE_MARKS:
            return None
        if not found["cells"].startswith("  ") and not 2 < len(label) <= _LONGEST_LABEL:
            return None
    return (*_LABEL_GAP.split(label), *cells) if label else tuple(cells)


def _tab_cells(lines: Lines) -> Cells:
    """Each cell behind a tab on a line of its own; lines without a tab go on with the cell before."""
    start, cells = 0, list[str]()
    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            if cells and (len(cells[-1]) > _LONGEST_CELL or ("、" in line and _STARTS_A_ROW.match(line))):
                yield start, tuple(cells)
                cells = []
            if not cells:
                start = number
            cells += map(str.strip, line[1:].split("\t")) if line.rfind("\t") else (line.strip(),)
            continue
        text = line.strip()
        if cells and text and _goes_on(cells[-1], text):
            cells[-1] += text
            continue
        if cells:
            yield start, tuple(cells)
            cells = []
        if text:
            yield number, (text,)
    if cells:
        yield start, tuple(cells)


def _tab_lines(lines: Lines) -> Cells:
    """Cells parted by a line with a tab alone. What is further from it than one empty line is in another row.

    A tab that nothing stands near before is behind an empty cell, with which its row begins.
    """
    start, cells, is_open, gap = 0, list[str](), False, 0
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text and "\t" not in line:
            gap += 1
            continue
        is_near = gap < 2
        gap = 0
        if not text:
            if not is_near and not is_open and cells:
                yield start, tuple(cells)
                cells = []
            start, cells, is_open = (start, [*cells, ""], True) if cells else (number, ["", ""], True)
        elif is_open and is_near:
            cells[-1], is_open = text, False
        elif len(cells) > 1 and is_near and not _FIGURE_LINE.fullmatch(cells[-1]) and _goes_on(cells[-1], text):
            cells[-1] += text
        else:
            if cells:
                yield start, tuple(cells)
            start, cells, is_open = number, [text], False
    if cells:
        yield start, tuple(cells)


def _goes_on(cell: str, text: str) -> bool:
    """Whether ``text`` is the second half of a broken header word (商业 / 企业) rather than a paragraph."""
    return bool(cell) and len(text) <= 8 and not re.match(r"[0-9一二三四五六七]+\s*[、.]", text)


def _pipe_cells(lines: Lines) -> Cells:
    """Cells parted by pipes anywhere between the lines: a pipe closes the cell before it, or an empty one."""
    is_open = False
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        cell, pipe, rest = line.partition("|")
        while pipe:
            text = cell.strip()
            if text or not is_open:
                yield number, (text,)
            is_open = False
            cell, pipe, rest = rest.partition("|")
        text = cell.strip()
        if text:
            yield number, (text,)
            is_open = True


_CELLS = {
    "pipe_cells": _pipe_cells,
    "tab_cells": _tab_cells,
    "tab_lines": _tab_lines,
    "comma_rows": _comma_rows,
    "cell_lines": _cell_lines,
}
