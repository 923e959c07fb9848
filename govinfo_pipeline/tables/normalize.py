"""Parsed reports to the normalized tables of the contract: whole columns at a time, nothing read again.

A quarantined report is a row of ``reports`` alone; whatever was found in it before it was refused is no data.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govinfo_pipeline.form import LATEST
from govinfo_pipeline.regions import Resolution, resolve, settled
from govinfo_pipeline.tables.parsed import SCHEMA
from govinfo_pipeline.tables.schemas import SCHEMAS, empty, frame
from govinfo_pipeline.tables.versions import superseded

OF_REPORTS = [name for name in SCHEMAS["reports"].columns if name in SCHEMA.names]
"""The columns of ``parsed_reports`` that ``reports`` is made of."""
_OF_ALL = ["report_id", "year", "status"]
OF_EVIDENCE = [*_OF_ALL, "evidence"]
"""Those that :func:`evidence` is made of."""
COLUMNS = {
    "sections": [*_OF_ALL, "sections"],
    "proactive_disclosure": [*_OF_ALL, "proactive_disclosure"],
    "applications": [*_OF_ALL, "application_rows", "applications"],
    "disputes": [*_OF_ALL, "disputes"],
    "cell_issues": [*_OF_ALL, "cell_issues"],
    "claims": [*_OF_ALL, "claims"],
}
"""Those that a table with the rows of many reports is made of, by its name."""


def reports(parsed: pa.Table, known_bodies: pd.DataFrame | None = None) -> pd.DataFrame:
    """``reports``: what is known of each report as a whole. A government's report adds up its units.

    ``known_bodies``, the list of an office, tells the region of a body whose names leave it open.
    """
    data = parsed.select(OF_REPORTS).to_pandas()
    regions = _regions(parsed, empty("known_bodies") if known_bodies is None else known_bodies)
    for name in ("province", "city", "county", "region_code", "level"):
        data[name] = [getattr(region, name) for region in regions]
    data["region_candidates"] = [",".join(region.candidates) or None for region in regions]
    scope = pd.Series("own", index=data.index).mask(data["kind"] == "government", "aggregate")
    data["report_scope"] = scope.mask(data["kind"] == "unknown", "unknown")
    data["superseded_by"] = superseded(data)
    other_year = (data["stated_year"].notna()) & (data["stated_year"] != data["year"])
    data["excluded"] = (
        pd.Series(None, index=data.index, dtype=object)
        .mask(data["superseded_by"].notna(), "superseded")
        .mask(other_year, "other_year")
    )
    return frame("reports", dict(data))


def _regions(parsed: pa.Table, known_bodies: pd.DataFrame) -> list[Resolution]:
    """The region of each report, from its organization, its folder and, where these do not tell, its title, and last
    the list of bodies.
    """
    listed = defaultdict(list)
    for name, code in zip(known_bodies["organization"], known_bodies["region_code"], strict=True):
        listed[name].append(code)
    paths, titles = parsed["source_path"].to_pylist(), parsed["title"].to_pylist()
    keys = list(
        zip(parsed["organization"].to_pylist(), ((path or "").rpartition("/")[0] for path in paths), strict=True)
    )
    known = {key: resolve(key[0], [key[1]]) for key in set(keys)}
    found = (
        resolve(key[0], [key[1], title]) if title and known[key].region_code is None else known[key]
        for key, title in zip(keys, titles, strict=True)
    )
    return [settled(region, listed.get(key[0], ())) for key, region in zip(keys, found, strict=True)]


def sections(parsed: pa.Table) -> pd.DataFrame:
    """``sections``: one row a section that was found."""
    return frame("sections", dict(_exploded(parsed, "sections")))


def proactive_disclosure(parsed: pa.Table) -> pd.DataFrame:
    """``proactive_disclosure``: one row a measure of an item, as its form prints them."""
    return frame("proactive_disclosure", dict(_exploded(parsed, "proactive_disclosure")))


def cell_issues(parsed: pa.Table) -> pd.DataFrame:
    """``cell_issues``: one row a cell that was not a plain number."""
    return frame("cell_issues", dict(_exploded(parsed, "cell_issues")))


def claims(parsed: pa.Table) -> pd.DataFrame:
    """``claims``: one row a figure of the narrative that states cells."""
    return frame("claims", dict(_exploded(parsed, "claims")))


def evidence(parsed: Iterable[pa.Table], reports: Collection[str]) -> pd.DataFrame:
    """Where each row of figures of some reports stands: ``report_id``, ``year``, ``table``, ``item``, ``line``,
    ``quote``, ``page``. No more of ``parsed`` is read than is needed to find them.
    """
    chosen, missing = [SCHEMA.empty_table().select(OF_EVIDENCE)], set(reports)
    rest = iter(parsed)
    while missing and (part := next(rest, None)) is not None:
        some = part.select(OF_EVIDENCE).filter(pc.is_in(part["report_id"], pa.array(missing, pa.string())))
        missing.difference_update(some["report_id"].to_pylist())
        chosen.append(some)
    return _exploded(pa.concat_tables(chosen), "evidence")


def applications(parsed: pa.Table) -> pd.DataFrame:
    """``applications``: one row for each item that the report's form prints."""
    table = LATEST.table("applications")
    readable = _readable(parsed)
    printed = _array(_flat(readable, "application_rows"), np.bool_)
    rows = np.flatnonzero(printed)
    columns = _vectors(readable, "applications", len(table.columns))
    return frame(
        "applications",
        {
            **_keys(readable, rows // len(table.items)),
            "item": np.array([item.code for item in table.items], dtype=object)[rows % len(table.items)],
            **{column.code: columns[place].take(rows) for place, column in enumerate(table.columns)},
        },
    )


def disputes(parsed: pa.Table) -> pd.DataFrame:
    """``disputes``: one row a channel."""
    table = LATEST.table("disputes")
    readable = _readable(parsed)
    rows = np.arange(readable.num_rows * len(table.items))
    columns = _vectors(readable, "disputes", len(table.columns))
    return frame(
        "disputes",
        {
            **_keys(readable, rows // len(table.items)),
            "channel": np.array([item.code for item in table.items], dtype=object)[rows % len(table.items)],
            **{column.code: columns[place] for place, column in enumerate(table.columns)},
        },
    )


def _readable(parsed: pa.Table) -> pa.Table:
    return parsed.filter(pc.not_equal(parsed["status"], pa.scalar("quarantined")))


def _chunk(parsed: pa.Table, name: str) -> Any:
    """A column of lists as one array."""
    column = parsed[name].combine_chunks()
    return column if isinstance(column, pa.Array) else pa.concat_arrays(column.chunks)


def _flat(parsed: pa.Table, name: str) -> Any:
    return pc.list_flatten(_chunk(parsed, name))


def _array(flat: Any, kind: type[np.generic]) -> npt.NDArray[Any]:
    return np.asarray(flat.to_numpy(zero_copy_only=False), dtype=kind)


def _vectors(parsed: pa.Table, name: str, width: int) -> list[pd.api.extensions.ExtensionArray]:
    """The stored vectors, cut into ``width`` columns of nullable integers."""
    flat = _flat(parsed, name)
    values = _array(flat.fill_null(0), np.int64).reshape(-1, width)
    blank = _array(flat.is_null(), np.bool_).reshape(-1, width)
    return [pd.arrays.IntegerArray(values[:, place].copy(), blank[:, place].copy()) for place in range(width)]


def _keys(parsed: pa.Table, rows: npt.NDArray[np.int64]) -> dict[str, pd.api.extensions.ExtensionArray]:
    keys = parsed.select(["report_id", "year"]).to_pandas().astype({"year": "Int64"})
    return {name: keys[name].array.take(rows) for name in ("report_id", "year")}


def _exploded(parsed: pa.Table, name: str) -> pd.DataFrame:
    """One row for each struct in the lists of a column, with the report's key."""
    readable = _readable(parsed)
    column = _chunk(readable, name)
    structs = pc.list_flatten(column)
    parents = _array(pc.list_parent_indices(column), np.int64)
    fields = [field.name for field in structs.type]
    values = zip(fields, structs.flatten(), strict=True)
    return pd.DataFrame({**_keys(readable, parents), **{field: array.to_pandas() for field, array in values}})
