"""Labels of the form's rows, and where they stand: exact words first, then small misprints, never two rows alike."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import compress, count

from govinfo_pipeline.form import Table
from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline.reading.chain import Hit, heaviest_chain
from govinfo_pipeline.reading.stream import Stream
from govinfo_pipeline.reading.tokens import BLANK, MARK, NUMBER, WORDS, Token, fold

_SHORTEST_PART = 2
_FARTHEST = 400
"""How many cells behind its found neighbour a misprinted label is sought."""
_FARTHEST_FIGURE = 5
_WITH_FIGURES = 3
"""What a label with figures behind it weighs; one without weighs 1."""
_FIGURE_BEHIND = re.compile(rb"%c(?=%c{0,%d}[%c%c])" % (WORDS, BLANK, _FARTHEST_FIGURE - 1, NUMBER, MARK))
"""Among the kinds of cells: words, behind which the first cell that prints something is a figure."""


@cache
def label_ranks(table: Table) -> dict[str, tuple[int, ...]]:
    """Folded label (variants too) → the ranks of the rows that print it."""
    ranks: dict[str, tuple[int, ...]] = {}
    for rank, item in enumerate(table.items):
        for label in (item.zh, *item.variants):
            ranks[fold(label)] = (*ranks.get(fold(label), ()), rank)
    return ranks


@cache
def _labels(table: Table) -> tuple[tuple[str, ...], ...]:
    """The folded labels of each row, by its rank."""
    return tuple(tuple(fold(label) for label in (item.zh, *item.variants)) for item in table.items)


@cache
def known_words(table: Table) -> frozenset[str]:
    """Every folded word that the form prints in and around ``table``: rows, columns, groups and heads."""
    printed = [*(zh for zh, _ in GROUPS.values()), "信息内容", "申请人情况", "法人或其他组织", "行政诉讼"]
    printed += [label for column in table.columns for label in (column.zh, *column.variants)]
    return frozenset(map(fold, printed)) | frozenset(label_ranks(table))


def locate(stream: Stream, table: Table) -> dict[int, int]:
    """Rank of a row → position of its label in the stream, in the form's order.

    A label with figures behind it outweighs one without: the heads of torn tables repeat words of the rows.
    """
    ranks, words = label_ranks(table), stream.words
    with_figures = frozenset([label.start() for label in _FIGURE_BEHIND.finditer(stream.kinds)])
    places: dict[int, list[int]] = {}
    for place in compress(count(), map(ranks.__contains__, words)):
        for rank in ranks[words[place]]:
            places.setdefault(rank, []).append(place)
    found = _plain_places(places, with_figures, len(words))
    if found is None:
        hits = [
            Hit(place, rank, _WITH_FIGURES if place in with_figures else 1)
            for place, rank in sorted((place, rank) for rank, copies in places.items() for place in copies)
        ]
        found = {hit.rank: hit.position for hit in heaviest_chain(hits)}
    wanted = [rank for rank, others in enumerate(stand_ins(table)) if rank not in found and others.isdisjoint(found)]
    if found and wanted:
        found |= _locate_misprints(stream, table, found, wanted)
    return found


def repetition(stream: Stream, table: Table, found: dict[int, int]) -> tuple[int, int] | None:
    """The places at which the table is printed, and printed once more; null where most labels stand there once."""
    positions = sorted(found.values())
    # Copies print the same labels: one in the middle tells a table that is printed once, as most are.
    if not positions or stream.cells.count(stream.cells[positions[len(positions) // 2]]) < 2:
        return None
    ranks = label_ranks(table)
    places: dict[str, list[int]] = {}
    for place, token in enumerate(stream.tokens):
        if token.words in ranks and _has_figures(stream, place):
            places.setdefault(token.words, []).append(place)
    twice = [copies for copies in places.values() if len(copies) > 1]
    if 2 * len(twice) <= len(table.items):
        return None
    first, again = min(copies[0] for copies in twice), min(copies[1] for copies in twice)
    is_apart = all(stream.row(copies[0]) < stream.row(again) for copies in twice)
    return (first, again) if is_apart else None


def _plain_places(places: Mapping[int, Sequence[int]], with_figures: frozenset[int], end: int) -> dict[int, int] | None:
    """The heaviest chain where it can be told without weighing; null where it cannot.

    So it can where all ranks but one have figures, each in one place, and these rise with the ranks: to leave any of
    them for the one without would cost more than that weighs.
    """
    found: dict[int, int] = {}
    without: list[int] = []
    last = -1
    for rank, copies in sorted(places.items()):
        filled = [place for place in copies if place in with_figures]
        if not filled:
            without.append(rank)
        elif len(filled) > 1 or filled[0] <= last:
            return None
        else:
            found[rank] = last = filled[0]
    if len(without) > 1:
        return None
    for rank in without:
        below, above = _neighbours(rank, found, end)
        between = [place for place in places[rank] if below < place < above]
        if between:
            found[rank] = between[-1]
    return found


def _neighbours(rank: int, found: Mapping[int, int], end: int) -> tuple[int, int]:
    """The places of the rows found next below and above a rank, or what stands before and behind all."""
    below = max((place for other, place in found.items() if other < rank), default=-1)
    above = min((place for other, place in found.items() if other > rank), default=end)
    return below, above


@cache
def stand_ins(table: Table) -> tuple[frozenset[int], ...]:
    """For the row of each rank the ranks beside which it is not expected: it replaces them, or they replace it."""
    return tuple(
        frozenset(
            rank
            for rank, other in enumerate(table.items)
            if (other.code in item.replaces if item.replaces else item.code in other.replaces)
        )
        for item in table.items
    )


def _has_figures(stream: Stream, position: int) -> bool:
    """Whether the first of the cells behind words that prints something is a figure."""
    return _FIGURE_BEHIND.match(stream.kinds, position) is not None


def _locate_misprints(stream: Stream, table: Table, found: dict[int, int], wanted: Sequence[int]) -> dict[int, int]:
    """Labels with a small misprint, or broken over two or three cells, between their found neighbours."""
    tokens = stream.tokens
    known = known_words(table)
    result: dict[int, int] = {}
    for rank in wanted:
        before, after = _neighbours(rank, found | result, len(tokens))
        best: tuple[int, int] | None = None
        for position in range(before + 1, min(after, before + _FARTHEST)):
            if tokens[position].kind is not WORDS or tokens[position].words in known:
                continue
            for end, words in _joined(tokens, position, after):
                distance = _distance_to(words, rank, table)
                if distance is None and _is_part_of(words, rank, table, found, wanted):
                    distance = len(fold(table.items[rank].zh))
                if distance is not None and _has_figures(stream, end) and (best is None or distance < best[0]):
                    best = (distance, end)
        if best is not None:
            result[rank] = best[1]
    return result


def _joined(tokens: Sequence[Token], position: int, after: int) -> list[tuple[int, str]]:
    """The words from ``position`` on, alone and joined with one or two cells that follow."""
    words, joined = "", list[tuple[int, str]]()
    for end in range(position, min(position + 3, after)):
        if tokens[end].kind is not WORDS:
            break
        words += tokens[end].words
        joined.append((end, words))
    return joined


def _distance_to(words: str, rank: int, table: Table) -> int | None:
    """Edits between ``words`` and the row's label if they are few and any other label is farther, else null."""
    longest = len(fold(table.items[rank].zh))
    limit = max(1, longest // 3) if longest >= 4 else 0
    own = min(_edits_within(words, label, limit) for label in _labels(table)[rank])
    if own > limit:
        return None
    others = (label for label, ranks in label_ranks(table).items() if rank not in ranks)
    return own if all(_edits_within(words, label, own + 1) > own + 1 for label in others) else None


def _is_part_of(words: str, rank: int, table: Table, found: dict[int, int], wanted: Sequence[int]) -> bool:
    """Whether ``words`` begin or end the row's label, and that of no other row that could stand there.

    A page that ends within a row leaves half of the label with the figures.
    """
    if len(words) < _SHORTEST_PART or not _is_part(words, table, rank):
        return False
    below = max((other for other in found if other < rank), default=-1)
    above = min((other for other in found if other > rank), default=len(table.items))
    return all(_is_part(words, table, other) == (other == rank) for other in wanted if below < other < above)


def _is_part(words: str, table: Table, rank: int) -> bool:
    """Whether a label of the row begins or ends with ``words``."""
    return any(label.startswith(words) or label.endswith(words) for label in _labels(table)[rank])


def _edits_within(one: str, other: str, limit: int) -> int:
    """The edits between two words, or more than ``limit`` without counting them where the lengths say so."""
    return limit + 1 if abs(len(one) - len(other)) > limit else _edits(one, other)


@lru_cache(maxsize=65536)
def _edits(one: str, other: str) -> int:
    """The number of characters to insert, delete or replace (Levenshtein)."""
    previous = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        current = [row]
        for column, right in enumerate(other, 1):
            current.append(min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (left != right)))
        previous = current
    return previous[-1]
