"""Findings, alerts and digests for tests, and a home's post office."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from govinfo_pipeline.alerts.changes import Changes, of_findings, update
from govinfo_pipeline.alerts.digest import Digest, digest
from govinfo_pipeline.alerts.post import Post
from govinfo_pipeline.tables.schemas import empty, frame

FIRST, LATER = "2026-02-01T00:00:00+00:00", "2026-02-02T00:00:00+00:00"
NOW = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)
CHECK = "applications.results"
LINKS = [("运行 run", "http://127.0.0.1:3000/runs/1"), ("核对 review", "http://127.0.0.1:8765/findings?year=2025")]


def reports_of(*numbers: int, quarantined: Sequence[int] = ()) -> pd.DataFrame:
    """Reports of 2025: number n is that of unit n, in region 410000 + n, in the file n.txt."""
    return frame(
        "reports",
        {
            "report_id": [f"r{n}" for n in numbers],
            "year": 2025,
            "source_path": [f"{n}.txt" for n in numbers],
            "organization": [f"单位{n}" for n in numbers],
            "region_code": [f"{410000 + n}" for n in numbers],
            "status": ["quarantined" if n in quarantined else "parsed" for n in numbers],
        },
    )


def found(numbers: Iterable[int], *, check: str = CHECK, status: str = "open", when: str = FIRST) -> pd.DataFrame:
    """Alerts of the findings of a check, one for each report of a number."""
    numbers = list(numbers)
    texts = {
        "message_zh": [f"第{n}份合计不符" for n in numbers],
        "message_en": [f"the sum of {n} is wrong" for n in numbers],
    }
    findings = frame(
        "findings",
        {
            "report_id": [f"r{n}" for n in numbers],
            "year": 2025,
            "finding_id": [f"{check} {n}" for n in numbers],
            "check": check,
            "severity": "error" if check == CHECK else "warning",
            "table": "applications",
            "item": "results_total",
            "column": "total",
            **texts,
        },
    )
    decided = findings.assign(status=status, note=None)
    return of_findings(decided, reports_of(*dict.fromkeys(numbers)), when)


def first(numbers: Iterable[int], **options: str) -> Changes:
    """What is news of the findings of a first run."""
    return update(empty("alerts"), found(numbers, **options), everything)


def everything(alerts: pd.DataFrame) -> "pd.Series[bool]":
    """Every check was made on everything."""
    return pd.Series(True, index=alerts.index)


def a_digest(count: int = 3, most: int = 20) -> Digest:
    """The digest of a year with some findings."""
    return digest(first(range(count)), 2025, LINKS, "00aa11bb22cc33dd", most)


def post_at(folder: Path, channels: str = "") -> Post:
    """The post office of a home with the channels of a TOML text."""
    (folder / "alerts.toml").write_text(channels, encoding="utf-8")
    return Post(folder / "alerts", folder / "alerts.toml")
