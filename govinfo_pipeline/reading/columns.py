"""The columns of table 3, by the heads printed over them.

The form prints its heads in levels: 申请人情况 stands over 自然人 and 法人或其他组织, and that over five kinds of
organizations; 总计 stands beside any of them. The cells of a level are put in the place of the group that they stand
under, so that what remains are the columns from left to right, whatever is merged. Where every row is printed cell
for cell below the heads, their places are the grid that the figures stand in, also those of a row with blanks.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from govinfo_pipeline.form import Table
from govinfo_pipeline.reading.stream import Segment, Stream
from govinfo_pipeline.reading.tokens import BLANK, NUMBER, WORDS, Token, fold

_GROUPS = ("申请人情况", "法人或其他组织")
_MOST_HEAD_ROWS = 16
_NOTHING = Token(BLANK, "")
_FIRST_HEAD = "项目"

Cells = tuple[str, ...]


class Heads(NamedTuple):
    """The columns from left to right: ranks in the form's order, null for a column that the form does not have.

    ``places`` are the indices of the same columns in rows that keep the grid, if the heads stand in one.
    """

    order: tuple[int | None, ...]
    places: tuple[int, ...] | None

    @property
    def are_usual(self) -> bool:
        """Whether they are the form's own columns, in its order."""
        return self.order == tuple(range(len(self.order)))


def heads_over(stream: Stream, table: Table, label: int) -> Heads | None:
    """The heads above the first row's ``label``; null where they are not all found, or the table has none in common."""
    row = stream.row(label)
    begins = stream.begins[max(0, row - _MOST_HEAD_ROWS) : row + 1]
    rows = [tuple(stream.cells[start:end]) for start, end in zip(begins, [*begins[1:], label], strict=True)]
    return _read_heads(tuple(rows), table)


@cache
def _ranks(table: Table) -> dict[str, int]:
    """The folded labels of the columns that all rows of the table share → their ranks; empty if they share none."""
    if len({item.columns for item in table.items}) > 1:
        return {}
    columns = table.items[0].columns
    return {fold(label): rank for rank, column in enumerate(columns) for label in (column.zh, *column.variants)}


@lru_cache(maxsize=512)
def _read_heads(rows: tuple[Cells, ...], table: Table) -> Heads | None:
    ranks = _ranks(table)
    known = ranks.keys() | set(_GROUPS)
    folded = [[fold(cell) for cell in _apart(row, known)] for row in rows]
    levels = _last_run([(any(word in known for word in row), row) for row in folded])
    words = list(chain.from_iterable(levels))
    if sorted(ranks[word] for word in words if word in ranks) != list(range(len(set(ranks.values())))):
        return None
    order = _left_to_right(levels, ranks)
    return order and Heads(order, _grid(levels, order, ranks))


def _apart(row: Cells, known: set[str]) -> Sequence[str]:
    """The cells of a row; of a line of text that is one cell, its words where all of them are heads."""
    if len(row) == 1:
        words = row[0].split()
        if len(words) > 1 and sum(fold(word) in known for word in words) >= len(words) - 1:
            return words
    return row


def _last_run(rows: Sequence[tuple[bool, list[str]]]) -> list[list[str]]:
    """The last rows below each other that have heads in them."""
    end = max((place for place, (has_heads, _) in enumerate(rows, 1) if has_heads), default=0)
    start = end
    while start and rows[start - 1][0]:
        start -= 1
    return [row for _, row in rows[start:end]]


def _left_to_right(levels: Sequence[Sequence[str]], ranks: dict[str, int]) -> tuple[int | None, ...] | None:
    """The columns, each level in the place of the group that it stands under."""
    if any(_is_flat(level, ranks) for level in levels):
        return _in_sequence(list(chain.from_iterable(levels)), ranks)
    heads: list[str] = []
    for level in levels:
        printed = [word for word in level if word]
        group = next((place for place, word in enumerate(heads) if word in _GROUPS), None)
        if group is not None:
            heads[group : group + 1] = printed
        elif not heads:
            heads = printed
        else:
            return None
    first = next(place for place, word in enumerate(heads) if word in ranks)
    return tuple(ranks.get(word) for word in heads[first:] if word not in _GROUPS)


def _is_flat(level: Sequence[str], ranks: dict[str, int]) -> bool:
    """Whether a row tells nothing of levels: a single cell, or a group beside what stands under it."""
    printed = [word for word in level if word]
    if len(printed) < 2:
        return not (printed and printed[0] in _GROUPS)
    natural_person, first_of_organizations = 0, 1
    under = {_GROUPS[0]: natural_person, _GROUPS[1]: first_of_organizations}
    found = {ranks.get(word) for word in printed}
    return any(group in printed and rank in found for group, rank in under.items())


def _in_sequence(words: Sequence[str], ranks: dict[str, int]) -> tuple[int | None, ...] | None:
    """The columns of heads without levels: as they follow each other.

    総 total before what its neighbours stand under is where the merged cell of the last column is printed.
    """
    order = [ranks[word] for word in words if word in ranks]
    total = max(order)
    place = order.index(total)
    printed = [word for word in words if word in ranks or word == _GROUPS[1]]
    before = printed[: next(i for i, word in enumerate(printed) if ranks.get(word) == total)]
    if place == 0 or (before and before[-1] == _GROUPS[1]):
        order.remove(total)
        order.append(total)
    elif place < total and _GROUPS[1] not in printed:
        return None
    return tuple(order)


def _grid(
    levels: Sequence[Sequence[str]], order: tuple[int | None, ...], ranks: dict[str, int]
) -> tuple[int, ...] | None:
    """The index of each column in the rows of the heads, if no two share one and they rise as the columns do."""
    places = {ranks[word]: place for level in levels for place, word in enumerate(level) if word in ranks}
    least = min(places.values())
    for level in levels:
        for place, word in enumerate(level):
            if word and word not in ranks and word not in _GROUPS and place > least:
                places[-1 - place] = place
    ordered = sorted(places, key=lambda rank: places[rank])
    if len(set(places.values())) < len(places) or [rank if rank >= 0 else None for rank in ordered] != list(order):
        return None
    return tuple(places[rank] for rank in ordered)
