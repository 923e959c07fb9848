"""One file, from its bytes to a :class:`ReadReport`."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from govinfo_pipeline.form import FORMS, LATEST
from govinfo_pipeline.reading.formats import UnavailableError, UnreadableError, detect, open_document
from govinfo_pipeline.reading.organ import kind_of
from govinfo_pipeline.reading.published import find_published
from govinfo_pipeline.reading.reasons import Reason, joined, ordinal
from govinfo_pipeline.reading.records import Document, Evidence, ReadReport, Row
from govinfo_pipeline.reading.script import plain
from govinfo_pipeline.reading.sections import (
    choose_headings,
    find_headings,
    holds_another_report,
    missing_sections,
    split_sections,
)
from govinfo_pipeline.reading.tables import TablesRead, read_tables, recognise
from govinfo_pipeline.reading.title import is_other_page, read_heading

READER_VERSION = 7
"""Rises with every change of what is read from a file, so that earlier results are not taken for current ones."""

_MOST_LABELS = 3
_LONGEST_HEAD = 80
_LONGEST_ENDING = 40
_SHORTEST_PREAMBLE = 15
_PREAMBLE = re.compile("条例|统计期限|本报告|本年报|编制")


def read_report(data: bytes, name: str = "") -> ReadReport:
    """What the file says. ``name`` is its file name, used only where the text does not name the organization."""
    report = ReadReport(detect(data))
    try:
        _read(report, open_document(data, report.file_format), name)
    except UnreadableError as error:
        report.reason = error.reason
        report.lasting = not isinstance(error, UnavailableError)
    return report


def _read(report: ReadReport, document: Document, name: str) -> None:
    rows, report.layout = plain(document.rows), document.layout
    headings = find_headings(rows)
    starts = choose_headings(headings)
    first = min(starts.values(), default=_LONGEST_HEAD)
    head, ending = rows[max(0, first - _LONGEST_HEAD) : first], rows[max(starts.values(), default=len(rows)) :]
    heading = read_heading(head, document.title, name, ending[-_LONGEST_ENDING:])
    report.title, report.organization, report.year = heading.title, heading.organization, heading.year
    report.organization_rule = heading.rule
    report.kind = kind_of(report.organization)
    form = recognise(rows)
    if form == "pre-2019":
        report.reason = Reason.of("form_before_2019")
        return
    if is_other_page(report.title) and not starts:
        report.reason = Reason.of("other_page", title=report.title or "")
        return
    if holds_another_report(rows, headings, starts):
        report.reason = Reason.of("several_reports")
        return
    report.form = form
    report.published = find_published(rows, first)
    report.preamble = _preamble(head)
    report.sections = split_sections(document.rows, starts)
    read = read_tables(rows, starts, form, report.year, is_run_on=document.layout == "run_on")
    if document.pages:
        read = read._replace(evidence=[_on_page(evidence, document.pages) for evidence in read.evidence])
    _judge(report, read, missing_sections(starts))


def _on_page(evidence: Evidence, pages: Sequence[int]) -> Evidence:
    """The evidence with its page, by the first lines of the document's pages."""
    return evidence._replace(page=bisect_right(pages, evidence.line))


def _preamble(head: Sequence[Row]) -> str | None:
    """What stands between title and section one on the report itself: by whom, by what law, of what period."""
    said = [text for row in head if len(text := "".join(row.cells)) > _SHORTEST_PREAMBLE and _PREAMBLE.search(text)]
    return "\n".join(said) or None


def _judge(report: ReadReport, read: TablesRead, missing: Sequence[int]) -> None:
    """Status and problem: parsed if all is there, partial if some, quarantined if nothing of a report is."""
    tables = {table.code: table for table in FORMS.get(report.form, LATEST).tables}
    absent = {code: items for code, items in read.absent.items() if items}
    printed = {evidence.table for evidence in read.evidence}
    lost = [code for code in absent if code not in printed]
    if len(lost) == len(tables) and len(missing) > 3:
        report.form, report.sections = "unknown", []
        report.reason = Reason.of("no_report")
        return
    report.values, report.issues, report.evidence = read.values, read.issues, read.evidence
    problems = [
        Reason.of("table_repeated", table=ordinal(tables[code].section), name=tables[code].zh)
        for code in sorted(read.repeated)
    ]
    for code, items in absent.items():
        number = ordinal(tables[code].section)
        if code in lost:
            problems.append(Reason.of("table_missing", table=number, name=tables[code].zh))
        else:
            labels = [item.zh for item in tables[code].items if item.code in items]
            shown = "、".join(labels[:_MOST_LABELS]) + ("…" if len(labels) > _MOST_LABELS else "")
            problems.append(Reason.of("rows_missing", table=number, number=len(labels), rows=shown))
    if missing:
        problems.append(Reason.of("sections_missing", sections=[*map(ordinal, missing)]))
    report.status = "partial" if problems else "parsed"
    report.reason = joined(problems)
