"""The identities of a year of reports: tables in, ``identity_results`` out."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from govinfo_pipeline.checks import matrix
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import LATEST
from govinfo_pipeline.tables.schemas import frame


def identity_results(applications: pd.DataFrame, disputes: pd.DataFrame) -> pd.DataFrame:
    """``identity_results`` for the reports of one year: one row a report and identity instance that applies to it."""
    keys = pd.concat([applications[["report_id", "year"]], disputes[["report_id", "year"]]])
    keys = keys.drop_duplicates("report_id")
    reports = pd.Index(keys["report_id"])
    values = np.full((len(reports), len(matrix.CELLS)), np.nan)
    printed = np.zeros(values.shape, dtype=bool)
    _fill(values, printed, reports, applications, "applications", "item")
    _fill(values, printed, reports, disputes, "disputes", "channel")
    outcomes = matrix.evaluate(values, printed)
    rows, columns = np.nonzero(outcomes.status != matrix.NOT_APPLICABLE)
    status = outcomes.status[rows, columns]
    left, right = (side[rows, columns] for side in (outcomes.left, outcomes.right))
    families = np.array([identity.family for identity in matrix.IDENTITIES], dtype=object)
    scopes = np.array([identity.scope for identity in matrix.IDENTITIES], dtype=object)
    severities = np.array([CHECKS[family].severity for family in families], dtype=object)
    return frame(
        "identity_results",
        {
            "report_id": reports.to_numpy()[rows],
            "year": keys["year"].array.take(rows),
            "identity": families[columns],
            "scope": scopes[columns],
            "left": _nullable(left, status),
            "right": _nullable(right, status),
            "residual": _nullable(left - right, status),
            "status": matrix.STATUS[status],
            "severity": severities[columns],
        },
    )


def _fill(
    values: matrix.Floats, printed: matrix.Bools, reports: pd.Index, table: pd.DataFrame, code: str, item_column: str
) -> None:
    """Puts a normalized table into its places of the vectors."""
    form_table = LATEST.table(code)
    offset = next(place for place, cell in enumerate(matrix.CELLS) if cell.table == code)
    columns = [column.code for column in form_table.columns]
    ranks = pd.Index([item.code for item in form_table.items]).get_indexer(pd.Index(table[item_column]))
    rows = reports.get_indexer(pd.Index(table["report_id"]))
    for place, column in enumerate(columns):
        target = offset + ranks * len(columns) + place
        values[rows, target] = table[column].to_numpy(dtype=np.float64, na_value=np.nan)
        printed[rows, target] = True


def _nullable(side: matrix.Floats, status: npt.NDArray[np.int8]) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(side.astype(np.int64), status == matrix.NOT_ASSESSABLE)
