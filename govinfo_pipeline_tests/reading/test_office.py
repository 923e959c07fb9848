"""Files that LibreOffice turns into docx: nothing they link to is fetched, it ends in time, and may be missing."""

import random
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from govinfo_pipeline.reading import read_report
from govinfo_pipeline.reading.formats import office
from govinfo_pipeline_tests.corpus import PLAIN, random_truth
from govinfo_pipeline_tests.corpus.formats import FORMATS
from govinfo_pipeline_tests.corpus.formats.programs import office as converted
from govinfo_pipeline_tests.reading.test_wrappings import packed
from govinfo_pipeline_tests.samples import OLD_WORD, RAW, needs_office, same

TEXT = "application/vnd.oasis.opendocument.text"
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<m:file-entry m:full-path="/" m:media-type="{TEXT}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)
CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.2"><office:body><office:text>'
    '<text:p>年度报告<draw:frame text:anchor-type="as-char"><draw:image xlink:href="{}" xlink:type="simple"'
    ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>'
    "</office:document-content>"
)


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("suffix", ["rtf", "odt"])
def test_rich_text_and_opendocument_texts_are_read_as_the_word_file_they_were(suffix: str) -> None:
    rng = random.Random(suffix)
    truth = random_truth(rng, 2023)
    (file,) = converted("docx", suffix)([FORMATS["doc"].write(truth, rng, PLAIN)])
    report = read_report(file)
    assert (report.file_format, report.organization, report.year) == (suffix, truth.organization, truth.year)
    assert [cell for cell, value in truth.values.items() if not same(report.values.get(cell), value)] == []


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and all that it is asked for."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            requests.append(self.requestline)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@needs_office
def test_a_picture_that_a_file_links_to_is_not_fetched(asked: tuple[str, list[str]]) -> None:
    address, requests = asked
    content = CONTENT.format(f"{address}/who_reads_me.png")
    document = office.read(packed(mimetype=TEXT, **{"META-INF__manifest.xml": MANIFEST, "content.xml": content}))
    assert [row.cells for row in document.rows] == [("年度报告",)]
    assert requests == []


def _program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A ``soffice`` that does what ``script`` says."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")


def test_a_conversion_that_takes_too_long_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = tmp_path / "late"
    _program(tmp_path, monkeypatch, f"sh -c 'sleep 2; touch {late}'; exit")
    monkeypatch.setattr(office, "_SECONDS", 0.5)
    report = read_report(b"{\\rtf1 a}")
    assert report.status == "quarantined"
    assert "within 0.5 seconds" in (report.problem or "")
    time.sleep(2.5)
    assert not late.exists()


def test_a_file_that_libreoffice_cannot_read_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, monkeypatch, "exit 1")
    report = read_report(b"{\\rtf1 a}")
    assert (report.status, report.file_format) == ("quarantined", "rtf")
    assert "save the report as docx" in (report.problem or "")


def test_without_libreoffice_an_old_word_file_is_put_aside_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = read_report((RAW / OLD_WORD).read_bytes())
    assert (report.status, report.file_format, report.values) == ("quarantined", "doc", {})
    assert "install libreoffice-writer-nogui, or save the report as docx" in (report.problem or "")
