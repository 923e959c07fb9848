"""The tables on disk, as Delta Lake tables parted by year: a year is replaced in one step or not at all."""

import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import SCHEMAS, empty

_TYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.string(): pd.StringDtype(na_value=float("nan")),
    pa.large_string(): pd.StringDtype(na_value=float("nan")),
}
_MOST_ATTEMPTS = 20
_ARROW: dict[str, pa.DataType] = {"Int64": pa.int64(), "Float64": pa.float64()}


class TableStore:
    """Tables below ``root``, one folder each. Reading a table that was never written gives no rows."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, year: int | None, table: pd.DataFrame | pa.Table) -> int:
        """Replaces the rows of ``year`` (null: of no known year) by ``table``; returns how many there are now.

        Atomic: a reader sees the year before or after, and a process that is killed leaves it as it was.
        """
        import deltalake
        from deltalake.exceptions import CommitFailedError

        schema = arrow_schema(name)
        arrow = table if isinstance(table, pa.Table) else pa.Table.from_pandas(table, schema, preserve_index=False)
        # In one piece: pieces are written side by side, and would come back in another order every time.
        arrow = arrow.cast(schema).combine_chunks()
        path = str(self.root / name)
        predicate = "year IS NULL" if year is None else f"year = {int(year)}"
        for attempt in range(_MOST_ATTEMPTS):
            try:
                if not deltalake.DeltaTable.is_deltatable(path):
                    Path(path).mkdir(parents=True, exist_ok=True)
                    deltalake.DeltaTable.create(path, schema=schema, partition_by=["year"], mode="ignore")
                deltalake.write_deltalake(path, arrow, mode="overwrite", predicate=predicate)
                break
            except CommitFailedError:
                # Another process made or wrote the table meanwhile; what this one writes is still right.
                if attempt == _MOST_ATTEMPTS - 1:
                    raise
                time.sleep(0.05 * (attempt + 1))
        return int(arrow.num_rows)

    def read(self, name: str, years: Sequence[int | None] | None = None) -> pd.DataFrame:
        """The rows of ``years`` (all when null) as a frame of the table's types, in the order they were written."""
        arrow = self.read_arrow(name, years)
        if arrow.num_rows == 0:
            return empty(name)
        return arrow.select(list(SCHEMAS[name].columns)).to_pandas(types_mapper=_TYPES.get)

    def read_arrow(
        self, name: str, years: Sequence[int | None] | None = None, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """Like :meth:`read`, as an arrow table, of ``columns`` alone where they are given."""
        import deltalake

        schema = arrow_schema(name)
        if columns is not None:
            schema = pa.schema([schema.field(column) for column in columns])
        if not deltalake.DeltaTable.is_deltatable(str(self.root / name)):
            return schema.empty_table()
        dataset = deltalake.DeltaTable(str(self.root / name)).to_pyarrow_dataset()
        if years is None:
            years = self.years(name)
        parts = [dataset.to_table(columns=schema.names, filter=_is_year(year)) for year in years]
        return pa.concat_tables([part.cast(schema) for part in parts]) if parts else schema.empty_table()

    def years(self, name: str) -> list[int | None]:
        """The years of which the table holds rows, unknown (null) last."""
        import deltalake

        if not deltalake.DeltaTable.is_deltatable(str(self.root / name)):
            return []
        parts = deltalake.DeltaTable(str(self.root / name)).partitions()
        years = {int(part["year"]) if part["year"] else None for part in parts}
        return sorted(years, key=lambda year: (year is None, year or 0))


def arrow_schema(name: str) -> pa.Schema:
    """The arrow schema of a stored table, derived from its pandera schema."""
    if name == parsed.NAME:
        return parsed.SCHEMA
    columns = SCHEMAS[name].columns.items()
    return pa.schema([pa.field(str(column), _ARROW.get(str(spec.dtype), pa.string())) for column, spec in columns])


def _is_year(year: int | None):  # type: ignore[no-untyped-def]  # pyarrow's Expression has no public type
    import pyarrow.dataset as ds

    return ds.field("year").is_null() if year is None else ds.field("year") == year
