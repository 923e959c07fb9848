"""The table ``reports`` has the region of each report, from its organization, its folder and its title."""

import random

import pandas as pd
import pytest

from govinfo_pipeline.tables import normalize
from govinfo_pipeline_tests.building import Filed, list_of_bodies, report_of, tables_of
from govinfo_pipeline_tests.corpus import random_truth


@pytest.mark.parametrize(
    ("organization", "folder", "title", "expected"),
    [
        ("滑县教育局", "2023", None, ("河南省", "安阳市", "滑县", "410526", "county")),
        ("教育局", "2023/河南省/安阳市/滑县", None, ("河南省", "安阳市", "滑县", "410526", "county")),
        ("鼓楼区教育局", "2023/江苏省/南京市", None, ("江苏省", "南京市", "鼓楼区", "320106", "county")),
        ("教育局", "2023", "2023年滑县教育局年度报告", ("河南省", "安阳市", "滑县", "410526", "county")),
        ("北京市海淀区人民政府", "2023", None, ("北京市", None, "海淀区", "110108", "county")),
        ("鼓楼区教育局", "2023", None, (None, None, None, None, "county")),
        (None, "2023", None, (None, None, None, None, "unknown")),
    ],
)
def test_region(organization: str | None, folder: str, title: str | None, expected: tuple[str | None, ...]) -> None:
    report = report_of(random_truth(random.Random(1), 2023))
    report.organization, report.title = organization, title
    row = tables_of([Filed(f"{folder}/a.txt", 2023, "ab" * 32, report)]).reports.iloc[0]
    found = row[["province", "city", "county", "region_code", "level"]]
    assert tuple(found.where(found.notna(), None)) == expected


def test_regions_that_a_name_may_mean_are_all_kept_and_none_of_one_that_is_told() -> None:
    reports = tables_of([_of("鼓楼区教育局", 1), _of("滑县教育局", 2)]).reports
    assert list(reports["region_candidates"].fillna("")) == ["320106,320302,350102,410204", ""]


@pytest.mark.parametrize(
    ("organization", "listed", "county"),
    [
        ("鼓楼区教育局", "410204", "鼓楼区"),
        ("教育局", "410526", "滑县"),
        ("洛阳市滑县教育局", "410526", "滑县"),
        ("鼓楼区教育局", "410526", None),
        ("滑县教育局", "410204", "滑县"),
    ],
)
def test_the_list_of_bodies_tells_what_names_leave_open_and_overrules_none(
    organization: str, listed: str, county: str | None
) -> None:
    bodies = list_of_bodies(2023, organization, [], region=listed)
    row = normalize.reports(tables_of([_of(organization)]).parsed, bodies).iloc[0]
    assert row["level"] == "county"
    if county is None:
        assert row[["county", "region_code"]].isna().all()
        assert row["region_candidates"] == "320106,320302,350102,410204"
    else:
        assert (row["county"], row["region_code"]) == (county, "410526" if county == "滑县" else listed)


def test_a_name_that_is_on_the_list_for_several_of_its_candidates_stays_open() -> None:
    bodies = pd.concat([list_of_bodies(2023, "鼓楼区教育局", [], region=code) for code in ("410204", "320106")])
    assert pd.isna(normalize.reports(tables_of([_of("鼓楼区教育局")]).parsed, bodies)["region_code"].iloc[0])


def _of(organization: str, number: int = 1) -> Filed:
    report = report_of(random_truth(random.Random(number), 2023))
    report.organization, report.title = organization, None
    return Filed(f"2023/{number}.txt", 2023, f"{number:012x}", report)
