"""Last year's year, or another wrong one, left where a report speaks of its own year."""

import pytest

from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.text.judged import found
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline_tests.checks.text.said import FEES, OVERVIEW, PLANS, PROBLEMS, Said, clean, tables_of

CODE = "text.year_left"
_TITLE = "滑县教育局2023年政府信息公开工作年度报告"


def _check(*, title: str = _TITLE, head: str = "", excluded: str | None = None, **sections: str) -> Found:
    return _made(Said(title=title, excluded=excluded, preamble=head, sections=clean(**sections)))


def _made(said: Said) -> Found:
    reports, sections = tables_of(said)
    return found(Year(2023, {"reports": reports, "sections": sections}), (CODE,))[CODE]


def _rows(*, title: str = _TITLE, head: str = "", **sections: str) -> list[Row]:
    return _check(title=title, head=head, **sections).rows


def test_a_clean_report_names_its_year_in_every_part() -> None:
    assert _check(head="本报告的统计期限为2023年1月1日至2023年12月31日。") == Found(4, [], 0)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("section1", OVERVIEW.replace("2023", "2022")),
        ("section1", "2022年，在县委指导下，县教育局把公开列入日程。"),
        ("section1", "2022年以来，滑县教育局把公开列入日程。"),
        ("section1", "2022年,本机关把公开列入日程。"),
        ("section1", "（一）主动公开情况。2022 年度我局登出消息十条。"),
        ("section1", "２０２２年，我局把公开列入日程。"),
        ("section1", "现将2022年度工作情况报告如下："),
        ("section1", "本报告数据的统计期限为2022年1月1日至12月31日。"),
        ("section1", "2032年，我局把公开列入日程。"),
        ("section5", "2022年，我局工作虽有进步，但仍有不足。2024年将继续改进。"),
        ("section5", f"{PROBLEMS}\n2023年，我局将进一步做好公开。"),
        ("section5", f"{PROBLEMS}\n2022年将着力补上短板。"),
        ("section6", "2022年度我局没有收取信息处理费。"),
        ("section6", f"{FEES}\n滑县教育局\n2023年1月18日"),
    ],
)
def test_a_wrong_year_in_the_place_of_the_reports_own(part: str, text: str) -> None:
    rows = _rows(**{part: text})
    assert [row["section"] for row in rows] == [int(part[-1])]
    assert rows[0]["cause"] == "author"


@pytest.mark.parametrize(
    "head",
    [
        "本报告的统计期限为2022年1月1日至2022年12月31日。",
        "本报告的统计期限自2022年1月1日起至2023年12月31日止。",
        "数据的起止时间：2022 年 1 月 1 日—2022 年 12 月 31 日。",
        "按照条例的规定，编制2022年度滑县教育局政府信息公开年度报告。",
    ],
)
def test_a_wrong_year_in_the_preamble(head: str) -> None:
    assert [row["section"] for row in _rows(head=head)] == [None]


def test_a_wrong_year_in_the_title_of_a_report_whose_text_is_of_its_year() -> None:
    """The reader takes such a report for one of the title's year (``excluded``); its text says that it is not."""
    found = _check(title="滑县教育局2022年政府信息公开工作年度报告", excluded="other_year")
    assert [(row["section"], row["quote"]) for row in found.rows] == [
        (None, "滑县教育局2022年政府信息公开工作年度报告")
    ]


def test_a_report_filed_under_another_year_is_not_assessable() -> None:
    texts = {number: text.replace("2024", "2022").replace("2023", "2021") for number, text in clean().items()}
    said = Said(title="滑县教育局2021年政府信息公开工作年度报告", excluded="other_year", sections=texts)
    assert _made(said) == Found(0, [], 4)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("section1", "2023年，我局登出消息120条，与2022年相比多了10条。"),
        ("section1", "2022年，我局登出消息100条；2023年，登出120条。"),
        ("section1", "2022年10月，我局的栏目得奖。"),
        ("section1", "依据2019年修订的条例，我局更新了目录。"),
        ("section1", "《2022年政务公开工作要点》逐条落实。"),
        ("section1", "2022年部门决算于2023年8月上网。"),
        ("section1", "2023年1月登出2022年度政府信息公开年度报告。"),
        ("section1", "按照（国办公开办函〔2021〕30号）的格式，现将2023年情况报告如下："),
        ("section1", "2022年，全国各地推进公开。"),
        ("section5", "2022年问题整改情况：我局栏目已补齐，但仍有不足。"),
        ("section5", "2022年，我局栏目虽有更新，但仍有不足；2023年已逐项改正。"),
        ("section5", "2023年，我局将信息公开纳入考核，但仍有不足。"),
        ("section5", f"{PROBLEMS}\n2023年，我局将持续公开的内容补齐；2024年继续。"),
        ("section6", "按照办法（国办函〔2020〕109号），自2021年1月1日起可以收取信息处理费，本年度没有收取。"),
        ("section6", "依据2020年印发的信息处理费管理办法，本年度没有收取。"),
        ("section6", "2023年收取信息处理费0元，与2022年相同，与上年持平。"),
        ("section6", f"{FEES}\n2024年1月18日"),
        ("section6", f"{FEES}\n2023年12月29日"),
    ],
)
def test_years_that_are_rightly_other_ones(part: str, text: str) -> None:
    assert _rows(**{part: text}) == []


def test_the_message_says_what_is_printed_what_belongs_there_and_how_often() -> None:
    text = "2022年，我局把公开列入日程。\n（一）主动公开情况\n2022年我局登出消息十条。"
    row = _rows(section1=text)[0]
    assert row["message_zh"] == "第一部分写作2022年，应为2023年（共2处年份有误）：请核对并改正"
    assert row["message_en"] == "section 1 says 2022 where 2023 belongs (2 wrong years in all): verify and correct it"
    assert row["quote"] == "2022年，我局把公开列入日程。"


def test_a_plan_is_expected_to_name_the_coming_year() -> None:
    row = _rows(section5=f"{PROBLEMS}\n{PLANS.replace('2024', '2023')}")[0]
    assert row["message_zh"] == "第五部分写作2023年，应为2024年：请核对并改正"
