"""The corrections of one report, as explanations that can be ranked and told one by one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from govinfo_pipeline.checks.localization import layout, mistakes
from govinfo_pipeline.checks.localization.search import Edit, smallest
from govinfo_pipeline.checks.localization.slips import slips
from govinfo_pipeline.checks.localization.system import DOUBTFUL, EXACT, System, system_of
from govinfo_pipeline.form import Cell, Form, Identity
from govinfo_pipeline.reading.records import Value

DEFAULT_BUDGET = 10_000
"""Moves of the search for a report: two or three tenths of a second. No time, so that results repeat."""

SMALLEST_CHANGE = "smallest_change"
"""The rule of a cell that the identities single out, but no known mistake explains."""

_UNTYPICAL = 0.2
"""How likely a change that no known mistake explains is, against one that a mistake does."""
_TOTAL = 2.0
"""How much more likely a total is wrong than one of its parts."""
_UNPROVEN = 0.6
"""How often corrections are right whose search was ended, against those of a search that was not; measured."""

Outcome = Literal["clean", "explained", "ambiguous", "time_limit"]


class Suspect(NamedTuple):
    """A cell that a correction changes; ``suggested`` is null where the identities leave its value open."""

    cell: Cell
    reported: int
    suggested: int | None
    rule: str


class Explanation(NamedTuple):
    """Suspects that belong together, and the violated identities that they settle, with left minus right of each.

    ``rank`` 1 is the best; explanations that are as good share it. ``confidence`` is the share (0 to 1) of this
    explanation among all smallest corrections, each counted by how likely its mistakes are.
    """

    suspects: tuple[Suspect, ...]
    rank: int
    confidence: float
    settled: tuple[tuple[Identity, int], ...]


class Localization(NamedTuple):
    """The explanations of a report, best first, and how the search ended.

    ``clean``: nothing is violated. ``explained``: one best explanation for everything. ``ambiguous``: several are as
    good. ``time_limit``: the budget ended the search, and smaller corrections than those given may exist.
    """

    explanations: tuple[Explanation, ...]
    outcome: Outcome

    def rows(self) -> list[dict[str, Any]]:
        """The suspects as rows of ``suspect_cells``, without the report."""
        return [
            {
                "explanation": number,
                **suspect.cell._asdict(),
                "reported": suspect.reported,
                "suggested": suspect.suggested,
                "rank": explanation.rank,
                "rule": suspect.rule,
                "confidence": explanation.confidence,
                "outcome": self.outcome,
            }
            for number, explanation in enumerate(self.explanations, 1)
            for suspect in explanation.suspects
        ]


def localize(
    values: Mapping[Cell, Value], form: Form, doubtful: Collection[Cell] = (), budget: int = DEFAULT_BUDGET
) -> Localization:
    """The smallest corrections of a report that satisfy every identity that can be assessed.

    ``values`` holds the cells that the report prints (null for blank ones, which are never suspects), ``doubtful``
    those that were not read with certainty. Suggested values are whole numbers from 0 on. Smallest means Fellegi and
    Holt's weighted number of cells; a known mistake of several cells counts as one (see the package).
    """
    system = system_of(values, form, doubtful)
    if not system.violated():
        return Localization((), "clean")
    rows = layout.rows(form, values)
    beside = list(layout.neighbours(form, rows))
    unfilled = mistakes.habitually_unfilled(system, rows)
    for cell in unfilled:
        system.weights[cell] = DOUBTFUL
    judge = _Judge(system, form, beside, unfilled)
    possible = slips(system, rows, beside)
    explanations: list[Explanation] = []
    complete = True
    for violated in system.components():
        own = {cell for identity in violated for cell, _ in system.members[identity]}
        found = smallest(system, violated, [slip for slip in possible if any(c in own for c, _ in slip.values)], budget)
        trust = 1.0 if found.complete else _UNPROVEN
        explanations += [e._replace(confidence=e.confidence * trust) for e in judge.explanations(found.corrections)]
        complete = complete and found.complete
    explanations.sort(key=lambda explanation: (explanation.rank, -explanation.confidence))
    if not complete:
        return Localization(tuple(explanations), "time_limit")
    return Localization(tuple(explanations), "ambiguous" if _overlap(explanations) else "explained")


def _overlap(explanations: Iterable[Explanation]) -> bool:
    """Whether two best explanations speak of the same violated identity."""
    best = [identity for e in explanations if e.rank == 1 for identity, _ in e.settled]
    return len(best) > len(set(best))


class _Judge:
    """What is known of a report beyond its sums: turns corrections into explanations, and ranks them."""

    def __init__(
        self, system: System, form: Form, neighbours: Iterable[tuple[Cell, Cell]], unfilled: Mapping[int, str]
    ) -> None:
        self._system, self._totals = system, form.totals
        self._unfilled = dict.fromkeys(mistakes.unfilled_totals(system), mistakes.UNFILLED_TOTAL) | dict(unfilled)
        self._beside: dict[int, set[int]] = {}
        for one, other in neighbours:
            if one in system.place and other in system.place:
                a, b = system.place[one], system.place[other]
                self._beside.setdefault(a, set()).add(system.values[b])
                self._beside.setdefault(b, set()).add(system.values[a])

    def explanations(self, corrections: Sequence[tuple[Edit, ...]]) -> list[Explanation]:
        """Every correction taken apart into the parts that can be told on their own, ranked and weighed.

        A part is as good as the best correction that holds it, and as likely as all that do together.
        """
        likelihood: dict[tuple[Suspect, ...], float] = {}
        excess: dict[tuple[Suspect, ...], int] = {}
        settled: dict[tuple[Suspect, ...], tuple[tuple[Identity, int], ...]] = {}
        whole = 0.0
        for correction in corrections:
            parts = [(self._suspects(edits), edits) for edits in self._parts(correction)]
            suspects = [suspect for part, _ in parts for suspect in part]
            untypical = sum(suspect.rule == SMALLEST_CHANGE for suspect in suspects)
            weight = _UNTYPICAL**untypical * _TOTAL ** sum(suspect.cell in self._totals for suspect in suspects)
            whole += weight
            for part, edits in parts:
                likelihood[part] = likelihood.get(part, 0.0) + weight
                excess[part] = min(excess.get(part, untypical), untypical)
                settled[part] = self._settled(edits)
        ranks = {number: rank for rank, number in enumerate(sorted(set(excess.values())), 1)}
        return [Explanation(part, ranks[excess[part]], likelihood[part] / whole, settled[part]) for part in likelihood]

    def _parts(self, correction: Sequence[Edit]) -> list[list[Edit]]:
        """The edits in groups that share no identity."""
        parts: list[tuple[set[int], list[Edit]]] = []
        for edit in correction:
            touched = {identity for cell, _ in edit.values for identity, _ in self._system.effects[cell]}
            apart = [part for part in parts if not part[0] & touched]
            joined = [part for part in parts if part[0] & touched]
            edits = [other for _, others in joined for other in others] + [edit]
            parts = [*apart, (touched.union(*(identities for identities, _ in joined)), edits)]
        return [edits for _, edits in parts]

    def _suspects(self, edits: Sequence[Edit]) -> tuple[Suspect, ...]:
        changed = {cell: (value, edit.rule) for edit in edits for cell, value in edit.values}
        determined = self._determined(cell for cell, (_, rule) in changed.items() if rule is None)
        suspects = []
        for cell in sorted(changed):
            value, rule = changed[cell]
            known = rule is not None or cell in determined
            suggested = value if known else None
            reported = self._system.values[cell]
            rule = rule or self._rule(cell, reported, suggested)
            suspects.append(Suspect(self._system.cells[cell], reported, suggested, rule))
        return tuple(suspects)

    def _rule(self, cell: int, reported: int, suggested: int | None) -> str:
        if cell in self._unfilled:
            return self._unfilled[cell]
        if suggested is None:
            return SMALLEST_CHANGE
        return mistakes.typing_mistake(reported, suggested, self._beside.get(cell, ())) or SMALLEST_CHANGE

    def _determined(self, cells: Iterable[int]) -> set[int]:
        """Those of the changed cells whose value the equations determine: each is the last unknown of one."""
        unknown = set(cells)
        determined: set[int] = set()
        while unknown:
            known = {
                cell
                for cell in unknown
                for identity, _ in self._system.effects[cell]
                if self._system.senses[identity] == EXACT
                and sum(other in unknown for other, _ in self._system.members[identity]) == 1
            }
            if not known:
                break
            determined |= known
            unknown -= known
        return determined

    def _settled(self, edits: Sequence[Edit]) -> tuple[tuple[Identity, int], ...]:
        touched = {identity for edit in edits for cell, _ in edit.values for identity, _ in self._system.effects[cell]}
        violated = [identity for identity in self._system.violated() if identity in touched]
        return tuple((self._system.identities[number], self._system.residuals[number]) for number in violated)
