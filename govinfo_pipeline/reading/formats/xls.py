"""Spreadsheets of the old format (xls), and what calls itself so (et)."""

import io
from collections.abc import Iterator, Sequence

import xlrd

from govinfo_pipeline.reading.formats.sheet import MOST_COLUMNS, MOST_ROWS, to_document
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document


def read(data: bytes) -> Document:
    """The rows of all visible sheets. Formulas count as the value that was saved with them."""
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
        return to_document(_rows(book))
    except Exception as error:  # a damaged file makes the library fail in every way there is
        raise UnreadableError("sheet_damaged") from error


def _rows(book: xlrd.Book) -> Iterator[Sequence[object]]:
    for sheet in book.sheets():
        if sheet.visibility == 0:
            width = min(sheet.ncols, MOST_COLUMNS)
            for number in range(min(sheet.nrows, MOST_ROWS)):
                row = sheet.row_values(number, 0, width)
                yield row + [""] * (width - len(row))
