"""The table ``reports`` has the region of each report, from its organization, its folder and its title."""

import random

import pytest

from govinfo_pipeline_tests.building import Filed, report_of, tables_of
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
