"""An alert is new once, stays while it is found, and is resolved only by a check that was made."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.alerts.changes import Changes, could_be_made, of_findings, update
from govinfo_pipeline.tables.schemas import SCHEMAS, empty, frame
from govinfo_pipeline_tests.alerts.made import CHECK, FIRST, LATER, everything, first, found, reports_of
from govinfo_pipeline_tests.building import sample_files, tables_of

NO_RESULTS = empty("identity_results")


def statuses(changes: Changes) -> dict[str, str]:
    return dict(zip(changes.alerts["alert_id"], changes.alerts["status"], strict=True))


def test_findings_of_the_samples_become_valid_alerts_that_say_whose_report_it_is() -> None:
    tables = tables_of(sample_files([2022]))
    decided = tables.findings.assign(status="open", note=None)
    alerts = of_findings(decided, tables.reports, FIRST)
    SCHEMAS["alerts"].validate(alerts, lazy=True)
    assert list(alerts["alert_id"]) == list(tables.findings["finding_id"])
    wrong = alerts[alerts["check"] == "applications.applicants"].iloc[0]
    assert (wrong["organization"], wrong["source_path"]) == ("滑县人民政府", "2022/huaxian_county.txt")


def test_what_was_never_seen_is_new_and_what_was_is_not() -> None:
    changes = update(first([1]).alerts, found([1, 2], when=LATER), everything)
    assert list(changes.new["summary"]) == ["第2份合计不符"]
    assert (len(changes.reopened), len(changes.resolved)) == (0, 0)
    assert list(changes.alerts["first_seen"]) == [FIRST, LATER]
    assert list(changes.alerts["last_seen"]) == [LATER, LATER]
    SCHEMAS["alerts"].validate(changes.alerts, lazy=True)


def test_the_same_findings_again_are_no_news() -> None:
    assert not update(first(range(5)).alerts, found(range(5), when=LATER), everything).is_news


def test_what_is_gone_is_resolved_once_and_keeps_when_it_was_seen_last() -> None:
    changes = update(first([1, 2]).alerts, found([2], when=LATER), everything)
    (resolved,) = changes.resolved.to_dict("records")
    assert (resolved["status"], resolved["last_seen"]) == ("resolved", FIRST)
    assert not update(changes.alerts, found([2], when=LATER), everything).is_news


def test_what_comes_back_is_reopened_and_known_since_the_first_time() -> None:
    gone = update(first([1]).alerts, found([]), everything)
    changes = update(gone.alerts, found([1], when=LATER), everything)
    assert list(changes.reopened["first_seen"]) == [FIRST]
    assert len(changes.new) == 0


@pytest.mark.parametrize("decided", ["confirmed", "dismissed"])
def test_a_decision_that_no_longer_holds_reopens_its_alert(decided: str) -> None:
    changes = update(first([1], status=decided).alerts, found([1], when=LATER), everything)
    assert len(changes.reopened) == 1


def test_a_dismissed_finding_is_no_news_neither_when_found_nor_when_gone() -> None:
    dismissed = first([1], status="dismissed")
    assert not dismissed.is_news
    gone = update(dismissed.alerts, found([]), everything)
    assert not gone.is_news
    assert set(statuses(gone).values()) == {"resolved"}


def test_a_confirmed_finding_still_fails_until_it_is_gone() -> None:
    confirmed = update(first([1]).alerts, found([1], status="confirmed"), everything)
    assert not confirmed.is_news
    assert len(update(confirmed.alerts, found([]), everything).resolved) == 1


def test_what_a_check_that_was_not_made_had_found_stays_as_it_was() -> None:
    before = pd.concat([found([1]), found([1], check="text.late")], ignore_index=True)
    reports = reports_of(1)
    changes = update(before, found([]), lambda alerts: could_be_made(alerts, [CHECK], reports, NO_RESULTS))
    assert statuses(changes) == {f"{CHECK} 1": "resolved", "text.late 1": "open"}


def test_nothing_in_a_report_that_cannot_be_read_now_is_resolved_but_what_is_of_its_file() -> None:
    before = pd.concat([found([1, 2]), found([1], check="raw.duplicates")], ignore_index=True)
    reports = reports_of(1, 2, quarantined=[1])
    made = [CHECK, "raw.duplicates"]
    changes = update(before, found([]), lambda alerts: could_be_made(alerts, made, reports, NO_RESULTS))
    assert statuses(changes) == {f"{CHECK} 1": "open", f"{CHECK} 2": "resolved", "raw.duplicates 1": "resolved"}


def test_an_identity_that_is_not_assessable_any_more_is_not_resolved() -> None:
    results = frame(
        "identity_results",
        {
            "report_id": ["r1", "r2"],
            "year": 2025,
            "identity": CHECK,
            "scope": "total",
            "status": ["not_assessable", "holds"],
        },
    )
    reports = reports_of(1, 2)
    changes = update(found([1, 2]), found([]), lambda alerts: could_be_made(alerts, [CHECK], reports, results))
    assert statuses(changes) == {f"{CHECK} 1": "open", f"{CHECK} 2": "resolved"}


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sets(st.integers(0, 6)), min_size=1, max_size=5))
def test_whatever_comes_and_goes_each_alert_is_there_once_and_is_unsettled_if_and_only_if_it_is_found(
    runs: list[set[int]],
) -> None:
    alerts, told = empty("alerts"), 0
    for numbers in runs:
        changes = update(alerts, found(sorted(numbers)), everything)
        alerts = changes.alerts
        told += len(changes.new)
        assert set(alerts.loc[alerts["status"] == "open", "alert_id"]) == {f"{CHECK} {n}" for n in numbers}
    assert alerts["alert_id"].is_unique
    assert told == len(alerts) == len(set().union(*runs))
