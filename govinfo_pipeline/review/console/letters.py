"""The letter that goes back to a unit (整改通知): what is wrong in its report, where, and what it should be.

What a person dismissed is left out, and what may be the reader's fault unless a person has confirmed it. What is
open and may have another cause than the author is asked about and not blamed for.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from govinfo_pipeline.checks.findings import where
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.review.console.queries import Record
from govinfo_pipeline.review.console.report_page import FindingView, ReportView, Suspect, place_of
from govinfo_pipeline.tables.schemas import NARRATIVE

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[^\w\-（）]+")
HEADS = ("序号", "位置", "填报", "核对", "问题", "建议")
_WIDTHS_CM = (1.1, 4.0, 1.8, 1.8, 4.9, 3.0)
_BODY_FONT, _HEAD_FONT = "仿宋", "黑体"


class Entry(NamedTuple):
    """A line of the letter: where it stands, what is printed and what it comes to, what is wrong, what to do."""

    place: str
    reported: str
    expected: str
    problem: str
    advice: str


class Part(NamedTuple):
    """What is wrong in one report, and what is to be looked into."""

    title: str
    source: str
    wrong: list[Entry]
    unclear: list[Entry]

    @property
    def lists(self) -> list[tuple[str, list[Entry]]]:
        """The lists that are not empty, each with its heading."""
        named = {"需要更正的问题": self.wrong, "需要核实的情况": self.unclear}
        return [(f"{heading}（{len(entries)}处）", entries) for heading, entries in named.items() if entries]


class Letter(NamedTuple):
    """A letter to a unit about its reports."""

    organization: str
    years: list[int]
    parts: list[Part]
    day: date
    sender: str = ""
    deadline: str = ""

    @property
    def title(self) -> str:
        """The letter's heading."""
        years = "、".join(str(year) for year in sorted(self.years))
        return (
            f"关于{years}年度政府信息公开工作年度报告的整改通知" if years else "关于政府信息公开工作年度报告的整改通知"
        )

    @property
    def counts(self) -> tuple[int, int]:
        """How much is wrong, and how much is to be looked into."""
        return sum(len(part.wrong) for part in self.parts), sum(len(part.unclear) for part in self.parts)

    @property
    def intro(self) -> str:
        """What stands above the lists."""
        wrong, unclear = self.counts
        if not wrong and not unclear:
            return "经核对，你单位报送的年度报告未发现需要整改的问题。"
        found = [f"发现问题{wrong}处"] if wrong else []
        found += [f"有{unclear}处需要你单位核实"] if unclear else []
        due = f"请于{self.deadline}前" if self.deadline else "请"
        wanted = f"{due}逐条核实更正，并将更正后的报告报送我单位。"
        return f"经核对，你单位报送的年度报告{'，另'.join(found)}，列表如下。{wanted}"


def letter(pages: Sequence[tuple[Record, ReportView]], day: date, sender: str = "", deadline: str = "") -> Letter:
    """The letter about some reports of one unit, by what their pages show."""
    parts = [_part(report, view) for report, view in pages]
    first = pages[0][0]
    years = [report["year"] for report, _ in pages if report["year"] is not None]
    named = first["organization"] or first["source_path"].rpartition("/")[2]
    told = [part for part in parts if part.wrong or part.unclear]
    return Letter(named, sorted(set(years)), told or parts, day, sender, deadline)


def _part(report: Record, view: ReportView) -> Part:
    wrong, unclear = [], []
    for finding in view.findings:
        status, cause = finding.row["status"], finding.row["cause"]
        if status == "confirmed" or (status == "open" and cause == "author"):
            wrong.append(_entry(finding, view.suspects))
        elif status == "open" and cause == "unclear":
            unclear.append(_entry(finding, view.suspects))
    return Part(report["title"] or report["organization"] or "", report["source_path"], wrong, unclear)


def _entry(finding: FindingView, suspects: Sequence[Suspect]) -> Entry:
    row = finding.row
    place = _place(row)
    problem, _, _ = row["message_zh"].partition("；最可能有误的是")
    if row["table"]:
        problem = problem.removeprefix(where(row)[0]).lstrip("：")
    printed = [f"原文：{row['quote']}"] if row["quote"] else []
    line = f"（原文件第{finding.line}行）" if finding.line else ""
    return Entry(
        f"{place}{line}",
        number(row["reported"]),
        number(row["expected"]),
        "\n".join([problem, *printed]),
        _advice(finding, suspects),
    )


def _place(row: Record) -> str:
    """The cell, the column or, of what is no cell, the matter that a finding is about."""
    if row["table"]:
        return where(row)[0] + ("一列" if row["column"] and not row["item"] else "")
    return CHECKS[row["check"]].zh if row["check"] in CHECKS else str(row["check"])


def _advice(finding: FindingView, suspects: Sequence[Suspect]) -> str:
    """What to change: the cell that explains the violated sum best, else the value that the other cells require."""
    cells = {*finding.left, *finding.right}
    likely = [suspect for suspect in suspects if finding.left and suspect.cell in cells]
    if likely:
        first = likely[0]
        value = f"改为{first.suggested}" if first.suggested is not None else "重新填写"
        return f"{place_of(first.cell)[0]}请核实，可能应{value}（{first.why[0]}）"
    if finding.left:
        return "请核对有关各格"
    if finding.row["check"].startswith(NARRATIVE):
        return "文字与表格应当一致，请核对两处"
    if finding.row["item"] and finding.row["expected"] is not None and finding.row["cause"] == "author":
        return f"应为{number(finding.row['expected'])}，请核实"
    return "请核实更正"


def number(value: float | int | None) -> str:
    """A figure as the form prints it; empty for none."""
    if value is None:
        return ""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.4f}".rstrip("0")


def file_name(letter: Letter, ending: str) -> str:
    """The name of the letter's file; of what is printed in a report only letters and digits get into it."""
    years = "-".join(map(str, letter.years)) or "年度不明"
    return f"整改通知_{_NOT_IN_NAMES.sub('', letter.organization)[:60] or '未知单位'}_{years}.{ending}"


def docx(letter: Letter) -> bytes:
    """The letter as a Word document."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = document.styles["Normal"]
    _use_font(normal, _BODY_FONT)
    normal.font.size = Pt(14)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(plain(letter.title))
    _use_font(run, _HEAD_FONT)
    run.font.size = Pt(20)
    document.add_paragraph(plain(f"{letter.organization}："))
    document.add_paragraph(plain(letter.intro)).paragraph_format.first_line_indent = Pt(28)
    for part in letter.parts:
        if len(letter.parts) > 1:
            document.add_paragraph(plain(f"《{part.title}》（{part.source}）"))
        for heading, entries in part.lists:
            _use_font(document.add_paragraph().add_run(heading), _HEAD_FONT)
            _table(document, entries)
    for line in (letter.sender, f"{letter.day.year}年{letter.day.month}月{letter.day.day}日"):
        document.add_paragraph(plain(line)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.core_properties.title, document.core_properties.author = plain(letter.title), plain(letter.sender)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _table(document: Any, entries: Sequence[Entry]) -> None:
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(HEADS))
    table.style = "Table Grid"
    table.autofit = False
    for place, texts in enumerate([HEADS, *((str(n), *entry) for n, entry in enumerate(entries, 1))]):
        for cell, text, width in zip(table.add_row().cells, texts, _WIDTHS_CM, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(plain(text))
            run.font.size = Pt(10.5)
            _use_font(run, _HEAD_FONT if place == 0 else _BODY_FONT)


def _use_font(styled: Any, name: str) -> None:
    from docx.oxml.ns import qn

    styled.font.name = name
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def plain(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub(" ", text)


def packed(letters: Iterable[Letter]) -> bytes:
    """Many letters as one zip archive of Word documents, each under a name of its own."""
    target = io.BytesIO()
    taken: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in letters:
            name = file_name(each, "docx")
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                name = name.removesuffix(".docx") + f"_{taken[name]}.docx"
            archive.writestr(name, docx(each))
    return target.getvalue()
