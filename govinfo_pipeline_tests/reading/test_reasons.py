"""Every reason why something could not be read is worded in both languages, in one place."""

import re
import string
from pathlib import Path

import pytest

import govinfo_pipeline
from govinfo_pipeline.reading.reasons import REASONS, Reason, UnreadableError, joined, of_system, ordinal
from govinfo_pipeline_tests.languages import english_in

SOURCE = Path(govinfo_pipeline.__file__).parent
_USED = re.compile(r'(?:Reason\.of|(?:Unreadable|Unavailable|Undecodable|Archive)Error)\(\s*"(\w+)"')
OF_FORMATS = {"empty", "image", "archive", "rar", "7z", "ole", "opendocument", "pdf_locked", "pdf_damaged"}
"""What is refused by the code that is told of the file."""


def _filled(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_is_worded_in_chinese_and_in_english(code: str) -> None:
    zh, en = REASONS[code]
    assert re.search("[\u4e00-\u9fff]", zh)
    assert english_in(re.sub(r"\{\w+\}", "", zh)) == []
    assert not re.search("[\u4e00-\u9fff]", en)
    assert _filled(zh) <= _filled(en) | {"number"}, "what the Chinese names is given"


def test_every_reason_is_used_and_every_one_used_is_worded() -> None:
    used = {code for file in SOURCE.rglob("*.py") for code in _USED.findall(file.read_text(encoding="utf-8"))}
    assert used | OF_FORMATS == set(REASONS)


def test_a_reason_may_be_filled_with_a_reason_and_with_several() -> None:
    why = Reason.of("not_opened", why=Reason.of("name_not_utf8"))
    assert why == (
        "文件打不开：文件名不是 UTF-8 编码，请改名",
        "the file cannot be opened: its name is not UTF-8; rename it",
    )
    lost = Reason.of("sections_missing", sections=[ordinal(1), ordinal(5)])
    assert lost == ("缺第一、五部分", "sections missing: 1, 5")


def test_reasons_are_joined_in_each_language() -> None:
    assert joined([]) is None
    assert joined([Reason("甲", "a"), Reason("乙", "b")]) == ("甲；乙", "a; b")


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), FileNotFoundError(2, "No such file"), OSError(5, "I/O error")]
)
def test_what_the_system_says_is_in_chinese_too(error: OSError) -> None:
    reason = of_system(error)
    assert reason.en == error.strerror
    assert english_in(reason.zh) == []


def test_an_error_reads_as_its_reason() -> None:
    error = UnreadableError("page_tags", tags=9)
    assert str(error) == error.reason.en == "the page has 9 tags, far more than a report"
