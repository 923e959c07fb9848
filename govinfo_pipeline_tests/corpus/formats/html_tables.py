"""Grids as html tables, from a tidy one to those of Word and of editors that count their spans wrongly."""

import html
import random
from dataclasses import dataclass
from typing import Literal

from govinfo_pipeline_tests.corpus.document import Box, Grid

ENTITIES = str.maketrans({"“": "&ldquo;", "”": "&rdquo;", "　": "&#12288;", "—": "&mdash;", "、": "&#x3001;"})
WORD_FONT = "font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体;color:black"


@dataclass(frozen=True, slots=True)
class Markup:
    """How one page writes text and tables.

    ``cell`` goes round the content of a cell, ``{}`` being the text. ``faults`` is the share of spans that are
    off by one, ``absurd`` makes one of them huge. ``word`` writes cells as Word does, with ``wrapped`` source lines.
    """

    cell: str = "{}"
    empty: str = ""
    line_break: str = "<br>"
    attributes: str = ' border="1"'
    heads: Literal["none", "tbody", "thead", "th"] = "tbody"
    entities: bool = False
    unclosed: bool = False
    faults: float = 0.0
    absurd: bool = False
    word: bool = False
    wrapped: bool = False

    def escape(self, text: str) -> str:
        """``text`` as html character data."""
        escaped = html.escape(text, quote=False)
        return escaped.translate(ENTITIES) if self.entities else escaped


CELLS = (
    "{}",
    "{}",
    "<p>{}</p>",
    '<p style="text-align: center;">{}</p>',
    '<p align="center"><span style="font-size: 14px; font-family: 宋体;">{}</span></p>',
    '<div><p style="text-indent:0"><font face="宋体"><span>{}</span></font></p></div>',
    "\n        {}\n      ",
)


def random_markup(rng: random.Random) -> Markup:
    """The tables of a content management system: correct, each site in its own way."""
    return Markup(
        cell=rng.choice(CELLS),
        empty=rng.choice(["", "", "&nbsp;", "<br>", "&#160;&nbsp;", "\u3000"]),
        line_break=rng.choice(["<br>", "<br/>", "<br />\n"]),
        attributes=rng.choice(
            [
                ' border="1" cellspacing="0" cellpadding="0"',
                ' class="table table-bordered" style="width: 100%; border-collapse: collapse;"',
                " border=1 width=640 align=center",
            ]
        ),
        heads=rng.choice(["none", "tbody", "tbody", "thead", "th"]),
        entities=rng.random() < 0.2,
    )


def editor_markup(rng: random.Random) -> Markup:
    """Tables after an editor or WPS had its way with them: spans off by one, closing tags lost."""
    return Markup(
        cell=rng.choice(CELLS),
        empty=rng.choice(["", "&nbsp;", "<br>", "<p></p>", "<span></span>"]),
        attributes=' class="et2 noBorderTable" data-sort="sortDisabled" style="border: none;"',
        heads=rng.choice(["none", "tbody", "thead", "th"]),
        entities=rng.random() < 0.2,
        unclosed=rng.random() < 0.4,
        faults=rng.choice([0.0, 0.1, 0.4]),
        absurd=rng.random() < 0.08,
    )


def word_markup(rng: random.Random) -> Markup:
    """Tables as Word saves them."""
    return Markup(
        empty="&nbsp;",
        attributes=" class=MsoTableGrid border=1 cellspacing=0 cellpadding=0\n style='border-collapse:collapse'",
        heads=rng.choice(["none", "thead"]),
        word=True,
        wrapped=rng.random() < 0.4,
    )


def table(grid: Grid, rng: random.Random, markup: Markup) -> str:
    """``grid`` as a table element."""
    absurd = rng.randrange(len(grid.rows)) if markup.absurd else -1
    rows = [_row(grid, index, rng, markup, index == absurd) for index in range(len(grid.rows))]
    head = grid.header if markup.heads in ("thead", "th") else 0
    parts = [f"<thead>{''.join(rows[:head])}</thead>"] if head and markup.heads == "thead" else rows[:head]
    body = "".join(rows[head:]) + (_zero_row(grid) if markup.word and rng.random() < 0.5 else "")
    parts.append(f"<tbody>{body}</tbody>" if markup.heads != "none" else body)
    columns = "<colgroup>" + '<col width="60">' * grid.width + "</colgroup>" if rng.random() < 0.3 else ""
    return f"<table{markup.attributes}>{columns}{''.join(parts)}</table>"


def _row(grid: Grid, index: int, rng: random.Random, markup: Markup, absurd: bool) -> str:
    tag = "th" if markup.heads == "th" and index < grid.header else "td"
    cells = []
    for place, box in enumerate(grid.rows[index]):
        content = _content(box.text, rng, markup)
        close = "" if markup.unclosed else f"</{tag}>"
        cells.append(f"<{tag}{_spans(box, rng, markup, absurd and not place)}>{content}{close}\n")
    height = rng.choice([' style="height:20px"', ' height="30"', ""])
    return f"<tr{height}>\n{''.join(cells)}{'' if markup.unclosed else '</tr>'}\n"


def _spans(box: Box, rng: random.Random, markup: Markup, absurd: bool) -> str:
    """The attributes of a cell; a wrong span is off by one, and only where the cell has a span at all."""
    columns, rows = box.colspan, box.rowspan
    if rng.random() < markup.faults:
        columns = max(1, columns + rng.choice([-1, 1])) if columns > 1 else columns
        rows = max(1, rows + rng.choice([-1, 1])) if rows > 1 else rows
    spans = f' colspan="{columns}"' if columns > 1 or rng.random() < 0.05 else ""
    spans += f' rowspan="{rows}"' if rows > 1 or rng.random() < 0.05 else ""
    if absurd:
        spans = rng.choice([' colspan="1000"', ' rowspan="65534"', ' colspan="100000000"', ' rowspan="0"'])
    width = rng.choice(["", f' width="{rng.randint(30, 120)}"', ' style="border:solid 1px #000;padding:0 7px"'])
    return width + spans


def _content(text: str, rng: random.Random, markup: Markup) -> str:
    if markup.word:
        return _word_cell(text, rng, markup)
    lines = [markup.escape(line) for line in text.split("\n")]
    joint = markup.line_break
    if text and len(lines) > 1 and markup.cell.startswith("<p") and rng.random() < 0.3:
        joint = "</p><p>" if "span" not in markup.cell else "</span></p><p><span>"
    return markup.cell.format(joint.join(lines) if text.strip() else markup.empty + text)


def _word_cell(text: str, rng: random.Random, markup: Markup) -> str:
    lines = text.split("\n")
    if len(lines) > 1 and rng.random() < 0.5:
        return "".join(_word_paragraph(word_runs(line, rng, markup)) for line in lines)
    if not text.strip():
        return _word_paragraph(f"<span lang=EN-US style='{WORD_FONT}'><o:p>&nbsp;</o:p></span>")
    joint = "<span lang=EN-US\n  style='font-size:10.5pt'><br>\n  </span>"
    return _word_paragraph(joint.join(word_runs(line, rng, markup) for line in lines))


def _word_paragraph(runs: str) -> str:
    return (
        f"\n  <p class=MsoNormal align=center style='text-align:center;mso-pagination:\n  widow-orphan'>{runs}</p>\n  "
    )


def word_runs(text: str, rng: random.Random, markup: Markup) -> str:
    """``text`` in spans, cut at random places: also inside numbers and words."""
    pieces = []
    while text:
        size = rng.choice([1, 2, 4, len(text), len(text)])
        pieces.append(text[:size])
        text = text[size:]
    spans = []
    for piece in pieces:
        language = " lang=EN-US" if piece.isascii() else ""
        escaped = _wrap(markup.escape(piece)) if markup.wrapped else markup.escape(piece)
        spans.append(f"<span{language}\n  style='{WORD_FONT}'>{escaped}</span>")
    if rng.random() < 0.5:
        spans.append("<span lang=EN-US><o:p></o:p></span>")
    return "".join(spans)


def _wrap(text: str) -> str:
    """Source lines of 36 characters, broken between two Chinese characters, as Word breaks them."""
    lines, line = [], ""
    for char in text:
        if len(line) >= 36 and "\u4e00" <= char <= "\u9fff" and "\u4e00" <= line[-1] <= "\u9fff":
            lines.append(line)
            line = ""
        line += char
    return "\n".join([*lines, line])


def _zero_row(grid: Grid) -> str:
    """The row without height that Word adds where its columns do not meet."""
    cells = "".join(f"\n  <td width={48 + i} style='border:none'></td>" for i in range(grid.width))
    return f"<![if !supportMisalignedColumns]>\n <tr height=0>{cells}\n </tr>\n <![endif]>\n"
