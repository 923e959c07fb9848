"""A decision about a finding: it holds over runs, and no longer than its evidence."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import pytest

from govinfo_pipeline.form import Cell
from govinfo_pipeline.review.decisions import (
    UnknownFindingError,
    apply,
    decide,
    decided_findings,
    evidence,
    find,
    resolved,
    undismissed,
    withdraw,
)
from govinfo_pipeline.review.ledger import Decisions, load
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline_tests.building import Filed, sample_files, tables_of

WHEN = datetime(2026, 2, 3, 9, 30, tzinfo=timezone(timedelta(hours=8)))
VIOLATED = Cell("applications", "partially_granted", "total")


def _run(files: list[Filed] | None = None) -> pd.DataFrame:
    """The findings of a run on the sample reports of 2022, or on other files."""
    return tables_of(sample_files([2022]) if files is None else files).findings


def _changed(cell: Cell, by: int) -> list[Filed]:
    """The sample reports of 2022, with another figure in the county's report."""
    files = sample_files([2022])
    place = next(n for n, file in enumerate(files) if file.path == "2022/huaxian_county.txt")
    values = files[place].report.values
    changed = replace(files[place].report, values={**values, cell: int(values[cell] or 0) + by})
    files[place] = files[place]._replace(report=changed)
    return files


@pytest.fixture(scope="module")
def findings() -> pd.DataFrame:
    """The findings of a first run."""
    return _run()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "decisions.csv"


def _violated(findings: pd.DataFrame) -> str:
    """The finding about the county's violated row."""
    chosen = (findings["check"] == "applications.applicants") & (findings["item"] == VIOLATED.item)
    return str(findings.loc[chosen, "finding_id"].item())


def _decide(path: Path, findings: pd.DataFrame, *ids: str, status: str = "dismissed") -> Decisions:
    decide(path, findings, ids, status, "口径不同，见第六部分", "王芳", WHEN)
    return load(path)


def _status(findings: pd.DataFrame, decisions: Decisions, finding: str) -> tuple[str, bool]:
    row = apply(findings, decisions).set_index("finding_id").loc[finding]
    return str(row["status"]), bool(row["reopened"])


def test_a_finding_is_open_until_somebody_decides(findings: pd.DataFrame, path: Path) -> None:
    applied = apply(findings, load(path))
    assert set(applied["status"]) == {"open"}
    assert not applied["reopened"].any()
    assert applied[["note", "by", "when"]].isna().all(axis=None)
    assert list(applied["finding_id"]) == list(findings["finding_id"])


@pytest.mark.parametrize("status", ["confirmed", "dismissed"])
def test_a_decision_survives_a_new_run(findings: pd.DataFrame, path: Path, status: str) -> None:
    finding = _violated(findings)
    _decide(path, findings, finding, status=status)
    assert _status(_run(), load(path), finding) == (status, False)


def test_a_decision_says_who_when_and_why(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    decisions = _decide(path, findings, finding)
    row = decided_findings(findings, decisions).set_index("finding_id").loc[finding]
    assert row["note"] == "口径不同，见第六部分"
    assert (row["by"], row["when"]) == ("王芳", "2026-02-03T09:30:00+08:00")
    made = decisions.by_finding[finding]
    assert (made.year, made.check) == (2022, "applications.applicants")
    assert made.location.startswith("2022/huaxian_county.txt:")


def test_it_reopens_when_the_report_prints_another_figure(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    decisions = _decide(path, findings, finding)
    changed = _run(_changed(VIOLATED, 7))
    assert _status(changed, decisions, finding) == ("open", True)
    row = decided_findings(changed, decisions).set_index("finding_id").loc[finding]
    assert row["note"] == "口径不同，见第六部分", "what had been decided is still told"
    assert _status(changed, _decide(path, changed, finding), finding) == ("dismissed", False)


@pytest.mark.parametrize(
    ("column", "value"), [("reported", 99.0), ("expected", 99.0), ("quote", "（二）部分公开 99"), ("check_version", 99)]
)
def test_it_reopens_when_any_part_of_its_evidence_changes(
    findings: pd.DataFrame, path: Path, column: str, value: float | str
) -> None:
    finding = _violated(findings)
    decisions = _decide(path, findings, *findings["finding_id"])
    changed = findings.copy()
    changed.loc[changed["finding_id"] == finding, column] = value
    applied = apply(changed, decisions)
    assert list(applied.loc[applied["reopened"], "finding_id"]) == [finding]


def test_it_holds_when_the_finding_is_worded_or_placed_otherwise(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    decisions = _decide(path, findings, finding)
    moved = findings.assign(location="2022/huaxian_county.txt:999", message_zh="另一种说法", report_id="other")
    assert _status(moved, decisions, finding) == ("dismissed", False)


def test_a_finding_without_figures_or_printed_text_is_bound_to_its_message(findings: pd.DataFrame, path: Path) -> None:
    finding = str(findings.loc[findings["check"] == "parsed.status", "finding_id"].iloc[0])
    decisions = _decide(path, findings, finding)
    assert _status(findings, decisions, finding) == ("dismissed", False)
    other = findings.assign(message_zh=findings["message_zh"] + "，且无法打开")
    assert _status(other, decisions, finding) == ("open", True)


def test_evidence_is_the_same_whether_figures_are_kept_as_integers_or_floats() -> None:
    made = {"finding_id": ["0" * 16] * 3, "check_version": [1] * 3, "reported": [3, 0, None], "expected": [4, 5, 6]}
    kept = frame("findings", made)
    loose = kept.assign(reported=pd.Series([3.0, -0.0, float("nan")]), expected=pd.Series([4, 5, 6]))
    assert evidence(kept) == evidence(loose)
    assert len(set(evidence(kept))) == 3


def test_a_finding_that_is_gone_is_resolved_and_its_decision_is_kept(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    decisions = _decide(path, findings, finding)
    corrected = _run(_changed(VIOLATED, -1))
    assert finding not in set(apply(corrected, decisions)["finding_id"])
    assert [decision.finding_id for decision in resolved(corrected, decisions, {2022})] == [finding]
    assert _status(findings, load(path), finding) == ("dismissed", False), "it comes back as it was decided"


def test_of_a_year_that_was_not_checked_nothing_is_resolved(findings: pd.DataFrame, path: Path) -> None:
    decisions = _decide(path, findings, _violated(findings))
    assert resolved(findings.iloc[:0], decisions, {2021, 2023, None}) == []
    assert len(resolved(findings.iloc[:0], decisions, {2022})) == 1


def test_what_is_dismissed_fails_no_check_and_what_is_confirmed_does(findings: pd.DataFrame, path: Path) -> None:
    dismissed, confirmed = findings["finding_id"].iloc[:2]
    _decide(path, findings, dismissed)
    decisions = _decide(path, findings, confirmed, status="confirmed")
    counted = undismissed(findings, decisions)
    assert list(counted["finding_id"]) == list(findings["finding_id"].iloc[1:])
    changed = findings.assign(check_version=findings["check_version"] + 1)
    assert len(undismissed(changed, decisions)) == len(findings), "a dismissal of other evidence hides nothing"


def test_tables_of_no_finding_can_be_decided_on(findings: pd.DataFrame, path: Path) -> None:
    decisions = _decide(path, findings, _violated(findings))
    nothing = frame("findings", {})
    assert apply(nothing, decisions).empty
    assert undismissed(nothing, decisions).empty
    assert list(decided_findings(nothing, decisions).columns) == list(decided_findings(findings, decisions).columns)


def test_whatever_the_index_the_rows_stay_together(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    decisions = _decide(path, findings, finding)
    shuffled = findings.iloc[::-1].set_axis([0] * len(findings))
    chosen = decided_findings(shuffled, decisions).query("status == 'dismissed'")
    assert list(chosen["finding_id"]) == [finding]
    assert len(undismissed(shuffled, decisions)) == len(findings) - 1


def test_a_later_decision_takes_the_place_of_an_earlier_one(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    _decide(path, findings, finding)
    decisions = _decide(path, findings, finding, status="confirmed")
    assert len(decisions.by_finding) == 1
    assert _status(findings, decisions, finding) == ("confirmed", False)


def test_a_persons_own_columns_stay_with_a_decision_that_is_made_anew(findings: pd.DataFrame, path: Path) -> None:
    finding = _violated(findings)
    _decide(path, findings, finding)
    head, line = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head},ticket\n{line},A-17\n", encoding="utf-8")
    assert _decide(path, findings, finding, status="confirmed").by_finding[finding].more == {"ticket": "A-17"}


KNOWN = ["abcd000000000000", "abcd100000000000", "abce000000000000"]


def test_the_first_digits_are_enough_where_they_tell_a_finding_from_others() -> None:
    assert find(["abce"], KNOWN) == ["abce000000000000"]
    assert find(["ABCD1", "abcd1", KNOWN[1]], KNOWN) == ["abcd100000000000"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("abcd", "begins several findings (abcd000000000000, abcd100000000000)"),
        ("ffff", "there is no finding ffff"),
        ("abcd0000000000000", "there is no finding"),
        ("abc", "too short"),
        ("", "too short"),
    ],
)
def test_an_id_of_no_finding_or_of_several_is_refused(given: str, words: str) -> None:
    with pytest.raises(UnknownFindingError) as refused:
        find([KNOWN[0], given], KNOWN)
    assert words in str(refused.value)


def test_one_wrong_id_among_several_writes_none(findings: pd.DataFrame, path: Path) -> None:
    with pytest.raises(UnknownFindingError):
        _decide(path, findings, _violated(findings), "ffffffff")
    assert not path.exists()


@pytest.mark.parametrize(
    ("status", "note", "when"),
    [("open", "x", WHEN), ("dismissed", " \n", WHEN), ("dismissed", "x", datetime(2026, 1, 1))],  # noqa: DTZ001
)
def test_what_is_no_decision_is_refused(
    findings: pd.DataFrame, path: Path, status: str, note: str, when: datetime
) -> None:
    with pytest.raises(ValueError, match=r"decision|finding can be"):
        decide(path, findings, [_violated(findings)], status, note, "王芳", when)
    assert not path.exists()


def test_fifty_thousand_findings_are_decided_and_applied_in_seconds(path: Path) -> None:
    count = 50_000
    ids = [f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}" for number in range(count)]
    made = {"finding_id": ids, "year": [2022] * count, "check": ["values.valid"] * count, "check_version": [1] * count}
    many = frame("findings", made | {"reported": range(count), "quote": ["（一）予以公开"] * count})
    start = time.process_time()
    decide(path, many, ids, "dismissed", "口径不同", "王芳", datetime.now(UTC))
    assert undismissed(many, load(path)).empty
    assert time.process_time() - start < 20


def test_a_decision_is_taken_back_and_the_others_stay(findings: pd.DataFrame, path: Path) -> None:
    ids = list(findings["finding_id"][:3])
    decide(path, findings, ids, "confirmed", "因此", "张三", WHEN)
    assert withdraw(path, [ids[0], ids[1], "0" * 16]) == 2
    assert list(load(path).by_finding) == [ids[2]]
    assert withdraw(path, ids) == 1
    assert withdraw(path, ids) == 0
