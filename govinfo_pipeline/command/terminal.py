"""What commands say to people: why they refuse, and texts of reports that steer nothing on a terminal."""


class UsageError(Exception):
    """A command cannot be carried out as it was asked for; the message says why, and what to do."""


def shown(text: str) -> str:
    """A text on one line, with a visible sign for each letter that a terminal would act on."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
