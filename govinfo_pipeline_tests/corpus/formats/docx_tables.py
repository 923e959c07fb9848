"""Runs, paragraphs and tables of WordprocessingML."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from xml.sax.saxutils import escape

from govinfo_pipeline_tests.corpus.document import Box, Grid

PARAGRAPH_PROPERTIES = "<w:pPr>{}</w:pPr>"
RUN_PROPERTIES = '<w:rPr><w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/><w:sz w:val="{}"/></w:rPr>'
CELL = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"


@dataclass(frozen=True, slots=True)
class Traits:
    """What one docx has of all that Word files may have.

    ``merging`` says how a cell that covers others is written: merged, or the label repeated in all of them, or
    the others empty. ``split_runs`` cuts text inside numbers and words. ``cut_tables`` continues a table in a
    second one. ``text_box`` holds the title. The rest is what its name says.
    """

    merging: Literal["merged", "repeated", "empty"] = "merged"
    split_runs: bool = False
    soft_breaks: bool = False
    tabs: bool = False
    cut_tables: bool = False
    repeated_head: bool = False
    nested: bool = False
    automatic_numbers: bool = False
    headings: bool = False
    text_box: bool = False
    tracked: bool = False
    fields: bool = False
    content_controls: bool = False
    bookmarks: bool = False
    page_parts: bool = False


def random_traits(rng: random.Random) -> Traits:
    """Traits as they occur: most files have few of them."""

    def sometimes(share: float) -> bool:
        return rng.random() < share

    return Traits(
        merging=rng.choice(["merged", "merged", "merged", "repeated", "empty"]),
        split_runs=sometimes(0.5),
        soft_breaks=sometimes(0.5),
        tabs=sometimes(0.15),
        cut_tables=sometimes(0.2),
        repeated_head=sometimes(0.5),
        nested=sometimes(0.1),
        automatic_numbers=sometimes(0.2),
        headings=sometimes(0.4),
        text_box=sometimes(0.2),
        tracked=sometimes(0.2),
        fields=sometimes(0.3),
        content_controls=sometimes(0.2),
        bookmarks=sometimes(0.4),
        page_parts=sometimes(0.7),
    )


def run(text: str, size: int = 32, inside: str = "t") -> str:
    """One run; ``inside`` is ``delText`` for deleted text. A tab in the text becomes its element."""
    tag = f'<w:{inside} xml:space="preserve">{{}}</w:{inside}>'
    content = "<w:tab/>".join(tag.format(escape(part)) for part in text.split("\t"))
    return f"<w:r>{RUN_PROPERTIES.format(size)}{content}</w:r>"


def runs(text: str, rng: random.Random, traits: Traits, size: int = 32) -> str:
    """``text`` in one run or in several, deletions and insertions by the reviewer among them."""
    pieces = [text]
    if traits.split_runs and len(text) > 1 and rng.random() < 0.5:
        cut = rng.randint(1, len(text) - 1)
        pieces = [text[:cut], text[cut:]]
    parts = []
    for piece in pieces:
        part = run(piece, size) if piece else ""
        if traits.tracked and rng.random() < 0.1:
            part = _tracked(part, rng, size)
        parts.append(part)
    if traits.bookmarks and rng.random() < 0.1:
        parts.insert(0, '<w:bookmarkStart w:id="7" w:name="_GoBack"/>')
        parts.append('<w:bookmarkEnd w:id="7"/><w:proofErr w:type="gramEnd"/>')
    return "".join(parts)


def _tracked(part: str, rng: random.Random, size: int) -> str:
    """``part`` as inserted text, before it what it replaces."""
    by = f'w:id="{rng.randint(100, 999)}" w:author="张三" w:date="2024-01-08T09:00:00Z"'
    gone = run(rng.choice(["0", "12", "7", "核对"]), size, "delText")
    return f"<w:del {by}>{gone}</w:del>" + (f"<w:ins {by}>{part}</w:ins>" if rng.random() < 0.7 else part)


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{PARAGRAPH_PROPERTIES.format(properties)}{content}</w:p>"


def cell_content(text: str, rng: random.Random, traits: Traits) -> str:
    """What stands in a cell; lines are paragraphs or have a line break between them."""
    centred = '<w:jc w:val="center"/>'
    if not text:
        return f"<w:p><w:pPr>{centred}</w:pPr></w:p>"
    lines = [runs(line, rng, traits, 21) for line in text.split("\n")]
    if traits.soft_breaks:
        return paragraph("<w:r><w:br/></w:r>".join(lines), centred)
    return "".join(paragraph(line, centred) for line in lines)


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell of a printed row: its box where it begins, or the box that reaches into it from above."""

    box: Box
    continued: bool


def _places(grid: Grid) -> Iterator[list[_Place]]:
    """Row by row the boxes that begin or go on there, from left to right."""
    above: dict[int, tuple[Box, int]] = {}
    for line in grid.slots():
        places, column = [], 0
        while column < len(line):
            box = line[column]
            if box is None:
                box, left = above[column]
                above[column] = (box, left - 1)
                places.append(_Place(box, True))
            else:
                above[column] = (box, box.rowspan - 1)
                places.append(_Place(box, False))
            column += box.colspan
        yield places


def tables(grid: Grid, rng: random.Random, traits: Traits) -> str:
    """``grid`` as one table, or cut in two where the traits say so."""
    rows = list(_places(grid))
    if not traits.cut_tables or len(rows) < 6:
        return _table(rows, grid, rng, traits)
    cut = rng.randint(max(grid.header, 1) + 1, len(rows) - 1)
    head = rows[: grid.header] if traits.repeated_head else []
    first, second = rows[:cut], [*head, *_begun_again(rows[cut:], traits.repeated_head)]
    return _table(first, grid, rng, traits) + paragraph("") + _table(second, grid, rng, traits)


def _begun_again(rows: list[list[_Place]], labelled: bool) -> list[list[_Place]]:
    """Rows whose cells from above begin anew, with their text or without."""

    def begin(place: _Place) -> _Place:
        return _Place(place.box if labelled else replace(place.box, text=""), False) if place.continued else place

    return [[begin(place) for place in rows[0]], *rows[1:]] if rows else []


def _table(rows: list[list[_Place]], grid: Grid, rng: random.Random, traits: Traits) -> str:
    lines = "".join(_row(row, rng, traits, index < grid.header) for index, row in enumerate(rows))
    if traits.tracked and rng.random() < 0.5:
        lines += _deleted_row(grid.width, rng)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = f'<w:gridCol w:w="{9000 // grid.width}"/>' * grid.width
    properties = f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    table = f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    if not traits.nested:
        return table
    frame = '<w:tbl><w:tblPr><w:tblW w:w="9200" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9200"/></w:tblGrid>'
    return f"{frame}<w:tr>{CELL.format('', table + paragraph(''))}</w:tr></w:tbl>"


def _deleted_row(width: int, rng: random.Random) -> str:
    """A row that the reviewer struck out: it is no part of the report."""
    by = f'w:id="{rng.randint(100, 999)}" w:author="张三" w:date="2024-01-08T09:00:00Z"'
    texts = ["3.其他", *[str(rng.randint(0, 30)) for _ in range(width - 1)]]
    cells = (CELL.format("", paragraph(f"<w:del {by}>{run(text, 21, 'delText')}</w:del>")) for text in texts)
    return f"<w:tr><w:trPr><w:del {by}/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: list[_Place], rng: random.Random, traits: Traits, head: bool) -> str:
    cells = "".join(_cell(place, rng, traits) for place in row)
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if head and rng.random() < 0.5 else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(place: _Place, rng: random.Random, traits: Traits) -> str:
    """A cell, or as many as it covers where cells are not merged."""
    box = place.box
    if traits.merging == "merged":
        properties = f'<w:gridSpan w:val="{box.colspan}"/>' if box.colspan > 1 else ""
        if place.continued:
            properties += rng.choice(["<w:vMerge/>", '<w:vMerge w:val="continue"/>'])
        elif box.rowspan > 1:
            properties += '<w:vMerge w:val="restart"/>'
        return CELL.format(properties, cell_content("" if place.continued else box.text, rng, traits))
    # A figure is printed once only, whatever happens to labels.
    repeated = traits.merging == "repeated" and not any(char.isdigit() for char in box.text)
    again = box.text if repeated and len(box.text) > 2 else ""
    texts = [again if place.continued else box.text, *[again] * (box.colspan - 1)]
    return "".join(CELL.format("", cell_content(text, rng, traits)) for text in texts)
