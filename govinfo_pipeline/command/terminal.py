"""Commands and people: who they are, why they are refused, and texts of reports that steer nothing on a terminal."""

import getpass
import unicodedata


class UsageError(Exception):
    """A command cannot be carried out as it was asked for; the message says why, and what to do."""


def login() -> str | None:
    """The name that a person has on this machine; null where it does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def shown(text: str) -> str:
    """A text on one line, with a visible sign for each letter that a terminal would act on; wide spaces are none."""
    return "".join(letter if _is_harmless(letter) else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _is_harmless(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"
