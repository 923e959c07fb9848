"""What became of the alerts of a year now that it was checked again: new, failing still, reopened, resolved."""

from collections.abc import Callable, Collection
from typing import NamedTuple

import pandas as pd

from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.tables.codes import DECIDED
from govinfo_pipeline.tables.finding_schemas import ALERTS
from govinfo_pipeline.tables.schemas import frame

UNSETTLED = ("open", "confirmed")
"""Statuses of an alert that somebody has to do something about."""
_OF_FILES = [code for code, check in CHECKS.items() if check.asset == "raw_reports"]


class Changes(NamedTuple):
    """The table ``alerts`` of a year as it is now, and its rows that are news. A dismissed finding is none."""

    alerts: pd.DataFrame
    new: pd.DataFrame
    reopened: pd.DataFrame
    resolved: pd.DataFrame

    @property
    def is_news(self) -> bool:
        """Whether there is anything to tell."""
        return any(len(table) for table in self[1:])

    def chosen(self, wanted: Callable[[pd.DataFrame], "pd.Series[bool]"]) -> "Changes":
        """The same of some alerts alone."""
        return Changes(*(table[wanted(table)] for table in self))


def of_findings(findings: pd.DataFrame, reports: pd.DataFrame, when: str) -> pd.DataFrame:
    """``alerts`` of findings, as if each were seen for the first time at ``when`` (ISO 8601, UTC).

    ``findings`` have the columns ``status`` and ``note`` beside their own: what a person decided about each.
    """
    known = reports.drop_duplicates("report_id").set_index("report_id")
    about = {name: findings["report_id"].map(known[name]) for name in ("organization", "region_code", "source_path")}
    named = {"alert_id": "finding_id", "summary": "message_zh", "summary_en": "message_en"}
    own = {
        column: findings[named.get(column, column)]
        for column in ALERTS.columns
        if named.get(column, column) in findings
    }
    alerts = frame("alerts", own | about).assign(first_seen=when, last_seen=when)
    return alerts.drop_duplicates("alert_id", ignore_index=True)


def update(
    before: pd.DataFrame, found: pd.DataFrame, could_be_made: Callable[[pd.DataFrame], "pd.Series[bool]"]
) -> Changes:
    """The alerts of a year after it was checked.

    ``before`` are its alerts as they were; ``found`` those of what the checks find now. ``could_be_made`` is given
    alerts that are no longer found, and says of each whether that was looked at: what was not looked at stays as it
    was, and the others are resolved.
    """
    earlier = before.set_index("alert_id")
    was = found["alert_id"].map(earlier["status"])
    first_seen = found["alert_id"].map(earlier["first_seen"]).astype(found["first_seen"].dtype)
    found = found.assign(first_seen=first_seen.fillna(found["first_seen"]))
    stands = found["status"] != "dismissed"
    is_new = stands & was.isna()
    is_reopened = stands & ((was == "resolved") | ((found["status"] == "open") & was.isin(DECIDED)))
    gone = before[~before["alert_id"].isin(found["alert_id"])]
    is_resolved = (gone["status"] != "resolved") & could_be_made(gone)
    kept = gone.assign(status=gone["status"].mask(is_resolved, "resolved"))
    return Changes(
        pd.concat([found, kept], ignore_index=True),
        found[is_new],
        found[is_reopened],
        kept[is_resolved & gone["status"].isin(UNSETTLED)],
    )


def could_be_made(
    alerts: pd.DataFrame, made: Collection[str], reports: pd.DataFrame, identity_results: pd.DataFrame
) -> "pd.Series[bool]":
    """For each alert, whether its check was made this time on what it is about.

    1. A check that is not among ``made``, those that could be applied at all, was not.
    2. Nothing in a report was checked if that is in quarantine now, apart from its file.
    3. An identity that is not assessable now was not.
    """
    is_made = alerts["check"].isin(list(made))  # 1
    refused = reports.loc[reports["status"] == "quarantined", "source_path"]
    unread = alerts["source_path"].isin(refused) & ~alerts["check"].isin(_OF_FILES)  # 2
    paths = reports.drop_duplicates("report_id").set_index("report_id")["source_path"]
    unknown = identity_results[identity_results["status"] == "not_assessable"]
    instances = set(_keys(unknown["report_id"].map(paths), unknown["identity"], unknown["scope"]))
    unclear = pd.Series(False, index=alerts.index)
    for scope in ("item", "column"):
        unclear |= _keys(alerts["source_path"], alerts["check"], alerts[scope]).isin(instances)  # 3
    return is_made & ~unread & ~unclear


def _keys(path: "pd.Series[str]", check: "pd.Series[str]", scope: "pd.Series[str]") -> "pd.Series[str]":
    return path.astype("str").fillna("") + "\n" + check.astype("str") + "\n" + scope.astype("str").fillna("")
