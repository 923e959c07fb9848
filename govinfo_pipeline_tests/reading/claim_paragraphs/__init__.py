"""Paragraphs as reports word them, with what each one states of the tables, and how well the claims agree with that.

The paragraphs and their format: ``applications.txt`` and the files beside it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from govinfo_pipeline.reading import Section
from govinfo_pipeline.reading.claim_rules import READINGS, Readings, of_applicants
from govinfo_pipeline.reading.claim_words import APPLICANT_WORDS
from govinfo_pipeline.reading.claims import Claim, find_claims

FOLDER = Path(__file__).parent
_STATED = re.compile(r"([~?]?)(\w+) (-?[\d.]+)")
_RATES = ("_share", "_growth", "_rate")


class Stated(NamedTuple):
    """One figure that a paragraph states: ``mark`` ``~`` if its scope may be unclear, ``?`` if it must be."""

    mark: str
    code: str
    value: Decimal

    def said_by(self, claim: Claim) -> bool:
        """Whether the claim is about the same cells, with the same number."""
        same_kind = claim.claim.endswith(_RATES) == self.code.endswith(_RATES)
        return same_kind and claim.value == self.value and bool(set(claim.cells) & set(_readings(self.code)))


class Paragraph(NamedTuple):
    """A paragraph of a report, under what it stands, and what it states."""

    text: str
    stated: tuple[Stated, ...]
    kind: str
    organization: str | None
    section: int
    year: int

    def claims(self) -> list[Claim]:
        section = Section(self.section, "", self.text.replace("↵", "\n"))
        return find_claims([section], self.year, organization=self.organization, kind=self.kind)


class Measured(NamedTuple):
    """What the claims of a paragraph come to: certain ones right and wrong, and stated figures that were missed.

    ``doubted`` are those found with unclear scope, though the words are certain; ``vague`` unclear claims of nothing.
    """

    right: list[Claim]
    wrong: list[Claim]
    doubted: list[Stated]
    missed: list[Stated]
    vague: list[Claim]


def read_paragraphs(name: str) -> list[Paragraph]:
    """The paragraphs of a file of this folder."""
    return list(_paragraphs((FOLDER / name).read_text("utf-8").splitlines()))


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    context: dict[str, Any] = {}
    text = ""
    for line in lines:
        if line.startswith("@"):
            kind, *rest = line[1:].split()
            numbers = dict(word.split("=") for word in rest if "=" in word)
            context = {
                "kind": kind,
                "organization": next((word for word in rest if "=" not in word), None),
                "section": int(numbers.get("section", 1)),
                "year": int(numbers.get("year", 2023)),
            }
        elif line.startswith("    "):
            yield Paragraph(text, tuple(_stated(line.strip())), **context)
        elif not line.startswith("#"):
            text = line


def _stated(line: str) -> Iterator[Stated]:
    for part in line.split(", ") if line != "-" else ():
        found = _STATED.fullmatch(part)
        assert found, part
        yield Stated(found[1], found[2], Decimal(found[3]))


def _readings(code: str) -> Readings:
    """The readings of a code, also of one for some applicants, for several outcomes or of a rate."""
    code = re.sub("_(?:share|growth)$", "", code)
    if code.endswith("_rate"):
        return READINGS[code.replace("completion_rate", "answered").replace("correction_rate", "corrected")]
    for name, _, columns in APPLICANT_WORDS:
        if code.endswith(f"_{name}"):
            return of_applicants(_readings(code.removesuffix(f"_{name}")), columns)
    readings: Readings = ((),)
    for part in code.split("_and_"):
        readings = tuple(left + right for left in readings for right in READINGS[part])
    return readings


def measure(paragraph: Paragraph) -> Measured:
    """The claims of a paragraph against what it states. A figure may be said twice."""
    measured = Measured([], [], [], [], [])
    sure: set[Stated] = set()
    found: set[Stated] = set()
    for claim in paragraph.claims():
        hits = {stated for stated in paragraph.stated if stated.said_by(claim)}
        found |= hits
        if claim.scope == "certain":
            sure |= hits
            (measured.right if any(hit.mark != "?" for hit in hits) else measured.wrong).append(claim)
        elif not hits:
            measured.vague.append(claim)
    for stated in paragraph.stated:
        if stated.mark != "?" and stated not in found:
            measured.missed.append(stated)
        elif not stated.mark and stated not in sure:
            measured.doubted.append(stated)
    return measured
