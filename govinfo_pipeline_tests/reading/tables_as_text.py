"""Small reports of a title, six headings and the tables that a test writes out itself."""

from collections.abc import Sequence

from govinfo_pipeline.form import LATEST, SECTIONS, Cell
from govinfo_pipeline.reading import ReadReport, read_report

TITLE = "甲县教育局2024年政府信息公开工作年度报告"
CHINESE = "一二三四五六"
TABLE = next(table for table in LATEST.tables if table.code == "applications")
ITEMS = [item for item in TABLE.items if not item.replaces]
COLUMNS = [column.code for column in TABLE.columns]

Cells = Sequence[str]


def figures(rank: int) -> list[int]:
    """Seven different figures of a row, in the form's order, the last of which is the sum of the others."""
    parts = [rank + place for place in range(1, 7)]
    return [*parts, sum(parts)]


def html(*tables: str, section: int = 3) -> ReadReport:
    """What is read of a page with these tables in that section."""
    body = "".join(
        f"<p>{CHINESE[number - 1]}、{zh}</p><p>平稳有序。</p>" + ("".join(tables) if number == section else "")
        for number, (zh, _) in SECTIONS.items()
    )
    return read_report(f"<html><body><p>{TITLE}</p>{body}</body></html>".encode())


def text(*lines: str, section: int = 3) -> ReadReport:
    """What is read of a text with these lines in that section."""
    said = [TITLE]
    for number, (zh, _) in SECTIONS.items():
        said += ["", f"{CHINESE[number - 1]}、{zh}", "", *(lines if number == section else ["平稳有序。"])]
    return read_report("\n".join(said).encode())


def table(*rows: Cells) -> str:
    """A table with a cell for each string."""
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


def row_of(report: ReadReport, item: str) -> list[object]:
    """The values of a row of table 3, in the form's order."""
    return [report.values[Cell("applications", item, column)] for column in COLUMNS]


def issues_of(report: ReadReport, item: str) -> dict[str, tuple[str, str]]:
    """Column → kind and raw text of the issues of a row of table 3."""
    return {i.cell.column: (i.kind, i.raw) for i in report.issues if i.cell[:2] == ("applications", item)}
