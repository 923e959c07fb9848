"""Organization, statistical year and sections: what the head of a report says, in the ways that pages print it."""

import pytest

from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline.reading import ReadReport, kind_of, read_report

ORGANIZATION = "甲县教育局"
TITLE = f"{ORGANIZATION}2024年政府信息公开工作年度报告"
OLD = f"{ORGANIZATION}2023年政府信息公开工作年度报告"
CHINESE = "一二三四五六"
PERIOD = "本年度报告的统计期限为2024年1月1日至2024年12月31日。"


def sections(number: str = "{}、") -> str:
    """The six headings of the form, numbered that way, each above a sentence."""
    headings = [number.format(CHINESE[section - 1]) + zh for section, (zh, _) in SECTIONS.items()]
    return "".join(f"<p>{heading}</p><p>本年度工作平稳有序。</p>" for heading in headings)


def page(*head: str, title: str = "", number: str = "{}、", below: str = "") -> ReadReport:
    """What is read of a page with these paragraphs above the sections."""
    paragraphs = "".join(f"<p>{line}</p>" for line in head)
    text = f"<html><head><title>{title}</title></head><body>{paragraphs}{sections(number)}{below}</body></html>"
    return read_report(text.encode(), "page.html")


def found(report: ReadReport) -> list[int]:
    return [section.section for section in report.sections]


@pytest.mark.parametrize("number", ["{}、", "（{}）", "({})", "第{}部分 ", "第{}部分：", "{} ", "【{}】"])
def test_sections_are_found_however_their_headings_are_numbered(number: str) -> None:
    assert found(page(TITLE, number=number)) == list(SECTIONS)


def test_numbers_in_brackets_are_those_of_sub_headings_where_the_headings_have_none() -> None:
    sub_headings = "<p>（一）主动公开情况</p><p>（二）依申请公开情况</p><p>（五）存在问题及改进措施</p>"
    text = f"<p>{TITLE}</p>{sections()}".replace("本年度工作平稳有序。</p>", f"平稳。</p>{sub_headings}", 1)
    text = text.replace("五、存在的主要问题及改进情况", "五、不足之处")
    assert found(read_report(text.encode())) == [1, 2, 3, 4, 6]


@pytest.mark.parametrize(
    ("printed", "organization"),
    [
        ("甲县农业农村局（乡村振兴局）", "甲县农业农村局（乡村振兴局）"),
        ("甲县市场监督管理局(知识产权局)", "甲县市场监督管理局（知识产权局）"),
        ("甲县退役军人事务局（双拥办）", "甲县退役军人事务局（双拥办）"),
        ("甲市经济开发区（综合保税区）管理委员会", "甲市经济开发区（综合保税区）管理委员会"),
        ("甲县水利局（本级）", "甲县水利局"),
        ("甲县水利局（2024）", "甲县水利局"),
        ("《甲县水利局", "甲县水利局"),
    ],
)
def test_a_second_name_in_brackets_belongs_to_the_organization_and_a_note_does_not(
    printed: str, organization: str
) -> None:
    assert page(f"{printed}2024年政府信息公开工作年度报告").organization == organization


def test_the_kind_of_an_organ_is_that_of_its_first_name() -> None:
    assert kind_of("甲县农业农村局（乡村振兴局）") == "department"
    assert kind_of("甲县退役军人事务局（双拥办）") == "department"


@pytest.mark.parametrize("year", ["二〇二四", "二○二四", "二零二四", "二O二四"])
def test_a_year_in_chinese_numerals_is_the_year(year: str) -> None:
    report = page(f"{ORGANIZATION}{year}年政府信息公开工作年度报告")
    assert (report.organization, report.year) == (ORGANIZATION, 2024)


@pytest.mark.parametrize(
    "site",
    [
        f"甲县人民政府 政府信息公开年报 {TITLE}",
        f"甲县人民政府 政府信息公开年报 {ORGANIZATION} 2024 年政府信息公开工作 年度报告",
        f"甲县人民政府 {TITLE}",
        f"{TITLE}-甲县人民政府",
    ],
)
def test_a_page_title_that_begins_with_the_site_names_the_body_that_reports(site: str) -> None:
    report = page(f"编制{ORGANIZATION}年度报告。", title=site)
    assert (report.organization, report.year) == (ORGANIZATION, 2024)


def test_a_link_to_the_report_of_another_year_is_not_the_title() -> None:
    assert page(OLD, title=f"{TITLE}-甲县人民政府").year == 2024
    assert page(TITLE, PERIOD, OLD).year == 2024
    assert page(title=TITLE, below=f"<ul><li><a>{OLD}</a></li></ul>").year == 2024


def test_a_heading_outweighs_a_link_in_markdown() -> None:
    lines = [f"- [{OLD}](/old.html)", "", f"# {ORGANIZATION}2024年政府信息公开年报", ""]
    lines += [f"## {CHINESE[section - 1]}、{zh}\n\n平稳。\n" for section, (zh, _) in SECTIONS.items()]
    report = read_report("\n".join(lines).encode())
    assert (report.organization, report.year) == (ORGANIZATION, 2024)


def test_a_period_of_a_wrong_year_does_not_change_that_of_the_title() -> None:
    assert page(TITLE, PERIOD.replace("2024", "2023")).year == 2024


def test_markdown_with_tables_of_html_keeps_its_lines() -> None:
    lines = [f"# {TITLE}"]
    for section, (zh, _) in SECTIONS.items():
        lines += [f"## {CHINESE[section - 1]}、{zh}", "本年度工作平稳。"]
        lines += ["<html><body><table><tr><td>规章</td><td>1<br></td></tr></table></body></html>"]
    report = read_report("\n\n".join(lines).encode(), "report.md")
    assert (report.organization, report.year, found(report)) == (ORGANIZATION, 2024, list(SECTIONS))


def test_a_line_break_in_the_source_of_a_page_is_a_space_also_where_tables_make_its_layout() -> None:
    text = f"<html><body><table><tr><td><p>{TITLE[:9]}\n{TITLE[9:]}</p>{sections()}</td></tr></table></body></html>"
    text = text.replace("有序。", "有序。" * 40)
    assert read_report(text.encode()).title == TITLE


TABLE = "".join(f"<tr><td>本年新收政府信息公开申请数量{row}</td><td>{{}}</td></tr>" for row in range(30))


def report_of(title: str, figure: int) -> str:
    table = f"<table>{TABLE.replace('{}', str(figure))}</table>"
    return f"<p>{title}</p>{sections()}".replace("<p>四、", f"{table}<p>四、")


def test_a_file_with_two_reports_is_to_be_split() -> None:
    two = report_of(TITLE, 1) + report_of("乙县水利局2024年政府信息公开工作年度报告", 2)
    report = read_report(two.encode())
    assert (report.status, report.values) == ("quarantined", {})
    assert report.problem == "the file holds more than one report; save each in a file of its own"


def test_a_report_printed_twice_or_below_its_contents_is_one_report() -> None:
    contents = "".join(f"<p>{CHINESE[section - 1]}、{zh}</p>" for section, (zh, _) in SECTIONS.items())
    for text in (report_of(TITLE, 1) * 2, contents + report_of(TITLE, 1)):
        report = read_report(text.encode())
        assert "more than one report" not in (report.problem or "")
        assert found(report) == list(SECTIONS)


@pytest.mark.parametrize(
    "title",
    [
        f"2024年政府信息公开工作年度报告（{ORGANIZATION}）",
        f"{ORGANIZATION}2024年政府信息公开工作总结和2025年工作计划",
        f"【{ORGANIZATION}】2024年政府信息公开年报",
        f"（更正）{ORGANIZATION}2024年政府信息公开工作年度报告",
        f"【年度报告】{ORGANIZATION}2024年政府信息公开工作年度报告",
        f"{ORGANIZATION}：2024年政府信息公开工作年度报告",
        f"{ORGANIZATION}政府信息公开工作2024年度报告",
        f"附件：{ORGANIZATION}政府信息公开工作年度报告（2024）",
    ],
)
def test_the_organization_and_the_year_are_found_in_titles_that_the_form_does_not_have(title: str) -> None:
    report = page(title)
    assert (report.organization, report.year) == (ORGANIZATION, 2024)


@pytest.mark.parametrize("name", ["甲市第二中学", "甲县实验小学", "甲县城投集团", "甲市图书馆", "甲县机关幼儿园"])
def test_schools_and_companies_are_organizations_too(name: str) -> None:
    assert page(f"{name}2024年度信息公开工作年度报告").organization == name


def test_an_organization_that_stands_nowhere_else_is_the_one_that_signed() -> None:
    report = page("2024年政府信息公开工作年度报告", below=f"<p>{ORGANIZATION}</p><p>2025年1月20日</p><p>网站地图</p>")
    assert (report.organization, report.organization_rule) == (ORGANIZATION, "signature")
    unsigned = page("2024年政府信息公开工作年度报告", below=f"<p>主管单位：{ORGANIZATION}</p><p>2025年1月20日</p>")
    assert unsigned.organization is None


def test_the_title_of_the_page_names_an_organization_that_the_heading_leaves_out() -> None:
    heading = "2024年政府信息公开工作年度报告"
    assert page(heading, title=f"{ORGANIZATION}{heading}_甲县人民政府").organization == ORGANIZATION
    assert page(heading, title=f"{heading}_甲县人民政府").organization is None


def test_an_organization_may_sign_below_the_title() -> None:
    report = page("2024年政府信息公开工作年度报告", ORGANIZATION, "（2025年1月20日）")
    assert (report.organization, report.year) == (ORGANIZATION, 2024)
