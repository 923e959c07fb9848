"""Words that a template prints for its author to replace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_pipeline.checks.text.template_words import SIGN, TEMPLATE, template_words
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline_tests.checks.text.said import OVERVIEW, Said, checked, clean, tables_of


def _check(line: str, *, title: str | None = None, head: str = "") -> Found:
    sections = clean(section1=f"{OVERVIEW}\n{line}")
    return checked(template_words, *tables_of(Said(title=title, preamble=head, sections=sections)))


@pytest.mark.parametrize(
    "line",
    [
        "XX局全年登出消息十条。",
        "共收到申请 XX 件。",
        "共收到ＸＸ件来信。",
        "收到××件来信。",
        "20XX年，我局照常公开。",
        "201x年度未发生诉讼。",
        "20××年共开会两次。",
        "20**年共开会两次。",
        "共X件，均已办结。",
        "×年×月×日",
        "X月X日召开例会。",
        "**年*月*日",
        "***单位全年登出消息十条。",
        "某某局负责汇总。",
        "（此处填写本单位的情况）",
        "此处填写工作情况。",
        "【单位名称】负责汇总。",
        "[单位名称]负责汇总。",
        "（单位名称）负责汇总。",
        "单位名称2023年情况如下。",
        "【】负责汇总。",
        "【示例】登出消息十条。",
        "（待补充）",
        "共收到____件。",
        "由{{单位}}汇总。",
        "Lorem ipsum dolor sit amet.",
    ],
)
def test_words_of_a_template(line: str) -> None:
    assert [row["section"] for row in _check(line).rows] == [1]


@pytest.mark.parametrize(
    "line",
    [
        "联系电话：138****5678。",
        "来电号码为138××××5678。",
        "网址为http://www.xxgk.gov.cn/xx/。",
        "邮箱为xx@163.com。",
        "展板为3×5米，每块100×200厘米。",
        "申请人李某某要求公开，张某某另案起诉。",
        "**分工明确**，责任到人。",
        "***重点事项***与**区局事项**分开登记。",
        "***",
        "______",
        "＊本表数据截至12月31日。",
        "公开单位名称、地址和电话。",
        "窗口备有申请书示例。",
        "【政策解读】专栏每周一期。",
        "【电话】0304-2000000",
        "[bookmark: _GoBack]（二）依申请公开情况",
        "采购X光机一台，某X项目按期完工。",
        "依据国办公开办函〔2021〕30号办理。",
        "申请时（请注明联系方式）可选当面领取。",
    ],
)
def test_words_that_look_like_a_templates_and_are_not(line: str) -> None:
    assert _check(line).rows == []


_FRAGMENTS = (
    *"XxＸ×✕*＊_[]{}()（）【】〔〕<>〈〉，。 年月日件局某3",
    *(
        "20",
        "某某",
        "此处",
        "在此处",
        "填写",
        "填入",
        "输入",
        "插入",
        "请填",
        "请输入",
        "待补充",
        "待填",
        "待核",
        "待定",
    ),
    *(
        "本单位名称",
        "机关名称",
        "填写单位",
        "年份",
        "数字",
        "示例",
        "样例",
        "样本",
        "模板",
        "范文",
        "关于",
        "年度",
        "收到",
    ),
    *("单位", "lorem", "Ipsum"),
)


@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=12).map("".join))
def test_whatever_is_a_word_of_a_template_has_one_of_the_signs_that_are_looked_for_first(line: str) -> None:
    assert all(SIGN.search(found[0]) for found in TEMPLATE.finditer(line))


def test_title_and_preamble_are_looked_at_too() -> None:
    assert [row["section"] for row in _check("", title="XX局2023年政府信息公开工作年度报告").rows] == [None]
    assert [row["section"] for row in _check("", head="请与×××局联系（电话：XXXX）。").rows] == [None]


def test_one_finding_a_part_counts_them_and_quotes_the_first() -> None:
    row = _check("XX局共收到XX件，某某镇收到×件。").rows[0]
    assert row["message_zh"] == "第一部分有4处模板遗留文字“XX”、“某某”、“×”：请改为实际内容"
    assert row["message_en"] == (
        "section 1 has template words left in 4 places: “XX”、“某某”、“×”; replace them by what is meant"
    )
    assert row["quote"].startswith("XX局共收到")
    assert (row["cause"], row["part"]) == ("author", "section 1")


def test_every_part_is_applied_once_and_an_empty_one_is_not_assessable() -> None:
    found = checked(template_words, *tables_of(Said(sections=clean(section5=" "))))
    assert found == Found(6, [], 1)
