"""English where Chinese is expected."""

import re

_QUOTED = re.compile(r"“[^”]*”")
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]?\s+[A-Za-z]{2,}")
_WORD = re.compile(r"(?<![\w./\-])[a-z]{3,}(?![\w./\-])")
_NAMES = frozenset({"docx", "xlsx", "html", "zip", "rtf", "odt", "libreoffice-writer-nogui"})
"""Formats and packages are called the same in Chinese."""


def english_in(text: str, *names: str) -> list[str]:
    """The English in a Chinese text: words in a row, and single ones. What is quoted, paths and ``names`` are none."""
    for name in filter(None, names):
        text = text.replace(name, "")
    text = _QUOTED.sub("", text)
    return [*_WORDS.findall(text), *(word for word in _WORD.findall(text) if word not in _NAMES)]
