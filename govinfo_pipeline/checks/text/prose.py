"""Prose cut into paragraphs and sentences: tables left out, lines that a page has broken joined."""

import re
from collections.abc import Iterator
from functools import lru_cache

_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF5B),) if chr(code).isalnum()})
"""Full-width digits and letters; punctuation stays as printed."""
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_MARK = re.compile(r"[(（\[【〔]?[一二三四五六七八九十\d]{1,3}[)）\]】〕、.．是]|#")
_ENDS = re.compile(r"[。！？!?；;：:]$")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_LINE_GOES_ON = 20
_HEADING = re.compile(r"[#\s]*[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．][^。；;，,]{1,24}")
_LONGEST_QUOTE = 80


def compact(text: str) -> str:
    """The text without spaces and with plain digits and letters; Chinese print has no spaces of its own."""
    return "".join(narrow(text).split())


@lru_cache(maxsize=16)
def compact_lines(text: str) -> str:
    """The lines of a text, each :func:`compact`. The last ones are remembered, since several checks ask for them."""
    return "\n".join(["".join(line.split()) for line in narrow(text).split("\n")])


def narrow(text: str) -> str:
    """The text with plain digits and letters."""
    return text.translate(_FULL_WIDTH) if _WIDE.search(text) else text


@lru_cache(maxsize=16)
def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a section, compact. A long line that does not end goes on in the next without a mark.

    The last ones are remembered, since several checks ask for them.
    """
    found: list[str] = []
    goes_on = False
    for line, words in zip(text.split("\n"), compact_lines(text).split("\n"), strict=True):
        if is_of_a_table(line):
            goes_on = False
            continue
        if not words:
            continue
        if goes_on and not _MARK.match(words):
            found[-1] += words
        else:
            found.append(words.lstrip("#"))
        goes_on = len(words) >= _LINE_GOES_ON and not _ENDS.search(words)
    return tuple(found)


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph; a semicolon ends one too, since lists of measures are printed with them."""
    return (found[0] for found in _SENTENCE.finditer(paragraph))


def is_of_a_table(line: str) -> bool:
    """Whether a line has the cells of a table's row."""
    return "\t" in line or "|" in line


def is_heading(paragraph: str) -> bool:
    """Whether a paragraph is but a numbered heading."""
    return _HEADING.fullmatch(paragraph) is not None


def around(text: str, start: int, end: int, reach: int = 12) -> str:
    """What is printed between two places, and a little on both sides."""
    return text[max(0, start - reach) : end + reach][:_LONGEST_QUOTE]


def shortened(text: str) -> str:
    """The text, or its beginning where it is long."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
