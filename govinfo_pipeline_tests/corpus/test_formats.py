"""The writers of formats: files open in the usual programs, repeat, and print every figure in its order."""

import html
import io
import random
import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from govinfo_pipeline_tests.corpus import PLAIN, Organization, Truth, random_truth
from govinfo_pipeline_tests.corpus.formats import FORMATS, QUICK, generate_archives, generate_formats

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COUNTY = Organization("滑县人民政府", "我县", "government", 300)
SEEDS = range(40)


def need(name: str) -> None:
    """Skip where the format cannot be written."""
    if reason := FORMATS[name].missing():
        pytest.skip(reason)


def report(name: str, seed: int, blanks: float = 0.0) -> tuple[bytes, Truth]:
    """A plainly styled report of a county."""
    rng = random.Random(f"{name}/{seed}")
    truth = random_truth(rng, 2023, organization=COUNTY, blanks=blanks)
    return FORMATS[name].render(truth, rng, PLAIN), truth


def figures(truth: Truth) -> list[int]:
    """The printed counts of tables 3 and 4, row by row."""
    rows = (*truth.applications.values(), *truth.disputes.values())
    return [count for row in rows for count in row if count is not None]


def counts(cells: list[str]) -> list[int]:
    """The cells that are nothing but a number, from table 3 on."""
    begin = next(index for index, cell in enumerate(cells) if "勾稽关系" in cell)
    return [int(cell) for cell in cells[begin:] if cell.isdecimal()]


def html_cells(page: bytes) -> list[str]:
    """The text of every cell, whatever closes it."""
    try:
        text = page.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = page.decode("gb18030")
    cells = re.findall(r"<t[dh]\b[^>]*>(.*?)(?=<t[dhr]\b|</t[dhr]>|</table)", text, re.DOTALL)
    return ["".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split()) for cell in cells]


def docx_cells(content: bytes) -> list[str]:
    """The text of every cell that holds no table, without deletions."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not name.startswith("["):
                ElementTree.fromstring(package.read(name))
        document = ElementTree.fromstring(package.read("word/document.xml"))
    cells = [cell for cell in document.iter(f"{WORD}tc") if cell.find(f"{WORD}tbl") is None]
    return ["".join(text.text or "" for text in cell.iter(f"{WORD}t")) for cell in cells]


def xlsx_cells(content: bytes) -> list[str]:
    """The values of the visible sheets, those of formulas included."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
    return [str(value) for sheet in sheets for row in sheet.values for value in row if value is not None]


def pdf_text(content: bytes, folder: Path) -> str:
    """The text as pdftotext lays it out."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8")
    return run.stdout


@pytest.mark.parametrize("blanks", [0.0, 0.3])
@pytest.mark.parametrize("name", [name for name in QUICK if name.startswith("html")])
def test_html_prints_the_figures_in_their_order(name: str, blanks: float) -> None:
    for seed in SEEDS:
        page, truth = report(name, seed, blanks)
        assert counts(html_cells(page)) == figures(truth), seed


@pytest.mark.parametrize("blanks", [0.0, 0.3])
def test_docx_prints_the_figures_in_their_order(blanks: float) -> None:
    for seed in SEEDS:
        content, truth = report("docx", seed, blanks)
        assert counts(docx_cells(content)) == figures(truth), seed


@pytest.mark.parametrize("blanks", [0.0, 0.3])
def test_xlsx_prints_the_figures_in_their_order(blanks: float) -> None:
    for seed in SEEDS:
        content, truth = report("xlsx", seed, blanks)
        assert counts(xlsx_cells(content)) == figures(truth), seed


def test_xls_prints_the_figures_in_their_order() -> None:
    need("xls")
    calamine = pytest.importorskip("python_calamine")
    for seed in SEEDS:
        content, truth = report("xls", seed)
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible]
        values = [value for name in visible for row in book.get_sheet_by_name(name).to_python() for value in row]
        cells = [f"{value:g}" if isinstance(value, float) else str(value) for value in values]
        assert counts(cells) == figures(truth), seed


def test_drawn_pdf_contains_every_figure(tmp_path: Path) -> None:
    need("pdf_drawn")
    for seed in SEEDS[:12]:
        content, truth = report("pdf_drawn", seed)
        # Digits may stand apart.
        text = "".join(pdf_text(content, tmp_path).split())
        assert all(str(count) in text for count in figures(truth)), seed
        assert content == report("pdf_drawn", seed)[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf_office", "pdf_browser", "doc"])
def test_converted_files_contain_every_figure(name: str, tmp_path: Path) -> None:
    need(name)
    for _, content, truth in generate_formats(6, 4, formats=[name], noise=False):
        if name == "doc":
            assert content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
            continue
        numbers = re.findall(r"\d+", pdf_text(content, tmp_path))
        assert {str(count) for count in figures(truth)} <= set(numbers)


def test_generate_repeats_itself_and_goes_through_every_quick_format() -> None:
    formats = [name for name in QUICK if not FORMATS[name].missing()]
    count = 3 * len(formats)
    first = list(generate_formats(count, 7, formats=formats))
    assert first == list(generate_formats(count, 7, formats=formats))
    assert first[:5] == list(generate_formats(5, 7, formats=formats))
    assert len({name for name, _, _ in first}) == count


def test_archives_hold_their_reports_under_both_kinds_of_names() -> None:
    found = set()
    for _, content, truths in generate_archives(12, 5, formats=["html_cms", "docx"]):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = package.infolist()
            assert package.testzip() is None
        marked = all(info.flag_bits & 0x800 for info in infos if not info.filename.isascii())
        found.add(marked)
        names = {info.filename if marked else info.filename.encode("cp437").decode("gb18030") for info in infos}
        assert {name for name in truths if ".zip/" not in name} <= names
        assert len(truths) == 4
    assert found == {True, False}
