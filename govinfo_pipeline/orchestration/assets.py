"""The assets: what each step keeps, and from what. The work is done by the packages that they call."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import dagster as dg
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.catalogue import OF_NO_YEAR, find
from govinfo_pipeline.checks.expectations.page import page, write_page
from govinfo_pipeline.checks.expectations.table import expectation_results as make_expectation_results
from govinfo_pipeline.checks.expectations.table import outcomes_of
from govinfo_pipeline.checks.findings import findings as make_findings
from govinfo_pipeline.checks.localization.suspects import suspect_cells as localize
from govinfo_pipeline.checks.results import identity_results as evaluate_identities
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.metrics.compute import yearly_metrics as compute_metrics
from govinfo_pipeline.orchestration.io import column_schema
from govinfo_pipeline.orchestration.partitions import WITH_YEAR_BEFORE, YEARS, known_years
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables import intake, normalize, parsed
from govinfo_pipeline.tables.schemas import EVALUATED, SCHEMAS

OWNERS = ["team:disclosure-data"]
_EVIDENCE = {"columns": ["report_id", "year", "status", "evidence"]}


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


@_asset("normalized", "claims")
def claims(parsed_reports: pa.Table) -> pd.DataFrame:
    """Figures that the prose states about cells of the tables (文字数据), with every cell that may be meant."""
    return normalize.claims(parsed_reports)


@_asset("normalized", "cell_issues")
def cell_issues(parsed_reports: pa.Table) -> pd.DataFrame:
    """Cells that were not a plain number (异常单元格): what they print, and what that was taken for."""
    return normalize.cell_issues(parsed_reports)


def _years_to_date(name: str) -> dg.AssetIn:
    return dg.AssetIn(name, partition_mapping=WITH_YEAR_BEFORE)


WITH_BEFORE = {name: _years_to_date(name) for name in ("reports", "proactive_disclosure", "applications", "disputes")}
"""Tables that a step is given for its year and the year before."""


def _year(context: dg.AssetExecutionContext, tables: dict[str, pd.DataFrame]) -> Year:
    """The tables of the partition's year, and of those that hold both, the year before."""
    year = int(context.partition_key)

    def of(which: int) -> dict[str, pd.DataFrame]:
        return {name: table[table["year"] == which] for name, table in tables.items()}

    return Year(year, of(year), of(year - 1))


@_asset("checked", "identity_results", kinds={"numpy", "deltalake"}, ins=WITH_BEFORE)
def identity_results(
    context: dg.AssetExecutionContext,
    reports: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    claims: pd.DataFrame,
) -> pd.DataFrame:
    """Every identity (勾稽关系) for every report: both sides, their difference, and whether it holds. Those of the
    form, those with the year before (上年结转、现行有效), and those between the prose and the tables.
    """
    tables = {
        "reports": reports,
        "proactive_disclosure": proactive_disclosure,
        "applications": applications,
        "disputes": disputes,
        "claims": claims,
    }
    return evaluate_identities(_year(context, tables))


@_asset("checked", "suspect_cells", kinds={"python", "deltalake"})
def suspect_cells(
    applications: pd.DataFrame, disputes: pd.DataFrame, identity_results: pd.DataFrame, cell_issues: pd.DataFrame
) -> pd.DataFrame:
    """Which cells are wrong (可疑单元格): the smallest corrections that make all sums of a report hold, best first,
    each with the value that it should be and why.
    """
    return localize(applications, disputes, identity_results, cell_issues)


@_asset("checked", "expectation_results", ins={name: _years_to_date(name) for name in EVALUATED})
def expectation_results(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], **tables: pd.DataFrame
) -> pd.DataFrame:
    """What the tables as a whole are expected to be like (数据预期), by Great Expectations: ranges, shares of nulls,
    values, numbers of rows against the year before. A page for people is written beside the tables.
    """
    year = _year(context, tables)
    outcomes = outcomes_of(year)
    path = write_page(settings.home / "expectations" / f"{year.year}.html", page(outcomes))
    context.add_output_metadata({"page": dg.MetadataValue.path(str(path))})
    return make_expectation_results(outcomes, year.year)


@_asset(
    "checked",
    "findings",
    ins=WITH_BEFORE | {"sections": _years_to_date("sections"), "parsed_reports": dg.AssetIn(metadata=_EVIDENCE)},
)
def findings(
    context: dg.AssetExecutionContext,
    raw_reports: pd.DataFrame,
    parsed_reports: pa.Table,
    reports: pd.DataFrame,
    sections: pd.DataFrame,
    proactive_disclosure: pd.DataFrame,
    applications: pd.DataFrame,
    disputes: pd.DataFrame,
    cell_issues: pd.DataFrame,
    claims: pd.DataFrame,
    identity_results: pd.DataFrame,
    suspect_cells: pd.DataFrame,
    expectation_results: pd.DataFrame,
) -> pd.DataFrame:
    """What is wrong (问题清单), one row a finding of any check: the cell, what is printed, what it should be, where it
    stands in the file, and who is likely to blame.
    """
    tables = {
        "raw_files": raw_reports,
        "reports": reports,
        "sections": sections,
        "proactive_disclosure": proactive_disclosure,
        "applications": applications,
        "disputes": disputes,
        "cell_issues": cell_issues,
        "claims": claims,
        "identity_results": identity_results,
        "suspect_cells": suspect_cells,
        "expectation_results": expectation_results,
    }
    year = replace(_year(context, tables), evidence=partial(normalize.evidence, parsed_reports))
    found = make_findings(find(year), year)
    context.add_output_metadata(dict(Counter(found["severity"])))
    return found


@_asset("checked", "findings", partitions_def=None)
def unplaced_findings(unplaced_reports: pd.DataFrame) -> pd.DataFrame:
    """What is wrong with the files of no year (年度不明文件的问题)."""
    year = Year(None, {"reports": unplaced_reports})
    return make_findings(find(year, OF_NO_YEAR), year)


@_asset(
    "metrics",
    "yearly_metrics",
    ins=WITH_BEFORE,
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
    claims,
    identity_results,
    suspect_cells,
    expectation_results,
    findings,
    unplaced_findings,
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
