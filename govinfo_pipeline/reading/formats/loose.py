"""Tables without rulings, or with some of them only: labels of the form, and the figures beside them.

A label is known by its words, however many lines it takes and wherever a page cuts it; the figures on its height are
its row. A column is where figures and the words of its head stand above each other, so that an empty cell is seen.
What cannot be told with certainty is left as it is printed, and fits no column.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from govinfo_pipeline.form import Form, Item, Table
from govinfo_pipeline.reading.chain import Hit, heaviest_chain
from govinfo_pipeline.reading.formats.flow import PlacedRow
from govinfo_pipeline.reading.formats.grid import Box
from govinfo_pipeline.reading.formats.lanes import Lane, apart, by_lane, figure_of, find_lanes
from govinfo_pipeline.reading.formats.words import Line, Word, joined, lines_of
from govinfo_pipeline.reading.tokens import fold

_SHORT_LABEL = 2
_MOST_LINES_CUT = 12
_FARTHEST_HEAD = 150.0
_DISPUTES = "disputes"
# Of 结果维持 and 结果纠正, which may be broken anywhere, the characters that no other head has.
_DISPUTE_HEAD = "维纠"


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a row as it stands on the page."""

    rank: int
    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        return _around(self.words)

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


@dataclass(slots=True)
class FigureRow:
    """A label and the pieces of figures beside it."""

    label: Label
    item: Item
    figures: list[Word]


def loose_rows(words: Sequence[Word], form: Form, bottoms: Sequence[float]) -> tuple[list[PlacedRow], set[Word]]:
    """The rows of tables among ``words``, and the words that they are made of.

    ``bottoms`` are the heights at which pages end.
    """
    rows: list[PlacedRow] = []
    used: set[Word] = set()
    for table in form.tables:
        free = [word for word in words if word not in used]
        found, taken = _dispute_rows(free, table) if table.code == _DISPUTES else _item_rows(free, table, bottoms)
        rows.extend(found)
        used.update(taken)
    return rows, used


def _item_rows(words: Sequence[Word], table: Table, bottoms: Sequence[float]) -> tuple[list[PlacedRow], list[Word]]:
    """The rows of table 2 or 3, and their words. A row without figures is one of blanks, if it is between others."""
    rows = list(_with_figures(words, table, bottoms))
    printed = [row.label.rank for row in rows if row.figures]
    if not printed:
        return [], []
    placed: list[PlacedRow] = []
    used = _names_of_groups(words, rows)
    for columns, group in groupby(rows, key=lambda row: row.item.columns):
        block = list(group)
        heads = _heads(words, block, [label for column in columns for label in (column.zh, *column.variants)])
        lanes = find_lanes([row.figures for row in block], heads, len(columns))
        above = [word for word in heads if word.box.bottom > block[0].label.box.top]
        if lanes is not None and above:
            placed.append(_head_row(above, lanes))
            used += above
        for row in block:
            if row.figures or min(printed) < row.label.rank < max(printed):
                placed.append(PlacedRow(row.label.box.top, (row.label.text, *_cells(row.figures, lanes))))
                used += [*row.label.words, *row.figures]
    return placed, used


def _names_of_groups(words: Sequence[Word], rows: Sequence[FigureRow]) -> list[Word]:
    """The words left of the labels: the names of groups, which reach over several rows and say nothing of any."""
    boxes = [row.label.box for row in rows]
    return [
        word
        for word in words
        if boxes[-1].bottom < word.box.middle[1] < boxes[0].top
        and word.box.right <= min(boxes, key=lambda box: abs(box.middle[1] - word.box.middle[1])).left
    ]


def _with_figures(words: Sequence[Word], table: Table, bottoms: Sequence[float]) -> Iterator[FigureRow]:
    """The labels of a table from top to bottom, each with the pieces of figures that stand right of it.

    A row reaches half the way to the label above and to the one below.
    """
    found = sorted(
        _rows_of(_labels([w for w in words if not w.is_figure], table, bottoms), table), key=_top, reverse=True
    )
    named = {word for label in found for word in label.words}
    figures = list(_free_figures([word for word in words if word not in named]))
    beside = _beside(found, figures, [len(item.columns) for item in table.items], bottoms)
    hits = [Hit(place, label.rank, 3 if beside[place] else 1) for place, label in enumerate(found)]
    for hit in heaviest_chain(hits):
        yield FigureRow(found[hit.position], table.items[hit.rank], beside[hit.position])


def _top(label: Label) -> float:
    return label.box.top


def _rows_of(labels: Iterable[Label], table: Table) -> list[Label]:
    """The labels without those that head a group: where the rows of the group are there, it has no figures."""
    found = list(labels)
    codes = {table.items[label.rank].code for label in found}
    return [label for label in found if codes.isdisjoint(table.items[label.rank].replaces)]


def _free_figures(words: Sequence[Word]) -> Iterator[Word]:
    """The pieces of figures that are not part of a sentence, with their units and signs."""
    for line in lines_of(words):
        for group in apart(line.words):
            is_number = any(word.has_digit for word in group) and all(word.may_be_of_a_figure for word in group)
            if is_number or all(word.is_mark for word in group):
                yield from group


def _beside(
    labels: Sequence[Label], figures: Sequence[Word], widths: Sequence[int], bottoms: Sequence[float]
) -> list[list[Word]]:
    """For each label the pieces of figures that stand right of it, at its height.

    What no label claims belongs to the one that a page parts it from, in a row that the page cuts.
    """
    beside: list[list[Word]] = [[] for _ in labels]
    spans = [_span(labels, place) for place in range(len(labels))]
    for word in figures:
        y = word.box.middle[1]
        for row, label, (bottom, top) in zip(beside, labels, spans, strict=True):
            if bottom < y < top and word.box.left > label.box.right - 0.3 * word.box.height:
                row.append(word)
    claimed = _with_stacked(beside, figures)
    cut: dict[int, list[Word]] = {}
    for word in figures:
        if word not in claimed and (near := _cut_off(labels, word, bottoms)) is not None:
            cut.setdefault(near, []).append(word)
    for place, pieces in cut.items():
        # Two whole rows are not one; the other's label was not found.
        if min(len(pieces), len(beside[place])) < widths[labels[place].rank]:
            beside[place].extend(pieces)
    return beside


def _with_stacked(beside: Sequence[list[Word]], figures: Sequence[Word]) -> set[Word]:
    """Adds to each row the pieces right above and below its own: lines of figures that are wrapped more than once."""
    claimed = {word for group in beside for word in group}
    free = [word for word in figures if word not in claimed]
    while free:
        found = {
            word: row
            for word in free
            if (row := next((n for n, group in enumerate(beside) if _is_stacked(word, group)), None)) is not None
        }
        for word, row in found.items():
            beside[row].append(word)
        claimed.update(found)
        free = [word for word in free if word not in found]
        if not found:
            break
    return claimed


def _is_stacked(word: Word, group: Sequence[Word]) -> bool:
    left, bottom, right, top = word.box
    room = 0.6 * word.box.height
    return any(
        left < box.right and box.left < right and bottom - box.top < room and box.bottom - top < room
        for box, _, _ in group
    )


def _span(labels: Sequence[Label], place: int) -> tuple[float, float]:
    """From where to where the row of a label reaches: half a line, but never beyond the middle to the next label."""
    box, size = labels[place].box, labels[place].words[0].box.height
    bottom, top = box.bottom - 0.5 * size, box.top + 0.5 * size
    if place > 0:
        top = min(top, max((labels[place - 1].box.bottom + box.top) / 2, box.middle[1]))
    if place + 1 < len(labels):
        bottom = max(bottom, min((labels[place + 1].box.top + box.bottom) / 2, box.middle[1]))
    return bottom, top


def _cut_off(labels: Sequence[Label], word: Word, bottoms: Sequence[float]) -> int | None:
    """The label from which only the end of a page parts a figure: the first below it or the last above it."""
    y = word.box.middle[1]
    below = next((place for place, label in enumerate(labels) if label.box.top < y), None)
    above = next((place for place in reversed(range(len(labels))) if labels[place].box.bottom > y), None)
    if below is None or above is None or below != above + 1:
        return None
    for place, start, end in ((below, y, labels[below].box.top), (above, labels[above].box.bottom, y)):
        box = labels[place].box
        if any(end < bottom < start for bottom in bottoms) and word.box.left > box.right - 0.3 * word.box.height:
            return place
    return None


def _labels(words: Sequence[Word], table: Table, bottoms: Sequence[float]) -> Iterator[Label]:
    """Words that are a label of the table together; each word belongs to one at most."""
    lines = lines_of(words)
    used: set[Word] = set()
    for index, line in enumerate(lines):
        for place, word in enumerate(line.words):
            if word not in used and (label := _label_from(lines, index, place, table, used, bottoms)):
                used.update(label.words)
                yield label


def _label_from(
    lines: Sequence[Line], index: int, place: int, table: Table, used: set[Word], bottoms: Sequence[float]
) -> Label | None:
    """The longest label that begins with a word; its further words stand behind it or below."""
    whole, beginnings = _known(table)
    words = [lines[index].words[place]]
    text = words[0].plain
    if fold(text) not in beginnings or not any(map(str.isalnum, text)):
        return None
    best: Label | None = None
    while True:
        rank = whole.get(fold(text))
        if rank is not None and (len(fold(text)) > _SHORT_LABEL or _is_numbered(text, table.items[rank])):
            best = Label(rank, tuple(words))
        following = next(
            (
                word
                for word in _following(lines, index, words, bottoms)
                if word not in used and fold(text + word.plain) in beginnings and fold(text + word.plain) != fold(text)
            ),
            None,
        )
        if following is None:
            return best
        words.append(following)
        text += following.plain


def _is_numbered(text: str, item: Item) -> bool:
    """Whether a label has the number of the row; columns have the same short names without one."""
    return unicodedata.normalize("NFKC", text).startswith(unicodedata.normalize("NFKC", item.number))


def _following(lines: Sequence[Line], index: int, words: Sequence[Word], bottoms: Sequence[float]) -> Iterator[Word]:
    """The words that may go on a label: the next on its line, those right below it, and the first of the next page."""
    last, box = words[-1].box, _around(words)
    floor = max((bottom for bottom in bottoms if bottom < last.bottom), default=last.bottom)
    turned = 0
    for line in lines[index:]:
        turned += line.y < floor
        if turned > _MOST_LINES_CUT:
            return
        for word in line.words:
            is_beside = abs(word.box.middle[1] - last.middle[1]) < 0.5 * last.height
            if is_beside and 0 <= word.box.left - last.right + 1 < 1.5 * last.height:
                yield word
                continue
            if word.box.top < last.middle[1] and word.box.left < box.right and word.box.right > box.left:
                if not turned and last.bottom - word.box.top >= last.height:
                    return
                yield word


@cache
def _known(table: Table) -> tuple[dict[str, int], frozenset[str]]:
    """Folded label → rank of its row, and everything that a label begins with."""
    whole = {fold(label): rank for rank, item in enumerate(table.items) for label in (item.zh, *item.variants)}
    return whole, frozenset(label[:end] for label in whole for end in range(len(label) + 1))


def _heads(words: Sequence[Word], block: Sequence[FigureRow], labels: Sequence[str]) -> list[Word]:
    """The words of the heads of columns above and between the rows, right of the labels."""
    known = [fold(label) for label in labels]
    left = max((row.label.box.left for row in block), default=0.0)
    top, bottom = block[0].label.box.top + _FARTHEST_HEAD, block[-1].label.box.bottom
    above = [w for w in words if bottom < w.box.middle[1] < top and w.box.left > left and not w.may_be_of_a_figure]
    return [word for word in above if _is_part_of(word, known)]


def _head_row(heads: Sequence[Word], lanes: Sequence[Lane]) -> PlacedRow:
    """The heads of the columns as a row."""
    return PlacedRow(min(w.box.bottom for w in heads), tuple(joined(words) for words in by_lane(heads, lanes)))


def _cells(figures: Sequence[Word], lanes: Sequence[Lane] | None) -> list[str]:
    """The figures of a row, one string a column; as they stand, parted by gaps, if the columns are not known."""
    return [figure_of(words) for words in (apart(figures) if lanes is None else by_lane(figures, lanes))]


def _dispute_rows(words: Sequence[Word], table: Table) -> tuple[list[PlacedRow], list[Word]]:
    """Table 4 and its words: figures of all channels side by side, below heads that repeat for each channel."""
    columns = table.items[0].columns
    count = len(columns) * len(table.items)
    known = [fold(label) for column in columns for label in (column.zh, *column.variants)]
    marks = [word.box.middle[1] for word in words if any(mark in word.plain for mark in _DISPUTE_HEAD)]
    for is_figures, run in groupby(lines_of(words), key=_is_figures):
        figures = [word for line in run for word in line.words]
        top = max(word.box.middle[1] for word in figures)
        if not is_figures or len(figures) < len(columns) or not any(top < y < top + _FARTHEST_HEAD for y in marks):
            continue
        above = [word for word in words if top < word.box.bottom < top + _FARTHEST_HEAD]
        heads = [word for word in above if _is_part_of(word, known)]
        lanes = find_lanes([figures], heads, count)
        row = PlacedRow(top, tuple(_cells(figures, lanes)))
        if lanes is None or not heads:
            return [row], figures
        return [_head_row(heads, lanes), row], [*heads, *figures]
    return [], []


def _is_part_of(word: Word, labels: Sequence[str]) -> bool:
    """Whether a word is a label, or a piece of one that is wrapped."""
    return fold(word.plain) != "" and any(fold(word.plain) in label for label in labels)


def _is_figures(line: Line) -> bool:
    return all(word.may_be_of_a_figure or word.is_mark for word in line.words)


def _around(words: Sequence[Word]) -> Box:
    boxes = [word.box for word in words]
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
