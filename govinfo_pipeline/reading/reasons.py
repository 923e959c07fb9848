"""Why a file, or a part of a report, could not be read: every reason by its code, worded in Chinese and English.

Whoever refuses a file names a code and what it is filled with; nobody else words a reason. Both say what is wrong and,
where something can be done, what to do.
"""

import errno
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Self

_NUMERALS = "一二三四五六"

REASONS: dict[str, tuple[str, str]] = {
    # Files.
    "empty": ("文件是空的", "the file is empty"),
    "file_too_large": (
        "文件有{size}字节，超过一份报告的上限（{most}字节）",
        "the file has {size} bytes, more than the {most} a report may have",
    ),
    "not_opened": ("文件打不开：{why}", "the file cannot be opened: {why}"),
    "name_not_utf8": ("文件名不是 UTF-8 编码，请改名", "its name is not UTF-8; rename it"),
    "not_permitted": ("没有读取权限", "{said}"),
    "not_there": ("文件已不在", "{said}"),
    "system_says": ("系统报告 {number}", "{said}"),
    "changed_while_read": (
        "读取过程中文件被改动，请重新运行",
        "the file was changed while it was being read; run again",
    ),
    "changed_since_read": (
        "文件在读取之后被改动，请重新运行",
        "the file has changed since it was read; run it again",
    ),
    "too_slow": (
        "读取超过{seconds}秒，已中止；请重新保存该文件，或另存为其他格式",
        "reading the file took more than {seconds} seconds and was ended; save it anew or in another format",
    ),
    "reader_ended": (
        "读取该文件的进程中途结束（内存不足时会这样）；请重新保存该文件，或另存为其他格式",
        "the process that read the file ended, as it does without memory; save the file anew or in another format",
    ),
    "reader_failed": (
        "读取该文件时出错（{error}）；请重新保存该文件，或另存为其他格式",
        "the file could not be read ({error}: {said}); save it anew or in another format",
    ),
    "year_unknown": (
        "从文件夹和正文都看不出统计年度",
        "the statistical year cannot be told from folder or text",
    ),
    "year_not_kept": ("不处理{year}年度", "no year {year} is kept"),
    # Archives.
    "archive": (
        "压缩包已损坏、是空的，或在另一个压缩包里；请解压到文件夹",
        "the file is an archive that is damaged, empty or within another archive; unpack it into the folder",
    ),
    "rar": (
        "不支持 RAR 压缩包，请解压，或改用 zip",
        "RAR archives are not read; unpack the archive, or pack it as zip",
    ),
    "7z": ("不支持 7z 压缩包，请解压，或改用 zip", "7z archives are not read; unpack the archive, or pack it as zip"),
    "member_encrypted": (
        "压缩包中的文件已加密，请用密码解压",
        "the file in the archive is encrypted; unpack it with its password",
    ),
    "member_too_large": (
        "压缩包中的文件超过一份报告的上限（{most}字节）",
        "the file in the archive has more than the {most} bytes a report may have",
    ),
    "member_damaged": ("压缩包中的文件已损坏", "the file in the archive is damaged: {said}"),
    # What is no document with text.
    "image": (
        "文件是图片，读不出表格；请索取带文字的文件",
        "the file is an image; its tables cannot be read, ask for a file with text",
    ),
    "ole": (
        "文件是旧版 Office 文件，但既不是文档也不是表格",
        "the file is an old Office file, but neither a document nor a sheet",
    ),
    "opendocument": (
        "不支持 OpenDocument 表格和演示文稿；请把报告另存为 xlsx 或 docx",
        "OpenDocument sheets and slides are not read; save the report as xlsx or docx",
    ),
    "zero_bytes": ("文件含有零字节，不是文本", "the file holds zero bytes, so it is not text"),
    "no_encoding": (
        "文本既不是 UTF-8 也不是 GB18030 编码（第{byte}字节都不符合）",
        "the file is text in neither utf-8 nor gb18030 (byte {byte} fits neither)",
    ),
    "scan": (
        "各页是没有文字的图片（扫描件），读不出表格；请索取带文字的文件",
        "table_missing: the pages are pictures without text (a scan); ask for a file with text",
    ),
    # Documents.
    "text_too_long": (
        "文本有{characters}个字符，远超一份报告",
        "the text has {characters} characters, far more than a report",
    ),
    "csv_row": (
        "第{line}行不符合 CSV 格式；请重新保存表格",
        "line {line} is no row of a CSV file: {said}; save the sheet again",
    ),
    "page_tags": ("网页有{tags}个标签，远超一份报告", "the page has {tags} tags, far more than a report"),
    "page_attributes": (
        "网页中有一个标签的属性多得不正常",
        "the page has a tag with far more attributes than any has",
    ),
    "page_too_long": (
        "网页有{characters}个字符的文字，远超一份报告",
        "the page has {characters} characters of text, far more than a report",
    ),
    "web_archive_too_large": (
        "网页存档有{size}字节，远超一份报告",
        "the web archive has {size} bytes, too many for a report",
    ),
    "web_archive_parts": (
        "网页存档的组成部分远多于一份报告",
        "the web archive has more parts than that of a report",
    ),
    "web_archive_no_page": (
        "网页存档中没有网页；请把报告另存为 docx 或 html",
        "the web archive holds no page; save the report as docx or html",
    ),
    "word_too_large": (
        "Word 文件的正文解压后有{size}字节，远超一份报告",
        "the text of the Word file unpacks to {size} bytes, too many for a report",
    ),
    "word_damaged": ("Word 文件已损坏，请重新保存", "the Word file is damaged; save it again"),
    "word_no_text": ("Word 文件里没有文字", "the Word file has no text in it"),
    "word_tags": (
        "Word 文件的正文有{tags}个标签，远超一份报告",
        "the text of the Word file has {tags} tags, far more than a report",
    ),
    "word_boxes": (
        "Word 文件有{boxes}个文本框，远超一份报告",
        "the Word file has {boxes} text boxes, far more than a report",
    ),
    "office_missing": (
        "读取旧版 Word 文件、rtf 和 odt 需要 LibreOffice：请安装 libreoffice-writer-nogui，或把报告另存为 docx",
        "old Word files, rtf and odt need LibreOffice: install libreoffice-writer-nogui, or save the report as docx",
    ),
    "office_refused": (
        "LibreOffice 读不了该文件；请把报告另存为 docx",
        "LibreOffice cannot read the file; save the report as docx",
    ),
    "office_too_slow": (
        "LibreOffice 在{seconds}秒内没有读完该文件",
        "LibreOffice did not read the file within {seconds} seconds",
    ),
    "pdf_locked": ("PDF 设有密码；请去掉密码后重新保存", "the PDF is locked with a password; save it again"),
    "pdf_damaged": ("PDF 已损坏，请重新保存", "the PDF is damaged; save it again"),
    "sheet_damaged": ("电子表格已损坏，请重新保存", "the spreadsheet is damaged; save it again"),
    "sheet_too_large": (
        "电子表格解压后有{size}字节，远超一份报告",
        "the spreadsheet unpacks to {size} bytes, too many for a report",
    ),
    "sheet_cells": (
        "有一张工作表的单元格超过一份报告的上限；请删去不属于报告的内容",
        "a sheet has more cells than a report may have; delete what is no part of it",
    ),
    "sheet_reach": (
        "有一张工作表的单元格直到第{height}行、第{width}列；请删去不属于报告的内容",
        "a sheet has cells down to row {height} and out to column {width}; delete what is no part of the report",
    ),
    # Reports.
    "form_before_2019": (
        "报告用的是2019年以前的格式，其分类与以后的不可比",
        "the report is on a form of before 2019, whose categories cannot be compared with later ones",
    ),
    "other_page": (
        "页面标题是“{title}”，不是年度报告",
        "the page is titled “{title}”, which is not an annual report",
    ),
    "several_reports": (
        "一个文件里有多份报告；请每份报告各存一个文件",
        "the file holds more than one report; save each in a file of its own",
    ),
    "no_report": (
        "文件中既没有年度报告的表格，也没有年度报告的各部分",
        "the file has neither the tables nor the sections of an annual report",
    ),
    "table_repeated": (
        "第{table}部分的表格“{name}”印了不止一次，数字不同；以第一次的为准",
        "table {table} ({name}) is printed more than once, with other figures; the first of them is read",
    ),
    "table_missing": ("缺第{table}部分的表格“{name}”", "table {table} ({name}) is missing"),
    "rows_missing": ("第{table}部分的表格缺{number}行：{rows}", "table {table} lacks {number} rows: {rows}"),
    "sections_missing": ("缺第{sections}部分", "sections missing: {sections}"),
}
"""Code → its words (zh, en)."""


class Reason(NamedTuple):
    """A reason, or a part of one, in words."""

    zh: str
    en: str

    @classmethod
    def of(cls, code: str, **filled: "Filling") -> Self:
        """The reason of a code of :data:`REASONS`, with what its words leave open."""
        zh, en = REASONS[code]
        return cls(zh.format(**_worded(filled, 0)), en.format(**_worded(filled, 1)))


Filling = str | float | Reason | Sequence[Reason]
"""What a reason is filled with: the same in both languages, or a word in each, or several."""


def _worded(filled: Mapping[str, Filling], language: int) -> dict[str, str]:
    return {name: _word(value, language) for name, value in filled.items()}


def _word(value: Filling, language: int) -> str:
    if isinstance(value, Reason):
        return value[language]
    return (
        str(value)
        if isinstance(value, str | int | float)
        else ("、", ", ")[language].join(part[language] for part in value)
    )


def ordinal(number: int) -> Reason:
    """The number of a section of the form, as it is written."""
    return Reason(_NUMERALS[number - 1], str(number))


def joined(reasons: Iterable[Reason]) -> Reason | None:
    """Several reasons as one; null for none."""
    both = list(reasons)
    return Reason("；".join(reason.zh for reason in both), "; ".join(reason.en for reason in both)) if both else None


def of_system(error: OSError) -> Reason:
    """Why the system, or an object store, would not open a file."""
    said = str(error.strerror or error)
    if isinstance(error, PermissionError):
        return Reason.of("not_permitted", said=said)
    if isinstance(error, FileNotFoundError):
        return Reason.of("not_there", said=said)
    return Reason.of("system_says", number=errno.errorcode.get(error.errno or 0, type(error).__name__), said=said)


class UnreadableError(ValueError):
    """The file cannot be read as a report; ``reason`` says why and what to do."""

    def __init__(self, code: str, **filled: Filling) -> None:
        self.reason = Reason.of(code, **filled)
        super().__init__(self.reason.en)


class UnavailableError(UnreadableError):
    """The file cannot be read here or now, and may be another time: a program is missing, or took too long."""
