"""The identities of one report, in the standard library alone: what ``govinfo check`` needs, and the rule itself.

The rule, with its exceptions numbered as in the code (:mod:`govinfo_pipeline.checks.matrix` does the same for a
year of reports at once; a test holds the two together). Left must equal right, counts exactly.

1. A row that the report's form does not print takes no part.
2. A blank total is "not filled", never 0: the identity is not assessable. So is one without a single number.
3. Another blank counts as 0 where the identity then holds.
4. Where it does not, and a blank on the smaller side could make up the difference, it is not assessable.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from govinfo_pipeline.form import FORMS, LATEST, Cell, Form, Identity
from govinfo_pipeline.reading.records import ReadReport, Value

Assessment = Literal["holds", "violated", "not_assessable"]


class Outcome(NamedTuple):
    """An identity instance of one report; the sides are null where it could not be assessed."""

    identity: Identity
    left: int | None
    right: int | None
    status: Assessment

    @property
    def residual(self) -> int | None:
        """Left minus right."""
        return None if self.left is None or self.right is None else self.left - self.right


def check_report(report: ReadReport) -> list[Outcome]:
    """The outcome of every identity instance that applies to a report, in the form's order."""
    return evaluate(report.values, FORMS.get(report.form, LATEST))


def evaluate(values: Mapping[Cell, Value], form: Form) -> list[Outcome]:
    """The outcomes for the cells in ``values`` (null for blank; cells that the form does not print left out)."""
    outcomes: list[Outcome] = []
    cells = form.cells
    number: Callable[[int], Any] = list(map(values.get, cells)).__getitem__
    for identity, left_places, right_places in _applicable(form, _all_cells(form).difference(values)):
        try:
            left = int(sum(map(number, left_places)))
            right = int(sum(map(number, right_places)))
        except TypeError:
            # A cell is blank, and the exceptions of the rule are to be minded.
            sides = [cells[place] for place in left_places], [cells[place] for place in right_places]
            outcomes.append(_assess(identity, *sides, values, form.totals))
        else:
            outcomes.append(Outcome(identity, left, right, "holds" if left == right else "violated"))
    return outcomes


@cache
def _all_cells(form: Form) -> frozenset[Cell]:
    return frozenset(form.cells)


@lru_cache(maxsize=256)
def _applicable(form: Form, absent: frozenset[Cell]) -> list[tuple[Identity, list[int], list[int]]]:
    """The identities, and the places among the form's cells of those left and right that a report prints."""
    places = {cell: place for place, cell in enumerate(form.cells) if cell not in absent}
    return [
        (identity, left, right)
        for identity in form.identities
        if (left := [places[cell] for cell in identity.left if cell in places])
        and (right := [places[cell] for cell in identity.right if cell in places])  # 1
    ]


def _assess(
    identity: Identity, left: list[Cell], right: list[Cell], values: Mapping[Cell, Value], totals: frozenset[Cell]
) -> Outcome:
    blank = [cell for cell in left + right if values[cell] is None]
    if len(blank) == len(left) + len(right) or any(cell in totals for cell in blank):  # 2
        return Outcome(identity, None, None, "not_assessable")
    on_left, on_right = (int(sum(values[cell] or 0 for cell in side)) for side in (left, right))
    if on_left == on_right:  # 3
        return Outcome(identity, on_left, on_right, "holds")
    smaller = left if on_left < on_right else right
    if any(cell in smaller for cell in blank):  # 4
        return Outcome(identity, None, None, "not_assessable")
    return Outcome(identity, on_left, on_right, "violated")
