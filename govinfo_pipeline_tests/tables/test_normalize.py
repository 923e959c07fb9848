"""Parsed reports become the tables of the contract: every figure in its place, nulls stay null, nothing is invented."""

import random
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pytest

from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline.reading.reasons import Reason
from govinfo_pipeline.tables import normalize
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.building import Filed, Tables, filed, report_of, sample_files, tables_of
from govinfo_pipeline_tests.corpus import Organization, Truth, random_truth
from govinfo_pipeline_tests.samples import expected, same

NORMALIZED = ("reports", "sections", "proactive_disclosure", "applications", "disputes", "cell_issues")
COUNTY = Organization("滑县人民政府", "我县", "government", 300)


def _truths() -> list[Truth]:
    """Reports on both forms, in both ways to print 其他处理, with blanks."""
    return [
        random_truth(random.Random(1), 2020, organization=COUNTY, blanks=0.3),
        random_truth(random.Random(2), 2023, other_in_one_row=False, blanks=0.3),
        random_truth(random.Random(3), 2023, other_in_one_row=True),
    ]


def _cells(tables: Tables, report_id: str) -> dict[Cell, object]:
    """Every cell of a report as the three normalized tables have it."""
    cells: dict[Cell, object] = {}
    for row in tables.proactive_disclosure.query("report_id == @report_id").itertuples():
        cells[Cell("proactive_disclosure", str(row.item), str(row.measure))] = row.value
    for name, key in (("applications", "item"), ("disputes", "channel")):
        table: pd.DataFrame = getattr(tables, name)
        for record in table[table["report_id"] == report_id].to_dict("records"):
            columns = [column.code for column in FORMS["2021"].table(name).columns]
            cells |= {Cell(name, str(record[key]), column): record[column] for column in columns}
    return cells


def _same(stored: object, known: object) -> bool:
    return pd.isna(stored) if known is None else same(stored, known)  # type: ignore[arg-type, call-overload]


def test_every_cell_of_every_form_is_in_its_place_and_null_where_nothing_is_printed() -> None:
    truths = _truths()
    files = filed([report_of(truth) for truth in truths], 2023)
    tables = tables_of(files)
    for file, truth in zip(files, truths, strict=True):
        cells = _cells(tables, file.sha256)
        assert set(cells) == set(truth.values)
        wrong = [cell for cell, value in truth.values.items() if not _same(cells[cell], value)]
        assert not wrong


def test_the_sample_data_is_stored_as_it_is_printed() -> None:
    files = [file for file in sample_files([2022, 2023]) if file.report.status == "parsed"]
    tables = tables_of(files)
    for file in files:
        known = expected()[file.path].cells
        cells = _cells(tables, file.sha256[:16])
        rows_with_gaps = {c[:2] for c in known if known[c] is None}
        wrong = [c for c in known if c[:2] not in rows_with_gaps and not _same(cells[c], known[c])]
        assert set(cells) == set(known)
        assert not wrong


@pytest.mark.parametrize("name", NORMALIZED)
def test_columns_types_and_keys_are_those_of_the_schema(name: str) -> None:
    tables = tables_of(sample_files([2020, 2021, 2022, 2023]))
    SCHEMAS[name].validate(getattr(tables, name), lazy=True)


@pytest.mark.parametrize("name", NORMALIZED)
def test_no_report_at_all_gives_an_empty_table_of_the_schema(name: str) -> None:
    table: pd.DataFrame = getattr(tables_of([]), name)
    SCHEMAS[name].validate(table, lazy=True)
    assert table.empty


def test_a_quarantined_report_is_a_row_of_reports_and_nothing_else() -> None:
    good, bad = report_of(_truths()[1]), report_of(_truths()[1])
    bad.status, bad.reason = "quarantined", Reason("不予读取", "refused")
    tables = tables_of(filed([bad, good], 2023))
    refused = tables.reports.iloc[0]
    assert (refused["status"], refused["problem"]) == ("quarantined", "refused")
    for name in (*NORMALIZED[1:], "identity_results"):
        assert refused["report_id"] not in set(getattr(tables, name)["report_id"]), name
    own = tables.findings[tables.findings["report_id"] == refused["report_id"]]
    assert list(own["check"]) == ["parsed.status"]
    assert set(tables.applications["report_id"]) == {tables.reports.iloc[1]["report_id"]}


def test_only_quarantined_reports() -> None:
    tables = tables_of(filed([read_report(b""), read_report("一图读懂".encode())], 2023))
    assert list(tables.reports["status"]) == ["quarantined"] * 2
    for name in (*NORMALIZED[1:], "identity_results"):
        assert len(getattr(tables, name)) == 0, name
    assert set(tables.findings["check"]) == {"parsed.status"}


def test_a_missing_table_is_null_and_never_0() -> None:
    file = next(file for file in sample_files([2021]) if file.path.endswith("qufu_education_bureau.md"))
    tables = tables_of([file])
    outcomes = [column.code for column in FORMS["2021"].table("disputes").columns]
    assert tables.disputes[outcomes].isna().all(axis=None)
    assert set(tables.identity_results.query("identity == 'disputes.outcomes'")["status"]) == {"not_assessable"}
    assert len(tables.cell_issues.query("table == 'disputes' and kind == 'missing'")) == 15


@pytest.mark.parametrize(
    ("kind", "scope"),
    [("government", "aggregate"), ("government_office", "own"), ("department", "own"), ("unknown", "unknown")],
)
def test_a_government_reports_the_sum_of_its_units_and_its_office_its_own(kind: str, scope: str) -> None:
    report = report_of(_truths()[1])
    report.kind = kind
    assert list(tables_of(filed([report], 2023)).reports["report_scope"]) == [scope]


def test_the_report_id_is_stable_for_the_same_content() -> None:
    report = report_of(_truths()[1])
    here = tables_of([Filed("2023/a.txt", 2023, "ab" * 32, report)]).reports["report_id"]
    there = tables_of([Filed("elsewhere/b.txt", 2023, "ab" * 32, report)]).reports["report_id"]
    assert list(here) == list(there)


def test_a_file_that_could_not_be_opened_has_an_id_of_its_place() -> None:
    refused = ReadReport("unknown", reason=Reason("文件打不开", "the file cannot be opened"))
    rows = tables_of([Filed("2023/a.txt", 2023, "", refused), Filed("2023/b.txt", 2023, "", refused)]).reports
    assert rows["report_id"].nunique() == 2
    assert rows["report_id"].str.len().min() > 0


def test_cell_issues_have_the_printed_text() -> None:
    truth = _truths()[1]
    tables = tables_of(filed([report_of(truth)], 2023))
    marks = {cell: truth.printed.get(cell, "") for cell, value in truth.values.items() if value is None}
    found = {
        Cell(row.table, row.item, row.column): (row.raw, row.kind)  # type: ignore[arg-type]
        for row in tables.cell_issues.itertuples()
    }
    assert found == {cell: (mark, "not_applicable" if mark else "blank") for cell, mark in marks.items()}


@pytest.mark.parametrize("name", normalize.COLUMNS)
def test_a_table_is_made_of_its_own_columns_alone(name: str) -> None:
    parsed = tables_of(filed([report_of(truth) for truth in _truths()], 2023)).parsed
    make = getattr(normalize, name)
    whole = make(parsed)
    pd.testing.assert_frame_equal(make(parsed.select(normalize.COLUMNS[name])), whole)
    assert len(whole) or name == "cell_issues"


def test_no_more_is_read_than_is_needed_to_find_the_evidence_of_some_reports() -> None:
    parsed = tables_of(filed([report_of(truth) for truth in _truths()], 2023)).parsed
    read: list[int] = []

    def parts() -> Iterator[pa.Table]:
        for place in range(parsed.num_rows):
            read.append(place)
            yield parsed.slice(place, 1)

    first, second, _ = map(str, parsed["report_id"].to_pylist())
    assert set(normalize.evidence(parts(), [second, first])["report_id"]) == {first, second}
    assert read == [0, 1]
    assert normalize.evidence(parts(), []).empty
    assert len(normalize.evidence(parts(), ["of no report"])) == 0
    assert read == [0, 1, 0, 1, 2]
