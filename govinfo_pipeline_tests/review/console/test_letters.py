"""The letter to a unit: what is wrong, where, what it should be; not what was dismissed or may be our own fault."""

import io
import zipfile
from collections.abc import Callable
from urllib.parse import unquote

from docx import Document

from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.building import Tables
from govinfo_pipeline_tests.review.console.serving import Served, write_year

COUNTY = "2022/huaxian_county.txt"


def opened(served: Served, report: str, query: str = "") -> tuple[list[str], list[list[list[str]]]]:
    """Paragraphs and tables of a letter."""
    answer = served.browser.get(f"/reports/{report}/letter.docx{query}")
    assert answer.status_code == 200
    document = Document(io.BytesIO(answer.content))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], tables


def test_a_letter_says_what_is_wrong_where_and_what_it_should_be(reading: Served) -> None:
    paragraphs, (table,) = opened(reading, reading.report(COUNTY), "?sender=某市政务公开办&deadline=2月15日")
    assert paragraphs[:2] == ["关于2022年度政府信息公开工作年度报告的整改通知", "滑县人民政府："]
    assert "发现问题3处" in paragraphs[2]
    assert "请于2月15日前" in paragraphs[2]
    assert "某市政务公开办" in paragraphs
    assert table[0] == ["序号", "位置", "填报", "核对", "问题", "建议"]
    (row,) = [row for row in table if "六类申请人" in row[4]]
    assert row[1] == "第三部分表格“部分公开（区分处理的，只计这一情形，不计其他情形）”“总计”（原文件第122行）"
    assert row[2:4] == ["36", "35"]
    assert "原文：" in row[4]
    assert "可能应改为35" in row[5]


def test_the_page_and_the_document_say_the_same(reading: Served) -> None:
    report = reading.report(COUNTY)
    page = reading.get(f"/reports/{report}/letter.html")
    paragraphs, (table,) = opened(reading, report)
    for text in (*paragraphs[:3], *(cell for row in table for cell in row if "\n" not in cell)):
        assert text in page


def test_what_was_dismissed_is_not_in_the_letter(served: Served) -> None:
    report = served.report(COUNTY)
    ids = [row["finding_id"] for row in served.findings(f"report_id = '{report}'")]
    served.decide(*ids, status="dismissed")
    paragraphs, tables = opened(served, report)
    assert tables == []
    assert "未发现需要整改的问题" in paragraphs[2]


def test_what_is_not_certain_is_asked_about_until_somebody_confirms_it(served: Served) -> None:
    (row, *_) = served.findings("cause = 'unclear' AND report_id NOT NULL AND organization NOT NULL")
    before, _ = opened(served, row["report_id"])
    assert any(text.startswith("需要核实的情况") for text in before)
    served.decide(row["finding_id"])
    others = len(served.findings(f"report_id = '{row['report_id']}' AND cause = 'unclear' AND status = 'open'"))
    after, _ = opened(served, row["report_id"])
    assert any(text.startswith("需要更正的问题") for text in after)
    assert sum(text.startswith("需要核实的情况") for text in after) == bool(others)


def test_what_the_reader_may_have_misread_is_not_held_against_the_unit(served: Served, two_years: list[Tables]) -> None:
    findings = two_years[1].findings.assign(cause="reader")
    write_year(TableStore(served.home / "tables"), two_years[1].having({"findings": findings}))
    assert opened(served, served.report(COUNTY))[1] == []


def test_a_unit_gets_one_letter_about_all_of_its_years(reading: Served) -> None:
    report = reading.report("2022/wenfeng_branch.txt")
    paragraphs, _ = opened(reading, report, "?unit=1")
    years = {row["year"] for row in reading.findings("organization = '安阳市生态环境局文峰分局'")}
    assert all(str(year) in "".join(paragraphs) for year in years)


def test_a_unit_whose_only_report_does_not_count_gets_a_letter_about_it(
    serve: Callable[..., Served], two_years: list[Tables]
) -> None:
    year = two_years[1]
    excluded = year.reports.assign(excluded="superseded")
    served = serve([year.having({"reports": excluded})])
    report = served.report("2022/wenfeng_branch.txt")
    paragraphs, _ = opened(served, report, "?unit=1")
    assert any("2022" in paragraph for paragraph in paragraphs)


def test_a_selection_gives_a_letter_for_each_of_its_reports(reading: Served) -> None:
    answer = reading.browser.get("/letters.zip?check=applications.applicants&year=2022")
    names = sorted(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())
    bodies = {row["organization"] for row in reading.findings("\"check\" = 'applications.applicants' AND year = 2022")}
    assert names == sorted(f"整改通知_{body}_2022.docx" for body in bodies)
    assert reading.browser.get("/letters.zip?organ=nobody").status_code == 404


def test_a_letter_is_named_after_its_unit_and_year(reading: Served) -> None:
    answer = reading.browser.get(f"/reports/{reading.report(COUNTY)}/letter.docx")
    assert unquote(answer.headers["content-disposition"]).endswith("整改通知_滑县人民政府_2022.docx")
