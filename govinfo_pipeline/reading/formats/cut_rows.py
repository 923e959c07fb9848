"""Rows of ruled tables that the end of a page cuts in two, joined where their labels make one of the form's."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from govinfo_pipeline.form import FORMS
from govinfo_pipeline.reading.formats.flow import PlacedRow
from govinfo_pipeline.reading.labels import label_ranks
from govinfo_pipeline.reading.tokens import WORDS, fold, interpret

_MOST_HEADS = 6
_LETTER = re.compile(r"[^\W\d_]")


def with_cut_rows_joined(
    rows: Sequence[PlacedRow], bottoms: Sequence[float], plain: Mapping[str, str]
) -> list[PlacedRow]:
    """The rows from top to bottom, in which the last row of a page and the first of the next may be one.

    ``bottoms`` are the heights at which pages end. A repeated head may stand between the two parts. ``plain`` has the
    text of each cell in the characters of the form.
    """
    kept = list(rows)
    for bottom in bottoms:
        last = next((place for place in reversed(range(len(kept))) if kept[place].y > bottom), None)
        if last is None:
            continue
        for place in range(last + 1, min(last + 1 + _MOST_HEADS, len(kept))):
            if (cells := _joined(kept[last].cells, kept[place].cells, plain)) is not None:
                kept[last] = PlacedRow(kept[last].y, cells)
                del kept[place]
                break
    return kept


def _joined(upper: tuple[str, ...], lower: tuple[str, ...], plain: Mapping[str, str]) -> tuple[str, ...] | None:
    """The one row that two parts make; null if they are two rows."""
    above, below = _place_of_label(upper), _place_of_label(lower)
    if above is None or below is None or len(upper) - above != len(lower) - below:
        return None
    label = upper[above], lower[below]
    words = [plain.get(part, part) for part in label]
    if fold("".join(words)) not in known_labels() or known_labels().issuperset(map(fold, words)):
        return None
    figures = [one + other for one, other in zip(upper[above + 1 :], lower[below + 1 :], strict=True)]
    return (*upper[:above], "".join(label), *figures)


def _place_of_label(cells: Sequence[str]) -> int | None:
    """The last cell with words; null if nothing stands behind it."""
    places = [place for place, cell in enumerate(cells) if interpret(cell).kind is WORDS and _LETTER.search(cell)]
    return places[-1] if places and places[-1] + 1 < len(cells) else None


@cache
def known_labels() -> frozenset[str]:
    """Every label of a row of the forms, folded."""
    return frozenset(label for form in FORMS.values() for table in form.tables for label in label_ranks(table))
