"""Which rows of the form the page of a report shows."""

from govinfo_pipeline.form import LATEST
from govinfo_pipeline.review.console.report_page import shown_items

APPLICATIONS = LATEST.table("applications")


def shown(*printed: str) -> set[str]:
    """Codes of the rows that are shown of a report that prints these rows under the other processing."""
    return {item.code for item in shown_items(APPLICATIONS, {*printed}) if item.code.startswith("other_")}


def test_a_row_in_place_of_others_is_shown_where_it_is_printed() -> None:
    parts = {"other_correction_overdue", "other_fee_overdue", "other_other"}
    assert shown(*parts) == parts
    assert shown() == parts
    assert shown("other_processing") == {"other_processing"}


def test_a_report_that_prints_both_shows_both() -> None:
    assert shown("other_processing", "other_correction_overdue") == {"other_processing", "other_correction_overdue"}
