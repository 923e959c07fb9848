"""Section five names problems, and what is done about them."""

import pytest

from govinfo_pipeline.checks.text.section_five import improvements, problems
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline_tests.checks.text.said import PLANS, PROBLEMS, Said, checked, clean, tables_of


def _found(text: str) -> tuple[int, int]:
    """How many findings (problems, improvements) there are in one section five."""
    tables = tables_of(Said(sections=clean(section5=text)))
    counts = [checked(problems, *tables), checked(improvements, *tables)]
    assert all((found.applied, found.not_assessable) == (1, 0) for found in counts)
    return len(counts[0].rows), len(counts[1].rows)


@pytest.mark.parametrize(
    "text",
    [
        f"{PROBLEMS}\n{PLANS}",
        "（一）存在的主要问题\n有的栏目几个月才换一次内容，来访的人找不到联系电话。\n（二）改进情况\n已给栏目定了换新的日子，到期有人催。",
        "一是公开意识不强。二是培训偏少。下一步，补上这两课。",
        "一、存在的问题\n1.解读材料不够生动。\n二、改进措施\n1.加强与媒体的合作。",
        "栏目更新有待加快。\n一是加强抽查；二是完善制度。",
    ],
)
def test_problems_with_improvements_are_what_is_asked_for(text: str) -> None:
    assert _found(text) == (0, 0)


@pytest.mark.parametrize("text", [PROBLEMS, "一是公开意识有待加强。二是人员业务不熟，培训还需加强。"])
def test_problems_without_improvements(text: str) -> None:
    assert _found(text) == (0, 1)


@pytest.mark.parametrize(
    "text", [PLANS, "不存在问题。今后将继续抓好公开。", "进一步加强学习，持续完善制度，把公开工作做得更好。"]
)
def test_improvements_without_problems(text: str) -> None:
    assert _found(text) == (1, 0)


@pytest.mark.parametrize("text", ["无", "无。", "暂无。", "（一）存在的主要问题\n无。\n（二）改进情况\n无。"])
def test_nothing_is_neither(text: str) -> None:
    assert _found(text) == (1, 1)


def test_messages_say_what_to_write() -> None:
    tables = tables_of(Said(sections=clean(section5="无")))
    problem, improvement = (checked(check, *tables).rows[0] for check in (problems, improvements))
    assert problem["message_zh"] == "第五部分没有写明存在的主要问题：请写明本年度工作中的具体问题"
    assert problem["message_en"] == "section five names no problem: name what was wanting in this year's work"
    assert improvement["message_zh"] == "第五部分没有写明改进情况：请针对所列问题逐项写明改进措施"
    assert improvement["message_en"].startswith("section five names no improvement: ")
    assert (problem["section"], problem["quote"], problem["cause"]) == (5, "无", "author")


@pytest.mark.parametrize("sections", [{1: "x", 6: "y"}, clean(section5="")], ids=["missing", "empty"])
def test_a_section_that_is_missing_or_empty_may_be_the_readers_loss(sections: dict[int, str]) -> None:
    tables = tables_of(Said(sections=sections))
    assert checked(problems, *tables) == checked(improvements, *tables) == Found(0, [], 1)
