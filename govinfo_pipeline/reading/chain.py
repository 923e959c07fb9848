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
    best: list[tuple[int, int]] = []
    for index, hit in enumerate(hits):
        total, previous = hit.weight, -1
        for earlier in range(index):
            if hits[earlier].rank < hit.rank and hits[earlier].position < hit.position:
                candidate = best[earlier][0] + hit.weight
                if candidate >= total:
                    total, previous = candidate, earlier
        best.append((total, previous))
    chain: list[Hit] = []
    index = max(range(len(hits)), key=lambda i: (best[i][0], i), default=-1)
    while index >= 0:
        chain.append(hits[index])
        index = best[index][1]
    return chain[::-1]
