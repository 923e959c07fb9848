"""Tables of known reports: from a truth or a file, through the real steps of the pipeline, without Dagster."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.findings import find
from govinfo_pipeline.checks.year import identity_results
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.reading import CellIssue, Evidence, ReadReport, Section
from govinfo_pipeline.reading.files import RawFile, read_file
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline_tests.corpus import Truth
from govinfo_pipeline_tests.samples import RAW, expected


class Filed(NamedTuple):
    """A report in its place: path below the raw folder, the year it is filed under, the digest of its content."""

    path: str
    year: int
    sha256: str
    report: ReadReport


@dataclass
class Tables:
    """The tables of the contract for some reports, as frames."""

    parsed: pa.Table
    reports: pd.DataFrame
    sections: pd.DataFrame
    proactive_disclosure: pd.DataFrame
    applications: pd.DataFrame
    disputes: pd.DataFrame
    cell_issues: pd.DataFrame
    identity_results: pd.DataFrame
    findings: pd.DataFrame

    def metrics(self, year: int) -> pd.DataFrame:
        """``yearly_metrics`` of a year; the tables may hold the year before as well."""
        results = self.identity_results[self.identity_results["year"] == year]
        return yearly_metrics(year, self.reports, self.proactive_disclosure, self.applications, self.disputes, results)


def report_of(truth: Truth) -> ReadReport:
    """What a perfect reading of ``truth`` gives; row n of its figures stands in line n."""
    issues = [
        CellIssue(cell, mark, "not_applicable" if mark else "blank")
        for cell in truth.values
        if truth.values[cell] is None and (mark := truth.printed.get(cell, "")) is not None
    ]
    rows = list(dict.fromkeys((cell.table, cell.item) for cell in truth.values))
    return ReadReport(
        "text",
        layout="tab_rows",
        title=truth.title,
        organization=truth.organization,
        organization_rule="title",
        year=truth.year,
        kind="department",
        form=truth.form,
        status="parsed",
        sections=[Section(n, s.heading, "\n".join(s.paragraphs)) for n, s in truth.sections.items()],
        values=dict(truth.values),
        issues=issues,
        evidence=[Evidence(table, item, line, f"{item} {line}") for line, (table, item) in enumerate(rows, 1)],
    )


def filed(reports: Iterable[ReadReport], year: int) -> list[Filed]:
    """The reports as files of a year, one digest each."""
    return [Filed(f"{year}/{n:03d}.txt", year, f"{year:04d}{n:012x}", report) for n, report in enumerate(reports)]


def tables_of(files: Sequence[Filed]) -> Tables:
    """All tables of the reports given."""
    rows = [parsed.row(file.report, year=file.year, source_path=file.path, sha256=file.sha256) for file in files]
    table = parsed.to_table(rows)
    reports, issues = normalize.reports(table), normalize.cell_issues(table)
    proactive, applications = normalize.proactive_disclosure(table), normalize.applications(table)
    disputes, evidence = normalize.disputes(table), normalize.evidence(table)
    results = identity_results(applications, disputes)
    return Tables(
        table,
        reports,
        normalize.sections(table),
        proactive,
        applications,
        disputes,
        issues,
        results,
        find(reports, results, issues, evidence, proactive, applications, disputes),
    )


def tables_of_truths(truths: Iterable[Truth], year: int = 2023) -> Tables:
    """All tables of reports that say what ``truths`` say."""
    return tables_of(filed([report_of(truth) for truth in truths], year))


def sample_files(years: Iterable[int]) -> list[Filed]:
    """The sample reports of some years, copies left out, as the pipeline files them."""
    files = []
    for path, known in sorted(expected().items()):
        year = int(path[:4])
        if year in years and not known.record.get("duplicate_of"):
            content, report = read_file(RawFile(RAW, path, year))
            files.append(Filed(path, year, content.sha256, report))
    return files
