"""Sentences of our own that state figures of the tables, and sentences whose numbers state none.

``[code|words {} words]`` is a claim: the words are its quote, ``{}`` its number, ``code`` the cells of
:data:`CELLS` (``a+b`` two claims in the same words, ``a%b`` a rate). Other slots are those of :mod:`.sentences`, and
``{last}``, the year before.
"""

from govinfo_pipeline.form import LATEST, Cell

_ROWS = tuple(item.code for item in LATEST.table("applications").items)
_APPLICANTS = tuple(column.code for column in LATEST.table("applications").columns)


def _rows(*rows: str, columns: tuple[str, ...] = ("total",)) -> tuple[Cell, ...]:
    return tuple(Cell("applications", row, column) for row in rows for column in columns)


def _cases(*channels: str, columns: tuple[str, ...] = ("total",)) -> tuple[Cell, ...]:
    return tuple(Cell("disputes", channel, column) for channel in channels for column in columns)


_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_CLOSED = ("upheld", "corrected", "other")

CELLS: dict[str, tuple[Cell, ...]] = {
    "new": _rows("new_received"),
    "over": _rows("carried_over"),
    "both": _rows("new_received", "carried_over"),
    "results": _rows("results_total"),
    "forward": _rows("carried_forward"),
    "natural": _rows("new_received", columns=_APPLICANTS[:1]),
    "legal": _rows("new_received", columns=_APPLICANTS[1:-1]),
    "enterprise": _rows("new_received", columns=("commercial_enterprise",)),
    "both_natural": _rows("new_received", "carried_over", columns=_APPLICANTS[:1]),
    "both_legal": _rows("new_received", "carried_over", columns=_APPLICANTS[1:-1]),
    "granted_natural": _rows("granted", columns=_APPLICANTS[:1]),
    "partial": _rows("partially_granted"),
    "public": _rows("granted", "partially_granted"),
    "recon": _cases("reconsideration"),
    "lit": _cases(*_LITIGATION),
    "cases": _cases("reconsideration", *_LITIGATION),
    "direct": _cases("litigation_direct"),
    "after": _cases("litigation_after_reconsideration"),
    "recon_closed": _cases("reconsideration", columns=_CLOSED),
    "recon_upheld": _cases("reconsideration", columns=("upheld",)),
    "recon_corrected": _cases("reconsideration", columns=("corrected",)),
    "recon_pending": _cases("reconsideration", columns=("pending",)),
    "lit_upheld": _cases(*_LITIGATION, columns=("upheld",)),
    "lit_corrected": _cases(*_LITIGATION, columns=("corrected",)),
    "issued": (Cell("proactive_disclosure", "normative_documents", "issued"),),
    "repealed": (Cell("proactive_disclosure", "normative_documents", "repealed"),),
    "in_force": (Cell("proactive_disclosure", "normative_documents", "in_force"),),
    "made": (Cell("proactive_disclosure", "normative_documents", "newly_made"),),
    "licensing": (Cell("proactive_disclosure", "administrative_licensing", "decisions"),),
    "penalty": (Cell("proactive_disclosure", "administrative_penalty", "decisions"),),
    "coercion": (Cell("proactive_disclosure", "administrative_coercion", "decisions"),),
    "fees": (Cell("proactive_disclosure", "administrative_fees", "amount"),),
} | {row: _rows(row) for row in _ROWS}
CELLS |= {
    group: _rows(*(row for row in _ROWS if row.startswith(f"{group}_")))
    for group in ("denied", "unavailable", "not_processed")
}
CELLS["other"] = _rows("other_correction_overdue", "other_fee_overdue", "other_other")

RECEIVED = (
    "{year}年{we}[new|共收到政府信息公开申请{}件]。",
    "{year}年{we}[new|新收政府信息公开申请{}件]。",
    "{year}年{we}[new|收到信息公开申请{}件]。",
    "{year}年，{we}[new|共收到{}件政府信息公开申请]，件件有登记。",
    "本年度{we}[new|收到依申请公开件{}件]，都由专人办理。",
    "{we}全年[new|收到的政府信息公开申请为{}件]。",
    "{we}通过网络、信函、当面等渠道[new|共收到政府信息公开申请{}件]。",
    "{year}年度，[new|政府信息公开申请共收到{}件]，没有遗漏。",
    "全年[new|新收政府信息公开申请{}件]，[over|上年结转{}件]。",
    "{year}年，{we}[both|共受理政府信息公开申请{}件]（[over|含上年结转{}件]）。",
    "{we}[both|受理公开申请{}件]，其中[new|本年新收{}件]，[over|{last}年结转{}件]。",
    "依申请公开方面，今年[new|接到申请{}件]，[over|上一年度结转{}件]。",
    "{year}年[new|收到政府信息公开申请{}件]，比上年增加{b}件。",
    "{year}年[new|收到政府信息公开申请{}件]，较{last}年的{b}件略有变化。",
    "{year}年1月1日至12月31日，{we}[new|收到申请公开信息的书面申请{}件]。",
    "{we}{year}年[new|受理依申请公开事项{}件]，门户网站访问量同比增长{d}.5%。",
    "{last}年收到政府信息公开申请{b}件，{year}年[new|收到政府信息公开申请{}件]。",
)
"""For an organ that received some; what follows is drawn on top."""
NOT_RECEIVED = (
    "{year}年{we}[new|没有收到政府信息公开申请]。",
    "{year}年{we}[new|未收到任何公开申请]。",
    "{year}年{we}[new|收到的政府信息公开申请为0件]。",
    "本年度，{we}[new|未收到依申请公开事项]，也无人咨询。",
    "{year}年，{we}[new|未收到公民、法人和其他组织提出的政府信息公开申请]。",
    "{we}[new|全年无依申请公开件]。",
    "{year}年[new|收到政府信息公开申请零件]。",
    "截至{year}年12月底，{we}[new|未收到和处理政府信息公开申请]。",
    "{last}年收到申请{d}件，{year}年[new|未收到政府信息公开申请]。",
)
APPLICANTS = (
    "其中，[natural|自然人提出{}件]，[legal|法人或其他组织提出{}件]。",
    "从申请人看，[natural|自然人{}件]，[enterprise|商业企业{}件]。",
    "按申请人区分，[natural|{}件由自然人提出]，[legal|{}件由法人和其他组织提出]。",
    "收到的申请中，[natural|自然人申请{}件]、[legal|法人申请{}件]。",
    "申请内容涉及征地拆迁{b}件、社会保障{d}件，[natural|自然人提出{}件]。",
)
CLOSED = (
    "[results|全年办结{}件]，[forward|结转下年度继续办理{}件]。",
    "[results|已答复{}件]，[forward|{}件结转下年度继续办理]。",
    "依法依规[results|答复申请{}件]，[forward|结转至{next}年{}件]。",
    "[results|共办理{}件]，[forward|结转下一年{}件]。",
    "按期[results|办结政府信息公开申请{}件]，[forward|转结下年度继续办理{}件]。",
    "其中[results|{}件已办结]，[forward|{}件结转下一年度]。",
)
OUTCOMES = (
    "[results|办理结果总计答复{}件]，其中[granted|予以公开{}件]，[partial|部分公开{}件]，[denied|不予公开{}件]，"
    "[unavailable|无法提供{}件]，[not_processed|不予处理{}件]，[other|其他处理{}件]。",
    "办结的申请中，[granted|{}件予以公开]，[partial|{}件部分公开]，[denied|{}件不予公开]。",
    "从结果看，[public|予以公开和部分公开{}件]，[unavailable|无法提供{}件]。",
    "其中[granted|予以公开{}件]（[granted_natural|自然人{}件]），[denied|不予公开{}件]（[denied_third_party_rights|保护第三方合法权益{}件]、"
    "[denied_process_information|属于四类过程性信息{}件]）。",
    "[not_processed|不予处理{}件]，其中[not_processed_petition|信访举报投诉类申请{}件]，[not_processed_repeated|重复申请{}件]。",
    "[unavailable_not_held|因本机关不掌握相关政府信息{}件]，[unavailable_requires_creation|没有现成信息需要另行制作{}件]。",
    "[granted|予以公开{}件]，[granted%results|占比{}%]，[denied_internal_affairs|属于三类内部事务信息{}件]。",
    "答复情况为：[granted|予以公开{}件]、[partial|部分公开{}件]、[denied_inquiry_matters|属于行政查询事项{}件]。",
    "[denied|不予公开{}件]（属于：[denied_state_secret|国家秘密{}件]，[denied_enforcement_files|行政执法案卷{}件]）。",
)
DISPUTES = (
    "由此引起[recon|行政复议{}件]、[lit|行政诉讼{}件]。",
    "因信息公开[recon|被申请行政复议{}件]，[lit|被提起行政诉讼{}件]。",
    "涉及信息公开的[recon|行政复议案件{}件]，其中[recon_upheld|维持{}件]，[recon_corrected|纠正{}件]，[recon_pending|尚未审结{}件]。",
    "因政府信息公开发生[recon|{}件行政复议]、[lit|{}件行政诉讼]。",
    "信息公开引发的[cases|行政复议和行政诉讼共{}件]。",
    "信息公开类[recon|行政复议{}件]，其中[recon_closed|{}件均办结]，8件撤销。",
    "信息公开案件中，[direct|未经复议直接起诉{}件]，[after|复议后起诉{}件]。",
    "因信息公开被提起[lit|行政诉讼案件{}件]，[lit_upheld|结果维持{}件]，[lit_corrected|结果纠正{}件]。",
)
NO_DISPUTES = (
    "[recon+lit|没有因信息公开引起的复议和诉讼]。",
    "[recon+lit|未发生行政复议、行政诉讼案件]。",
    "{we}[recon+lit|无行政复议、行政诉讼]。",
    "政府信息公开工作[recon+lit|未引发行政复议和行政诉讼情况]。",
    "[recon|未发生因信息公开引起的行政复议]。",
    "[recon+lit|行政复议、行政诉讼均为0件]。",
    "本年度[recon+lit|行政复议、行政诉讼均未发生]。",
)
DOCUMENTS = (
    "{year}年[issued|制发行政规范性文件{}件]。",
    "全年[issued|制定出台行政规范性文件{}件]，[repealed|废止{}件]，[in_force|现行有效{}件]。",
    "[issued|制定规范性文件{}件]，[repealed|废止规范性文件{}件]。",
    "截至年底，[in_force|现行有效的规范性文件{}件]。",
)
DOCUMENTS_2019 = ("{year}年[made|制发行政规范性文件{}件]。", "全年[made|制定规范性文件{}件]。")
POWERS = (
    "全年[licensing|作出行政许可决定{}件]，[penalty|作出行政处罚决定{}件]。",
    "本年[licensing|行政许可处理决定{}件]，[coercion|作出行政强制决定{}件]。",
)
FEES = ("[fees|收取行政事业性收费{}万元]，项目清单按时公布。", "全年[fees|行政事业性收费{}万元]。")

NO_CLAIMS = (
    "全年收到群众来信{a}件，均已回复。",
    "办理12345热线工单{a}件，办结{b}件。",
    "转办信访事项{b}件，答复{d}件。",
    "处理网民留言{b}件，办结率100%。",
    "按照国办公开办函〔2021〕30号文件的要求，整理目录{d}项。",
    "咨询电话{tel}，邮编350400，地址在文化路15号。",
    "{last}年共收到政府信息公开申请{b}件，答复{d}件。",
    "去年收到申请{b}件，其中自然人{d}件。",
    "近三年累计收到政府信息公开申请{a}件。",
    "2016年以来共收到公开申请{a}件，办结{b}件。",
    "上半年收到政府信息公开申请{d}件。",
    "截至9月，收到申请{d}件。",
    "收到政府信息公开申请约{b}件。",
    "收到政府信息公开申请{b}余件。",
    "各单位办理公开申请3至5件不等。",
    "受理各类建议提案{b}件，全部答复。",
    "办理行政许可申请{a}件，满意率99%。",
    "公开行政处罚信息{a}条。",
    "公示行政许可{a}条、行政处罚{b}条。",
    "清理规范性文件{b}件，公开规范性文件{d}件。",
    "收到补正通知{d}件，撤回申请{d}件。",
    "线上收到申请{d}件，当面收到申请{d}件。",
    "其中，网上申请{d}件，信函申请{d}件。",
    "申请量比上年增加{d}件，比{last}年减少{b}件。",
    "对未收到申请的单位不作要求。",
    "没有发生行政复议被纠正的情形。",
    "未收到关于公开工作的投诉。",
    "全系统共审核信息{a}件，退回{d}件。",
    "聚焦“高效办成一件事”，推出主题服务{d}项。",
    "举办案例讲评{d}次，剖析复议案件{d}类。",
    "延期答复{d}件，补正{d}件。",
    "受理低保申请{b}件，发放补助{a}万元。",
    "每件申请都在20个工作日内答复。",
    "申请人提出的{d}项诉求得到回应。",
    "浏览量{c}次，点赞{a}个。",
    "编发答复文书范本{d}件。",
    "{next}年计划办结申请{b}件以上。",
    "征集意见{b}件，采纳{d}件。",
    "调解信息公开纠纷{d}件。",
    "召开行政复议案件分析会{d}次。",
)
"""Among these are the traps: other letters, other years, other bodies, differences, ranges, parts, symbols."""
UNCLEAR = (
    "区政府办代表区政府受理政府信息公开申请{b}件。",
    "其中本级收到政府信息公开申请{b}件，答复{d}件。",
    "各部门共收到政府信息公开申请{a}件。",
    "县直单位收到政府信息公开申请{a}件，乡镇收到申请{b}件。",
)
"""Figures of a part of the body or of the region around it: a claim of unclear scope, or none."""
