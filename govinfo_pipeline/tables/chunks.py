"""The tables of a year some thousands of reports at a time, so that no more of them is held than that."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govinfo_pipeline.tables.store import Stored, arrow_schema, as_frame

REPORTS = 20_000
"""Reports that are held at a time."""
_ROWS = 1 << 17
_CODED = frozenset({"report_id", "item", "channel", "measure", "claim", "unit", "scope", "readings", "base"})
"""Columns of text that come as codes: few are different, or the same stands many times in a row."""
OF_REPORTS = frozenset(
    {"sections", "proactive_disclosure", "applications", "disputes", "cell_issues", "claims", "identity_results"}
)
"""Tables of many rows a report, whose keys begin with the report."""


def in_chunks(
    reports: "pd.Series[str]", tables: Mapping[str, Stored], size: int = REPORTS
) -> Iterator[dict[str, pa.Table]]:
    """The tables cut after every ``size`` of ``reports``, which are the year's, in the order of the tables' rows.

    Raises :class:`ValueError` for a table whose rows are in another order.
    """
    order = _Order(reports)
    cursors = {name: _Cursor(stored, order) for name, stored in tables.items()}
    for end in range(size, len(reports) + size, size):
        yield {name: cursor.until(end) for name, cursor in cursors.items()}


def whole_reports(stored: Stored) -> Iterator[pd.DataFrame]:
    """A table part by part, no report's rows in two of them; in one part where they do not stand together."""
    if not _together(stored):
        yield stored.frame()
        return
    rest = arrow_schema(stored.name).empty_table()
    for part in stored.parts(rows=_ROWS):
        table = pa.concat_tables([rest, part])
        cut = pc.index(table["report_id"], table["report_id"][-1]).as_py()
        yield as_frame(stored.name, table.slice(0, cut))
        rest = table.slice(cut)
    yield as_frame(stored.name, rest)


def _together(stored: Stored) -> bool:
    """Whether the rows of each report stand together."""
    seen: set[str] = set()
    last = None
    for part in stored.parts(["report_id"], rows=_ROWS):
        array: Any = part["report_id"].combine_chunks()
        if array.null_count:
            return False
        starts = [array[0].as_py(), *array[1:].filter(pc.not_equal(array[1:], array[:-1])).to_pylist()]
        starts = starts[1:] if starts[0] == last else starts
        if len(set(starts)) < len(starts) or not seen.isdisjoint(starts):
            return False
        seen.update(starts)
        last = array[-1].as_py()
    return True


class _Order:
    """The reports of a year, in their order."""

    def __init__(self, reports: "pd.Series[str]") -> None:
        names = reports.to_numpy(dtype=object)
        self._names = pa.array(names, pa.string())
        self._index = pd.Index(names, dtype="object")

    def places(self, reports: Any) -> npt.NDArray[np.intp]:
        """The places of some reports, -1 for one that is not there."""
        first = int(self._index.get_indexer(reports[:1].to_pylist())[0]) if len(reports) else -1
        # Most tables have rows of every report, so that the next ones are there as they come.
        if first >= 0 and self._names.slice(first, len(reports)).equals(reports):
            return np.arange(first, first + len(reports))
        places: npt.NDArray[np.intp] = self._index.get_indexer(reports.to_numpy(zero_copy_only=False))
        return places


class _Cursor:
    """How far a table has been gone through."""

    def __init__(self, stored: Stored, order: "_Order") -> None:
        self._name = stored.name
        self._coded = _CODED & set(arrow_schema(stored.name).names)
        self._parts = stored.parts(rows=_ROWS, coded=self._coded)
        self._order = order
        self._rest = arrow_schema(stored.name, self._coded).empty_table()
        self._places: npt.NDArray[np.intp] = np.zeros(0, dtype=np.intp)

    def until(self, end: int) -> pa.Table:
        """The rows of the reports before place ``end`` that have not been given yet."""
        taken = []
        while True:
            cut = int(np.searchsorted(self._places, end))
            taken.append(self._rest.slice(0, cut))
            self._rest, self._places = self._rest.slice(cut), self._places[cut:]
            if len(self._places) or not self._load():
                return pa.concat_tables(taken)

    def _load(self) -> bool:
        """Reads on; whether there was more."""
        part = next(self._parts, None)
        if part is None:
            return False
        encoded: Any = part["report_id"].combine_chunks()
        self._rest, self._places = part, self._order.places(encoded.dictionary)[encoded.indices.to_numpy()]
        if np.any(np.diff(self._places) < 0):
            raise ValueError(f"the rows of {self._name} are not in the order of the reports; materialize it again")
        return True
