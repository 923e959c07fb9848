"""The columns of a table that are not ruled: where figures stand above each other, row by row in the same order.

Figures are set to the left, the middle or the right of a column, and the words of its head in the middle, so that a
head may stand nearer to the figures of the next column. Heads count only where figures leave a column empty.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from govinfo_pipeline.reading.formats.words import Word, joined

Lane = tuple[float, float]
"""The left and the right edge of what a column prints."""

_WIDEST_GAP_IN_FIGURE = 0.7
_MOST_EMPTY = 4
_FEWEST_ALIKE = 3
_LEADING_ZERO = re.compile(r"[0０][0-9０-９]")


def find_lanes(rows: Sequence[Sequence[Word]], heads: Sequence[Word], count: int) -> list[Lane] | None:
    """The ``count`` columns that the figures of ``rows`` stand in, left to right; null if that is not certain."""
    lanes = _merged(word for row in rows for word in row)
    while len(lanes) > count:
        place = min(range(len(lanes) - 1), key=lambda place: _distance(rows, lanes[place], lanes[place + 1]))
        lanes[place : place + 2] = [(lanes[place][0], lanes[place + 1][1])]
    if len(lanes) == count and any(all(by_lane(row, lanes)) for row in rows):
        return lanes
    tops = _merged(heads)
    if len(tops) != count or not count - _MOST_EMPTY <= len(lanes) <= count:
        return None
    return _under(tops, lanes)


def _distance(rows: Sequence[Sequence[Word]], left: Lane, right: Lane) -> tuple[bool, float]:
    """How far two lanes are from being one: whether a row has a figure in either, and the gap between them."""
    both = [
        [w for w in row if left[0] <= w.box.middle[0] <= left[1] or right[0] <= w.box.middle[0] <= right[1]]
        for row in rows
    ]
    return any(len(apart(words)) > 1 for words in both), right[0] - left[1]


def by_lane(words: Sequence[Word], lanes: Sequence[Lane]) -> list[list[Word]]:
    """The words of each column: those that stand nearest to it."""
    inside: list[list[Word]] = [[] for _ in lanes]
    for word in words:
        x = word.box.middle[0]
        nearest = min(range(len(lanes)), key=lambda place: max(lanes[place][0] - x, x - lanes[place][1]))
        inside[nearest].append(word)
    return inside


def figure_of(words: Sequence[Word]) -> str:
    """The figure that pieces of one cell make; several stay apart, which no count can be, so that none is made up."""
    groups = apart(words)
    if len(groups) == 1 and len(words) > 1 and _LEADING_ZERO.match(joined(words)):
        groups = [[word] for word in words]
    return " / ".join(joined(group) for group in groups)


def apart(words: Sequence[Word]) -> list[list[Word]]:
    """Words in groups with wide gaps between them, from left to right."""
    groups: list[list[Word]] = []
    right = 0.0
    for word in sorted(words, key=lambda word: word.box.left):
        if groups and word.box.left - right < _WIDEST_GAP_IN_FIGURE * word.box.height:
            groups[-1].append(word)
            right = max(right, word.box.right)
        else:
            groups.append([word])
            right = word.box.right
    return groups


def _merged(words: Iterable[Word]) -> list[Lane]:
    """What words cover from left to right, overlapping ones as one."""
    merged: list[Lane] = []
    for left, right in sorted((word.box.left, word.box.right) for word in words):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _under(heads: Sequence[Lane], lanes: Sequence[Lane]) -> list[Lane] | None:
    """The lanes below their heads, with one of no breadth below a head that has none; null if that is not certain.

    A lane below a head is that head's. Where heads do not settle it, all columns are set alike, so that in the right
    match every lane is off its head by the same, and by less than half a column.
    """
    ways = [
        places
        for places in combinations(range(len(heads)), len(lanes))
        if all(
            place == head
            for place, lane in zip(places, lanes, strict=True)
            for head, (left, right) in enumerate(heads)
            if left < lane[1] and lane[0] < right
        )
    ]
    if len(ways) > 1 and len(lanes) >= _FEWEST_ALIKE:
        pitch = (heads[-1][1] - heads[0][0]) / len(heads)
        ways = [places for places in ways if _is_alike([heads[place] for place in places], lanes, pitch)]
    if len(ways) != 1:
        return None
    below = dict(zip(ways[0], lanes, strict=True))
    return [below.get(place, (_middle(head), _middle(head))) for place, head in enumerate(heads)]


def _is_alike(heads: Sequence[Lane], lanes: Sequence[Lane], pitch: float) -> bool:
    """Whether all lanes stand alike below their heads: to the left, in the middle or to the right."""
    pairs = list(zip(heads, lanes, strict=True))
    if abs(sum(_middle(lane) - _middle(head) for head, lane in pairs)) > 0.5 * pitch * len(pairs):
        return False
    for edge in (min, _middle, max):
        offsets = [edge(lane) - _middle(head) for head, lane in pairs]
        if max(offsets) - min(offsets) < 0.3 * pitch:
            return True
    return False


def _middle(lane: Lane) -> float:
    return (lane[0] + lane[1]) / 2
