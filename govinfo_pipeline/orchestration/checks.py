"""Asset checks: one for each check of the registry, at the asset where it can first be made, and one schema a table.

What a check computes stands in :mod:`govinfo_pipeline.checks`; here it is given a year's tables and its outcome
becomes a result with evidence. Structure blocks what comes after; a wrong figure in a report is data, and is shown.
"""

import warnings
from collections.abc import Callable, Collection
from functools import partial

import dagster as dg
import pandas as pd

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.catalogue import OF_NO_YEAR, RULES
from govinfo_pipeline.checks.outcomes import Outcome
from govinfo_pipeline.checks.registry import CHECKS, Check
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.orchestration.partitions import YEARS
from govinfo_pipeline.review.decisions import undismissed
from govinfo_pipeline.review.ledger import load
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore

# Partitions on asset checks are marked as preview; they are what keeps one year's result from hiding another's.
warnings.filterwarnings(
    "ignore", message="Specifying a partitions_def on an AssetCheckSpec", category=dg.PreviewWarning
)

METRICS: dict[str, tuple[Callable[..., Outcome], tuple[str, ...]]] = {
    "metrics.conservation": (
        outcomes.metrics_conservation,
        ("yearly_metrics", "reports", "proactive_disclosure", "applications", "disputes"),
    ),
    "metrics.bounds": (outcomes.metrics_bounds, ("yearly_metrics",)),
}
"""Checks of the metrics → how they are made, and the tables that they are given."""


def _evaluate(code: str, store: TableStore, settings: Settings, year: int | None) -> Outcome:
    if code in METRICS:
        evaluate, names = METRICS[code]
        return evaluate(*(store.read(table, [year]) for table in names))
    rule = RULES[code]
    tables = {table: store.read(table, [year]) for table in dict.fromkeys(("reports", *rule.tables))}
    before = {} if year is None else {table: store.read(table, [year - 1]) for table in rule.before}
    decisions = load(settings.decisions)
    standing = partial(undismissed, decisions=decisions) if decisions.by_finding else None
    return outcomes.of_check(code, Year(year, tables, before, partial(_evidence, store, year)), standing)


def _evidence(store: TableStore, year: int | None, reports: Collection[str]) -> pd.DataFrame:
    columns = ["report_id", "year", "status", "evidence"]
    return normalize.evidence(store.read_arrow(parsed.NAME, [year], columns), reports)


def _tables_of(code: str) -> tuple[str, ...]:
    """All tables that must be there before a check is made."""
    if code in METRICS:
        return METRICS[code][1]
    shown = () if code.startswith("raw.") else ("reports", parsed.NAME)
    return tuple(dict.fromkeys((*RULES[code].tables, *shown)))


def _result(outcome: Outcome, severity: str) -> dg.AssetCheckResult:
    metadata: dict[str, int | dg.TableMetadataValue] = {
        "applied": outcome.applied,
        "passed": outcome.applied - outcome.failed,
        "failed": outcome.failed,
        "not_assessable": outcome.not_assessable,
    }
    if outcome.dismissed:
        metadata["dismissed"] = outcome.dismissed
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
    of_no_year = check.code in OF_NO_YEAR
    # Tables of other assets are made before the check, however the graph is cut.
    others = {_asset_of(table) for table in _tables_of(check.code)} - {check.asset}

    @dg.asset_check(
        asset=check.asset,
        name=check.code.replace(".", "_"),
        description=f"{check.zh} · {check.en} (version {check.version})",
        additional_deps=[] if of_no_year else sorted(others),
        partitions_def=None if of_no_year else YEARS,
    )
    def run(
        context: dg.AssetCheckExecutionContext,
        store: dg.ResourceParam[TableStore],
        settings: dg.ResourceParam[Settings],
    ) -> dg.AssetCheckResult:
        year = int(context.partition_key) if context.has_partition_key else None
        return _result(_evaluate(check.code, store, settings, year), check.severity)

    return run


def _schema_check(asset: str, table: str) -> dg.AssetChecksDefinition:
    partitioned = not asset.startswith("unplaced_")

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
    _schema_check("unplaced_findings", "findings"),
    *(_check(check) for check in CHECKS.values()),
)
