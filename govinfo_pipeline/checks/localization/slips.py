"""Mistakes that spoil several cells at once: neighbours exchanged, a row printed one column off."""

from collections.abc import Iterator, Sequence

from govinfo_pipeline.checks.localization.search import Edit
from govinfo_pipeline.checks.localization.system import EXACT, System
from govinfo_pipeline.form import Cell

SWAPPED, SHIFTED = "swapped_neighbours", "shifted_row"


def slips(system: System, rows: Sequence[Sequence[Cell]], neighbours: Sequence[tuple[Cell, Cell]]) -> list[Edit]:
    """The mistakes of several cells that the report may hold, those that explain most identities first.

    Undoing one settles two violated identities or more (the one, where its cells have no other) and violates none;
    an identity may stay violated, which another mistake then explains.
    """
    possible = (*_exchanges(system, neighbours), *_shifts(system, rows))
    gains = [(gain, edit) for edit in possible if (gain := _gain(system, edit))]
    return [edit for _, edit in sorted(gains, key=lambda pair: -pair[0])]


def _exchanges(system: System, neighbours: Sequence[tuple[Cell, Cell]]) -> Iterator[Edit]:
    violated = {cell for identity in system.violated() for cell, _ in system.members[identity]}
    for one, other in neighbours:
        a, b = system.place.get(one), system.place.get(other)
        if a is None or b is None or not {a, b} & violated:
            continue
        if system.values[a] != system.values[b]:
            yield Edit(((a, system.values[b]), (b, system.values[a])), SWAPPED)


def _shifts(system: System, rows: Sequence[Sequence[Cell]]) -> Iterator[Edit]:
    """A row moved back by a column; the figure that went over the edge is what the row's own identity requires.

    The cell that was left free holds 0, or the figure that went over the edge. 0 is no evidence where the row's own
    identity is the only one: some figure over the edge would always satisfy it.
    """
    for row in rows:
        places = [system.place[cell] for cell in row if cell in system.place]
        old = [system.values[place] for place in places]
        if len(places) < len(row) or not any(old):
            continue
        signs = _own_identity(system, places)
        if signs is None:
            continue
        alone = all(len(system.effects[place]) == 1 for place in places)
        for new, edge, free in (([*old[1:], 0], -1, old[0]), ([0, *old[:-1]], 0, old[-1])):
            rest = sum(sign * value for sign, value in zip(signs, new, strict=True))
            new[edge] = -signs[edge] * rest
            changes = tuple((p, now) for p, was, now in zip(places, old, new, strict=True) if was != now)
            evident = free == new[edge] or (free == 0 and not alone)
            if len(changes) > 1 and new[edge] >= 0 and evident:
                yield Edit(changes, SHIFTED)


def _own_identity(system: System, places: Sequence[int]) -> list[int] | None:
    """The signs of a row's cells in the equation over just these cells, if it can be assessed."""
    for identity, _ in system.effects[places[0]]:
        signs = dict(system.members[identity])
        if system.senses[identity] == EXACT and signs.keys() == set(places):
            return [signs[place] for place in places]
    return None


def _gain(system: System, edit: Edit) -> int:
    """How many identities are settled by undoing the mistake; 0 where it is not worth a try."""
    shifts: dict[int, int] = {}
    for cell, value in edit.values:
        for identity, sign in system.effects[cell]:
            shifts[identity] = shifts.get(identity, 0) + sign * (value - system.values[cell])
    settled = 0
    for identity, shift in shifts.items():
        if shift:
            before = system.is_violated(identity, system.residuals[identity])
            after = system.is_violated(identity, system.residuals[identity] + shift)
            if after and not before:
                return 0
            settled += before and not after
    return settled if settled > 1 or len(shifts) == 1 else 0
