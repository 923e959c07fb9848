"""A report can print what it likes: on every page it stays text."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.review.console.letters import docx, file_name, letter
from govinfo_pipeline.review.console.report_page import view
from govinfo_pipeline_tests.building import Tables, tables_of
from govinfo_pipeline_tests.review.console.serving import HOSTILE, Served, hostile

PAGES = ("/findings", "/findings?lang=en", "/findings?text=%3Cscript%3E", "/reports", "/coverage")


class Elements(HTMLParser):
    """The elements of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Adds to the text."""
        self.text += data


def assert_harmless(page: str) -> None:
    """The page has the console's own script and nothing else that could run or load."""
    for tag, attributes in Elements(page).found:
        assert tag not in ("img", "iframe", "object", "embed", "base", "style"), tag
        assert tag != "script" or attributes == {"src": "/static/console.js", "defer": None}
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name != "style"
            if name in ("href", "src", "action"):
                assert not (value or "").lower().startswith(("javascript:", "data:", "//", "http"))


def addresses(served: Served) -> list[str]:
    """Every page on which something of the hostile report stands."""
    (row, *_) = served.findings("report_id NOT NULL")
    report = f"/reports/{row['report_id']}"
    return [*PAGES, report, f"{report}/original", f"{report}/letter.html", f"{report}/letter.html?sender=<b>x</b>"]


def test_what_a_report_prints_is_shown_and_never_run(serve: Callable[..., Served], hostile_year: Tables) -> None:
    served = serve([hostile_year])
    for address in addresses(served):
        assert_harmless(served.get(address))
    report = Elements(served.get(addresses(served)[5])).text
    assert report.count(HOSTILE) >= 4
    assert "49" not in report.replace("{{ 7 * 7 }}", "")


def test_what_a_person_writes_is_shown_and_never_run(serve: Callable[..., Served], hostile_year: Tables) -> None:
    served = serve([hostile_year])
    (row, *_) = served.findings("report_id NOT NULL")
    assert served.decide(row["finding_id"], note=HOSTILE, by=HOSTILE).status_code == 303
    page = served.get("/findings")
    assert_harmless(page)
    assert HOSTILE in Elements(page).text


def test_a_search_is_repeated_as_text(serve: Callable[..., Served], hostile_year: Tables) -> None:
    served = serve([hostile_year])
    for name in ("text", "organ", "check", "sort", "year", "next"):
        assert_harmless(served.browser.get("/findings", params={name: HOSTILE}).text)


def test_a_letter_holds_it_as_text_under_a_name_without_a_path(
    serve: Callable[..., Served], hostile_year: Tables
) -> None:
    served = serve([hostile_year])
    (row, *_) = served.findings("report_id NOT NULL")
    answer = served.browser.get(f"/reports/{row['report_id']}/letter.docx")
    document = Document(io.BytesIO(answer.content))
    assert any(HOSTILE in paragraph.text for paragraph in document.paragraphs)
    assert "%2F" not in answer.headers["content-disposition"]
    archive = zipfile.ZipFile(io.BytesIO(served.browser.get("/letters.zip").content))
    assert all("/" not in name and ".." not in name for name in archive.namelist())


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_text_can_be_put_into_a_letter(text: str) -> None:
    row = {"organization": text, "source_path": f"2023/{text}", "title": text, "year": 2023}
    made = letter(
        [(row, view({**row, "form": "2021", "status": "parsed"}, [], [], None, None))], date(2026, 2, 3), sender=text
    )
    name = file_name(made, "docx")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert docx(made)


def test_characters_that_a_document_cannot_hold_become_blanks(serve: Callable[..., Served]) -> None:
    served = serve([tables_of([hostile("甲\0\x0b\ufffe]]>&amp;=1+1<w:p>乙")])])
    (row, *_) = served.findings("report_id NOT NULL")
    answer = served.browser.get(f"/reports/{row['report_id']}/letter.docx")
    assert any("]]>&amp;=1+1<w:p>乙" in paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)
