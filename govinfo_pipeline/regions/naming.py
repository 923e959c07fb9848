"""How the name of a region is shortened: 洛阳 of 洛阳市, 临夏州 of 临夏回族自治州, 高新区 of 济宁高新技术产业开发区.

What is not derived from the list is general knowledge, and each of its names is looked up in the list.
"""

import re

PEOPLES = (
    "各族|回族|蒙古族?|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|塔吉克族?|怒族|普米族|"
    "鄂温克族|保安族|裕固族|独龙族|鄂伦春族?"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:{PEOPLES})*自治(区|州|县|旗)")
_SUFFIX = re.compile(r"(.{2,})(?:省|市|地区|盟|州|林区|特区|新区|县|区|旗)")
_TWO_WORDS = re.compile(r"(.{2,})(?:地区|林区|特区|新区)")

OTHER_NAMES = {
    "巴音郭楞蒙古自治州": ("巴州",), "博尔塔拉蒙古自治州": ("博州",), "克孜勒苏柯尔克孜自治州": ("克州",),
    "达尔罕茂明安联合旗": ("达茂旗", "达茂联合旗"), "科尔沁右翼前旗": ("科右前旗",), "科尔沁右翼中旗": ("科右中旗",),
    "科尔沁左翼中旗": ("科左中旗",), "科尔沁左翼后旗": ("科左后旗",), "察哈尔右翼前旗": ("察右前旗",),
    "察哈尔右翼中旗": ("察右中旗",), "察哈尔右翼后旗": ("察右后旗",), "喀喇沁左翼蒙古族自治县": ("喀左县", "喀左"),
    "土默特左旗": ("土左旗",), "土默特右旗": ("土右旗",), "新巴尔虎左旗": ("新左旗",), "新巴尔虎右旗": ("新右旗",),
    "莫力达瓦达斡尔族自治旗": ("莫旗",), "鄂托克前旗": ("鄂前旗",), "东乌珠穆沁旗": ("东乌旗",),
    "西乌珠穆沁旗": ("西乌旗",), "阿拉善左旗": ("阿左旗",), "阿拉善右旗": ("阿右旗",), "苏尼特左旗": ("苏左旗",),
    "苏尼特右旗": ("苏右旗",), "塔什库尔干塔吉克自治县": ("塔县",), "察布查尔锡伯自治县": ("察县",),
    "前郭尔罗斯蒙古族自治县": ("前郭县", "前郭"), "杜尔伯特蒙古族自治县": ("杜蒙县",),
    "和布克赛尔蒙古自治县": ("和布克赛尔县",), "大柴旦行政委员会": ("大柴旦行委", "大柴旦"),
}  # fmt: skip
"""Short names in use that follow from no rule."""

FORMER_NAMES = {
    "云州区": "大同县", "上党区": "长治县", "祥符区": "开封县", "建安区": "许昌县", "湾沚区": "芜湖县",
    "柴桑区": "九江县", "叙州区": "宜宾县", "播州区": "遵义县", "柯桥区": "绍兴县", "盘州市": "盘县",
    "横州市": "横县", "滦州市": "滦县", "蓟州区": "蓟县", "开州区": "开县", "鄠邑区": "户县",
    "华州区": "华县", "彬州市": "彬县", "赣县区": "赣县", "梅县区": "梅县", "沙县区": "沙县",
    "郫都区": "郫县",
}  # fmt: skip
"""Counties that got another name with another rank, for reports of before; 孟津县 of 孟津区 follows from a rule."""

_TAKEN = frozenset(FORMER_NAMES.values())

WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        公安 资源 和平 安定 平安 合作 共和 同心 同德 友好 友谊 团结 复兴 振兴 兴业 向阳 红旗 解放 回民 爱民
        工农 前进 前锋 站前 光明 东方 中原 新华 新城 新市 新民 新星 新兴 新建 城东 城西 城北 城中 城关 城厢
        城口 交口 东城 西城 市中 市南 市北 东河 河东 河西 河口 河南 河北 江东 江南 江北 江口 江海 海港 海南
        港口 港北 港南 桥东 桥西 路北 路南 道里 道外 铁东 铁西 南部 运河 南湖 北湖 东湖 西湖 太湖 湖滨 滨湖
        滨江 滨海 滨城 山城 水城 平原 平房 平川 民乐 民丰 民权 富民 惠民 惠农 安居 温泉 康乐 万全 天全 政和
        大通 通海 高台 高新 开化 正宁 文化 金融 凤凰 乡城 沙市 津市 长安 太平 社旗 田东 东区 西区 建华 兴国
        科技 大学 高明 大方 方正 中方 石门 三江 宝塔 鼓楼 钟楼 开发
        """,
    )
)
"""What is also a word or the name of many places: short for a county only in the name of a bureau's branch."""

_ZONES = (
    (re.compile("高新技术产业开发区|高新技术开发区|高技术产业开发区|高新技术产业园区"),
     ("高新技术产业开发区", "高新技术开发区", "高新技术产业园区", "高新区")),
    (re.compile("经济技术开发区"), ("经济技术开发区", "经开区")),
    (re.compile("经济开发区"), ("经济开发区", "经开区")),
    (re.compile("城乡一体化示范区"), ("城乡一体化示范区", "示范区")),
)  # fmt: skip


def is_zone(code: str) -> bool:
    """Whether a county unit of the list is a managed zone, which GB/T 2260 has not."""
    return len(code) == 6 and code[4] == "7"


def short_forms(name: str) -> set[str]:
    """Other forms of the name of a province, a prefecture or a county."""
    forms = set(OTHER_NAMES.get(name, ()))
    if found := _AUTONOMOUS.fullmatch(name):
        stem, unit = found[1].removesuffix("族"), found[2]
        return forms | {stem} | ({stem + unit, f"{stem}自治{unit}"} - {name} if unit != "区" else set())
    for pattern in (_SUFFIX, _TWO_WORDS):
        if found := pattern.fullmatch(name):
            forms.add(found[1])
    return forms


def former_names(name: str) -> set[str]:
    """Names that a county may have had at a lower rank: counties become cities, both become districts."""
    if name in FORMER_NAMES:
        return {FORMER_NAMES[name]}
    stem, unit = name[:-1], name[-1]
    lower = {"市": "县", "区": "县市"}.get(unit, "") if len(stem) > 1 and stem not in WORDS else ""
    return {stem + former for former in lower} - _TAKEN


def zone_forms(name: str, city: str, province: str) -> set[str]:
    """A zone's name without the city and province in it, with its kind in all the ways it is printed."""
    rest = name
    for place in (province, city):
        stem = min(short_forms(place), key=len, default=place)
        rest = rest.removeprefix(place).removeprefix(stem).removeprefix("市")
    for pattern, kinds in _ZONES:
        if pattern.search(rest):
            return {pattern.sub(kind, rest) for kind in kinds}
    return {rest} if len(rest) > 1 else set()
