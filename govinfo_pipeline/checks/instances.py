"""Identity instances in the making: arrays of one length, of which ``identity_results`` is made in one go."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govinfo_pipeline.checks.coded import Coded
from govinfo_pipeline.checks.matrix import NOT_ASSESSABLE, STATUS, Floats
from govinfo_pipeline.checks.vectors import Vectors, array_of
from govinfo_pipeline.tables.store import arrow_schema

CODED = ("report_id", "identity", "scope", "status", "severity")
"""Columns of ``identity_results`` that are made as codes; they stand in the store as any text."""
SCHEMA = arrow_schema("identity_results", CODED)


class Instances(NamedTuple):
    """Identity instances of reports, by the rows of these in the year's matrix.

    Both sides are NaN, or are not looked at, where ``status`` (the numbers of :mod:`matrix`) is not assessable.
    """

    rows: npt.NDArray[np.intp]
    identity: Coded
    scope: Coded
    left: Floats
    right: Floats
    status: npt.NDArray[np.int8]
    severity: Coded


def joined(parts: Sequence[Instances]) -> Instances:
    """The parts one after the other."""
    rows, identity, scope, left, right, status, severity = zip(*parts, strict=True)
    return Instances(
        np.concatenate(rows),
        Coded.joined(identity),
        Coded.joined(scope),
        np.concatenate(left),
        np.concatenate(right),
        np.concatenate(status),
        Coded.joined(severity),
    )


def table_of(now: Vectors, parts: Sequence[Instances]) -> pa.Table:
    """``identity_results`` of the parts, in the order of the reports; those of a report as they come in the parts."""
    whole = joined(parts)
    order = np.argsort(whole.rows, kind="stable")
    rows, status = whole.rows[order].astype(np.int32), whole.status[order]
    left, right, unknown = whole.left[order], whole.right[order], status == NOT_ASSESSABLE
    columns = {
        "report_id": Coded(array_of(now.reports, pa.string()), rows).array(),
        "year": array_of(now.years, pa.int64()).take(pa.array(rows)),
        "identity": whole.identity.take(order).array(),
        "scope": whole.scope.take(order).array(),
        "left": pa.array(left, mask=unknown),
        "right": pa.array(right, mask=unknown),
        "residual": pa.array(left - right, mask=unknown),
        "status": Coded.chosen(STATUS, status).array(),
        "severity": whole.severity.take(order).array(),
    }
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)
