"""A Word file says the same however its XML is written."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from itertools import count

import pytest
from lxml import etree

from govinfo_pipeline.reading.formats.docx import read
from govinfo_pipeline.reading.reasons import UnreadableError
from govinfo_pipeline_tests.corpus.formats import generate_formats

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PART = "word/document.xml"
PROSE = "<w:p><w:r><w:t>本年</w:t></w:r>{}<w:r><w:t>无</w:t></w:r></w:p>"


def _packed(xml: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(PART, xml)
    return file.getvalue()


def _document(body: str) -> bytes:
    return _packed(f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'.encode())


def _on_many_lines(xml: bytes) -> bytes:
    written: bytes = etree.tostring(etree.fromstring(xml), pretty_print=True)
    return written


def _in_utf_16(xml: bytes) -> bytes:
    written: bytes = etree.tostring(etree.fromstring(xml), encoding="utf-16", xml_declaration=True)
    return written


def _in_gb18030(xml: bytes) -> bytes:
    written: bytes = etree.tostring(etree.fromstring(xml), encoding="gb18030", xml_declaration=True)
    return written


def _with_another_prefix(xml: bytes) -> bytes:
    return xml.replace(b"<w:", b"<x:").replace(b"</w:", b"</x:").replace(b" w:", b" x:").replace(b":w=", b":x=")


def _without_prefix(xml: bytes) -> bytes:
    return xml.replace(b"<w:", b"<").replace(b"</w:", b"</").replace(b"xmlns:w=", b"xmlns=")


def _with_names_of_its_own(xml: bytes) -> bytes:
    """Each paragraph and row with what Word identifies it by."""
    numbers = count()
    return re.sub(
        rb"<w:(p|tr)>", lambda tag: b'<w:%b w:rsidR="00A77B3E" w:rsidTr="%08X">' % (tag[1], next(numbers)), xml
    )


@pytest.mark.parametrize(
    "rewritten",
    [_on_many_lines, _in_utf_16, _in_gb18030, _with_another_prefix, _without_prefix, _with_names_of_its_own],
)
def test_the_rows_are_the_same_however_the_xml_is_written(rewritten: Callable[[bytes], bytes]) -> None:
    for _, data, _ in generate_formats(6, 5, formats=("docx",)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            xml = archive.read(PART)
        assert read(_packed(rewritten(xml))) == read(data)


@pytest.mark.parametrize(
    "between",
    [
        "<w:r><w:instrText> PAGE 7 </w:instrText></w:r>",
        "<w:del><w:r><w:delText>7</w:delText></w:r></w:del>",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>7</m:t></m:r></m:oMath>',
        "<w:r><w:drawing><offset>7</offset></w:drawing></w:r>",
        '<w:r><w:object><o:OLEObject xmlns:o="urn:o"><o:LockedField>7</o:LockedField></o:OLEObject></w:object></w:r>',
        "<w:moveFrom><w:r><w:t>7</w:t></w:r></w:moveFrom>",
        '<w:bookmarkStart w:name="a>7"/>',
        "<w:r><w:fldChar><w:fldData>7</w:fldData></w:fldChar></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>",
        "<!-- 7 -->",
        "<!-- <w:del> --><w:r><w:instrText>7</w:instrText></w:r>",
    ],
)
def test_what_is_no_text_of_the_document_is_left_out(between: str) -> None:
    assert [row.cells for row in read(_document(PROSE.format(between))).rows] == [("本年无",)]


def test_a_cell_is_one_line_whatever_is_in_it() -> None:
    cells = "".join(
        f"<w:tc>{words}</w:tc>"
        for words in (
            "<w:p><w:r><w:t>商业</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>企业</w:t></w:r></w:p>",
            "<w:p/>",
            "<w:p><w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t></w:r></w:p>",
        )
    )
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert [row.cells for row in read(_document(table)).rows] == [("商业 企业", "", "1 2 3")]


def test_a_table_around_a_table_is_a_layout() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{PROSE.format('')}{inner}</w:tc></w:tr></w:tbl>"
    assert [row.cells for row in read(_document(outer)).rows] == [("本年无",), ("", "7")]


def test_of_alternatives_the_first_is_read_whatever_is_within_them() -> None:
    within = "<mc:AlternateContent><mc:Fallback><w:t>7</w:t></mc:Fallback></mc:AlternateContent>"
    between = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:t>度</w:t></mc:Choice><mc:Fallback>{within}<w:t>8</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [row.cells for row in read(_document(PROSE.format(between))).rows] == [("本年度无",)]


def test_text_boxes_stand_behind_their_paragraph_each_in_its_own() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p>{}<w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    between = box.format(box.format("", "内"), "外") + box.format("", "后")
    assert [row.cells for row in read(_document(PROSE.format(between))).rows] == [
        ("本年无",),
        ("外",),
        ("内",),
        ("后",),
    ]


def test_signs_that_xml_writes_out_are_read_as_they_are() -> None:
    written = "<w:p><w:r><w:t>&lt;条例&gt; &amp;lt; &#x5E74;</w:t></w:r></w:p>"
    assert [row.cells for row in read(_document(written)).rows] == [("<条例> &lt; 年",)]


def test_a_file_with_thousands_of_text_boxes_is_refused() -> None:
    boxes = "<w:txbxContent><w:p/></w:txbxContent>" * 1000
    with pytest.raises(UnreadableError, match="1000 text boxes"):
        read(_document(f"<w:p><w:r><w:pict>{boxes}</w:pict></w:r></w:p>"))


def test_a_long_file_that_has_to_be_written_anew_is_read_in_bounded_time() -> None:
    started = time.process_time()
    read(_document('<w:p w:note="a>b"/>' * 400_000))
    assert time.process_time() - started < 10
