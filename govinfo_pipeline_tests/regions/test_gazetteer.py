"""The list of regions: what is in it, that it is built the same each time, and that every name in it is found."""

import gzip
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from govinfo_pipeline.regions import build, resolve
from govinfo_pipeline.regions.gazetteer import DATA, gazetteer
from govinfo_pipeline.regions.naming import FORMER_NAMES, OTHER_NAMES, former_names, short_forms, zone_forms

PLAIN_NAME = re.compile(r"[^（(]+(?:[镇乡]|街道|苏木)|[^（(]+[县区市旗]")


def _full_name(code: str) -> str:
    """The names of a region and of all around it."""
    known = gazetteer()
    lengths = [2, 4] if len(code) == 4 or known.is_undivided(code[:6]) else [2, 4, 6]
    names = [known.name(code[:length]) for length in lengths if length <= len(code)]
    return "".join(filter(None, [*names, known.names[code] if len(code) == 9 else None]))


def _region_code(code: str) -> str:
    return code[:4] + "00" if gazetteer().is_undivided(code[:6]) else code[:6]


def test_the_four_levels_are_complete() -> None:
    assert Counter(map(len, gazetteer().names)) == {2: 31, 4: 342, 6: 2978, 9: 41352}
    assert DATA.stat().st_size < 600_000


def test_every_region_lies_in_one_of_the_list() -> None:
    names = gazetteer().names
    assert all(code[:length] in names for code in names for length in (2, 4, 6) if length < len(code))


def test_the_package_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    folder.mkdir()
    tables = {
        "provinces": 'code,name\n41,"河南省"\n',
        "cities": 'code,name,provinceCode\n4105,"安阳市",41\n',
        "areas": 'code,name,cityCode,provinceCode\n410526,"滑县",4105,41\n410502,"文峰区",4105,41\n',
        "streets": 'code,name,areaCode\n410526108,"留固镇",410526\n410526100,"白道口镇",410526\n',
    }
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    data = build.packed(tmp_path)
    assert data == build.packed(tmp_path)
    assert gzip.decompress(data).decode() == (
        "41 河南省\n4105 安阳市\n410502 文峰区\n410526 滑县\t100 白道口镇\t108 留固镇\n"
    )


@pytest.mark.parametrize("length", [6, 9])
def test_the_full_name_of_a_region_resolves_to_its_code(length: int) -> None:
    names = gazetteer().names
    codes = [code for code in names if len(code) == length and PLAIN_NAME.fullmatch(names[code])]
    for code in random.Random(2260).sample(codes, 2000):
        found = resolve(_full_name(code))
        assert found.region_code == _region_code(code), (_full_name(code), found)
        if length == 9:
            assert found.township == names[code], (_full_name(code), found)


@pytest.mark.slow
def test_every_full_name_of_the_list_resolves_to_its_county() -> None:
    codes = [code for code in gazetteer().names if len(code) >= 6]
    wrong = [code for code in codes if resolve(_full_name(code)).region_code not in (_region_code(code), None)]
    unknown = [code for code in codes if resolve(_full_name(code)).region_code is None]
    assert not wrong
    assert len(unknown) < len(codes) / 5000


def test_no_short_name_of_a_region_is_another_ones_full_name() -> None:
    """Short names are looked up only where no region has that name in full; nothing is shortened to one letter."""
    known = gazetteer()
    assert all(len(name) > 1 for name in {**known.short, **known.former, **known.zones})


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("洛阳市", {"洛阳"}),
        ("滑县", set()),
        ("内蒙古自治区", {"内蒙古"}),
        ("临夏回族自治州", {"临夏", "临夏州", "临夏自治州"}),
        ("恩施土家族苗族自治州", {"恩施", "恩施州", "恩施自治州"}),
        ("积石山保安族东乡族撒拉族自治县", {"积石山", "积石山县", "积石山自治县"}),
        ("东乡族自治县", {"东乡", "东乡县", "东乡自治县"}),
        ("鄂伦春自治旗", {"鄂伦春", "鄂伦春旗", "鄂伦春自治旗"} - {"鄂伦春自治旗"}),
        ("浦东新区", {"浦东", "浦东新"}),
        ("阿克苏地区", {"阿克苏", "阿克苏地"}),
    ],
)
def test_short_forms(name: str, forms: set[str]) -> None:
    assert forms <= short_forms(name) <= forms | {name[:-1]}


def test_former_names() -> None:
    assert former_names("孟津区") == {"孟津县", "孟津市"}
    assert former_names("曲阜市") == {"曲阜县"}
    assert former_names("云州区") == {"大同县"}
    assert former_names("大同区") == {"大同市"}, "大同县 is the one that became 云州区"
    assert former_names("滑县") == former_names("和平区") == set()


def test_forms_of_a_zone() -> None:
    assert "高新区" in zone_forms("济宁高新技术产业开发区", "济宁市", "山东省")
    assert "芦台经开区" in zone_forms("河北唐山芦台经济开发区", "唐山市", "河北省")


def test_names_given_by_hand_are_names_of_the_list() -> None:
    assert {*OTHER_NAMES, *FORMER_NAMES} <= set(gazetteer().names.values())


def test_it_loads_and_resolves_fast() -> None:
    program = (
        "import time\n"
        "start = time.process_time()\n"
        "from govinfo_pipeline.regions import resolve\n"
        "resolve('文峰区南关街道办事处')\n"
        "loaded = time.process_time()\n"
        "for n in range(1000): resolve(f'新乡市牧野区卫北办事处{n}')\n"
        "print(loaded - start, (time.process_time() - loaded) / 1000)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    load, each = (min(times) for times in zip(*(map(float, run.stdout.split()) for run in runs), strict=True))
    assert load < 0.15
    assert each < 0.0002
