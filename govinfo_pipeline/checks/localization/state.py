"""A system while cells of it are being changed: what is still violated, and how much more must change at least."""

from collections.abc import Sequence

from govinfo_pipeline.checks.localization.system import CERTAIN, System


class State:
    """The violated identities of one component, and the cells changed so far; every change can be taken back.

    ``required`` says of an identity how many changed cells it will have in the end at least.
    """

    def __init__(self, system: System, violated: Sequence[int]) -> None:
        self.system = system
        self.residuals = list(system.residuals)
        self.violated = dict.fromkeys(violated)
        self.changed: dict[int, int] = {}
        self.touched = [0] * len(system.identities)
        self.required: dict[int, int] = {}
        self._lightest = _lightest(system)

    def change(self, cell: int, value: int) -> None:
        """Gives a cell that has not been changed another value."""
        self.changed[cell] = value
        self._shift(cell, value - self.system.values[cell], 1)

    def restore(self, cell: int) -> None:
        """Takes the change of a cell back."""
        self._shift(cell, self.system.values[cell] - self.changed.pop(cell), -1)

    def _shift(self, cell: int, shift: int, count: int) -> None:
        for identity, sign in self.system.effects[cell]:
            residual = self.residuals[identity] = self.residuals[identity] + sign * shift
            self.touched[identity] += count
            if self.system.is_violated(identity, residual):
                self.violated[identity] = None
            else:
                self.violated.pop(identity, None)

    def settling(self, identity: int, cell: int, sign: int) -> int | None:
        """The value of an unchanged cell that settles the identity; null where no count is that."""
        value = self.system.values[cell] - sign * self.residuals[identity]
        return value if value >= 0 and cell not in self.changed else None

    def bound(self) -> int:
        """At least this weight is still to come: lines of a partition share no cell, so that their needs add up."""
        lines, lightest, touched = self.system.lines, self._lightest, self.touched
        needs: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for identity in self.violated:
            partition, line = lines[identity]
            needs[partition][line] = lightest[line]
        for identity, least in self.required.items():
            partition, line = lines[identity]
            need = (least - touched[identity]) * lightest[line]
            if need > needs[partition].get(line, 0):
                needs[partition][line] = need
        return max(sum(needs[0].values()), sum(needs[1].values()))


def _lightest(system: System) -> dict[int, int]:
    """Line → the weight of its lightest cell."""
    lightest: dict[int, int] = {}
    for (_, line), members in zip(system.lines, system.members, strict=True):
        for cell, _ in members:
            lightest[line] = min(lightest.get(line, CERTAIN), system.weights[cell])
    return lightest
