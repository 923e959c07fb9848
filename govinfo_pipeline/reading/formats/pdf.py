"""PDF files: characters and ruling lines to paragraphs and table rows.

A ruled table is read by its rulings: a cell is what they enclose, so that a label on three lines and a figure in the
middle of them belong together, and an empty cell is seen. Tables that are not ruled, or not all over, are read by
where labels and figures stand (:mod:`govinfo_pipeline.reading.formats.loose`); the rest is prose. All pages are laid
below each other, so that a paragraph, a table or a row may go on on the next.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from ctypes import c_float
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from govinfo_pipeline.form import FORMS, LATEST, Form
from govinfo_pipeline.reading.formats.cut_rows import known_labels, with_cut_rows_joined
from govinfo_pipeline.reading.formats.flow import PlacedRow, paragraphs, without_furniture
from govinfo_pipeline.reading.formats.grid import Box, Lattice, Rulings, find_lattices
from govinfo_pipeline.reading.formats.loose import loose_rows
from govinfo_pipeline.reading.formats.words import SEPARATORS, Word, joined, lines_of, words_of
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document, Row
from govinfo_pipeline.reading.script import plain
from govinfo_pipeline.reading.tokens import fold

_MOST_PAGES = 200
_FEWEST_CHARACTERS = 50
# The characters of its note on what adds up to what, traditional ones too.
_CORNER = frozenset("本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和數據關係為項於")


@dataclass(slots=True)
class Page:
    """A page above those that follow it: its height there, the rows of its ruled tables, and all other words."""

    bottom: float
    top: float
    width: float
    rows: list[PlacedRow]
    words: list[Word]


def read(data: bytes) -> Document:
    """The rows of all pages, and the line at which each page begins.

    A file without text on its pages is refused: a scan, or pictures of tables.
    """
    pages = _open(data)
    if (
        sum(len(word.text) for page in pages for word in page.words)
        + sum(len(cell) for page in pages for row in page.rows for cell in row.cells)
        < _FEWEST_CHARACTERS
    ):
        raise UnreadableError("scan")
    bottoms = [page.bottom for page in pages]
    loose = without_furniture([page.words for page in pages], [(page.bottom, page.top) for page in pages])
    words = list(chain.from_iterable(loose))
    ruled = [row for page in pages for row in page.rows]
    in_plain = _in_plain_characters([*(word.text for word in words), *(cell for row in ruled for cell in row.cells)])
    words = [word._replace(plain=in_plain[word.text]) for word in words]
    unruled, used = loose_rows(words, _form_of(in_plain.values()), bottoms)
    tables = with_cut_rows_joined(sorted((*ruled, *unruled), key=_height, reverse=True), bottoms, in_plain)
    prose = paragraphs(
        [word for word in words if word not in used],
        max((page.width for page in pages), default=0.0),
        [row.y for row in tables],
    )
    placed = sorted((row for row in (*tables, *prose) if any(row.cells)), key=_height, reverse=True)
    rows = [Row(line, row.cells) for line, row in enumerate(placed, 1)]
    starts = [1 + sum(row.y > page.top for row in placed) for page in pages]
    return Document(rows, "pdf_tables" if tables else "prose", pages=tuple(starts))


def _height(row: PlacedRow) -> float:
    return row.y


def _in_plain_characters(texts: Sequence[str]) -> dict[str, str]:
    """Text → the same in the characters in which the form has its labels."""
    (row,) = plain([Row(0, tuple(texts))])
    return dict(zip(texts, row.cells, strict=True))


def _open(data: bytes) -> list[Page]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableError("pdf_locked" if "assword" in str(error) else "pdf_damaged") from error
    pages: list[Page] = []
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            pages.append(_page(page, pages[-1].bottom if pages else 0.0))
            page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableError("pdf_damaged") from error
    finally:
        document.close()
    return pages


def _page(page: pdfium.PdfPage, top: float) -> Page:
    """The page laid below ``top``."""
    width, height = page.get_size()
    shift = top - height
    rulings = Rulings.of(segment.moved(shift) for segment in _segments(page, width, height))
    words = list(words_of(page, shift, rulings.vertical))
    rows: list[PlacedRow] = []
    inside: set[Word] = set()
    for lattice in find_lattices(rulings):
        if (table := _read_lattice(lattice, words)) is not None:
            rows.extend(table)
            area = lattice.box
            inside.update(word for word in words if area.encloses(word.box.middle))
    return Page(shift, top, width, rows, [word for word in words if word not in inside])


def _form_of(texts: Iterable[str]) -> Form:
    """The form by the words that it alone prints; the latest if there are none."""
    text = "".join(texts)
    votes = {code: sum(mark in text for mark in form.marks) for code, form in FORMS.items()}
    best = max(votes, key=lambda code: votes[code])
    return FORMS[best] if votes[best] else LATEST


def _read_lattice(lattice: Lattice, words: Sequence[Word]) -> list[PlacedRow] | None:
    """The rows of a ruled table; null where words stand between or beside its cells, so that rulings are missing."""
    area = lattice.box
    cells: list[list[list[Word]]] = [[[] for _ in row] for row in lattice.rows]
    for word in words:
        if not area.bottom < word.box.middle[1] < area.top:
            continue
        place = lattice.place_of(word.box.middle)
        if place is None:
            return None
        cells[place[0]][place[1]].append(word)
    cells = [[_without_overprint(cell) for cell in row] for row in cells]
    if any(_is_run_together(row) for row in cells):
        return None
    return [
        PlacedRow(boxes[0].top, tuple(_cell_text(cell) for cell in row))
        for boxes, row in zip(lattice.rows, cells, strict=True)
    ]


def _segments(page: pdfium.PdfPage, width: float, height: float) -> Iterator[Box]:
    """The straight lines that a page draws, thin rectangles and the sides of wider ones among them, as flat boxes."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        try:
            x0, y0, x1, y1 = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        if x1 - x0 > 0.98 * width and y1 - y0 > 0.98 * height:
            continue
        if x1 - x0 <= 3 or y1 - y0 <= 3:
            yield Box(x0, y0, x1, y1)
        else:
            yield from _sides(item)


def _sides(item: pdfium.PdfObject) -> Iterator[Box]:
    """The straight parts of a path; of a rectangle its four sides."""
    matrix = item.get_matrix()
    count = raw.FPDFPath_CountSegments(item.raw)
    start = last = (0.0, 0.0)
    x, y = c_float(), c_float()
    for index in range(min(count, 4000)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _flat(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield _flat(last, start)


def _flat(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _without_overprint(words: list[Word]) -> list[Word]:
    """The words of a cell without those printed over its figure: a head that found no room in its own."""
    figures = [word for word in words if word.is_figure]
    return [word for word in words if word.is_figure or not any(word.box.overlaps(other.box) for other in figures)]


def _is_run_together(row: Sequence[Sequence[Word]]) -> bool:
    """Whether a cell of the row holds several: rulings are missing, and those that are there mislead.

    A figure that is wrapped in a narrow cell is one figure: it is broken behind a separator, or most others in its row
    are on one line, or the row has one label.
    """
    single = stacked = 0
    for cell in row:
        lines = lines_of(cell)
        if sum(fold(line.text) in known_labels() for line in lines) > 1:
            return True
        if not any(word.is_figure for word in cell):
            continue
        if not all(word.may_be_of_a_figure for word in cell):
            if sum(all(word.is_figure for word in line.words) for line in lines) > 1:
                return True
            if any(_has_wide_gap(line.words) and line.words[-1].is_figure for line in lines):
                return True
        elif any(_has_wide_gap(line.words) for line in lines):
            return True
        else:
            single += len(lines) == 1
            stacked += len(lines) > 1 and not any(line.text[-1] in SEPARATORS for line in lines[:-1])
    is_one_row = any(fold(joined(cell)) in known_labels() for cell in row)
    return stacked > 0 and stacked >= single and not is_one_row


def _has_wide_gap(words: Sequence[Word]) -> bool:
    return any(after.box.left - before.box.right > 1.2 * after.box.height for before, after in pairwise(words))


def _cell_text(words: Sequence[Word]) -> str:
    """The text of a cell. Groups of thousands that spaces part are one figure.

    A head that is repeated on the next page may be printed over the rows there; of both, the rows count.
    """
    text = joined(words)
    if all(word.may_be_of_a_figure for word in words):
        return re.sub(r"\s+", "", text)
    runs = _runs(words)
    if len(runs) > 1:
        return joined(w for run in runs if not _is_of_corner("".join(v.text for v in run)) for w in run) or text
    return text


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Words that were written one behind the other on a line, whatever is printed between or over them."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1].box if runs else word.box
        is_level = abs(last.middle[1] - word.box.middle[1]) < 0.3 * word.box.height
        if runs and is_level and -0.5 < (word.box.left - last.right) / word.box.height < 2:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


@lru_cache(maxsize=4096)
def _is_of_corner(text: str) -> bool:
    """Whether words can only be a part of the note in the corner of table 3, and of no label."""
    words = fold(text)
    return _CORNER.issuperset(words) and not any(words in label for label in known_labels())
