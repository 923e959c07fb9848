"""Every smallest correction of a system: a search by iterative deepening over the cells of violated identities.

A smallest set of changed cells has a correction in which each changed cell is the only one left in some violated
identity, or goes down to 0 (a vertex of its polyhedron; the identities are those of a table with margins, so that
vertices are whole numbers). So the search makes one move after the other: choose an identity with exactly one cell
still to change (a leaf), try each of its cells with the value that the identity then requires, and go on. Branches are
disjoint: an identity that was tried as a leaf has two or more cells still to change in the branches that follow.
"""

from collections.abc import Sequence
from typing import NamedTuple

from govinfo_pipeline.checks.localization.state import State
from govinfo_pipeline.checks.localization.system import CERTAIN, EXACT, System

_MOST_CORRECTIONS = 500


class Edit(NamedTuple):
    """One mistake undone: the corrected values by cell; ``rule`` names a mistake that spoils several cells at once."""

    values: tuple[tuple[int, int], ...]
    rule: str | None = None


Correction = tuple[Edit, ...]


class Found(NamedTuple):
    """The smallest corrections; where the search is not ``complete``, those that it had when the budget was spent."""

    corrections: list[Correction]
    complete: bool


def smallest(system: System, violated: Sequence[int], slips: Sequence[Edit], budget: int) -> Found:
    """All smallest corrections that settle ``violated``, the violated identities of one component.

    ``slips`` are mistakes of several cells that may be undone as one, at the weight of a certain cell. ``budget`` is
    the number of moves tried at most; without a correction when it is spent, a likely small one is given.
    """
    search = _Search(system, violated, budget)
    try:
        while not search.found:
            search.deepen(slips)
    except _BudgetSpentError:
        return Found(list(search.found.values()) or greedy(system, violated), False)
    return Found(list(search.found.values()), True)


def greedy(system: System, violated: Sequence[int]) -> list[Correction]:
    """One correction that need not be smallest: always the move that settles most. None where that leads nowhere."""
    state = State(system, violated)
    while state.violated:
        moves = [
            (_gain(state, cell, value), -system.weights[cell], cell, value)
            for identity in state.violated
            for cell, sign in system.members[identity]
            if (value := state.settling(identity, cell, sign)) is not None
        ]
        if not moves:
            return []
        *_, cell, value = max(moves)
        state.change(cell, value)
    return [tuple(Edit(((cell, value),)) for cell, value in state.changed.items())]


def _gain(state: State, cell: int, value: int) -> int:
    """How many more identities a move settles than it violates."""
    system, gain = state.system, 0
    for identity, sign in system.effects[cell]:
        after = state.residuals[identity] + sign * (value - system.values[cell])
        gain += (identity in state.violated) - system.is_violated(identity, after)
    return gain


class _BudgetSpentError(Exception):
    """The search has made as many moves as it may, or has found as many corrections as anyone can look at."""


class _Search:
    """Depth-first searches of growing weight; ``found`` is by the cells changed and the slips undone."""

    def __init__(self, system: System, violated: Sequence[int], budget: int) -> None:
        self.found: dict[tuple[frozenset[int], tuple[Edit, ...]], Correction] = {}
        self._system = system
        self._state = State(system, violated)
        self._excluded = [0] * len(system.cells)
        self._undone: list[Edit] = []
        self._moves_left = budget
        self._heaviest = sum(system.weights) + 1
        self._limit = -1
        self._next_limit = 0

    def deepen(self, slips: Sequence[Edit]) -> None:
        """Finds every correction of the next larger weight that is possible."""
        if self._next_limit == self._limit:
            raise _BudgetSpentError
        self._limit, self._next_limit = self._next_limit, self._heaviest
        self._undo_slips(slips, 0)

    def _exceeds(self, weight: int) -> bool:
        """Whether a branch of at least this weight is too heavy now; the lightest of these is for the next time."""
        if weight > self._limit:
            self._next_limit = min(self._next_limit, weight)
        return weight > self._limit

    def _undo_slips(self, slips: Sequence[Edit], weight: int) -> None:
        """Corrections in which some of ``slips`` are undone, and those in which none is."""
        for place, slip in enumerate(slips):
            if self._exceeds(weight + CERTAIN):
                break
            if any(cell in self._state.changed for cell, _ in slip.values):
                continue
            for cell, value in slip.values:
                self._state.change(cell, value)
            self._undone.append(slip)
            self._undo_slips(slips[place + 1 :], weight + CERTAIN)
            self._undone.pop()
            for cell, _ in slip.values:
                self._state.restore(cell)
        self._extend(weight)

    def _extend(self, weight: int) -> None:
        """All ways within the limit to settle what is still violated by changing single cells."""
        state = self._state
        if self._exceeds(weight + state.bound()):
            return
        if not state.violated:
            self._record()
            return
        before = dict(state.required)
        for identity in self._possible_leaves():
            self._as_leaf(identity, weight)
            if self._system.senses[identity] == EXACT:
                state.required[identity] = state.touched[identity] + 2
                if self._exceeds(weight + state.bound()):
                    break
        else:
            self._down_to_zero(weight)
        state.required = before

    def _possible_leaves(self) -> list[int]:
        """The violated identities that may be a leaf: equations first, which determine a value, then short ones."""
        system, state = self._system, self._state
        free = [i for i in state.violated if state.required.get(i, 0) - state.touched[i] <= 1]
        return sorted(free, key=lambda identity: (system.senses[identity] != EXACT, len(system.members[identity])))

    def _as_leaf(self, identity: int, weight: int) -> None:
        """Exactly one cell of the identity changes from here on, to the value that settles it."""
        members = self._system.members[identity]
        for cell, _ in members:
            self._excluded[cell] += 1
        for cell, sign in members:
            if self._excluded[cell] == 1 and (value := self._state.settling(identity, cell, sign)) is not None:
                self._try(cell, value, weight)
        for cell, _ in members:
            self._excluded[cell] -= 1

    def _down_to_zero(self, weight: int) -> None:
        """No violated identity is a leaf: then a cell is not large enough to settle one, and gives all it has."""
        for identity in list(self._state.violated):
            residual = self._state.residuals[identity]
            for cell, sign in self._system.members[identity]:
                too_small = sign * residual > self._system.values[cell] > 0
                if too_small and not self._excluded[cell] and cell not in self._state.changed:
                    self._try(cell, 0, weight)

    def _try(self, cell: int, value: int, weight: int) -> None:
        if self._moves_left == 0:
            raise _BudgetSpentError
        self._moves_left -= 1
        self._state.change(cell, value)
        self._extend(weight + self._system.weights[cell])
        self._state.restore(cell)

    def _record(self) -> None:
        slipped = {cell for slip in self._undone for cell, _ in slip.values}
        single = (Edit(((cell, value),)) for cell, value in self._state.changed.items() if cell not in slipped)
        key = (frozenset(self._state.changed), tuple(self._undone))
        self.found.setdefault(key, (*self._undone, *single))
        if len(self.found) > _MOST_CORRECTIONS:
            raise _BudgetSpentError
