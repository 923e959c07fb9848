"""The columns of table 3, by the heads printed over them.

The form prints its heads in levels: 申请人情况 stands over 自然人 and 法人或其他组织, and that over five kinds of
organizations; 总计 stands beside any of them. The cells of a level are put in the place of the group that they stand
under, so that what remains are the columns from left to right, whatever is merged. Where rows are printed cell for
cell below the heads, the places of the heads are those of the figures, also in a row with blanks.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from govinfo_pipeline.form import Table
from govinfo_pipeline.reading.fit import Fit
from govinfo_pipeline.reading.stream import Segment, Stream
from govinfo_pipeline.reading.tokens import BLANK, MARK, NUMBER, Token, fold

_APPLICANTS, _ORGANIZATIONS = "申请人情况", "法人或其他组织"
_GROUPS = (_APPLICANTS, _ORGANIZATIONS)
_FIRST_UNDER = {_APPLICANTS: 0, _ORGANIZATIONS: 1}
"""The rank of the first column that stands under a group."""
_MOST_HEAD_ROWS = 16
_FEWEST_ROWS = 3
_NOTHING = Token(BLANK, "")

Level = Sequence[str]
Order = tuple[int | None, ...]
"""Ranks of columns from left to right, in the form's order; null for a column that the form does not have."""


class Heads(NamedTuple):
    """The columns, and the index of each in the rows of the heads, if they stand in a grid.

    ``width`` counts the columns of the form, of which a report may leave out some.
    ``is_trimmed`` where the rows of the heads end with their last words, and not with the table: so may rows below.
    """

    order: Order
    places: tuple[int, ...] | None
    is_trimmed: bool
    width: int

    @property
    def are_usual(self) -> bool:
        """Whether they are the form's own columns, in its order."""
        return _is_usual(self.order, self.width)

    @property
    def are_all(self) -> bool:
        """Whether no column of the form is without its head."""
        return self.width <= len(self.order)


class Columns(NamedTuple):
    """What the heads say of the figures below: their order, and their places in rows, where rows keep the grid."""

    order: Order
    places: tuple[int, ...] | None
    is_trimmed: bool
    is_usual: bool
    width: int

    @classmethod
    def of(cls, stream: Stream, heads: Heads, segments: Sequence[Segment]) -> "Columns | None":
        """Null where heads are fewer than the form's, and rows do not agree that so many columns are printed."""
        places = heads.places if heads.places and _is_kept(stream, heads.places, segments) else None
        if not heads.are_all and not places and any(len(s.printed) != len(heads.order) for s in segments):
            return None
        order = _by_the_sums(heads.order, segments) if heads.are_all else heads.order
        return cls(order, places, heads.is_trimmed, _is_usual(order, heads.width), heads.width)

    def ways(self, stream: Stream, segment: Segment) -> list[Fit] | None:
        """The one way to read a row; none if it does not fit the heads, null where they say nothing but the usual."""
        if self.places is not None:
            row = stream.tokens[stream.begins[stream.row(segment.label)] : segment.row_end]
            if self.places[-1] < len(row) or self.is_trimmed:
                return [self._by_rank([row[place] if place < len(row) else _NOTHING for place in self.places])]
        if self.is_usual:
            return None
        tail = stream.tokens[segment.start : segment.row_end]
        surplus = len(tail) - len(self.order)
        if surplus == 0 or (
            surplus > 0 and tail[surplus].kind is not BLANK and not any(t.kind for t in tail[:surplus])
        ):
            return [self._by_rank(tail[surplus:])]
        if None not in self.order and len(segment.printed) == len(self.order):
            return [self._by_rank(segment.printed)]
        return []

    def _by_rank(self, tokens: Sequence[Token]) -> Fit:
        placed = {rank: token for rank, token in zip(self.order, tokens, strict=True) if rank is not None}
        return tuple(map(placed.get, range(self.width)))


def _is_usual(order: Order, width: int) -> bool:
    return order == tuple(range(width))


def _by_the_sums(order: Order, segments: Sequence[Segment]) -> Order:
    """The order of the heads, unless the figures add up with the total in the last place, and not where it is named."""
    total = max(rank for rank in order if rank is not None)
    at_the_end = (*(rank for rank in order if rank not in (total, None)), total)
    if order == at_the_end or None in order:
        return order
    place = order.index(total)
    rows = [[token.whole or 0 for token in s.printed] for s in segments if len(s.printed) == s.width]
    named = sum(1 for row in rows if any(row) and 2 * row[place] == sum(row))
    last = sum(1 for row in rows if any(row) and 2 * row[-1] == sum(row))
    return at_the_end if last > named else order


def _is_kept(stream: Stream, places: Sequence[int], segments: Sequence[Segment]) -> bool:
    """Whether all figures of all rows stand under the heads, and some under the first of them."""
    under = frozenset(places)
    leftmost, rows = [], 0
    for segment in segments:
        begin = stream.begins[stream.row(segment.label)]
        kinds = stream.kinds[segment.start : segment.row_end]
        filled = [place for place, kind in enumerate(kinds, segment.start - begin) if kind in (NUMBER, MARK)]
        if segment.label - begin >= places[0] or not under.issuperset(filled):
            return False
        if filled:
            rows += 1
            leftmost.append(filled[0])
        elif any(token.kind is not BLANK for token in segment.printed):
            return False
    return rows >= _FEWEST_ROWS and min(leftmost) == places[0]


def heads_over(stream: Stream, table: Table, label: int) -> Heads | None:
    """The heads above the first row's ``label``; null where not all are found, or the table's rows share none."""
    if not _ranks(table):
        return None
    row = stream.row(label)
    begins = stream.begins[max(0, row - _MOST_HEAD_ROWS) : row + 1]
    cells = stream.cells
    rows = [tuple(cells[start:end]) for start, end in zip(begins, [*begins[1:], label], strict=True)]
    return _read_heads(tuple(rows), table)


@cache
def _ranks(table: Table) -> dict[str, int]:
    """The folded labels of the columns that all rows of the table share → their ranks; empty if they share none."""
    if len({item.columns for item in table.items}) > 1:
        return {}
    columns = table.items[0].columns
    return {fold(label): rank for rank, column in enumerate(columns) for label in (column.zh, *column.variants)}


@lru_cache(maxsize=512)
def _read_heads(rows: tuple[tuple[str, ...], ...], table: Table) -> Heads | None:
    ranks: Mapping[str, int] = _ranks(table)
    levels = _last_levels([[fold(cell) for cell in _apart(row, ranks)] for row in rows], ranks)
    ranks = _without_second_names(ranks, table, levels)
    found = sorted(ranks[word] for level in levels for word in level if word in ranks)
    width = len(table.items[0].columns)
    if len(found) != len(set(found)) or not {0, width - 1}.issubset(found):
        return None
    order = _left_to_right(levels, ranks)
    # A head that is not of the form may be one that is missing, misprinted.
    if order is None or (len(found) < width and None in order):
        return None
    is_trimmed = all(level[-1] for level in levels) and len({len(level) for level in levels}) > 1
    return Heads(order, _places(levels, order, ranks), is_trimmed, width)


def _without_second_names(ranks: Mapping[str, int], table: Table, levels: Sequence[Level]) -> Mapping[str, int]:
    """The ranks without other names of a column that is printed under its own: a 小计 beside a 总计 is not that."""
    printed = set(chain.from_iterable(levels))
    own = [fold(column.zh) for column in table.items[0].columns]
    return {word: rank for word, rank in ranks.items() if word == own[rank] or own[rank] not in printed}


def _apart(row: Sequence[str], ranks: Mapping[str, int]) -> Sequence[str]:
    """The cells of a row; where they are one line of text, its words, if they are heads."""
    words = row[0].split() if len(row) == 1 else []
    are_heads = len(words) > 1 and sum(fold(word) in ranks or fold(word) in _GROUPS for word in words) > len(words) / 2
    return words if are_heads else row


def _last_levels(rows: Sequence[Level], ranks: Mapping[str, int]) -> Sequence[Level]:
    """The last rows below each other that have heads in them; the last alone where it repeats all merged cells."""
    has_heads = [any(word in ranks or word in _GROUPS for word in row) for row in rows]
    end = max((place for place, has in enumerate(has_heads, 1) if has), default=0)
    start = end
    while start and has_heads[start - 1]:
        start -= 1
    if end and len({ranks[word] for word in rows[end - 1] if word in ranks}) == len(set(ranks.values())):
        return rows[end - 1 : end]
    return rows[start:end]


def _left_to_right(levels: Sequence[Level], ranks: Mapping[str, int]) -> Order | None:
    """The columns, each level in the place of the group that it stands under."""
    if any(_is_flat(level, ranks) for level in levels):
        return _in_sequence(list(chain.from_iterable(levels)), ranks)
    heads: list[str] = []
    for level in levels:
        printed = [word for word in level if word]
        group = next((place for place, word in enumerate(heads) if word in _GROUPS), None)
        if heads and group is None:
            return None
        heads[group:] = [*printed, *heads[group + 1 :]] if group is not None else printed
    first = next(place for place, word in enumerate(heads) if word in ranks)
    return tuple(ranks.get(word) for word in heads[first:] if word not in _GROUPS)


def _is_flat(level: Level, ranks: Mapping[str, int]) -> bool:
    """Whether a row tells nothing of levels: a head alone, or a group beside what stands under it."""
    found = {ranks[word] for word in level if word in ranks}
    if found and sum(map(bool, level)) == 1:
        return True
    return any(group in level and rank in found for group, rank in _FIRST_UNDER.items())


def _in_sequence(words: Sequence[str], ranks: Mapping[str, int]) -> Order | None:
    """The columns of heads without levels, as they follow each other.

    A total in front of all, or between a group and its columns, is a merged cell that stands at the right of them.
    """
    printed = [word for word in words if word in ranks or word == _ORGANIZATIONS]
    order: list[int] = [ranks[word] for word in printed if word in ranks]
    total = max(order)
    place = next(place for place, word in enumerate(printed) if ranks.get(word) == total)
    if place == 0 or printed[place - 1] == _ORGANIZATIONS:
        order.remove(total)
        order.append(total)
    return tuple(order)


def _places(levels: Sequence[Level], order: Order, ranks: Mapping[str, int]) -> tuple[int, ...] | None:
    """The index of each column in the rows of the heads, if no two share one and they rise as the columns do."""
    placed = [(place, ranks[word]) for level in levels for place, word in enumerate(level) if word in ranks]
    first = min(placed)[0]
    others = {
        place
        for level in levels
        for place, word in enumerate(level)
        if word and word not in ranks and word not in _GROUPS and place > first
    }
    ordered = sorted([*((place, rank) for place, rank in placed), *((place, -1) for place in others)])
    places = tuple(place for place, _ in ordered)
    ranked = tuple(rank if rank >= 0 else None for _, rank in ordered)
    return places if len(set(places)) == len(places) and ranked == order else None
