"""Regions by their codes: what they are called, and which lie in which."""

from govinfo_pipeline.regions.codes import own_name, parent_of, prefix, region_name, regions_of


def test_a_region_is_named_with_those_it_lies_in() -> None:
    assert region_name("410526") == "河南省安阳市滑县"
    assert region_name("410500") == "河南省安阳市"
    assert region_name("410000") == "河南省"
    assert region_name("110105") == "北京市朝阳区"
    assert region_name("999999") is region_name("41") is region_name("河南省") is None


def test_a_region_alone_has_its_own_name_or_its_code() -> None:
    assert [own_name(code) for code in ("410000", "410500", "410526", "999999")] == [
        "河南省",
        "安阳市",
        "滑县",
        "999999",
    ]


def test_the_codes_of_what_lies_in_a_region_begin_with_its_prefix() -> None:
    assert [prefix(code) for code in ("410000", "410500", "410526", "500000", "510100")] == [
        "41", "4105", "410526", "50", "5101",
    ]  # fmt: skip


def test_what_a_region_lies_in_directly_is_not_always_a_city() -> None:
    assert regions_of("410526") == ("410000", "410500", "410526")
    assert regions_of("110105") == ("110000", None, "110105")
    assert [parent_of(code) for code in ("410526", "410500", "410000")] == ["410500", "410000", ""]
    assert parent_of("110105") == "110000", "a municipality has no cities"
    assert parent_of("419001") == "410000", "济源 is governed by the province"
