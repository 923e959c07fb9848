"""What can be found of a report's tables 3 and 4 in the rows that a tool gives: the same measure for every tool.

A row of table 3 is found where its label is followed by exactly its figures in their order, in one row or over several
lines. Blank cells do not count, and a label that a merged cell repeats does no harm; of a label that is cut, a part
will do that belongs to no other row. Table 4 has no labels at its side: it is found where its figures follow each
other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from govinfo_pipeline.form import FORMS, Table
from govinfo_pipeline.reading.records import Row
from govinfo_pipeline.reading.script import plain
from govinfo_pipeline.reading.tokens import fold

_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")
_NOT_IN_FIGURES = re.compile(r"[\s,]")
_FILLER = re.compile(r"|NaN|nan|None|Unnamed: \d+|:?-{3,}:?")
"""What tools print in an empty cell, and the line below the head of a table in Markdown."""
_SHORTEST_PART = 4

Figures = tuple[Decimal, ...]
Labels = Mapping[str, tuple[str, ...]]
"""Row → its labels without numbers and punctuation."""


class Found(NamedTuple):
    """How many of the printed figures of tables 3 and 4 are found, and how many there are."""

    right: int
    printed: int


class _Run(NamedTuple):
    """Figures that follow each other, and the words since the figures before them."""

    words: tuple[str, ...]
    figures: Figures


def found(rows: Sequence[Sequence[str]], record: Mapping[str, Any]) -> Found:
    """The figures of ``record`` (a report of ``truth.json``) that ``rows`` hold behind their label, in their order."""
    cells = [row.cells for row in plain([Row(number, tuple(row)) for number, row in enumerate(rows, 1)])]
    by_row, by_sequence = list(_runs(cells)), list(_runs([[cell for row in cells for cell in row]]))
    form = FORMS[record["form"]]
    known = {
        code: {item: _known(figures) for item, figures in (record.get(code) or {}).items()}
        for code in ("applications", "disputes")
    }
    items, channels = known["applications"], known["disputes"]
    labels = _labels(form.table("applications"), items)
    right = {item for run in (*by_row, *by_sequence) if (item := _meant(run, labels)) and run.figures == items[item]}
    sums = [sum(len(items[item]) for item in right)]
    if _follow_each_other(
        by_row, [channels[item.code] for item in form.table("disputes").items if item.code in channels]
    ):
        sums.append(sum(map(len, channels.values())))
    return Found(sum(sums), sum(len(figures) for table in known.values() for figures in table.values()))


def _known(figures: Iterable[float | None]) -> Figures:
    return tuple(Decimal(figure) for figure in figures if figure is not None)


def _runs(rows: Iterable[Iterable[str]]) -> Iterator[_Run]:
    """The runs of figures, each within a row; words go on from row to row."""
    words: list[str] = []
    figures: list[Decimal] = []
    for row in rows:
        for text in (cell.strip() for cell in row):
            figure = _figure(text)
            if figure is not None:
                figures.append(figure)
            elif not _FILLER.fullmatch(text):
                if figures:
                    yield _Run(tuple(words), tuple(figures))
                    words, figures = [], []
                words.append(fold(text))
        if figures:
            yield _Run(tuple(words), tuple(figures))
            words, figures = [], []


def _figure(text: str) -> Decimal | None:
    """The number that a cell prints: in any width, with or without separators."""
    digits = _NOT_IN_FIGURES.sub("", unicodedata.normalize("NFKC", text))
    return Decimal(digits) if _FIGURE.fullmatch(digits) else None


def _labels(table: Table, printed: Iterable[str]) -> Labels:
    """The labels of those rows that a report prints."""
    return {
        item.code: tuple(fold(label) for label in (item.zh, *item.variants))
        for item in table.items
        if item.code in printed
    }


def _meant(run: _Run, labels: Labels) -> str | None:
    """The row whose label the words before the figures end with or hold, or that alone has the last of them in it."""
    words = "".join(run.words)
    ends = [(len(label), item) for item, known in labels.items() for label in known if words.endswith(label)]
    if ends:
        return max(ends)[1]
    held = [item for word in reversed(run.words) for item, known in labels.items() if word in known]
    if held:
        return held[0]
    part = run.words[-1] if run.words else ""
    if len(part) < _SHORTEST_PART:
        return None
    items = [item for item, known in labels.items() if any(_is_part(part, label) for label in known)]
    return items[0] if len(items) == 1 else None


def _is_part(words: str, label: str) -> bool:
    return label.startswith(words) or label.endswith(words)


def _follow_each_other(runs: Sequence[_Run], channels: Sequence[Figures]) -> bool:
    """Whether the figures of all channels stand in one run, in one a channel, or in one a figure."""
    wanted = [figure for figures in channels for figure in figures]
    ends = [0]
    for run in runs:
        ends.append(ends[-1] + len(run.figures))
    figures = [figure for run in runs for figure in run.figures]
    return any(end - len(wanted) in ends and figures[end - len(wanted) : end] == wanted for end in ends)
