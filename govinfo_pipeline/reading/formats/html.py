"""Html pages: tables without tables inside are data, everything else is flow.

Merged cells need no unfolding: a row prints one element a cell, so that a figure keeps its place behind the label
whatever its colspan and rowspan say, also where they are wrong or absurd.
"""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govinfo_pipeline.reading.encoding import decode
from govinfo_pipeline.reading.formats.detect import UnreadableError
from govinfo_pipeline.reading.formats.text import to_rows
from govinfo_pipeline.reading.records import Document, Row

_DROPPED = ["script", "style", "noscript", "iframe", "svg", "select", "template"]
_INLINE = ["span", "font", "b", "strong", "a", "em", "i", "u", "sup", "sub", "small", "ins", "label", "big", "nobr"]
_MARK = "\ue000"
_LONGEST_CELL = 300
_MOST_TAGS = 30_000
_MOST_TABLES = 300


def read(data: bytes) -> Document:
    """The rows of a page: each block of text, and each row of each data table, in the order of the page."""
    text = decode(data)
    if text.count("<") > _MOST_TAGS:
        raise UnreadableError(f"the page has {text.count('<')} tags, far more than a report")
    if "<pre" not in text:
        # A line break in the source is a space on the page.
        text = text.replace("\r", " ").replace("\n", " ")
    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    page_title = _clean(title.text()) if title is not None else None
    body = tree.body
    if body is None:
        return to_rows(text)
    tree.strip_tags(_DROPPED, recursive=True)
    tree.unwrap_tags(_INLINE)
    body.merge_text_nodes()
    tables: list[list[tuple[str, ...]]] = []
    for table in tree.css("table")[:_MOST_TABLES]:
        rows = _data_rows(table)
        if rows is not None:
            table.replace_with(f"{_MARK}{len(tables)}")
            tables.append(rows)
    if not tables:
        flow = to_rows(body.text(separator="\n"))
        return Document(flow.rows, flow.layout, page_title)
    return Document(_rows(body.text(separator="\n"), tables), "html_tables", page_title)


def _data_rows(table: LexborNode) -> list[tuple[str, ...]] | None:
    """The cells of a data table; null for a table that holds others, or whole paragraphs, and so makes a layout."""
    if len(table.css("table")) > 1:
        return None
    rows = []
    for row in table.css("tr"):
        cells = tuple([_clean(cell.text(separator=" ")) for cell in row.iter()])
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            return None
        rows.append(cells)
    return rows


def _clean(text: str) -> str:
    return " ".join(text.split()) if len(text) > 1 else text.strip()


def _rows(flow: str, tables: list[list[tuple[str, ...]]]) -> list[Row]:
    rows: list[Row] = []
    # Two ideographic spaces indent a paragraph, also where the page lost the tag before it.
    for line in flow.replace("\u3000\u3000", "\n").split("\n"):
        text = line.strip()
        if not text:
            continue
        if text[0] == _MARK and text[1:].isdigit() and int(text[1:]) < len(tables):
            for cells in tables[int(text[1:])]:
                if cells:
                    rows.append(Row(len(rows) + 1, cells))
        else:
            rows.append(Row(len(rows) + 1, (text,)))
    return rows
