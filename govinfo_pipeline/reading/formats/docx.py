"""Word documents (OOXML), read from their XML: paragraphs and table rows in order.

Nearly all tags of a Word file are about looks. These are taken out at once, and what remains is little more than the
text and the ends of paragraphs, cells, rows and tables, for each of which a character of its own is set: elements one
by one cost many times as much. Deleted text of tracked changes is left out and inserted text kept; a text box is a
paragraph of its own; of alternative contents the first is read. A file that hides, strikes or raises text, or is not
written as Word writes, is parsed and written anew first.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain

from lxml import etree

from govinfo_pipeline.reading.formats.detect import UnreadableError
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
_MOST_BOXES = 300
_STRUCK_OR_RAISED = re.compile(rb"<w:d?strike(?: w:val=\"(?:1|true|on)\")? ?/>|<w:vertAlign w:val=\"superscript\"")
_ROW, _RUN, _VAL = _W + "tr", _W + "r", _W + "val"
_ROW_HIDDEN = f"{_W}trPr/{_W}hidden"
_NOT_SHOWN = [f"{_W}rPr/{_W}{mark}" for mark in ("vanish", "strike", "dstrike")]
_RAISED = f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']"
_DROPPED = (_W + "del", _W + "moveFrom", f"{{{_NAMESPACES['mc']}}}Fallback", f"{{{_NAMESPACES['m']}}}*")
_OFF = ("0", "false", "off")
_LONGEST_CELL = 300
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
# Told by the first letters of their names: tags that neither print nor end anything, nor hold what does not print.
_LOOK = (
    rb"<(?:w:(?:[^bcdfhimoptv]|[bc](?!r)|f(?!l)|[hp](?!i)|i(?!n)|o(?!b)|t(?![abx])|v(?!a))"
    rb"|/w:(?:[^dfimopt]|t(?=>)|pPr|t[cr]Pr))[^>]*+>"
)
_LOOKS = re.compile(b"%b(?:%b)*+" % (_LOOK, _LOOK))
# No characters, and so in no text: Unicode keeps them for use within a program.
_TABLE, _END_OF_TABLE, _END_OF_ROW, _END_OF_CELL, _END_OF_PARAGRAPH, _BOX, _END_OF_BOX = map(chr, range(0xFDD0, 0xFDD7))
_SIGNS = {
    "</w:p>": _END_OF_PARAGRAPH,
    "</w:tc>": _END_OF_CELL,
    "</w:tr>": _END_OF_ROW,
    "<w:tbl>": _TABLE,
    "</w:tbl>": _END_OF_TABLE,
    "<w:txbxContent>": _BOX,
    "</w:txbxContent>": _END_OF_BOX,
    "<w:tab/>": " ",
    "<w:cr/>": "\n",
    "<w:br": "\n<w:br",
}
_TAG = re.compile("<[^>]*+>?")
_END_OF_TAG = re.compile("""["']\\s*/?>""")
"""Is left of a tag with a ``>`` in an attribute, which Word writes as ``&gt;``."""
_INNER_TABLE = re.compile(f"{_TABLE}([^{_TABLE}{_END_OF_TABLE}]*){_END_OF_TABLE}")
_END_OF_LINE = re.compile("[\ufdd0-\ufdd6\n]")


def _elements(*tags: str) -> list[re.Pattern[str]]:
    """Elements from begin to end, where none of the same kind is within."""
    return [re.compile(f"<{tag}(?: [^>]*+)?(?<!/)>[^<]*+(?:<(?!/?{tag}[ >])[^<]*+)*+</{tag}>") for tag in tags]


_GONE = _elements("w:del", "w:moveFrom", "mc:Fallback")
_NOT_TEXT = _elements(
    "w:instrText", "w:delText", "w:delInstrText", "w:fldData", "w:drawing", "w:pict", "w:object", "m:oMath"
)
"""What holds characters that are no text of the document, once text boxes are taken out of drawings."""
_UNUSUAL = ("<!", "<w:vanish", "<w:hidden", "</w:del>", "</w:moveFrom>", "</mc:Fallback>")
"""Comments and CDATA, which Word does not write; what hides text; what is gone, if it is nested."""


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
    return xml


def _text(xml: bytes) -> str:
    """What the document prints, with the signs of its paragraphs, cells, rows and tables."""
    if _is_as_word_writes(xml):
        text = _without_looks(xml)
        is_whole = text.count("<w:tbl>") == text.count("</w:tbl>")
        if is_whole and not any(sign in text for sign in _UNUSUAL):
            printed = _printed(text)
            if not _END_OF_TAG.search(printed):
                return html.unescape(printed)
    return html.unescape(_printed(_without_looks(_written_anew(xml))))


def _printed(text: str) -> str:
    """The text without any tags; characters that have a meaning in XML are still written out."""
    for tag, sign in _SIGNS.items():
        text = text.replace(tag, sign)
    if (boxes := text.count(_BOX)) > _MOST_BOXES:
        raise UnreadableError(f"the Word file has {boxes} text boxes, far more than a report")
    if boxes:
        text = _with_boxes_open(text)
    return _TAG.sub("", _without(_NOT_TEXT, text))


def _is_as_word_writes(xml: bytes) -> bool:
    """Whether the XML is UTF-8 on one line, with the usual prefixes, and no text is struck out or raised."""
    body = xml.find(b"<w:body>")
    head = xml[: max(body, 0)]
    encoding = _ENCODING.search(head)
    return (
        body > 0
        and xml.find(b"\n", body) < 0
        and not ((b"strike" in xml or b"superscript" in xml) and _STRUCK_OR_RAISED.search(xml))
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
        raise UnreadableError("the Word file has no text in it")
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
    """The XML without tags that print nothing, and without what is gone."""
    return _without(_GONE, _LOOKS.sub(b"", xml).decode("utf-8", "replace"))


def _without(elements: Iterable[re.Pattern[str]], text: str) -> str:
    for element in elements:
        text = element.sub("", text)
    return text


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
    text = table.replace("\n", " ").replace(_END_OF_PARAGRAPH + _END_OF_CELL, _END_OF_CELL)
    return [
        tuple([cell.strip() if _END_OF_PARAGRAPH not in cell else _on_one_line(cell) for cell in cells])
        for cells in (row.split(_END_OF_CELL)[:-1] for row in text.split(_END_OF_ROW))
    ]


def _on_one_line(text: str) -> str:
    """The text of a cell, its paragraphs parted by spaces."""
    return " ".join(filter(None, map(str.strip, text.split(_END_OF_PARAGRAPH))))
