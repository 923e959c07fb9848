"""Known words in their known order: the alignment that headings and labels share.

Text offers several places where a heading or a label might stand (a table of contents, a header of its own, a
sentence that uses the same words). The form prints them in one order; the heaviest chain that keeps it is right.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

End = tuple[int, int]
"""The weight of a chain, and the index of its last hit."""


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
    best = _Best()
    previous: list[int] = []
    waiting: list[tuple[int, End]] = []
    position = hits[0].position
    for index, hit in enumerate(hits):
        if hit.position != position:
            # The hits of one position cannot follow each other.
            best.take(waiting)
            waiting.clear()
            position = hit.position
        weight, before = best.below(hit.rank)
        previous.append(before)
        waiting.append((hit.rank, (weight + hit.weight, index)))
    best.take(waiting)
    chain: list[Hit] = []
    index = best.ends[-1][1]
    while index >= 0:
        chain.append(hits[index])
        index = previous[index]
    return chain[::-1]


@dataclass(slots=True)
class _Best:
    """The heaviest chains so far, by the rank of their last hit: only those that outweigh all of lower ranks.

    Ranks and ends rise together, so that the best one below a rank is found by bisection.
    """

    ranks: list[int] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)

    def below(self, rank: int) -> End:
        """The heaviest chain that a hit of this rank may follow."""
        place = bisect_left(self.ranks, rank)
        return self.ends[place - 1] if place else (0, -1)

    def take(self, chains: Iterable[tuple[int, End]]) -> None:
        """Takes in chains that end at a rank, in place of those that they outweigh."""
        for rank, end in chains:
            place = after = bisect_left(self.ranks, rank)
            if place and self.ends[place - 1] > end:
                continue
            while after < len(self.ends) and self.ends[after] < end:
                after += 1
            # A heavier chain that ends at this very rank stays.
            if after > place or after == len(self.ranks) or self.ranks[after] != rank:
                self.ranks[place:after] = [rank]
                self.ends[place:after] = [end]
