"""Asset checks: one for each check of the registry, at the asset where it can first be made, and one schema a table.

What a check computes stands in :mod:`govinfo_pipeline.checks`; here it is given a year's tables and its outcome
becomes a result with evidence. Structure blocks what comes after; a wrong figure in a report is data, and is shown.
"""

import warnings
from collections.abc import Collection
from functools import partial
from urllib.parse import urlencode

import dagster as dg
import pandas as pd

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.catalogue import OF_NO_YEAR, RULES
from govinfo_pipeline.checks.conservation import METRIC_CHECKS
from govinfo_pipeline.checks.outcomes import Outcome
from govinfo_pipeline.checks.registry import CHECKS, Check
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.orchestration.evaluation import found
from govinfo_pipeline.orchestration.partitions import YEARS
from govinfo_pipeline.review.decisions import undismissed
from govinfo_pipeline.review.ledger import load
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.chunks import OF_REPORTS, whole_reports
from govinfo_pipeline.tables.schemas import MADE
from govinfo_pipeline.tables.store import Stored, TableStore

# Partitions on asset checks are marked as preview; they are what keeps one year's result from hiding another's.
warnings.filterwarnings(
    "ignore", message="Specifying a partitions_def on an AssetCheckSpec", category=dg.PreviewWarning
)


def _evaluate(code: str, store: TableStore, settings: Settings, year: int | None) -> Outcome:
    if code in METRIC_CHECKS:
        evaluate, names = METRIC_CHECKS[code]
        return evaluate(*(store.read(table, [year]) for table in names))
    decisions = load(settings.decisions)
    standing = partial(undismissed, decisions=decisions) if decisions.by_finding else None
    made = found(store, settings.cache, code, year)
    named = {row["report_id"] for row in made.rows if row.get("report_id")}
    reports = Stored(store, "reports", [year]).only("report_id", named)
    return outcomes.of_check(
        code, Year(year, {"reports": reports}, {}, partial(_evidence, store, year)), standing, made
    )


def _evidence(store: TableStore, year: int | None, reports: Collection[str]) -> pd.DataFrame:
    return normalize.evidence(store.parts(parsed.NAME, [year], normalize.OF_EVIDENCE), reports)


def _tables_of(code: str) -> tuple[str, ...]:
    """All tables that must be there before a check is made."""
    if code in METRIC_CHECKS:
        return METRIC_CHECKS[code][1]
    shown = () if code.startswith("raw.") else ("reports", parsed.NAME)
    return tuple(dict.fromkeys((*RULES[code].tables, *shown)))


def _review(settings: Settings, code: str, year: int | None) -> str | None:
    """Where the findings of a check stand in the review console; null for a check whose failures are no findings."""
    query = {"year": year, "check": code} if year else {"check": code}
    return f"{settings.console_url}/findings?{urlencode(query)}" if code in RULES else None


def _result(outcome: Outcome, severity: str, review: str | None = None) -> dg.AssetCheckResult:
    metadata: dict[str, int | dg.TableMetadataValue | dg.UrlMetadataValue] = {
        "applied": outcome.applied,
        "passed": outcome.applied - outcome.failed,
        "failed": outcome.failed,
        "not_assessable": outcome.not_assessable,
    }
    if outcome.dismissed:
        metadata["dismissed"] = outcome.dismissed
    if len(outcome.evidence):
        metadata["evidence"] = _as_table(outcome.evidence)
    if outcome.failed and review:
        metadata["review"] = dg.MetadataValue.url(review)
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
        outcome = _evaluate(check.code, store, settings, year)
        return _result(outcome, check.severity, _review(settings, check.code, year))

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
        stored = Stored(store, table, [int(context.partition_key) if context.has_partition_key else None])
        # Of the tables that grow with the reports no more is held than of some of them.
        parts = whole_reports(stored) if table in OF_REPORTS else [stored.frame()]
        return _result(outcomes.schema_in_parts(table, parts), "error")

    return run


ASSET_CHECKS = (
    *(_schema_check(_asset_of(table), table) for table in MADE),
    _schema_check("unplaced_reports", "reports"),
    _schema_check("unplaced_findings", "findings"),
    *(_check(check) for check in CHECKS.values()),
)
