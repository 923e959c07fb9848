"""A text is judged once; what was said of it is said again only as long as nothing has changed that it depends on."""

import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import govinfo_pipeline
from govinfo_pipeline.checks.catalogue import RULES
from govinfo_pipeline.checks.text import judged, kept
from govinfo_pipeline.checks.text.judged import JUDGES
from govinfo_pipeline.checks.text.kept import CHECKS, COPIES, Kept, Known, find
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline_tests.checks.text.said import OVERVIEW, Said, clean, tables_of

SOURCE = Path(govinfo_pipeline.__file__).parent
PLAIN = Said(report_id="plain")
FAULTY = Said(
    report_id="faulty",
    organization="滑县水利局",
    published="2024-02-05",
    preamble="请与×××局联系（电话：XXXX）。",
    sections=clean(section1=f"XX局全年登出消息十条。\n{OVERVIEW}", section5="无", section6="无。"),
)
OTHER_YEAR = replace(FAULTY, report_id="other", excluded="other_year")
OLDER = replace(FAULTY, report_id="older", excluded="superseded")


class Counting(Kept):
    """Counts the texts that had to be judged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.judged = 0

    def _add(self, new: Mapping[bytes, Known]) -> None:
        self.judged += len(new)
        super()._add(new)


def _found(known: Kept | None, *said: Said) -> dict[str, Found]:
    """What is found in the reports, two at a time, by what is known of them; or in all of them by the rules alone."""
    reports, sections = tables_of(*said)

    def sections_of(some: Collection[str]) -> pd.DataFrame:
        return sections[sections["report_id"].isin(some)]

    if known is None:
        year = Year(2023, {"reports": reports, "sections": sections})
        return {code: RULES[code].check(year) for code in CHECKS}
    parts = (reports.iloc[start : start + 2] for start in range(0, len(reports), 2))
    return find(
        (Year(2023, {"reports": part, "sections": sections_of(part["report_id"])}) for part in parts),
        sections_of,
        known,
    )


def test_what_is_kept_is_what_is_found_anew(tmp_path: Path) -> None:
    copy = replace(PLAIN, report_id="copy", organization="滑县水利局")
    said = (PLAIN, FAULTY, OTHER_YEAR, copy, OLDER)
    fresh = _found(None, *said)
    assert all(fresh[code].rows for code in ("text.template_words", "text.problems", "text.late", COPIES))
    for _ in range(2):
        assert _found(Kept(tmp_path), *said) == fresh


def test_a_text_is_judged_once_whatever_it_is_numbered(tmp_path: Path) -> None:
    for _ in range(2):
        counting = Counting(tmp_path)
        rows = _found(counting, PLAIN, replace(PLAIN, report_id="again"), FAULTY)["text.problems"].rows
        assert [row["report_id"] for row in rows] == ["faulty"]
    assert counting.judged == 0


@pytest.mark.parametrize(
    "change",
    [
        {"organization": "滑县教育体育局"},
        {"kind": "government"},
        {"year": 2022},
        {"title": "滑县教育局2022年政府信息公开工作年度报告"},
        {"published": "2024-02-05"},
        {"preamble": "现将2022年情况报告如下"},
        {"sections": clean(section6="无")},
        {"sections": {number: text for number, text in clean().items() if number != 5}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_changes_in_a_report_it_is_judged_anew(tmp_path: Path, change: dict[str, object]) -> None:
    _found(Kept(tmp_path), PLAIN)
    changed = replace(PLAIN, **change)  # type: ignore[arg-type]
    counting = Counting(tmp_path)
    assert _found(counting, changed) == _found(None, changed)
    assert counting.judged == 1


def test_other_rules_judge_all_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(kept, "rules", lambda: "earlier ones")
        earlier.setattr(judged, "JUDGES", dict.fromkeys(JUDGES, lambda text: ["not_assessable"]))
        assert _found(Kept(tmp_path), PLAIN)["text.problems"] == Found(0, [], 1)
    assert _found(Kept(tmp_path), PLAIN)["text.problems"] == Found(1, [], 0)


def test_tidying_keeps_what_these_rules_have_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(kept, "rules", lambda: "earlier ones")
        _found(Kept(tmp_path), PLAIN, FAULTY)
    _found(Kept(tmp_path), PLAIN)
    Kept(tmp_path).tidy()
    with Kept(tmp_path)._file.open() as connection:
        assert connection.execute("SELECT count(*) FROM texts").fetchone() == (1,)
    counting = Counting(tmp_path)
    _found(counting, PLAIN, FAULTY)
    assert counting.judged == 1


def test_what_is_damaged_is_judged_anew(tmp_path: Path) -> None:
    said = _found(Kept(tmp_path), FAULTY)
    for file in tmp_path.iterdir():
        file.write_bytes(b"nothing of the kind" * 1000)
    assert _found(Kept(tmp_path), FAULTY) == said


@pytest.mark.parametrize("file", ["checks/text/late.py", "reading/script.py", "form/common.py"])
def test_rules_with_any_other_source_are_other_rules(tmp_path: Path, file: str) -> None:
    package = tmp_path / "copy"
    shutil.copytree(SOURCE, package)
    assert kept.digest_of(package) == kept.digest_of(SOURCE)
    (package / file).write_text((package / file).read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert kept.digest_of(package) != kept.digest_of(SOURCE)
