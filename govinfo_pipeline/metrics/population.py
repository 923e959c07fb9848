"""The population of regions, a CSV file that whoever wants figures per head supplies.

Columns: ``region_code`` (GB/T 2260, six digits; empty for the whole country), ``year`` and ``population`` (persons).
"""

import csv
from pathlib import Path

import pandas as pd

_COLUMNS = ("region_code", "year", "population")


class PopulationError(ValueError):
    """The population cannot be read; the message says in which line, and what to do."""


def population(path: Path | None, year: int) -> "pd.Series[float]":
    """Persons by ``region_code``, in ``year`` alone: no figure of another year stands in. Empty without a file.

    Raises :class:`PopulationError`.
    """
    found: dict[str, float] = {}
    for place, line in _lines(path) if path else []:
        region, of_year, persons = (line.get(name, "").strip() for name in _COLUMNS)
        if region and not (len(region) == 6 and region.isdecimal()):
            raise PopulationError(f"{place}: region_code is {region!r}, but must have six digits, or be empty")
        for name, value in (("year", of_year), ("population", persons)):
            if not (value.isascii() and value.isdecimal() and int(value) > 0):
                raise PopulationError(f"{place}: {name} is {value!r}, but must be a whole number above 0")
        if int(of_year) == year:
            if region in found:
                raise PopulationError(f"{place}: {region or 'the whole country'} stands there twice for {year}")
            found[region] = float(persons)
    return pd.Series(found, dtype="float64")


def _lines(path: Path) -> list[tuple[str, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            lines = [(f"{path}, line {reader.line_num}", line) for line in reader]
    except OSError as error:
        raise PopulationError(f"the population {path} cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PopulationError(f"the population {path} is not in UTF-8; save it as “CSV UTF-8”") from error
    if missing := [name for name in _COLUMNS if name not in (reader.fieldnames or ())]:
        raise PopulationError(f"{path}, line 1: there is no column {missing[0]}; the columns are {', '.join(_COLUMNS)}")
    return lines
