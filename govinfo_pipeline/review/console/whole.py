"""Each report whole, found at once: the parsed reports of a year in small blocks of one file.

The table ``parsed_reports`` holds all of a report in one row, but gives it only with a hundred thousand others. Here
the same rows stand in an Arrow file, :data:`BLOCK` reports a block, so that one is read in a few milliseconds.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.drafts import draft_of

BLOCK = 64
"""Reports in a block: what is read and unpacked to show one of them."""
COLUMNS = (
    "report_id",
    "sections",
    "proactive_disclosure",
    "application_rows",
    "applications",
    "disputes",
    "cell_issues",
    "evidence",
)
_SCHEMA = pa.schema([parsed.SCHEMA.field(name) for name in COLUMNS])


class Place(NamedTuple):
    """Where a report stands in the file: block and row, from 0."""

    block: int
    row: int


def write(path: Path, rows: Iterable[pa.Table]) -> None:
    """Writes rows of ``parsed_reports`` to ``path``, whole or not at all."""
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with (
        draft_of(path) as draft,
        pa.OSFile(str(draft), "wb") as sink,
        pa.ipc.new_file(sink, _SCHEMA, options=options) as writer,
    ):
        for part in rows:
            plain = part.select(list(COLUMNS)).cast(_SCHEMA).combine_chunks()
            for start in range(0, plain.num_rows, BLOCK):
                for block in plain.slice(start, BLOCK).to_batches():
                    writer.write_batch(block)


def places(path: Path) -> Iterator[tuple[str, Place]]:
    """(report_id, place) of every report in the file."""
    options = pa.ipc.IpcReadOptions(included_fields=[0])
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source, options=options) as file:
        for block in range(file.num_record_batches):
            for row, report in enumerate(file.get_batch(block).column(0).to_pylist()):
                yield str(report), Place(block, row)


def read(path: Path, place: Place) -> dict[str, Any]:
    """The row of ``parsed_reports`` at a place, in :data:`COLUMNS`."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        (row,) = file.get_batch(place.block).slice(place.row, 1).to_pylist()
    return dict(row)
