"""Which version of a report counts."""

import pandas as pd

from govinfo_pipeline.tables.versions import superseded


def reports(*rows: tuple[str, str | None, str, int | None]) -> pd.DataFrame:
    """Reports of one body in the folder of 2023: (report_id, published, modified, stated year)."""
    columns = ["report_id", "published", "modified", "stated_year"]
    table = pd.DataFrame(rows, columns=columns).astype({"stated_year": "Int64"})
    return table.assign(
        year=2023,
        organization="滑县教育局",
        region_code="410526",
        status="parsed",
        source_path="2023/" + table["report_id"] + ".txt",
    )


def older(table: pd.DataFrame) -> dict[str, str]:
    """Older version → the newest one."""
    pairs = zip(table["report_id"], superseded(table), strict=True)
    return {report: newest for report, newest in pairs if isinstance(newest, str)}


def test_the_one_published_last_is_the_newest() -> None:
    assert older(reports(("a", "2024-02-01", "2024", 2023), ("b", "2024-01-01", "2025", 2023))) == {"b": "a"}


def test_where_one_has_no_date_the_file_changed_last_is() -> None:
    assert older(reports(("a", "2024-02-01", "2024", 2023), ("b", None, "2025", 2023))) == {"a": "b"}


def test_a_report_of_another_year_is_no_version_of_this_ones() -> None:
    assert older(reports(("a", "2024-02-01", "2024", 2023), ("misfiled", None, "2025", 2022))) == {}


def test_a_report_that_states_no_year_is_one() -> None:
    assert older(reports(("a", None, "2024", 2023), ("b", None, "2025", None))) == {"a": "b"}
