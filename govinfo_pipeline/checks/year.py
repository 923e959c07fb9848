"""What a check is given, and what it gives."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from govinfo_pipeline.checks.bodies import same_bodies
from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.vectors import Vectors, vectors
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.tables.schemas import empty

_FIGURES = ("applications", "disputes", "proactive_disclosure")
Tables = Mapping[str, pd.DataFrame]
"""The tables of one statistical year, by name."""


@dataclass(frozen=True)
class Year:
    """The tables of a statistical year, and those of the year before. A table that is not there has no rows."""

    year: int | None
    tables: Tables
    earlier: Tables = field(default_factory=dict)
    evidence: Callable[[Collection[str]], pd.DataFrame] = lambda _: pd.DataFrame()
    """Where the rows of figures of some reports stand, by their ``report_id``."""

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table] if table in self.tables else empty(table)

    def before(self, table: str) -> pd.DataFrame:
        """The table as it was a year before."""
        return self.earlier[table] if table in self.earlier else empty(table)

    def readable(self) -> pd.DataFrame:
        """The reports that are not in quarantine."""
        return self["reports"][self["reports"]["status"] != "quarantined"]

    @cached_property
    def now(self) -> Vectors:
        """The figures of the year as a matrix."""
        return vectors(*map(self.__getitem__, _FIGURES))

    @cached_property
    def then(self) -> Vectors:
        """The figures of the year before as a matrix."""
        return vectors(*map(self.before, _FIGURES))

    @cached_property
    def partners(self) -> dict[str, str]:
        """``report_id`` → that of the same organization's report of the year before."""
        return same_bodies(self["reports"], self.before("reports"))


class Found(NamedTuple):
    """How often a check was applied, what it found, and how often it could not be made.

    Of several findings about one thing that was checked, each is a row.
    """

    applied: int
    rows: list[Row]
    not_assessable: int = 0


def cells_of(reports: pd.DataFrame) -> int:
    """How many cells the forms of these reports print."""
    return sum(_SIZES.get(form, _SIZES["2021"]) for form in reports["form"])


_SIZES = {
    code: sum(len(item.columns) for table in form.tables for item in table.items if not item.replaces)
    for code, form in FORMS.items()
}
