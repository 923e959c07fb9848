"""What the metrics need of the stored tables, and no more: some columns of some rows, read part by part.

Texts that many rows share are kept once. Both are what makes a year of a whole country quick, and neither changes a
metric.
"""

from collections.abc import Iterator, Mapping
from typing import TypedDict, cast

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govinfo_pipeline.form import LATEST
from govinfo_pipeline.metrics.cells import CELLS, KnownCells, known_cells
from govinfo_pipeline.metrics.groups import ALL
from govinfo_pipeline.metrics.indicators import INDICATORS
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import Stored, TableStore, arrow_schema

_PART = 250_000
_KEYS = {"proactive_disclosure": "item", "applications": "item", "disputes": "channel"}
_COLUMNS: dict[str, list[str]] = {
    "reports": [
        *("report_id", "year", "organization", "region_code", "level", "kind", "report_scope"),
        *("form", "status", "excluded", "source_path"),
    ],
    "proactive_disclosure": ["report_id", "year", "item", "measure", "value"],
    "applications": ["report_id", "year", "item", *(column.code for column in LATEST.table("applications").columns)],
    "disputes": ["report_id", "year", "channel", *(column.code for column in LATEST.table("disputes").columns)],
    "identity_results": ["report_id", "identity", "status"],
}
_FAMILIES = pa.array([statement.family for statement in LATEST.sums])
_GROWING = [cell for indicator in INDICATORS if indicator.unit == "growth" for cell in indicator.numerator]


class Loaded(TypedDict):
    """The tables that metrics are computed from."""

    reports: pd.DataFrame
    proactive_disclosure: pd.DataFrame
    applications: pd.DataFrame
    disputes: pd.DataFrame
    identity_results: pd.DataFrame


def load(year: int, tables: Mapping[str, Stored]) -> Loaded:
    """The arguments of :func:`~govinfo_pipeline.metrics.compute.yearly_metrics` for the tables that it reads.

    ``tables`` hold ``year`` and, for growth, the year before, of which only what grows is read.
    """
    return cast(Loaded, {name: _frame(name, tables[name], year) for name in _COLUMNS})


def load_year(year: int, tables: Mapping[str, Stored]) -> tuple[KnownCells, pd.DataFrame]:
    """The known cells of a year, and the results of the form's identities for its reports."""
    found = load(year, {name: stored._replace(years=[year]) for name, stored in tables.items()})
    figures = (found["proactive_disclosure"], found["applications"], found["disputes"])
    return known_cells(found["reports"], *figures), found["identity_results"]


def with_years_before(metrics: pd.DataFrame, year: int, store: TableStore) -> pd.DataFrame:
    """``yearly_metrics`` of ``year`` with those of earlier years that are there: of all regions, levels and kinds."""
    years = [which for which in store.years("yearly_metrics") if which is not None and which < year]
    columns = list(metrics.columns)
    of_all = (pc.field("level") == ALL) & (pc.field("kind") == ALL) & pc.field("region_code").is_null()
    rows = [part.filter(of_all) for part in store.parts("yearly_metrics", years, columns, _PART)]
    earlier = [frame("yearly_metrics", dict(part.to_pandas())) for part in rows if part.num_rows]
    return pd.concat([*earlier, metrics], ignore_index=True)


def _frame(name: str, stored: Stored, year: int) -> pd.DataFrame:
    empty = pa.schema([arrow_schema(name).field(column) for column in _COLUMNS[name]]).empty_table()
    return pa.concat_tables([empty, *_parts(name, stored, year)]).to_pandas(strings_to_categorical=name != "reports")


def _parts(name: str, stored: Stored, year: int) -> Iterator[pa.Table]:
    for which in stored.years:
        cells = CELLS if which == year else _GROWING
        items = pa.array(sorted({cell.item for cell in cells if cell.table == name}), pa.string())
        if name in _KEYS and not len(items):
            continue
        for part in stored.store.parts(name, [which], _COLUMNS[name], _PART):
            if name in _KEYS:
                yield part.filter(pc.is_in(part[_KEYS[name]], items))
            elif name == "identity_results":
                # What matters is whether there is such a result, not how many.
                of_the_form = part.filter(pc.is_in(part["identity"], _FAMILIES))
                yield of_the_form.group_by(_COLUMNS[name]).aggregate([])
            else:
                yield part
