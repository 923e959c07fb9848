"""Asset checks: one for each check of the registry, at the asset where it can first be made, and one schema a table.

What a check computes stands in :mod:`govinfo_pipeline.checks`; here it is given a year's tables and its outcome
becomes a result with evidence. Structure blocks what comes after; a wrong figure in a report is data, and is shown.
"""

import warnings
from collections.abc import Callable
from functools import partial

import dagster as dg
import pandas as pd

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.outcomes import Outcome
from govinfo_pipeline.checks.registry import CHECKS, IDENTITIES, Check
from govinfo_pipeline.orchestration.partitions import YEARS
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore

# Partitions on asset checks are marked as preview; they are what keeps one year's result from hiding another's.
warnings.filterwarnings(
    "ignore", message="Specifying a partitions_def on an AssetCheckSpec", category=dg.PreviewWarning
)

Evaluate = Callable[..., Outcome]

TABLE_CHECKS: dict[str, tuple[Evaluate, tuple[str, ...]]] = {
    "raw.found": (outcomes.raw_found, ("raw_files",)),
    "raw.readable": (outcomes.raw_readable, ("raw_files",)),
    "raw.duplicates": (outcomes.raw_duplicates, ("raw_files",)),
    "raw.year": (outcomes.raw_year, ("reports",)),
    "parsed.status": (outcomes.parsed_status, ("reports",)),
    "parsed.sections": (outcomes.parsed_sections, ("reports", "sections")),
    "parsed.tables": (outcomes.parsed_tables, ("reports", "cell_issues")),
    "values.read": (outcomes.values_read, ("reports", "cell_issues")),
    "values.valid": (outcomes.values_valid, ("findings", "reports")),
    **{
        check.code: (partial(outcomes.identity, check.code), ("identity_results", "findings", "reports"))
        for check in IDENTITIES
    },
    "metrics.conservation": (
        outcomes.metrics_conservation,
        ("yearly_metrics", "reports", "proactive_disclosure", "applications", "disputes"),
    ),
    "metrics.bounds": (outcomes.metrics_bounds, ("yearly_metrics",)),
}
"""Check → how it is evaluated, and the tables of the year that it is given."""


def _result(outcome: Outcome, severity: str) -> dg.AssetCheckResult:
    metadata: dict[str, int | dg.TableMetadataValue] = {
        "applied": outcome.applied,
        "passed": outcome.applied - outcome.failed,
        "failed": outcome.failed,
        "not_assessable": outcome.not_assessable,
    }
    if len(outcome.evidence):
        metadata["evidence"] = _as_table(outcome.evidence)
    if outcome.applied == 0:
        description = "nothing could be checked"
    elif outcome.failed:
        shown = f", the first {len(outcome.evidence)} in the evidence" if outcome.failed > len(outcome.evidence) else ""
        description = f"{outcome.failed} of {outcome.applied} failed{shown}"
    else:
        description = f"{outcome.applied} passed"
    # A check that found nothing to check is no pass, but no error of a report either.
    is_error = severity == "error" and outcome.applied > 0
    return dg.AssetCheckResult(
        passed=outcome.passed,
        severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
        description=description,
        metadata=metadata,
    )


def _as_table(evidence: pd.DataFrame) -> dg.TableMetadataValue:
    records = [
        dg.TableRecord({str(name): _plain(value) for name, value in record.items()})
        for record in evidence.to_dict("records")
    ]
    schema = dg.TableSchema([dg.TableColumn(str(name), "string") for name in evidence.columns])
    return dg.MetadataValue.table(records, schema)


def _plain(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]  # a cell of a frame, never a sequence
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _asset_of(table: str) -> str:
    return {"raw_files": "raw_reports"}.get(table, table)


def _check(check: Check) -> dg.AssetChecksDefinition:
    evaluate, tables = TABLE_CHECKS[check.code]
    # Tables of other assets are made before the check, however the graph is cut.
    others = [
        _asset_of(table) for table in tables if _asset_of(table) != check.asset and check.asset != "unplaced_reports"
    ]

    @dg.asset_check(
        asset=check.asset,
        name=check.code.replace(".", "_"),
        description=f"{check.zh} · {check.en} (version {check.version})",
        additional_deps=others,
        partitions_def=None if check.asset == "unplaced_reports" else YEARS,
    )
    def run(context: dg.AssetCheckExecutionContext, store: dg.ResourceParam[TableStore]) -> dg.AssetCheckResult:
        years = [int(context.partition_key) if context.has_partition_key else None]
        return _result(evaluate(*(store.read(table, years) for table in tables)), check.severity)

    return run


def _schema_check(asset: str, table: str) -> dg.AssetChecksDefinition:
    partitioned = asset != "unplaced_reports"

    @dg.asset_check(
        asset=asset,
        name="schema",
        description=f"{outcomes.schema.__doc__} ({table})",
        blocking=True,
        partitions_def=YEARS if partitioned else None,
    )
    def run(context: dg.AssetCheckExecutionContext, store: dg.ResourceParam[TableStore]) -> dg.AssetCheckResult:
        years = [int(context.partition_key) if context.has_partition_key else None]
        return _result(outcomes.schema(table, store.read(table, years)), "error")

    return run


ASSET_CHECKS = (
    *(_schema_check(_asset_of(table), table) for table in SCHEMAS),
    _schema_check("unplaced_reports", "reports"),
    *(_check(check) for check in CHECKS.values()),
)
