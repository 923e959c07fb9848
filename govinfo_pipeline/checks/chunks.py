"""A year of checks some thousands of reports at a time: what holds of each report by itself needs no more of them."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from govinfo_pipeline.checks.bodies import same_bodies
from govinfo_pipeline.checks.vectors import Vectors, vectors
from govinfo_pipeline.checks.year import FIGURES, Year
from govinfo_pipeline.tables.chunks import REPORTS, in_chunks
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline.tables.store import Stored, as_table


def chunks(
    year: int | None, now: Mapping[str, Stored], before: Mapping[str, Stored], size: int = REPORTS
) -> Iterator[Year]:
    """The reports of a year, ``size`` at a time, with their rows of ``now``, of which ``reports`` is one.

    Of the year ``before`` they are given the figures, if it has any, and which report is of the same organization.
    """
    reports = now["reports"].frame()
    others = {name: stored for name, stored in now.items() if name != "reports"}
    earlier = before["reports"].frame() if "reports" in before else empty("reports")
    pairs = same_bodies(reports, earlier)
    then = _figures(earlier["report_id"], [before[name] for name in FIGURES if name in before], size)
    for number, tables in enumerate(in_chunks(reports["report_id"], others, size)):
        own = reports.iloc[number * size : (number + 1) * size]
        yield Year(year, {"reports": own, **tables}, pairs=pairs, figures_before=then)


def _figures(reports: "pd.Series[str]", tables: Sequence[Stored], size: int) -> Vectors:
    """The figures of a whole year, put together chunk by chunk."""
    parts = [
        vectors(*part.values())
        for part in (in_chunks(reports, {stored.name: stored for stored in tables}, size) if tables else ())
    ] or [vectors(*(as_table(table, empty(table)) for table in FIGURES))]
    return Vectors(
        parts[0].reports.append([part.reports for part in parts[1:]]),
        pd.concat([part.years for part in parts], ignore_index=True),
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.printed for part in parts]),
    )
