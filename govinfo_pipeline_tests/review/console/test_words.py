"""The words of the console: all there in both languages, and all in use."""

import re
from pathlib import Path

from govinfo_pipeline.review.console import words
from govinfo_pipeline.tables.schemas import SCHEMAS

TEMPLATES = Path(words.__file__).parent / "templates"
_USED = re.compile(r'\bt\("([a-z_.]+)"')
_BEGUN = re.compile(r'\bt\("([a-z_.]+\.)" ')
_CHINESE = re.compile("[\u4e00-\u9fff]")


def used() -> set[str]:
    """The keys that the templates name in full."""
    return {key for path in TEMPLATES.glob("*.html") for key in _USED.findall(path.read_text(encoding="utf-8"))}


def test_every_word_that_a_page_uses_is_there() -> None:
    assert {key for key in used() if not key.endswith(".")} <= set(words.WORDS)


def test_every_word_is_there_in_both_languages() -> None:
    for key, (zh, en) in words.WORDS.items():
        assert zh
        assert en
        assert key == "language" or not _CHINESE.search(en), key
        assert set(re.findall("{.*?}", zh)) == set(re.findall("{.*?}", en)), key


def test_every_code_that_a_page_names_has_a_name() -> None:
    columns = {("findings", "severity"), ("findings", "cause"), ("reports", "status"), ("reports", "level")}
    columns |= {("reports", "kind"), ("reports", "excluded")}
    for table, column in columns:
        (check,) = SCHEMAS[table].columns[column].checks
        assert {f"{column}.{code}" for code in check.statistics["allowed_values"]} <= set(words.WORDS)


def test_every_word_is_used() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    of_codes = ("severity.", "status.", "cause.", "level.", "kind.", "excluded.", "issue.", "place.", "format.")
    begun = (*of_codes, *_BEGUN.findall(texts))
    assert [key for key in words.WORDS if f'"{key}"' not in texts and not key.startswith(begun)] == []
