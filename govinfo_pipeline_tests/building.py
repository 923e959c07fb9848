"""Tables of known reports: from a truth or a file, through the real steps of the pipeline, without Dagster."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.checks.catalogue import find
from govinfo_pipeline.checks.findings import findings
from govinfo_pipeline.checks.localization.suspects import suspect_cells
from govinfo_pipeline.checks.results import identity_results
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.reading import CellIssue, Evidence, ReadReport, Section
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.schemas import empty, frame
from govinfo_pipeline_tests.corpus import Truth
from govinfo_pipeline_tests.samples import expected, sample


class Filed(NamedTuple):
    """A report in its place: path below the raw folder, the year it is filed under, the digest of its content."""

    path: str
    year: int
    sha256: str
    report: ReadReport


@dataclass
class Tables:
    """The tables of the contract for some reports of a year, as frames."""

    parsed: pa.Table
    reports: pd.DataFrame
    sections: pd.DataFrame
    proactive_disclosure: pd.DataFrame
    applications: pd.DataFrame
    disputes: pd.DataFrame
    cell_issues: pd.DataFrame
    claims: pd.DataFrame
    raw_files: pd.DataFrame
    identity_results: pd.DataFrame
    suspect_cells: pd.DataFrame
    findings: pd.DataFrame
    known_bodies: pd.DataFrame
    before: "Tables | None" = None

    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in found.items() if isinstance(value, pd.DataFrame)}

    def having(self, frames: Mapping[str, pd.DataFrame]) -> "Tables":
        """The same with other frames in place of some."""
        changed = replace(self)
        for name, table in frames.items():
            setattr(changed, name, table)
        return changed

    def year(self) -> Year:
        """The tables as checks are given them."""
        years = self.reports["year"].dropna()
        earlier = self.before.frames() if self.before else {}
        evidence = partial(normalize.evidence, [self.parsed])
        return Year(int(years.max()) if len(years) else None, self.frames(), earlier, evidence)

    def check(self) -> None:
        """Evaluates identities, suspects and findings anew, as a run does after a table has changed."""
        self.identity_results = identity_results(self.year())
        figures = (self.applications, self.disputes, self.identity_results, self.cell_issues)
        self.suspect_cells = suspect_cells(*figures)
        self.findings = findings(find(self.year()), self.year())

    def metrics(self, year: int) -> pd.DataFrame:
        """``yearly_metrics`` of a year; the tables may hold the year before as well."""
        figures = (self.proactive_disclosure, self.applications, self.disputes)
        return yearly_metrics(year, self.reports, *figures, self.identity_results, self.known_bodies)


def list_of_bodies(year: int, government: str, units: Sequence[str], region: str = "410526") -> pd.DataFrame:
    """``known_bodies``: a government and its units, all in one region."""
    names = (government, *units)
    parents = {"parent": government, "parent_region": region}
    return frame(
        "known_bodies",
        {
            "year": [year] * len(names),
            "organization": names,
            "region_code": [region] * len(names),
            **{name: [None, *[value] * len(units)] for name, value in parents.items()},
        },
    )


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
    """The reports as files of a year, one digest each; those that state a year state this one."""
    return [
        Filed(f"{year}/{n:03d}.txt", year, f"{year:04d}{n:012x}", replace(report, year=report.year and year))
        for n, report in enumerate(reports)
    ]


def tables_of(files: Sequence[Filed], before: "Tables | None" = None) -> Tables:
    """All tables of the reports given, checked against those of the year before."""
    rows = [parsed.row(file.report, year=file.year, source_path=file.path, sha256=file.sha256) for file in files]
    table = parsed.to_table(rows)
    raw = pd.DataFrame(rows, columns=["report_id", "year", "source_path", "sha256"]).assign(size=1)
    tables = Tables(
        table,
        normalize.reports(table),
        normalize.sections(table),
        normalize.proactive_disclosure(table),
        normalize.applications(table),
        normalize.disputes(table),
        normalize.cell_issues(table),
        normalize.claims(table),
        frame("raw_files", dict(raw)),
        empty("identity_results"),
        empty("suspect_cells"),
        empty("findings"),
        empty("known_bodies"),
        before,
    )
    tables.check()
    return tables


def tables_of_truths(truths: Iterable[Truth], year: int = 2023) -> Tables:
    """All tables of reports that say what ``truths`` say."""
    return tables_of(filed([report_of(truth) for truth in truths], year))


def sample_files(years: Iterable[int]) -> list[Filed]:
    """The sample reports of some years, copies left out, as the pipeline files them."""
    files = []
    for path, known in sorted(expected().items()):
        year = int(path[:4])
        if year in years and not known.record.get("duplicate_of"):
            content, report = sample(path)
            files.append(Filed(path, year, content.sha256, deepcopy(report)))
    return files
