"""What each check of the text says, in Chinese and English: code → (zh, en). Standard library only."""

RULES: dict[str, tuple[str, str]] = {
    "text.repeats_last_year": (
        "文字不照搬本单位上年度报告",
        "the text does not repeat the organization's own report of the year before",
    ),
    "text.repeats_other": (
        "文字不与其他单位同年度报告雷同",
        "the text is not that of another body's report of the same year",
    ),
    "text.year_left": (
        "标题、统计期限和正文中的本年度年份正确",
        "title, period and prose name the report's own year where they speak of it",
    ),
    "text.template_words": ("没有模板遗留文字", "no words of a template are left in the text"),
    "text.fee_statement": (
        "第六部分说明信息处理费收取情况",
        "section six states what was charged for processing information (信息处理费)",
    ),
    "text.problems": ("第五部分写明存在的主要问题", "section five names problems"),
    "text.improvements": ("第五部分写明改进情况", "section five names improvements"),
    "text.section_order": ("六个部分按规定顺序排列", "the six sections stand in the order of the form"),
    "text.late": (
        "报告所载日期不晚于公布期限（部门1月31日，政府3月31日）",
        "the date on the report is not after the deadline (departments 31 January, governments 31 March)",
    ),
}
