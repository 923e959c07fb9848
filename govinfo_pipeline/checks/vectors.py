"""A year of reports as a matrix: one row a report, one column a cell of any form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govinfo_pipeline.checks import matrix
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
    values: matrix.Floats
    printed: matrix.Bools

    def rows(self, reports: Iterable[str]) -> npt.NDArray[np.intp]:
        """The rows of some reports, -1 for one that is not here."""
        return self.reports.get_indexer(pd.Index(list(reports), dtype="str"))

    def rows_of(self, column: "pd.Series[str]") -> npt.NDArray[np.intp]:
        """The rows of the reports in a column that names each many times in a row, -1 for one that is not here."""
        return _Runs.of(column).rows(self.reports)

    def take(self, rows: npt.NDArray[np.intp], cells: Sequence[Cell]) -> tuple[matrix.Floats, matrix.Bools]:
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


def vectors(applications: pd.DataFrame, disputes: pd.DataFrame, proactive: pd.DataFrame | None = None) -> Vectors:
    """The matrix of the reports in these tables; without ``proactive`` its cells are not printed."""
    tables = [applications, disputes] if proactive is None else [applications, disputes, proactive]
    runs = [_Runs.of(table["report_id"]) for table in tables]
    heads = [table[["report_id", "year"]].iloc[run.starts] for table, run in zip(tables, runs, strict=True)]
    keys = pd.concat(heads).drop_duplicates("report_id")
    reports = pd.Index(keys["report_id"])
    values = np.full((len(reports), len(CELLS)), np.nan)
    printed = np.zeros(values.shape, dtype=bool)
    for code, table, run in zip(matrix.TABLES, tables, runs, strict=False):
        form_table = LATEST.table(code)
        ranks = _ranks(table[_KEYS[code]], [item.code for item in form_table.items])
        rows = run.rows(reports)
        for column in form_table.columns:
            places = np.array([PLACE[Cell(code, item.code, column.code)] for item in form_table.items])
            values[rows, places[ranks]] = table[column.code].to_numpy(dtype=np.float64, na_value=np.nan)
            printed[rows, places[ranks]] = True
    if proactive is not None:
        rows = runs[-1].rows(reports)
        items, measures = (list(dict.fromkeys(names)) for names in zip(*(cell[1:] for cell in _PROACTIVE), strict=True))
        grid = np.full((len(items), len(measures)), -1)
        for cell, place in _PROACTIVE.items():
            grid[items.index(cell.item), measures.index(cell.column)] = place
        places = grid[_ranks(proactive["item"], items), _ranks(proactive["measure"], measures)]
        values[rows, places] = proactive["value"].to_numpy(dtype=np.float64, na_value=np.nan)
        printed[rows, places] = True
    return Vectors(reports, keys["year"].astype("Int64"), values, printed)


def array_of(column: "pd.Series[Any] | pd.Index[Any]", kind: pa.DataType) -> Any:
    """A column as one arrow array."""
    array: Any = pa.array(column, kind, from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


class _Runs(NamedTuple):
    """A column in which the same text stands many times in a row: where each run starts, and how long it is."""

    column: Any
    starts: npt.NDArray[np.intp]
    lengths: npt.NDArray[np.intp]

    @classmethod
    def of(cls, column: "pd.Series[str]") -> "_Runs":
        array = array_of(column, pa.string())
        changes = np.asarray(pc.not_equal(array[1:], array[:-1])) if len(array) else np.zeros(0, dtype=bool)
        starts = np.flatnonzero(np.concatenate([[True], changes])) if len(array) else np.zeros(0, dtype=np.intp)
        return cls(array, starts, np.diff(np.append(starts, len(array))))

    def rows(self, reports: pd.Index) -> npt.NDArray[np.intp]:
        """For each text its place in ``reports``, -1 for one that is not there."""
        starts: Any = pa.array(self.starts)
        heads = self.column.take(starts)
        return np.repeat(reports.get_indexer(pd.Index(heads.to_pandas(), dtype="str")), self.lengths)


def _ranks(column: "pd.Series[str]", names: Sequence[str]) -> npt.NDArray[np.intp]:
    """For each text of a column its place in ``names``, of which it is one."""
    encoded = array_of(column, pa.string()).dictionary_encode()
    places = np.array([names.index(name) for name in encoded.dictionary.to_pylist()], dtype=np.intp)
    ranks: npt.NDArray[np.intp] = places[encoded.indices.to_numpy()]
    return ranks


def texts(names: Sequence[str], places: npt.NDArray[Any]) -> pd.api.extensions.ExtensionArray:
    """A column of text of which there are few different ones: ``names`` by their ``places``."""
    return pd.array(list(names), dtype="str").take(places)
