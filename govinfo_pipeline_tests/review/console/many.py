"""Tables of any size, made of the rows of a few reports: what the console is timed on."""

import hashlib
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.tables import parsed
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables


class Sample(NamedTuple):
    """The rows that large tables are made of: some reports of a year with all that was found in them."""

    parsed: pa.Table
    reports: pd.DataFrame
    findings: pd.DataFrame
    suspect_cells: pd.DataFrame


def multiply(store: TableStore, sample: Sample, year: int, reports: int, findings: int) -> None:
    """Writes a year of ``reports`` reports and ``findings`` findings, each report like one of the sample.

    Regions are spread over the country, names are told apart by a number, ids are all different. The same arguments
    give the same tables, and a report has the same name in every year.
    """
    rows = np.arange(reports) % len(sample.reports)
    ids = np.array([_id("report", year, n) for n in range(reports)], dtype=object)
    names = np.array([f"第{n:06d}号单位" for n in range(reports)], dtype=object)
    regions = pd.Series(np.arange(reports) % 31).map(lambda n: f"{11 + n:02d}") + pd.Series(
        np.arange(reports) // 31 % 300
    ).map(lambda n: f"{n // 20 + 1:02d}{n % 20 + 1:02d}")
    many = sample.reports.iloc[rows].reset_index(drop=True)
    provinces = "第" + regions.str[:2] + "省"
    known: dict[str, Any] = {
        "report_id": ids,
        "year": year,
        "organization": names,
        "region_code": regions,
        "province": provinces,
        "city": provinces + regions.str[2:4] + "市",
        "county": provinces + regions.str[4:] + "县",
        "status": "parsed",
        "excluded": None,
        "source_path": [f"{year}/{n:06d}.txt" for n in range(reports)],
    }
    store.write("reports", year, frame("reports", dict(many.assign(**known))))
    table = sample.parsed.take(pa.array(rows, pa.int64()))
    for name in ("report_id", "year", "organization", "source_path"):
        place = parsed.SCHEMA.get_field_index(name)
        values = [year] * reports if name == "year" else list(known[name])
        table = table.set_column(place, parsed.SCHEMA.field(name), pa.array(values, parsed.SCHEMA.field(name).type))
    store.write(parsed.NAME, year, table)
    # The findings of every report of the sample, again and again, on one report of its kind after the other.
    places = {report: place for place, report in enumerate(sample.reports["report_id"])}
    about = sample.findings[sample.findings["report_id"].isin(list(places))].reset_index(drop=True)
    rounds = np.arange(findings) // len(about)
    found = about.iloc[np.arange(findings) % len(about)].reset_index(drop=True)
    on = (found["report_id"].map(places).to_numpy() + rounds * len(sample.reports)) % reports
    found = found.assign(report_id=ids[on], year=year, finding_id=[_id("finding", year, n) for n in range(findings)])
    store.write("findings", year, frame("findings", dict(found)))
    of_suspects = sample.suspect_cells["report_id"].map(places).dropna().astype(int)
    suspects = sample.suspect_cells.loc[of_suspects.index].assign(report_id=ids[of_suspects.to_numpy()], year=year)
    store.write("suspect_cells", year, frame("suspect_cells", dict(suspects)))


def sample_of(tables: Tables) -> Sample:
    """The reports of a year that were read and count, with what was found in them."""
    reports = tables.reports
    reports = reports[(reports["status"] == "parsed") & reports["excluded"].isna()].reset_index(drop=True)
    order = {report: place for place, report in enumerate(tables.parsed["report_id"].to_pylist())}
    rows = pa.array([order[report] for report in reports["report_id"]], pa.int64())
    return Sample(tables.parsed.take(rows), reports, tables.findings, tables.suspect_cells)


def median(ask: Callable[[], object], times: int = 9) -> float:
    """The median of the seconds that it takes, the first time left out."""
    ask()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _id(*parts: object) -> str:
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:16]
