"""A :class:`Truth` laid out as headings, paragraphs and grids; every format writes these, each in its own way.

Here: which cells a table of the form prints, and which of them span rows and columns.
Not here: any syntax of a format (:mod:`layouts` for text; html, docx and the like likewise).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from govinfo_pipeline.form import SECTIONS, Cell, Item, Table
from govinfo_pipeline.form.common import GROUPS
from govinfo_pipeline_tests.corpus.style import Style
from govinfo_pipeline_tests.corpus.truth import Truth

CHINESE_DIGITS = " 一二三四五六"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
CLAUSES = {
    "regulations": "一",
    "normative_documents": "一",
    "administrative_licensing": "五",
    "other_external_services": "五",
    "administrative_penalty": "六",
    "administrative_coercion": "六",
    "administrative_fees": "八",
    "government_procurement": "九",
}
"""The item of article 20 that a row of table 2 is printed under."""


@dataclass(frozen=True, slots=True)
class Box:
    """A printed cell of a grid: its text and how many rows and columns it covers."""

    text: str
    colspan: int = 1
    rowspan: int = 1


Row = list[Box]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed: ``rows`` of the boxes that begin in them, the first ``header`` rows being heads."""

    table: str
    width: int
    header: int
    rows: list[Row]

    def slots(self) -> Iterator[list[Box | None]]:
        """Row by row one entry a column: the box where it begins, None where one reaches over.

        A row that skips a cell gives fewer entries.
        """
        reaching: dict[int, int] = {}
        for row in self.rows:
            line: list[Box | None] = []
            boxes = iter(row)
            while len(line) < self.width:
                if reaching.get(len(line), 0):
                    reaching[len(line)] -= 1
                    line.append(None)
                    continue
                box = next(boxes, None)
                if box is None:
                    break
                if box.rowspan > 1:
                    reaching |= {len(line) + i: box.rowspan - 1 for i in range(box.colspan)}
                line += [box, *[None] * (box.colspan - 1)]
            yield line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title, 1 a section, 2 a part of one."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: str


Block = Heading | Paragraph | Grid


def compose(truth: Truth, rng: random.Random, style: Style) -> list[Block]:
    """The whole report in reading order."""
    blocks: list[Block] = [Heading(line, 0) for line in truth.title_lines]
    blocks += map(Paragraph, truth.preamble)
    odd = rng.choice(sorted(truth.sections)) if truth.sections else 0
    for number, section in sorted(truth.sections.items()):
        mark = f"{CHINESE_DIGITS[number]}、"
        if number == odd:
            mark = {"chinese": mark, "arabic_once": f"{number}、 ", "lost_once": ""}[style.heading_numbers]
        blocks.append(Heading(mark + style.text(section.heading), 1))
        blocks += [Heading(p, 2) if _is_heading(p) else Paragraph(p) for p in section.paragraphs]
        blocks += grids(truth, rng, style, number)
    return blocks


def _is_heading(paragraph: str) -> bool:
    return len(paragraph) < 24 and paragraph[:1] in "（一二三四五" and not paragraph.endswith(("。", "；"))


def grids(truth: Truth, rng: random.Random, style: Style, section: int) -> list[Grid]:
    """The table of a section, if the report has it; none for sections that have no table."""
    makers = {"proactive_disclosure": _proactive, "applications": _applications, "disputes": _disputes}
    return [
        makers[table.code](truth, rng, style, table)
        for table in truth.official_form.tables
        if table.section == section and truth.rows(table)
    ]


def _boxes(truth: Truth, rng: random.Random, style: Style, table: Table, item: Item) -> Row:
    """The figures of a row as printed."""
    boxes = []
    for column in item.columns:
        cell = Cell(table.code, item.code, column.code)
        if cell in truth.absent:
            continue
        value = truth.values[cell]
        plain = "" if value is None else style.number(rng, value, column)
        boxes.append(Box(truth.printed.get(cell, plain)))
    return boxes


def _proactive(truth: Truth, rng: random.Random, style: Style, table: Table) -> Grid:
    width = 1 + max(len(item.columns) for item in table.items)
    note = "（单位：万元，保留4位小数）" if style.fee_note else "（单位：万元）"

    def stretched(row: Row) -> Row:
        """The last box reaches to the right edge."""
        return [*row[:-1], Box(row[-1].text, colspan=width - len(row) + 1)]

    rows: list[Row] = []
    for clause, items in groupby(truth.rows(table), key=lambda item: CLAUSES[item.code]):
        block = list(items)
        heads = [
            # The form prints the unit for fees, and none for procurement.
            Box(style.label(rng, column) + (style.text(note) if not column.is_count and clause == "八" else ""))
            for column in block[0].columns
        ]
        rows.append([Box(style.text(f"第二十条第（{clause}）项"), colspan=width)])
        rows.append(stretched([Box(style.text("信息内容")), *heads]))
        for item in block:
            figures = _boxes(truth, rng, style, table, item)
            row = [Box(style.label(rng, item)), *figures]
            rows.append(stretched(row) if len(figures) == len(item.columns) else row)
    return Grid(table.code, width, 0, rows)


def _applications(truth: Truth, rng: random.Random, style: Style, table: Table) -> Grid:
    labels, applicants = 3, table.columns
    rows = _applicants_head(rng, style, table, labels)
    header = len(rows)
    groups = iter([number for number in GROUPS if number != "三、"])
    printed = truth.rows(table)
    numbers = [item.number for item in printed]
    in_results = [item for item in printed if item.number not in ("一、", "二、", "四、")]
    for index, item in enumerate(printed):
        row: Row = []
        if in_results and item is in_results[0]:
            row.append(Box(style.text("三、" + GROUPS["三、"][0]), rowspan=len(in_results)))
        if item.number == "1.":
            # A group is as long as its numbers go on rising.
            size = next((n for n, number in enumerate(numbers[index + 1 :], 1) if number[0] not in "2345678"), 1)
            group = next(groups)
            gap = "\n" if style.broken_words else ""
            row.append(Box(style.text(group + gap + GROUPS[group][0]), rowspan=size))
        depth = 3 if item not in in_results else 1 if item.number.endswith(".") else 2
        row.append(Box(style.label(rng, item), colspan=depth))
        rows.append(row + _boxes(truth, rng, style, table, item))
    return Grid(table.code, labels + len(applicants), header, rows)


def _applicants_head(rng: random.Random, style: Style, table: Table, labels: int) -> list[Row]:
    first, *others, total = table.columns
    names = [Box(_broken(style, style.label(rng, column))) for column in others]
    sum_up, natural = style.label(rng, total), style.label(rng, first)
    over = 1 if style.total_in_first_row else 0
    top = [
        Box(style.text(CORNER), colspan=labels, rowspan=3),
        Box(style.text("申请人情况"), colspan=len(table.columns) - over),
    ]
    middle = [Box(natural, rowspan=2), Box(style.text("法人或其他组织"), colspan=len(others))]
    if style.total_in_first_row:
        top.append(Box(sum_up, rowspan=3))
    else:
        middle.append(Box(sum_up, rowspan=2))
    return [top, middle, names]


def _broken(style: Style, word: str) -> str:
    """A word of four characters broken over two lines, as narrow columns break it."""
    return f"{word[:2]}\n{word[2:]}" if style.broken_words and len(word) == 4 else word


def _disputes(truth: Truth, rng: random.Random, style: Style, table: Table) -> Grid:
    first, *litigation = truth.rows(table)
    outcomes = [Box(_broken(style, style.label(rng, column)), rowspan=2) for column in first.columns]
    width = len(first.columns)
    return Grid(
        table.code,
        width * (1 + len(litigation)),
        3,
        [
            [
                Box(style.label(rng, first), colspan=width),
                Box(style.text("行政诉讼"), colspan=width * len(litigation)),
            ],
            outcomes + [Box(style.label(rng, item), colspan=width) for item in litigation],
            [Box(box.text) for _ in litigation for box in outcomes],
            [box for item in (first, *litigation) for box in _boxes(truth, rng, style, table, item)],
        ],
    )


def heading_of(section: int) -> str:
    """The official heading of a section, without its number."""
    return SECTIONS[section][0]
