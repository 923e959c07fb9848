"""What a report is wrapped in: encodings, web archives, OpenDocument, escapes of markdown; and text that is hidden."""

import base64
import io
import quopri
import zipfile

import pytest

from govinfo_pipeline.form import SECTIONS, Cell
from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline.reading.formats import detect, open_document

TITLE = "甲县教育局2024年政府信息公开工作年度报告"
NUMBERS = "一二三四五六"
GRANTED = Cell("applications", "granted", "natural_person")
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def page(row: str = "<tr><td>（一）予以公开</td><td>7</td>{}</tr>".format("<td>0</td>" * 6), around: str = "") -> str:
    """A page with all headings, and one row of table three."""
    headings = {section: f"<p>{NUMBERS[section - 1]}、{zh}</p>" for section, (zh, _) in SECTIONS.items()}
    head = "<tr><td>本年新收政府信息公开申请数量</td>{}</tr>".format("<td>1</td>" * 7)
    headings[3] += f"{around}<table>{head}{row}</table>"
    return f"<html><body><h1>{TITLE}</h1>{''.join(headings.values())}</body></html>"


def is_whole(report: ReadReport) -> bool:
    head = (report.organization, report.year, [section.section for section in report.sections])
    return head == ("甲县教育局", 2024, list(SECTIONS)) and report.values[GRANTED] == 7


def rows_of(data: bytes) -> list[tuple[str, ...]]:
    """The cells of each row of a file."""
    return [row.cells for row in open_document(data, detect(data)).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_a_page_in_any_encoding(encoding: str) -> None:
    report = read_report(page().encode(encoding))
    assert report.file_format == "html"
    assert is_whole(report)


def archive(encoding: str, charset: str, head: str = "") -> bytes:
    """A web archive: a page in that transfer encoding, and a picture."""
    content = page().encode(charset)
    body = quopri.encodestring(content) if encoding == "quoted-printable" else base64.encodebytes(content)
    lines = f"{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n"
    lines += f'--xx\r\nContent-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    picture = b"\r\n--xx\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--xx--\r\n"
    return lines.encode() + body + picture


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "utf-16"])
def test_a_web_archive_is_read_as_the_page_that_it_holds(encoding: str, charset: str) -> None:
    report = read_report(archive(encoding, charset, "From: <Saved by a browser>\r\nSubject: a\r\n"), "report.doc")
    assert report.file_format == "mht"
    assert is_whole(report)


def test_a_web_archive_without_a_page_says_so() -> None:
    report = read_report(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n1")
    assert report.problem == "the web archive holds no page; save the report as docx or html"


def packed(**files: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, content in files.items():
            file.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("kind", "file_format"), [("text", "odt"), ("spreadsheet", "opendocument"), ("presentation", "opendocument")]
)
def test_an_opendocument_file_is_named_as_what_it_is(kind: str, file_format: str) -> None:
    report = read_report(packed(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": ""}))
    assert report.file_format == file_format
    assert "archive" not in (report.problem or "")
    assert "docx" in (report.problem or "")


HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>88</w:t></w:r>"
SHOWN = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>8</w:t></w:r>'


def document(*figures: str) -> bytes:
    """A Word file of one table: a hidden row, and one whose figures are made of these runs."""
    cells = "".join(f"<w:tc><w:p>{runs}</w:p></w:tc>" for runs in ("<w:r><w:t>规章</w:t></w:r>", *figures))
    rows = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cells}</w:tr><w:tr>{cells}</w:tr>"
    return packed(**{"word__document.xml": WORD.format(f"<w:tbl>{rows}</w:tbl>")})


def test_hidden_runs_and_rows_of_a_word_file_are_not_read() -> None:
    seven = "<w:r><w:t>7</w:t></w:r>"
    assert rows_of(document(HIDDEN + seven, SHOWN + seven, seven)) == [("规章", "7", "87", "7")]


@pytest.mark.parametrize("style", ["display:none", "DISPLAY : none;color:red"])
def test_what_a_style_hides_in_a_table_is_not_read(style: str) -> None:
    zeros = "<td>0</td>" * 6
    seven = f"<tr><td>（一）予以公开</td><td>7</td>{zeros}</tr>"
    for hidden in (
        f'<tr style="{style}"><td>（一）予以公开</td><td>99</td>{zeros}</tr>{seven}',
        f'<tr><td>（一）予以公开</td><td style="{style}">99</td><td>7</td>{zeros}</tr>',
        f'<tr><td>（一）予以公开</td><td><span style="{style}">9</span>7</td>{zeros}</tr>',
    ):
        assert is_whole(read_report(page(hidden).encode()))


def test_what_a_script_may_show_is_read() -> None:
    shown_later = page().replace("<h1>", '<div style="display:none"><h1>').replace("</body>", "</div></body>")
    assert is_whole(read_report(shown_later.encode()))


def test_escapes_of_markdown_are_undone() -> None:
    text = "| 1\\. 规章 | 7\\.56 | \\- |\n| a | b | c |\n| \\* | C:\\数据 | \\\\ |"
    assert rows_of(text.encode()) == [("1. 规章", "7.56", "-"), ("a", "b", "c"), ("*", "C:\\数据", "\\")]


@pytest.mark.parametrize(
    "figure", ["<b>1</b>7", "<B>1</B>7", "<sPaN lang=zh>1</SpAn>7", "<font\nsize=2>1</font><u>7</u>"]
)
def test_tags_within_a_line_part_no_figure_however_they_are_written(figure: str) -> None:
    row = f"<tr><td>（一）予以公开</td><td>{figure}</td>{'<td>0</td>' * 6}</tr>"
    assert read_report(page(row).encode()).values[GRANTED] == 17


STRUCK = ["<s>9</s>7", "<del>9</del><ins>7</ins>", '<span style="color:red;text-decoration: line-through">9</span>7']


@pytest.mark.parametrize("cell", STRUCK)
def test_what_is_struck_out_on_a_page_is_no_part_of_a_figure(cell: str) -> None:
    row = f"<tr><td>（一）予以公开</td><td>{cell}</td>{'<td>0</td>' * 6}</tr>"
    assert is_whole(read_report(page(row).encode()))


def test_a_raised_digit_on_a_page_marks_a_note_and_leaves_the_figure_in_doubt() -> None:
    row = f"<tr><td>（一）予以公开</td><td>7<sup>2</sup></td>{'<td>0</td>' * 6}</tr>"
    report = read_report(page(row).encode())
    assert report.values[GRANTED] is None
    assert [(issue.raw, issue.kind) for issue in report.issues if issue.cell == GRANTED] == [("7²", "unreadable")]


@pytest.mark.parametrize(
    ("look", "shown"),
    [
        ("<w:strike/>", "7"),
        ('<w:strike w:val="true"/>', "7"),
        ("<w:dstrike/>", "7"),
        ('<w:strike w:val="0"/>', "77"),
        ('<w:vertAlign w:val="superscript"/>', "7⁷"),
    ],
)
def test_struck_and_raised_digits_of_a_word_file_are_told_from_the_figure(look: str, shown: str) -> None:
    seven = "<w:r>{}<w:t>7</w:t></w:r>"
    cell = seven.format("") + seven.format(f"<w:rPr>{look}</w:rPr>")
    assert rows_of(document(cell, seven.format(""))) == [("规章", shown, "7")]


@pytest.mark.parametrize("apart", ["</p><p>", "<br>", "</div><div>"])
def test_figures_below_each_other_in_a_cell_are_not_one(apart: str) -> None:
    row = f"<tr><td>（一）予以公开</td><td><p>40{apart}120</p></td>{'<td>0</td>' * 6}</tr>"
    report = read_report(page(row).encode())
    assert [(issue.raw, issue.kind) for issue in report.issues if issue.cell == GRANTED] == [("40\n120", "unreadable")]
    parted = f"<tr><td>（一）予以公开</td><td><p>&nbsp;</p><p>40 120</p></td>{'<td>0</td>' * 6}</tr>"
    assert read_report(page(parted).encode()).values[GRANTED] == 40_120


@pytest.mark.parametrize("apart", ["</w:t></w:r></w:p><w:p><w:r><w:t>", "</w:t><w:br/><w:t>"])
def test_figures_below_each_other_in_a_cell_of_a_word_file_are_not_one(apart: str) -> None:
    two, parted = (f"<w:r><w:t>{figure}</w:t></w:r>" for figure in (f"40{apart}120", "40 120"))
    assert rows_of(document(two, parted)) == [("规章", "40\n120", "40 120")]
