"""In which region each body that reports lies: what its names leave open, and how a person can tell."""

from collections.abc import Sequence

from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.regions import resolve
from govinfo_pipeline.regions.codes import region_name

_NAMED = 6
"""How many candidates a message names; the table ``reports`` has all of them."""


def region(year: Year) -> Found:
    """It can be told of which region each report is; of several that its names may mean, none is guessed.

    1. A report that does not say whose it is is not assessable.
    """
    reports = year.readable()
    named = reports[reports["organization"].notna()]  # 1
    open_ones = records(named[named["region_code"].isna()])
    return Found(len(named), [_finding(report) for report in open_ones], len(reports) - len(named))


def _finding(report: Row) -> Row:
    candidates = candidates_of(report)
    which_zh, which_en = _which(candidates)
    how_zh, how_en = how_to_settle(report["organization"], candidates)
    return {
        **{name: report[name] for name in ("report_id", "year", "source_path")},
        "cause": "unclear",
        "message_zh": f"{report['organization']}属于哪个地区无法确定：{which_zh}；{how_zh}",
        "message_en": f"the region of {report['organization']} cannot be told: {which_en}; {how_en}",
    }


def candidates_of(report: Row) -> list[str]:
    """The codes of the regions that the names in a row of ``reports`` may mean; none where they mean no region."""
    known = report["region_candidates"]
    return known.split(",") if isinstance(known, str) else []


def _which(candidates: Sequence[str]) -> tuple[str, str]:
    """The regions that the names may mean (zh, en)."""
    if not candidates:
        return "其名称和所在文件夹都没有写全", "neither its name nor its folder names it in full"
    names = [f"{region_name(code) or ''}{code}" for code in candidates[:_NAMED]]
    more = len(candidates) > _NAMED
    zh = "、".join(names) + (f"等{len(candidates)}个" if more else "")
    en = ", ".join(names) + (f" and {len(candidates) - _NAMED} more" if more else "")
    return f"可能是{zh}", f"it may be {en}"


def how_to_settle(organization: str, candidates: Sequence[str]) -> tuple[str, str]:
    """What to do (zh, en): the list of bodies settles it always, a folder unless the name contradicts itself."""
    listed_zh, listed_en = (
        "在单位名单（GOVINFO_BODIES）中写明其行政区划代码",
        "put it on the list of bodies (GOVINFO_BODIES) with its code",
    )
    if candidates and not any(_settles(organization, code) for code in candidates):
        return f"请核对单位名称，或{listed_zh}", f"check its name, or {listed_en}"
    return (
        f"请把文件放入以该地区全名命名的文件夹，或{listed_zh}",
        f"put the file into a folder with the region's full name, or {listed_en}",
    )


def _settles(organization: str, code: str) -> bool:
    """Whether the file would be told to be of a region if its folder had that name."""
    return resolve(organization, [region_name(code) or ""]).region_code == code
