"""The codes that columns of tables may hold, and what they are called everywhere that people see them."""

from govinfo_pipeline.form import FORMS

Names = dict[str, tuple[str, str]]
"""Code → its name (zh, en), in the order in which people want to see them."""

ITEMS = tuple(dict.fromkeys(item.code for form in FORMS.values() for table in form.tables for item in table.items))
MEASURES = tuple(
    dict.fromkeys(column.code for form in FORMS.values() for column in form.table("proactive_disclosure").columns)
)
UNKNOWN = ("不明", "unknown")
FORM_NAMES: Names = {**{form.code: (form.basis, form.basis) for form in FORMS.values()}, "unknown": UNKNOWN}
LEVELS: Names = {
    "province": ("省级", "province"),
    "city": ("市级", "city"),
    "county": ("县级", "county"),
    "township": ("乡级", "township"),
    "unknown": UNKNOWN,
}
KINDS: Names = {
    "government": ("人民政府", "government"),
    "government_office": ("政府办公厅（室）", "government office"),
    "department": ("部门", "department"),
    "branch": ("分局", "branch"),
    "zone": ("开发区管委会", "zone"),
    "township": ("乡镇", "township"),
    "subdistrict": ("街道", "subdistrict"),
    "institution": ("事业单位", "institution"),
    "unknown": UNKNOWN,
}
ALL_LEVELS: Names = {"all": ("各层级", "all levels"), **LEVELS}
ALL_KINDS: Names = {"all": ("各类机关", "all kinds"), **KINDS}
SCOPES: Names = {
    "aggregate": ("汇总（含所属单位）", "aggregate, units included"),
    "own": ("本机关", "own"),
    "unknown": UNKNOWN,
}
READ: Names = {
    "parsed": ("读取完整", "read whole"),
    "partial": ("部分读取", "read in part"),
    "quarantined": ("无法读取", "not readable"),
}
EXCLUDED: Names = {
    "superseded": ("已有更新版本", "replaced by a newer version"),
    "other_year": ("属于其他年度", "of another year"),
}
ISSUES: Names = {
    "blank": ("空白", "blank"),
    "not_applicable": ("不适用标记", "not applicable"),
    "unreadable": ("无法读作数字", "unreadable"),
    "missing": ("缺失", "missing"),
    "repaired": ("按勾稽关系定位", "placed by the identities"),
}
CLAIM_SCOPES: Names = {"certain": ("含义明确", "certain"), "unclear": ("含义不明", "unclear")}
VERDICTS: Names = {
    "violated": ("不成立", "violated"),
    "not_assessable": ("无法判断", "not assessable"),
    "holds": ("成立", "holds"),
}
MET: Names = {
    "violated": ("不符合", "violated"),
    "not_assessable": ("无法判断", "not assessable"),
    "holds": ("符合", "holds"),
}
"""Verdicts on what is expected of a whole table."""
LOCALIZED: Names = {
    "explained": ("有唯一最佳解释", "one best explanation"),
    "ambiguous": ("有多个同样好的解释", "several equally good explanations"),
    "time_limit": ("超时未完", "not finished in time"),
}
SEVERITIES: Names = {"error": ("错误", "error"), "warning": ("提醒", "warning")}
CAUSES: Names = {"author": ("填报", "author"), "reader": ("读取", "reader"), "unclear": ("不明", "unclear")}
DECISIONS: Names = {
    "open": ("待核", "open"),
    "confirmed": ("属实", "confirmed"),
    "dismissed": ("排除", "dismissed"),
    "resolved": ("已消除", "resolved"),
}
DECIDED = ("confirmed", "dismissed")
"""What a person can decide that a finding is."""
PASSING: Names = {"all": ("全部报告", "every report"), "only": ("仅勾稽无误的报告", "reports that add up")}


def chinese(names: Names) -> dict[str, str]:
    """Code → its Chinese name."""
    return {code: name[0] for code, name in names.items()}


def both(names: Names, code: str) -> str:
    """A code's Chinese name with the English one after it."""
    return " ".join(names[code])
