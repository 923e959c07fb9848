"""Word documents (OOXML), read from their XML: paragraphs and table rows in order.

Deleted text of tracked changes is left out and inserted text kept; a text box is a paragraph of its own; of
alternative contents the first is read.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.records import Document, Row

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _TBL, _TR, _TC = _W + "p", _W + "tbl", _W + "tr", _W + "tc"
_T, _TAB, _BR, _CR = _W + "t", _W + "tab", _W + "br", _W + "cr"
_BOX = _W + "txbxContent"
_SKIPPED = frozenset({_W + "del", _W + "moveFrom", _MC + "Fallback", _W + "pPr", _W + "rPr", _W + "tcPr", _W + "trPr"})
_LARGEST_XML = 64 * 1024 * 1024
_LONGEST_CELL = 300


def read(data: bytes) -> Document:
    """The rows of a document's main text."""
    root = etree.fromstring(_main_part(data), _parser())
    body = root.find(_W + "body")
    if body is None:
        raise UnreadableError("the Word file has no text in it")
    rows = [Row(place, cells) for place, cells in enumerate(_blocks(body), 1)]
    return Document(rows, "docx_tables" if any(len(row.cells) > 1 for row in rows) else "prose")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)


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
    return xml.replace(_STRICT.encode(), _W[1:-1].encode())


def _blocks(parent: etree._Element) -> Iterator[tuple[str, ...]]:
    """Paragraphs as one cell, rows of data tables as their cells; containers (controls, changes) are opened."""
    for child in parent:
        tag = child.tag
        if tag == _P:
            boxes: list[etree._Element] = []
            text = _text(child, boxes).strip()
            if text:
                yield from ((line.strip(),) for line in text.split("\n") if line.strip())
            for box in boxes:
                yield from _blocks(box)
        elif tag == _TBL:
            yield from _table(child)
        elif isinstance(tag, str) and tag not in _SKIPPED:
            yield from _blocks(child)


def _table(table: etree._Element) -> Iterator[tuple[str, ...]]:
    """The rows of a table; one that holds others or whole paragraphs makes a layout, and is opened."""
    rows = [list(row.iter(_TC)) for row in _descend(table, _TR)]
    texts = [tuple(_cell_text(cell) for cell in row) for row in rows]
    if table.find(f".//{_TC}//{_TBL}") is not None or any(len(text) > _LONGEST_CELL for row in texts for text in row):
        for row in _descend(table, _TR):
            for cell in _descend(row, _TC):
                yield from _blocks(cell)
    else:
        yield from (row for row in texts if row)


def _descend(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The nearest elements of ``tag``, through controls and changes around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag not in (_TR, _TC, _P):
            yield from _descend(child, tag)


def _cell_text(cell: etree._Element) -> str:
    """The paragraphs of a cell, parted by spaces."""
    parts = [_text(paragraph, []).replace("\n", " ").strip() for paragraph in cell.iter(_P)]
    return " ".join(part for part in parts if part)


def _text(paragraph: etree._Element, boxes: list[etree._Element]) -> str:
    """The text of a paragraph; the text boxes anchored in it are collected, each once."""
    parts: list[str] = []
    for child in paragraph:
        tag = child.tag
        if tag == _T:
            parts.append(child.text or "")
        elif tag == _TAB:
            parts.append(" ")
        elif tag in (_BR, _CR):
            parts.append("\n")
        elif tag == _BOX:
            boxes.append(child)
        elif isinstance(tag, str) and tag not in _SKIPPED and len(child):
            parts.append(_text(child, boxes))
    return "".join(parts)
