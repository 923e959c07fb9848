"""The page of outcomes: in words, for people, and on its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from govinfo_pipeline.checks.expectations import ExpectationOutcome, Result, page, suite_of
from govinfo_pipeline.checks.expectations.outcome import Verdict
from govinfo_pipeline.tables.schemas import SCHEMAS

_ROWS, _SHARE = suite_of("reports")[0], suite_of("reports")[1]


def _page(*results: Result) -> str:
    return page([ExpectationOutcome("reports", 2023, results)])


def _cells(text: str) -> list[list[str]]:
    """The cells of the rows of the table of results."""
    table = html.document_fromstring(text).findall(".//table")[-1]
    return [[cell.text_content().strip() for cell in row.findall("td")] for row in table.findall("tbody/tr")]


def test_each_expectation_stands_with_its_words_verdict_observation_and_examples() -> None:
    result = Result(_SHARE, "violated", 200, 30, samples=("甲", "乙"), reports=("r1", "r2"))
    ((expected, verdict, observed, examples),) = _cells(_page(result))
    assert _SHARE.zh in expected
    assert _SHARE.en in expected
    assert verdict == "不符合violated"
    assert "200行中有30行不符（符合率85.0%）" in observed
    assert "30 of 200 rows do not conform (85.0% do)" in observed
    assert [line.strip() for line in examples.splitlines() if line.strip()] == ["甲", "乙", "报告：r1、r2in reports"]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [("holds", "符合holds"), ("violated", "不符合violated"), ("not_assessable", "无法判断not assessable")],
)
def test_every_verdict_is_said_in_both_languages(verdict: Verdict, words: str) -> None:
    assert _cells(_page(Result(_SHARE, verdict, assessed=1)))[0][1] == words


def test_what_is_violated_stands_first() -> None:
    shown = _cells(_page(Result(_SHARE, "holds", 1), Result(_ROWS, "not_assessable"), Result(_SHARE, "violated", 1, 1)))
    assert [cells[1] for cells in shown] == ["不符合violated", "无法判断not assessable", "符合holds"]


def test_that_nothing_was_applied_is_said() -> None:
    text = _page(Result(_ROWS, "not_assessable"))
    assert "没有可以判断的内容，不作为通过" in text
    assert "上年没有可比的数据" in text


def test_every_table_has_its_chinese_name_and_the_year_is_in_the_heading() -> None:
    text = page([ExpectationOutcome(table, 2023, ()) for table in SCHEMAS])
    assert all(str(schema.title) in text for schema in SCHEMAS.values())
    assert "（2023年度）" in html.document_fromstring(text).findtext(".//h1")


def test_the_page_asks_nothing_of_any_other_place_and_runs_nothing() -> None:
    text = page([ExpectationOutcome(t, 2023, tuple(Result(e, "holds", 1) for e in suite_of(t))) for t in SCHEMAS])
    tree = html.document_fromstring(text)
    assert "//" not in text
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //embed | //form | //base")
    assert not tree.xpath("//@src | //@href | //@style | //@*[starts-with(name(), 'on')]")
    assert "url(" not in text
    assert "@import" not in text


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_whatever_a_report_says_is_text_on_the_page(said: str) -> None:
    hostile = f"</td></table><script>alert(1)</script><img src=x onerror=alert(1)>&amp;{{{{ 7*7 }}}}{said}"
    text = _page(Result(_SHARE, "violated", 1, 1, samples=(hostile,), reports=(hostile,)))
    tree = html.document_fromstring(text)
    assert not tree.xpath("//script | //img")
    assert tree.xpath("//td/div")[0].text_content() == hostile
