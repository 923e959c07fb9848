"""A year of reports as a matrix: one row a report, one column a cell of any form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks import matrix
from govinfo_pipeline.checks.coded import Coded
from govinfo_pipeline.checks.matrix import Bools, Floats
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.reading.records import Value

CELLS = tuple(
    dict.fromkeys([*matrix.CELLS, *(c for form in FORMS.values() for c in form.cells if c.table not in matrix.TABLES)])
)
"""The cells of tables 3 and 4, in the order of :data:`matrix.CELLS`, and then those of table 2."""
PLACE = {cell: place for place, cell in enumerate(CELLS)}
_PROACTIVE = {cell: place for cell, place in PLACE.items() if cell.table == "proactive_disclosure"}
_KEYS = {"applications": "item", "disputes": "channel"}


class Vectors(NamedTuple):
    """Reports (rows) × :data:`CELLS`: the values (NaN for blank), and whether the report's form prints the cell."""

    reports: pd.Index
    years: pd.Series
    values: Floats
    printed: Bools

    def rows(self, reports: Iterable[str]) -> npt.NDArray[np.intp]:
        """The rows of some reports, -1 for one that is not here."""
        return self.reports.get_indexer(pd.Index(list(reports), dtype="object"))

    def rows_of(self, column: Any) -> npt.NDArray[np.intp]:
        """The rows of the reports in an arrow column that names each many times in a row, -1 for one not here."""
        runs = _Runs.of(column)
        return np.repeat(self.rows(runs.heads.to_pylist()), runs.lengths)

    def take(self, rows: npt.NDArray[np.intp], cells: Sequence[Cell]) -> tuple[Floats, Bools]:
        """Some cells of some rows: values and whether they are printed; row -1 has neither."""
        columns = np.array([PLACE[cell] for cell in cells], dtype=np.intp)
        if not len(self.reports):
            return np.full((len(rows), len(columns)), np.nan), np.zeros((len(rows), len(columns)), dtype=bool)
        there = (rows >= 0)[:, np.newaxis]
        chosen = np.ix_(rows, columns)
        return np.where(there, self.values[chosen], np.nan), self.printed[chosen] & there

    def of(self, report: str) -> "ReportCells":
        """The cells of a report as a mapping."""
        return self.at(int(self.rows([report])[0]))

    def at(self, row: int) -> "ReportCells":
        """The cells of a report as a mapping."""
        return ReportCells(self.values[row], self.printed[row])

    def column(self, cell: Cell) -> npt.NDArray[np.float64]:
        """A cell in every report."""
        return self.values[:, PLACE[cell]]


class ReportCells(Mapping[Cell, Value]):
    """The cells that a report prints, with their values (null for blank)."""

    def __init__(self, values: npt.NDArray[np.float64], printed: npt.NDArray[np.bool_]) -> None:
        self._values, self._printed = values, printed

    def __getitem__(self, cell: Cell) -> Value:
        place = PLACE[cell]
        if not self._printed[place]:
            raise KeyError(cell)
        value = float(self._values[place])
        if value != value:
            return None
        return int(value) if value.is_integer() else Decimal(repr(value))

    def __iter__(self) -> Iterator[Cell]:
        return (cell for cell, place in PLACE.items() if self._printed[place])

    def __len__(self) -> int:
        return int(self._printed.sum())


def vectors(applications: pa.Table, disputes: pa.Table, proactive: pa.Table | None = None) -> Vectors:
    """The matrix of the reports in these tables; without ``proactive`` its cells are not printed.

    Reports stand in the order in which the tables first have them. Each cell of all reports is one piece of memory.
    """
    tables = [applications, disputes] if proactive is None else [applications, disputes, proactive]
    runs = [_Runs.of(table["report_id"]) for table in tables]
    heads = Coded.of(pa.chunked_array([run.heads for run in runs]))
    reports = pd.Index(heads.names.to_pylist(), dtype="object")  # in which a text is found fastest
    first = np.unique(heads.codes, return_index=True)[1]
    years = np.concatenate([_numbers(table["year"])[run.starts] for table, run in zip(tables, runs, strict=True)])
    values = np.full((len(CELLS), len(reports)), np.nan)
    printed = np.zeros(values.shape, dtype=bool)
    ends = np.cumsum([len(run.starts) for run in runs])
    rows = [np.repeat(own, run.lengths) for own, run in zip(np.split(heads.codes, ends[:-1]), runs, strict=True)]
    for code, table, own in zip(matrix.TABLES, tables, rows, strict=False):
        _put_wide(code, table, own, values, printed)
    if proactive is not None:
        _put_long(proactive, rows[-1], values, printed)
    return Vectors(reports, pd.Series(years[first]).astype("Int64"), values.T, printed.T)


def _put_wide(code: str, table: pa.Table, rows: npt.NDArray[Any], values: Floats, printed: Bools) -> None:
    """Table 3 or 4, whose rows are items, into cells × reports."""
    form_table = LATEST.table(code)
    ranks = Coded.of(table[_KEYS[code]]).each([item.code for item in form_table.items].index, np.intp)
    there = np.zeros((len(form_table.items), values.shape[1]), dtype=bool)
    there[ranks, rows] = True
    for column in form_table.columns:
        places = np.array([PLACE[Cell(code, item.code, column.code)] for item in form_table.items])
        values.reshape(-1)[(places * values.shape[1])[ranks] + rows] = _numbers(table[column.code])
        printed[places] = there


def _put_long(table: pa.Table, rows: npt.NDArray[Any], values: Floats, printed: Bools) -> None:
    """Table 2, whose rows are cells, into cells × reports."""
    items, measures = (list(dict.fromkeys(names)) for names in zip(*(cell[1:] for cell in _PROACTIVE), strict=True))
    grid = np.full((len(items), len(measures)), -1)
    for cell, place in _PROACTIVE.items():
        grid[items.index(cell.item), measures.index(cell.column)] = place
    item, measure = Coded.of(table["item"]), Coded.of(table["measure"])
    places = grid[item.each(items.index, np.intp), measure.each(measures.index, np.intp)]
    values[places, rows] = _numbers(table["value"])
    printed[places, rows] = True


def _numbers(column: Any) -> npt.NDArray[Any]:
    """An arrow column of numbers, NaN for null."""
    numbers: npt.NDArray[Any] = column.to_numpy()
    return numbers


def array_of(column: "pd.Series[Any] | pd.Index[Any]", kind: pa.DataType) -> Any:
    """A column as one arrow array."""
    array: Any = pa.array(column, kind, from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


class _Runs(NamedTuple):
    """A column in which the same text stands many times in a row: what begins where, and how long it is."""

    heads: Any
    starts: npt.NDArray[np.intp]
    lengths: npt.NDArray[np.intp]

    @classmethod
    def of(cls, column: Any) -> "_Runs":
        coded = Coded.of(column)
        codes = coded.codes
        starts = np.flatnonzero(np.append(True, codes[1:] != codes[:-1]))[: len(codes)]
        return cls(coded.take(starts).texts(), starts, np.diff(starts, append=len(codes)))


def texts(names: Sequence[str], places: npt.NDArray[Any]) -> pd.api.extensions.ExtensionArray:
    """A column of text of which there are few different ones: ``names`` by their ``places``."""
    return pd.array(list(names), dtype="str").take(places)
