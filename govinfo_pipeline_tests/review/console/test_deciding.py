"""Decisions made on the pages: they go into the one file of decisions, and come back on every page."""

import shutil

import pytest

from govinfo_pipeline.review.ledger import load
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables
from govinfo_pipeline_tests.review.console.serving import HOST, Served, write_year


def decided(served: Served) -> dict[str, tuple[str, str, str]]:
    """What the file of decisions says: finding → status, note, who."""
    made = load(served.home / "decisions.csv").by_finding
    return {finding: (one.status, one.note, one.by) for finding, one in made.items()}


def test_a_decision_goes_into_the_file_and_onto_the_page(served: Served) -> None:
    (row, *_) = served.findings("severity = 'error'")
    answer = served.decide(
        row["finding_id"], status="dismissed", note="电话核实", by="张三", next="/findings?year=2022"
    )
    assert answer.headers["location"] == "/findings?year=2022&saved=1"
    assert decided(served) == {row["finding_id"]: ("dismissed", "电话核实", "张三")}
    page = served.get("/findings?status=dismissed")
    assert f'id="f-{row["finding_id"]}"' in page
    assert "电话核实" in page
    assert f'id="f-{row["finding_id"]}"' not in served.get("/findings?status=open")


def test_who_decides_is_the_person_who_started_the_console_unless_named(served: Served) -> None:
    (row, *_) = served.findings()
    served.decide(row["finding_id"])
    assert decided(served)[row["finding_id"]][2] == "核对员"


def test_a_decision_can_be_changed_and_taken_back(served: Served) -> None:
    (row, *_) = served.findings()
    served.decide(row["finding_id"])
    served.decide(row["finding_id"], status="dismissed", note="另有说明")
    assert decided(served)[row["finding_id"]][:2] == ("dismissed", "另有说明")
    answer = served.decide(row["finding_id"], status="withdrawn", note="")
    assert answer.headers["location"].endswith("withdrawn=1")
    assert decided(served) == {}
    assert {each["status"] for each in served.findings()} == {"open"}


def test_several_are_decided_at_once_and_the_next_one_is_gone_on_with(served: Served) -> None:
    ids = [row["finding_id"] for row in served.findings()[:4]]
    answer = served.decide(*ids[:3], status="confirmed", focus=ids[3])
    assert answer.headers["location"].endswith(f"saved=3#f-{ids[3]}")
    assert set(decided(served)) == set(ids[:3])


def test_all_that_match_the_filters_are_decided_at_once(served: Served) -> None:
    matching = [row["finding_id"] for row in served.findings("\"check\" = 'text.fee_statement'")]
    assert len(matching) > 2
    fields = {"matching": "1", "filters": "check=text.fee_statement", "count": str(len(matching))}
    assert served.decide(status="dismissed", **fields).status_code == 303
    assert set(decided(served)) == set(matching)


def test_nothing_is_decided_where_other_findings_match_than_the_page_said(served: Served) -> None:
    fields = {"matching": "1", "filters": "check=text.fee_statement", "count": "1"}
    answer = served.decide(status="dismissed", **fields)
    assert answer.status_code == 409
    assert "未保存" in answer.text
    assert decided(served) == {}


def test_nothing_is_decided_on_tables_that_the_person_has_not_seen(served: Served, two_years: list[Tables]) -> None:
    (row, *_) = served.findings("year = 2022")
    seen = served.browser.get("/findings").text
    version = seen.split('name="version" value="')[1].split('"')[0]
    write_year(TableStore(served.home / "tables"), two_years[1])
    assert served.decide(row["finding_id"], version=version).status_code == 409
    assert decided(served) == {}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"note": "  "}, "请填写备注，说明理由"),
        ({"status": "resolved"}, "结论只能是属实或排除"),
        ({"status": ""}, "结论只能是属实或排除"),
        ({"id": "../../etc/passwd"}, "没有选中任何问题"),
        ({"id": "0" * 16}, "没有这条问题"),
    ],
)
def test_what_is_no_decision_is_refused_with_a_reason(served: Served, fields: dict[str, str], reason: str) -> None:
    (row, *_) = served.findings()
    answer = served.decide(*([] if "id" in fields else [row["finding_id"]]), **fields)
    assert (answer.status_code, reason in answer.text) == (422, True)
    assert "数据已变" not in answer.text, "which is another reason"
    assert decided(served) == {}


def test_decisions_made_elsewhere_are_on_the_page_at_once(served: Served) -> None:
    (row, *_) = served.findings()
    served.decide(row["finding_id"])
    path = served.home / "decisions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("已核对", "改写过"), encoding="utf-8")
    assert "改写过" in served.get("/findings?status=confirmed")
    path.unlink()
    assert "没有符合条件的问题" in served.get("/findings?status=confirmed")


def test_a_broken_file_of_decisions_is_named_and_left_alone(served: Served) -> None:
    path = served.home / "decisions.csv"
    path.write_text("finding_id,status,evidence\nnonsense,confirmed,x\n", encoding="utf-8")
    page = served.get("/findings")
    assert "第2行：finding_id为" in page
    (row, *_) = served.findings()
    answer = served.decide(row["finding_id"])
    assert (answer.status_code, "第2行：finding_id为" in answer.text) == (422, True)
    assert "nonsense" in path.read_text(encoding="utf-8")


def test_a_finding_whose_evidence_has_changed_is_open_again(served: Served, two_years: list[Tables]) -> None:
    (row, *_) = served.findings("\"check\" = 'applications.results' AND year = 2022")
    served.decide(row["finding_id"], status="dismissed")
    findings = two_years[1].findings.copy()
    findings.loc[findings["finding_id"] == row["finding_id"], "reported"] += 1
    write_year(TableStore(served.home / "tables"), two_years[1].having({"findings": findings}))
    page = served.get("/findings?status=reopened")
    assert f'id="f-{row["finding_id"]}"' in page
    assert "曾有决定，但数据已变" in page


def test_a_finding_that_is_no_more_keeps_its_address_and_its_decision(served: Served, two_years: list[Tables]) -> None:
    (row, *_) = served.findings("\"check\" = 'applications.results' AND year = 2022")
    served.decide(row["finding_id"], note="已请其更正")
    findings = two_years[1].findings.query("finding_id != @row['finding_id']")
    write_year(TableStore(served.home / "tables"), two_years[1].having({"findings": findings}))
    page = served.get(f"/findings/{row['finding_id']}")
    assert "已消除" in page
    assert "已请其更正" in page
    assert "已请其更正" in served.get("/findings?status=resolved")


def test_the_index_can_be_thrown_away(served: Served) -> None:
    (row, *_) = served.findings()
    served.decide(row["finding_id"])
    shutil.rmtree(served.home / "review")
    again = Served.on(served.home)
    assert [each["finding_id"] for each in again.findings("status = 'confirmed'")] == [row["finding_id"]]


def test_a_decision_leads_back_to_a_page_of_the_console_alone(served: Served) -> None:
    (row, *_) = served.findings()
    for address in ("http://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = served.decide(row["finding_id"], next=address)
        assert answer.headers["location"] == "/?saved=1"
    assert HOST not in served.decide(row["finding_id"], next="/reports?x=<script>").headers["location"]
