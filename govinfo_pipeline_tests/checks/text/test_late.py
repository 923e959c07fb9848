"""The date on a report against the deadline for publishing it."""

import datetime as dt

import pytest

from govinfo_pipeline.checks.text.late import deadline, late
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline_tests.checks.text.said import FEES, Said, checked, clean, tables_of


def _check(published: str | None, kind: str = "department", signature: str = "") -> Found:
    return checked(
        late, *tables_of(Said(published=published, kind=kind, sections=clean(section6=f"{FEES}\n{signature}")))
    )


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("department", dt.date(2024, 1, 31)),
        ("branch", dt.date(2024, 1, 31)),
        ("government", dt.date(2024, 3, 31)),
        ("government_office", dt.date(2024, 3, 31)),
        ("township", dt.date(2024, 3, 31)),
        ("unknown", dt.date(2024, 3, 31)),
    ],
)
def test_departments_have_until_31_january_and_all_others_until_31_march(kind: str, last: dt.date) -> None:
    assert deadline(kind, 2023) == last
    assert _check(last.isoformat(), kind) == Found(1, [], 0), "the last day is in time"
    assert len(_check((last + dt.timedelta(days=1)).isoformat(), kind).rows) == 1


def test_the_message_gives_both_dates_and_the_source() -> None:
    row = _check("2024-02-05").rows[0]
    assert row["message_zh"] == (
        "报告日期为2024年2月5日（依据：标明的日期），晚于2024年1月31日的公布期限：请核实公布日期，今后按期公布"
    )
    assert row["message_en"] == (
        "the report is dated 2024-02-05 (source: the page's date), after the deadline of 2024-01-31: "
        "verify when it was published, and publish in time"
    )
    assert (row["quote"], row["cause"], row["section"]) == ("2024-02-05", "author", None)


@pytest.mark.parametrize("signature", ["滑县教育局\n2024年2月5日", "二〇二四年二月五日"])
def test_a_signature_is_named_as_the_source(signature: str) -> None:
    row = _check("2024-02-05", signature=signature).rows[0]
    assert "依据：落款日期" in row["message_zh"]
    assert "source: the signature" in row["message_en"]


@pytest.mark.parametrize("published", [None, "2023-01-18", "2022-12-30"])
def test_without_a_date_after_the_year_it_is_not_assessable(published: str | None) -> None:
    assert _check(published) == Found(0, [], 1)


def test_a_report_may_be_ready_in_the_last_month_of_its_year() -> None:
    assert _check("2023-12-29") == Found(1, [], 0)


def test_a_date_of_a_much_later_year_may_be_that_of_a_page_that_was_moved() -> None:
    assert _check("2025-06-01").rows[0]["cause"] == "unclear"
