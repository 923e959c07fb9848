"""Prose cut into paragraphs, whatever blanks, tables and broken lines it comes with."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from govinfo_pipeline.checks.text.prose import compact, compact_lines, paragraphs

_PRINT = st.text(st.sampled_from("我局公开１２Ａｚ12az。，：；|\t \n\r\u3000\xa0\u2028（一）、#"), max_size=60)


@given(_PRINT)
def test_a_text_is_compact_when_it_has_no_space_and_no_wide_digit_or_letter(text: str) -> None:
    letters = (unicodedata.normalize("NFKC", one) if one.isalnum() else one for one in text if not one.isspace())
    assert compact(text) == "".join(letters)


@given(_PRINT)
def test_the_compact_lines_of_a_text_are_its_lines_each_compact(text: str) -> None:
    assert compact_lines(text).split("\n") == [compact(line) for line in text.split("\n")]


@given(_PRINT)
def test_paragraphs_have_the_words_of_all_lines_but_those_of_tables(text: str) -> None:
    lines = [compact(line) for line in text.split("\n") if "\t" not in line and "|" not in line]
    assert "".join(paragraphs(text)).replace("#", "") == "".join(lines).replace("#", "")


def test_a_long_line_that_does_not_end_goes_on_in_the_next() -> None:
    broken = "我局全年主动公开政府信息若干条，其中通过门户网站\n公开若干条。\n一是加强培训。"
    assert paragraphs(broken) == ("我局全年主动公开政府信息若干条，其中通过门户网站公开若干条。", "一是加强培训。")
