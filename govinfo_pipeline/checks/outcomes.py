"""The outcome of a check over a year of tables: how many were applied, failed, could not be assessed, and which.

Nothing applied is not a pass. Evidence rows name report, file and cell; they are capped, the totals are not.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from govinfo_pipeline.checks.findings import label
from govinfo_pipeline.form import FORMS, LATEST
from govinfo_pipeline.metrics.compute import column_of, known_cells, same_group
from govinfo_pipeline.metrics.indicators import INDICATORS, REPORT_SHARES
from govinfo_pipeline.tables.schemas import SCHEMAS

MOST_EVIDENCE = 20

_FORMS = {**FORMS, "unknown": LATEST}
_WIDTHS = {
    (code, table.code, item.code): len(item.columns)
    for code, form in _FORMS.items()
    for table in form.tables
    for item in table.items
}
_SIZES = {
    code: sum(len(item.columns) for table in form.tables for item in table.items if not item.replaces)
    for code, form in _FORMS.items()
}


class Outcome(NamedTuple):
    """Counts of what a check was applied to, and what failed it as rows for people."""

    applied: int
    failed: int
    evidence: pd.DataFrame
    not_assessable: int = 0

    @property
    def passed(self) -> bool:
        """Whether something was checked and nothing failed."""
        return self.failed == 0 and self.applied > 0


def _outcome(applied: int, failed: pd.DataFrame, columns: Iterable[str], not_assessable: int = 0) -> Outcome:
    evidence = failed[list(columns)].head(MOST_EVIDENCE).reset_index(drop=True)
    return Outcome(applied, len(failed), evidence, not_assessable)


def schema(name: str, table: pd.DataFrame) -> Outcome:
    """The table has the columns, types, values and keys of its schema."""
    try:
        SCHEMAS[name].validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases[["column", "check", "failure_case", "index"]].astype(str)
        rows = max(1, errors.failure_cases["index"].nunique())
        return Outcome(max(len(table), 1), rows, cases.head(MOST_EVIDENCE).reset_index(drop=True))
    # A year without reports has nothing to validate, and that is said by raw.found.
    return Outcome(max(len(table), 1), 0, table.iloc[:0])


def raw_found(raw_files: pd.DataFrame) -> Outcome:
    """The year has at least one file."""
    missing = pd.DataFrame({"problem": ["no file of this year below the raw folder"] if raw_files.empty else []})
    return _outcome(1, missing, ["problem"])


def raw_readable(raw_files: pd.DataFrame) -> Outcome:
    """Every file could be opened."""
    return _outcome(len(raw_files), raw_files[raw_files["problem"].notna()], ["source_path", "problem"])


def raw_duplicates(raw_files: pd.DataFrame) -> Outcome:
    """No two files have the same content."""
    return _outcome(len(raw_files), raw_files[raw_files["same_as"].notna()], ["source_path", "same_as"])


def raw_year(unplaced: pd.DataFrame) -> Outcome:
    """Every file's statistical year can be told, so that none stands outside of all years."""
    return _outcome(max(len(unplaced), 1), unplaced, ["source_path", "problem"])


def parsed_status(reports: pd.DataFrame) -> Outcome:
    """No report had to be quarantined."""
    return _outcome(len(reports), reports[reports["status"] == "quarantined"], ["source_path", "problem"])


def parsed_sections(reports: pd.DataFrame, sections: pd.DataFrame) -> Outcome:
    """All six sections of each readable report were found."""
    readable = reports[reports["status"] != "quarantined"]
    found = sections.groupby("report_id")["section"].nunique()
    count = readable["report_id"].map(found).fillna(0).astype("Int64")
    failed = readable.assign(sections_found=count)[count < 6]
    return _outcome(len(readable), failed, ["organization", "source_path", "sections_found", "problem"])


def parsed_tables(reports: pd.DataFrame, cell_issues: pd.DataFrame) -> Outcome:
    """All rows of the three tables of each readable report were found."""
    readable = reports[reports["status"] != "quarantined"]
    missing = cell_issues[cell_issues["kind"] == "missing"].merge(readable[["report_id", "form"]], on="report_id")
    cells = missing.groupby(["report_id", "form", "table", "item"], sort=False).size().reset_index(name="cells")
    widths = pd.Series(
        [_WIDTHS.get(row, 1) for row in zip(cells["form"], cells["table"], cells["item"], strict=True)], dtype="int64"
    )
    lost = cells[cells["cells"] >= widths].groupby("report_id").size()
    failed = readable.assign(rows_missing=readable["report_id"].map(lost).fillna(0).astype("Int64"))
    failed = failed[failed["rows_missing"] > 0]
    return _outcome(len(readable), failed, ["organization", "source_path", "rows_missing", "problem"])


def values_read(reports: pd.DataFrame, cell_issues: pd.DataFrame) -> Outcome:
    """Every printed cell could be read with certainty; cells of rows that are not there are another check's."""
    doubtful = cell_issues[cell_issues["kind"].isin(("unreadable", "repaired"))]
    columns = ["organization", "source_path", "table", "item", "column", "raw", "kind"]
    return _outcome(_cells(reports), _named(doubtful, reports), columns)


def identity(family: str, results: pd.DataFrame, findings: pd.DataFrame, reports: pd.DataFrame) -> Outcome:
    """One family of identities, over all reports and scopes."""
    own = results[results["identity"] == family]
    failed = _named(findings[findings["check"] == family], reports)
    evidence = pd.DataFrame(
        {
            "report": failed["organization"].fillna(failed["source_path"]),
            "item": [label(t, i)[0] for t, i in zip(failed["table"], failed["item"], strict=True)],
            "column": [label(t, c)[0] for t, c in zip(failed["table"], failed["column"], strict=True)],
            "left": failed["expected"],
            "right": failed["reported"],
            "difference": failed["residual"],
            "location": failed["location"],
            "finding_id": failed["finding_id"],
        }
    )
    unknown = int((own["status"] == "not_assessable").sum())
    return _outcome(len(own) - unknown, evidence, evidence.columns, unknown)


def values_valid(findings: pd.DataFrame, reports: pd.DataFrame) -> Outcome:
    """R1: counts are whole numbers and not negative, amounts are not negative."""
    failed = _named(findings[findings["check"] == "values.valid"], reports)
    return _outcome(
        _cells(reports), failed, ["organization", "table", "item", "column", "reported", "quote", "location"]
    )


def metrics_conservation(
    metrics: pd.DataFrame,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
) -> Outcome:
    """Both sides of each indicator equal the sums of the normalized tables over the reports that it counts."""
    cells = known_cells(reports, proactive_disclosure, applications, disputes)
    indicators = {indicator.code: indicator for indicator in INDICATORS if indicator.unit != "growth"}
    rows = []
    applied = 0
    for metric in metrics[metrics["metric"].isin(indicators)].to_dict("records"):
        indicator = indicators[metric["metric"]]
        members = cells[same_group(cells, metric["report_scope"], metric["level"])]
        sides = {"numerator": indicator.numerator, "denominator": indicator.denominator}
        wanted = [column_of(cell) for cell in dict.fromkeys(indicator.numerator + indicator.denominator)]
        whole = members.reindex(columns=wanted).dropna()
        for side, terms in sides.items():
            applied += 1
            expected = float(sum(whole[column_of(cell)].sum() for cell in terms))
            stated = metric[side]
            if pd.isna(stated) or stated != expected:
                rows.append((metric["metric"], metric["level"], metric["report_scope"], side, stated, expected))
    columns = ["metric", "level", "report_scope", "side", "stated", "expected"]
    return _outcome(applied, pd.DataFrame(rows, columns=columns), columns)


def metrics_bounds(metrics: pd.DataFrame) -> Outcome:
    """Every share lies within 0 and 1."""
    shares = {indicator.code for indicator in INDICATORS if indicator.unit == "share"} | set(REPORT_SHARES)
    stated = metrics[metrics["metric"].isin(shares) & metrics["value"].notna()]
    failed = stated[~stated["value"].between(0, 1)]
    return _outcome(len(stated), failed, ["metric", "level", "report_scope", "numerator", "denominator", "value"])


def _cells(reports: pd.DataFrame) -> int:
    """How many cells the forms of the readable reports have."""
    return sum(_SIZES[form] for form in reports.loc[reports["status"] != "quarantined", "form"])


def _named(rows: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    return rows.merge(reports[["report_id", "organization", "source_path"]], on="report_id", how="left")
