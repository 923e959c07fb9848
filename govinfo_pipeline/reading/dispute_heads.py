"""The order of the fifteen figures of table 4, by the heads over them."""

from collections.abc import Sequence

from govinfo_pipeline.form import Table
from govinfo_pipeline.reading.labels import label_ranks
from govinfo_pipeline.reading.stream import Stream
from govinfo_pipeline.reading.tokens import fold

Order = tuple[int, ...]


def figure_order(stream: Stream, table: Table, places: Sequence[int]) -> Order:
    """For each figure in the form's order its index among those printed at ``places``.

    The form's own order unless the heads name all channels, or all outcomes of each channel, in another one.
    """
    outcomes = _outcomes(stream, table, places)
    width = len(outcomes)
    return tuple(channel * width + outcome for channel in _channels(stream, table, places[0]) for outcome in outcomes)


def _channels(stream: Stream, table: Table, end: int) -> Order:
    """For each channel its index among those whose heads stand in front of the figures."""
    ranks = label_ranks(table)
    named = [ranks[words][0] for words in stream.words[:end] if words in ranks]
    usual = tuple(range(len(table.items)))
    return tuple(map(named.index, usual)) if sorted(named) == list(usual) else usual


def _outcomes(stream: Stream, table: Table, places: Sequence[int]) -> Order:
    """For each outcome its index in a channel, where the heads of all channels agree on it.

    Where the figures add up with the total in its usual place, and not where it is named, the heads are wrong.
    """
    columns = table.items[0].columns
    ranks = {fold(label): rank for rank, column in enumerate(columns) for label in (column.zh, *column.variants)}
    named = [ranks[words] for words in stream.words[: places[-1]] if words in ranks]
    usual, width = tuple(range(len(columns))), len(columns)
    groups = {tuple(named[start : start + width]) for start in range(0, len(named), width)}
    if len(groups) != 1 or sorted(heads := groups.pop()) != list(usual):
        return usual
    total = heads.index(usual[-1])
    figures = [stream.tokens[place].whole or 0 for place in places]
    rows = [row for start in range(0, len(figures), width) if any(row := figures[start : start + width])]
    if sum(2 * row[-1] == sum(row) for row in rows) > sum(
        2 * row[total] == sum(row) for row in rows if total < len(row)
    ):
        return usual
    return tuple(map(heads.index, usual))
