"""The annual page: its figures are those of the tables, each with numerator and denominator; nothing is loaded."""

import re
from html.parser import HTMLParser
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.metrics.compute import SMALL
from govinfo_pipeline.metrics.indicators import METRICS, RESULT_RATES
from govinfo_pipeline.publish import page as package
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.publish.page.charts import HEIGHT, line
from govinfo_pipeline.publish.page.figures import SCOPES, Figures, Group, Spread
from govinfo_pipeline.publish.page.render import render
from govinfo_pipeline.publish.page.words import METHOD, WORDS, count, difference, formula, rate
from govinfo_pipeline.publish.places import PROVINCES
from govinfo_pipeline.regions.codes import parent_of, region_name
from govinfo_pipeline.tables.codes import SEVERITIES
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import filed, report_of, tables_of
from govinfo_pipeline_tests.command.running import govinfo_here
from govinfo_pipeline_tests.corpus import random_truth, values_from

YEAR = 2023
HENAN = "410000"


class Page(HTMLParser):
    """What a page is made of: ids, links, tables' captions, texts and titles of figures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.rows: dict[str, str] = {}
        self._row = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if "id" in given:
            self.ids.append(str(given["id"]))
        if tag == "tr":
            self._row = given.get("id") or ""
        if tag == "a":
            self.links.append(given.get("href") or "")
        self.addresses += [
            str(given[name]) for name in ("src", "href", "action", "data", "xlink:href") if name in given
        ]

    def handle_data(self, data: str) -> None:
        if self._row:
            self.rows[self._row] = self.rows.get(self._row, "") + data


@pytest.fixture(scope="module")
def figures(store: TableStore) -> Figures:
    return Figures(store, YEAR, None, "own")


@pytest.fixture(scope="module")
def text(figures: Figures) -> str:
    return render(figures)


def _metric(store: TableStore, **wanted: object) -> pd.Series:
    table = store.read("yearly_metrics").query("passing == 'all' and kind == 'all' and level == 'all'")
    for name, value in wanted.items():
        table = table[table[name].isna() if value is None else table[name] == value]
    (row,) = table.to_dict("records")
    return pd.Series(row)


def test_each_figure_is_the_one_of_the_table(store: TableStore, figures: Figures) -> None:
    for metric in METRICS:
        row = _metric(store, year=YEAR, region_code=None, report_scope="own", metric=metric)
        figure = figures.figure(metric)
        assert figure.reports == row["reports"]
        for shown, known in ((figure.numerator, row["numerator"]), (figure.value, row["value"])):
            assert shown == (None if pd.isna(known) else known)


def test_each_figure_shows_its_numerator_and_denominator_and_leads_to_its_row(figures: Figures, text: str) -> None:
    page = Page(text)
    for metric in ("disclosure_rate", *RESULT_RATES, "reconsideration_correction_rate"):
        figure = figures.figure(metric)
        assert f"{count(figure.numerator)}/{count(figure.denominator)}" in page.rows[f"m-{metric}"]
        assert rate(figure.value, figure.unit) in page.rows[f"m-{metric}"]
    titles = re.findall(r'<a class="fig[^"]*" href="#m-(\w+)" title="([^"]*)"', text)
    assert {metric for metric, _ in titles} >= {"disclosure_rate", "denied_state_secret_share", "growth"}
    assert all(re.match(r"分子 \S+ ÷ 分母 \S+；\d+份报告", title) for _, title in titles)


def test_every_link_leads_to_a_place_on_the_page_and_ids_are_unique(text: str) -> None:
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link[1:] not in page.ids} == set()
    assert all(link.startswith("#") for link in page.links)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_loaded_from_anywhere(figures: Figures, language: str) -> None:
    page = Page(render(figures, "en" if language == "en" else "zh"))
    assert {address for address in page.addresses if not address.startswith("#")} == {"data:,"}
    assert not {"script", "img", "iframe", "object", "embed", "form"} & set(page.tags)


def test_no_figure_of_another_scope_is_added(store: TableStore) -> None:
    own, aggregate = (Figures(store, YEAR, None, scope) for scope in ("own", "aggregate"))
    rows = store.read("applications", [YEAR]).query("item == 'new_received'")
    reports = store.read("reports", [YEAR]).query("excluded.isna()")
    assert (own.group.level, aggregate.group.level) == ("all", "city")
    for found in (own, aggregate):
        level = reports["level"].isin(["city"] if found is aggregate else reports["level"])
        ids = reports.loc[(reports["report_scope"] == found.scope) & level, "report_id"]
        assert found.figure("growth").numerator == rows.loc[rows["report_id"].isin(ids), "total"].sum()


def test_a_rate_above_one_and_a_small_denominator_are_marked(store: TableStore) -> None:
    found = Figures(store, YEAR, None, "aggregate")
    assert found.figure("disclosure_rate").is_above
    text = render(found)
    assert "超过100%" in text
    assert 'class="fig weak"' in render(Figures(store, YEAR, None, "own"))


def test_a_province_shows_its_cities_and_a_city_its_counties(store: TableStore) -> None:
    assert {place.name for place in Figures(store, YEAR, HENAN, "own").places} == {"安阳市", "洛阳市", "新乡市"}
    assert {place.name for place in Figures(store, YEAR, "410500", "own").places} == {"滑县", "文峰区"}
    assert Figures(store, YEAR, "410526", "own").places == []
    assert "没有下级地区" in render(Figures(store, YEAR, "410526", "own"))


def test_places_are_ranked_by_rates_that_say_something_and_equal_ones_share_a_rank(figures: Figures) -> None:
    rates = [(figures.rank(place), figures.of(place.group, "disclosure_rate")) for place in figures.places]
    ranked = [(rank, figure.value or 0.0) for rank, figure in rates if rank]
    assert ranked == sorted(ranked, key=lambda pair: -pair[1])
    assert all(figure.is_small or figure.value is None for rank, figure in rates if rank is None)
    assert [rank for rank, _ in ranked] == [1 + sum(o > v for _, o in ranked) for _, v in ranked]


def test_a_rank_is_that_of_the_table_which_ranks_cities_and_counties_of_a_province_apart(
    store: TableStore, tmp_path: Path
) -> None:
    rows = store.read("yearly_metrics", [YEAR]).query("region_code == '410500'")
    county = rows.assign(region_code="419001", rank=rows["rank"].where(rows["rank"].isna(), 1))
    ranked = TableStore(tmp_path / "tables")
    ranked.write("yearly_metrics", YEAR, pd.concat([store.read("yearly_metrics", [YEAR]), county]))
    found = Figures(ranked, YEAR, HENAN, "own")
    assert [place.code for place in found.places][-1] == "419001"
    for place in found.places[:-1]:
        row = _metric(store, year=YEAR, region_code=place.code, report_scope="own", metric="disclosure_rate")
        assert found.rank(place) == (None if pd.isna(row["rank"]) else row["rank"])


def _nested(folder: Path) -> TableStore:
    """Metrics of aggregates: 河南省 holds 安阳市 and 济源市, which is in no city, and 安阳市 holds 滑县."""
    reports = []
    for name, granted in (
        ("河南省人民政府", 400),
        ("济源市人民政府", 100),
        ("安阳市人民政府", 40),
        ("滑县人民政府", 4),
    ):
        values = values_from(LATEST, {Cell("applications", "granted", "natural_person"): granted})
        report = report_of(random_truth(Random(1), YEAR, values=values))
        report.organization, report.kind = name, "government"
        reports.append(report)
    tables = tables_of(filed(reports, YEAR))
    store = TableStore(folder / "tables")
    store.write("yearly_metrics", YEAR, tables.metrics(YEAR))
    store.write("reports", YEAR, tables.reports)
    store.write("disputes", YEAR, tables.disputes)
    return store


def test_aggregates_are_shown_of_one_level_as_those_of_different_levels_contain_each_other(tmp_path: Path) -> None:
    nested = _nested(tmp_path)
    pages = [Figures(nested, YEAR, code, "aggregate") for code in (None, HENAN, "410500")]
    shown = [(found.group.level, found.figure("granted_rate").numerator) for found in pages]
    assert shown == [("province", 400), ("province", 400), ("city", 40)]
    places = [
        [(place.code, found.of(place.group, "granted_rate").numerator) for place in found.places] for found in pages
    ]
    assert places == [[("410000", 400)], [("410500", 40), ("419001", 100)], [("410526", 4)]]
    assert "汇总报告·省级" in render(pages[0])
    assert "aggregate reports, city level" in render(pages[2], "en")


def test_the_change_of_a_sum_over_nested_aggregates_is_not_shown(store: TableStore) -> None:
    found = Figures(store, YEAR, None, "aggregate")
    assert len(store.read("metric_changes", [YEAR]).query("report_scope == 'aggregate' and region_code.isna()"))
    assert (found.is_nested, found.changes(METRICS)) == (True, [])
    assert "各级汇总报告互相包含，其合计的变动" in render(found)
    assert not Figures(store, YEAR, None, "own").is_nested


def test_regions_that_lie_deeper_within_are_no_figures_of_the_page(store: TableStore) -> None:
    assert {place.code[2:] for place in Figures(store, YEAR, None, "own").places} == {"0000"}
    codes = {group.region for group in Figures(store, YEAR, None, "own")._groups}
    assert {code for code in codes if code} == {place.code for place in Figures(store, YEAR, None, "own").places}


def test_every_province_has_a_tile_of_its_own(text: str) -> None:
    assert len(PROVINCES) == 31
    assert len({place[1:] for place in PROVINCES.values()}) == 31
    for code, (name, _, _) in PROVINCES.items():
        assert str(region_name(code)).startswith(name)
        assert parent_of(code) == ""
        assert f"{name}" in text


def test_findings_are_those_of_the_region(store: TableStore, figures: Figures) -> None:
    found = store.read("findings", [YEAR])
    assert sum(row.findings for row in figures.findings) == len(found)
    inside = store.read("reports", [YEAR]).query("region_code.str.startswith('41', na=False)")["report_id"]
    of_region = Figures(store, YEAR, HENAN, "own").findings
    assert sum(row.findings for row in of_region) == found["report_id"].isin(inside).sum()
    assert [row.severity for row in of_region] == sorted(row.severity for row in of_region)


def test_changes_name_the_bodies_that_caused_most_of_them(store: TableStore, figures: Figures) -> None:
    (change,) = figures.changes(["disclosure_rate"])
    before, now = figures.before("disclosure_rate").value, figures.figure("disclosure_rate").value
    assert (change.before, change.value) == (before, now)
    assert change.change == pytest.approx((now or 0) - (before or 0))
    parts = store.read("metric_changes", [YEAR]).query(
        "metric == 'disclosure_rate' and report_scope == 'own' and region_code.isna() and rank == 1"
    )
    assert change.causes[0] == (parts["organization"].item(), parts["contribution"].item())
    assert 0 < len(change.causes) <= 3
    assert Figures(store, YEAR, "410500", "own").changes(["disclosure_rate"]) == []


def test_the_rates_of_single_reports_are_shown_as_a_spread(store: TableStore, tmp_path: Path) -> None:
    spread_out = TableStore(tmp_path / "tables")
    spread_out.write("yearly_metrics", YEAR, store.read("yearly_metrics", [YEAR]))
    row = {"year": YEAR, "level": "all", "report_scope": "own", "metric": "disclosure_rate", "units": 5}
    points = {"p10": 0.123, "median": 0.456, "p90": 0.789}
    columns = {name: [value] for name, value in {**row, **points}.items()}
    spread_out.write("metric_distributions", YEAR, frame("metric_distributions", columns))
    found = Figures(spread_out, YEAR, None, "own")
    assert found.spreads(["disclosure_rate", "denial_rate"]) == [Spread("disclosure_rate", 5, 0.123, 0.456, 0.789)]
    assert all(shown in render(found) for shown in ("12.3%", "45.6%", "78.9%"))


def test_disputes_are_the_sums_of_the_table(store: TableStore, figures: Figures) -> None:
    reports = store.read("reports", [YEAR]).query("excluded.isna() and report_scope == 'own'")["report_id"]
    rows = store.read("disputes", [YEAR])
    sums = rows[rows["report_id"].isin(reports)].groupby("channel")["upheld"].sum()
    assert {channel.code: channel.outcomes["upheld"] for channel in figures.channels} == dict(sums)


def test_what_a_report_says_is_escaped(store: TableStore, tmp_path: Path) -> None:
    hostile = TableStore(tmp_path / "tables")
    for name in ("reports", "disputes", "yearly_metrics"):
        hostile.write(name, YEAR, store.read(name, [YEAR]))
    findings = store.read("findings", [YEAR]).assign(check="<script>alert(1)</script>")
    hostile.write("findings", YEAR, findings)
    text = render(Figures(hostile, YEAR, None, "own"))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_every_word_is_used() -> None:
    folder = Path(str(package.__file__)).parent
    texts = "".join((folder / name).read_text(encoding="utf-8") for name in ("page.html", "parts.html", "render.py"))
    of_codes = {*SCOPES, *SEVERITIES}
    assert [word for word in WORDS if f'"{word}"' not in texts and word not in of_codes] == []


def test_what_is_small_and_which_years_have_a_form_is_said_as_it_is() -> None:
    assert all(str(SMALL) in text for word in ("small", "units", "tiles", "ranking") for text in WORDS[word])
    assert all(any(form.years in zh and form.years in en for zh, en in METHOD) for form in FORMS.values())


def test_every_metric_has_a_formula_in_both_languages() -> None:
    for metric in METRICS:
        assert "÷" in formula(metric, "zh")
        assert "÷" in formula(metric, "en")
    assert formula("denial_rate", "zh") == "不予公开 ÷ 办理结果总计"
    assert formula("completion_rate", "en").startswith("total of results ÷ (applications newly received + ")
    assert all(zh and en for zh, en in (*WORDS.values(), *METHOD))


def test_figures_are_written_as_people_write_them() -> None:
    assert (count(1234567.0), count(12.5), count(None)) == ("1,234,567", "12.50", "—")
    assert (difference(-0.0293, "share"), difference(0.0625, "growth")) == ("-2.9", "+6.2%")
    assert (rate(0.3708, "share"), rate(0.0625, "growth"), rate(0.0337, "ratio")) == ("37.1%", "+6.2%", "0.03")
    assert rate(None, "share") == "—"


def test_a_line_has_a_gap_where_there_is_no_value_and_stays_in_its_frame() -> None:
    drawn = line(["2019", "2020", "2021", "2022", "2023"], [0.2, 0.4, None, 0.1, 0.3])
    assert len(drawn.paths) == 2
    assert drawn.dots[2].y is None
    heights = [dot.y for dot in drawn.dots if dot.y is not None]
    assert min(heights) == heights[1]
    assert all(0 < y < HEIGHT for y in heights)
    assert line(["2023"], [0.5]).paths == []
    assert line(["2022", "2023"], [0.0, 0.0]).dots[0].y == drawn.base
    assert line(["2022", "2023"], [-0.5, 0.5]).base < drawn.base


@pytest.mark.parametrize(("scope", "is_empty"), [("own", False), ("unknown", True)])
def test_a_scope_without_a_report_says_so_above_the_empty_charts(store: TableStore, scope: str, is_empty: bool) -> None:
    assert ('class="none"' in render(Figures(store, 2021, None, scope))) == is_empty


def test_a_year_between_of_which_nothing_is_known_is_a_gap(store: TableStore, tmp_path: Path) -> None:
    gapped = TableStore(tmp_path / "tables")
    for year in (2021, YEAR):
        gapped.write("yearly_metrics", year, store.read("yearly_metrics", [year]))
    found = Figures(gapped, YEAR, None, "own")
    assert (found.years, list(found.span)) == ([2021, 2023], [2021, 2022, 2023])
    assert [figure.value is None for _, figure in found.by_year("disclosure_rate")] == [False, True, False]
    assert "2022" in render(found)


def test_a_region_or_year_without_metrics_is_refused(store: TableStore) -> None:
    for year, region in ((1999, None), (YEAR, "110000")):
        with pytest.raises(ExportError, match="there are no metrics"):
            Figures(store, year, region, "own")


def test_a_group_without_a_metric_has_no_value(figures: Figures) -> None:
    nothing = figures.of(Group(YEAR, "110000", "own"), "disclosure_rate")
    assert (nothing.value, nothing.reports) == (None, 0)


def test_the_command_writes_one_file_and_refuses_what_it_cannot_do(home: Path, tmp_path: Path) -> None:
    wanted: list[tuple[list[str], str]] = [
        ([], "report_2023.html"),
        (["--region", HENAN, "--lang", "en"], "report_2023_410000_en.html"),
        (["--scope", "aggregate"], "report_2023_aggregate.html"),
    ]
    for options, name in wanted:
        run = govinfo_here("report", tmp_path / "out", "--year", YEAR, "--home", home, *options)
        assert run.exit_code == 0, run.output
        assert (tmp_path / "out" / name).stat().st_size < 3_000_000
    assert len([*(tmp_path / "out").iterdir()]) == 3
    for arguments, status, words in (
        (["--region", "999999"], 2, "no GB/T 2260 code"),
        (["--region", "110000"], 1, "no metrics"),
        (["--home", tmp_path / "none"], 2, "no tables yet"),
    ):
        refused = govinfo_here("report", tmp_path / "none", "--year", YEAR, "--home", home, *arguments)
        assert refused.exit_code == status, refused.output
        assert words in refused.output
    assert not (tmp_path / "none").exists()
