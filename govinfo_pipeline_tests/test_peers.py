"""Side by side with other libraries: what counts as found, reports of every kind with their truth, and the page."""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generate import KINDS, TRUTH, record, write_reports
from benchmarks.page import put
from benchmarks.peers.environment import PEERS, CannotInstallError, python_with_peers
from benchmarks.peers.measurement import READS, LeftOut, Measured, TruthError, measure
from benchmarks.peers.page import save_plot, section
from benchmarks.peers.score import Found, found
from benchmarks.reports import File, drawn
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.reading.files import find_files, read_file

QUICK = ("html", "docx", "xlsx", "text")
GRANTED, DENIED = "（一）予以公开", "1.属于国家秘密"
SEVEN = [3, 0, 1, 0, 0, 1200, 1204]
SEVEN_PRINTED = ["3", "0", "1", "0", "0", "1,200", "1204.0"]
KNOWN: dict[str, Any] = {"form": LATEST.code, "applications": {"granted": SEVEN}}
WHOLE, NOTHING = Found(7, 7), Found(0, 7)
FIFTEEN = [str(figure) for figure in range(15)]
CHANNELS = dict(zip(("reconsideration", "litigation_direct", "litigation_after_reconsideration"),
                    (list(range(start, start + 5)) for start in (0, 5, 10)), strict=True))  # fmt: skip
ALONE = {"form": LATEST.code, "disputes": CHANNELS}


@pytest.mark.parametrize(
    "rows",
    [
        [[GRANTED, *SEVEN_PRINTED]],
        [["本年度办理结果", GRANTED, GRANTED, "", "nan", *SEVEN_PRINTED, "NaN"]],
        [["", " 予以\n公开 ", *(cell for figure in SEVEN_PRINTED for cell in (figure, ""))]],
        [[GRANTED], SEVEN_PRINTED],
        [["（一）予"], ["以公"], ["开"], SEVEN_PRINTED],
        [[GRANTED], *([figure] for figure in SEVEN_PRINTED)],
        [[GRANTED, *"３０１００", "１２００", "1 204"], ["总计", "1"]],
    ],
    ids=["row", "merged", "spread", "label above", "label over lines", "a cell a line", "wide"],
)
def test_a_row_is_found_where_its_label_is_followed_by_its_figures(rows: list[list[str]]) -> None:
    assert found(rows, KNOWN) == WHOLE


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[DENIED, *SEVEN_PRINTED]],
        [SEVEN_PRINTED],
        [[GRANTED, *reversed(SEVEN_PRINTED)]],
        [[GRANTED, *SEVEN_PRINTED[:-1]]],
        [[GRANTED, *SEVEN_PRINTED, "0"]],
        [[GRANTED, "3 0 1 0 0 1200 1204"]],
    ],
    ids=["nothing", "label of another", "no label", "order", "one less", "one more", "run together"],
)
def test_a_row_is_not_found_elsewhere(rows: list[list[str]]) -> None:
    known = KNOWN | {"applications": {"granted": SEVEN, "denied_state_secret": [1] * 7}}
    assert found(rows, known) == Found(0, 14)


def test_a_part_of_a_label_will_do_where_no_other_row_has_it() -> None:
    items = dict.fromkeys(("not_processed_reconfirmation", "other_fee_overdue", "other_correction_overdue"), SEVEN)
    known = {"form": LATEST.code, "applications": items}
    assert found([["新出具已获取信息", *SEVEN_PRINTED]], known) == Found(7, 21)
    assert found([["机关不再处理其政府信息公开申请", *SEVEN_PRINTED]], known) == Found(0, 21)


def test_what_a_report_does_not_print_is_not_sought() -> None:
    known = {"form": LATEST.code, "applications": {"granted": [3, None, 1, 0, 0, 1200, 1204]}}
    assert found([[GRANTED, "3", "", *SEVEN_PRINTED[2:]]], known) == Found(6, 6)


@pytest.mark.parametrize(
    ("rows", "right"),
    [
        ([["总计"], FIFTEEN], 15),
        ([["行政复议"], FIFTEEN[:5], ["行政诉讼"], FIFTEEN[5:10], FIFTEEN[10:]], 15),
        ([[figure] for figure in FIFTEEN], 15),
        ([[*FIFTEEN[:14], "13"]], 0),
        ([["0", *FIFTEEN]], 0),
    ],
    ids=["a row", "a row a channel", "a row a cell", "one wrong", "one more"],
)
def test_table_4_is_found_where_its_figures_follow_each_other(rows: list[list[str]], right: int) -> None:
    assert found(rows, ALONE) == Found(right, 15)


@given(number=st.integers(0, 5000), place=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_of_any_report_everything_is_found_and_a_row_less_for_one_wrong_figure(number: int, place: int) -> None:
    truth = drawn(number)[1]
    known = record(File("any", b"", truth))
    labels = {item.code: item.zh for item in FORMS[truth.form].table("applications").items}
    rows = [[labels[item], *map(str, figures)] for item, figures in truth.applications.items()]
    rows.append([str(figure) for figures in truth.disputes.values() for figure in figures])
    everything = sum(map(len, rows)) - len(truth.applications)
    assert found(rows, known) == Found(everything, everything)
    wrong = rows[place % (len(rows) - 1)]
    wrong[1 + place % 7] += "1"
    assert found(rows, known) == Found(everything - 7, everything)


def test_generated_reports_of_every_quick_kind_are_read_as_their_truth_says(tmp_path: Path) -> None:
    write_reports(tmp_path, 10, QUICK)
    records = json.loads((tmp_path / TRUTH).read_text(encoding="utf-8"))
    files = {file.path: file for file in find_files(tmp_path)}
    assert {record["file"] for record in records} == files.keys() - {TRUTH}
    assert len({record["organization"] for record in records}) == 10
    assert {Path(path).parts[1] for path in files if path != TRUTH} == set(QUICK)
    for known in records:
        report = read_file(files[known["file"]])[1]
        assert (report.form, report.year, report.status) == (known["form"], known["year"], "parsed")
        for code in ("applications", "disputes"):
            for item, figures in known[code].items():
                columns = FORMS[known["form"]].table(code).columns
                assert [report.values[Cell(code, item, column.code)] for column in columns] == figures


def test_the_same_reports_are_generated_again(tmp_path: Path) -> None:
    for folder in ("once", "again"):
        write_reports(tmp_path / folder, 4, ("html", "text"))
    once, again = ({f.path: read_file(f)[0].sha256 for f in find_files(tmp_path / n)} for n in ("once", "again"))
    assert once == again


def test_ours_and_pandas_on_the_same_two_pages(tmp_path: Path) -> None:
    write_reports(tmp_path, 2, ("html",))
    ours, pandas = measure(tmp_path, {"ours": None, "pandas.read_html": None})
    assert isinstance(ours, Measured)
    assert isinstance(pandas, Measured)
    assert (ours.kind, ours.files, ours.refused, ours.share) == ("html", 2, 0, 1.0)
    assert (pandas.files, pandas.found.printed) == (2, ours.found.printed)
    assert min(ours.cpu, pandas.cpu) > 0
    assert 0 < ours.memory < pandas.memory
    assert pandas.versions.keys() == {"pandas", "lxml"}


def test_a_file_that_a_tool_cannot_take_is_counted_and_does_not_end_the_measurement(tmp_path: Path) -> None:
    """Without tables, with more columns than memory holds, and with characters that end a line."""
    write_reports(tmp_path, 3, ("html",))
    records = json.loads((tmp_path / TRUTH).read_text(encoding="utf-8"))
    rows = ("", "<tr><td colspan=100000000>1</td></tr>" * 9, "<tr><td>\x85\u2028</td></tr>")
    for known, row in zip(records, rows, strict=True):
        (tmp_path / known["file"]).write_text(f"<meta charset=utf-8><table>{row}</table>" if row else "", "utf-8")
    (pandas,) = measure(tmp_path, {"pandas.read_html": None}, most_memory=1024**3)
    assert isinstance(pandas, Measured)
    assert (pandas.files, pandas.refused, pandas.found.right) == (3, 2, 0)
    assert pandas.memory < 1024


def test_a_tool_that_is_not_installed_is_left_out_with_the_reason(tmp_path: Path) -> None:
    if find_spec("kreuzberg"):
        pytest.skip("kreuzberg is installed beside the project")
    write_reports(tmp_path, 1, ("text",))
    (left_out,) = measure(tmp_path, {"kreuzberg": None})
    assert isinstance(left_out, LeftOut)
    assert left_out.tool == "kreuzberg"
    assert "No module named 'kreuzberg'" in left_out.reason


def test_an_environment_that_cannot_be_made_says_where_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CannotInstallError) as raised:
        python_with_peers(tmp_path / "file" / "peers")
    assert str(tmp_path) in str(raised.value)
    assert "--environment DIR" in str(raised.value)


@pytest.mark.parametrize("truth", [None, "{", "[1]", "[{}]", '[{"file": "a.txt", "form": "2099"}]'])
def test_a_folder_without_a_truth_says_so(tmp_path: Path, truth: str | None) -> None:
    if truth:
        (tmp_path / TRUTH).write_text(truth)
    with pytest.raises(TruthError, match=r"truth\.json does not tell"):
        list(measure(tmp_path, {"ours": None}))


def _measured(tool: str, right: int, kind: str = "html") -> Measured:
    return Measured(kind, tool, 20, 12.34, 99, Found(right, 3800), 1, {tool: "1.0"})


def test_the_section_has_a_line_for_each_and_never_rounds_to_all_or_nothing() -> None:
    results = [_measured("ours", 3800), _measured("pandas.read_html", 3700), _measured("ours", 0, "pdf")]
    text = section(results, [_measured("ours", 3799)], [LeftOut("kreuzberg", "which could not be installed")])
    assert "| html | ours | 12.3 ms | 99 MB | 100 % | 1 of 20 |" in text
    assert "| html | pandas.read_html | 12.3 ms | 99 MB | 97.4 % | 1 of 20 |" in text
    assert "| pdf | ours | 12.3 ms | 99 MB | 0 % | 1 of 20 |" in text
    assert "| 99.9 % |" in text
    assert "40 generated reports" in text
    assert "20 reports of a folder" in text
    assert "Left out: kreuzberg, which could not be installed" in text
    assert "Versions: ours 1.0, pandas.read_html 1.0." in text


def test_only_what_stands_between_the_marks_of_the_page_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- peers: begin -->\nold\n<!-- peers: end -->\nafter\n")
    put("peers", "new\n", page)
    assert page.read_text() == "before\n<!-- peers: begin -->\nnew\n<!-- peers: end -->\nafter\n"
    page.write_text("no marks\n")
    with pytest.raises(ValueError, match="peers: begin"):
        put("peers", "new\n", page)
    assert page.read_text() == "no marks\n"


def test_the_plot_is_the_same_for_the_same_measurements(tmp_path: Path) -> None:
    results = [_measured("ours", 3800), _measured("pandas.read_html", 3700), _measured("kreuzberg", 3800, "pdf")]
    for name in ("once.svg", "again.svg"):
        save_plot(results, tmp_path / name)
    drawn_once = (tmp_path / "once.svg").read_text()
    assert drawn_once == (tmp_path / "again.svg").read_text()
    assert all(word in drawn_once for word in ("ours", "pandas.read_html", "kreuzberg", "html", "pdf"))


@pytest.mark.slow
def test_every_tool_on_every_kind_of_file_that_it_reads(tmp_path: Path) -> None:
    """``GOVINFO_PEERS`` names an environment with the peers that are not installed beside the project."""
    for module in ("docx", "pdfplumber", "reportlab"):
        pytest.importorskip(module)
    own = os.environ.get("GOVINFO_PEERS")
    python = python_with_peers(Path(own)) if own else None
    pythons = {tool: python if tool in PEERS else Path(sys.executable) for tool in READS if own or tool not in PEERS}
    write_reports(tmp_path, len(KINDS))
    results = list(measure(tmp_path, pythons))
    assert [result for result in results if isinstance(result, LeftOut)] == []
    measured = [result for result in results if isinstance(result, Measured)]
    assert {(one.kind, one.tool) for one in measured} == {(kind, tool) for tool in pythons for kind in READS[tool]}
    assert all(one.share == 1 for one in measured if one.tool == "ours")
