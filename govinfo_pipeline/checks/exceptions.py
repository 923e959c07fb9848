"""The exceptions of the checks' rules in words (zh, en), numbered as in the code: check → exceptions."""

from govinfo_pipeline.form import LATEST

Unless = tuple[tuple[str, str], ...]

_BLANKS: Unless = (
    ("报表格式中没有的行不参加。", "A row that the report's form does not print takes no part."),
    (
        "合计空白表示没有填写，绝不是0：无法判断；一个数都没有时也无法判断。",
        'A blank total is "not filled", never 0: not assessable. So is one without a single number.',
    ),
    ("其他空白，按0计算相符时按0计算。", "Another blank counts as 0 where the identity then holds."),
    (
        "不符而较小一边有空白，可能由它补足：无法判断。",
        "Where it does not, and a blank on the smaller side could make up the difference, it is not assessable.",
    ),
)
UNLESS: dict[str, Unless] = {statement.family: _BLANKS for statement in LATEST.sums} | {
    "parsed.region": (("没有说明单位的报告无法判断。", "A report that does not say whose it is is not assessable."),),
    "values.regulations": (
        ("层级或类别不明的机关无法判断。", "An organ whose level or kind is not known is not assessable."),
        (
            "省、设区的市、自治州人民政府可以制定规章；不设区的市在此不作区分。",
            "Governments of provinces, cities with districts and autonomous prefectures make them; cities without "
            "districts are not told apart here.",
        ),
        ("其他部门、县和乡镇不能制定。", "Other departments, counties and townships do not."),
    ),
    "continuity.applications": (
        ("上年没有该单位的报告：无法判断。", "Without a report of the year before it is not assessable."),
        ("各类申请人为提醒，总计为错误。", "For a kind of applicant it is a warning, for the total an error."),
        (
            "一边空白、另一边为0时视为相符，其他空白无法判断。",
            "A blank against a 0 agrees; any other is not assessable.",
        ),
    ),
    "continuity.documents": (
        (
            "从2022年度起比较；上年没有报告或有空白时无法判断。",
            "From 2022 on; without the year before, or with a blank, it is not assessable.",
        ),
        ("集中清理可能改变存量，因此只作提醒。", "A clean-up may change the stock, so it is a warning."),
    ),
    "hierarchy.units": (
        (
            "单位是名单上以该政府为汇总单位的机关；再下级的已含在其中。",
            "The units are the bodies on the list whose parent the government is; those below are in their reports.",
        ),
        (
            "有一个单位没有可读的报告就无法判断，不对一部分下结论；单位的报告没有该行时也无法判断。",
            "With one unit without a readable report it is not assessable, nor where a unit's form has no such row: "
            "there is no verdict on a part.",
        ),
        (
            "单位的空白，按0计算相符时按0计算，否则无法判断。",
            "A blank of a unit counts as 0 where the sum then agrees; any other is not assessable.",
        ),
    ),
    "narrative.claims": (
        ("含义不确定的数无法判断。", "A figure whose meaning is not certain is not assessable."),
        (
            "可对应的单元格有空白，或增长率缺上年报告：无法判断。",
            "So is one that may mean a cell without a number, or a growth without the year before.",
        ),
        (
            "与任何一种可能的合计相符即为相符；比率和金额允许相差末位的一半。",
            "It holds where any of its readings does; rates and amounts within half a unit of the last place.",
        ),
    ),
    "plausibility.jump": (
        (
            "两年中较大的数不足20的不看；较小的数不足20的按20计。",
            "Where the larger of the two is below 20 it is not looked at; a smaller one below 20 is taken as 20.",
        ),
        ("两年中缺一年的数：无法判断。", "Without a figure in both years it is not assessable."),
    ),
    "plausibility.empty": (
        (
            "只看含义确定的收到、办理、复议、诉讼件数；文字没有说到的无法判断。",
            "Only certain figures of applications and disputes are taken; without one it is not assessable.",
        ),
        (
            "表中有读不出的单元格，或全部空白：无法判断。",
            "A table with a cell that was not read, or of blanks alone, is not assessable.",
        ),
    ),
    "plausibility.magnitude": (
        ("同类同级单位不足30个的无法判断。", "With fewer than 30 bodies of a kind and level it is not assessable."),
        (
            "超过中位数（对数）六倍通常离差且不少于1000件的，才算异常。",
            "Far is more than six times the usual spread above the median of the logarithm, and at least 1000.",
        ),
    ),
}
