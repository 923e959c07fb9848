"""The figures of the annual page: what ``yearly_metrics`` and the other tables say of a region.

Only counts of reports and findings, and the outcomes of disputes, are added up here; rates and ranks are the table's
own. Aggregates are shown of one level alone, as those of different levels contain each other.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from govinfo_pipeline.form import LATEST
from govinfo_pipeline.metrics.groups import ALL, level_alone
from govinfo_pipeline.metrics.indicators import METRICS
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.regions.codes import own_name, parent_of, prefix
from govinfo_pipeline.tables.store import TableStore

SCOPES = ("own", "aggregate", "unknown")
_MOST_CAUSES = 3
_OF_REPORTS = ("report_id", "year", "region_code", "level", "report_scope", "status", "excluded")
_COUNTED = ("parsed", "partial", "quarantined")


class Figure(NamedTuple):
    """A metric of a group of reports; ``value`` is null where there is none."""

    metric: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    reports: int = 0
    is_small: bool = False
    coverage: float | None = None
    rank: int | None = None

    @property
    def unit(self) -> str:
        return METRICS[self.metric].unit

    @property
    def is_above(self) -> bool:
        """Whether a share is more than the whole, which a wrong report makes it."""
        return self.unit == "share" and self.value is not None and self.value > 1


class Group(NamedTuple):
    """Which reports: of a year and region (null: all), level, kind, scope; ``only`` those that pass, or ``all``."""

    year: int
    region: str | None
    scope: str
    level: str = ALL
    kind: str = ALL
    passing: str = ALL


class Place(NamedTuple):
    """A region within the page's, with its group."""

    code: str
    name: str
    group: Group


class Channel(NamedTuple):
    """A channel of table 4 with its outcomes' sums; ``reports`` are those that print a number for it."""

    code: str
    outcomes: dict[str, int]
    reports: int


class CheckCount(NamedTuple):
    """How often a check found something, and in how many reports."""

    check: str
    severity: str
    findings: int
    reports: int


class Change(NamedTuple):
    """What a metric changed by against the year before, and the bodies that did most of it, each with its part."""

    metric: str
    before: float | None
    value: float
    change: float
    causes: list[tuple[str | None, float]]


class Spread(NamedTuple):
    """How the rates of single reports spread; ``units`` of them have a denominator that is not small."""

    metric: str
    units: int
    p10: float
    median: float
    p90: float


class Figures:
    """All that the page of a year and region (null: all) shows, for one scope of reports beside the others."""

    def __init__(self, store: TableStore, year: int, region: str | None, scope: str) -> None:
        self.year, self.region, self.scope = year, region, scope
        self._store = store
        self._groups = _groups(_metrics(store, year, region))
        self.group = self.group_of(scope)
        if not any(group.year == year and group.region == region for group in self._groups):
            raise ExportError(
                f"there are no metrics of {year}{f' and region {region}' if region else ''}; "
                '`govinfo sql "SELECT DISTINCT year, region_code FROM yearly_metrics"` shows what there is'
            )

    def group_of(self, scope: str) -> Group:
        """The reports of a scope in the page's year and region, of one level where they are aggregates."""
        group = Group(self.year, self.region, scope)
        return group._replace(level=level_alone(scope, self._levels({group})))

    def _levels(self, groups: Collection[Group]) -> set[str]:
        """The levels of which groups (of all levels) have a report that could be read."""
        return {
            group.level
            for group in self._groups
            if group.level != ALL and group._replace(level=ALL) in groups and self.of(group, "violation_share").reports
        }

    def of(self, group: Group, metric: str) -> Figure:
        """A metric of a group, without a value where the table has none."""
        return self._groups.get(group, {}).get(metric, Figure(metric))

    def figure(self, metric: str) -> Figure:
        """A metric of the page's own year, region and scope."""
        return self.of(self.group, metric)

    def before(self, metric: str) -> Figure:
        """The same of the year before."""
        return self.of(self.group._replace(year=self.year - 1), metric)

    @cached_property
    def years(self) -> list[int]:
        """The years up to the page's of which there are metrics of its region and scope."""
        return sorted({group.year for group in self._groups if group == self.group._replace(year=group.year)})

    @property
    def span(self) -> range:
        """Every year from the first of which there are metrics to the page's own."""
        return range(min(self.years, default=self.year), self.year + 1)

    @cached_property
    def scopes(self) -> list[str]:
        """The scopes of which there are reports."""
        return [scope for scope in SCOPES if self.group_of(scope) in self._groups]

    def by_year(self, metric: str) -> list[tuple[int, Figure]]:
        """A metric over the years, those between of which nothing is known included."""
        return [(year, self.of(self.group._replace(year=year), metric)) for year in self.span]

    def parts(self, by: str) -> list[tuple[str, Group]]:
        """The levels or kinds (``by``) of which there are reports, each with its group."""
        found = []
        for group in self._groups:
            part = self.group._replace(level=group.level) if by == "level" else self.group._replace(kind=group.kind)
            if group == part and (code := str(getattr(group, by))) != ALL:
                found.append((code, group))
        return sorted(found, key=lambda pair: (-self.of(pair[1], "parsed_share").reports, pair[0]))

    @cached_property
    def places(self) -> list[Place]:
        """The regions directly within the page's, those not ranked last.

        A province's cities come before the counties that it governs itself, as the two are ranked apart.
        """
        whole = Group(self.year, None, self.scope)
        siblings: dict[int, set[Group]] = {}
        for group in self._groups:
            if group.region not in (None, self.region) and group == whole._replace(region=group.region):
                siblings.setdefault(len(prefix(group.region)), set()).add(group)
        return [place for _, groups in sorted(siblings.items()) for place in self._ranked(groups)]

    def _ranked(self, groups: Collection[Group]) -> list[Place]:
        """The regions of some groups (of all levels) that have figures of the level that all are shown of."""
        level = level_alone(self.scope, self._levels(groups))
        shown = [group for one in groups if (group := one._replace(level=level)) in self._groups]
        places = [Place(str(group.region), own_name(str(group.region)), group) for group in shown]
        return sorted(places, key=lambda place: (self.rank(place) or len(places) + 1, place.code))

    def rank(self, place: Place) -> int | None:
        """The rank of a place by disclosure rate among its siblings; null where it has none."""
        return self.of(place.group, "disclosure_rate").rank

    @property
    def coverage(self) -> float | None:
        """The share of the known bodies whose report was read; null without a list of bodies."""
        return self.figure("parsed_share").coverage

    def reading(self) -> list[tuple[int, dict[str, int]]]:
        """For each year how many files were read how well, and how many of them do not count."""
        return [(year, _reading(self._reports(year))) for year in self.years]

    @cached_property
    def channels(self) -> list[Channel]:
        """The disputes of the year by channel and outcome: sums of what is printed."""
        counted = self._counted()
        disputes = self._store.read("disputes", [self.year])
        disputes = disputes[disputes["report_id"].isin(counted)]
        channels = []
        for item in LATEST.table("disputes").items:
            rows = disputes[disputes["channel"] == item.code]
            codes = [column.code for column in item.columns if column.code != "total"]
            printed = rows.dropna(subset=codes, how="all")
            channels.append(Channel(item.code, {code: int(printed[code].sum()) for code in codes}, len(printed)))
        return channels

    @cached_property
    def is_nested(self) -> bool:
        """Whether there are aggregates of several levels in the year or the one before."""
        both = {self.group._replace(year=year, level=ALL) for year in (self.year - 1, self.year)}
        return self.group.level != ALL and len(self._levels(both)) > 1

    def changes(self, metrics: Iterable[str]) -> list[Change]:
        """The changes of some metrics; all regions and provinces alone have them, none of them of one level alone."""
        if self.is_nested:
            return []
        rows = self._of_page("metric_changes")
        found = []
        for metric in metrics:
            own = rows[rows["metric"] == metric].sort_values("rank")
            if len(own):
                first = own.iloc[0]
                top = own.head(_MOST_CAUSES)
                causes = [
                    (_null(name), float(part))
                    for name, part in zip(top["organization"], top["contribution"], strict=True)
                ]
                before = _null(first["value_before"])
                found.append(Change(metric, before, float(first["value"]), float(first["change"]), causes))
        return found

    def spreads(self, metrics: Iterable[str]) -> list[Spread]:
        """How the reports' own rates of some metrics spread; all regions and provinces alone have them."""
        rows = self._of_page("metric_distributions")
        rows = rows[rows["level"] == self.group.level]
        columns = [rows[name].tolist() for name in ("metric", "units", "p10", "median", "p90")]
        found = {row[0]: Spread(*row) for row in zip(*columns, strict=True)}
        return [found[metric] for metric in metrics if metric in found]

    def _of_page(self, table: str) -> pd.DataFrame:
        """The rows of a table of metrics that are of the page's year, region and scope."""
        rows = self._store.read(table, [self.year])
        region = rows["region_code"]
        inside = region.isna() if self.region is None else (region == self.region).fillna(False).astype(bool)
        return rows[inside & (rows["report_scope"] == self.scope)]

    @cached_property
    def findings(self) -> list[CheckCount]:
        """What the checks found in the region's reports, errors first; of all regions, also what is about no report."""
        found = self._store.read("findings", [self.year])
        if self.region is not None:
            found = found[found["report_id"].isin(self._reports(self.year)["report_id"])]
        counts = [
            CheckCount(str(check), str(severity), len(rows), rows["report_id"].nunique())
            for (check, severity), rows in found.groupby(["check", "severity"])
        ]
        return sorted(counts, key=lambda row: (row.severity, -row.findings, row.check))

    def _reports(self, year: int) -> pd.DataFrame:
        """The reports of a year in the page's region, of every scope."""
        reports = self._store.read_arrow("reports", [year], columns=_OF_REPORTS).to_pandas()
        if self.region is None:
            return reports
        return reports[reports["region_code"].fillna("").str.startswith(prefix(self.region))]

    def _counted(self) -> Iterable[Any]:
        reports = self._reports(self.year)
        counts = reports["excluded"].isna() & (reports["status"] != "quarantined")
        if self.group.level != ALL:
            counts &= reports["level"] == self.group.level
        return reports.loc[counts & (reports["report_scope"] == self.scope), "report_id"]


def _reading(reports: pd.DataFrame) -> dict[str, int]:
    counts = reports.loc[reports["excluded"].isna(), "status"].value_counts()
    read = {status: int(counts.get(status, 0)) for status in _COUNTED}
    return {"files": len(reports), **read, "excluded": int(reports["excluded"].notna().sum())}


def _metrics(store: TableStore, year: int, region: str | None) -> Iterator[dict[str, Any]]:
    """The rows of the page: of its region in all years up to its own, and of the regions within it in its own."""
    for one in [found for found in store.years("yearly_metrics") if found is not None and found <= year]:
        rows = store.read_arrow("yearly_metrics", [one])
        codes: Any = rows["region_code"]
        wanted: Any = pc.is_null(codes) if region is None else pc.equal(codes, pa.scalar(region))
        if one == year:
            whole: list[Any] = [pc.equal(rows[name], pa.scalar(ALL)) for name in ("kind", "passing")]
            known = [code for code in pc.unique(codes).to_pylist() if code is not None]
            within = [code for code in known if parent_of(code) == (region or "")]
            inside: Any = pc.is_in(codes, pa.array(within, codes.type))
            wanted = pc.or_kleene(wanted, pc.and_(inside, pc.and_(*whole)))
        yield from rows.filter(wanted).to_pylist()


def _groups(rows: Iterable[Mapping[str, Any]]) -> dict[Group, dict[str, Figure]]:
    groups: dict[Group, dict[str, Figure]] = {}
    for row in rows:
        group = Group(
            row["year"], row["region_code"], row["report_scope"], *(row[name] for name in ("level", "kind", "passing"))
        )
        of_all = (row["numerator"], row["denominator"], row["value"], row["reports"])
        figure = Figure(row["metric"], *of_all, bool(row["small"]), row["coverage"], row["rank"])
        groups.setdefault(group, {})[row["metric"]] = figure
    return groups


def _null(value: Any) -> Any:
    return None if pd.isna(value) else value
