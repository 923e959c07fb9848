"""Which reports are added up together, and which never are."""

import random
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.metrics.compute import yearly_metrics
from govinfo_pipeline.metrics.groups import level_alone, overall
from govinfo_pipeline.metrics.indicators import INDICATORS
from govinfo_pipeline.metrics.population import population
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline.regions.codes import parent_of, regions_of
from govinfo_pipeline.regions.gazetteer import gazetteer
from govinfo_pipeline.tables.lists import ListError
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.building import Tables, filed, list_of_bodies, report_of, sample_files, tables_of
from govinfo_pipeline_tests.corpus import random_truth, values_from
from govinfo_pipeline_tests.metrics.sql import CITY

YEAR = 2023
ADDED = {indicator.code for indicator in INDICATORS if indicator.unit in ("share", "ratio")}


def _report(name: str, granted: int = 0, form: str = "2021", **cells: int) -> ReadReport:
    """A report of a body with so many applications granted, and cells of normative documents."""
    parts = {Cell("applications", "granted", "natural_person"): granted}
    documents = {Cell("proactive_disclosure", "normative_documents", code): value for code, value in cells.items()}
    year = YEAR if form == "2021" else 2020
    report = report_of(random_truth(random.Random(1), year, values=values_from(FORMS[form], {**parts, **documents})))
    report.organization = name
    return report


def _metrics(tables: Tables, metric: str = "granted_rate") -> pd.DataFrame:
    metrics = tables.metrics(YEAR)
    SCHEMAS["yearly_metrics"].validate(metrics, lazy=True)
    return metrics[metrics["metric"] == metric]


@cache
def _country() -> Tables:
    return tables_of(
        filed(
            [
                _report("四川省教育厅", 1),
                _report("成都市教育局", 10),
                _report("成都市武侯区教育局", 100),
                _report("北京市朝阳区教育局", 1000),
            ],
            YEAR,
        )
    )


def test_a_region_has_the_reports_of_all_bodies_in_it_and_no_other_ones() -> None:
    rates = _metrics(_country()).query("level == 'all' and kind == 'all' and passing == 'all'")
    sums = dict(zip(rates["region_code"].fillna(""), rates["denominator"], strict=True))
    assert sums == {
        "": 1111,
        "510000": 111,
        "510100": 110,
        "510107": 100,
        "110000": 1000,
        "110105": 1000,
    }


def test_levels_and_kinds_part_a_province_and_only_levels_part_a_city() -> None:
    rates = _metrics(_country()).query("passing == 'all'")
    of_province = rates[rates["region_code"] == "510000"].set_index(["level", "kind"])["denominator"]
    assert dict(of_province) == {
        ("all", "all"): 111,
        ("province", "all"): 1,
        ("city", "all"): 10,
        ("county", "all"): 100,
        ("all", "department"): 111,
        ("province", "department"): 1,
        ("city", "department"): 10,
        ("county", "department"): 100,
    }
    assert set(rates.loc[rates["region_code"] == "510100", "kind"]) == {"all"}


def test_regions_are_ranked_among_their_siblings_alone() -> None:
    reports = [_report(name, 20) for name in ("成都市教育局", "绵阳市教育局", "洛阳市教育局")]
    reports[1].values[Cell("applications", "denied_internal_affairs", "total")] = 10
    metrics = _metrics(tables_of(filed(reports, YEAR)), "denial_rate").query("kind == 'all' and passing == 'all'")
    cities = metrics[metrics["level"] == "all"].set_index("region_code")[["rank", "ranked"]]
    assert list(cities.loc["510700"]) == [1, 2]
    assert list(cities.loc["510100"]) == [2, 2]
    assert list(cities.loc["410300"]) == [1, 1]
    assert cities.loc[cities.index.isna(), "rank"].isna().all()


def test_a_small_denominator_is_marked_and_not_ranked() -> None:
    tables = tables_of(filed([_report("成都市教育局", 9), _report("绵阳市教育局", 10)], YEAR))
    cities = _metrics(tables).query("level == 'all' and kind == 'all' and passing == 'all'").set_index("region_code")
    assert list(cities.loc[["510100", "510700"], "small"]) == [1, 0]
    assert cities.loc[["510100"], "rank"].isna().all()
    assert list(cities.loc["510700", ["rank", "ranked"]]) == [1, 1]


def test_reports_that_violate_an_identity_are_left_out_by_the_switch() -> None:
    wrong = _report("成都市教育局", 10)
    wrong.values[Cell("applications", "granted", "total")] = 400
    tables = tables_of(filed([wrong, _report("绵阳市教育局", 10)], YEAR))
    metrics = tables.metrics(YEAR)
    rates = {passing: overall(metrics, passing).set_index("metric") for passing in ("all", "only")}
    assert list(rates["all"].loc["granted_rate", ["numerator", "denominator", "reports"]]) == [410, 20, 2]
    assert list(rates["only"].loc["granted_rate", ["numerator", "denominator", "reports"]]) == [10, 10, 1]
    assert {rows.loc["granted_rate", "passing_share"] for rows in rates.values()} == {0.5}
    assert "passing_share" not in rates["only"].index


def test_aggregates_are_read_at_the_highest_level_that_has_any_and_own_reports_at_all_together() -> None:
    assert level_alone("aggregate", {"county", "city"}) == "city"
    assert level_alone("aggregate", {"unknown", "county"}) == "county"
    assert level_alone("aggregate", ()) == "all"
    assert level_alone("own", {"county", "city"}) == "all"


def test_a_report_of_which_no_identity_could_be_made_does_not_pass() -> None:
    unread = _report("成都市教育局")
    unread.values = dict.fromkeys(unread.values)
    rows = overall(tables_of(filed([unread], YEAR)).metrics(YEAR)).set_index("metric")
    assert rows.loc["passing_share", "numerator"] == 0
    assert rows.loc["violation_share", "numerator"] == 0


def test_growth_of_those_that_pass_leaves_out_who_violated_in_either_year() -> None:
    wrong = _report("成都市教育局", 10)
    wrong.values[Cell("applications", "granted", "total")] = 400
    files = [*filed([_report("成都市教育局", 30), _report("绵阳市教育局", 30)], YEAR)]
    files += filed([wrong, _report("绵阳市教育局", 20)], YEAR - 1)
    growth = overall(tables_of(files).metrics(YEAR), "only").set_index("metric").loc["growth"]
    assert list(growth[["numerator", "denominator", "value"]]) == [60, 20, 2.0]


def test_forms_that_cannot_be_compared_are_never_added_up() -> None:
    old = _report("成都市教育局", form="2019", newly_made=7, total_published=70)
    new = _report("绵阳市教育局", issued=1, repealed=2, in_force=10)
    tables = tables_of(filed([old, new], YEAR))
    assert set(tables.reports["form"]) == {"2019", "2021"}
    row = overall(tables.metrics(YEAR)).set_index("metric").loc["documents_issued_rate"]
    assert list(row[["numerator", "denominator", "reports"]]) == [1, 10, 1]


def test_a_cell_of_the_other_form_does_not_make_a_report_comparable() -> None:
    """Should a reader ever file a figure of the old form under a cell of the new one, it still does not count."""
    tables = tables_of(filed([_report("成都市教育局", issued=5, repealed=5, in_force=5)], YEAR))
    tables.reports["form"] = "2019"
    rows = overall(tables.metrics(YEAR)).set_index("metric")
    assert list(rows.loc["documents_issued_rate", ["numerator", "denominator", "reports"]]) == [0, 0, 0]
    assert rows.loc["completion_rate", "reports"] == 1, "table 3 is the same in both"


def test_coverage_is_of_the_bodies_on_the_list() -> None:
    tables = tables_of(filed([_report("成都市教育局", 1), _report("绵阳市教育局", 1)], YEAR))
    listed = list_of_bodies(YEAR, "四川省人民政府", ["成都市教育局", "成都市水利局", "成都市审计局"])
    region = listed["organization"].str.startswith("成都").map({True: "510100", False: "510000"})
    bodies = listed.assign(region_code=region, level="city", kind="department")
    bodies.loc[bodies["region_code"] == "510000", ["level", "kind"]] = ["province", "government"]
    tables.known_bodies = bodies
    shares = _metrics(tables).query("level == 'all' and kind == 'all' and passing == 'all'")
    covered = shares.set_index(["region_code", "report_scope"])["coverage"]
    assert covered["510100", "own"] == pytest.approx(1 / 3)
    assert covered["510000", "aggregate"] == 0, "nobody of the group has reported, and it is there to say so"
    assert pd.isna(covered["510700", "own"]), "the list names nobody there"
    assert covered["510000", "own"] == pytest.approx(1 / 3), "a report of a body not on the list covers nothing"


def test_without_a_list_coverage_is_null() -> None:
    assert _metrics(_country())["coverage"].isna().all()


def _population(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "population.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_per_capita_is_over_the_population_of_the_region_and_the_year(tmp_path: Path) -> None:
    path = _population(tmp_path, "region_code,year,population\n510000,2023,2000000\n510100,2022,5\n,2023,4000000\n")
    tables = _country()
    figures = (tables.proactive_disclosure, tables.applications, tables.disputes, tables.identity_results)

    metrics = yearly_metrics(YEAR, tables.reports, *figures, population=population(path, YEAR))
    rows = metrics.query(
        "metric == 'applications_per_capita' and level == 'all' and kind == 'all' and passing == 'all'"
    )
    values = dict(zip(rows["region_code"].fillna(""), rows["value"], strict=True))
    assert values["510000"] == 111 / 2_000_000 * 100_000
    assert values[""] == 1111 / 4_000_000 * 100_000
    assert pd.isna(values["510100"]), "no figure of another year stands in"
    assert pd.isna(values["110000"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,year,population\n", "no column region_code"),
        ("region_code,year,population\n5100,2023,1\n", "line 2: region_code is '5100'"),
        ("region_code,year,population\n510000,2023,-1\n", "line 2: population is '-1'"),
        ("region_code,year,population\n510000,two,1\n", "line 2: year is 'two'"),
        ("region_code,year,population\n510000,2023,1\n510000,2023,2\n", "line 3: 510000 stands there twice"),
        ("region_code,year,population\n５１００００,2023,1\n", "line 2: region_code is '５１００００'"),
    ],
)
def test_a_population_that_cannot_be_used_says_where_and_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ListError, match=said):
        population(_population(tmp_path, text), YEAR)
    with pytest.raises(ListError, match="cannot be opened"):
        population(tmp_path / "nowhere.csv", YEAR)


def test_without_a_table_of_the_population_nothing_is_per_capita() -> None:
    assert population(None, YEAR).empty
    assert _metrics(_country(), "applications_per_capita")["value"].isna().all()


def test_every_region_lies_in_its_province_and_city_as_the_codes_say() -> None:
    """The gazetteer knows by name which codes are no city, and SQL by the digits."""
    codes = sorted({code.ljust(6, "0") for code in gazetteer().names if len(code) <= 6})
    listed = ", ".join(f"('{code}')" for code in codes)
    with duckdb.connect() as connection:
        cities = dict(
            connection.execute(f"SELECT region_code, {CITY} FROM (VALUES {listed}) t(region_code)").fetchall()
        )
    assert len(codes) > 3_000
    for code in codes:
        county = code if code[4:] != "00" else None
        assert regions_of(code) == (f"{code[:2]}0000", cities[code], county)
        assert (parent_of(code) == "") == code.endswith("0000")


def test_groups_of_the_samples_are_parts_of_the_whole() -> None:
    metrics = tables_of(sample_files([2022])).metrics(2022)
    metrics = metrics[metrics["metric"].isin(ADDED) & (metrics["passing"] == "all")]
    of_country = metrics[metrics["region_code"].isna()]
    for name in ("level", "kind"):
        other = "kind" if name == "level" else "level"
        parts = of_country[(of_country[name] != "all") & (of_country[other] == "all")]
        whole = of_country[(of_country[["level", "kind"]] == "all").all(axis=1)].set_index(["report_scope", "metric"])
        sums = parts.groupby(["report_scope", "metric"])[["numerator", "denominator", "reports"]].sum()
        pd.testing.assert_frame_equal(sums, whole[list(sums.columns)].sort_index(), check_dtype=False)
