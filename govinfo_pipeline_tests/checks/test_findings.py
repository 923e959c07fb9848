"""A finding says what is wrong, where, and who is likely to blame, in two languages, and is the same every time."""

import dataclasses
import random
from collections.abc import Callable

import pandas as pd
import pytest

from govinfo_pipeline.checks.catalogue import find
from govinfo_pipeline.checks.findings import findings, fingerprint
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import CellIssue, ReadReport
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.building import Tables, filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import Organization, random_truth

COUNTY = Organization("滑县人民政府", "我县", "government", 300)
GRANTED = Cell("applications", "granted", "total")


def _report(seed: int = 1, form_year: int = 2023) -> ReadReport:
    return report_of(random_truth(random.Random(seed), form_year, organization=COUNTY, other_in_one_row=False))


def _with(cell: Cell, value: int | None, report: ReadReport | None = None) -> ReadReport:
    report = report or _report()
    report.values[cell] = value
    return report


def _one_more(cell: Cell) -> ReadReport:
    report = _report()
    return _with(cell, int(report.values[cell] or 0) + 1, report)


def _findings(*reports: ReadReport) -> pd.DataFrame:
    """What is found in the figures of some reports."""
    found = tables_of(filed(reports, 2023)).findings
    return found[found["check"].str.startswith(("applications.", "disputes.", "values.valid"))]


def test_a_clean_report_has_no_finding() -> None:
    assert _findings(_report()).empty


def test_a_violated_sum_names_its_total_with_what_is_reported_and_what_is_expected() -> None:
    report = _one_more(GRANTED)
    printed = report.values[GRANTED]
    finding = _findings(report).query("check == 'applications.applicants'").iloc[0]
    assert (finding["table"], finding["item"], finding["column"]) == GRANTED
    assert (finding["reported"], finding["expected"], finding["residual"]) == (printed, int(printed or 0) - 1, -1)
    assert finding["severity"] == "error"
    assert finding["check_version"] == CHECKS["applications.applicants"].version


def test_a_violated_balance_is_a_finding_of_its_column() -> None:
    findings = _findings(_one_more(Cell("applications", "new_received", "natural_person")))
    balance = findings[findings["check"] == "applications.balance"].iloc[0]
    assert balance["table"] == "applications"
    assert pd.isna(balance["item"])
    assert balance["column"] == "natural_person"
    assert balance["expected"] - balance["reported"] == balance["residual"] == 1


def test_a_finding_quotes_the_row_and_says_where_in_the_file_it_stands() -> None:
    report = _one_more(GRANTED)
    evidence = next(e for e in report.evidence if e[:2] == GRANTED[:2])
    finding = _findings(report).query("item == 'granted'").iloc[0]
    assert finding["quote"] == evidence.quote
    assert finding["location"] == f"2023/000.txt:{evidence.line}"


def test_a_finding_of_a_column_says_in_which_file() -> None:
    findings = _findings(_one_more(Cell("applications", "new_received", "natural_person")))
    assert findings[findings["item"].isna()].iloc[0]["location"] == "2023/000.txt"


def test_messages_in_chinese_and_english_name_the_cell_and_both_sides() -> None:
    report = _one_more(GRANTED)
    right = int(report.values[GRANTED] or 0)
    finding = _findings(report).query("check == 'applications.applicants'").iloc[0]
    assert finding["message_zh"] == (
        f"第三部分表格“予以公开”“总计”：六类申请人之和等于该行总计，但左边合计为{right - 1}，右边为{right}，相差-1"
        f"；最可能有误的是“予以公开”“总计”填写的{right}，应为{right - 1}（相差一）"
    )
    assert finding["message_en"] == (
        "table 3, granted, total: the six kinds of applicants add up to the row's total, "
        f"but the left side is {right - 1} and the right side {right} (-1)"
        f"; most likely wrong is granted, total: {right}, should be {right - 1} (off by one)"
    )


def test_the_author_is_to_blame_where_every_cell_was_read_with_certainty() -> None:
    assert set(_findings(_one_more(GRANTED))["cause"]) == {"author"}


@pytest.mark.parametrize("kind", ["unreadable", "missing"])
def test_the_cause_is_unclear_where_a_cell_of_the_identity_is_in_doubt(kind: str) -> None:
    report = _one_more(GRANTED)
    doubted = Cell("applications", "granted", "research_institution")
    report.issues.append(CellIssue(doubted, "?", "missing" if kind == "missing" else "unreadable"))
    causes = _findings(report).set_index("check")["cause"]
    assert causes["applications.applicants"] == "unclear"
    assert causes["applications.results"] == "author", "its column has no cell in doubt"


def test_the_cause_is_unclear_wherever_a_row_was_placed_by_the_identities() -> None:
    report = _one_more(Cell("applications", "granted", "natural_person"))
    report.issues.append(CellIssue(GRANTED, "予以公开 1 2 3", "repaired"))
    causes = _findings(report).set_index("check")["cause"]
    assert set(causes) == {"unclear"}


def test_the_row_of_table_4_is_in_doubt_as_a_whole() -> None:
    report = _one_more(Cell("disputes", "reconsideration", "upheld"))
    report.issues.append(CellIssue(Cell("disputes", "litigation_after_reconsideration", "total"), "1 2", "repaired"))
    assert set(_findings(report)["cause"]) == {"unclear"}


def test_a_blank_says_nothing_against_the_reader() -> None:
    report = _one_more(GRANTED)
    report.issues.append(CellIssue(Cell("applications", "granted", "research_institution"), "", "blank"))
    assert set(_findings(report)["cause"]) == {"author"}


@pytest.mark.parametrize(
    "cell",
    [
        Cell("applications", "denied_state_secret", "natural_person"),
        Cell("disputes", "litigation_direct", "pending"),
        Cell("proactive_disclosure", "administrative_penalty", "decisions"),
        Cell("proactive_disclosure", "administrative_fees", "amount"),
    ],
)
def test_r1_a_negative_count_or_amount(cell: Cell) -> None:
    finding = _findings(_with(cell, -1234567)).query("check == 'values.valid'")
    assert len(finding) == 1
    row = finding.iloc[0]
    assert (row["table"], row["item"], row["column"]) == cell
    assert (row["reported"], row["severity"], row["cause"]) == (-1234567, "error", "author")
    assert "填写为-1234567" in row["message_zh"]
    assert "reads -1234567" in row["message_en"]
    assert row["location"].startswith("2023/000.txt:")


def test_r1_a_change_may_be_negative() -> None:
    report = _report(form_year=2020)
    report.values[Cell("proactive_disclosure", "administrative_licensing", "change")] = -5
    assert _findings(report).empty


@pytest.mark.parametrize(("raw", "number"), [("1.5", 1.5), ("１．５", 1.5), (" 2.25件 ", 2.25), ("1,234.5", 1234.5)])
def test_r1_a_fraction_where_a_count_belongs(raw: str, number: float) -> None:
    cell = Cell("applications", "denied_state_secret", "research_institution")
    report = _with(cell, None)
    report.issues.append(CellIssue(cell, raw, "unreadable"))
    finding = _findings(report).query("check == 'values.valid'")
    assert len(finding) == 1
    assert finding.iloc[0]["reported"] == number
    assert finding.iloc[0]["quote"] == raw
    assert f"填写为{number}" in finding.iloc[0]["message_zh"]


@pytest.mark.parametrize("raw", ["见附件", "十二", "重复申请 1 2 3.5", "①", "3a"])
def test_what_could_not_be_read_is_not_held_against_the_author(raw: str) -> None:
    cell = Cell("applications", "denied_state_secret", "research_institution")
    report = _with(cell, None)
    report.issues.append(CellIssue(cell, raw, "unreadable"))
    assert _findings(report).query("check == 'values.valid'").empty


def test_a_fraction_of_an_amount_that_could_not_be_read_is_no_matter_of_counts() -> None:
    cell = Cell("proactive_disclosure", "administrative_fees", "amount")
    report = _with(cell, None)
    report.issues.append(CellIssue(cell, "99999999999999.5", "unreadable"))
    assert _findings(report).empty


def test_the_fingerprint_is_the_same_in_every_run() -> None:
    """Pinned: a change of it makes every alert a new one, and needs a migration of what people have decided."""
    known = ("applications.results", 2023, "2023/x.txt", "applications", "results_total", "total")
    assert fingerprint(*known) == "8cc2619c267742b2"


def _ids(report: ReadReport) -> list[str]:
    return list(_findings(report)["finding_id"])


def _by_two(report: ReadReport) -> None:
    report.values[GRANTED] = int(report.values[GRANTED] or 0) + 1


def _other_lines(report: ReadReport) -> None:
    report.evidence = [e._replace(line=e.line + 40, quote="another text") for e in report.evidence]


@pytest.mark.parametrize("change", [_by_two, _other_lines], ids=["other figures", "other lines and quotes"])
def test_the_fingerprint_depends_neither_on_figures_nor_on_lines(change: Callable[[ReadReport], None]) -> None:
    first, second = _one_more(GRANTED), _one_more(GRANTED)
    change(second)
    assert _ids(first) == _ids(second)
    assert len(set(_ids(first))) == len(_ids(first)) == 2


def test_the_fingerprint_tells_check_year_file_and_cell_apart() -> None:
    parts = [
        ("a", 2023, "x", "t", "i", "c"),
        ("b", 2023, "x", "t", "i", "c"),
        ("a", 2022, "x", "t", "i", "c"),
        ("a", 2023, "y", "t", "i", "c"),
        ("a", 2023, "x", "t", "j", "c"),
        ("a", 2023, "x", "t", None, "c"),
    ]
    assert len({fingerprint(*part) for part in parts}) == len(parts)


def _shuffled(tables: Tables, seed: int) -> pd.DataFrame:
    def mixed(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.sample(frac=1, random_state=seed)

    year = tables.year()
    others = {name: mixed(frame) for name, frame in tables.frames().items() if name != "reports"}
    mixed_year = dataclasses.replace(
        year, tables={**year.tables, **others}, evidence=lambda ids: mixed(year.evidence(ids))
    )
    return findings(find(mixed_year), mixed_year)


def test_the_order_is_that_of_reports_checks_and_cells() -> None:
    reports = [_with(GRANTED, -5, _report(seed)) for seed in range(4)]
    for report in reports:
        report.values[Cell("applications", "new_received", "natural_person")] = -7
        report.values[Cell("disputes", "reconsideration", "upheld")] = 999
    tables = tables_of(filed(reports, 2023))
    assert list(dict.fromkeys(tables.findings["report_id"])) == list(tables.reports["report_id"])
    for seed in (1, 2):
        pd.testing.assert_frame_equal(_shuffled(tables, seed), tables.findings)


def test_findings_are_rows_of_the_schema() -> None:
    SCHEMAS["findings"].validate(_findings(_one_more(GRANTED), _with(GRANTED, -1)), lazy=True)
