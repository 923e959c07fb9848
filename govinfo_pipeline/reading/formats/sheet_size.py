"""The bounds of a spreadsheet (xlsx), checked before the library sees it.

The library holds a sheet as one dense block, so that two cells in opposite corners take more memory than there is,
which ends the process. What it is given is therefore packed anew, from the parts that were checked.
"""

import io
import re
import zipfile

from lxml import etree

from govinfo_pipeline.reading.reasons import UnreadableError

_LARGEST_PARTS = 16 * 1024 * 1024
_MOST_CELLS = 2_000_000
_MOST_TAGS = 1_000_000
_REFERENCE = re.compile(r"([A-Z]{1,8})([0-9]{1,10})")
_ROW, _CELL = "{*}row", "{*}c"
_UNUSED = ("docProps/", "customXml/", "xl/theme/", "xl/drawings/", "xl/charts/")
# A reference beyond row 999 or column Z, and other numbers as long.
_FAR = re.compile(rb'"(?:[A-Za-z]{2,}[0-9]|[A-Za-z]?[0-9]{4})')
_DECLARATION = 64
_NEAR_ROWS, _NEAR_COLUMNS = 999, 26


def bounded(data: bytes) -> bytes:
    """The spreadsheet without media, its parts stored as they are.

    Raises :class:`UnreadableError` for one that unpacks to more than a report, or whose cells lie too far apart, and
    ``zipfile.BadZipFile`` or ``etree.XMLSyntaxError`` for a damaged one.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        named = [part for part in source.infolist() if part.filename.lower().endswith((".xml", ".rels"))]
        parts = [part for part in named if not part.filename.startswith(_UNUSED)]
        size = sum(part.file_size for part in parts)
        if size > _LARGEST_PARTS:
            raise UnreadableError("sheet_too_large", size=size)
        for part in parts:
            xml = source.read(part)
            if b"sheetData" in xml and not _is_small(xml):
                _check(xml)
            copy.writestr(part.filename, xml)
    return target.getvalue()


def _is_small(sheet: bytes) -> bool:
    """Whether the cells are near each other wherever they lie, which is told without parsing them."""
    height, width = _NEAR_ROWS + sheet.count(b"<row"), _NEAR_COLUMNS + sheet.count(b"<c")
    is_quoted = sheet.find(b"'", _DECLARATION) < 0
    return is_quoted and height * width <= _MOST_CELLS and _FAR.search(sheet) is None


def _check(sheet: bytes) -> None:
    """Raises :class:`UnreadableError` where the rectangle around all filled cells is too large."""
    if sheet.count(b"<") > _MOST_TAGS:
        raise UnreadableError("sheet_cells")
    root = etree.fromstring(sheet, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    rows, columns = [0], [0]
    row = column = 0
    for element in root.iter(_ROW, _CELL):
        reference = element.get("r")
        if element.tag.endswith("row"):
            row, column = int(reference) if reference and reference.isdecimal() else row + 1, 0
            continue
        found = _REFERENCE.fullmatch(reference.upper()) if reference else None
        column = _column(found[1]) if found else column + 1
        if len(element):
            rows.append(int(found[2]) if found else row)
            columns.append(column)
    height, width = max(rows), max(columns)
    if height * width > _MOST_CELLS:
        raise UnreadableError("sheet_reach", height=height, width=width)


def _column(letters: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
