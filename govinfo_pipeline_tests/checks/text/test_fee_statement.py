"""Section six states what was charged for processing information."""

import pytest

from govinfo_pipeline.checks.text.fee_statement import fee_statement
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline_tests.checks.text.said import Said, checked, clean, tables_of


def _check(text: str, year: int = 2023) -> Found:
    return checked(fee_statement, *tables_of(Said(year=year, sections=clean(section6=text))))


@pytest.mark.parametrize(
    "text",
    [
        "年内向申请人收信息处理费零元。",
        "全年未收取任何费用。",
        "今年谁也没交过信息公开处理费",
        "依申请公开一律免费。",
        "今年共向两名申请人收取检索和邮寄费用60元。",
        "（一）收费情况：无。\n（二）其他：无。",
        "本機關報告年度內不收信息處理費，開會時由總務處統計，訴訟結案數轉請條法科核對。",
    ],
)
def test_any_words_on_charging_are_a_statement(text: str) -> None:
    assert _check(text) == Found(1, [], 0)


@pytest.mark.parametrize("text", ["无", "无。", "本年度无其他需要报告的事项。", "没有其他需要报告的事项"])
def test_a_bare_nothing_is_a_weakness_and_is_quoted(text: str) -> None:
    found = _check(text)
    assert (found.applied, len(found.rows)) == (1, 1)
    row = found.rows[0]
    assert (row["section"], row["quote"], row["cause"]) == (6, text, "author")
    assert f"只写“{text}”" in row["message_zh"]
    assert f"says nothing but “{text}”" in row["message_en"]


def test_other_matters_without_the_fee_are_a_weakness() -> None:
    row = _check("年内办理人大代表建议3件，均按期答复。").rows[0]
    assert row["message_zh"] == "第六部分没有说明信息处理费收取情况：请写明是否收取、收取多少（未收取的也要写明）"
    assert row["message_en"] == (
        "section six does not state what was charged for processing information: "
        "say whether a fee was charged and how much, also where it was none"
    )


@pytest.mark.parametrize("year", [2019, 2020])
def test_before_2021_there_was_no_fee_to_state(year: int) -> None:
    assert _check("无", year) == Found(0, [], 0)


@pytest.mark.parametrize("sections", [{1: "x", 5: "y"}, clean(section6=" \n")], ids=["missing", "empty"])
def test_a_section_that_is_missing_or_empty_may_be_the_readers_loss(sections: dict[int, str]) -> None:
    assert checked(fee_statement, *tables_of(Said(sections=sections))) == Found(0, [], 1)


def test_reports_that_do_not_count_are_not_looked_at() -> None:
    nothing = clean(section6="无")
    said = [Said(sections=nothing, excluded="superseded"), Said(sections=nothing, status="quarantined")]
    assert checked(fee_statement, *tables_of(*said)) == Found(0, [], 0)
