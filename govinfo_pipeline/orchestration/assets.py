"""The assets: what each step keeps, and from what. The work is done by the packages that they call."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import dagster as dg
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.findings import find
from govinfo_pipeline.checks.year import identity_results as evaluate_identities
from govinfo_pipeline.metrics.compute import yearly_metrics as compute_metrics
from govinfo_pipeline.orchestration.io import column_schema
from govinfo_pipeline.orchestration.partitions import WITH_YEAR_BEFORE, YEARS, known_years
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables import intake, normalize, parsed
from govinfo_pipeline.tables.schemas import SCHEMAS

OWNERS = ["team:disclosure-data"]


def _asset(group: str, table: str, **options: Any) -> Callable[[Callable[..., Any]], dg.AssetsDefinition]:
    """The decorator of an asset that is kept in ``table``, one partition a year."""
    schema = SCHEMAS.get(table)
    decorator: Callable[[Callable[..., Any]], dg.AssetsDefinition] = dg.asset(
        group_name=group,
        owners=OWNERS,
        io_manager_key="tables",
        metadata=column_schema(table) | ({"grain": f"{schema.title} · {schema.description}"} if schema else {}),
        **{"partitions_def": YEARS, "kinds": {"pandas", "deltalake"}, **options},
    )
    return decorator


@_asset("raw", "raw_files", kinds={"file"})
def raw_reports(context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]) -> pd.DataFrame:
    """The files of a statistical year (原始报告) with their checksums: those in the folder named after the year,
    and those elsewhere in the raw folder whose title names it. Nothing is copied or changed.
    """
    return intake.list_year(settings.raw, int(context.partition_key))


@_asset("raw", "reports", partitions_def=None, kinds={"file"})
def unplaced_reports(settings: dg.ResourceParam[Settings]) -> pd.DataFrame:
    """Files whose statistical year cannot be told (年度不明的文件), so that no year would show them. They stand in
    the table `reports` without a year, each with the reason.
    """
    return intake.list_unplaced(settings.raw, known_years())


@_asset("parsed", parsed.NAME, kinds={"python", "deltalake"})
def parsed_reports(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], raw_reports: pd.DataFrame
) -> pa.Table:
    """Each file read once (解析结果): title, organization, form, the six sections, and the figures of the three
    tables as vectors. A file that cannot be read is quarantined with the reason, and the others go on.
    """
    rows = intake.read_year(settings.raw, raw_reports, _progress(context))
    table = parsed.to_table(rows)
    context.add_output_metadata(dict(Counter(table["status"].to_pylist())))
    return table


@_asset("normalized", "reports")
def reports(parsed_reports: pa.Table) -> pd.DataFrame:
    """One row a report (报告), also for those in quarantine: who reports, on which form, how much could be read."""
    return normalize.reports(parsed_reports)


@_asset("normalized", "sections")
def sections(parsed_reports: pa.Table) -> pd.DataFrame:
    """The six sections of each report (六个部分) with their headings and texts."""
    return normalize.sections(parsed_reports)


@_asset("normalized", "proactive_disclosure")
def proactive_disclosure(parsed_reports: pa.Table) -> pd.DataFrame:
    """Table 2 (主动公开政府信息情况), one row a measure: documents, decisions and fees."""
    return normalize.proactive_disclosure(parsed_reports)


@_asset("normalized", "applications")
def applications(parsed_reports: pa.Table) -> pd.DataFrame:
    """Table 3 (收到和处理政府信息公开申请情况), one row an item, one column an applicant. A blank is null, never 0."""
    return normalize.applications(parsed_reports)


@_asset("normalized", "disputes")
def disputes(parsed_reports: pa.Table) -> pd.DataFrame:
    """Table 4 (行政复议、行政诉讼情况), one row a channel, one column an outcome. A blank is null, never 0."""
    return normalize.disputes(parsed_reports)


@_asset("normalized", "cell_issues")
def cell_issues(parsed_reports: pa.Table) -> pd.DataFrame:
    """Cells that were not a plain number (异常单元格): what they print, and what that was taken for."""
    return normalize.cell_issues(parsed_reports)


@_asset("checked", "identity_results", kinds={"numpy", "deltalake"})
def identity_results(applications: pd.DataFrame, disputes: pd.DataFrame) -> pd.DataFrame:
    """Every identity of the form (勾稽关系) for every report: both sides, their difference, and whether it holds."""
    return evaluate_identities(applications, disputes)


@_asset("checked", "findings")
def findings(
    parsed_reports: pa.Table,
    reports: pd.DataFrame,
    identity_results: pd.DataFrame,
    cell_issues: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
) -> pd.DataFrame:
    """What is wrong (问题清单), one row a finding: the cell, what is printed, what it should be, where it stands."""
    evidence = normalize.evidence(parsed_reports)
    return find(reports, identity_results, cell_issues, evidence, proactive_disclosure, applications, disputes)


def _years_to_date(name: str) -> dg.AssetIn:
    return dg.AssetIn(name, partition_mapping=WITH_YEAR_BEFORE)


@_asset(
    "metrics",
    "yearly_metrics",
    ins={name: _years_to_date(name) for name in ("reports", "proactive_disclosure", "applications", "disputes")},
)
def yearly_metrics(
    context: dg.AssetExecutionContext,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    identity_results: pd.DataFrame,
) -> pd.DataFrame:
    """Indicators of the year (年度指标), each with numerator, denominator and the reports behind it. Growth needs the
    year before; where that was not materialized, it is null. A backfill therefore also renews the year after its last.
    """
    return compute_metrics(
        int(context.partition_key), reports, proactive_disclosure, applications, disputes, identity_results
    )


ASSETS = (
    raw_reports,
    unplaced_reports,
    parsed_reports,
    reports,
    sections,
    proactive_disclosure,
    applications,
    disputes,
    cell_issues,
    identity_results,
    findings,
    yearly_metrics,
)


def _progress(context: dg.AssetExecutionContext) -> intake.Watch:
    """Wraps the reading of a year so that its progress stands in the run's log, and in what the caller shows."""
    every = 1000

    def watch(rows: Iterator[dict[str, Any]], total: int) -> Iterator[dict[str, Any]]:
        for done, row in enumerate(rows, 1):
            if done % every == 0 or done == total:
                context.log.info(f"read {done} of {total} reports")
            yield row

    return watch
