"""Alerts and their messages change together or not at all, whatever happens in between."""

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.alerts.changes import Changes
from govinfo_pipeline.alerts.channels import Channel
from govinfo_pipeline.alerts.digest import digest
from govinfo_pipeline.alerts.outbox import Outbox, Unwritten, key_of, number_of
from govinfo_pipeline.tables.store import TableStore, arrow_schema

TABLE = "alerts"


def keep(
    outbox: Outbox,
    store: TableStore,
    run: str,
    year: int | None,
    changes: Changes,
    channels: Iterable[Channel],
    links: Sequence[tuple[str, str]],
) -> None:
    """Queues one message a channel that has news of a run to be told, and writes the alerts of its year.

    A run whose messages were queued before queues none. One caller at a time.
    """
    messages = []
    for channel in channels:
        told = changes.chosen(channel.wants)
        if told.is_news:
            number = number_of(key_of(run, channel.name))
            messages.append((channel.name, digest(told, year, links, number, channel.lines).to_json()))
    outbox.finish(run, messages, dt.datetime.now(dt.UTC), Unwritten(year, _to_bytes(changes.alerts)))
    recover(outbox, store)


def recover(outbox: Outbox, store: TableStore) -> None:
    """Writes the alerts that a crash kept from their table; nothing where there are none."""
    if (unwritten := outbox.unwritten()) is not None:
        store.write(TABLE, unwritten.year, _from_bytes(unwritten.alerts))
        outbox.written()


def _to_bytes(alerts: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(alerts, arrow_schema(TABLE), preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _from_bytes(content: bytes) -> pa.Table:
    with pa.ipc.open_stream(content) as reader:
        return reader.read_all()
