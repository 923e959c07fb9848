"""Checks of the files and of the reading: what is there, what could be read, whose report it is and of which year."""

import pandas as pd

from govinfo_pipeline.checks.bodies import counting, not_reported_again
from govinfo_pipeline.checks.rows import Row, problem, records, section_name
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.form import FORMS, LATEST, SECTIONS

_WIDTHS = {
    (code, table.code, item.code): len(item.columns)
    for code, form in {**FORMS, "unknown": LATEST}.items()
    for table in form.tables
    for item in table.items
}
_TABLES = {table.code: table for table in LATEST.tables}


def found(year: Year) -> Found:
    """The year has at least one file."""
    zh, en = f"{year.year}年度没有任何文件", f"there is no file of {year.year} below the raw folder"
    return Found(1, [] if len(year["raw_files"]) else [_row(year, zh=zh, en=en)])


def readable(year: Year) -> Found:
    """Every file could be opened."""
    files = year["raw_files"]
    return Found(
        len(files),
        [
            _row(file, zh=f"文件不能读取：{problem(file)[0]}", en=problem(file)[1], cause="reader")
            for file in records(files[files["problem"].notna()])
        ],
    )


def duplicates(year: Year) -> Found:
    """No two files have the same content."""
    files = year["raw_files"]
    return Found(
        len(files),
        [
            _row(
                file,
                zh=f"与{file['same_as']}内容完全相同，只计一次",
                en=f"the same content as {file['same_as']}; it counts once",
                part=file["source_path"],
            )
            for file in records(files[files["same_as"].notna()])
        ],
    )


def placed(year: Year) -> Found:
    """Every file's statistical year can be told; ``year`` holds the files of no year."""
    files = records(year["reports"])
    rows = [_row(file, zh=f"年度无法确定：{problem(file)[0]}", en=problem(file)[1], cause="unclear") for file in files]
    return Found(max(len(files), 1), rows)


def status(year: Year) -> Found:
    """No report had to be quarantined."""
    reports = year["reports"]
    refused = records(reports[reports["status"] == "quarantined"])
    rows = [_row(r, zh=f"未作为报告处理：{problem(r)[0]}", en=problem(r)[1], cause="unclear") for r in refused]
    return Found(len(reports), rows)


def sections(year: Year) -> Found:
    """All six sections of each readable report were found."""
    reports = year.readable()
    there = year["sections"].groupby("report_id")["section"].agg(set)
    rows = []
    for report in records(reports):
        lost = [n for n in SECTIONS if n not in there.get(report["report_id"], set())]
        if lost:
            names = "、".join(section_name(n)[0] for n in lost)
            numbers = ", ".join(map(str, lost))
            rows.append(_row(report, zh=f"没有找到{names}", en=f"sections not found: {numbers}", cause="unclear"))
    return Found(len(reports), rows)


def tables(year: Year) -> Found:
    """All rows of the three tables of each readable report were found."""
    reports = year.readable()
    issues = year["cell_issues"]
    missing = issues[issues["kind"] == "missing"].merge(reports[["report_id", "form"]], on="report_id")
    cells = missing.groupby(["report_id", "form", "table", "item"], sort=False).size().reset_index(name="cells")
    keys = zip(cells["form"], cells["table"], cells["item"], strict=True)
    widths = pd.Series([_WIDTHS.get(key, 1) for key in keys], dtype="int64")
    lost = cells[cells["cells"] >= widths].groupby(["report_id", "table"]).size().reset_index(name="rows")
    rows = []
    partial = records(reports[reports["report_id"].isin(lost["report_id"]) & reports["problem"].notna()])
    said = {report["report_id"]: problem(report) for report in partial}
    why = {report: (f"（{zh}）", f" ({en})") for report, (zh, en) in said.items()}
    for report, table, number in zip(lost["report_id"], lost["table"], lost["rows"], strict=True):
        section, zh = _TABLES[table].section, _TABLES[table].zh
        why_zh, why_en = why.get(report, ("", ""))
        rows.append(
            {
                **_row(
                    {"report_id": report, "year": year.year},
                    zh=f"{section_name(section)[0]}表格“{zh}”有{number}行没有读到{why_zh}",
                    en=f"table {section}: {number} rows were not found{why_en}",
                    cause="unclear",
                ),
                "table": table,
            }
        )
    return Found(len(reports), rows)


def stated_year(year: Year) -> Found:
    """Each report lies in the folder of the year that its text states."""
    reports = year.readable()
    stated = reports[reports["stated_year"].notna()]
    rows = [
        {
            **_row(
                report,
                zh=f"报告自述为{report['stated_year']}年度，却放在{report['year']}年度；其数据不计入汇总",
                en=f"its text is of {report['stated_year']}, its folder of {report['year']}; it is not counted",
                cause="unclear",
            ),
            "reported": report["year"],
            "expected": report["stated_year"],
        }
        for report in records(stated[stated["stated_year"] != stated["year"]])
    ]
    return Found(len(stated), rows, len(reports) - len(stated))


def versions(year: Year) -> Found:
    """There is one version of each report; of several, the newest counts."""
    reports = year.readable()
    paths = dict(zip(reports["report_id"], reports["source_path"], strict=True))
    rows = []
    for report in records(reports[reports["superseded_by"].notna()]):
        newest = paths.get(report["superseded_by"], report["superseded_by"])
        zh = f"{report['organization']}另有较新版本{newest}，本文件的数据不计入汇总"
        en = f"{report['organization']} has a newer version, {newest}; the figures of this file are not counted"
        rows.append(_row(report, zh=zh, en=en))
    return Found(len(reports), rows)


def organization(year: Year) -> Found:
    """It can be told whose report each is."""
    reports = year.readable()
    nameless = records(reports[reports["organization"].isna()])
    zh, en = "看不出是哪个单位的报告", "it cannot be told whose report this is"
    return Found(len(reports), [_row(report, zh=zh, en=en, cause="unclear") for report in nameless])


def reported_again(year: Year) -> Found:
    """Every organization that reported the year before reports again."""
    before = year.before("reports")
    missed = not_reported_again(year["reports"], before, year.partners.values())
    rows = [
        {
            **_row(
                {"year": year.year},
                zh=f"{report['organization']}上年有报告，本年没有",
                en=f"{report['organization']} reported the year before, and not this year",
                part=report["organization"],
                cause="unclear",
            ),
            "location": report["source_path"],
        }
        for report in records(missed)
    ]
    return Found(len(counting(before)), rows)


def _row(source: Row | Year, *, zh: str, en: str, cause: str = "author", part: str | None = None) -> Row:
    """A finding about a file or report as a whole."""
    known = {"year": source.year} if isinstance(source, Year) else source
    return {
        "report_id": known.get("report_id"),
        "year": known.get("year"),
        "source_path": known.get("source_path"),
        "cause": cause,
        "part": part,
        "message_zh": zh,
        "message_en": en,
    }
