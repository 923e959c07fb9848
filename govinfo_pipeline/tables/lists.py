"""Lists that people keep for the pipeline, as CSV files: read with the place of each line, or refused with it."""

import csv
from collections.abc import Collection
from pathlib import Path

Line = dict[str, str]


class ListError(ValueError):
    """A list cannot be read; the message says in which line, and what to do."""


def lines(path: Path, what: str, columns: Collection[str], optional: Collection[str] = ()) -> list[tuple[str, Line]]:
    """The lines of a list, each with its place, as texts without blanks around them; columns not named are left out.

    ``what`` names the list in messages. Raises :class:`ListError`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = [(f"{path}, line {reader.line_num}", row) for row in reader]
    except OSError as error:
        raise ListError(f"{what} {path} cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ListError(f"{what} {path} is not in UTF-8; save it as “CSV UTF-8”") from error
    except csv.Error as error:
        raise ListError(f"{what} {path}, line {reader.line_num}: this is no CSV ({error}); save it as CSV") from error
    named = (*columns, *optional)
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise ListError(f"{path}, line 1: there is no column {missing[0]}; the columns are {', '.join(named)}")
    return [(place, {name: (row.get(name) or "").strip() for name in named}) for place, row in rows]
