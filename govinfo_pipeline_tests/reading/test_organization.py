"""The organization where a title prints it in an unusual way, or not at all."""

import pytest

from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.reading.test_heads import CHINESE, ORGANIZATION, TITLE, page, sections

BARE = "2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "title",
    [
        f"3.{TITLE}",
        f"（3）{TITLE}",
        f"20250118{TITLE}",
        f"名称：{TITLE}",
        f"{BARE}——{ORGANIZATION}",
        f"关于公布{TITLE}的通知",
        f"{ORGANIZATION}关于报送{BARE}的函",
        f"{ORGANIZATION}2024年度政府信息公开统计表",
    ],
)
def test_what_stands_around_the_name_in_a_title_is_no_part_of_it(title: str) -> None:
    report = page(title)
    assert (report.organization, report.organization_rule, report.year) == (ORGANIZATION, "title", 2024)


@pytest.mark.parametrize(
    "name", ["海关总署", "甲城海关", "乙前旗", "丙丁州", "甲县信访办", "甲市住房公积金管理处", "甲市电视台"]
)
def test_offices_of_all_kinds_are_organizations(name: str) -> None:
    assert page(f"{name}{BARE}").organization == name


@pytest.mark.parametrize("name", ["XX县教育局", "××局", "**局"])
def test_a_name_that_was_left_as_a_pattern_is_none(name: str) -> None:
    assert page(f"{name}{BARE}").organization is None


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        ([BARE, ORGANIZATION], "below title"),
        (["政府信息公开工作年度报告", "（2024年度）", ORGANIZATION], "below title"),
        (["政府信息公开工作年度报告（2024年）", ORGANIZATION], "below title"),
        ([f"{ORGANIZATION}文件", f"关于报送{BARE}的报告"], "letterhead"),
        ([f"填报单位（盖章）：{ORGANIZATION}", BARE], "field"),
        ([f"填报单位：{ORGANIZATION} 填报日期：2025年1月3日", BARE], "field"),
        ([BARE, f"根据条例要求，{ORGANIZATION}编制了2024年度政府信息公开工作年度报告。"], "compiled"),
        ([BARE, f"根据条例第五十条，现公布{TITLE}。"], "compiled"),
    ],
)
def test_a_name_that_the_title_leaves_out_is_found_beside_it(head: list[str], rule: str) -> None:
    report = page(*head)
    assert (report.organization, report.organization_rule, report.year) == (ORGANIZATION, rule, 2024)


@pytest.mark.parametrize("name", ["本市政府", "我县人民政府", "全县各镇"])
def test_words_for_whoever_reports_are_no_name(name: str) -> None:
    assert page(BARE, f"现公布{name}信息公开工作年度报告。", name).organization is None
    assert page(BARE, "现公布本溪市政府信息公开工作年度报告。").organization == "本溪市政府"


def test_a_menu_of_a_site_below_its_column_of_reports_names_nobody() -> None:
    menu = ["政府信息公开年报", "甲县政府办公室", "甲县财政局", "网站地图"]
    assert page(*menu, "2024年政府信息公开年报").organization is None


@pytest.mark.parametrize(
    "line", [f"来源：{ORGANIZATION}", f"{ORGANIZATION}，2025年1月3日", f"2025年1月3日 {ORGANIZATION}"]
)
def test_who_published_a_page_is_not_taken_for_who_reports(line: str) -> None:
    assert page(BARE, line).organization is None


def test_the_field_of_a_page_for_the_title_of_its_article_comes_before_the_title_of_the_site() -> None:
    field = f'</title><meta name="ArticleTitle" content="{TITLE}"><title>'
    report = page(title=f"甲县人民政府{field}")
    assert (report.organization, report.year) == (ORGANIZATION, 2024)


def test_a_date_of_printing_does_not_name_the_year_of_the_report() -> None:
    assert page("政府信息公开工作年度报告", "（2024）", f"{ORGANIZATION} 2025年1月印发").year == 2024
    assert page(f"{ORGANIZATION}政府信息公开工作年度报告", "2025年1月20日").year is None


def test_headings_may_name_their_subject_and_say_that_there_is_nothing() -> None:
    text = sections().replace("总体情况", "政府信息公开工作总体情况").replace("报告的事项", "报告的事项（无）")
    text = text.replace("收到和处理政府信息公开申请情况", "政府信息公开申请收到和处理情况")
    report = read_report(f"<html><body><p>{TITLE}</p>{text}</body></html>".encode())
    assert len(report.sections) == len(CHINESE)
