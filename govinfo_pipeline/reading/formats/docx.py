"""Word documents (OOXML), read from their XML: paragraphs and table rows in order.

Deleted text of tracked changes is left out and inserted text kept; a text box is a paragraph of its own; of
alternative contents the first is read.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.records import Document, rows_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC = _W + "p", _W + "tbl", _W + "tr", _W + "tc"
_T, _TAB, _BR, _CR = _W + "t", _W + "tab", _W + "br", _W + "cr"
_BOX = _W + "txbxContent"
_DROPPED = (_W + "del", _W + "moveFrom", _MC + "Fallback", _W + "pPr", _W + "rPr", _W + "tcPr", _W + "trPr")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, collect_ids=False
)
_EMPTY = rb"(?:<w:[^<>]+/>)*+"
# Properties without any but empty elements in them: two thirds of a Word file, and they print nothing.
_PROPERTIES = re.compile(
    rb"<w:(?:rPr>%b</w:rPr|tcPr>%b</w:tcPr|trPr>%b</w:trPr|pPr>%b(?:<w:rPr>%b</w:rPr>%b)?</w:pPr)>" % ((_EMPTY,) * 6)
)
_LARGEST_XML = 32 * 1024 * 1024
_MOST_TAGS = 500_000
_RUN, _ROW_HIDDEN, _VANISH, _VAL = _W + "r", f"{_W}trPr/{_W}hidden", f"{_W}rPr/{_W}vanish", _W + "val"
_OFF = ("0", "false", "off")
_LONGEST_CELL = 300
# Parts the paragraphs of a cell; no XML file can hold it.
_PARAGRAPH = "\x1e"


def read(data: bytes) -> Document:
    """The rows of a document's main text."""
    xml = _main_part(data)
    hides = b"w:vanish" in xml or b"w:hidden" in xml
    root = etree.fromstring(xml if hides else _PROPERTIES.sub(b"", xml), _PARSER)
    body = root.find(_W + "body")
    if body is None:
        raise UnreadableError("the Word file has no text in it")
    if hides:
        _drop_hidden(body)
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    _open_boxes(body)
    rows = rows_of(enumerate(_blocks(body), 1))
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


def _blocks(parent: etree._Element) -> Iterator[tuple[str, ...]]:
    """Paragraphs as one cell, rows of data tables as their cells; containers (controls, changes) are opened."""
    for child in parent:
        tag = child.tag
        if tag == _P:
            yield from ((text,) for line in _text(child).split("\n") if (text := line.strip()))
        elif tag == _TBL:
            yield from _table(child)
        elif isinstance(tag, str):
            yield from _blocks(child)


def _table(table: etree._Element) -> Iterator[tuple[str, ...]]:
    """The rows of a table; one that holds others or whole paragraphs makes a layout, and is opened."""
    is_layout = next(table.iterdescendants(_TBL), None) is not None
    rows = [] if is_layout else _grid(table)
    if is_layout or any(len(text) > _LONGEST_CELL for row in rows for text in row):
        for row in _descend(table, _TR):
            for cell in _descend(row, _TC):
                yield from _blocks(cell)
    else:
        yield from (row for row in rows if row)


def _descend(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The nearest elements of ``tag``, through controls and changes around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (_TR, _TC, _P):
            yield from _descend(child, tag)


def _grid(table: etree._Element) -> list[tuple[str, ...]]:
    """The cells of a table that holds no other, in one pass."""
    rows: list[list[list[str]]] = [[]]
    parts: list[str] = []
    for element in table.iter(_TR, _TC, _P, _T, _TAB, _BR, _CR):
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == _P:
            parts.append(_PARAGRAPH)
        elif tag == _TC:
            parts = []
            rows[-1].append(parts)
        elif tag == _TR:
            rows.append([])
        else:
            parts.append(" ")
    return [tuple(map(_on_one_line, map("".join, row))) for row in rows]


def _on_one_line(text: str) -> str:
    """The text of a cell, its paragraphs parted by spaces."""
    text = text.replace("\n", " ").strip()
    if _PARAGRAPH in text:
        text = " ".join(filter(None, map(str.strip, text.split(_PARAGRAPH))))
    return text


def _text(paragraph: etree._Element) -> str:
    return "".join([_signs(element) for element in paragraph.iter(_T, _TAB, _BR, _CR)])


def _signs(element: etree._Element) -> str:
    if element.tag == _T:
        return element.text or ""
    return " " if element.tag == _TAB else "\n"
