"""Every error of some kinds in every cell of tables 3 and 4, so that it is known what is wrong and where."""

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from govinfo_pipeline.form import Cell

Counts = dict[Cell, int]
Error = tuple[str, Mapping[Cell, int]]
"""The kind of an error, and the figures that it prints."""


def _dropped(rng: random.Random, count: int) -> int:
    digits = str(count)
    place = rng.randrange(len(digits))
    return int(digits[:place] + digits[place + 1 :] or 0)


def _added(rng: random.Random, count: int) -> int:
    digits = str(count)
    place = rng.randint(0, len(digits))
    return int(digits[:place] + rng.choice("0123456789") + digits[place:])


def _substituted(rng: random.Random, count: int) -> int:
    digits = list(str(count))
    digits[rng.randrange(len(digits))] = rng.choice("0123456789")
    return int("".join(digits))


def _transposed(rng: random.Random, count: int) -> int:
    digits = list(str(count))
    if len(digits) > 1:
        place = rng.randrange(len(digits) - 1)
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits))


IN_ONE_CELL: dict[str, Callable[[random.Random, int], int]] = {
    "one more": lambda _, count: count + 1,
    "one less": lambda _, count: max(count - 1, 0),
    "digit dropped": _dropped,
    "digit added": _added,
    "digit substituted": _substituted,
    "digits transposed": _transposed,
}
SWAPPED, SHIFTED, ZERO_IN, TWO = "neighbours swapped", "row shifted", "row shifted, 0 comes in", "two errors"
NOT_TOLD = "same in table 4"
"""One sum cannot tell a figure that is lost: whatever stands in a channel, some figure over the edge satisfies it."""


def errors_of_one_cell(counts: Counts, rng: random.Random) -> Iterator[Error]:
    """Each kind once in each cell where it changes the figure."""
    for kind, spoil in IN_ONE_CELL.items():
        for cell, count in counts.items():
            printed = spoil(rng, count)
            if printed != count:
                yield kind, {cell: printed}


def errors_of_a_row(counts: Counts) -> Iterator[Error]:
    """Each pair of neighbours swapped, and each row shifted: its last figure comes first, or is lost and 0 comes in."""
    rows: dict[tuple[str, str], list[Cell]] = {}
    for cell in counts:
        rows.setdefault((cell.table, cell.item), []).append(cell)
    for (table, _), row in rows.items():
        for one, other in pairwise(row):
            yield from _changed(SWAPPED, counts, {one: counts[other], other: counts[one]})
        old = [counts[cell] for cell in row]
        for new in ([old[-1], *old[:-1]], [*old[1:], old[0]]):
            yield from _changed(SHIFTED, counts, dict(zip(row, new, strict=True)))
        for new in ([0, *old[:-1]], [*old[1:], 0]):
            kind = ZERO_IN if table == "applications" else NOT_TOLD
            yield from _changed(kind, counts, dict(zip(row, new, strict=True)))


def errors_of_two_cells(counts: Counts, rng: random.Random, number: int) -> Iterator[Error]:
    """``number`` pairs of independent errors of one cell each, of kinds and in cells drawn."""
    while number:
        pair = {cell: rng.choice(list(IN_ONE_CELL.values()))(rng, counts[cell]) for cell in rng.sample(list(counts), 2)}
        if all(counts[cell] != printed for cell, printed in pair.items()):
            number -= 1
            yield TWO, pair


def _changed(kind: str, counts: Counts, printed: Mapping[Cell, int]) -> Iterator[Error]:
    changes = {cell: count for cell, count in printed.items() if counts[cell] != count}
    if changes:
        yield kind, changes
