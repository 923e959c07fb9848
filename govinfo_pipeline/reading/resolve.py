"""Figures whose place is in doubt: the identities decide where exactly one reading satisfies them.

They decide where a figure stands, never what it is: a cell that the row does not print stays null (``missing``),
also where its value could be computed. A row with a figure too many is marked ``repaired``. Where several readings
remain, the cells on which they differ are null and ``unreadable``. A row that can be read in one way is never
touched, however wrong its sums are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import add, attrgetter, sub

from govinfo_pipeline.form import Cell, Column, Identity, Item
from govinfo_pipeline.reading.fit import Fit
from govinfo_pipeline.reading.records import CellIssue, IssueKind, Value
from govinfo_pipeline.reading.tokens import Token, value_of

State = tuple[int, ...]

_WHOLE = attrgetter("whole")
_MOST_STEPS = 200_000


@dataclass(slots=True)
class Line:
    """A printed row of figures: the cells it fills, the ways to fill them, and what is printed where."""

    items: tuple[Item, ...]
    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]
    ways: list[Fit]
    printed: Sequence[Token]
    number: int
    quote: str


@dataclass(slots=True)
class Reading:
    """One way to read a line: values by cell, and the cells that the line does not print.

    ``kinds`` says of the cells that print no plain number what they print, and what kind of issue that is.
    An unprinted cell has the value that an identity requires of it, so that readings can be told apart by their
    figures; it is dropped when the line is settled.
    """

    values: dict[Cell, Value]
    unprinted: list[Cell] = field(default_factory=list)
    kinds: dict[Cell, tuple[str, IssueKind]] = field(default_factory=dict)

    @property
    def is_legible(self) -> bool:
        """Whether every cell that it prints can be read, so that sums may speak of it."""
        return all(kind != "unreadable" for _, kind in self.kinds.values())


def resolve(lines: Sequence[Line], identities: Sequence[Identity]) -> tuple[dict[Cell, Value], list[CellIssue]]:
    """The value of every cell of ``lines``, and an issue for each that was not a plain number."""
    cells: list[Cell] = []
    read: list[Value] = []
    issues: list[CellIssue] = []
    doubtful: list[tuple[Line, list[Reading]]] = []
    for line in lines:
        ways = line.ways
        if len(ways) > 1 or (ways and not all(ways[0])):
            doubtful.append((line, _readings(line, identities)))
            continue
        certain, not_plain = _certain(line)
        cells += line.cells
        read += certain
        issues += not_plain
    values = dict(zip(cells, read, strict=True))
    if not doubtful:
        return values, issues
    illegible = {issue.cell for issue in issues if issue.kind == "unreadable"}
    illegible |= {cell for line, readings in doubtful if not readings[0].is_legible for cell in line.cells}
    legible = [identity for identity in identities if illegible.isdisjoint(identity.left + identity.right)]
    for (line, _), remaining in zip(doubtful, _agreeing(doubtful, values, legible), strict=True):
        line_values, line_issues = _settle(line, remaining)
        values.update(line_values)
        issues.extend(line_issues)
    return values, issues


def _certain(line: Line) -> tuple[Sequence[Value], Sequence[CellIssue]]:
    """The values of a line that can be read in one way, or in none."""
    if not line.ways:
        kind: IssueKind = "unreadable" if line.quote else "missing"
        return [None] * len(line.cells), [CellIssue(cell, line.quote, kind) for cell in line.cells]
    counts = list(map(_WHOLE, line.ways[0]))
    if None not in counts and line.columns[0].is_count:
        return counts, ()
    values: list[Value] = []
    issues: list[CellIssue] = []
    for cell, column, token in zip(line.cells, line.columns, line.ways[0], strict=True):
        value, issue = value_of(token, column)
        values.append(value)
        if issue is not None and token is not None:
            issues.append(CellIssue(cell, token.raw, issue))
    return values, issues


def _readings(line: Line, identities: Sequence[Identity]) -> list[Reading]:
    """The distinct ways to read a line; only those that satisfy the identities within it, where any does."""
    cells = frozenset(line.cells)
    own = [identity for identity in identities if is_within(identity, cells)]
    readings: list[Reading] = []
    for way in line.ways:
        reading = Reading({})
        for cell, column, token in zip(line.cells, line.columns, way, strict=True):
            reading.values[cell], kind = value_of(token, column)
            if token is None:
                reading.unprinted.append(cell)
            elif kind is not None:
                reading.kinds[cell] = (token.raw, kind)
        for identity in own:
            _fill(reading, identity)
        readings.append(reading)
    if not all(reading.is_legible for reading in readings):
        return readings
    return [reading for reading in readings if all(_residual(reading.values, i) == 0 for i in own)] or readings


def is_within(identity: Identity, cells: frozenset[Cell]) -> bool:
    """Whether an identity speaks of no other cells than these."""
    return cells.issuperset(identity.left) and cells.issuperset(identity.right)


def holds(identity: Identity, values: Mapping[Cell, Value]) -> bool:
    """Whether all cells of an identity are known, and it is satisfied."""
    return None not in map(values.get, identity.left + identity.right) and _residual(values, identity) == 0


def _fill(reading: Reading, identity: Identity) -> None:
    """Gives the one missing cell of an identity the value that the identity requires, if a count can have it."""
    missing = [cell for cell in identity.left + identity.right if cell in reading.unprinted]
    if len(missing) == 1 and reading.values[missing[0]] is None:
        residual = _residual(reading.values, identity)
        value = -residual if missing[0] in identity.left else residual
        if value >= 0:
            reading.values[missing[0]] = value


def _residual(values: Mapping[Cell, Value], identity: Identity) -> int:
    """Left side minus right side, blanks as 0."""
    return int(sum(values.get(c) or 0 for c in identity.left) - sum(values.get(c) or 0 for c in identity.right))


def _agreeing(
    doubtful: Sequence[tuple[Line, list[Reading]]], values: Mapping[Cell, Value], identities: Sequence[Identity]
) -> list[list[Reading]]:
    """For each doubtful line the readings that some choice for all lines together needs to satisfy every identity.

    The state of a choice is what each identity across the lines is still off by; lines are added one by one, and
    choices that are off by the same go on as one. All readings are kept where no choice satisfies everything, or
    where there are too many to tell.
    """
    options = [readings for _, readings in doubtful]
    if all(len(readings) == 1 for readings in options):
        return options
    touched = {cell for line, _ in doubtful for cell in line.cells}
    across = [identity for identity in identities if not touched.isdisjoint(identity.left + identity.right)]
    signs = _signs(across)
    shifts = [[_shift(reading, signs, len(across)) for reading in readings] for readings in options]
    start = tuple(_residual(values, identity) for identity in across)
    layers: list[dict[State, set[int]]] = []
    states = {start}
    steps = 0
    for moves in shifts:
        steps += len(states) * len(moves)
        if steps > _MOST_STEPS:
            return options
        layer: dict[State, set[int]] = {}
        for state in states:
            for choice, shift in enumerate(moves):
                layer.setdefault(_add(state, shift), set()).add(choice)
        layers.append(layer)
        states = set(layer)
    ends = {(0,) * len(across)} & states
    kept: list[list[Reading]] = []
    for readings, moves, layer in zip(options[::-1], shifts[::-1], layers[::-1], strict=True):
        chosen = {choice for end in ends for choice in layer.get(end, ())}
        ends = {_subtract(end, moves[choice]) for end in ends for choice in layer.get(end, ())}
        kept.append([readings[choice] for choice in sorted(chosen)] or readings)
    return kept[::-1]


def _signs(identities: Sequence[Identity]) -> dict[Cell, list[tuple[int, int]]]:
    """Cell → the places of the identities that it is part of, each with the sign of its side."""
    signs: dict[Cell, list[tuple[int, int]]] = {}
    for place, identity in enumerate(identities):
        for sign, side in ((1, identity.left), (-1, identity.right)):
            for cell in side:
                signs.setdefault(cell, []).append((place, sign))
    return signs


def _shift(reading: Reading, signs: Mapping[Cell, list[tuple[int, int]]], size: int) -> State:
    """What the values of one line add to the residual of each identity."""
    shift = [0] * size
    for cell, value in reading.values.items():
        if value:
            for place, sign in signs.get(cell, ()):
                shift[place] += sign * int(value)
    return tuple(shift)


def _add(one: State, other: State) -> State:
    return tuple(map(add, one, other))


def _subtract(one: State, other: State) -> State:
    return tuple(map(sub, one, other))


def _settle(line: Line, readings: Sequence[Reading]) -> tuple[dict[Cell, Value], list[CellIssue]]:
    """The values on which all readings agree; what they differ on is null."""
    first = readings[0]
    # One gap may stand in any place that fits; of several, no cell that might be one is taken for read.
    gaps = first.unprinted
    if len(gaps) > 1:
        gaps = [cell for reading in readings for cell in reading.unprinted]
    values: dict[Cell, Value] = {}
    issues: list[CellIssue] = []
    for cell in line.cells:
        values[cell] = None
        if any(reading.values[cell] != first.values[cell] for reading in readings[1:]):
            issues.append(CellIssue(cell, line.quote, "unreadable"))
        elif cell in gaps:
            issues.append(CellIssue(cell, "", "missing"))
        elif cell in first.kinds:
            issues.append(CellIssue(cell, *first.kinds[cell]))
        else:
            values[cell] = first.values[cell]
    figures = [cell for cell in line.cells if values[cell] is not None]
    if figures and all(issue.kind in ("blank", "not_applicable") for issue in issues):
        # More figures than columns, or a grid that was lost: the identities chose, and the row says so once.
        issues.append(CellIssue(figures[-1], line.quote, "repaired"))
    return values, issues
