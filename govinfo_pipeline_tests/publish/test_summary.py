"""The summary form (汇总表): the sum of a region's own reports, what was left blank, and what was left out."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import openpyxl
import pandas as pd
import pytest

from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.publish.errors import ExportError
from govinfo_pipeline.publish.summary import Summary, summary
from govinfo_pipeline.publish.summary_book import write_summary
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import filed, report_of
from govinfo_pipeline_tests.command.running import govinfo_here
from govinfo_pipeline_tests.corpus import random_truth

HENAN = "410000"
NEW = Cell("applications", "new_received", "total")
PARTS = ("other_correction_overdue", "other_fee_overdue", "other_other")


def _units(tmp_path: Path, *changes: Mapping[Cell, int | None]) -> TableStore:
    """A store with one report of 滑县 for each of ``changes``, all else in them being 0."""
    truth = random_truth(Random(7), form=LATEST.code)
    zero = {cell: 0 for cell in LATEST.cells if cell.item != "other_processing"}
    reports = []
    for number, change in enumerate(changes):
        report = report_of(truth)
        report.values = {cell: value for cell, value in {**zero, **change}.items() if value != _UNPRINTED}
        report.organization = f"滑县{number}局"
        reports.append(report)
    rows = [parsed.row(f.report, year=f.year, source_path=f.path, sha256=f.sha256) for f in filed(reports, 2023)]
    table = parsed.to_table(rows)
    store = TableStore(tmp_path / "tables")
    store.write("reports", 2023, normalize.reports(table).assign(region_code="410526", report_scope="own"))
    for make in (normalize.applications, normalize.disputes, normalize.proactive_disclosure):
        store.write(make.__name__, 2023, make(table))
    return store


_UNPRINTED = -1


def test_a_cell_is_the_sum_over_the_own_reports_of_all_places_in_the_region(store: TableStore) -> None:
    found = summary(store, 2023, HENAN)
    reports = store.read("reports", [2023])
    own = reports[reports["region_code"].fillna("").str.startswith("41") & (reports["report_scope"] == "own")]
    rows = store.read("applications", [2023])
    rows = rows[rows["report_id"].isin(own["report_id"])]
    for item, total in rows.groupby("item")["total"].sum().items():
        assert found.sums[Cell("applications", str(item), "total")] == total
    assert set(found.units["report_id"]) == set(own["report_id"])
    assert len(own) == 5


def test_an_aggregate_report_is_never_added_to_own_ones(store: TableStore) -> None:
    own, aggregate = (summary(store, 2023, HENAN, scope) for scope in ("own", "aggregate"))
    assert not set(own.units["report_id"]) & set(aggregate.units["report_id"])
    assert {left.organization for left in own.left_out} == {"洛阳市人民政府", "滑县人民政府"}
    assert all("不与所选口径相加" in left.why for left in own.left_out)


def test_of_aggregates_those_directly_below_the_region_alone_are_added_up(tmp_path: Path) -> None:
    regions = {"410000": 1, "410300": 2, "410500": 4, "410526": 8, "419001": 16}
    store = _units(tmp_path, *({NEW: new} for new in regions.values()))
    reports = store.read("reports").assign(region_code=list(regions), organization=list(regions))
    store.write("reports", 2023, reports.assign(report_scope="aggregate", kind="government"))
    of_province, of_city = (summary(store, 2023, region, "aggregate") for region in (HENAN, "410500"))
    assert list(of_province.units["region_code"]) == ["410300", "410500", "419001"]
    assert of_province.sums[NEW] == 2 + 4 + 16
    assert {left.organization for left in of_province.left_out} == {"410000", "410526"}
    assert all("各级汇总报告互相包含" in left.why for left in of_province.left_out)
    assert (list(of_city.units["region_code"]), of_city.sums[NEW]) == (["410526"], 8)
    with pytest.raises(ExportError, match="directly below"):
        summary(store, 2023, "410526", "aggregate")


def test_older_versions_and_reports_of_another_year_are_left_out_with_the_reason(store: TableStore) -> None:
    assert {left.why for left in summary(store, 2023, "321322").left_out} == {"已有更新版本"}
    with pytest.raises(ExportError, match="盐亭县"):
        summary(store, 2022, "510723")


def test_blanks_are_no_zeros_and_their_units_are_named(tmp_path: Path) -> None:
    store = _units(tmp_path, {NEW: 3}, {NEW: None}, {NEW: 4})
    found = summary(store, 2023, "410526")
    assert found.sums[NEW] == 7
    second = found.units.loc[found.units["organization"] == "滑县1局", "report_id"].item()
    assert found.blanks == {NEW: [second]}


def test_a_cell_that_all_left_blank_is_blank(tmp_path: Path) -> None:
    found = summary(_units(tmp_path, {NEW: None}, {NEW: None}), 2023, "410526")
    assert found.sums[NEW] is None
    assert len(found.blanks[NEW]) == 2


def test_identities_of_the_sum_are_violated_only_where_every_unit_filled_its_cells(tmp_path: Path) -> None:
    balance = "applications.balance", "total"
    carried = Cell("applications", "carried_over", "total")
    for second, status in (({}, "violated"), ({carried: None}, "not_assessable")):
        found = summary(_units(tmp_path / status, {NEW: 5}, second), 2023, "410526")
        outcomes = {(o.identity.family, o.identity.scope): o for o in found.outcomes}
        assert outcomes[balance].status == status
        assert outcomes[balance].left == 5
    assert {o.status for o in summary(_units(tmp_path / "fine", {}, {}), 2023, "410526").outcomes} == {"holds"}


def test_a_unit_that_prints_one_row_in_place_of_three_left_none_of_the_three_blank(tmp_path: Path) -> None:
    one_row = {Cell("applications", part, column.code): _UNPRINTED for part in PARTS for column in _APPLICANTS}
    one_row |= {Cell("applications", "other_processing", column.code): 2 for column in _APPLICANTS}
    found = summary(_units(tmp_path, one_row, {}), 2023, "410526")
    assert found.blanks == {}
    assert found.sums[Cell("applications", "other_processing", "total")] == 2
    write_summary(found, tmp_path / "book.xlsx")
    labels = _texts(tmp_path / "book.xlsx", "三、依申请公开")
    assert "（六）其他处理（未分项）" in labels


_APPLICANTS = LATEST.table("applications").columns


def test_reports_on_another_generation_of_the_form_are_left_out(tmp_path: Path) -> None:
    store = _units(tmp_path, {}, {}, {})
    reports = store.read("reports")
    store.write("reports", 2023, frame("reports", dict(reports.assign(form=["2021", "2019", "2021"]))))
    found = summary(store, 2023, "410526")
    assert found.form is LATEST
    assert [(left.organization, left.why) for left in found.left_out] == [("滑县1局", "2019年式样，指标不同")]


def _texts(path: Path, sheet: str) -> dict[str, str]:
    """What a sheet prints → where."""
    book = openpyxl.load_workbook(path)
    return {
        str(cell.value): cell.coordinate for row in book[sheet].iter_rows() for cell in row if cell.value is not None
    }


@pytest.fixture(scope="module")
def book(store: TableStore, tmp_path_factory: pytest.TempPathFactory) -> tuple[Summary, openpyxl.Workbook]:
    found = summary(store, 2023, HENAN)
    path = tmp_path_factory.mktemp("book") / "summary.xlsx"
    write_summary(found, path)
    return found, openpyxl.load_workbook(path)


def test_each_figure_stands_in_its_place_of_the_form(book: tuple[Summary, openpyxl.Workbook]) -> None:
    found, workbook = book
    sheet = workbook["三、依申请公开"]
    labels = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    for item, label in (
        ("new_received", "一、本年新收政府信息公开申请数量"),
        ("denied_state_secret", "1.属于国家秘密"),
    ):
        for column, head in (("natural_person", "自然人"), ("total", "总计")):
            value = sheet.cell(labels[label].row, labels[head].column).value
            assert value == found.sums[Cell("applications", item, column)]
    assert "K1" not in sheet.dimensions
    assert {"A3:C5", "D3:J3", "E4:I4"} <= {str(merged) for merged in sheet.merged_cells.ranges}


def test_the_book_prints_on_a4_and_lists_units_blanks_and_identities(
    book: tuple[Summary, openpyxl.Workbook],
) -> None:
    found, workbook = book
    assert workbook.sheetnames == ["二、主动公开", "三、依申请公开", "四、复议诉讼", "说明", "单位", "勾稽关系"]
    for sheet in workbook:
        assert sheet.page_setup.paperSize == 9  # A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    units = pd.DataFrame(workbook["单位"].iter_rows(min_row=2, values_only=True))
    assert list(units[0]) == ["计入"] * len(found.units) + ["未计入"] * len(found.left_out)
    assert workbook["勾稽关系"].max_row == len(found.outcomes) + 2


def test_a_unit_without_a_name_is_said_to_have_none(tmp_path: Path) -> None:
    store = _units(tmp_path, {NEW: None}, {}, {})
    reports = store.read("reports").assign(organization=None, status=["parsed", "parsed", "quarantined"])
    store.write("reports", 2023, frame("reports", dict(reports)))
    write_summary(summary(store, 2023, "410526"), tmp_path / "book.xlsx")
    units = pd.DataFrame(openpyxl.load_workbook(tmp_path / "book.xlsx")["单位"].iter_rows(min_row=2, values_only=True))
    assert list(units[0]) == ["计入", "计入", "未计入"]
    assert list(units[1]) == ["（单位不明）"] * 3


def test_a_name_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    store = _units(tmp_path, {NEW: None}, {})
    reports = store.read("reports").assign(organization="=1+1", source_path="=cmd|' /C calc'!A0")
    store.write("reports", 2023, reports)
    write_summary(summary(store, 2023, "410526"), tmp_path / "book.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)


def test_the_command_writes_one_workbook_and_refuses_what_it_cannot_do(home: Path, tmp_path: Path) -> None:
    wanted = ("--summary", "--year", 2023, "--region", HENAN, "--home", home)
    run = govinfo_here("export", tmp_path / "out", *wanted)
    assert run.exit_code == 0, run.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["summary_410000_2023_own.xlsx"]
    assert "5 reports added up" in run.stdout
    for arguments, status, words in (
        (["--summary", "--year", 2023], 2, "--region"),
        (["--year", 2023], 2, "--summary"),
        (["--summary", "--year", 2023, "--region", "999999"], 2, "no GB/T 2260 code"),
        (["--summary", "--year", 1999, "--region", HENAN], 1, "no report of 1999"),
    ):
        refused = govinfo_here("export", tmp_path / "none", "--home", home, *arguments)
        assert (refused.exit_code, "Traceback" in refused.stderr) == (status, False)
        assert words in refused.stderr
    assert not (tmp_path / "none").exists()
