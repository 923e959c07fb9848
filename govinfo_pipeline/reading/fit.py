"""The figures behind a label, fitted to the columns they belong to.

A row that prints as many figures as it has columns, or that keeps its grid, can be read in one way. A short or a
long row can be read in several: they are all returned, and the identities may tell which is right
(:mod:`govinfo_pipeline.reading.resolve`).
"""

from collections.abc import Sequence
from itertools import combinations

from govinfo_pipeline.reading.tokens import BLANK, WORDS, Token

Fit = tuple[Token | None, ...]
"""One token a column; null where the row does not print one."""

_MOST_FITS = 64


def fits(tokens: Sequence[Token], width: int, first: int | None = None, *, torn: bool = False) -> list[Fit]:
    """The ways in which ``tokens`` fill ``width`` columns: one if certain, none if they are too far off.

    ``first`` is the index among ``tokens`` at which other rows of the same shape begin their figures, if known.
    In a ``torn`` table, which lost cells elsewhere, a blank at either end may be left over from the labels.
    """
    printed = [token for token in tokens if token.kind is not BLANK]
    if len(printed) == width:
        return [tuple(printed)]
    if not printed:
        return [(Token(BLANK, ""),) * width]
    if len(tokens) == width and first and not any(token.kind for token in tokens[:first]):
        return _with_gaps(tokens[first:], width)
    if len(tokens) == width and not (torn and BLANK in (tokens[0].kind, tokens[-1].kind)):
        return [tuple(tokens)]
    if len(printed) > width:
        return _without_surplus(printed, width)
    if torn and len(_between_blanks(tokens)) <= width:
        return _with_gaps(_between_blanks(tokens), width)
    if len(tokens) > width:
        return _windows(tokens, width, first)
    return _with_gaps(tokens, width)


def fits_over_words(tokens: Sequence[Token], width: int, first: int | None) -> list[Fit]:
    """The ways in which cells of a row, words among them, fill ``width`` columns without leaving out a figure.

    Left of the columns there may be blanks, right of them remarks.
    """
    starts = [
        start
        for start in range(len(tokens) - width + 1)
        if not any(token.kind for token in tokens[:start])
        and all(token.kind in (BLANK, WORDS) for token in tokens[start + width :])
    ]
    if first in starts:
        starts = [first]
    return [tuple(tokens[start : start + width]) for start in starts]


def _between_blanks(tokens: Sequence[Token]) -> Sequence[Token]:
    filled = [index for index, token in enumerate(tokens) if token.kind is not BLANK]
    return tokens[filled[0] : filled[-1] + 1]


def _without_surplus(printed: Sequence[Token], width: int) -> list[Fit]:
    if len(printed) > width + 2:
        return []
    ways: list[Fit] = [tuple(kept) for kept in combinations(printed, width)]
    return ways[:_MOST_FITS]


def _windows(tokens: Sequence[Token], width: int, first: int | None) -> list[Fit]:
    """Leading and trailing blanks are left-overs of merged cells; the grid of other rows tells how many lead."""
    filled = [index for index, token in enumerate(tokens) if token.kind is not BLANK]
    starts = range(max(0, filled[-1] - width + 1), min(filled[0], len(tokens) - width) + 1)
    if first is not None and first in starts:
        starts = range(first, first + 1)
    if not starts:
        return _with_gaps([token for token in tokens if token.kind is not BLANK], width)
    return [tuple(tokens[start : start + width]) for start in starts]


def _with_gaps(tokens: Sequence[Token], width: int) -> list[Fit]:
    gaps = width - len(tokens)
    if not 0 <= gaps <= 2:
        return []
    ways: list[Fit] = []
    for places in combinations(range(width), gaps):
        rest = iter(tokens)
        ways.append(tuple(None if column in places else next(rest) for column in range(width)))
    return ways[:_MOST_FITS]
