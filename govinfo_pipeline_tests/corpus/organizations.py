"""Names of administrative organs of every kind, put together from a short list of real places."""

import random
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "government", "government_office", "department", "institution", "branch", "zone", "township", "subdistrict"
]


@dataclass(frozen=True, slots=True)
class Organization:
    """An organ: its name as printed, how it speaks of itself, and how many applications a year are usual.

    ``makes_rules`` is true for the organs that may make 规章.
    """

    name: str
    we: str
    kind: Kind
    usual: int
    makes_rules: bool = False


PROVINCES = ("河南省", "山东省", "安徽省", "江苏省", "福建省", "湖南省", "四川省", "浙江省")
CITIES = ("安阳市", "洛阳市", "新乡市", "济宁市", "六安市", "宿迁市", "南平市", "绵阳市", "临夏回族自治州")
COUNTIES = (
    "滑县", "孟津区", "原阳县", "微山县", "叶集区", "沭阳县", "光泽县", "盐亭县", "鼓楼区", "永靖县",
    "文峰区", "老城区", "牧野区", "麻阳苗族自治县", "曲阜市", "长安区",
)  # fmt: skip
TOWNSHIPS = (
    ("滑县", "留固镇"), ("原阳县", "太平镇"), ("微山县", "欢城镇"), ("叶集区", "三元镇"), ("沭阳县", "贤官镇"),
    ("光泽县", "华桥乡"), ("盐亭县", "黄甸镇"), ("永靖县", "西河镇"), ("曲阜市", "尼山镇"), ("孟津区", "会盟镇"),
)  # fmt: skip
STREETS = (
    ("文峰区", "南关"), ("老城区", "西关"), ("牧野区", "卫北"), ("济宁高新区", "王因"), ("鼓楼区", "卸甲坊"),
    ("叶集区", "史河"), ("曲阜市", "鲁城"), ("沭阳县", "沭城"), ("长安区", "韦曲"), ("老城区", "邙山"),
)  # fmt: skip
OFFICES = ("教育局", "财政局", "民政局", "卫生健康委员会", "农业农村局", "住房和城乡建设局", "审计局", "水利局")
CENTRES = ("机关事务管理服务中心", "政务服务中心", "公共资源交易中心", "供销合作社联合社")
BRANCHES = ("公安局{}分局", "生态环境局{}分局", "自然资源和规划局{}分局", "市场监督管理局{}分局")
ZONES = ("高新技术产业开发区", "经济技术开发区", "城乡一体化示范区", "产业集聚区")


def _level(name: str) -> str:
    """The word an organ uses for its own place: 省, 市, 州, 县 or 区."""
    return "我" + name[-1]


def random_organization(rng: random.Random, kind: Kind | None = None) -> Organization:
    """An organ of ``kind``, or of a kind drawn with townships, streets and departments in the majority."""
    kinds: tuple[Kind, ...] = ("subdistrict", "township", "department", "government", "institution", "branch",
                               "zone", "government_office")  # fmt: skip
    kind = kind or rng.choices(kinds, weights=(6, 6, 6, 4, 2, 2, 2, 2))[0]
    city, county = rng.choice(CITIES), rng.choice(COUNTIES)
    if kind == "government":
        place, usual = rng.choice(
            [(rng.choice(PROVINCES), 6000), (city, 1500), (county, 250), (county, 120), (city + county, 150)]
        )
        return Organization(f"{place}人民政府", _level(place), kind, usual, makes_rules=usual >= 1500)
    if kind == "government_office":
        place, suffix, usual = rng.choice(
            [(rng.choice(PROVINCES), "办公厅", 400), (city, "办公室", 120), (county, "办公室", 30)]
        )
        return Organization(f"{place}人民政府{suffix}", "我办", kind, usual)
    if kind == "department":
        office = rng.choice(OFFICES)
        place, usual = rng.choice([(county, 6), (county, 2), (city, 40)])
        return Organization(place + office, "我" + office[-1] if office[-1] != "会" else "我委", kind, usual)
    if kind == "institution":
        return Organization(county + rng.choice(CENTRES), "本单位", kind, 1)
    if kind == "branch":
        return Organization(city + rng.choice(BRANCHES).format(county), "我分局", kind, 12)
    if kind == "zone":
        return Organization(f"{city}{rng.choice(ZONES)}管理委员会", "本委", kind, 15)
    if kind == "township":
        place, town = rng.choice(TOWNSHIPS)
        prefix = rng.choice([place, place, ""])
        return Organization(f"{prefix}{town}人民政府", "我" + town[-1], kind, rng.choice([0, 1, 3]))
    place, street = rng.choice(STREETS)
    suffix = rng.choice(["街道办事处", "街道办事处", "办事处"])
    return Organization(f"{place}{street}{suffix}", "我街道", "subdistrict", rng.choice([0, 0, 2, 5]))
