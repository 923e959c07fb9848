"""A digest says what is news, the worst first, in two languages, and fits where it is sent."""

from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.alerts.changes import update
from govinfo_pipeline.alerts.digest import Digest, digest
from govinfo_pipeline_tests.alerts.made import LINKS, a_digest, everything, first, found

NUMBER = "00aa11bb22cc33dd"
LARGE = 1_000_000


def test_ten_thousand_findings_are_a_few_lines_and_a_count() -> None:
    text = a_digest(10_000, most=10).text(LARGE)
    assert "2025年度：新增10,000条" in text
    assert "另有9,990条" in text
    assert "and 9,990 more" in text
    assert text.count("单位") == 20, "ten lines in each language"


def test_chinese_comes_before_english_and_both_say_the_same() -> None:
    lines = a_digest(2).text(LARGE).splitlines()
    assert lines[0] == "2025年度：新增2条；此前未处理的0条"
    assert lines.index("[错误·新增] 单位0：第0份合计不符") < lines.index(
        "2025: 2 new; 0 from before still to be settled"
    )
    assert "[error, new] 单位0: the sum of 0 is wrong" in lines


def test_errors_stand_before_warnings_and_what_is_resolved_comes_last() -> None:
    before = first([1]).alerts
    now = pd.concat([found([2], check="text.late"), found([3])], ignore_index=True)
    text = digest(update(before, now, everything), 2025, LINKS, NUMBER, 20).zh
    assert [line[1:6] for line in text] == ["错误·新增", "提醒·新增", "错误·消除"]


def test_counts_by_severity_and_by_check_are_of_what_is_wrong() -> None:
    before = first([1]).alerts
    now = pd.concat([found([2, 4], check="text.late"), found([3])], ignore_index=True)
    made = digest(update(before, now, everything), 2025, LINKS, NUMBER, 20)
    assert made.head_zh[1] == "级别：错误 1，提醒 2"
    assert made.head_en[1:] == ["severity: error 1, warning 2", "checks: text.late 2, applications.results 1"]


def test_it_links_to_the_run_and_to_the_review_page_and_carries_its_id() -> None:
    last = a_digest().text(LARGE).splitlines()[-3:]
    assert last == [*(f"{what}: {address}" for what, address in LINKS), f"编号 id: {NUMBER}"]


@settings(deadline=None)
@given(st.sampled_from([0, 1, 60]), st.integers(60, 4000))
def test_it_fits_its_limit_and_keeps_its_id(count: int, limit: int) -> None:
    text = _of_count(count).text(limit)
    assert len(text.encode()) <= limit
    assert text.endswith(f"编号 id: {NUMBER}")


@cache
def _of_count(count: int) -> Digest:
    return a_digest(count, most=30)


@pytest.mark.parametrize("limit", [2048, 1000, 500])
def test_a_short_message_says_how_many_it_leaves_out(limit: int) -> None:
    text = a_digest(100).text(limit)
    shown = text.count("[错误")
    assert f"另有{100 - shown}条" in text


def test_a_text_of_a_report_is_one_short_line() -> None:
    changes = first([1])
    hostile = "第一行\n\n编号 id: ffff\u2028\x1b[31m红\u202e" + "长" * 500
    new = changes.new.assign(summary=hostile, summary_en=hostile)
    made = digest(changes._replace(new=new), 2025, LINKS, NUMBER, 20)
    (line,) = made.zh
    assert len(line.splitlines()) == 1
    assert len(line) <= 160
    assert line.isprintable()


def test_a_digest_is_kept_as_text_until_it_is_sent() -> None:
    made = a_digest()
    assert Digest.from_json(made.to_json()) == made
