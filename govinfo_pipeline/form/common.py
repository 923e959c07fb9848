"""Tables 3 and 4 and the sums in them: what the generations 2019 and 2021 share."""

from govinfo_pipeline.form.model import Column, Item, Sum, Table

APPLICANTS = (
    Column("natural_person", "自然人", "natural persons"),
    Column("commercial_enterprise", "商业企业", "commercial enterprises"),
    Column("research_institution", "科研机构", "research institutions"),
    Column(
        "social_welfare_organization",
        "社会公益组织",
        "social welfare organizations",
        variants=("社会组织", "社会公益"),
    ),
    Column(
        "legal_service_organization",
        "法律服务机构",
        "legal service organizations",
        variants=("法律服务组织",),
    ),
    Column("other_organization", "其他", "other organizations"),
    Column("total", "总计", "total", variants=("合计", "小计")),
)


def _item(number: str, code: str, zh: str, en: str, *variants: str, replaces: tuple[str, ...] = ()) -> Item:
    return Item(code, zh, en, APPLICANTS, number, variants, replaces)


RECEIVED = (
    _item(
        "一、",
        "new_received",
        "本年新收政府信息公开申请数量",
        "applications newly received",
        "本年新收信息公开申请数量",
        "本年新收政府信息公开申请",
    ),
    _item(
        "二、",
        "carried_over",
        "上年结转政府信息公开申请数量",
        "applications carried over from the year before",
        "上年转结政府信息公开申请数量",
        "上年度结转政府信息公开申请数量",
    ),
)

DECIDED = (
    _item("（一）", "granted", "予以公开", "granted"),
    _item(
        "（二）",
        "partially_granted",
        "部分公开（区分处理的，只计这一情形，不计其他情形）",
        "partially granted (severed; counted here only)",
        "部分公开",
    ),
    _item("1.", "denied_state_secret", "属于国家秘密", "denied: state secret"),
    _item(
        "2.",
        "denied_prohibited_by_law",
        "其他法律行政法规禁止公开",
        "denied: prohibited by other law or administrative regulation",
        "其他法律法规禁止公开",
        "其他法律行政法规禁止公开的",
    ),
    _item(
        "3.",
        "denied_security_stability",
        "危及“三安全一稳定”",
        "denied: endangers national, public or economic security or social stability",
    ),
    _item("4.", "denied_third_party_rights", "保护第三方合法权益", "denied: rights of a third party"),
    _item("5.", "denied_internal_affairs", "属于三类内部事务信息", "denied: internal affairs"),
    _item("6.", "denied_process_information", "属于四类过程性信息", "denied: information of a pending process"),
    _item("7.", "denied_enforcement_files", "属于行政执法案卷", "denied: administrative enforcement files"),
    _item("8.", "denied_inquiry_matters", "属于行政查询事项", "denied: a matter of official inquiry"),
    _item("1.", "unavailable_not_held", "本机关不掌握相关政府信息", "unavailable: not held by this organ"),
    _item(
        "2.",
        "unavailable_requires_creation",
        "没有现成信息需要另行制作",
        "unavailable: would have to be created",
    ),
    _item(
        "3.",
        "unavailable_unclear_request",
        "补正后申请内容仍不明确",
        "unavailable: request still unclear after correction",
    ),
    _item("1.", "not_processed_petition", "信访举报投诉类申请", "not processed: petition, report or complaint"),
    _item("2.", "not_processed_repeated", "重复申请", "not processed: repeated application"),
    _item("3.", "not_processed_publication", "要求提供公开出版物", "not processed: asks for a publication"),
    _item(
        "4.",
        "not_processed_excessive",
        "无正当理由大量反复申请",
        "not processed: excessive applications without proper reason",
    ),
    _item(
        "5.",
        "not_processed_reconfirmation",
        "要求行政机关确认或重新出具已获取信息",
        "not processed: asks to confirm or reissue information already obtained",
    ),
)

OTHER_PROCESSING_PARTS = (
    _item(
        "1.",
        "other_correction_overdue",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "other: correction overdue without proper reason",
        "申请人无正当理由逾期不补正",
    ),
    _item(
        "2.",
        "other_fee_overdue",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "other: fee not paid in time",
        "申请人逾期未按收费通知要求缴纳费用",
    ),
    _item("3.", "other_other", "其他", "other: remaining cases"),
)

OTHER_PROCESSING = _item("（六）", "other_processing", "其他处理", "other processing", "其他处理情形")
OTHER_PROCESSING_IN_PLACE_OF_PARTS = _item(
    "（六）",
    "other_processing",
    "其他处理",
    "other processing (one row in place of its three)",
    "其他处理情形",
    replaces=tuple(item.code for item in OTHER_PROCESSING_PARTS),
)

CLOSED = (
    _item("（七）", "results_total", "总计", "total of results", "合计"),
    _item(
        "四、",
        "carried_forward",
        "结转下年度继续办理",
        "carried forward to the next year",
        "转结下年度继续办理",
        "结转下一年度继续办理",
        "结转下年继续办理",
    ),
)

GROUPS = {
    "三、": ("本年度办理结果", "results of the year"),
    "（三）": ("不予公开", "denied"),
    "（四）": ("无法提供", "unavailable"),
    "（五）": ("不予处理", "not processed"),
    "（六）": ("其他处理", "other processing"),
}
"""Labels (zh, en) in front of groups of rows; the heading of a group carries no figures of its own."""


def applications(*other_processing: Item) -> Table:
    """Table 3 with the rows under （六）其他处理 that a generation prints."""
    return Table(
        "applications",
        3,
        "收到和处理政府信息公开申请情况",
        "applications received and processed",
        (*RECEIVED, *DECIDED, *other_processing, *CLOSED),
    )


OUTCOMES = (
    Column("upheld", "结果维持", "upheld"),
    Column("corrected", "结果纠正", "corrected"),
    Column("other", "其他结果", "other outcome"),
    Column("pending", "尚未审结", "pending"),
    Column("total", "总计", "total", variants=("合计",)),
)

DISPUTES = Table(
    "disputes",
    4,
    "政府信息公开行政复议、行政诉讼情况",
    "administrative reconsideration and litigation",
    (
        Item("reconsideration", "行政复议", "administrative reconsideration", OUTCOMES),
        Item("litigation_direct", "未经复议直接起诉", "litigation without prior reconsideration", OUTCOMES),
        Item("litigation_after_reconsideration", "复议后起诉", "litigation after reconsideration", OUTCOMES),
    ),
)


def sums(table: Table) -> tuple[Sum, ...]:
    """The statements about tables 3 and 4, over the result rows that ``table`` has."""
    around = {item.code for item in (*RECEIVED, *CLOSED)}
    results = tuple(item.code for item in table.items if item.code not in around)
    return (
        Sum(
            "applications.balance",
            "applications",
            "items",
            left=("new_received", "carried_over"),
            right=("results_total", "carried_forward"),
            total=False,
            zh="本年新收加上年结转，等于办理结果总计加结转下年度",
            en="newly received plus carried over equals results plus carried forward",
            basis="printed in the head of table 3",
        ),
        Sum(
            "applications.results",
            "applications",
            "items",
            left=results,
            right=("results_total",),
            total=True,
            zh="各项办理结果之和等于办理结果总计",
            en="the results add up to the total of results",
            basis="implied by the row （七）总计 of table 3",
        ),
        Sum(
            "applications.applicants",
            "applications",
            "columns",
            left=tuple(applicant.code for applicant in APPLICANTS[:-1]),
            right=("total",),
            total=True,
            zh="六类申请人之和等于该行总计",
            en="the six kinds of applicants add up to the row's total",
            basis="implied by the column 总计 of table 3",
        ),
        Sum(
            "disputes.outcomes",
            "disputes",
            "columns",
            left=tuple(outcome.code for outcome in OUTCOMES[:-1]),
            right=("total",),
            total=True,
            zh="四类结果之和等于该类总计",
            en="the four outcomes add up to the channel's total",
            basis="implied by the columns 总计 of table 4",
        ),
    )
