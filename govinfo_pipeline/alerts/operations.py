"""Alerts of the pipeline itself: a run that failed, a check of the tables, a year that is late, a daemon that stopped.

Each kind has a code of its own beside those of the checks, so that it is kept, told and resolved as findings are.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from govinfo_pipeline.checks.findings import fingerprint
from govinfo_pipeline.tables.schemas import frame

RUN, SCHEMA, SEASON, DAEMON, SENSOR = "run.", "schema.", "season.run", "watch.daemon", "watch.sensor"
"""Codes, and the beginnings of those that name a job or a table."""
OWN = (RUN, SCHEMA, SEASON, DAEMON, SENSOR)

LAST_MONTH = 4
"""The season in which reports come in and years are run ends with April."""
PATIENCE = dt.timedelta(days=7)
"""A year that was not run for so long in its season is late."""
SILENCE = dt.timedelta(minutes=10)
"""A daemon or sensor that gave no sign for so long has stopped."""


class Row(NamedTuple):
    """Something that is wrong. ``about`` tells several of one kind and year apart."""

    check: str
    severity: str
    zh: str
    en: str
    about: str = ""
    year: int | None = None


class Sign(NamedTuple):
    """The last sign of life of a sensor or daemon (null for none ever), and the error it ended with, if it did."""

    last: dt.datetime | None
    error: str | None = None


def id_of(check: str, about: str, year: int | None = None) -> str:
    """The id of an alert of a kind."""
    return fingerprint(check, year, "", None, about, None)


def of_rows(rows: Iterable[Row], when: str) -> pd.DataFrame:
    """``alerts`` of rows, as if each were seen for the first time at ``when`` (ISO 8601, UTC)."""
    rows = list(rows)
    return frame(
        "alerts",
        {
            "alert_id": [id_of(row.check, row.about, row.year) for row in rows],
            "year": [row.year for row in rows],
            "check": [row.check for row in rows],
            "severity": [row.severity for row in rows],
            "summary": [row.zh for row in rows],
            "summary_en": [row.en for row in rows],
            "status": "open",
            "first_seen": when,
            "last_seen": when,
        },
    )


def ended_badly(job: str, year: int | None, *, canceled: bool, errors: Iterable[tuple[str, str]]) -> Row:
    """A run that failed or was canceled. ``errors`` are (asset or step, error); in Chinese an error is quoted."""
    errors = list(errors)
    said_zh = "；".join(f"{step}报告“{error}”" for step, error in errors)
    said_en = "; ".join(f"{step}: {error}" for step, error in errors)
    of_zh, of_en = (f"{year}年度的", f" of {year}") if year else ("", "")
    if canceled:
        return Row(
            f"{RUN}{job}", "warning", f"{of_zh}运行“{job}”被取消", f"the run {job}{of_en} was canceled", year=year
        )
    zh, en = f"{of_zh}运行“{job}”失败", f"the run {job}{of_en} failed"
    return Row(
        f"{RUN}{job}", "error", f"{zh}：{said_zh}" if errors else zh, f"{en}: {said_en}" if errors else en, year=year
    )


def check_failed(code: str, severity: str, zh: str, en: str, year: int | None) -> Row:
    """A failed check that gives no findings: of a table's structure, or of the metrics."""
    return Row(code, severity, zh, en, year=year)


def ended_year(now: dt.datetime, zone: str) -> int:
    """The statistical year that has ended, on the calendar of a time zone."""
    return now.astimezone(ZoneInfo(zone)).year - 1


def late(last_run: dt.datetime | None, now: dt.datetime, zone: str) -> list[Row]:
    """A row in the season when the year that has ended was not run, or not for a week.

    ``last_run`` is when the findings of that year were last made, null for never.
    """
    today = now.astimezone(ZoneInfo(zone))
    year = ended_year(now, zone)
    since = max(last_run or dt.datetime.min.replace(tzinfo=dt.UTC), today.replace(month=1, day=1, hour=0, minute=0))
    if today.month > LAST_MONTH or now - since <= PATIENCE:
        return []
    days = (now - since).days
    zh, en = f"{year}年度已有{days}天没有运行", f"the year {year} was not run for {days} days"
    hint_zh, hint_en = "请运行该年度或启用日程season", "run it, or turn the schedule on"
    return [Row(SEASON, "warning", f"{zh}，{hint_zh}", f"{en}; {hint_en}", about=str(year))]


def silent(code: str, signs: Mapping[str, Sign], now: dt.datetime) -> list[Row]:
    """A row for each daemon or sensor that gave no sign for too long, or whose last sign was an error."""
    kind = "守护进程" if code == DAEMON else "传感器"
    name_en = "daemon" if code == DAEMON else "sensor"
    rows = []
    for name, sign in sorted(signs.items()):
        if sign.last is None or now - sign.last > SILENCE:
            zh = f"自{_moment(sign.last)}起没有响应" if sign.last else "从未启动"
            en = f"has given no sign since {_moment(sign.last)}" if sign.last else "has never run"
        elif sign.error:
            zh, en = f"最近一次运行报告“{sign.error}”", f"ended with an error: {sign.error}"
        else:
            continue
        rows.append(Row(code, "error", f"{kind}{name}{zh}", f"the {name_en} {name} {en}", about=name))
    return rows


def _moment(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat(" ", timespec="minutes").replace("+00:00", " UTC")
