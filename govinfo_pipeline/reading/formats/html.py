"""Html pages: tables without tables inside are data, everything else is flow.

Merged cells need no unfolding: a row prints one element a cell, so that a figure keeps its place behind the label
whatever its colspan and rowspan say, also where they are wrong or absurd. What a style hides is left out where it is
small: parts of a page are often hidden until a script shows them. What is struck out is no longer said.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govinfo_pipeline.reading.encoding import decode
from govinfo_pipeline.reading.formats.cells import may_be_several_figures, on_one_line
from govinfo_pipeline.reading.formats.text import to_rows
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline.reading.records import Document, rows_of
from govinfo_pipeline.reading.script import RAISED

_DROPPED = ["s", "strike", "del", "script", "style", "noscript", "iframe", "svg", "select", "template"]
_INLINE = frozenset(
    {"span", "font", "b", "strong", "a", "em", "i", "u", "sup", "sub", "small", "ins", "label", "big", "nobr"}
)
_FIRST = "".join(sorted({tag[0] for tag in _INLINE}))
# The names of tags that begin as those do: most tags of a page do not, and cost nothing. Both cases are written out,
# for a pattern that ignores case takes twice as long.
_NAME_LIKE_INLINE = re.compile(f"<([{_FIRST}{_FIRST.upper()}][a-zA-Z]*+)")
_MARK = "\ue000"
_LONGEST_CELL = 300
_MOST_TAGS = 30_000
_MOST_TABLES = 300
_MOST_CHARACTERS = 1_000_000
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_HALF_A_LONG_TAG = 4000
# Of a figure with its thousands parted, or of figures below each other.
_THOUSANDS = re.compile(r" \d{3}(?!\S)")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|li|h[1-6])\b", re.IGNORECASE)
_HEADING_LINE = re.compile(r"\n(?:#{1,6}\s|[一二三四五六]、)")
_ARTICLE_TITLE = "meta[name=ArticleTitle i]"
# Begins with a sign that has no case, which is found many times as fast as a word in any case; nearly every ``none``
# of a page is that of another property than one with a y at its end.
_NONE = re.compile(r":(?<=[y\s]:)\s*none", re.IGNORECASE)
_WIDEST_GAP = 200
_HIDDEN = re.compile(r"display\s*:\s*none|text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_MAY_BE_HIDDEN = frozenset({"table", "tr", "td", "th", "p", "span"})


def read(data: bytes) -> Document:
    """The rows of a page: each block of text, and each row of each data table, in the order of the page."""
    return read_page(decode(data))


def read_page(text: str) -> Document:
    """The rows of a page that is text already."""
    if len(text) > _MOST_TAGS and text.count("<") > _MOST_TAGS:
        raise UnreadableError("page_tags", tags=text.count("<"))
    if _has_long_stretch(text) and any(len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise UnreadableError("page_attributes")
    if "<pre" not in text and not _is_markdown(text):
        # A line break in the source is a space on the page.
        text = text.replace("\r", " ").replace("\n", " ")
    tree = LexborHTMLParser(text)
    page_title = _title_of(tree, text)
    body = tree.body
    if body is None:
        return to_rows(text)
    tree.strip_tags(_DROPPED, recursive=True)
    inline = _INLINE.intersection(map(str.lower, set(_NAME_LIKE_INLINE.findall(text))))
    if "sup" in inline:
        _raise_digits(tree)
    if _may_hide(text) or "line-through" in text:
        _drop_hidden(tree)
    # The inner ones first: each takes what is left within it to where it stands.
    if inline:
        for node in reversed(tree.css(", ".join(sorted(inline)))):
            node.unwrap()
    body.merge_text_nodes()
    tables: list[list[tuple[str, ...]]] = []
    for table in tree.css("table")[:_MOST_TABLES]:
        rows = _data_rows(table)
        if rows is not None:
            table.replace_with(f"{_MARK}{len(tables)}")
            tables.append(rows)
    flow = body.text(separator="\n")
    if len(flow) > _MOST_CHARACTERS:
        raise UnreadableError("page_too_long", characters=len(flow))
    if not tables:
        document = to_rows(flow)
        return Document(document.rows, document.layout, page_title)
    return Document(rows_of(enumerate(_cells(flow, tables), 1)), "html_tables", page_title)


def _title_of(tree: LexborHTMLParser, text: str) -> str | None:
    """The title of the page, or of the article on it, which sites of governments have in a field of its own."""
    article = tree.css_first(_ARTICLE_TITLE) if "ArticleTitle" in text else None
    if article is not None and (named := article.attributes.get("content")):
        return " ".join(named.split())
    title = tree.css_first("title")
    return " ".join(title.text().split()) if title is not None else None


def _may_hide(text: str) -> bool:
    """Whether a style on the page may hide something."""
    return any(
        text[max(0, found.start() - _WIDEST_GAP) : found.start()].rstrip().lower().endswith("display")
        for found in _NONE.finditer(text)
    )


def _drop_hidden(tree: LexborHTMLParser) -> None:
    """Takes out what a style hides or strikes, from the end, so that what is inside goes before what it is in."""
    for node in reversed(tree.css("[style*=none i], [style*=line-through i]")):
        if node.tag in _MAY_BE_HIDDEN and _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()


def _raise_digits(tree: LexborHTMLParser) -> None:
    """Raised digits as the characters that Unicode has for them, so that the mark of a note is no part of a figure."""
    for node in tree.css("sup"):
        node.replace_with(node.text().translate(RAISED))


def _has_long_stretch(text: str) -> bool:
    """Whether there is half a long tag's length without the begin of a tag, as there is within every long tag."""
    starts = range(0, len(text), _HALF_A_LONG_TAG)
    return any(text.find("<", start, start + _HALF_A_LONG_TAG) < 0 for start in starts)


def _is_markdown(text: str) -> bool:
    """Whether headings stand on lines of their own, and outside of the tables no tag parts lines.

    So write those who turn other formats to markdown, with tables as html.
    """
    found = _BLOCK_TAG.search(text)
    if found is not None and _TABLE_TAG.search(text, 0, found.start()) is None:
        return False
    text = "\n" + text
    if not _HEADING_LINE.search(text):
        return False
    outside: list[str] = []
    depth = place = 0
    for tag in _TABLE_TAG.finditer(text):
        if depth == 0:
            outside.append(text[place : tag.start()])
        depth = max(0, depth - 1) if tag[1] else depth + 1
        place = tag.end()
    if depth == 0:
        outside.append(text[place:])
    return not any(map(_BLOCK_TAG.search, outside)) and any(map(_HEADING_LINE.search, outside))


def _data_rows(table: LexborNode) -> list[tuple[str, ...]] | None:
    """The cells of a data table; null for a table that holds others, or whole paragraphs, and so makes a layout."""
    if len(table.css("table")) > 1:
        return None
    rows = []
    for row in table.css("tr"):
        cells = tuple([" ".join(cell.text(separator=" ").split()) for cell in row.iter()])
        if cells and max(map(len, cells)) > _LONGEST_CELL:
            return None
        rows.append(cells)
    if _THOUSANDS.search("\n".join(chain.from_iterable(rows))):
        return [
            _with_lines(row, cells) if _THOUSANDS.search("\n".join(cells)) else cells
            for row, cells in zip(table.css("tr"), rows, strict=True)
        ]
    return rows


def _with_lines(row: LexborNode, cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row, in which figures below each other keep their lines."""
    nodes = zip(row.iter(), cells, strict=True)
    return tuple(
        on_one_line(node.text(separator="\n").split("\n")) if may_be_several_figures(cell) else cell
        for node, cell in nodes
    )


def _cells(flow: str, tables: list[list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    """The cells of each row: blocks of text, and in the places of tables their rows."""
    # Two ideographic spaces indent a paragraph, also where the page lost the tag before it.
    for line in flow.replace("\u3000\u3000", "\n").split("\n"):
        text = line.strip()
        if not text:
            continue
        if text[0] == _MARK and text[1:].isdigit() and int(text[1:]) < len(tables):
            yield from filter(None, tables[int(text[1:])])
        else:
            yield (text,)
