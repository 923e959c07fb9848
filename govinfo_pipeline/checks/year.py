"""What a check is given, and what it gives."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.bodies import same_bodies
from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.vectors import Vectors, vectors
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline.tables.store import as_frame, as_table

FIGURES = ("applications", "disputes", "proactive_disclosure")
Tables = Mapping[str, pd.DataFrame | pa.Table]
"""The tables of one statistical year, by name; as they are stored, or as frames."""


@dataclass(frozen=True)
class Year:
    """The tables of a statistical year, and those of the year before. A table that is not there has no rows."""

    year: int | None
    tables: Tables
    earlier: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    evidence: Callable[[Collection[str]], pd.DataFrame] = lambda _: pd.DataFrame()
    """Where the rows of figures of some reports stand, by their ``report_id``."""
    pairs: Mapping[str, str] | None = None
    """:attr:`partners`, where ``tables`` hold only some of the year's reports."""
    figures_before: Vectors | None = None
    """:attr:`then`, where ``earlier`` does not hold the tables of figures."""

    _frames: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, table: str) -> pd.DataFrame:
        rows = self.tables[table] if table in self.tables else empty(table)
        if isinstance(rows, pd.DataFrame):
            return rows
        if table not in self._frames:
            self._frames[table] = as_frame(table, rows)
        return self._frames[table]

    def before(self, table: str) -> pd.DataFrame:
        """The table as it was a year before."""
        return self.earlier[table] if table in self.earlier else empty(table)

    def stored(self, table: str) -> pa.Table:
        """A table as it is stored; a column of text may be coded."""
        rows = self.tables[table] if table in self.tables else empty(table)
        return rows if isinstance(rows, pa.Table) else as_table(table, rows)

    def readable(self) -> pd.DataFrame:
        """The reports that are not in quarantine."""
        return self["reports"][self["reports"]["status"] != "quarantined"]

    @cached_property
    def now(self) -> Vectors:
        """The figures of the year as a matrix."""
        return vectors(*map(self.stored, FIGURES))

    @cached_property
    def then(self) -> Vectors:
        """The figures of the year before as a matrix."""
        if self.figures_before is not None:
            return self.figures_before
        return vectors(*(as_table(table, self.before(table)) for table in FIGURES))

    @cached_property
    def partners(self) -> Mapping[str, str]:
        """``report_id`` → that of the same organization's report of the year before."""
        return same_bodies(self["reports"], self.before("reports")) if self.pairs is None else self.pairs

    @cached_property
    def rows_before(self) -> npt.NDArray[np.intp]:
        """For each row of :attr:`now` that of the same organization in :attr:`then`, -1 where there is none."""
        return self.then.rows(self.partners.get(report, "") for report in self.now.reports)


class Found(NamedTuple):
    """How often a check was applied, what it found, and how often it could not be made.

    Of several findings about one thing that was checked, each is a row.
    """

    applied: int
    rows: list[Row]
    not_assessable: int = 0

    @classmethod
    def added(cls, parts: Sequence["Found"]) -> "Found":
        """What a check found in the parts of a year."""
        return cls(
            sum(part.applied for part in parts),
            [row for part in parts for row in part.rows],
            sum(part.not_assessable for part in parts),
        )


def cells_of(reports: pd.DataFrame) -> int:
    """How many cells the forms of these reports print."""
    return sum(_SIZES.get(form, _SIZES["2021"]) for form in reports["form"])


_SIZES = {
    code: sum(len(item.columns) for table in form.tables for item in table.items if not item.replaces)
    for code, form in FORMS.items()
}
