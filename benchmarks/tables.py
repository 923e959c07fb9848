"""Tables of any number of reports made of chance, without any report: whole columns at a time."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from govinfo_pipeline.form import LATEST
from govinfo_pipeline.regions.gazetteer import gazetteer
from govinfo_pipeline.tables.store import TableStore, arrow_schema

_BLANK, _WRONG = 0.01, 0.02
_KINDS = ("government", "government_office", "department", "branch", "zone", "township", "subdistrict")
_AROUND = ("new_received", "carried_over", "results_total", "carried_forward")


def write_tables(root: Path, reports: int, years: Iterable[int]) -> None:
    """The tables that the metrics are computed from, of ``reports`` reports in all."""
    years = list(years)
    store = TableStore(root)
    for year in years:
        chance = np.random.default_rng(year)
        for name, columns in _year(chance, year, reports // len(years)).items():
            store.write(name, year, _table(name, columns))


def _table(name: str, columns: dict[str, Any]) -> pa.Table:
    schema = arrow_schema(name)
    length = len(columns["report_id"])
    arrays = [
        pa.array(columns[field.name], from_pandas=True).cast(field.type)
        if field.name in columns
        else pa.nulls(length, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema)


def _year(chance: np.random.Generator, year: int, reports: int) -> dict[str, dict[str, Any]]:
    ids = np.array([f"{digits:016x}" for digits in chance.integers(0, 2**63, reports)], dtype=object)
    applications, violated = _applications(chance, ids)
    tables = {
        "reports": _reports(chance, ids),
        "applications": applications,
        "disputes": _disputes(chance, ids),
        "proactive_disclosure": _proactive(chance, ids),
        "identity_results": _identities(ids, violated),
    }
    return {name: {**columns, "year": np.full(len(columns["report_id"]), year)} for name, columns in tables.items()}


def _chosen(names: Iterable[str], places: npt.NDArray[np.int64]) -> Any:
    """A column of text of which there are few different ones."""
    return pa.DictionaryArray.from_arrays(places.astype(np.int32), pa.array(list(names)))


def _reports(chance: np.random.Generator, ids: npt.NDArray[Any]) -> dict[str, Any]:
    counties = [code for code in gazetteer().names if len(code) == 6]
    codes = chance.integers(0, len(counties), len(ids))
    kinds = chance.choice(len(_KINDS), len(ids), p=[0.04, 0.04, 0.4, 0.05, 0.02, 0.25, 0.2])
    is_aggregate, is_township = kinds == 0, kinds >= 5
    status = chance.choice(3, len(ids), p=[0.95, 0.04, 0.01])
    same = {"sha256": "0", "file_format": "text", "layout": "tab_rows", "form": LATEST.code}
    return {
        "report_id": ids,
        "source_path": ids,
        "organization": ids,
        **{name: [value] * len(ids) for name, value in same.items()},
        "region_code": _chosen(counties, codes),
        "level": _chosen(("county", "township"), is_township.astype(np.int64)),
        "kind": _chosen(_KINDS, kinds),
        "report_scope": _chosen(("own", "aggregate"), is_aggregate.astype(np.int64)),
        "status": _chosen(("parsed", "partial", "quarantined"), status),
    }


def _rows(ids: npt.NDArray[Any], names: list[str]) -> tuple[Any, Any]:
    """Keys of a table with one row a report and name."""
    every = np.arange(len(ids) * len(names))
    return _chosen(ids, every // len(names)), _chosen(names, every % len(names))


def _applications(chance: np.random.Generator, ids: npt.NDArray[Any]) -> tuple[dict[str, Any], npt.NDArray[np.bool_]]:
    """Table 3, and which of the reports do not add up."""
    table = LATEST.table("applications")
    items = [item.code for item in table.items if not item.replaces]
    place = {item: row for row, item in enumerate(items)}
    results = [place[item] for item in items if item not in _AROUND]
    cells = np.zeros((len(ids), len(items), len(table.columns)), dtype=np.int64)
    cells[:, results, :-1] = chance.poisson(0.2, (len(ids), len(results), len(table.columns) - 1))
    cells[:, place["results_total"]] = cells[:, results].sum(axis=1)
    cells[:, place["carried_forward"], 0] = chance.poisson(0.3, len(ids))
    cells[:, place["new_received"]] = cells[:, place["results_total"]] + cells[:, place["carried_forward"]]
    cells[:, :, -1] = cells[:, :, :-1].sum(axis=2)
    violated = chance.random(len(ids)) < _WRONG
    cells[violated, place["granted"], -1] += 1
    blank = chance.random(cells.shape) < _BLANK
    rows, names = _rows(ids, items)
    values = {
        column.code: pa.array(cells[:, :, n].ravel(), mask=blank[:, :, n].ravel())
        for n, column in enumerate(table.columns)
    }
    return {"report_id": rows, "item": names, **values}, violated


def _disputes(chance: np.random.Generator, ids: npt.NDArray[Any]) -> dict[str, Any]:
    table = LATEST.table("disputes")
    rows, names = _rows(ids, [item.code for item in table.items])
    parts = chance.poisson(0.1, (len(rows), len(table.columns) - 1))
    outcomes = {column.code: parts[:, n] for n, column in enumerate(table.columns[:-1])}
    return {"report_id": rows, "channel": names, **outcomes, "total": parts.sum(axis=1)}


def _proactive(chance: np.random.Generator, ids: npt.NDArray[Any]) -> dict[str, Any]:
    cells = [cell for cell in LATEST.cells if cell.table == "proactive_disclosure"]
    rows, places = _rows(ids, [str(place) for place in range(len(cells))])
    items, measures = (_chosen([cell[part] for cell in cells], places.indices.to_numpy()) for part in (1, 2))
    return {
        "report_id": rows,
        "item": items,
        "measure": measures,
        "value": chance.poisson(2, len(rows)).astype(np.float64),
    }


def _identities(ids: npt.NDArray[Any], violated: npt.NDArray[np.bool_]) -> dict[str, Any]:
    identities = [identity for identity in LATEST.identities if identity.left[0].table != "proactive_disclosure"]
    rows, places = _rows(ids, [str(place) for place in range(len(identities))])
    of = places.indices.to_numpy()
    wrong = np.repeat(violated, len(identities)) & (of == 0)
    return {
        "report_id": rows,
        "identity": _chosen([identity.family for identity in identities], of),
        "scope": _chosen([identity.scope for identity in identities], of),
        "left": np.zeros(len(of)),
        "right": wrong.astype(np.float64),
        "residual": -wrong.astype(np.float64),
        "status": _chosen(("holds", "violated"), wrong.astype(np.int64)),
        "severity": _chosen(("error",), np.zeros(len(of), dtype=np.int64)),
    }
