"""No message in Chinese has English in it, whatever the reader says of a file; every check: ``test_mutations.py``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govinfo_pipeline.checks.catalogue import find
from govinfo_pipeline.checks.findings import findings
from govinfo_pipeline.checks.registry import CHECKS
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.reading import read_report
from govinfo_pipeline.tables.intake import Intake
from govinfo_pipeline_tests.building import filed, sample_files, tables_of
from govinfo_pipeline_tests.languages import english_in
from govinfo_pipeline_tests.samples import expected

YEARS = sorted({int(path[:4]) for path in expected()})
REFUSED = {
    "empty": b"",
    "zeros": b"\0" * 100,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "RAR": b"Rar!\x1a\x07\0",
    "7z": b"7z\xbc\xaf\x27\x1c",
    "old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "no PDF": b"%PDF-1.7\n" + bytes(range(256)),
    "damaged archive": b"PK\x03\x04" + b"\0" * 40,
    "no encoding": b"\xff\xfa\xff\xfa\xff" * 9,
    "another page": "<title>Contact us and privacy policy</title><p>联系我们</p>".encode(),
    "half a report": "\n".join(
        ("滑县教育局2023年政府信息公开工作年度报告", "一、总体情况", "本年", "二、主动公开政府信息情况", "六、其他")
    ).encode(),
}


def _english(findings: Any) -> dict[str, list[str]]:
    """Messages in Chinese with English in them, and which that is."""
    said: Mapping[str, str] = dict(zip(findings["message_zh"], findings["location"].astype(object), strict=True))
    found = {zh: english_in(zh, *str(location).split(":")[:1]) for zh, location in said.items()}
    return {zh: words for zh, words in found.items() if words}


def test_the_rule_knows_english_when_it_sees_it() -> None:
    assert english_in("文件打不开：the file is empty")
    assert english_in("不完整：damaged")
    assert not english_in("请把报告另存为 docx 或 html；页面标题是“Contact us”")


@pytest.mark.parametrize("year", YEARS)
def test_no_message_about_a_sample_has_english_in_it(year: int) -> None:
    told = tables_of(sample_files([year])).findings
    assert (year == 2020) == told.empty
    assert _english(told) == {}


def test_no_message_about_a_refused_file_has_english_in_it() -> None:
    reports = [read_report(data, "report") for data in REFUSED.values()]
    told = tables_of(filed(reports, 2023)).findings
    assert {"parsed.status", "parsed.sections", "parsed.tables"} <= set(told["check"])
    assert _english(told) == {}


def test_no_message_about_a_file_that_cannot_be_opened_or_placed_has_english_in_it(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (raw / "2023").mkdir(parents=True)
    (raw / "2023" / "large.txt").touch()
    with (raw / "2023" / "large.txt").open("r+b") as file:
        file.truncate(65 * 1024 * 1024)
    (raw / "of no year.txt").write_bytes(b"\0")
    intake = Intake(raw, tmp_path / "cache", processes=1)
    of_year = Year(2023, {"raw_files": intake.list_year(2023), **_nothing()})
    placed = Year(None, {"reports": intake.list_unplaced([2023]), **_nothing("reports")})
    told = [findings(find(of_year, ["raw.readable"]), of_year), findings(find(placed, ["raw.year"]), placed)]
    assert [list(table["check"]) for table in told] == [["raw.readable"], ["raw.year"]]
    assert [_english(table) for table in told] == [{}, {}]


def _nothing(*but: str) -> dict[str, Any]:
    return {name: table.iloc[:0] for name, table in tables_of([]).frames().items() if name not in ("raw_files", *but)}


def test_no_name_of_a_check_has_english_in_it() -> None:
    assert {code: found for code, check in CHECKS.items() if (found := english_in(check.zh))} == {}
