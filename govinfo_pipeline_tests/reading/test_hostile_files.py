"""Nothing in a file is executed, followed or trusted: each hostile one is a status with a reason, in bounded time."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.corpus import generate
from govinfo_pipeline_tests.corpus.formats import generate_formats
from govinfo_pipeline_tests.languages import english_in

SECONDS = 10
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
ROW = "一、本年新收政府信息公开申请数量\t{}\n二、上年结转政府信息公开申请数量\t0\t0\t0\t0\t0\t0\t0\n"


def packed(**files: str | bytes) -> bytes:
    """A zip archive; two underscores in a name stand for a slash."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def word(text: str, doctype: str = "") -> bytes:
    return packed(**{"word__document.xml": doctype + WORD.format(text)})


def sheet(rows: str) -> bytes:
    """A spreadsheet with these rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    target = f'<Relationship Id="a" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    workbook = f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" r:id="a"/></sheets></workbook>'
    return packed(
        **{
            "xl__workbook.xml": workbook,
            "xl___rels__workbook.xml.rels": f'<Relationships xmlns="{package}">{target}</Relationships>',
            "xl__worksheets__sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def old_sheet(height: int, width: int) -> bytes:
    """An old spreadsheet whose last column is filled, and nothing else."""
    book, target = import_module("xlwt").Workbook(), io.BytesIO()
    filled = book.add_sheet("a")
    for row in range(height):
        filled.write(row, width - 1, 1)
    book.save(target)
    return target.getvalue()


LAUGHS = "".join(f'<!ENTITY x{i + 1} "{f"&x{i};" * 10}">' for i in range(12))
HOSTILE: dict[str, bytes] = {
    "a Word file that unpacks to 200 MB": packed(**{"word__document.xml": b" " * (200 << 20)}),
    "entities of entities": word("<w:p><w:r><w:t>&x12;</w:t></w:r></w:p>", f'<!DOCTYPE a [<!ENTITY x0 "ha">{LAUGHS}]>'),
    "deep Word": word("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
    "a Word file cut short": word("<w:p/>")[:120],
    "absurd spans": "<table><tr><td colspan=100000000 rowspan=99999999>规章</td><td>1</td></tr></table>".encode() * 50,
    "100,000 nested tags": b"<div>" * 100_000 + "规章".encode(),
    "20,000 nested spans": b"<span>" * 20_000 + "规章".encode(),
    "9,000 nested tables": b"<table><tr><td>" * 9_000 + "规章".encode(),
    "one long line": ("一" * 5_000_000).encode(),
    "lines of digits": b"0\n" * 400_000,
    "pipes": b"|" * 900_000,
    "labels without end": "其他\t0\t总计\n".encode() * 50_000,
    "headings without end": "一、总体情况\n二、主动公开政府信息情况\n".encode() * 30_000,
    "digits without end": ("本年新收政府信息公开申请数量" + "1" * 60 + "二、上年结转政府信息公开申请数量1").encode(),
    "a title without end": ("编制" + "2023年" * 5_000 + "信息公开" * 3_000).encode(),
    "spaces": b" " * 900_000 + b"1",
    "a Word file of a million cells": word(
        f"<w:tbl><w:tr>{'<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>' * 600_000}</w:tr></w:tbl>"
    ),
    "a Word file of empty paragraphs": word("<w:p/>" * 3_000_000),
    "cells in opposite corners": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "corners in other quotes": sheet("<row r='1'><c r='A1'><v>1</v></c><c r='xfd1048576'><v>1</v></c></row>"),
    "many low rows and a wide one": sheet(
        "<row><c><v>1</v></c></row>" * 90_000 + f"<row>{'<c><v>1</v></c>' * 16_384}</row>"
    ),
    "rows without end": sheet("<row><c><v>1</v></c><c><v>2</v></c></row>" * 1_000_000),
    "the last column of an old sheet": old_sheet(20_000, 256),
    "one long cell": ("<table><tr><td>" + "0 " * 3_000_000 + "</td></tr></table>").encode(),
    "a tag of many attributes": ("<p " + " ".join(f"a{place}=1" for place in range(100_000)) + ">规章</p>").encode(),
    "hidden within hidden": ('<p style="display:none"><span style="display: none">' * 9_000 + "规章").encode(),
    "run-on digits without end": (
        "本年新收政府信息公开申请数量" + "1" * 400_000 + "二、上年结转政府信息公开申请数量" + "1 " * 200_000
    ).encode(),
    "mails within mails": b"MIME-Version: 1.0\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (depth, depth) for depth in range(20_000)),
    "a mail without end": b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 500_000,
    "a sheet of nothing": packed(**{"xl__workbook.xml": "<workbook/>"}),
    "not really a PDF": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "not really an old Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "an empty file": b"",
    "zeros": b"\0" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_status_with_a_reason_in_bounded_time(name: str) -> None:
    started = time.monotonic()
    report = read_report(HOSTILE[name], "report.docx")
    assert time.monotonic() - started < SECONDS
    assert report.status in ("partial", "quarantined")
    assert report.problem
    assert english_in(report.problem_zh or "") == []
    assert all(abs(float(value or 0)) < 1e12 for value in report.values.values())


def test_a_hostile_file_takes_no_more_memory_than_a_large_report() -> None:
    """In a process of its own, since memory once taken counts to the end: 500 MB, with what made the files.

    The kernel's own high-water mark: what ``getrusage`` gives counts the process that started this one, too.
    """
    if not Path("/proc/self/status").exists():
        pytest.skip("the system does not say how much memory a process has taken")
    code = (
        "import re\n"
        "from pathlib import Path\n"
        "from govinfo_pipeline.reading import read_report\n"
        "from govinfo_pipeline_tests.reading.test_hostile_files import HOSTILE\n"
        "for data in HOSTILE.values(): read_report(data)\n"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 500


def test_no_file_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p><w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    assert "SECRET" not in repr(read_report(word(text, entity)))


@pytest.mark.parametrize(
    "figure", ["99999999999999999999", "NaN", "½", "1e9", "٣", "∞", "①", "3²", "0x1F", "1.5", "12,34", "--5", "+-1"]
)
def test_what_is_no_count_is_null_and_says_so(figure: str) -> None:
    report = read_report(ROW.format("\t".join([figure, *"000000"])).encode())
    row = {cell: value for cell, value in report.values.items() if cell.item == "new_received"}
    assert next(iter(row.values())) is None
    assert {issue.kind for issue in report.issues if issue.cell in row} <= {"unreadable", "missing", "not_applicable"}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=4000), st.sampled_from(["", "PK\x03\x04", "%PDF-1.4\n", "<html><table>", "\ufeff", "{\\rtf"]))
@example(b"\xff\xfe", "")
def test_random_bytes_never_raise(data: bytes, head: str) -> None:
    if head != "{\\rtf":
        report = read_report(head.encode("utf-8") + data, "report.doc")
        assert report.status != "parsed"


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A report with bytes cut out, doubled, replaced or shuffled."""
    kind = rng.randrange(5)
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + rng.choice((1, 8, 200, 5000)))
    if kind == 0:
        return data[:start]
    if kind == 1:
        return data[:start] + data[end:]
    if kind == 2:
        return data[:end] + data[start:end] * rng.choice((1, 30)) + data[end:]
    if kind == 3:
        return data[:start] + rng.randbytes(end - start) + data[end:]
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def fuzz(inputs: int, seed: int) -> None:
    """Damages generated reports of all formats; each must be read without an exception, with a reason if not whole."""
    rng = random.Random(seed)
    reports = [data for _, data, _ in (*generate(60, seed), *generate_formats(40, seed))]
    for _ in range(inputs):
        data = damaged(rng.choice(reports), rng)
        started = time.monotonic()
        report = read_report(data, "report")
        assert time.monotonic() - started < SECONDS
        assert report.status == "parsed" or report.problem


def test_damaged_reports_never_raise() -> None:
    fuzz(400, 1)


@pytest.mark.slow
def test_twenty_thousand_damaged_reports_never_raise() -> None:
    """The number is that of a full run; ``GOVINFO_FUZZ`` sets another."""
    fuzz(int(os.environ.get("GOVINFO_FUZZ", "20000")), 2)
