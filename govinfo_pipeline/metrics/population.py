"""The population of regions, a CSV file that whoever wants figures per head supplies.

Columns: ``region_code`` (GB/T 2260, six digits; empty for the whole country), ``year`` and ``population`` (persons).
"""

import re
from pathlib import Path

import pandas as pd

from govinfo_pipeline.tables.lists import ListError, lines

_COLUMNS = ("region_code", "year", "population")


def population(path: Path | None, year: int) -> "pd.Series[float]":
    """Persons by ``region_code``, in ``year`` alone: no figure of another year stands in. Empty without a file.

    Raises :class:`govinfo_pipeline.tables.lists.ListError`.
    """
    found: dict[str, float] = {}
    for place, line in lines(path, "the population", _COLUMNS) if path else ():
        region, of_year, persons = line.values()
        if not re.fullmatch("([0-9]{6})?", region):
            raise ListError(f"{place}: region_code is {region!r}, but must have six digits, or be empty")
        for name, value in (("year", of_year), ("population", persons)):
            if not re.fullmatch("0*[1-9][0-9]*", value):
                raise ListError(f"{place}: {name} is {value!r}, but must be a whole number above 0")
        if int(of_year) == year:
            if region in found:
                raise ListError(f"{place}: {region or 'the whole country'} stands there twice for {year}")
            found[region] = float(persons)
    return pd.Series(found, dtype="float64")
