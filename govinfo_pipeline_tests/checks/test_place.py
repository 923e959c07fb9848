"""In which region each report is: none is guessed, all that may be meant are named, and what to do settles it."""

import random

import pytest

from govinfo_pipeline.checks import outcomes
from govinfo_pipeline.checks.catalogue import find
from govinfo_pipeline.checks.findings import findings
from govinfo_pipeline.checks.outcomes import Outcome
from govinfo_pipeline.checks.year import Year
from govinfo_pipeline.regions.codes import region_name
from govinfo_pipeline.regions.gazetteer import gazetteer
from govinfo_pipeline.tables import normalize, parsed
from govinfo_pipeline_tests.building import report_of
from govinfo_pipeline_tests.corpus import random_truth

SHARED = sorted(name for name, codes in gazetteer().full.items() if sum(len(code) == 6 for code in codes) > 1)
"""Names of several counties."""
REPORT = random_truth(random.Random(1), 2023)


def _year(*places: tuple[str | None, str]) -> Year:
    """A year of reports, each of an organization and in a folder."""
    rows = []
    for number, (organization, folder) in enumerate(places):
        report = report_of(REPORT)
        report.organization, report.title = organization, None
        rows.append(parsed.row(report, year=2023, source_path=f"2023/{folder}/a.txt", sha256=f"{number:064x}"))
    return Year(2023, {"reports": normalize.reports(parsed.to_table(rows))})


def _outcome(organization: str | None, folder: str = "") -> Outcome:
    return outcomes.of_check("parsed.region", _year((organization, folder)))


def test_a_region_that_the_name_or_the_folder_tells_is_no_finding() -> None:
    assert _outcome("滑县教育局").passed
    assert _outcome("鼓楼区教育局", "江苏省南京市").passed


def test_a_name_of_several_regions_is_a_finding_that_names_them_all() -> None:
    year = _year(("鼓楼区教育局", ""))
    finding = findings(find(year, ["parsed.region"]), year).iloc[0]
    assert (finding["severity"], finding["cause"]) == ("warning", "unclear")
    for message in finding[["message_zh", "message_en"]]:
        for place in (
            "江苏省南京市鼓楼区320106",
            "江苏省徐州市鼓楼区320302",
            "福建省福州市鼓楼区350102",
            "河南省开封市鼓楼区410204",
        ):
            assert place in message
        assert "GOVINFO_BODIES" in message


def test_of_many_regions_the_message_names_some_and_counts_all() -> None:
    message = _outcome("高新区管委会").evidence["message"].iloc[0]
    assert message.count("、") == 5
    assert "等27个" in message


def test_a_folder_with_the_full_name_settles_every_name_of_several_counties_as_the_message_says() -> None:
    alone = outcomes.of_check("parsed.region", _year(*((f"{name}教育局", "") for name in SHARED)))
    assert alone.failed == len(SHARED) > 20
    assert alone.evidence["message"].str.contains("放入以该地区全名命名的文件夹").all()
    placed = [(f"{name}教育局", code) for name in SHARED for code in gazetteer().full[name] if len(code) == 6]
    year = _year(*((name, region_name(code) or "") for name, code in placed))
    assert list(year["reports"]["region_code"]) == [code for _, code in placed]
    assert outcomes.of_check("parsed.region", year).passed


@pytest.mark.parametrize(
    ("organization", "folder"), [("教育局", "河南省安阳市滑县"), ("洛阳市桥头镇人民政府", "河南省洛阳市宜阳县")]
)
def test_a_name_that_does_not_say_enough_is_a_finding_that_a_folder_settles(organization: str, folder: str) -> None:
    assert "没有写全" in _outcome(organization).evidence["message"].iloc[0]
    assert _outcome(organization, folder).passed


def test_no_folder_is_advised_where_the_name_contradicts_itself() -> None:
    message = _outcome("洛阳市滑县教育局").evidence["message"].iloc[0]
    assert "河南省洛阳市410300、河南省安阳市滑县410526" in message
    assert "请核对单位名称" in message
    assert "文件夹" not in message
    assert not _outcome("洛阳市滑县教育局", "河南省安阳市滑县").passed


def test_a_report_of_nobody_cannot_be_assessed() -> None:
    outcome = _outcome(None)
    assert (outcome.applied, outcome.failed, outcome.not_assessable) == (0, 0, 1)
    assert not outcome.passed
