"""Spreadsheets (xlsx, xls and what calls itself so): the visible sheets one below the other, cells as text."""

import io
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.records import Document, Row

_MOST_ROWS = 20_000
_MOST_COLUMNS = 64
_LARGEST_SHEET = 64 * 1024 * 1024


def read(data: bytes) -> Document:
    """The rows of all visible sheets. Formulas count as the value that was saved with them."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [Row(place, cells) for place, cells in enumerate(_rows(book), 1)]
    except (CalamineError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableError("the spreadsheet is damaged; save it again") from error
    return Document(rows, "sheet")


def _rows(book: CalamineWorkbook) -> Iterator[tuple[str, ...]]:
    for meta in book.sheets_metadata:
        if meta.visible is not SheetVisibleEnum.Visible or meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        for row in book.get_sheet_by_name(meta.name).to_python(skip_empty_area=True, nrows=_MOST_ROWS):
            cells = tuple(_text(value) for value in row[:_MOST_COLUMNS])
            filled = [cell for cell in cells if cell]
            if len(filled) == 1:
                # A merged title or paragraph stands in the first of many columns.
                yield from ((line.strip(),) for line in filled[0].splitlines() if line.strip())
            elif filled:
                yield cells


def _text(value: object) -> str:
    """A cell's value as it is shown: whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split()) if value is not None else ""
