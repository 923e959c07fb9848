"""Identity instances in the making: arrays of one length, of which ``identity_results`` is made in one go."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govinfo_pipeline.checks.matrix import NOT_ASSESSABLE, STATUS, Floats
from govinfo_pipeline.checks.vectors import Vectors, array_of
from govinfo_pipeline.tables.store import arrow_schema


class Instances(NamedTuple):
    """Identity instances of reports, by the rows of these in the year's matrix.

    Names are arrow dictionaries; both sides are NaN, or are not looked at, where ``status``
    (the numbers of :mod:`matrix`) is not assessable.
    """

    rows: npt.NDArray[np.intp]
    identity: Any
    scope: Any
    left: Floats
    right: Floats
    status: npt.NDArray[Any]
    severity: Any


def named(names: Sequence[str], places: npt.NDArray[Any]) -> Any:
    """A column of text of which there are few different ones: ``names`` by their ``places``, as an arrow array."""
    numbers: Any = pa.array(places.astype(np.int32))
    return pa.DictionaryArray.from_arrays(numbers, pa.array(names, pa.string()))


def joined(parts: Sequence[Instances]) -> Instances:
    """The parts one after the other."""
    return Instances(*(_joined(columns) for columns in zip(*parts, strict=True)))


def _joined(columns: Sequence[Any]) -> Any:
    if isinstance(columns[0], np.ndarray):
        return np.concatenate(columns)
    return pa.chunked_array(columns).unify_dictionaries().combine_chunks()


def table_of(now: Vectors, parts: Sequence[Instances]) -> pa.Table:
    """``identity_results`` of the parts, in the order of the reports; those of a report as they come in the parts."""
    whole = joined(parts)
    order = np.argsort(whole.rows, kind="stable")
    rows, placed = pa.array(whole.rows[order]), pa.array(order)
    status = whole.status[order]
    left, right, unknown = whole.left[order], whole.right[order], status == NOT_ASSESSABLE
    columns = {
        "report_id": array_of(now.reports, pa.string()).take(rows),
        "year": array_of(now.years, pa.int64()).take(rows),
        "left": pa.array(left, mask=unknown),
        "right": pa.array(right, mask=unknown),
        "residual": pa.array(left - right, mask=unknown),
        "status": named(STATUS, status).cast(pa.string()),
        **{name: getattr(whole, name).take(placed).cast(pa.string()) for name in _TEXTS},
    }
    schema = arrow_schema("identity_results")
    return pa.table([columns[name] for name in schema.names], schema=schema)


_TEXTS = ("identity", "scope", "severity")
