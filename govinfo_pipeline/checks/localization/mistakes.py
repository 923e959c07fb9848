"""What authors get wrong in a single cell: mistakes of typing, and totals or rows left at the template's 0."""

from collections.abc import Collection, Sequence

from govinfo_pipeline.checks.localization.system import System
from govinfo_pipeline.form import Cell

UNFILLED_TOTAL, UNFILLED_ROW = "unfilled_total", "unfilled_row"
_SEVERAL = 2
"""From this many on, figures left at 0 are a habit of the report and not an accident."""


def typing_mistake(reported: int, intended: int, beside: Collection[int] = ()) -> str | None:
    """The mistake that prints ``reported`` for ``intended``; ``beside`` are the figures in the cells around.

    Null where no single known mistake does. Zeros that a mistake leaves in front of a number are not printed.
    """
    was, now = str(abs(intended)), str(abs(reported))
    if reported < 0:
        return "sign" if -reported == intended else None
    if now in _transpositions(was):
        return "digits_transposed"
    if was in _deletions(now):
        return "digit_doubled" if _has_double(now, was) else "digit_added"
    if reported in {int(shorter or "0") for shorter in _deletions(was)} and intended > 9:
        return "digit_dropped"
    if abs(reported - intended) == 1:
        return "off_by_one"
    width = max(len(was), len(now))
    if sum(a != b for a, b in zip(was.zfill(width), now.zfill(width), strict=True)) == 1:
        return "digit_substituted"
    return "copied_neighbour" if reported and reported in beside else None


def _deletions(digits: str) -> list[str]:
    return [digits[:place] + digits[place + 1 :] for place in range(len(digits))]


def _transpositions(digits: str) -> set[str]:
    swapped = (digits[:p] + digits[p + 1] + digits[p] + digits[p + 2 :] for p in range(len(digits) - 1))
    return {other.lstrip("0") or "0" for other in swapped} - {digits}


def _has_double(longer: str, shorter: str) -> bool:
    """Whether the digit that ``longer`` has more repeats the one before it."""
    return any(
        longer[place] == longer[place - 1] and longer[:place] + longer[place + 1 :] == shorter
        for place in range(1, len(longer))
    )


def unfilled_totals(system: System) -> set[int]:
    """The totals printed as 0 whose parts add up to more, unless another violated identity speaks of a part."""
    violated = set(system.violated())
    totals: set[int] = set()
    for number in violated:
        identity, residual = system.identities[number], system.residuals[number]
        # A blank is no suspect and has no place.
        right = {system.place[cell] for cell in identity.right if cell in system.place}
        zeros = {place for place in right if system.values[place] == 0}
        parts = [cell for cell, _ in system.members[number] if system.values[cell]]
        blamed = any(other in violated for part in parts for other, _ in system.effects[part] if other != number)
        if identity.total and residual > 0 and not blamed:
            totals |= zeros
    return totals


def habitually_unfilled(system: System, rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """Cells that are likely not filled in, with the rule that says so: where it is seen several times in the report.

    Totals at 0 over parts that are not; and a row of zeros, where several columns miss just what such a row states.
    """
    totals = unfilled_totals(system)
    unfilled = dict.fromkeys(totals, UNFILLED_TOTAL) if len(totals) >= _SEVERAL else {}
    balances = [number for number in system.violated() if not system.identities[number].total]
    for row in rows:
        places = {system.place[cell] for cell in row if cell in system.place}
        if any(system.values[place] for place in places):
            continue
        missing = [
            cell
            for number in balances
            for cell, sign in system.members[number]
            if cell in places and sign * system.residuals[number] < 0
        ]
        if len(missing) >= _SEVERAL:
            unfilled |= dict.fromkeys(missing, UNFILLED_ROW)
    return unfilled
