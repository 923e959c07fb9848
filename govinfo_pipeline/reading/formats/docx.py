"""Word documents (OOXML), read from their XML: paragraphs and table rows in order.

The end of each paragraph, cell, row and table is marked by a character of its own, so that the text of all is taken at
once and parted afterwards: elements one by one cost several times as much. Deleted text of tracked changes is left out
and inserted text kept; a text box is a paragraph of its own; of alternative contents the first is read.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.records import Document, rows_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR = _W + "p", _W + "tbl", _W + "tr"
_TAB, _BR, _CR = _W + "tab", _W + "br", _W + "cr"
_BOX = _W + "txbxContent"
_DROPPED = (_W + "del", _W + "moveFrom", _MC + "Fallback", _W + "pPr", _W + "rPr", _W + "tcPr", _W + "trPr")
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}*"
_NOT_TEXT = tuple(_W + tag for tag in ("instrText", "delText", "delInstrText", "fldData", "drawing", "pict", "object"))
"""What holds characters that are no text of the document; text boxes are taken out of drawings before."""
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    recover=True,
    collect_ids=False,
    remove_blank_text=True,
)
_EMPTY = rb"(?:<w:[^<>]*+(?<=/)>)*+"
# Properties without any but empty elements in them: two thirds of a Word file, and they print nothing.
_PROPERTIES = re.compile(
    rb"<w:(?:rPr|tcPr|trPr|pPr)>%b(?:<w:rPr>%b</w:rPr>%b)?</w:(?:rPr|tcPr|trPr|pPr)>" % ((_EMPTY,) * 3)
)
_LARGEST_XML = 32 * 1024 * 1024
_MOST_TAGS = 500_000
_RUN, _ROW_HIDDEN, _VANISH, _VAL = _W + "r", f"{_W}trPr/{_W}hidden", f"{_W}rPr/{_W}vanish", _W + "val"
_OFF = ("0", "false", "off")
_LONGEST_CELL = 300
# No characters, and so in no text: Unicode keeps them for use within a program.
_TABLE, _END_OF_TABLE, _END_OF_ROW, _END_OF_CELL, _END_OF_PARAGRAPH = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
_ENDS = {b"p": _END_OF_PARAGRAPH, b"tc": _END_OF_CELL}
_PRINTED = {_TAB: " ", _BR: "\n", _CR: "\n", _TBL: _TABLE}
_BEHIND = {_TR: _END_OF_ROW, _TBL: _END_OF_TABLE}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PREFIX = re.compile(rb"<(\w+:)?document[\s>]")
_INNER_TABLE = re.compile(f"{_TABLE}([^{_TABLE}{_END_OF_TABLE}]*){_END_OF_TABLE}")
_END_OF_LINE = re.compile("[\ufdd0-\ufdd4\n]")


def read(data: bytes) -> Document:
    """The rows of a document's main text."""
    xml = _main_part(data)
    hides = b"w:vanish" in xml or b"w:hidden" in xml
    root = etree.fromstring(_with_ends(xml if hides else _PROPERTIES.sub(b"", xml)), _PARSER)
    body = root.find(_W + "body")
    if body is None:
        raise UnreadableError("the Word file has no text in it")
    if hides:
        _drop_hidden(body)
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    _open_boxes(body)
    etree.strip_elements(body, *_NOT_TEXT, _MATH, with_tail=False)
    for element in body.iter(*(_PRINTED | _BEHIND)):
        tag = element.tag
        if tag in _PRINTED:
            element.text = _PRINTED[tag]
        if tag in _BEHIND:
            element.tail = _BEHIND[tag]
    rows = rows_of(enumerate(_rows(etree.tostring(body, method="text", encoding="unicode", with_tail=False)), 1))
    return Document(rows, "docx_tables" if any(len(row.cells) > 1 for row in rows) else "prose")


def _main_part(data: bytes) -> bytes:
    """The XML of the main text. Its size is bounded before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo("word/document.xml")
            if info.file_size > _LARGEST_XML:
                raise UnreadableError(
                    f"the text of the Word file unpacks to {info.file_size} bytes, too many for a report"
                )
            with archive.open(info) as part:
                xml = part.read(_LARGEST_XML + 1)
    except UnreadableError:
        raise
    except Exception as error:  # damaged archives fail in many ways, zlib's and lzma's own among them
        raise UnreadableError("the Word file is damaged; save it again") from error
    if not xml.strip():
        raise UnreadableError("the Word file has no text in it")
    if (tags := xml.count(b"<")) > _MOST_TAGS:
        raise UnreadableError(f"the text of the Word file has {tags} tags, far more than a report")
    return xml.replace(_STRICT.encode(), _W[1:-1].encode())


def _with_ends(xml: bytes) -> bytes:
    """The XML with a mark behind each paragraph and cell, of which there are too many to set it one by one."""
    if xml.startswith(_UTF_16):
        xml = etree.tostring(etree.fromstring(xml, _PARSER))
    found = _PREFIX.search(xml)
    prefix = (found and found[1]) or b""
    for tag, mark in _ENDS.items():
        end = b"</%b%b>" % (prefix, tag)
        xml = xml.replace(end, end + mark.encode("ascii", "xmlcharrefreplace"))
    return xml


def _drop_hidden(body: etree._Element) -> None:
    """Takes out the runs and rows of tables that are neither shown nor printed."""
    for tag, mark in ((_RUN, _VANISH), (_TR, _ROW_HIDDEN)):
        for element in list(body.iter(tag)):
            sign = element.find(mark)
            parent = element.getparent()
            if sign is not None and parent is not None and sign.get(_VAL) not in _OFF:
                parent.remove(element)


def _open_boxes(body: etree._Element) -> None:
    """Puts what is in text boxes behind the paragraphs that they are anchored in."""
    for box in reversed(list(body.iter(_BOX))):
        anchor = next(box.iterancestors(_P), None)
        if anchor is not None:
            for block in reversed(box):
                anchor.addnext(block)


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    """Paragraphs as one cell, rows of data tables as their cells.

    A table that holds others or whole paragraphs makes a layout, and is opened.
    """
    for place, part in enumerate(_INNER_TABLE.split(text)):
        is_table = place % 2 == 1
        rows = _grid(part) if is_table else []
        if rows and max(map(len, chain.from_iterable(rows)), default=0) <= _LONGEST_CELL:
            yield from filter(None, rows)
        else:
            yield from ((line,) for line in map(str.strip, _END_OF_LINE.split(part)) if line)


def _grid(table: str) -> list[tuple[str, ...]]:
    """The cells of a table that holds no other."""
    # Most cells have one paragraph, and need no joining.
    text = table.replace("\n", " ").replace(_END_OF_PARAGRAPH + _END_OF_CELL, _END_OF_CELL)
    return [
        tuple([cell.strip() if _END_OF_PARAGRAPH not in cell else _on_one_line(cell) for cell in cells])
        for cells in (row.split(_END_OF_CELL)[:-1] for row in text.split(_END_OF_ROW))
    ]


def _on_one_line(text: str) -> str:
    """The text of a cell, its paragraphs parted by spaces."""
    return " ".join(filter(None, map(str.strip, text.split(_END_OF_PARAGRAPH))))
