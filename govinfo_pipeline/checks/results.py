"""``identity_results`` of a year: the identities of the form, those across years, and those with the narrative."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govinfo_pipeline.checks import matrix
from govinfo_pipeline.checks.coded import Coded
from govinfo_pipeline.checks.continuity import continuity
from govinfo_pipeline.checks.hierarchy import hierarchy
from govinfo_pipeline.checks.instances import Instances, table_of
from govinfo_pipeline.checks.narrative import narrative
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.checks.vectors import Vectors, array_of
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.tables.store import as_frame, as_table


def identity_results(year: Year) -> pd.DataFrame:
    """``identity_results`` for the reports of one year: one row an identity instance that applies to a report.

    Where the year before has no report of an organization, what holds across years is not assessable.
    """
    return as_frame("identity_results", of_reports(year, of_units(year)))


def of_reports(year: Year, units: pa.Table) -> pa.Table:
    """``identity_results`` of the reports in ``year``, which may be some of a year's, in their order.

    ``units`` are the results that reports of the year have with those of other bodies.
    """
    own = table_of(year.now, [of_the_form(year.now), continuity(year), narrative(year)])
    more = units.filter(pc.is_in(units["report_id"], array_of(year.now.reports, pa.string())))
    if not more.num_rows:
        return own
    whole = pa.concat_tables([own, more.cast(own.schema)]).unify_dictionaries()
    order: Any = pa.array(np.argsort(year.now.rows(map(str, whole["report_id"].to_pylist())), kind="stable"))
    return whole.take(order)


def of_units(year: Year) -> pa.Table:
    """The part of ``identity_results`` that reports have with those of other bodies; of all reports of a year."""
    return as_table("identity_results", hierarchy(year))


def of_the_form(now: Vectors) -> Instances:
    """I1 to I4 for every report."""
    cells = len(matrix.CELLS)
    outcomes = matrix.evaluate(now.values[:, :cells], now.printed[:, :cells])
    left, right, status = map(np.ascontiguousarray, outcomes)  # report by report, as they are taken from now on
    applies = status != matrix.NOT_APPLICABLE
    rows, columns = np.nonzero(applies)
    return Instances(
        rows,
        Coded.chosen([identity.family for identity in matrix.IDENTITIES], columns),
        Coded.chosen([identity.scope for identity in matrix.IDENTITIES], columns),
        left[applies],
        right[applies],
        status[applies],
        Coded.chosen([CHECKS[identity.family].severity for identity in matrix.IDENTITIES], columns),
    )
