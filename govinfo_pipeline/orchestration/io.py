"""Assets in and out of the table store."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dagster as dg

from govinfo_pipeline.orchestration.history import kept_open
from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import Rows, Stored, TableStore


class TableIOManager(dg.IOManager):
    """Keeps each asset in the table of its name (or of its metadata ``table``), one partition a statistical year."""

    def __init__(self, store: TableStore) -> None:
        self.store = store

    def handle_output(self, context: dg.OutputContext, obj: Rows) -> None:
        """Replaces the asset's year, and says how many rows it has."""
        table = _table_of(context)
        year = int(context.partition_key) if context.has_partition_key else None
        rows = self.store.write(table, year, obj)
        context.add_output_metadata({"dagster/row_count": rows, "table": table})

    def load_input(self, context: dg.InputContext) -> Any:
        """The years asked for as the type that the input is annotated with; ``Stored`` is not read yet."""
        assert context.upstream_output is not None
        table = _table_of(context.upstream_output)
        years: Sequence[int | None] = (
            [int(key) for key in context.asset_partition_keys] if context.has_asset_partitions else [None]
        )
        stored = context.dagster_type.typing_type is Stored
        return Stored(self.store, table, years) if stored else self.store.read(table, years)


def tables_in(store: TableStore) -> dg.IOManagerDefinition:
    """The resource that keeps assets in a store, in use as long as a run."""

    @dg.io_manager  # type: ignore[arg-type]  # it takes generators, too
    def tables(context: dg.InitResourceContext) -> Iterator[TableIOManager]:
        assert context.instance is not None
        run_id = context.run.run_id if context.run else ""
        with kept_open(Path(context.instance.root_directory) / "history", run_id):
            yield TableIOManager(store)

    return tables


def _table_of(context: dg.OutputContext) -> str:
    return str((context.definition_metadata or {}).get("table", context.asset_key.path[-1]))


def column_schema(table: str) -> dict[str, Any]:
    """Asset metadata that shows a table's columns, types and descriptions in the Dagster UI."""
    if table == parsed.NAME:
        columns = [dg.TableColumn(field.name, str(field.type)) for field in parsed.SCHEMA]
    else:
        columns = [_described(name, spec) for name, spec in SCHEMAS[table].columns.items()]
    return {"dagster/column_schema": dg.TableSchema(columns), "table": table}


def _described(name: str, spec: Any) -> dg.TableColumn:
    unit = f" [{spec.metadata['unit']}]" if spec.metadata["unit"] else ""
    constraints = dg.TableColumnConstraints(nullable=spec.nullable)
    return dg.TableColumn(name, str(spec.dtype), f"{spec.title} · {spec.description}{unit}", constraints)
