"""The assets: what each step keeps, and from what. The work is done by the packages that they call."""

from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

import dagster as dg
import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.bodies import same_bodies
from govinfo_pipeline.checks.catalogue import OF_NO_YEAR, find
from govinfo_pipeline.checks.chunks import chunks
from govinfo_pipeline.checks.expectations.page import page, write_page
from govinfo_pipeline.checks.expectations.table import expectation_results as make_expectation_results
from govinfo_pipeline.checks.expectations.table import outcomes_of
from govinfo_pipeline.checks.findings import findings as make_findings
from govinfo_pipeline.checks.instances import CODED
from govinfo_pipeline.checks.localization.suspects import suspect_cells as localize
from govinfo_pipeline.checks.results import of_reports, of_units
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.metrics.changes import metric_changes as compare
from govinfo_pipeline.metrics.charts import charts
from govinfo_pipeline.metrics.compute import yearly_metrics as compute_metrics
from govinfo_pipeline.metrics.distributions import metric_distributions as distribute
from govinfo_pipeline.metrics.load import load, load_year, with_years_before
from govinfo_pipeline.metrics.population import population
from govinfo_pipeline.orchestration.evaluation import find_all
from govinfo_pipeline.orchestration.io import column_schema
from govinfo_pipeline.orchestration.partitions import WITH_YEAR_BEFORE, YEARS, known_years
from govinfo_pipeline.orchestration.pictures import pictures
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.intake import Intake, Watch
from govinfo_pipeline.tables.known_bodies import known_bodies as list_bodies
from govinfo_pipeline.tables.schemas import EVALUATED, SCHEMAS
from govinfo_pipeline.tables.store import Stored, TableStore, Unread, stream

OWNERS = ["team:disclosure-data"]
_PROGRESS = 1000
"""Reports between two lines of the log."""


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
    return Intake(settings.raw, settings.cache, scheduler=settings.scheduler).list_year(int(context.partition_key))


@_asset("raw", "reports", partitions_def=None, kinds={"file"})
def unplaced_reports(settings: dg.ResourceParam[Settings]) -> pd.DataFrame:
    """Files whose statistical year cannot be told (年度不明的文件), so that no year would show them. They stand in
    the table `reports` without a year, each with the reason.
    """
    return Intake(settings.raw, settings.cache, scheduler=settings.scheduler).list_unplaced(known_years())


@_asset("raw", "known_bodies", kinds={"file"})
def known_bodies(context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]) -> pd.DataFrame:
    """The bodies that should report for the year (应报告单位), from the list that the setting GOVINFO_BODIES names;
    empty without one.
    """
    return list_bodies(settings.bodies_file, int(context.partition_key))


@_asset("parsed", parsed.NAME, kinds={"python", "deltalake"})
def parsed_reports(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], raw_reports: pd.DataFrame
) -> pa.RecordBatchReader:
    """Each file read once (解析结果): title, organization, form, the six sections, and the figures of the three
    tables as vectors. A file that cannot be read is quarantined with the reason, and the others go on.
    """
    intake = Intake(settings.raw, settings.cache, scheduler=settings.scheduler)
    reading = intake.read(raw_reports, _progress(context))
    context.log.info(f"{reading.read} files read, {reading.known} known from an earlier run")
    context.add_output_metadata({"files_read": reading.read, "files_known": reading.known, **reading.statuses})
    return stream(parsed.NAME, intake.rows(raw_reports))


@_asset("normalized", "reports")
def reports(parsed_reports: Stored, known_bodies: pd.DataFrame) -> pd.DataFrame:
    """One row a report (报告), also for those in quarantine: who reports, on which form, how much could be read."""
    return normalize.reports(parsed_reports.arrow(normalize.OF_REPORTS), known_bodies)


def _normalized(name: str, rows: Callable[[pa.Table], pd.DataFrame], parsed_reports: Stored) -> pa.RecordBatchReader:
    return stream(name, map(rows, parsed_reports.parts(normalize.COLUMNS[name])))


@_asset("normalized", "sections")
def sections(parsed_reports: Stored) -> pa.RecordBatchReader:
    """The six sections of each report (六个部分) with their headings and texts."""
    return _normalized("sections", normalize.sections, parsed_reports)


@_asset("normalized", "proactive_disclosure")
def proactive_disclosure(parsed_reports: Stored) -> pa.RecordBatchReader:
    """Table 2 (主动公开政府信息情况), one row a measure: documents, decisions and fees."""
    return _normalized("proactive_disclosure", normalize.proactive_disclosure, parsed_reports)


@_asset("normalized", "applications")
def applications(parsed_reports: Stored) -> pa.RecordBatchReader:
    """Table 3 (收到和处理政府信息公开申请情况), one row an item, one column an applicant. A blank is null, never 0."""
    return _normalized("applications", normalize.applications, parsed_reports)


@_asset("normalized", "disputes")
def disputes(parsed_reports: Stored) -> pa.RecordBatchReader:
    """Table 4 (行政复议、行政诉讼情况), one row a channel, one column an outcome. A blank is null, never 0."""
    return _normalized("disputes", normalize.disputes, parsed_reports)


@_asset("normalized", "claims")
def claims(parsed_reports: Stored) -> pa.RecordBatchReader:
    """Figures that the prose states about cells of the tables (文字数据), with every cell that may be meant."""
    return _normalized("claims", normalize.claims, parsed_reports)


@_asset("normalized", "cell_issues")
def cell_issues(parsed_reports: Stored) -> pa.RecordBatchReader:
    """Cells that were not a plain number (异常单元格): what they print, and what that was taken for."""
    return _normalized("cell_issues", normalize.cell_issues, parsed_reports)


STORED = dg.PythonObjectDagsterType(Stored)


def _years_to_date(name: str, kind: dg.DagsterType | None = None) -> dg.AssetIn:
    """Input of a table's year and the year before; ``kind`` is its type, where no parameter has its annotation."""
    options: dict[str, Any] = {} if kind is None else {"dagster_type": kind}
    return dg.AssetIn(name, partition_mapping=WITH_YEAR_BEFORE, **options)


WITH_BEFORE = {name: _years_to_date(name) for name in ("reports", "proactive_disclosure", "applications", "disputes")}
"""Tables that a step is given for its year and the year before."""


@_asset("checked", "identity_results", kinds={"numpy", "deltalake"}, ins=WITH_BEFORE)
def identity_results(
    context: dg.AssetExecutionContext,
    reports: Stored,
    proactive_disclosure: Stored,
    applications: Stored,
    disputes: Stored,
    claims: Stored,
    known_bodies: Stored,
) -> pa.RecordBatchReader:
    """Every identity (勾稽关系) for every report: both sides, their difference, and whether it holds. Those of the
    form, those with the year before (上年结转、现行有效), those of a government's report with its units' (汇总), and
    those between the prose and the tables.
    """
    year = int(context.partition_key)
    tables = (reports, proactive_disclosure, applications, disputes, claims)
    now, before = ({table.name: table.of(which) for table in tables} for which in (year, year - 1))
    units = of_units(Year(year, Unread({**now, known_bodies.name: known_bodies})))
    parts = chunks(year, now, {name: table for name, table in before.items() if name != claims.name})
    return stream("identity_results", (of_reports(part, units) for part in parts), CODED)


@_asset("checked", "suspect_cells", kinds={"python", "deltalake"})
def suspect_cells(
    applications: Stored, disputes: Stored, identity_results: Stored, cell_issues: Stored
) -> pd.DataFrame:
    """Which cells are wrong (可疑单元格): the smallest corrections that make all sums of a report hold, best first,
    each with the value that it should be and why.
    """
    violated = identity_results.only("status", ["violated"])
    reports = violated["report_id"].unique()
    figures, others, issues = (table.only("report_id", reports) for table in (applications, disputes, cell_issues))
    return localize(figures, others, violated, issues)


@_asset("checked", "expectation_results", ins={name: _years_to_date(name, STORED) for name in EVALUATED})
def expectation_results(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings], **tables: Stored
) -> pd.DataFrame:
    """What the tables as a whole are expected to be like (数据预期), by Great Expectations: ranges, shares of nulls,
    values, numbers of rows against the year before. A page for people is written beside the tables.
    """
    number = int(context.partition_key)
    now, before = (Unread({name: table.of(which) for name, table in tables.items()}) for which in (number, number - 1))
    outcomes = outcomes_of(Year(number, now, before))
    path = write_page(settings.home / "expectations" / f"{number}.html", page(outcomes))
    context.add_output_metadata({"page": dg.MetadataValue.path(str(path))})
    return make_expectation_results(outcomes, number)


@_asset(
    "checked",
    "findings",
    ins=WITH_BEFORE | {"sections": _years_to_date("sections")},
)
def findings(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    store: dg.ResourceParam[TableStore],
    raw_reports: Stored,
    known_bodies: Stored,
    parsed_reports: Stored,
    reports: Stored,
    sections: Stored,
    proactive_disclosure: Stored,
    applications: Stored,
    disputes: Stored,
    cell_issues: Stored,
    claims: Stored,
    identity_results: Stored,
    suspect_cells: Stored,
    expectation_results: Stored,
) -> pd.DataFrame:
    """What is wrong (问题清单), one row a finding of any check: the cell, what is printed, what it should be, where it
    stands in the file, and who is likely to blame.
    """
    number = int(context.partition_key)

    def evidence(wanted: Collection[str]) -> pd.DataFrame:
        return normalize.evidence(parsed_reports.parts(normalize.OF_EVIDENCE), wanted)

    tables = {"reports": reports.of(number).frame(), "suspect_cells": suspect_cells.frame()}
    # The inputs say what must be there; the checks that have been made already are not made again.
    found = make_findings(find_all(store, settings.cache, number), Year(number, tables, {}, evidence))
    context.add_output_metadata(dict(Counter(found["severity"])))
    return found


@_asset("checked", "findings", partitions_def=None)
def unplaced_findings(unplaced_reports: pd.DataFrame) -> pd.DataFrame:
    """What is wrong with the files of no year (年度不明文件的问题)."""
    year = Year(None, {"reports": unplaced_reports})
    return make_findings(find(year, OF_NO_YEAR), year)


_OF_METRICS = {name: _years_to_date(name, STORED) for name in (*WITH_BEFORE, "identity_results")}
"""The tables that metrics are computed from."""


@_asset("metrics", "yearly_metrics", ins=_OF_METRICS)
def yearly_metrics(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    store: dg.ResourceParam[TableStore],
    known_bodies: pd.DataFrame,
    **tables: Stored,
) -> pd.DataFrame:
    """Indicators of the year (年度指标) by region, level and kind of organ, each with numerator, denominator and the
    reports behind it. Growth needs the year before; where that was not materialized, it is null. A backfill therefore
    also renews the year after its last.
    """
    year = int(context.partition_key)
    persons = population(settings.population_file, year)
    metrics = compute_metrics(year, **load(year, tables), known_bodies=known_bodies, population=persons)
    context.add_output_metadata(pictures(charts(with_years_before(metrics, year, store), year)))
    return metrics


@_asset("metrics", "metric_distributions", ins=_OF_METRICS)
def metric_distributions(context: dg.AssetExecutionContext, **tables: Stored) -> pd.DataFrame:
    """How the rates of single reports spread (指标分布): the tenth, the middle and the ninth tenth of them."""
    year = int(context.partition_key)
    return distribute(year, *load_year(year, tables))


@_asset("metrics", "metric_changes", ins=_OF_METRICS)
def metric_changes(context: dg.AssetExecutionContext, **tables: Stored) -> pd.DataFrame:
    """What changed against the year before (指标变动), and the bodies whose reports caused most of it."""
    year = int(context.partition_key)
    (now, checked), (before, checked_before) = (load_year(which, tables) for which in (year, year - 1))
    partners = same_bodies(now.reports, before.reports)
    return compare(year, now, before, partners, pd.concat([checked, checked_before]))


ASSETS = (
    raw_reports,
    unplaced_reports,
    known_bodies,
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
    metric_distributions,
    metric_changes,
)


def _progress(context: dg.AssetExecutionContext) -> Watch:
    """Says in the run's log, and in what the caller shows, how far the reading of a year is."""
    said = 0

    def watch(done: int, total: int) -> None:
        nonlocal said
        if done - said >= _PROGRESS or done == total:
            said = done
            context.log.info(f"read {done} of {total} reports")

    return watch
