"""Known words in their known order: the alignment that headings and labels share.

Text offers several places where a heading or a label might stand (a table of contents, a header of its own, a
sentence that uses the same words). The form prints them in one order; the heaviest chain that keeps it is right.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Hit(NamedTuple):
    """A place (``position``, ascending in the input) where the word of that ``rank`` in the form's order may stand."""

    position: int
    rank: int
    weight: int = 1


def heaviest_chain(hits: Sequence[Hit]) -> list[Hit]:
    """The hits of strictly rising position and rank whose weights add up to most; of equals, the later ones.

    A table of contents comes before what it lists, so that among equal chains the later is the real one.
    """
    if all(before.rank < after.rank and before.position < after.position for before, after in pairwise(hits)):
        return list(hits)
    # The heaviest chain so far that ends at each rank, as (weight, index of its last hit); few ranks, many hits.
    ends: dict[int, tuple[int, int]] = {}
    previous: list[int] = []
    waiting: list[tuple[int, tuple[int, int]]] = []
    for index, hit in enumerate(hits):
        if index and hit.position != hits[index - 1].position:
            _settle(ends, waiting)
        weight, before = max((end for rank, end in ends.items() if rank < hit.rank), default=(0, -1))
        previous.append(before)
        waiting.append((hit.rank, (weight + hit.weight, index)))
    _settle(ends, waiting)
    chain: list[Hit] = []
    index = max(ends.values(), default=(0, -1))[1]
    while index >= 0:
        chain.append(hits[index])
        index = previous[index]
    return chain[::-1]


def _settle(ends: dict[int, tuple[int, int]], waiting: list[tuple[int, tuple[int, int]]]) -> None:
    """Takes in the hits of one position, which cannot follow each other."""
    for rank, end in waiting:
        ends[rank] = max(end, ends.get(rank, end))
    waiting.clear()
