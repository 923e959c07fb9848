"""A report's cells and identities as a system of signed sums, numbered from 0 so that a search is quick.

Blanks enter by the rule of :mod:`govinfo_pipeline.checks.identities`: a blank total frees its identity, another blank
may take any value from 0 on, so that its identity only bounds the difference of the sides. Blank cells are therefore
never suspects.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from govinfo_pipeline.form import Cell, Form, Identity
from govinfo_pipeline.reading.records import Value

EXACT, AT_MOST, AT_LEAST = 0, 1, -1
"""Left minus right must be 0; may be negative (a blank left makes it up); may be positive (a blank right does)."""

CERTAIN, DOUBTFUL = 3, 2
"""Weights of a cell: between equals one in doubt is suspected, but never two of them in place of one certain one."""


@dataclass(slots=True)
class System:
    """The assessable identities of a report over its known cells; cells and identities are named by their number.

    ``residuals`` are left minus right of each identity. ``members`` holds (cell, sign) by identity, ``effects``
    (identity, sign) by cell. ``lines`` names two partitions of the identities: those of one row, and those of one
    column, as (partition, line) by identity; identities of different lines of a partition share no cell.
    """

    identities: list[Identity] = field(default_factory=list)
    senses: list[int] = field(default_factory=list)
    residuals: list[int] = field(default_factory=list)
    members: list[list[tuple[int, int]]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    effects: list[list[tuple[int, int]]] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    place: dict[Cell, int] = field(default_factory=dict)

    def is_violated(self, identity: int, residual: int) -> bool:
        """Whether the identity would be violated with this difference of its sides."""
        sense = self.senses[identity]
        return residual * sense > 0 if sense else residual != 0

    def violated(self) -> list[int]:
        """The identities that the reported figures violate, in the form's order."""
        return [number for number, residual in enumerate(self.residuals) if self.is_violated(number, residual)]

    def components(self) -> Iterator[list[int]]:
        """The violated identities, those together that are linked by shared cells over any number of identities."""
        left = dict.fromkeys(self.violated())
        while left:
            reached = [next(iter(left))]
            seen = set(reached)
            for identity in reached:
                for cell, _ in self.members[identity]:
                    new = [other for other, _ in self.effects[cell] if other not in seen]
                    seen.update(new)
                    reached += new
            yield [identity for identity in left if identity in seen]
            left = {identity: None for identity in left if identity not in seen}


def system_of(values: Mapping[Cell, Value], form: Form, doubtful: Collection[Cell] = ()) -> System:
    """The system of a report: ``values`` holds the cells that it prints, null for blank."""
    system = System()
    numbers: dict[tuple[int, str, str], int] = {}
    for identity in form.identities:
        left = [cell for cell in identity.left if cell in values]
        right = [cell for cell in identity.right if cell in values]
        sense = _sense(left, right, values, form)
        if sense is None:
            continue
        number = len(system.identities)
        members: list[tuple[int, int]] = []
        for side, sign in ((left, 1), (right, -1)):
            for cell in side:
                if values[cell] is not None:
                    place = _place(system, cell, values, doubtful)
                    members.append((place, sign))
                    system.effects[place].append((number, sign))
        partition = 0 if identity.scope == identity.right[0].item else 1
        line = numbers.setdefault((partition, identity.right[0].table, identity.scope), len(numbers))
        system.identities.append(identity)
        system.senses.append(sense)
        system.members.append(members)
        system.lines.append((partition, line))
        system.residuals.append(sum(sign * system.values[cell] for cell, sign in members))
    return system


def _sense(left: list[Cell], right: list[Cell], values: Mapping[Cell, Value], form: Form) -> int | None:
    """How left minus right is bound; null where it is not assessable or bound by nothing."""
    blank_left = [cell for cell in left if values[cell] is None]
    blank_right = [cell for cell in right if values[cell] is None]
    if not left or not right or (blank_left and blank_right) or len(blank_left) == len(left) + len(right):
        return None
    if any(cell in form.totals for cell in blank_left + blank_right):
        return None
    return AT_MOST if blank_left else AT_LEAST if blank_right else EXACT


def _place(system: System, cell: Cell, values: Mapping[Cell, Value], doubtful: Collection[Cell]) -> int:
    place = system.place.get(cell)
    if place is None:
        place = system.place[cell] = len(system.cells)
        system.cells.append(cell)
        system.values.append(int(values[cell] or 0))
        system.effects.append([])
        system.weights.append(DOUBTFUL if cell in doubtful else CERTAIN)
    return place
