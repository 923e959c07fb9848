"""What the pages of the console show: findings and their counts, reports, coverage, and what to do where nothing is."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pandas as pd
import pytest

from govinfo_pipeline.review.console.rendering import place
from govinfo_pipeline.tables.schemas import empty
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables, filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import random_truth
from govinfo_pipeline_tests.review.console.serving import Served, write_year

COUNTY = "2022/huaxian_county.txt"


def rows(page: str) -> list[str]:
    """The findings that a page lists, by their ids."""
    return re.findall(r'class="finding[^"]*" id="f-([0-9a-f]{16})"', page)


def test_the_first_page_is_the_list_of_findings(reading: Served) -> None:
    answer = reading.browser.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/findings")


def test_the_list_begins_with_errors_of_the_latest_year(reading: Served) -> None:
    listed = rows(reading.get("/findings"))
    first = {row["finding_id"]: row for row in reading.findings()}[listed[0]]
    assert (first["severity"], first["year"]) == ("error", 2022)


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("year=2022", "year = 2022"),
        ("severity=warning", "severity = 'warning'"),
        ("check=applications.results", "\"check\" = 'applications.results'"),
        ("region=41", "region_code BETWEEN '41' AND '42'"),
        ("region=410526", "region_code = '410526'"),
        ("region=none", "region_code IS NULL"),
        (f"organ={quote('滑县人民政府')}", "organization = '滑县人民政府'"),
        ("level=county&cause=author", "level = 'county' AND cause = 'author'"),
        ("kind=zone", "kind = 'zone'"),
        ("status=open", "1"),
    ],
)
def test_a_filter_selects_its_findings(reading: Served, query: str, condition: str) -> None:
    expected = [row["finding_id"] for row in reading.findings(condition)]
    assert expected
    assert sorted(rows(reading.get(f"/findings?{query}"))) == sorted(expected)[:50]


@pytest.mark.parametrize("text", ["滑县人民政府", "huaxian_COUNTY.txt:122", "六类申请人", "%", "_"])
def test_text_is_looked_for_in_names_messages_and_places(reading: Served, text: str) -> None:
    found = rows(reading.get(f"/findings?text={quote(text)}"))
    with reading.console.index.reading() as connection:
        query = (
            "SELECT finding_id FROM finding JOIN finding_text AS t ON t.rowid = finding.rowid WHERE instr(search, ?)"
        )
        expected = [row[0] for row in connection.execute(query, (text.lower(),))]
    assert sorted(found) == sorted(expected)


def test_facets_count_what_each_choice_would_show(reading: Served) -> None:
    page = reading.get("/findings?severity=error")
    for check, count in re.findall(
        r'check=([a-z_.]+)&amp;severity=error"><span>[^<]+</span><span class="count">(\d+)', page
    ):
        assert len(rows(reading.get(f"/findings?check={check}&severity=error"))) == int(count)
    warnings = len(reading.findings("severity = 'warning'"))
    assert f'severity=warning"><span>提醒</span><span class="count">{warnings}</span>' in page


@pytest.mark.parametrize("sort", ["severity", "year", "organ", "check", "residual", "decided", "nonsense"])
def test_every_order_lists_every_finding_once(reading: Served, sort: str) -> None:
    pages = [rows(reading.get(f"/findings?sort={sort}&page={page}")) for page in (1, 2)]
    everything = [row["finding_id"] for row in reading.findings()]
    assert sorted(set(pages[0] + pages[1])) == sorted(everything)[: len(set(pages[0] + pages[1]))]
    assert len(pages[0]) == min(50, len(everything))


def test_filters_that_cannot_be_are_left_out(reading: Served) -> None:
    whole = rows(reading.get("/findings"))
    assert rows(reading.get("/findings?year=20x2&region=4&severity=<b>&report=../../etc&page=-3")) == whole
    assert rows(reading.get("/findings?page=99999")) == rows(reading.get("/findings?page=2")) or whole


def test_a_report_shows_its_tables_with_what_is_wrong_on_the_cells(reading: Served) -> None:
    page = reading.get(f"/reports/{reading.report(COUNTY)}")
    (wrong,) = re.findall(r"<td class=\"right suspect many \"[^>]*>.*?</td>", page)
    assert '<span class="v">36</span><span class="fix">→ 35</span>' in wrong
    for label in (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "法人或其他组织",
        "第二十条第（五）项",
        "未经复议直接起诉",
    ):
        assert label in page
    assert "左边 <b>35</b>" in page
    assert "右边 <b>36</b>" in page
    assert '差额 <b class="bad">-1</b>' in page
    assert "2022/huaxian_county.txt:122" in page
    assert "<mark>部分公开35件</mark>" in page


def test_last_years_figures_stand_beside_where_there_are_any(reading: Served) -> None:
    assert 'class="before"' in reading.get(f"/reports/{reading.report(COUNTY)}")
    first = reading.get(f"/reports/{reading.report('2021/huaxian_county.pdf')}")
    assert 'class="before"' not in first
    assert "没有本单位上年的报告" in first


def test_the_text_of_the_file_is_shown_with_the_lines_that_findings_name(reading: Served) -> None:
    page = reading.get(f"/reports/{reading.report(COUNTY)}/original")
    (named,) = re.findall(r'<tr id="L122" class="named">.*?</tr>', page)
    assert "部分公开" in named


def test_a_file_that_has_changed_since_is_not_shown_as_what_was_read(
    serve: Callable[..., Served], hostile_year: Tables
) -> None:
    served = serve([hostile_year])
    (row, *_) = served.findings("report_id NOT NULL")
    assert "文件打不开：文件已不在" in served.get(f"/reports/{row['report_id']}/original")
    console = served.console
    changed = console.opener(COUNTY, "0" * 64)
    assert changed.lines == []
    assert changed.problem is not None
    assert changed.problem[0] == "文件在读取之后被改动，请重新运行"


def test_a_report_that_could_not_be_read_says_why(reading: Served) -> None:
    page = reading.get(f"/reports/{reading.report('2022/empty.txt')}")
    assert "读取问题：文件是空的" in page
    assert "没有读出报表" in page


@pytest.mark.parametrize("page", ["coverage", "findings", "reports"])
def test_a_region_of_which_there_is_no_report_is_an_empty_page(reading: Served, page: str) -> None:
    shown = reading.get(f"/{page}?year=2022&region=11")
    assert 'class="empty"' in shown
    assert "上年有报告的单位本年都有" not in shown, "nobody there has reported"


def test_where_the_region_is_open_the_page_names_all_that_may_be_meant_and_what_to_do(
    serve: Callable[..., Served],
) -> None:
    drum_tower = replace(report_of(random_truth(random.Random(1), 2023)), organization="鼓楼区教育局", title=None)
    (open_one,) = filed([drum_tower], 2023)
    served = serve([tables_of([open_one])])
    page = served.get(f"/reports/{served.report(open_one.path)}")
    assert "地区不能确定" in page
    for name, code in (("江苏省南京市鼓楼区", "320106"), ("河南省开封市鼓楼区", "410204")):
        assert re.search(rf"<td>{name}</td>\s*<td>{code}</td>\s*<td><code>鼓楼区教育局,{code}</code></td>", page)
    assert "请把文件放入以该地区全名命名的文件夹，或在单位名单（GOVINFO_BODIES）中写明其行政区划代码" in page
    english = served.get(f"/reports/{served.report(open_one.path)}?lang=en")
    assert "Its names may mean one of" in english


def test_where_the_region_is_known_or_nobody_knows_whose_report_it_is_nothing_is_open(reading: Served) -> None:
    for path in (COUNTY, "2022/empty.txt"):
        assert "地区不能确定" not in reading.get(f"/reports/{reading.report(path)}")


def test_a_place_in_a_file_is_said_in_the_language_of_the_page() -> None:
    assert place("2022/a.pdf, page 3, row 12", "zh") == "2022/a.pdf，第3页，第12行"
    assert place("2022/a.pdf, page 3, row 12", "en") == "2022/a.pdf, page 3, row 12"
    assert place("2022/a.html, section 5", "zh") == "2022/a.html，第五部分"
    assert place("2022/a, row 1/b.txt:7", "zh") == "2022/a, row 1/b.txt:7"


def test_coverage_counts_reports_by_region_and_names_who_is_missing(reading: Served) -> None:
    page = reading.get("/coverage?year=2022")
    henan = re.search(r'region=41">河南省</a></th>(.*?)</tr>', page, re.DOTALL)
    assert henan is not None
    counted = len(("huaxian", "luoyang", "nanguan", "weibei", "wenfeng", "xiguan"))
    assert f'<a href="/reports?year=2022&amp;region=41">{counted}</a>' in henan[1]
    assert "滑县留固镇人民政府" in page
    assert "滑县留固镇人民政府" in reading.get("/coverage?year=2022&region=4105")
    assert "滑县留固镇人民政府" not in reading.get("/coverage?year=2022&region=37")


def test_coverage_does_not_call_a_body_missing_whose_file_could_not_be_read(
    serve: Callable[..., Served], two_years: list[Tables]
) -> None:
    before, year = two_years
    unread = before.reports.query("organization == '滑县留固镇人民政府'").assign(year=2022, status="quarantined")
    reports = pd.concat([year.reports, unread], ignore_index=True)
    page = serve([before, year.having({"reports": reports})]).get("/coverage?year=2022")
    assert "滑县留固镇人民政府" not in page
    assert "status=quarantined" in page


def test_coverage_of_the_first_year_does_not_call_anybody_missing(reading: Served) -> None:
    page = reading.get("/coverage?year=2021")
    assert "没有上一年的数据，无法判断哪些单位未报。" in page
    assert "<meter" not in page


def test_reports_are_listed_with_their_findings(reading: Served) -> None:
    page = reading.get("/reports?year=2022&region=4105&level=county")
    assert re.findall(r'<td class="organ"><a [^>]+>([^<]+)</a>', page) == ["安阳市生态环境局文峰分局", "滑县人民政府"]
    errors = len(reading.findings(f"report_id = '{reading.report(COUNTY)}' AND severity = 'error'"))
    link = re.search(rf'<a class="bad" href="(/findings[^"]+severity=error)">{errors}</a>', page)
    assert link is not None
    assert "year=2022" in link[1], "the same file may be filed under several years"
    assert "2022/empty.txt" in reading.get("/reports?text=EMPTY")


def test_a_finding_leads_to_its_place_in_its_report(reading: Served) -> None:
    (row, *_) = reading.findings(f"report_id = '{reading.report(COUNTY)}'")
    answer = reading.browser.get(f"/findings/{row['finding_id']}")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/reports/{row['report_id']}?year=2022#f-{row['finding_id']}"


def test_english_is_chosen_once_and_kept(serve: Callable[..., Served], two_years: list[Tables]) -> None:
    served = serve(two_years)
    assert "Review console" in served.get("/findings?lang=en")
    english = served.get("/findings")
    assert 'lang="en"' in english
    assert "Review console" in english
    assert "年报审核台" in served.get("/findings?lang=zh")


@pytest.mark.parametrize("address", ["/findings", "/reports", "/coverage"])
def test_before_the_first_run_each_page_says_what_to_do(serve: Callable[..., Served], address: str) -> None:
    assert "govinfo run" in serve([]).get(address)


def test_a_year_without_findings_says_so(serve: Callable[..., Served], two_years: list[Tables]) -> None:
    served = serve([two_years[0].having({"findings": empty("findings")})])
    assert "没有发现问题" in served.get("/findings")
    assert "这份报告没有发现问题。" in served.get(f"/reports/{served.report('2021/huaxian_county.pdf')}")


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/reports/0000000000000000",
        "/findings/0000000000000000",
        "/reports/..%2F..%2Fetc%2Fpasswd",
        "/reports/x",
        "/reports/0000000000000000?year=99999999999999999999",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(reading: Served, address: str) -> None:
    page = reading.get(address, 404)
    assert "没有这个页面" in page
    assert 'href="/findings"' in page


def test_new_tables_are_shown_without_a_restart(served: Served, two_years: list[Tables]) -> None:
    assert rows(served.get("/findings?year=2022"))
    emptied = two_years[1].having({"findings": empty("findings")})
    write_year(TableStore(served.home / "tables"), emptied)
    assert rows(served.get("/findings?year=2022")) == []
    assert rows(served.get("/findings?year=2021"))


def test_tables_that_cannot_be_read_leave_the_old_pages_and_say_so(served: Served) -> None:
    for path in (served.home / "tables" / "findings").rglob("*.parquet"):
        path.write_bytes(b"damaged")
    log = served.home / "tables" / "findings" / "_delta_log"
    (log / "00000000000000000009.json").touch()
    for path in log.glob("*.json"):
        path.touch()
    served.console.index.store.write("reports", 2022, empty("reports"))
    page = served.get("/findings")
    assert "索引更新失败，显示的是旧数据" in page
    assert rows(page)
