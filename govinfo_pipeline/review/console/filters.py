"""What a person asks for in the address of a page, and the condition that it is in SQL; values are parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from govinfo_pipeline.review.ledger import ID

SORTS: dict[str, str] = {
    "severity": "severity, year DESC, place",
    "year": "year DESC, severity, place",
    "organ": "region_code IS NULL, region_code, organization, year DESC, place",
    "check": '"check", year DESC, place',
    "residual": "abs(residual) DESC, year DESC, place",
    "decided": "decided IS NULL, decided DESC, year DESC, place",
}
_LONGEST = 200
_REGION = re.compile(r"none|[0-9]{2}|[0-9]{4}|[0-9]{6}")
_WORD = re.compile(r"[a-z0-9_.]{1,80}")
_YEAR = re.compile(r"none|[0-9]{4}")


@dataclass(frozen=True)
class Filters:
    """A selection of findings or reports; an empty text asks for nothing."""

    year: str = ""
    region: str = ""
    organ: str = ""
    check: str = ""
    severity: str = ""
    status: str = ""
    cause: str = ""
    level: str = ""
    kind: str = ""
    report: str = ""
    text: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """The filters in a query; what none of them can be is left out."""
        wanted = {field.name: query.get(field.name, "").strip()[:_LONGEST] for field in fields(cls)}
        shapes = {"year": _YEAR, "region": _REGION, "report": ID}
        free = ("organ", "text")
        return cls(
            **{
                name: value
                for name, value in wanted.items()
                if value and (name in free or shapes.get(name, _WORD).fullmatch(value))
            }
        )

    def having(self, **changes: str) -> "Filters":
        """These filters with some changed."""
        return replace(self, **changes)

    @property
    def given(self) -> dict[str, str]:
        """The filters that ask for something, by name."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    @property
    def query(self) -> str:
        """The filters as the query of an address."""
        return urlencode(self.given)

    @property
    def order(self) -> str:
        """The ORDER BY of a list of findings."""
        return SORTS.get(self.sort, SORTS["severity"])

    @property
    def pattern(self) -> str:
        """The text searched for as a pattern of LIKE, with a backslash before what else would stand for any text."""
        return "%" + re.sub(r"([\\%_])", r"\\\1", self.text.lower()) + "%"

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition on the rows and its parameters."""
        asked = {name: value for name, value in self.given.items() if name != "sort"}
        parts = [_condition(name, value) for name, value in asked.items()]
        parameters: dict[str, Any] = dict(asked)
        parameters.pop("text", None)
        if "year" in asked:
            parameters["year"] = None if self.year == "none" else int(self.year)
        if "region" in asked:
            parameters["region_end"] = f"{self.region}~"
        return " AND ".join(parts) or "1", parameters


def _condition(name: str, value: str) -> str:
    """The condition of a filter. Its value goes in as a parameter of its name, here it only chooses the kind."""
    if (name, value) in _OF_VALUE:
        return _OF_VALUE[name, value]
    return _OF_NAME.get(name, f'"{name}" = :{name}')


_OF_NAME = {
    "year": "year IS :year",
    "region": "region_code BETWEEN :region AND :region_end",
    "organ": "organization = :organ",
    "report": "report_id = :report",
    "text": "rowid IN (SELECT rowid FROM hit)",
}
_OF_VALUE = {
    ("region", "none"): "region_code IS NULL",
    ("status", "reopened"): "status = 'open' AND reopened",
}
