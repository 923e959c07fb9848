"""What authors get wrong: each mistake turns a :class:`Truth` into one whose printed figures differ.

A mistake may break identities or, by bad luck, none (a digit added to a cell of table 2 breaks none): ask
:func:`truth.violated`. Where a report has no cell to get wrong in this way the mistake is None.
"""

import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from govinfo_pipeline.form import Cell
from govinfo_pipeline_tests.corpus.truth import Truth, Value


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was done: its kind, and cell → (right value, printed value)."""

    kind: str
    cells: Mapping[Cell, tuple[Value, Value]]

    def __str__(self) -> str:
        changes = (f"{c.table}/{c.item}/{c.column} {was} → {now}" for c, (was, now) in self.cells.items())
        return f"{self.kind}: {'; '.join(changes)}"


Mistaken = tuple[Truth, Mistake]
Maker = Callable[[Truth, random.Random], Mistaken | None]


def _mistaken(truth: Truth, kind: str, changes: Mapping[Cell, Value]) -> Mistaken | None:
    real = {cell: (truth.values[cell], now) for cell, now in changes.items() if truth.values[cell] != now}
    if not real:
        return None
    new = {cell: now for cell, (_, now) in real.items() if now is not None}
    blank = {cell: "" for cell, (_, now) in real.items() if now is None}
    return truth.with_values(new).with_blanks(blank), Mistake(kind, real)


def counts(truth: Truth, least: int = 0) -> dict[Cell, int]:
    """The counts of tables 3 and 4, the cells that identities speak of, from ``least`` on."""
    return {
        cell: int(value)
        for cell, value in truth.values.items()
        if cell.table != "proactive_disclosure" and value is not None and value >= least
    }


def _in_one_count(kind: str, least: int, change: Callable[[random.Random, int], int]) -> Maker:
    """A mistake in a single cell that holds ``least`` or more."""

    def make(truth: Truth, rng: random.Random) -> Mistaken | None:
        cells = counts(truth, least)
        if not cells:
            return None
        cell = rng.choice(list(cells))
        return _mistaken(truth, kind, {cell: change(rng, cells[cell])})

    return make


def _substituted(rng: random.Random, value: int) -> int:
    digits = list(str(value))
    place = rng.randrange(len(digits))
    digits[place] = rng.choice([digit for digit in "123456789" if digit != digits[place]])
    return int("".join(digits))


def _transposed(rng: random.Random, value: int) -> int:
    digits = list(str(value))
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    if places:
        place = rng.choice(places)
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits))


def _dropped(rng: random.Random, value: int) -> int:
    digits = str(value)
    place = rng.randrange(len(digits))
    return int(digits[:place] + digits[place + 1 :])


def _added(rng: random.Random, value: int) -> int:
    digits = str(value)
    place = rng.randint(0, len(digits))
    return int(digits[:place] + rng.choice("0123456789") + digits[place:])


def _row(truth: Truth, rng: random.Random, least_nonzero: int = 1) -> list[Cell] | None:
    """The cells of a row of tables 3 or 4 with some figures in it, none of them null."""
    rows: dict[tuple[str, str], list[Cell]] = {}
    for cell in counts(truth):
        rows.setdefault((cell.table, cell.item), []).append(cell)
    widths = {"applications": 7, "disputes": 5}
    full = [
        cells
        for (table, _), cells in rows.items()
        if len(cells) == widths[table] and sum(bool(truth.values[c]) for c in cells) >= least_nonzero
    ]
    return rng.choice(full) if full else None


def _swapped_neighbours(truth: Truth, rng: random.Random) -> Mistaken | None:
    cells = _row(truth, rng)
    if cells is None:
        return None
    pairs = [(a, b) for a, b in itertools.pairwise(cells) if truth.values[a] != truth.values[b]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return _mistaken(truth, "swapped_neighbours", {a: truth.values[b], b: truth.values[a]})


def _shifted_row(truth: Truth, rng: random.Random) -> Mistaken | None:
    """A row one column to the right; its last figure comes first."""
    cells = _row(truth, rng)
    if cells is None:
        return None
    values = [truth.values[cell] for cell in cells]
    return _mistaken(truth, "shifted_row", dict(zip(cells, [values[-1], *values[:-1]], strict=True)))


def _totals(truth: Truth) -> list[Cell]:
    """The cells of the column 总计 of table 3, apart from those of the row （七）总计."""
    return [
        cell
        for cell in truth.values
        if cell.table == "applications" and cell.column == "total" and cell.item != "results_total"
    ]


def _totals_zero(truth: Truth, rng: random.Random) -> Mistaken | None:
    """Every 总计 of table 3 left at the 0 of the template."""
    return _mistaken(truth, "totals_zero", dict.fromkeys(_totals(truth), 0))


def _totals_blank(truth: Truth, rng: random.Random) -> Mistaken | None:
    """The column 总计 not filled in."""
    return _mistaken(truth, "totals_blank", dict.fromkeys(_totals(truth), None))


def _total_blank(truth: Truth, rng: random.Random) -> Mistaken | None:
    """One total not filled in."""
    totals = [cell for cell in counts(truth) if cell in truth.official_form.totals]
    return _mistaken(truth, "total_blank", {rng.choice(totals): None}) if totals else None


def _forgotten_carry_over(truth: Truth, rng: random.Random) -> Mistaken | None:
    """Nothing carried over from last year although the rest of the table counts with it."""
    cells = [cell for cell in counts(truth, 1) if cell.item == "carried_over"]
    return _mistaken(truth, "forgotten_carry_over", dict.fromkeys(cells, 0))


MISTAKES: dict[str, Maker] = {
    "one_more": _in_one_count("one_more", 0, lambda rng, value: value + 1),
    "one_less": _in_one_count("one_less", 1, lambda rng, value: value - 1),
    "digit_substituted": _in_one_count("digit_substituted", 1, _substituted),
    "digit_dropped": _in_one_count("digit_dropped", 10, _dropped),
    "digit_added": _in_one_count("digit_added", 1, _added),
    "digits_transposed": _in_one_count("digits_transposed", 10, _transposed),
    "swapped_neighbours": _swapped_neighbours,
    "shifted_row": _shifted_row,
    "totals_zero": _totals_zero,
    "totals_blank": _totals_blank,
    "total_blank": _total_blank,
    "forgotten_carry_over": _forgotten_carry_over,
}


def random_mistake(truth: Truth, rng: random.Random) -> Mistaken | None:
    """One mistake of a kind drawn among those that this report allows; None for a report without figures."""
    for kind in rng.sample(list(MISTAKES), len(MISTAKES)):
        mistaken = MISTAKES[kind](truth, rng)
        if mistaken is not None:
            return mistaken
    return None
