"""Word documents (OOXML), read from their XML: paragraphs and table rows in order.

Nearly all tags of a Word file are about looks, and between two texts the same few sequences of them stand again and
again: of each it is told once what it says of the ends of paragraphs, cells, rows and tables, for each of which a
character of its own is set. Elements one by one cost many times as much. Deleted text of tracked changes is left out
and inserted text kept; a text box is a paragraph of its own; of alternative contents the first is read. A file that
hides, strikes or raises text, or is not written as Word writes, is parsed and written anew first.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from govinfo_pipeline.reading.formats.cells import on_one_line
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document, rows_of
from govinfo_pipeline.reading.script import RAISED

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = f"{{{_NAMESPACES['w']}}}"
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    recover=True,
    collect_ids=False,
    remove_blank_text=True,
    remove_comments=True,
    remove_pis=True,
)
_LARGEST_XML = 32 * 1024 * 1024
_MOST_TAGS = 500_000
_SHORTEST_TAG = 3
_MOST_BOXES = 300
_ROW, _RUN, _VAL = _W + "tr", _W + "r", _W + "val"
_ROW_HIDDEN = f"{_W}trPr/{_W}hidden"
_NOT_SHOWN = [f"{_W}rPr/{_W}{mark}" for mark in ("vanish", "strike", "dstrike")]
_RAISED = f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']"
_DROPPED = (_W + "del", _W + "moveFrom", f"{{{_NAMESPACES['mc']}}}Fallback", f"{{{_NAMESPACES['m']}}}*")
_OFF = ("0", "false", "off")
_LONGEST_CELL = 300
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
# Parts the markup from the texts in it. Where paragraphs and rows begin with what identifies each, that parts it too.
_TEXT = re.compile(rb"<w:(?:t(?:>| [^>]*+>)|p [^>]*+>|tr [^>]*+>)([^<]*+)")
# No characters, and so in no text: Unicode keeps them for use within a program.
_TABLE, _END_OF_TABLE, _END_OF_ROW, _END_OF_CELL, _END_OF_PARAGRAPH, _BOX, _END_OF_BOX = map(chr, range(0xFDD0, 0xFDD7))
_SIGNS = {
    tag: sign.encode()
    for tag, sign in (
        (b"</w:p>", _END_OF_PARAGRAPH),
        (b"</w:tc>", _END_OF_CELL),
        (b"</w:tr>", _END_OF_ROW),
        (b"<w:tbl>", _TABLE),
        (b"</w:tbl>", _END_OF_TABLE),
        (b"<w:txbxContent>", _BOX),
        (b"</w:txbxContent>", _END_OF_BOX),
        (b"<w:tab/>", " "),
        (b"<w:cr/>", "\n"),
        (b"<w:br", "\n"),
    )
}
_SAYS = re.compile(
    rb"<(?:/w:(?:p>|tc>|tr>|tbl>|txbxContent>|del>|moveFrom>)|/?mc:Fallback\b[^>]*+>|!"
    rb"|w:(?:t(?:bl|ab/|xbxContent)>|cr/>|br|(?:del|moveFrom|vanish|hidden|d?strike|vertAlign)\b[^>]*+>))"
)
"""Tags that print or end something, and those of what is gone, hidden, struck out or raised."""
_TAG = re.compile("<[^>]*+>?")
_END_OF_TAG = re.compile("""["']\\s*/?>""")
"""Is left of a tag with a ``>`` in an attribute, which Word writes as ``&gt;``."""
_INNER_TABLE = re.compile(f"{_TABLE}([^{_TABLE}{_END_OF_TABLE}]*){_END_OF_TABLE}")
_END_OF_LINE = re.compile("[\ufdd0-\ufdd6\n]")


def _elements(*tags: str) -> list[re.Pattern[str]]:
    """Elements from begin to end, where none of the same kind is within."""
    return [re.compile(f"<{tag}(?: [^>]*+)?(?<!/)>[^<]*+(?:<(?!/?{tag}[ >])[^<]*+)*+</{tag}>") for tag in tags]


_GONE = _elements("w:del", "w:moveFrom", "mc:Fallback")
_UNUSUAL = re.compile(
    r"<!|<w:(?:vanish|hidden)|<w:d?strike(?: w:val=\"(?:1|true|on)\")? ?/>|<w:vertAlign w:val=\"superscript\""
    "|</w:del>|</w:moveFrom>|</mc:Fallback>"
)
"""Comments and CDATA, which Word does not write; what hides, strikes or raises text; what is gone, if it is nested."""


def read(data: bytes) -> Document:
    """The rows of a document's main text."""
    rows = rows_of(enumerate(_rows(_text(_main_part(data))), 1))
    return Document(rows, "docx_tables" if any(len(row.cells) > 1 for row in rows) else "prose")


def _main_part(data: bytes) -> bytes:
    """The XML of the main text. Its size is bounded before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo("word/document.xml")
            if info.file_size > _LARGEST_XML:
                raise UnreadableError("word_too_large", size=info.file_size)
            with archive.open(info) as part:
                xml = part.read(_LARGEST_XML + 1)
    except UnreadableError:
        raise
    except Exception as error:  # damaged archives fail in many ways, zlib's and lzma's own among them
        raise UnreadableError("word_damaged") from error
    if not xml.strip():
        raise UnreadableError("word_no_text")
    if len(xml) > _SHORTEST_TAG * _MOST_TAGS and (tags := xml.count(b"<")) > _MOST_TAGS:
        raise UnreadableError("word_tags", tags=tags)
    return xml


def _text(xml: bytes) -> str:
    """What the document prints, with the signs of its paragraphs, cells, rows and tables."""
    if _is_as_word_writes(xml):
        text = _without_looks(xml)
        is_whole = text.count(_TABLE) == text.count(_END_OF_TABLE)
        if is_whole and not _UNUSUAL.search(text):
            printed = _printed(text)
            if not _END_OF_TAG.search(printed):
                return html.unescape(printed)
    return html.unescape(_printed(_without_looks(_written_anew(xml))))


def _printed(text: str) -> str:
    """The text without any tags; characters that have a meaning in XML are still written out."""
    if (boxes := text.count(_BOX)) > _MOST_BOXES:
        raise UnreadableError("word_boxes", boxes=boxes)
    return _TAG.sub("", _with_boxes_open(text) if boxes else text)


def _is_as_word_writes(xml: bytes) -> bool:
    """Whether the XML is UTF-8 on one line, with the usual prefixes."""
    body = xml.find(b"<w:body>")
    head = xml[: max(body, 0)]
    encoding = _ENCODING.search(head)
    return (
        body > 0
        and xml.find(b"\n", body) < 0
        and (encoding is None or encoding[1].upper() == b"UTF-8")
        and all(
            name not in head or b'xmlns:%b="%b"' % (prefix, name) in head
            for prefix, name in ((prefix.encode(), name.encode()) for prefix, name in _NAMESPACES.items())
        )
    )


def _written_anew(xml: bytes) -> bytes:
    """The XML as Word would write it, without what it hides."""
    root = etree.fromstring(xml.replace(_STRICT.encode(), _NAMESPACES["w"].encode()), _PARSER)
    body = root.find(_W + "body")
    if body is None:
        raise UnreadableError("word_no_text")
    _drop_hidden(body)
    _raise_digits(body)
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    prefix = f"{root.prefix}:" if root.prefix else ""
    written: bytes = etree.tostring(body, encoding="utf-8", with_tail=False)
    return written if prefix == "w:" else re.sub(rf"<(/?){prefix}(?=[\w.-]+[\s/>])".encode(), rb"<\1w:", written)


def _drop_hidden(body: etree._Element) -> None:
    """Takes out the runs and rows of tables that are neither shown nor printed, and runs that are struck out."""
    for tag, mark in (*((_RUN, mark) for mark in _NOT_SHOWN), (_ROW, _ROW_HIDDEN)):
        for element in list(body.iter(tag)):
            sign = element.find(mark)
            parent = element.getparent()
            if sign is not None and parent is not None and sign.get(_VAL) not in _OFF:
                parent.remove(element)


def _raise_digits(body: etree._Element) -> None:
    """Raised digits as the characters that Unicode has for them: the mark of a note is no part of a figure."""
    for run in body.iter(_RUN):
        if run.find(_RAISED) is not None:
            for text in run.iter(_W + "t"):
                text.text = (text.text or "").translate(RAISED)


def _without_looks(xml: bytes) -> str:
    """The texts and the signs between them, without what is gone."""
    parts = _TEXT.split(xml)
    said = {markup: _said(markup) for markup in set(parts[::2])}
    parts[::2] = map(said.__getitem__, parts[::2])
    text = b"".join(parts).decode("utf-8", "replace")
    for element in _GONE:
        text = element.sub("", text)
    return text


def _said(markup: bytes) -> bytes:
    """What tags say, each by its sign, or as it stands where it has none."""
    return b"".join([_SIGNS.get(tag, tag) for tag in _SAYS.findall(markup)])


def _with_boxes_open(text: str) -> str:
    """What is in text boxes put behind the paragraphs that they are anchored in, the inner ones first."""
    while (start := text.rfind(_BOX)) >= 0:
        end = text.find(_END_OF_BOX, start)
        anchor = text.find(_END_OF_PARAGRAPH, end) + 1
        if end < 0 or not anchor:
            break
        text = text[:start] + text[end + 1 : anchor] + text[start + 1 : end] + text[anchor:]
    return text


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
    text = table.replace("\n", _END_OF_PARAGRAPH).replace(_END_OF_PARAGRAPH + _END_OF_CELL, _END_OF_CELL)
    return [
        tuple(
            [
                cell.strip() if _END_OF_PARAGRAPH not in cell else on_one_line(cell.split(_END_OF_PARAGRAPH))
                for cell in cells
            ]
        )
        for cells in (row.split(_END_OF_CELL)[:-1] for row in text.split(_END_OF_ROW))
    ]
