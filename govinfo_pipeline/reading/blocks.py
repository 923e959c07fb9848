"""The heads of table 2, whose blocks each have their own: the order of the columns, and the unit of an amount.

A block begins with the words 信息内容, behind which its heads stand: in the same row, or a cell a line.
"""

import re
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from govinfo_pipeline.form import Item, Table
from govinfo_pipeline.reading.columns import Columns, Order
from govinfo_pipeline.reading.fit import Fit
from govinfo_pipeline.reading.labels import label_ranks
from govinfo_pipeline.reading.stream import Segment, Stream
from govinfo_pipeline.reading.tokens import MARK, NUMBER, WORDS, fold

_BEGIN = fold("信息内容")
_FARTHEST = 60
_FIGURES = (NUMBER, MARK)
# Right behind the bracket or the word: 万 and 元 of a unit that is broken over cells do not stand together.
_UNIT = re.compile(r"(?:单位[:：]?|[(（])\s*(亿元|万元|千元|元)")


class Block(NamedTuple):
    """The columns that the heads over an item name, from left to right, and the unit that they print."""

    order: Order
    width: int
    unit: str

    @classmethod
    def over(cls, stream: Stream, table: Table, item: Item, label: int) -> "Block":
        """What stands over an item's ``label``; the usual order where its block has no heads, or others."""
        usual = tuple(range(len(item.columns)))
        above = stream.words[max(0, label - _FARTHEST) : label][::-1]
        order = _order(stream, table, item, label - 1 - above.index(_BEGIN), label) if _BEGIN in above else usual
        is_known = sorted(rank for rank in order if rank is not None) == list(usual)
        return cls(order if is_known else usual, len(usual), _unit(stream, item, label))

    def ways(self, stream: Stream, segment: Segment) -> list[Fit] | None:
        """The ways to read a row below these heads; null where they say nothing but the usual."""
        usual = tuple(range(self.width))
        if self.order == usual:
            return None
        columns = Columns(self.order, None, is_trimmed=False, is_usual=False, width=self.width)
        ways = columns.ways(stream, segment)
        # Empty cells of further columns may be trimmed from the end of a row.
        return None if not ways and segment.is_full and self.order[: self.width] == usual else ways

    def in_unit(self, way: Fit, item: Item) -> Fit:
        """A reading whose amounts are in the unit of the heads, where a cell prints none of its own."""
        if not self.unit:
            return way
        return tuple(
            token._replace(unit=self.unit, whole=None) if token and not column.is_count and not token.unit else token
            for token, column in zip(way, item.columns, strict=True)
        )


def _order(stream: Stream, table: Table, item: Item, begin: int, label: int) -> Order:
    """The columns of an item that the heads name which stand between ``begin`` and the first label or figure."""
    labels = label_ranks(table)
    kinds, printed = stream.kinds, stream.words
    heads = takewhile(
        lambda place: kinds[place] not in _FIGURES and printed[place] not in labels, range(begin + 1, label)
    )
    places = [place for place in heads if kinds[place] == WORDS]
    row_end = stream.begins[stream.row(begin) + 1]
    in_row = [place for place in places if place < row_end]
    words = [printed[place] for place in in_row or places]
    # A merged cell may be written out once for each column that it covers.
    ranks = [_rank(word, item) if word != before else None for before, word in pairwise(["", *words])]
    return tuple(ranks if in_row else filter(lambda rank: rank is not None, ranks))


def _unit(stream: Stream, item: Item, label: int) -> str:
    """The unit that is printed behind the last figures above an amount, or with its label; nothing if there is none."""
    if all(column.is_count for column in item.columns):
        return ""
    above = takewhile(lambda place: stream.kinds[place] not in _FIGURES, range(label, max(-1, label - _FARTHEST), -1))
    found = _UNIT.search("".join(stream.cells[place] for place in reversed(list(above))))
    return found[1] if found else ""


def _rank(words: str, item: Item) -> int | None:
    """The column of an item that a head names, whatever is printed behind its name."""
    return next((rank for rank, labels in enumerate(_labels(item)) if words.startswith(labels)), None)


@cache
def _labels(item: Item) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(fold, (column.zh, *column.variants))) for column in item.columns)
