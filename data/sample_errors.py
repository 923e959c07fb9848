"""The known errors of the sample data: what their authors, or the way to the file, got wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from govinfo_pipeline.form import Cell
from govinfo_pipeline_tests.corpus import Claim, Section, Truth, Value, encode
from govinfo_pipeline_tests.corpus.formats import scanned
from govinfo_pipeline_tests.corpus.stated import PRINTS

Spoil = Callable[[Truth, Truth | None], Truth]
"""The right report, and the right one of the year before, to the report as printed."""


@dataclass(frozen=True)
class Error:
    """A known error: how it comes about, what the README says of it, the layout that can show it."""

    says: str
    spoil: Spoil
    layout: str | None = None


def _at(item: str, column: str) -> Cell:
    return Cell("applications", item, column)


def _count(truth: Truth, cell: Cell) -> int:
    return int(truth.values[cell] or 0)


def _changed(item: str, column: str, change: Callable[[int], int]) -> Spoil:
    cell = _at(item, column)
    return lambda truth, _: truth.with_values({cell: change(_count(truth, cell))})


def _transposed(count: int) -> int:
    """The first two digits that differ, exchanged."""
    digits = list(str(count))
    place = next(i for i in range(len(digits) - 1) if digits[i] != digits[i + 1])
    digits[place : place + 2] = reversed(digits[place : place + 2])
    return int("".join(digits))


def _totals_left_at_zero(truth: Truth, _: Truth | None) -> Truth:
    return truth.with_values({_at("new_received", "total"): 0, _at("granted", "total"): 0})


def _detail_totals_blank(truth: Truth, _: Truth | None) -> Truth:
    filled = ("new_received", "carried_over", "results_total", "carried_forward")
    return truth.with_blanks({_at(row, "total"): "" for row in truth.applications if row not in filled})


def _marks_for_zeros(truth: Truth, _: Truth | None) -> Truth:
    """Dashes in the rows 不予公开, strokes for the reconsiderations' parts."""
    marks = {
        cell: "-" if cell.table == "applications" else "/"
        for cell, value in truth.values.items()
        if value == 0 and cell.column != "total" and (cell.item.startswith("denied_") or cell.item == "reconsideration")
    }
    return truth.with_blanks(marks)


def _blank(item: str, column: str) -> Spoil:
    return lambda truth, _: truth.with_blanks({_at(item, column): ""})


def _shifted(item: str) -> Spoil:
    """The row's figures one column to the right, the last one first."""

    def spoil(truth: Truth, _: Truth | None) -> Truth:
        cells = [cell for cell in truth.values if cell.table == "applications" and cell.item == item]
        values = [truth.values[cell] for cell in cells]
        return truth.with_values(dict(zip(cells, [values[-1], *values[:-1]], strict=True)))

    return spoil


def _carried_over_otherwise(truth: Truth, _: Truth | None) -> Truth:
    """Two more carried over than last year's report carried forward, and two fewer received: all sums hold."""
    changes: dict[Cell, Value] = {}
    for column in ("natural_person", "total"):
        over, received = _at("carried_over", column), _at("new_received", column)
        changes |= {over: _count(truth, over) + 2, received: _count(truth, received) - 2}
    claims = (c for c in truth.claims if not set(c.cells) & set(changes))
    return replace(_unstated(truth, changes), claims=tuple(claims)).with_values(changes)


def _unstated(truth: Truth, changes: Mapping[Cell, Value]) -> Truth:
    """The prose follows the changed cells, so that it does not give the change away."""
    overview = truth.sections[1]
    paragraphs = overview.paragraphs
    for claim in truth.claims:
        if len(claim.cells) == 1 and claim.cells[0] in changes:
            new = _restated(claim, changes[claim.cells[0]])
            paragraphs = tuple(text.replace(claim.quote, new) for text in paragraphs)
    return replace(truth, sections={**truth.sections, 1: Section(overview.heading, paragraphs)})


def _restated(claim: Claim, value: Value) -> str:
    """The claim's words with another number, printed as the one that they state."""
    show = next(show for show in PRINTS.values() if show(claim.value) in claim.quote)
    return claim.quote.replace(show(claim.value), show(value))


def _documents_otherwise(truth: Truth, _: Truth | None) -> Truth:
    cell = Cell("proactive_disclosure", "normative_documents", "in_force")
    return truth.with_values({cell: _count(truth, cell) + 4})


def _prose_otherwise(truth: Truth, _: Truth | None) -> Truth:
    """The prose states three applications more than table 3."""
    received = _at("new_received", "total")
    claim = next(claim for claim in truth.claims if claim.cells == (received,))
    stated = claim._replace(value=claim.value + 3, quote=_restated(claim, claim.value + 3))
    overview = truth.sections[1]
    paragraphs = tuple(text.replace(claim.quote, stated.quote) for text in overview.paragraphs)
    sections = {**truth.sections, 1: Section(overview.heading, paragraphs)}
    claims = tuple(stated if c is claim else c for c in truth.claims)
    return replace(truth, sections=sections, claims=claims)


def _text_of_last_year(truth: Truth, before: Truth | None) -> Truth:
    """Sections one and five copied from the year before, its year left in them."""
    assert before is not None
    sections = {**truth.sections, 1: before.sections[1], 5: before.sections[5]}
    return replace(truth, sections=sections, claims=before.claims)


ERRORS: dict[tuple[str, int], Error] = {
    ("huaqiao_township", 2021): Error(
        "总计 left blank on every detail row of table 3",
        _detail_totals_blank,
        "tab_rows",
    ),
    ("xianguan_town", 2021): Error("`-` and `/` for figures that do not apply", _marks_for_zeros, "tab_lines"),
    ("qufu_education_bureau", 2021): Error(
        "table 4 missing (an image in the original)",
        lambda truth, _: truth.without_table("disputes"),
        "pipe_rows",
    ),
    ("huaxian_county", 2022): Error(
        "总计 of 部分公开 one too many", _changed("partially_granted", "total", lambda n: n + 1)
    ),
    ("luoyang_city", 2022): Error(
        "two digits of 本年新收, 自然人 transposed", _changed("new_received", "natural_person", _transposed)
    ),
    ("qufu_education_bureau", 2022): Error(
        "totals printed as 0 where the parts add up to 11 (本年新收) and 5 (予以公开)", _totals_left_at_zero
    ),
    ("xianguan_town", 2022): Error(
        "an empty cell where a 0 belongs; its identities hold", _blank("granted", "research_institution"), "open_pipes"
    ),
    ("永靖县人民政府办公室", 2022): Error(
        "an empty cell where a figure belongs (予以公开, 自然人)",
        _blank("granted", "natural_person"),
        "tab_rows",
    ),
    ("liugu_town", 2022): Error(
        "the row 4.保护第三方合法权益 prints six figures of seven (one of its zeros is lost)",
        lambda truth, _: truth.without_cell(_at("denied_third_party_rights", "research_institution")),
        "pipe_rows",
    ),
    ("mianyang_high_tech_zone", 2022): Error("the row 予以公开 shifted by one column", _shifted("granted")),
    ("huaqiao_township", 2022): Error("section five missing", lambda truth, _: truth.without_section(5)),
    ("永靖县人民政府办公室", 2023): Error(
        "上年结转 differs from the 结转下年度 of the year before; within the report all sums hold",
        _carried_over_otherwise,
        "cell_bar",
    ),
    ("mianyang_high_tech_zone", 2023): Error(
        "现行有效件数 of 行政规范性文件 does not follow from the year before", _documents_otherwise
    ),
    ("wenfeng_branch", 2023): Error("the prose states three applications more than table 3", _prose_otherwise),
    ("liugu_town", 2023): Error(
        "table 3 missing (an image in the original)",
        lambda truth, _: truth.without_table("applications"),
        "tab_lines",
    ),
    ("luoyang_city", 2023): Error(
        "the last digit of （七）总计, 总计 dropped", _changed("results_total", "total", lambda n: n // 10)
    ),
    ("xiguan_subdistrict", 2023): Error(
        "sections one and five copied from the year before, its year left in the text; a figure of the prose that"
        " stands under that year is none of this one, and need not be told",
        _text_of_last_year,
    ),
}

Made = tuple[bytes, dict[str, Any]]
Maker = Callable[[Mapping[str, bytes], Mapping[str, dict[str, Any]]], Made]

OLD_ROWS = (
    ("统计指标", "单位", "统计数"),
    ("一、主动公开情况", "——", ""),
    ("（一）主动公开政府信息数", "条", "214"),
    ("（二）通过不同渠道公开政府信息的情况", "——", ""),
    ("1.政府网站公开政府信息数", "条", "198"),
    ("2.政务微信公开政府信息数", "条", "16"),
    ("二、依申请公开情况", "——", ""),
    ("（一）收到申请数", "件", "3"),
    ("1.当面申请数", "件", "2"),
    ("2.信函申请数", "件", "1"),
    ("（二）申请办结数", "件", "3"),
    ("1.同意公开答复数", "件", "2"),
    ("2.不属于本行政机关公开数", "件", "1"),
    ("三、行政复议数量", "件", "0"),
    ("四、行政诉讼数量", "件", "0"),
)
OLD_FORM = """三元镇人民政府2021年政府信息公开工作年度报告

一、概述

全年公开信息用的仍是旧的统计表，现附于后。

二、统计表

""" + "\n".join("\t".join(row) for row in OLD_ROWS)
NO_REPORT = """一图读懂《滑县2022年政府信息公开工作年度报告》

滑县的年度报告已经登出，这里用几句话介绍要点：全年公开信息数量稳中有升，
申请办理按期完成，群众查询更加方便。报告全文请到公开专栏查看。
"""


def _refused(why: str, content: bytes, **known: Any) -> Made:
    nothing = {"organization": None, "year": None, "form": "unknown", "layout": None, "status": "quarantined"}
    return content, {**nothing, "violated": [], "violated_across_years": [], **known, "known_error": why}


def _old_form(*_: object) -> Made:
    why = "a form of before 2019, still used: refused, never read as the later one"
    return _refused(why, encode(OLD_FORM, "gb18030"), organization="三元镇人民政府", year=2021)


def _empty(*_: object) -> Made:
    return _refused("an empty file", b"", year=2022)


def _no_report(*_: object) -> Made:
    return _refused("a page about a report, not a report", encode(NO_REPORT, "utf-8"), year=2022)


def _copy_of(path: str) -> Maker:
    """A file with the very bytes of another: one report, found twice."""

    def make(files: Mapping[str, bytes], expected: Mapping[str, dict[str, Any]]) -> Made:
        says = f"byte for byte the same as `{path}`"
        also = ["found as a duplicate, counted once"]
        return files[path], {**expected[path], "known_error": says, "duplicate_of": path, "also": also}

    return make


NEWER, OLDER = "2024年1月26日", "2024年1月10日"


def _older_version(path: str) -> Maker:
    """The same report as published before, with another date below."""

    def make(files: Mapping[str, bytes], expected: Mapping[str, dict[str, Any]]) -> Made:
        content = files[path]
        for encoding in ("utf-8", "gb18030"):
            content = content.replace(NEWER.encode(encoding), OLDER.encode(encoding))
        assert content != files[path]
        says = f"an older version of `{path}`, by the dates below them"
        also = ["found as superseded, its figures are not counted"]
        return content, {**expected[path], "excluded": "superseded", "known_error": says, "also": also}

    return make


def _scanned(*_: object) -> Made:
    return _refused("a scanned report: pages that are images", scanned.render(), year=2022)


ODD_FILES: dict[str, Maker] = {
    "2022/sanyuan_town_scanned.pdf": _scanned,
    "2023/xianguan_town_first_version.txt": _older_version("2023/xianguan_town.txt"),
    "2021/sanyuan_town_old_form.txt": _old_form,
    "2022/empty.txt": _empty,
    "2022/一图读懂年度报告.txt": _no_report,
    "2023/nanguan_subdistrict_copy.txt": _copy_of("2023/nanguan_subdistrict.txt"),
}
