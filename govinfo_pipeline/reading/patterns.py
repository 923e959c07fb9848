"""Regular expressions that cost little to compile, or nothing until they are tried.

To compile all patterns of the prose takes longer than to read a report, and most reports need few of them.
"""

import re
from typing import Any, cast

HAN = r"[^\W\d_A-Za-z]"
"""A Chinese character, as a letter that is not Latin: the range of their codes takes fifty times as long to compile."""


def pattern(expression: str) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled when one of its methods is first used."""
    return cast("re.Pattern[str]", _Late(expression))


class _Late:
    def __init__(self, expression: str) -> None:
        self.pattern = expression

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern; kept, so that this is called once for each."""
        method = getattr(re.compile(self.pattern), name)
        setattr(self, name, method)
        return method
