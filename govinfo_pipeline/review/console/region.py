"""What a report's page shows where it could not be told of which region it is: the candidates, and how to settle it."""

import csv
import io
from typing import NamedTuple

from govinfo_pipeline.checks.place import candidates_of, how_to_settle
from govinfo_pipeline.regions.codes import region_name
from govinfo_pipeline.review.console.queries import Record


class Candidate(NamedTuple):
    """A region that may be meant: its code, its name, and the line of the list of bodies that says it is meant."""

    code: str
    name: str
    line: str


class OpenRegion(NamedTuple):
    """The regions that may be meant, and what to do (zh, en)."""

    candidates: list[Candidate]
    how: tuple[str, str]


def open_region(report: Record) -> OpenRegion | None:
    """What is open about the region of a report; null where it was told, or where nobody knows whose report it is."""
    organization = report["organization"]
    if report["region_code"] or not organization or report["status"] == "quarantined":
        return None
    codes = candidates_of(report)
    shown = [Candidate(code, region_name(code) or code, _line(organization, code)) for code in codes]
    return OpenRegion(shown, how_to_settle(organization, codes))


def _line(organization: str, code: str) -> str:
    """``organization,region_code`` as it stands in the list."""
    target = io.StringIO()
    csv.writer(target, lineterminator="").writerow([organization, code])
    return target.getvalue()
