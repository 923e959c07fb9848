"""The list of bodies that should report: what a line says, and which lists are refused."""

from pathlib import Path

import pytest

from govinfo_pipeline.tables.known_bodies import known_bodies
from govinfo_pipeline.tables.lists import ListError
from govinfo_pipeline.tables.schemas import SCHEMAS

LIST = """organization,region_code,parent,level,kind,since,until,联系人
河南省人民政府,410000,,province,government,,,
安阳市人民政府,410500,河南省人民政府,city,government,,,
鼓楼区人民政府,410204,,county,government,,,
鼓楼区人民政府,320106,,county,government,,,
鼓楼区教育局,410204,鼓楼区人民政府,county,department,,,张
鼓楼区教育局,320106,鼓楼区人民政府,county,department,,,李
滑县体育局,410526,,county,department,,2021,
滑县教育体育局,410526,,county,department,2022,,
"""


def written(folder: Path, text: str = LIST, encoding: str = "utf-8-sig") -> Path:
    path = folder / "单位名单.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_a_list_gives_the_bodies_of_a_year(tmp_path: Path) -> None:
    table = known_bodies(written(tmp_path), 2023)
    SCHEMAS["known_bodies"].validate(table)
    assert "滑县体育局" not in set(table["organization"])
    assert "滑县体育局" in set(known_bodies(written(tmp_path), 2021)["organization"])
    assert table["parent"].isna().sum() == 4


def test_a_parent_is_the_body_of_that_name_in_the_region_or_above_it(tmp_path: Path) -> None:
    table = known_bodies(written(tmp_path), 2023).dropna(subset="parent")
    parents = dict(zip(table["region_code"], table["parent_region"], strict=True))
    assert parents == {"410500": "410000", "410204": "410204", "320106": "320106"}


def test_a_kind_that_is_left_blank_is_told_by_the_name(tmp_path: Path) -> None:
    table = known_bodies(written(tmp_path, "organization,region_code\n滑县人民政府,410526\n滑县教育局,410526\n"), 2023)
    assert list(table["kind"]) == ["government", "department"]
    assert table["level"].isna().all()


def test_without_a_list_there_is_no_body() -> None:
    assert known_bodies(None, 2023).empty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organization,parent\n甲局,\n", "line 1: there is no column region_code"),
        ("organization,region_code\n甲局,4105\n", "line 2: region_code is '4105'"),
        (
            "organization,region_code,parent\n甲局,410526,乙县人民政府\n乙县人民政府,410527,\n",
            "line 2: there is no line for its parent 乙县人民政府 in a region that 410526 is in",
        ),
        ("organization,region_code\n甲局,410526\n甲局,410526\n", "line 3: 甲局 is on the list twice"),
        ("organization,region_code,since\n甲局,410526,去年\n", "line 2: since is '去年'"),
        ("organization,region_code,since,until\n甲局,410526,2023,2021\n", "line 2: since is 2023 and until 2021"),
        ("organization,region_code,level\n甲局,410526,县级\n", "line 2: level is '县级', but .*county \\(县级\\)"),
        ("organization,region_code,kind\n甲局,410526,局\n", "line 2: kind is '局', but .*department \\(部门\\)"),
        ("organization,region_code\n" + "甲" * 200_000 + ",410526\n", "this is no CSV .field larger"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ListError, match=said):
        known_bodies(written(tmp_path, text), 2023)


def test_a_list_in_another_encoding_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListError, match="UTF-8"):
        known_bodies(written(tmp_path, encoding="gb18030"), 2023)
    with pytest.raises(ListError, match="cannot be opened"):
        known_bodies(tmp_path / "nowhere.csv", 2023)
