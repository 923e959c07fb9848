"""How a PDF of our own looks: its rules, its fonts, what it repeats and what it breaks."""

import random
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
"""Characters → the Kangxi radical that looks the same."""
VIEWERS_FONT = "STSong-Light"
TRUETYPE = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
ALL_SIDES = frozenset({"left", "top", "right", "bottom"})


@dataclass(frozen=True, slots=True)
class Choices:
    """How one file is drawn.

    ``rules`` are the lines of tables: stroked lines or boxes, thin filled boxes, or none; ``ruled`` says which of them
    are there: all, all but the outer sides, horizontal ones, those around the table and its head, or any at random.
    ``gaps`` draws digits one by one. ``relabel`` prints the label of a group again on the next page. ``radicals`` is
    the share of characters replaced by radicals. ``cut_rows`` ends pages within rows, ``open_cuts`` without a line.
    ``broken_figures`` breaks figures that are wider than their cell. ``upright`` writes the first columns one character
    a line, ``turned`` writes them turned. ``from_top`` begins all cells at their top. ``by_column`` draws
    cells in another order than they are read. ``head`` is printed at the top of every page.
    """

    rules: Literal["lines", "boxes", "fills", "none"] = "boxes"
    ruled: Literal["all", "no_sides", "horizontal", "outer", "patchy"] = "all"
    repeated_head: bool = True
    relabel: bool = False
    gaps: float = 0.0
    radicals: float = 0.0
    footer: str = "- {} -"
    head: str = ""
    embedded: bool = False
    figures: Literal["centre", "left", "right"] = "centre"
    from_top: bool = False
    cut_rows: bool = False
    open_cuts: bool = False
    broken_figures: bool = False
    upright: bool = False
    turned: bool = False
    by_column: bool = False

    def sides(self, rng: random.Random, row: int, column: int, is_last: bool, header: int) -> frozenset[str]:
        """The sides of a cell that are ruled."""
        if self.ruled == "all":
            return ALL_SIDES
        if self.ruled == "patchy":
            return ALL_SIDES if rng.random() < 0.4 else frozenset()
        if self.ruled == "horizontal":
            return frozenset({"top", "bottom"})
        outer = ({"left"} if column == 0 else set()) | ({"right"} if is_last else set())
        if self.ruled == "no_sides":
            return ALL_SIDES - outer
        return ALL_SIDES if row < header else frozenset(outer)


def random_choices(rng: random.Random) -> Choices:
    """Choices as chance has them, more often ruled than not."""
    return Choices(
        rules=rng.choice(["lines", "boxes", "boxes", "fills", "none"]),
        ruled=rng.choice(["all", "all", "all", "all", "no_sides", "horizontal", "outer", "patchy"]),
        repeated_head=rng.random() < 0.5,
        relabel=rng.random() < 0.3,
        gaps=rng.choice([0.0, 0.0, 0.05, 0.3]),
        radicals=rng.choice([0.0, 0.0, 0.5, 1.0]),
        footer=rng.choice(["- {} -", "— {} —", "{}", "第 {} 页", ""]),
        head=rng.choice(["", "", "政府信息公开"]),
        embedded=rng.random() < 0.6,
        figures=rng.choice(["centre", "centre", "left", "right"]),
        from_top=rng.random() < 0.3,
        cut_rows=rng.random() < 0.3,
        open_cuts=rng.random() < 0.5,
        broken_figures=rng.random() < 0.3,
        upright=rng.random() < 0.15,
        turned=rng.random() < 0.15,
        by_column=rng.random() < 0.2,
    )


@cache
def font(embedded: bool) -> str:
    """The name of a registered font: inside the file where there is one to put there, or the viewer's own."""
    kinds = {name: import_module(f"reportlab.pdfbase.{name}") for name in ("ttfonts", "cidfonts", "pdfmetrics")}
    if embedded and TRUETYPE.exists():
        made = kinds["ttfonts"].TTFont("WenQuanYi", TRUETYPE, subfontIndex=0)
        # A radical is drawn with the glyph of its character, as in the fonts that cause them.
        for table in (made.face.charToGlyph, made.face.charWidths):
            table |= {ord(radical): table[ord(char)] for char, radical in RADICALS.items() if ord(char) in table}
    else:
        made = kinds["cidfonts"].UnicodeCIDFont(VIEWERS_FONT)
    kinds["pdfmetrics"].registerFont(made)
    return str(made.fontName)


def breadth(text: str, size: float) -> float:
    """About how wide ``text`` is."""
    return sum(size if char > "\u2000" else size * 0.56 for char in text)


def wrapped(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """``text`` in lines no wider than ``width``; a number is never broken."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines.append("")
        room = width - indent
        for word in _words(line):
            if lines[-1] and breadth(lines[-1] + word, size) > room:
                lines.append("")
                room = width
            lines[-1] += word
    return lines


def _words(line: str) -> list[str]:
    words: list[str] = []
    for char in line:
        if words and char in "0123456789.,%" and words[-1][-1] in "0123456789.,":
            words[-1] += char
        else:
            words.append(char)
    return words
