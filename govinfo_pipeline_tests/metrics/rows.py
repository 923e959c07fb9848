"""Rows of the tables beside ``yearly_metrics``, for tests that need some of every table."""

import pandas as pd

from govinfo_pipeline.tables.schemas import frame


def distributions(year: int, rows: int = 2) -> pd.DataFrame:
    """A spread of the disclosure rate in as many provinces."""
    spread = {"units": 9, "p10": 0.1, "median": 0.5, "p90": 0.9}
    return frame("metric_distributions", _keys(year, rows, level="all") | _same(rows, **spread))


def changes(year: int, rows: int = 2) -> pd.DataFrame:
    """A change of the disclosure rate, and as many bodies that caused it."""
    group = {"value_before": 0.5, "value": 0.6, "change": 0.1}
    own = {"numerator_before": 5, "denominator_before": 10, "numerator": 6, "denominator": 10, "contribution": 0.05}
    body = {"rank": list(range(1, rows + 1)), "report_id": [f"{place:016x}" for place in range(rows)]}
    return frame("metric_changes", _keys(year, rows) | body | _same(rows, organization="滑县教育局", **group, **own))


def _keys(year: int, rows: int, **others: object) -> dict[str, list[object]]:
    regions: list[object] = [f"{place}0000" for place in range(11, 11 + rows)]
    return _same(rows, year=year, report_scope="own", metric="disclosure_rate", **others) | {"region_code": regions}


def _same(rows: int, **values: object) -> dict[str, list[object]]:
    return {name: [value] * rows for name, value in values.items()}
