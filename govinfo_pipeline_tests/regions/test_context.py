"""What surrounds an organ chooses between regions of one name and stands in for a name; it overrules nothing."""

import pytest

from govinfo_pipeline.regions import resolve


@pytest.mark.parametrize(
    ("name", "context", "code", "level"),
    [
        ("鼓楼区人民政府", ["河南省"], "410204", "county"),
        ("鼓楼区人民政府", ["2023/江苏省/南京市"], "320106", "county"),
        ("鼓楼区人民政府", ["福州市鼓楼区人民政府网站"], "350102", "county"),
        ("通州区教育局", ["南通市"], "320612", "county"),
        ("太平镇人民政府", ["新乡市", "原阳县"], "410725", "township"),
        ("教育局", ["河南省", "安阳市", "滑县"], "410526", "county"),
        ("教育局", ["河南", "安阳", "文峰"], "410502", "county"),
        ("教育局", ["滑县教育局2022年政府信息公开工作年度报告"], "410526", "county"),
        ("教育局", ["2022年滑县教育局政府信息公开工作年度报告"], "410526", "county"),
        ("教育厅", ["河南省/安阳市"], "410000", "province"),
        ("区审计局", ["安阳市/文峰区"], "410502", "county"),
        ("市公安局", ["济宁市/曲阜市/鲁城街道"], "370881", "county"),
        ("市公安局", ["安阳市/滑县"], "410500", "city"),
        ("市场监督管理局", ["安阳市/滑县"], "410526", "county"),
        ("市政管理局", ["安阳市/滑县"], "410526", "county"),
        ("市民政局", ["安阳市/滑县"], "410500", "city"),
        ("市公安局", ["北京市/朝阳区"], "110000", "province"),
        ("市公安局", ["河南省/济源市"], "419001", "county"),
        ("乡村振兴局", ["安阳市/滑县"], "410526", "county"),
        ("街道办事处", ["安阳市/文峰区"], "410502", "township"),
        ("党政办公室", ["滑县/留固镇"], "410526", "township"),
        ("某某镇人民政府", ["滑县"], "410526", "township"),
        ("城区教育局", ["山西省/晋城市"], "140502", "county"),
        ("高新区管理委员会", ["济宁市"], "370871", "county"),
        ("高新区管理委员会", ["绵阳市"], "510700", "county"),
        ("平原城乡一体化示范区管理委员会", ["新乡市"], "410773", "county"),
        ("滑县教育局", ["广东省/河源市"], "410526", "county"),
        ("滑县教育局", ["raw", "some folder", "2023", "公安"], "410526", "county"),
        ("安阳市某某镇人民政府", ["安阳市/滑县"], "410526", "township"),
    ],
)
def test_context_decides(name: str, context: list[str], code: str, level: str) -> None:
    found = resolve(name, context)
    assert (found.region_code, found.level, found.candidates) == (code, level, ())


@pytest.mark.parametrize(
    ("name", "context", "level"),
    [
        ("区审计局", ["安阳市"], "county"),
        ("镇人民政府", ["安阳市"], "township"),
        ("鼓楼区人民政府", ["江苏省"], "county"),
        ("鼓楼区人民政府", ["广东省"], "county"),
        ("教育局", ["河南省", "广东省"], "unknown"),
        ("教育局", ["鼓楼区"], "unknown"),
        ("公安局", [], "unknown"),
        ("安阳市某某镇人民政府", [], "township"),
    ],
)
def test_context_that_does_not_tell_the_county_decides_nothing(name: str, context: list[str], level: str) -> None:
    found = resolve(name, context)
    assert (found.county, found.region_code, found.level) == (None, None, level)


def test_a_city_that_the_context_tells_is_named_where_the_county_is_not() -> None:
    assert resolve("区审计局", ["安阳市"])[:3] == ("河南省", "安阳市", None)
    assert resolve("安阳市某某镇人民政府")[:3] == ("河南省", "安阳市", None)


@pytest.mark.parametrize("name", ["留固镇人民政府", "孟津教育局"])
def test_a_name_that_is_not_a_full_one_does_not_stand_against_its_context(name: str) -> None:
    assert resolve(name).region_code
    found = resolve(name, ["广东省"])
    assert (found.region_code, found.county, found.rule) == (None, None, "conflict")


def test_districts_of_municipalities_have_no_city_and_cities_without_counties_no_county() -> None:
    assert resolve("北京市海淀区人民政府")[:4] == ("北京市", None, "海淀区", None)
    assert resolve("济源市人民政府")[:4] == ("河南省", None, "济源市", None)
    assert resolve("东莞市石龙镇人民政府")[:4] == ("广东省", "东莞市", None, "石龙镇")
