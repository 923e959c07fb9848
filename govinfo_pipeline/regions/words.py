"""Words that stand around the names of places in the names of organs."""

import re

OFFICE = re.compile(
    "人民政府|人民法院|人民检察|人民武装|政府|政务|政协|政法|党|中共|委|纪|公安|公路|公共|公用|公积|教育|教体|教科|财政|民政|民族|民宗|卫生|卫健|农业|"
    "农村|农牧|农机|农经|住房|住建|审计|水利|水务|水文|市场|市政|自然资源|国土|规划|生态|环境|环保|人力|人社|人防|人才|人大|发展|发改|司法|统计|"
    "文化|文旅|文广|文物|文体|旅游|商务|商贸|交通|交警|城市|城管|城乡|城建|应急|安全|安监|退役|医疗|医保|行政|机关|信访|税务|气象|消防|林业|林草|"
    "工业和|工信|工商|工会|科技|科学技术|科协|宗教|供销|体育|广播|广电|粮食|档案|地方|地震|园林|乡村|扶贫|国有|国资|国防|金融|大数据|数据|投资|招商|"
    "烟草|海洋|海事|渔业|畜牧|综合|妇女|妇联|残疾|残联|红十字|总工会|共青团|融媒体|食品|药品|质量|物价|价格|外事|侨务|邮政|供电|能源|移民|史志|"
    "接待|检察|法院|中级|疾病|疾控|图书馆|调查|检验|不动产|房产|房屋|社会|社保|劳动|就业|会计|采购|知识|网信|营商|审批|热线|仲裁|监狱|街道|生产建设"
)
"""How an organ's name goes on after a place without its suffix: 孟津教育局, not 资源局 or 和平…."""

BRANCH = re.compile(
    "区?(?:分局|支局|分中心|分院|分公司|管理局|监管局|税务|大队|中队|支队|执法|管理处|办事处|供电|调查)"
)
"""The same after a bureau: 公安局老城分局."""

BOUNDARY = re.compile("(?:局|厅|部|委|会|院|司|行|党|队|师|中心|中共|国网|国家|中国)(?=.)")
"""After these another place may follow: 国家税务总局滑县税务局, but not 山河东区."""

ZONE = re.compile(
    "[^局厅委院镇乡]{0,10}?(?:高新区|经开区|开发区|示范区|聚集区|集聚区|集中区|工业区|园区|实验区|试验区|管理区|新区|新城|风景区|风景名胜区|度假区|保税区|合作区)"
)
COUNTY_ZONE = re.compile("(?:[^局厅委院镇乡区新]{0,8}?开发区|高新|产业集聚区|产业集中区|工业园区|经开区)")
"""Zones that are named after the county they lie in; a 新区 or a 实验区 need not be."""

TOWNSHIP_NAME = re.compile(".+(?:[镇乡]|街道|苏木|地区)")
TOWNSHIP_ORGAN = re.compile(
    "[^局厅院驻会]{1,12}?(?:[镇乡]|街道|苏木)(?:人民政府|政府|党委|党工委|委员会|管委会|(?:人民政府|政府|党政|综合)?办公室)?"
)
NO_TOWNSHIP = re.compile("城乡|乡村|乡镇|水乡|驻")

RELATIVE = re.compile(
    r"[本我]?(?:(?P<province>省|自治区)|(?P<city>[州盟]|市(?!场|容|政(?![府务协])|民(?![政族宗兵])))"
    r"|(?P<county>县(?!域)|区(?![域块划间])|旗)|(?P<township>镇|乡(?![村镇])|街道))(?=..)"
)
"""A name that leaves out the place: 区审计局."""

NO_CITY = "场"
NO_FORMER_CITY = "场容政民"
"""市 before these belongs to the next word: 东城市场; 东城市政 where only a former 东城市 could be meant."""
NO_DISTRICT = "域块划间"
"""区 before these is no district: 长安区域."""
GENERIC = frozenset(re.findall(r"\w+", "新城 新市 城东 城西 城南 城北 城中 城关 城厢 市中 市南 市北 中心 老城"))
"""Stems of districts that a city may also use for parts of itself."""
