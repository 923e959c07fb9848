"""The six sections stand in the order of the form."""

from govinfo_pipeline.checks.text.section_order import section_order
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.building import Filed
from govinfo_pipeline_tests.checks.text.said import (
    FEES,
    OVERVIEW,
    PLANS,
    PROBLEMS,
    Said,
    checked,
    clean,
    tables_of,
    tables_of_files,
)

_TABLES = [
    "二、主动公开政府信息情况\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0",
    "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0",
    "四、政府信息公开行政复议、行政诉讼情况\n0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0",
]
_PARTS = {
    1: f"一、总体情况\n{OVERVIEW}",
    **dict(enumerate(_TABLES, 2)),
    5: f"五、存在的主要问题及改进情况\n{PROBLEMS}\n{PLANS}",
    6: f"六、其他需要报告的事项\n{FEES}",
}


def _read(*order: int) -> Found:
    text = "滑县教育局2023年政府信息公开工作年度报告\n" + "\n".join(_PARTS[number] for number in order)
    return checked(section_order, *tables_of_files([Filed("2023/a.txt", 2023, "a" * 16, read_report(text.encode()))]))


def test_the_order_of_the_form_is_right() -> None:
    assert _read(1, 2, 3, 4, 5, 6) == Found(1, [], 0)


def test_a_section_before_its_place() -> None:
    row = _read(1, 5, 2, 3, 4, 6).rows[0]
    assert (row["section"], row["quote"], row["cause"]) == (5, "五、存在的主要问题及改进情况", "author")
    assert row["message_zh"] == (
        "第五部分的标题“五、存在的主要问题及改进情况”出现在第一部分之内，不在规定的位置：请按规定格式的顺序排列六个部分"
    )
    assert row["message_en"] == (
        "the heading of section 5 stands within section 1 and not in its place: "
        "put the six sections in the order of the form"
    )


def test_a_section_behind_its_place() -> None:
    assert [row["section"] for row in _read(1, 3, 4, 5, 6, 2).rows] == [2]


def test_a_section_that_is_missing_is_another_checks_matter() -> None:
    assert _read(1, 2, 3, 4, 6) == Found(1, [], 0)


def test_sub_headings_with_the_words_of_a_section_are_no_sections() -> None:
    repeated = clean(section1=f"{OVERVIEW}\n（五）存在的主要问题及改进情况\n见后。")
    assert checked(section_order, *tables_of(Said(sections=repeated))) == Found(1, [], 0)


def test_less_than_two_sections_have_no_order() -> None:
    assert checked(section_order, *tables_of(Said(sections={1: OVERVIEW}))) == Found(0, [], 1)
