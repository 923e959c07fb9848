"""The summary form as a workbook to print on A4: the tables in the form's layout, then what is to be known of them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from govinfo_pipeline.form import Cell, Item, Table
from govinfo_pipeline.form.printed import Rows, columns_of, heading, printed
from govinfo_pipeline.publish.summary import Summary, organization_of, unplaced_rows
from govinfo_pipeline.publish.workbook import storable, width
from govinfo_pipeline.regions.codes import region_name
from govinfo_pipeline.tables.codes import LEVELS, SCOPES, VERDICTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_THIN = Side(style="thin", color="000000")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)
_TITLE, _TEXT, _NUMBER = Font("黑体", 16, b=True), Font("宋体", 10.5), Font("Times New Roman", 11)
_HEAD = Font("黑体", 10.5)
_INCOMPLETE = PatternFill("solid", fgColor="FFF2CC")
_WIDTHS = {
    "proactive_disclosure": [34, 20, 20, 20],
    "applications": [7, 9, 32, 9, 9, 9, 10, 10, 9, 10],
    "disputes": [8] * 15,
}
_SHEETS = {"proactive_disclosure": "二、主动公开", "applications": "三、依申请公开", "disputes": "四、复议诉讼"}
_MOST_NAMED = 5


def write_summary(summary: Summary, path: Path) -> None:
    """Writes the workbook: a sheet for each table of the form, then notes, units and identities."""
    book = Workbook()
    book.remove(book.active)
    for table in summary.form.tables:
        _add_table(book, summary, table)
    _add_notes(book, summary)
    _add_units(book, summary)
    _add_identities(book, summary)
    book.save(path)


def _add_table(book: Workbook, summary: Summary, table: Table) -> None:
    rows = printed(table, _shown(table, {*unplaced_rows(summary)}))
    sheet: Worksheet = book.create_sheet(_SHEETS[table.code])
    wide = columns_of(rows)
    head = [f"{region_name(summary.region)}{summary.year}年度政府信息公开工作情况汇总表", heading(table)]
    for place, text in enumerate(head, 1):
        sheet.merge_cells(start_row=place, end_row=place, start_column=1, end_column=wide)
        sheet.cell(place, 1, text).font = _TITLE if place == 1 else _HEAD
        sheet.cell(place, 1).alignment = _CENTRE
        sheet.row_dimensions[place].height = 28
    for place, wide_of in enumerate(_WIDTHS[table.code], 1):
        sheet.column_dimensions[get_column_letter(place)].width = wide_of
    _fill(sheet, rows, summary, len(head))
    last = len(head) + len(rows) + 1
    sheet.merge_cells(start_row=last, end_row=last, start_column=1, end_column=wide)
    sheet.cell(last, 1, _foot(summary)).font = Font("宋体", 9)
    sheet.cell(last, 1).alignment = _LEFT
    sheet.row_dimensions[last].height = 40
    _for_print(sheet, landscape=table.code == "disputes")


def _shown(table: Table, unplaced: Collection[str]) -> list[Item]:
    """All rows that stand for themselves, and those in place of others that a unit has filled."""
    return [
        replace(item, zh=f"{item.zh}（未分项）") if item.replaces else item
        for item in table.items
        if not item.replaces or item.code in unplaced
    ]


def _foot(summary: Summary) -> str:
    text = f"汇总口径：{SCOPES[summary.scope][0]}报告，{len(summary.units)}个单位；式样：{summary.form.basis}。"
    return text + ("黄底单元格有单位未填报，为已填报数之和，详见“说明”。" if summary.blanks else "各单位均已填报。")


def _fill(sheet: "Worksheet", rows: Rows, summary: Summary, above: int) -> None:
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows, above + 1):
        column = 1
        sheet.row_dimensions[down].height = 24
        for box in row:
            while (down, column) in taken:
                column += 1
            covered = [(down + y, column + x) for y in range(box.rows) for x in range(box.columns)]
            taken.update(covered)
            for y, x in covered:
                sheet.cell(y, x).border = _BOX
            if len(covered) > 1:
                sheet.merge_cells(
                    start_row=down,
                    end_row=down + box.rows - 1,
                    start_column=column,
                    end_column=column + box.columns - 1,
                )
            _put(sheet.cell(down, column), box.zh, box.cell, summary)
            if box.rows == 1:
                room = sum(sheet.column_dimensions[get_column_letter(x)].width for _, x in covered)
                lines = -(-width(box.zh) // max(1, int(room) - 2))
                sheet.row_dimensions[down].height = max(sheet.row_dimensions[down].height, 9 + 15 * lines)


def _put(target: Any, text: str, cell: Cell | None, summary: Summary) -> None:
    target.alignment = _CENTRE
    if cell is None:
        target.value, target.font = text, _TEXT
        return
    value = summary.sums.get(cell)
    target.value = int(value) if value is not None and value == int(value) else value
    target.font = _NUMBER
    if cell in summary.blanks:
        target.fill = _INCOMPLETE


def _add_notes(book: Workbook, summary: Summary) -> None:
    names = _names(summary)
    organizations = dict(zip(summary.units["report_id"], summary.units["organization"], strict=True))
    rows = [
        [
            *names[cell],
            len(blank),
            len(summary.units),
            summary.sums.get(cell),
            _some(organizations[unit] for unit in blank),
        ]
        for cell in summary.form.cells
        if (blank := summary.blanks.get(cell))
    ]
    header = ["表", "项目", "栏目", "未填报单位数", "单位总数", "已填报数之和", "未填报的单位"]
    notes = [
        "每个数为各单位报告中该单元格已填报数之和；空白不作零计。",
        "汇总报告与本机关报告不相加；不同式样的报告不相加。",
    ]
    if summary.nowhere:
        notes.append(f"本年度另有{summary.nowhere}份文件的行政区划不明，不属于任何地区，未计入。")
    if not rows:
        notes.append("所有单位填报了所有单元格。")
    _add_list(book, "说明", header, rows, [40, 48, 16, 14, 10, 14, 36], notes)


def _some(names: Iterable[Any]) -> str:
    known = [organization_of(name) for name in names]
    return "、".join(known[:_MOST_NAMED]) + (f"等{len(known)}个单位" if len(known) > _MOST_NAMED else "")


def _names(summary: Summary) -> dict[Cell, tuple[str, str, str]]:
    return {
        Cell(table.code, item.code, column.code): (table.zh, item.zh, column.zh)
        for table in summary.form.tables
        for item in table.items
        for column in item.columns
    }


def _add_units(book: Workbook, summary: Summary) -> None:
    status = {"parsed": "", "partial": "部分内容未能读出"}
    rows = [
        [
            "计入",
            organization_of(unit["organization"]),
            LEVELS[unit["level"]][0],
            status[unit["status"]],
            unit["source_path"],
        ]
        for unit in summary.units.to_dict("records")
    ]
    rows += [["未计入", left.organization, "", left.why, left.source_path] for left in summary.left_out]
    _add_list(book, "单位", ["是否计入", "单位", "层级", "备注", "文件"], rows, [11, 40, 9, 34, 44])


def _add_identities(book: Workbook, summary: Summary) -> None:
    said = {statement.family: statement for statement in summary.form.sums}
    scopes = {item.code: item.zh for table in summary.form.tables for item in table.items} | {
        column.code: column.zh for table in summary.form.tables for column in table.columns
    }
    rows = [
        [said[o.identity.family].zh, scopes[o.identity.scope], o.left, o.right, o.residual, VERDICTS[o.status][0]]
        for o in summary.outcomes
    ]
    wrong = sum(outcome.status == "violated" for outcome in summary.outcomes)
    unknown = sum(outcome.status == "not_assessable" for outcome in summary.outcomes)
    notes = [
        f"汇总数的勾稽关系{len(rows)}条：成立{len(rows) - wrong - unknown}条，不成立{wrong}条，"
        f"无法判断{unknown}条（有单位未填报）。"
    ]
    _add_list(
        book, "勾稽关系", ["勾稽关系", "范围", "左边", "右边", "差额", "结果"], rows, [52, 34, 10, 10, 10, 12], notes
    )


def _add_list(
    book: Workbook,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    widths: Sequence[float],
    notes: Sequence[str] = (),
) -> None:
    sheet: Worksheet = book.create_sheet(name)
    for note in notes:
        sheet.append([note])
        sheet.cell(sheet.max_row, 1).font = _TEXT
    top = len(notes) + 1
    for place, text in enumerate(header, 1):
        cell = sheet.cell(top, place, text)
        cell.font, cell.border, cell.alignment = _HEAD, _BOX, _CENTRE
        sheet.column_dimensions[get_column_letter(place)].width = widths[place - 1]
    for down, row in enumerate(rows, top + 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(down, place)
            cell.border, cell.alignment = _BOX, _LEFT
            cell.font = _TEXT if isinstance(value, str) else _NUMBER
            cell.value = storable(value) if isinstance(value, str) else value
            if isinstance(value, str):
                # Text from a report that begins with = stays text and is never a formula.
                cell.data_type = "s"
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    _for_print(sheet, landscape=True)


def _for_print(sheet: "Worksheet", *, landscape: bool) -> None:
    """A4, as wide as the page, the page's number below."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
