"""Organs of every kind, real ones, those of the corpus, and words that are no places."""

import random
import re

import pytest

from govinfo_pipeline.regions import resolve
from govinfo_pipeline.regions.gazetteer import gazetteer
from govinfo_pipeline.regions.naming import is_zone
from govinfo_pipeline_tests.corpus.organizations import Organization, random_organization
from govinfo_pipeline_tests.samples import truths

PLACES = {
    # a full chain, and parts of one
    "河南省安阳市文峰区人民政府": ("410502", "county"),
    "安阳市文峰区教育局": ("410502", "county"),
    "文峰区南关街道办事处": ("410502", "township"),
    "河南滑县教育局": ("410526", "county"),
    "滑县人民政府办公室": ("410526", "county"),
    "滑县留固镇人民政府": ("410526", "township"),
    "留固镇人民政府": ("410526", "township"),
    "洛阳市人民政府": ("410300", "city"),
    "洛阳教育局": ("410300", "city"),
    "安徽省民政厅": ("340000", "province"),
    "海南省人民政府办公厅": ("460000", "province"),
    "河北教育局": ("130000", "province"),
    "吉林省吉林市教育局": ("220200", "city"),
    "长安区韦曲街道办事处": ("610116", "township"),
    "叶集区机关事务管理服务中心": ("341504", "county"),
    "北京市朝阳区人民政府望京街道办事处": ("110105", "township"),
    # forms of subdistricts
    "新乡市牧野区卫北办事处": ("410711", "township"),
    "王因街道办事处": ("370871", "township"),
    "老城区西关街道": ("410302", "township"),
    "沭阳县沭城街办": ("321322", "township"),
    # a city and its county of one name; autonomous areas and banners
    "安阳教育局": ("410500", "city"),
    "长沙县教育局": ("430121", "county"),
    "临夏州教育局": ("622900", "city"),
    "临夏县教育局": ("622921", "county"),
    "大理市财政局": ("532901", "county"),
    "凉山彝族自治州西昌市教育局": ("513401", "county"),
    "麻阳苗族自治县板栗树乡人民政府": ("431226", "township"),
    "麻阳县教育局": ("431226", "county"),
    "麻阳县第一中学": ("431226", "county"),
    "宽城县教育局": ("130827", "county"),
    "长春市宽城县教育局": ("220103", "county"),
    "河南县人民政府": ("632324", "county"),
    "海南州人民政府": ("632500", "city"),
    "科右前旗教育局": ("152221", "county"),
    "阿拉善左旗人民政府": ("152921", "county"),
    "镇安县茅坪回族镇人民政府": ("611025", "township"),
    # municipalities, counties under the province, cities without counties
    "上海市浦东新区教育局": ("310115", "county"),
    "重庆市垫江县人民政府": ("500231", "county"),
    "北京市教育委员会": ("110000", "province"),
    "济源市人民政府": ("419001", "county"),
    "神农架林区人民政府": ("429021", "county"),
    "石河子市教育局": ("659001", "county"),
    "新疆生产建设兵团第八师石河子市教育局": ("659001", "county"),
    "东莞市石龙镇人民政府": ("441900", "township"),
    "中山市教育局": ("442000", "city"),
    "儋州市人民政府": ("460400", "city"),
    "嘉峪关市人民政府": ("620200", "city"),
    # branches, and organs that begin with another word
    "洛阳市公安局老城分局": ("410302", "county"),
    "济宁市自然资源和规划局兖州区分局": ("370812", "county"),
    "北京市公安局朝阳分局": ("110105", "county"),
    "沈阳市公安局和平分局": ("210102", "county"),
    "荆州市公安局荆州分局": ("421003", "county"),
    "荆州市公安局荆州开发区分局": ("421000", "county"),
    "黄山市公安局黄山分局": ("341003", "county"),
    "乌海市公安局海南分局": ("150303", "county"),
    "洛阳市公安局高新分局": ("410371", "county"),
    "国家税务总局滑县税务局": ("410526", "county"),
    "国家税务总局洛阳市老城区税务局": ("410302", "county"),
    "河南省人民政府驻北京办事处": ("410000", "province"),
    # zones: as the list has them, or of their city
    "济宁高新区王因街道办事处": ("370871", "township"),
    "济宁高新区管理委员会": ("370871", "county"),
    "镇江新区管理委员会": ("321171", "county"),
    "洛阳市高新技术产业开发区管理委员会": ("410371", "county"),
    "新乡市平原城乡一体化示范区管理委员会": ("410773", "county"),
    "苏州工业园区管理委员会": ("320576", "county"),
    "绵阳市高新技术产业开发区管理委员会": ("510700", "county"),
    "武汉东湖新技术开发区管理委员会": ("420100", "county"),
    "绵阳高新区永兴镇人民政府": ("510700", "township"),
    "滑县产业集聚区管理委员会": ("410526", "county"),
    "沭阳经济技术开发区管理委员会": ("321322", "county"),
    # names that are also words
    "公安县公安局": ("421022", "county"),
    "荆州市公安局": ("421000", "city"),
    "荆州市公安局公安县分局": ("421022", "county"),
    "桂林市资源县自然资源局": ("450329", "county"),
    "河源市和平县教育局": ("441624", "county"),
    "合作市人民政府": ("623001", "county"),
    "乐山市市中区人民政府": ("511102", "county"),
    "晋城市城区人民政府": ("140502", "county"),
    "攀枝花市东区人民政府": ("510402", "county"),
    "河北区教育局": ("120105", "county"),
    "景德镇市人民政府": ("360200", "city"),
    "洛阳市民政局": ("410300", "city"),
    "玉林市容县人民政府": ("450921", "county"),
    # names of before
    "孟津县人民政府": ("410308", "county"),
    "莱芜市教育局": ("370116", "county"),
    "大同县人民政府": ("140215", "county"),
    "横县人民政府": ("450181", "county"),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_region_and_level_of_an_organ(name: str) -> None:
    found = resolve(name)
    assert (found.region_code, found.level) == PLACES[name], found
    assert found.candidates == ()


AMBIGUOUS = {
    "鼓楼区人民政府": ("320106", "320302", "350102", "410204"),
    "鼓楼区教育局": ("320106", "320302", "350102", "410204"),
    "长安区人民政府": ("130102", "610116"),
    "朝阳区教育局": ("110105", "220104"),
    "市中区人民政府": ("370103", "370402", "511002", "511102"),
    "吉林教育局": ("220000", "220200"),
    "临夏教育局": ("622900", "622901", "622921"),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_a_name_of_several_regions_gives_them_all_and_decides_nothing(name: str) -> None:
    found = resolve(name)
    assert (found.candidates, found.county, found.region_code) == (AMBIGUOUS[name], None, None)
    assert found.rule == "ambiguous"


def test_a_name_of_many_townships() -> None:
    found = resolve("城关镇人民政府")
    assert (found.county, found.region_code, found.level) == (None, None, "township")
    assert len(found.candidates) > 50


def test_what_the_candidates_have_in_common_is_told() -> None:
    assert resolve("临夏教育局")[:4] == ("甘肃省", "临夏回族自治州", None, None)
    assert resolve("吉林教育局")[:4] == ("吉林省", None, None, None)


@pytest.mark.parametrize("name", ["安阳市鼓楼区人民政府", "济宁市生态环境局滑县分局", "洛阳市滑县教育局"])
def test_names_that_contradict_each_other_decide_nothing(name: str) -> None:
    found = resolve(name)
    assert (found.county, found.region_code, found.level, found.rule) == (None, None, "county", "conflict")
    assert len(found.candidates) > 1


OFFICES = re.findall(
    r"\S+",
    """
    公安局 公安局交通警察支队 自然资源局 民政局 水利局 教育体育局 市场监督管理局 机关事务管理服务中心 政务服务中心
    供销合作社联合社 城市管理综合执法局 城乡规划局 住房和城乡建设局 乡村振兴局 人力资源和社会保障局 卫生健康委员会
    行政审批局 民族宗教事务局 中心医院 第一人民医院 不动产登记中心 市政管理处 南湖公园管理处 人民政府办公室
    """,
)


def test_no_word_of_an_offices_name_is_taken_for_a_place_in_a_city_or_province() -> None:
    known = gazetteer()
    for code in known.names:
        name = known.name(code)
        if len(code) <= 4 and name:
            for office in OFFICES:
                found = resolve(name + office)
                assert (found.region_code, found.county) == (code.ljust(6, "0"), None), name + office


def test_a_branch_of_a_citys_bureau_is_in_that_citys_county_or_nowhere() -> None:
    known = gazetteer()
    told = all_of = 0
    for code, county in known.names.items():
        city = known.name(code[:4])
        if len(code) == 6 and city and not is_zone(code) and not known.is_undivided(code) and len(county) > 2:
            for shown in (county, county[:-1]):
                found = resolve(f"{city}公安局{shown}分局")
                assert found.region_code in (code, None) or found.county is None, found
                told, all_of = told + (found.region_code == code), all_of + 1
    assert told > 0.97 * all_of


NO_PLACES = re.findall(
    r"\S+",
    """
    公安局 市公安局 县公安局 资源局 自然资源局 民政局 水利局 教育局 司法局 财政局 审计局 统计局
    文化和旅游局 市场监督管理局 和平街小学 中心小学 第一中学 机关事务管理服务中心 公共资源交易中心
    政务服务中心 供销合作社联合社 合作医疗管理办公室 资源综合利用中心 公安交通管理局 新华书店
    兴业银行 东方公司 平安建设办公室 城市管理局 城区管理办公室 城乡规划局 东城市政管理局
    东城市场监督管理局 乡村振兴局 山河东区 某某局 高速公路管理局 中原工学院 长安大学 国家税务总局
    应急管理局 人力资源和社会保障局 退役军人事务局 信访局 乡镇企业局 交通运输局 交口 公安 资源
    和平 安定 城固中学 惠民政策办公室 开发区管理委员会 街道办事处 镇人民政府 人民政府 2023年
    报告 raw
    """,
)


@pytest.mark.parametrize("name", NO_PLACES)
def test_words_are_no_places(name: str) -> None:
    found = resolve(name)
    assert found[:5] == (None,) * 5, found


def test_nothing_is_no_place() -> None:
    assert resolve(None) == resolve("") == resolve("   ")
    assert resolve("").rule == "none"


@pytest.mark.parametrize("name", sorted(truths()) or [pytest.param("", marks=pytest.mark.skip("no real reports here"))])
def test_organs_of_real_reports(name: str) -> None:
    record = truths()[name].record
    noted = re.match(r"[^(（]*", record["region"])
    assert noted
    if "某" in record["organization"]:
        pytest.skip("the report does not name its organ")
    found = resolve(record["organization"])
    place = "".join(filter(None, found[:4])).replace("高新技术产业开发区", "高新区")
    if found.region_code is None:
        assert re.search("西咸新区|平潭综合实验区", noted[0]), "only zones that the list has not"
    else:
        assert place == noted[0].strip()


COUNTIES = {
    "滑县": "410526", "孟津区": "410308", "原阳县": "410725", "微山县": "370826", "叶集区": "341504",
    "沭阳县": "321322", "光泽县": "350723", "盐亭县": "510723", "永靖县": "622923", "文峰区": "410502",
    "老城区": "410302", "牧野区": "410711", "麻阳苗族自治县": "431226", "曲阜市": "370881", "济宁高新区": "370871",
}  # fmt: skip
CITIES = {
    "安阳市": "4105", "洛阳市": "4103", "新乡市": "4107", "济宁市": "3708", "六安市": "3415", "宿迁市": "3213",
    "南平市": "3507", "绵阳市": "5107", "临夏回族自治州": "6229",
}  # fmt: skip


def _known_county(organ: Organization) -> str | None:
    """The county whose unique name is printed, if no other city is printed with it; zones and towns apart."""
    county = next((code for name, code in COUNTIES.items() if name in organ.name), None)
    city = next((code for name, code in CITIES.items() if name in organ.name), None)
    return county if county and (city is None or county.startswith(city)) else None


def test_the_county_of_a_generated_organ_is_right_or_null() -> None:
    rng = random.Random(68)
    organs = {organ.name: organ for organ in (random_organization(rng) for _ in range(10_000))}
    told = [(organ, county) for organ in organs.values() if (county := _known_county(organ))]
    wrong = [organ.name for organ, county in told if resolve(organ.name).region_code not in (county, None)]
    right = [organ.name for organ, county in told if resolve(organ.name).region_code == county]
    assert len(told) > 250
    assert not wrong
    assert len(right) >= 0.98 * len(told)
    for organ in organs.values():
        found = resolve(organ.name)
        if "鼓楼区" in organ.name:
            assert found.region_code is None
        if organ.kind in ("township", "subdistrict"):
            assert found.level == "township"
