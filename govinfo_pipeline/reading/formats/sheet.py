"""Spreadsheets of today (xlsx): the visible sheets one below the other, cells as text."""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from govinfo_pipeline.reading.formats.cells import on_one_line
from govinfo_pipeline.reading.formats.sheet_size import bounded
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document, Row

MOST_ROWS = 20_000
MOST_COLUMNS = 64
_MOST_SHEETS = 32


def read(data: bytes) -> Document:
    """The rows of all visible sheets. Formulas count as the value that was saved with them."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(bounded(data)))
        return to_document(_rows(book))
    except UnreadableError:
        raise
    except Exception as error:  # damaged archives fail in many ways, and so do the sheets in them
        raise UnreadableError("sheet_damaged") from error


def _rows(book: CalamineWorkbook) -> Iterator[Sequence[object]]:
    visible = (
        meta.name
        for meta in book.sheets_metadata
        if meta.visible is SheetVisibleEnum.Visible and meta.typ is SheetTypeEnum.WorkSheet
    )
    for name in islice(visible, _MOST_SHEETS):
        yield from book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=MOST_ROWS)


def to_document(rows: Iterable[Sequence[object]]) -> Document:
    """The rows of sheets as those of a document; one with a single cell is a paragraph, whatever its width."""
    return Document([Row(place, cells) for place, cells in enumerate(_cells(rows), 1)], "sheet")


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        cells = tuple(_text(value) for value in row[:MOST_COLUMNS])
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from ((line.strip(),) for line in filled[0].splitlines() if line.strip())
        elif filled:
            yield cells


def _text(value: object) -> str:
    """A cell's value as it is shown: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return on_one_line(str(value).splitlines()) if value is not None else ""
