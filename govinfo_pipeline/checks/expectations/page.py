"""The outcomes of a year as a page for people: one file that asks nothing of any other, and prints well."""

from collections.abc import Iterable
from pathlib import Path

from govinfo_pipeline.checks.expectations.outcome import ExpectationOutcome
from govinfo_pipeline.tables.codes import MET
from govinfo_pipeline.tables.drafts import draft_of
from govinfo_pipeline.tables.schemas import SCHEMAS


def page(outcomes: Iterable[ExpectationOutcome]) -> str:
    """An HTML page of the outcomes, Chinese with English beside it; whatever comes from a report is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("govinfo_pipeline.checks.expectations", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown = list(outcomes)
    years = sorted({outcome.year for outcome in shown if outcome.year is not None})
    template = environment.get_template("page.html")
    return template.render(outcomes=shown, years=years, schemas=SCHEMAS, verdicts=MET)


def write_page(path: Path, text: str) -> Path:
    """Puts the page at ``path``, whole or not at all."""
    with draft_of(path) as draft:
        draft.write_text(text, encoding="utf-8")
    return path
