"""Alerts of the pipeline itself: runs, late years, daemons that stopped."""

import datetime as dt

import pytest

from govinfo_pipeline.alerts.operations import DAEMON, SENSOR, Row, Sign, ended_badly, late, of_rows, silent
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.alerts.made import FIRST

ZONE = "Asia/Shanghai"
NOW = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)


def days(number: float) -> dt.timedelta:
    return dt.timedelta(days=number)


def test_rows_become_valid_alerts_with_an_id_each_that_is_the_same_again() -> None:
    rows = [Row(DAEMON, "error", "停止", "stopped", about=name) for name in ("sensor", "scheduler")]
    rows.append(ended_badly("recheck", 2022, canceled=False, errors=[]))
    alerts = of_rows(rows, FIRST)
    SCHEMAS["alerts"].validate(alerts, lazy=True)
    assert alerts["alert_id"].is_unique
    assert list(of_rows(rows, FIRST)["alert_id"]) == list(alerts["alert_id"])
    assert of_rows([], FIRST).empty


def test_a_failed_run_names_year_step_and_error() -> None:
    row = ended_badly("statistical_year", 2022, canceled=False, errors=[("parsed_reports", "disk full")])
    assert (row.check, row.severity) == ("run.statistical_year", "error")
    assert row.zh == "2022年度的运行“statistical_year”失败：parsed_reports报告“disk full”"
    assert row.en == "the run statistical_year of 2022 failed: parsed_reports: disk full"


def test_a_canceled_run_is_a_warning() -> None:
    row = ended_badly("unplaced_files", None, canceled=True, errors=[])
    assert (row.severity, row.en) == ("warning", "the run unplaced_files was canceled")


@pytest.mark.parametrize(
    ("now", "last", "is_late"),
    [
        (dt.datetime(2026, 2, 2, tzinfo=dt.UTC), None, True),
        (dt.datetime(2026, 2, 2, tzinfo=dt.UTC), dt.datetime(2026, 1, 30, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 2, 2, tzinfo=dt.UTC), dt.datetime(2026, 1, 20, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 1, 5, tzinfo=dt.UTC), None, False),
        (dt.datetime(2026, 4, 30, 15, 59, tzinfo=dt.UTC), None, True),
        (dt.datetime(2026, 4, 30, 16, 1, tzinfo=dt.UTC), None, False),
        (dt.datetime(2026, 9, 1, tzinfo=dt.UTC), None, False),
    ],
)
def test_a_year_is_late_a_week_into_its_season_and_a_week_after_its_last_run(
    now: dt.datetime, last: dt.datetime | None, is_late: bool
) -> None:
    rows = late(last, now, ZONE)
    assert bool(rows) == is_late
    assert all("2025" in row.en and "2025年度" in row.zh for row in rows)


def test_each_late_year_is_an_alert_of_its_own() -> None:
    springs = [dt.datetime(year, 3, 1, tzinfo=dt.UTC) for year in (2026, 2027)]
    first, second = (of_rows(late(None, now, ZONE), FIRST)["alert_id"].item() for now in springs)
    assert first != second


def test_a_daemon_is_silent_when_its_last_sign_is_old_or_there_was_none() -> None:
    signs = {"sensor": Sign(NOW - days(1)), "scheduler": Sign(None), "backfill": Sign(NOW)}
    said = [row.en for row in silent(DAEMON, signs, NOW)]
    assert said == [
        "the daemon scheduler has never run",
        "the daemon sensor has given no sign since 2026-02-01 00:00 UTC",
    ]


def test_a_sensor_that_ends_with_an_error_is_told_of_with_it() -> None:
    (row,) = silent(SENSOR, {"alert_delivery": Sign(NOW, "no route to host")}, NOW)
    assert row.en == "the sensor alert_delivery ended with an error: no route to host"
    assert row.zh == "传感器alert_delivery最近一次运行报告“no route to host”"
