"""Reports in words, as the tables of a year: what a test needs to say, and a clean report to start from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from govinfo_pipeline.checks.text.texts import Judge, tally, texts_of
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline.tables.schemas import frame
from govinfo_pipeline_tests.building import Filed

YEAR = 2023
OVERVIEW = (
    "2023年，我局把居民最常询问的事情排在公开清单的前面，按月核对，缺什么补什么。\n"
    "（一）主动公开情况\n"
    "全年在门户网站登出各类消息126条，财政收支按时上网，救助名单每季度换一次。办事窗口旁边新添两块展板，把申请条件、"
    "所需材料和经办人的电话都写在上面，来人一看便知。重要文件发布当天配一篇问答，用日常说法解释条款。\n"
    "（二）依申请公开情况\n"
    "申请由专人登记，当天转给承办股室，答复前请法律顾问看过。与申请人多通电话，弄清所要的究竟是哪一份材料。\n"
    "（三）监督保障情况\n"
    "每季度抽查一次栏目，发现失效链接和错字立即改正，并在例会上通报。请八位群众代表评议，意见逐条回复。年底把各股室的"
    "公开任务完成情况写进考核，排在末尾的要说明原因。"
)
PROBLEMS = (
    "工作中仍有不足：一是个别栏目隔了很久才换内容；二是解读以文字为主，看的人不多；三是承办人员常有变动，业务不熟。"
)
PLANS = "2024年，我局将继续从三个方面着手：一是给栏目定下更换期限；二是多用短片和图画；三是为新到岗的同志安排跟班学习。"
FEES = "2023年度我局没有收取信息处理费。"


@dataclass
class Said:
    """One report: who says it and of which year, and the texts of its sections."""

    organization: str | None = "滑县教育局"
    kind: str = "department"
    year: int = YEAR
    title: str | None = None
    published: str | None = None
    preamble: str | None = None
    region_code: str | None = "410526"
    excluded: str | None = None
    status: str = "parsed"
    report_id: str = ""
    sections: dict[int, str] = field(default_factory=lambda: clean())


def clean(**changes: str) -> dict[int, str]:
    """The sections of a report with nothing to find; ``section5="..."`` changes one of them."""
    tables = dict.fromkeys((2, 3, 4), "信息内容\t本年制发件数\n规章\t0")
    texts = {1: OVERVIEW, **tables, 5: f"{PROBLEMS}\n{PLANS}", 6: FEES}
    return {number: changes.get(f"section{number}", texts[number]) for number in SECTIONS}


def tables_of(*said: Said) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``reports`` and ``sections`` of these reports."""
    rows: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for place, report in enumerate(said):
        known = {"report_id": report.report_id or f"{report.year}{place:012x}", "year": report.year}
        title = (
            f"{report.organization}{report.year}年政府信息公开工作年度报告" if report.title is None else report.title
        )
        rows.append({**vars(report), **known, "title": title, "source_path": f"{report.year}/{place:03d}.txt"})
        texts += [{**known, "section": n, "heading": SECTIONS[n][0], "text": t} for n, t in report.sections.items()]
    return (
        frame("reports", {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}),
        frame("sections", {name: [row[name] for row in texts] for name in (texts[0] if texts else {})}),
    )


def tables_of_files(files: Iterable[Filed]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``reports`` and ``sections`` of reports that were read."""
    rows = [parsed.row(file.report, year=file.year, source_path=file.path, sha256=file.sha256) for file in files]
    table = parsed.to_table(rows)
    return normalize.reports(table), normalize.sections(table)


def checked(judge: Judge, reports: pd.DataFrame, sections: pd.DataFrame) -> Found:
    """What a check finds in the reports that count."""
    return tally(verdict for text in texts_of(reports, sections) for verdict in judge(text))
