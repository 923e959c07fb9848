"""PDF files: characters and ruling lines to paragraphs and table rows.

A ruled table is read by its rulings: a cell is what they enclose, so that a label on three lines and a figure in the
middle of them belong together, and an empty cell is seen. What stands outside of rulings is flow
(:mod:`govinfo_pipeline.reading.formats.flow`).
"""

import re
from collections.abc import Iterator, Sequence
from ctypes import c_double, c_float

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.formats.flow import Word, flow_rows, lines_of
from govinfo_pipeline.reading.formats.grid import Box, Rulings, find_grid
from govinfo_pipeline.reading.records import Document, Row

_MOST_PAGES = 200
_LARGEST_CHARACTER = 60
_SPACED_FIGURE = re.compile(r"[\d\s.,，]+")


def read(data: bytes) -> Document:
    """The rows of all pages. A file without text on its pages is refused: a scan, or pictures of tables."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "is locked with a password" if "assword" in str(error) else "is damaged"
        raise UnreadableError(f"the PDF {reason}; save it again") from error
    rows: list[Row] = []
    ruled = False
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            for cells in _page_rows(page):
                ruled = ruled or len(cells) > 1
                rows.append(Row(len(rows) + 1, cells))
            page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableError("the PDF is damaged; save it again") from error
    finally:
        document.close()
    if sum(len(cell) for row in rows for cell in row.cells) < 50:
        raise UnreadableError("table_missing: the pages are pictures without text (a scan); ask for a file with text")
    return Document(rows, "pdf_tables" if ruled else "prose")


def _page_rows(page: pdfium.PdfPage) -> Iterator[tuple[str, ...]]:
    """The rows of a page from top to bottom; y grows upwards."""
    width, height = page.get_size()
    words = list(_words(page))
    grid = find_grid(Rulings.of(_segments(page, width, height)))
    inside: dict[int, list[Word]] = {}
    flow: list[Word] = []
    for word in words:
        place = grid.place_of(word.box.middle)
        if place is None:
            flow.append(word)
        else:
            inside.setdefault(place, []).append(word)
    if any(_is_run_together(cell, grid.boxes[place]) for place, cell in inside.items()):
        inside, flow, rows = {}, words, list[tuple[float, list[int]]]()
    else:
        rows = list(grid.rows())
    placed = [(top, tuple(_cell_text(inside.get(cell, [])) for cell in row)) for top, row in rows]
    placed.extend(flow_rows(flow, width, height, [top for top, _ in placed]))
    for _, texts in sorted(placed, key=lambda pair: -pair[0]):
        if any(texts):
            yield texts


def _words(page: pdfium.PdfPage) -> Iterator[Word]:
    """The words of a page in the order of its text: a gap of half a character, or a new line, ends one."""
    text_page = page.get_textpage()
    handle = text_page.raw
    text = ""
    left = right = bottom = top = 0.0
    area = raw.FS_RECTF()
    sides = [c_double() for _ in range(4)]
    for index in range(raw.FPDFText_CountChars(handle)):
        sign = chr(raw.FPDFText_GetUnicode(handle, index))
        if sign == "\0":
            sign = "\ufffd"  # a character that the font does not name still takes its place
        if sign.isspace() or sign in "\ufffe\uffff\u200b":
            if text and sign in "\r\n":
                yield Word(Box(left, bottom, right, top), text)
                text = ""
            continue
        # The loose box has the height of the font, so that a comma is as high as a character; but some fonts, those of
        # vertical text among them, state an absurd one.
        raw.FPDFText_GetLooseCharBox(handle, index, area)
        x0, x1, y0, y1 = area.left, area.right, area.bottom, area.top
        if max(x1 - x0, y1 - y0) > _LARGEST_CHARACTER:
            raw.FPDFText_GetCharBox(handle, index, *sides)
            x0, x1, y0, y1 = (side.value for side in sides)
        size = max(top - bottom, y1 - y0, 1.0)
        if text and (x0 - right > 0.45 * size or x0 < left - size or abs((y0 + y1) - (bottom + top)) > size):
            yield Word(Box(left, bottom, right, top), text)
            text = ""
        if not text:
            left, right, bottom, top = x0, x1, y0, y1
        else:
            left, right, bottom, top = min(left, x0), max(right, x1), min(bottom, y0), max(top, y1)
        text += sign
    if text:
        yield Word(Box(left, bottom, right, top), text)
    text_page.close()


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
            yield from _sides(item, Box(x0, y0, x1, y1))


def _sides(item: pdfium.PdfObject, box: Box) -> Iterator[Box]:
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


def _is_run_together(cell: Sequence[Word], box: Box) -> bool:
    """Whether a figure stands in one cell with other lines: rulings are missing, and those that are there mislead.

    A figure that is wrapped in a narrow cell is one figure; its first line fills the cell.
    """
    if len(cell) < 2 or not any(word.is_figure for word in cell):
        return False
    lines = lines_of(cell)
    first = lines[0].words
    is_wrapped = all(word.is_figure for word in cell) and (
        first[-1].box.right - first[0].box.left + 0.6 * lines[0].size > 0.7 * (box.right - box.left)
    )
    return len(lines) > 1 and not is_wrapped


def _cell_text(words: Sequence[Word]) -> str:
    """The text of a cell: its lines from top to bottom. A figure drawn digit by digit is one figure."""
    text = " ".join(" ".join(word.text for word in line.words) for line in lines_of(words))
    return re.sub(r"\s+", "", text) if _SPACED_FIGURE.fullmatch(text) else text
