"""What prose says about cells, as data: words, the patterns they stand in, and the cells that they speak of.

Here: the vocabulary and the codes of the claims. Not here: how a sentence is taken apart (:mod:`.claims`).

A pattern is tried on the text in front of a number (``..._BEFORE``, up to the number) or behind it (``..._AFTER``).
Between a word and its number only a short list of fillers may stand, so that "收到群众来信12件" says nothing.

Codes, as ``what is said``: the cells it may mean (``|`` either, ``+`` a sum).

- ``received``, 收到 N 件, 未收到申请: new_received | new_received + carried_over; ``new_received``, 新收: the row
- ``carried_over``, ``carried_forward``, 上年结转, 结转下年度: the row
- ``answered``, 答复, 办结: results_total; ``handled``, 办理, 处理: the same | what was received
- ``granted`` ... ``other_fee_overdue``: the row of an outcome or of its reason
- ``denied``, ``unavailable``, ``not_processed``, ``other_processing``: the sum of a group; ``a_and_b``: of both
- ``<code>_natural_person``, ``<code>_legal_persons`` (five columns), ``<code>_commercial_enterprise`` ...: applicants
- ``reconsideration``, ``litigation`` (both channels), ``litigation_direct``, ``litigation_after_reconsideration``,
  ``disputes`` (all three): total | concluded, which is total - pending
- ``<channel>_concluded``, ``_upheld``, ``_corrected``, ``_other``, ``_pending``: the columns of table 4
- ``normative_issued``, ``normative_repealed``, ``normative_in_force``, ``regulations_...``: documents of table 2
- ``licensing``, ``penalty``, ``coercion``: decisions; ``fees``: the amount in 万元
- ``<code>_share``, ``completion_rate``, ``<channel>_correction_rate``: percent, of cells over a base
- ``<code>_growth``: percent, of the cells now and in the report of the year before
"""

import re

from govinfo_pipeline.form import LATEST, Cell

Reading = tuple[Cell, ...]
"""Cells whose sum a claim may mean."""
Readings = tuple[Reading, ...]

_ROWS = [item.code for item in LATEST.table("applications").items]
APPLICANTS = tuple(column.code for column in LATEST.table("applications").columns)
CHANNELS = tuple(item.code for item in LATEST.table("disputes").items)


def _rows(*items: str) -> Reading:
    return tuple(Cell("applications", item, "total") for item in items)


def _group(prefix: str) -> Reading:
    return _rows(*(row for row in _ROWS if row.startswith(prefix) and row != "other_processing"))


def _cases(channels: tuple[str, ...], *columns: str) -> Reading:
    return tuple(Cell("disputes", channel, column) for channel in channels for column in columns)


def _proactive(item: str, *columns: str) -> Readings:
    return tuple((Cell("proactive_disclosure", item, column),) for column in columns)


DISPUTES = {
    "reconsideration": CHANNELS[:1],
    "litigation": CHANNELS[1:],
    "litigation_direct": CHANNELS[1:2],
    "litigation_after_reconsideration": CHANNELS[2:],
    "disputes": CHANNELS,
}
CONCLUDED = ("upheld", "corrected", "other")

READINGS: dict[str, Readings] = {
    "received": (_rows("new_received"), _rows("new_received", "carried_over")),
    "answered": (_rows("results_total"),),
    "handled": (_rows("results_total"), _rows("new_received"), _rows("new_received", "carried_over")),
    "denied": (_group("denied_"),),
    "unavailable": (_group("unavailable_"),),
    "not_processed": (_group("not_processed_"),),
    "normative_issued": _proactive("normative_documents", "issued", "newly_made"),
    "normative_repealed": _proactive("normative_documents", "repealed"),
    "normative_in_force": _proactive("normative_documents", "in_force"),
    "regulations_issued": _proactive("regulations", "issued", "newly_made"),
    "regulations_repealed": _proactive("regulations", "repealed"),
    "regulations_in_force": _proactive("regulations", "in_force"),
    "licensing": _proactive("administrative_licensing", "decisions"),
    "penalty": _proactive("administrative_penalty", "decisions"),
    "coercion": _proactive("administrative_coercion", "decisions"),
    "fees": _proactive("administrative_fees", "amount"),
}
"""Claim → its candidate readings, in the column 总计; other columns are put in by :func:`of_applicants`."""
READINGS |= {row: (_rows(row),) for row in _ROWS if row not in READINGS}
READINGS["other_processing"] = (_group("other_"), _rows("other_processing"))
for _code, _channels in DISPUTES.items():
    READINGS[_code] = (_cases(_channels, "total"), _cases(_channels, *CONCLUDED))
    READINGS[f"{_code}_concluded"] = (_cases(_channels, *CONCLUDED),)
    READINGS |= {f"{_code}_{column}": (_cases(_channels, column),) for column in (*CONCLUDED, "pending")}

ALL_APPLICATIONS: Readings = (_rows("results_total"), _rows("new_received"), _rows("new_received", "carried_over"))
WHOLES = frozenset({"received", "new_received", "answered", "handled"})
"""Claims about all applications, of which no part is meant where a sentence says 其中."""


def of_applicants(readings: Readings, applicants: tuple[str, ...]) -> Readings:
    """The readings with the columns of some applicants in place of 总计."""
    return tuple(tuple(cell._replace(column=code) for cell in reading for code in applicants) for reading in readings)


APPLICANT_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("natural_person", "自然人|公民个人|公民(?!、|和|或|及)", APPLICANTS[:1]),
    ("legal_persons", "法人(?:[、和或及与]?(?:者)?(?:其他|其它)?(?:社会)?组织)?", APPLICANTS[1:-1]),
    ("commercial_enterprise", "商业企业", ("commercial_enterprise",)),
    ("research_institution", "科研机构", ("research_institution",)),
    ("social_welfare_organization", "社会公益组织", ("social_welfare_organization",)),
    ("legal_service_organization", "法律服务机构", ("legal_service_organization",)),
)

OUTCOME_WORDS: tuple[tuple[str, str], ...] = (
    ("granted", "予以公开"),
    ("partially_granted", "(?:予以)?部分公开"),
    ("denied", "不予公开"),
    ("unavailable", "无法提供"),
    ("not_processed", "不予处理"),
    ("other_processing", "其他处理"),
    ("denied_state_secret", "(?:属于|涉及)?国家秘密"),
    ("denied_prohibited_by_law", "(?:其他)?法律、?(?:行政)?法规禁止公开"),
    ("denied_security_stability", '(?:危及)?[“”"]?三安全一稳定[“”"]?'),
    ("denied_third_party_rights", "(?:保护)?第三方合法权益"),
    ("denied_internal_affairs", "(?:属于)?(?:三类)?内部事务信息"),
    ("denied_process_information", "(?:属于)?(?:四类)?过程性信息"),
    ("denied_enforcement_files", "(?:属于)?行政执法案卷(?:信息)?"),
    ("denied_inquiry_matters", "(?:属于)?行政查询事项"),
    ("unavailable_not_held", "(?:本机关|本单位)?不掌握(?:相关)?(?:政府)?(?:信息)?"),
    ("unavailable_requires_creation", "(?:没有现成信息)?、?需要?另行制作|没有现成信息"),
    ("unavailable_unclear_request", "补正后(?:申请内容)?仍不明确"),
    ("not_processed_petition", "信访、?举报、?投诉类(?:申请)?"),
    ("not_processed_repeated", "重复申请"),
    ("not_processed_publication", "(?:要求提供)?公开出版物"),
    ("not_processed_excessive", "(?:无正当理由)?大量反复申请"),
    ("not_processed_reconfirmation", "(?:要求)?(?:行政机关)?(?:确认或)?重新出具已获取信息"),
    ("other_correction_overdue", "(?:申请人)?(?:无正当理由)?逾期不补正"),
    ("other_fee_overdue", "(?:申请人)?逾期未按(?:收费通知)?要求缴纳费用"),
)

# Fillers: what may stand between a word and its number without changing what is counted.
_F = (
    "(?:各类|有效|公众|群众|申请人|公民、法人(?:和|或|及)?(?:其他组织)?|提出|提交|的|了|到|政府|政务|信息|公开|依申请|申请|办件|事项|业务|"
    "件数|件|数量|总数|总量|共计?|合计|总计|累计|计|为|是|:|,(?=共|总计|合计)|一共|共有|有|达|全部|书面)*+"
)
_YEAR = r"20\d\d年度?"
_APPLICANT = "|".join(f"(?P<{code}>{words})" for code, words, _ in APPLICANT_WORDS)
_OUTCOME = "(?:" + "|".join(words for _, words in OUTCOME_WORDS) + ")"
OUTCOME = re.compile(
    "|".join(f"(?P<{code}>{words})" for code, words in sorted(OUTCOME_WORDS, key=lambda p: -len(p[1])))
)
_AND = "(?:[、和及与或]|以及)"
_LAST = f"(?:上一?年度?|去年度?|{_YEAR})"
_NEXT = "(?:下一?年度?|次年|明年|翌年|(?P<next>20\\d\\d)年度?)"

APPLICATION_BEFORE = re.compile(
    "(?:"
    f"(?P<new_received>新收(?:到|取)?|新受理|新接收){_F}|"
    f"(?P<carried_over>(?:上一?年度?|去年度?|(?P<last>20\\d\\d)年度?)(?:末|底)?(?:未办结)?(?:结转|转结|遗留|转入)(?:至|到|来)?"
    f"(?:本年度?|今年|{_YEAR})?(?:继续)?(?:办理|处理)?){_F}|"
    f"(?P<carried_forward>(?:结转|转结|转入)(?:至|到|入)?{_NEXT}(?:继续)?(?:办理|处理|答复)?){_F}|"
    f"(?P<bare_carried>结转){_F}|"
    f"(?P<received>收到|受理|接收|接到|收悉){_F}|"
    f"(?P<outcome>{_OUTCOME}(?:\\(?{_AND}?(?:含|包括)?{_OUTCOME}\\)?)*)(?:的|类|申请|情形|情况|决定|答复|共|:|为|有|\\()*|"
    f"(?P<answered>答复|办结|办复|办理完毕|处理完毕|办理答复){_F}|"
    f"(?P<handled>办理|处理){_F}|"
    f"(?:{_APPLICANT})(?:提出|提交|申请人?|类|的|政府|信息|公开|为|共计?|:|有|数量)*|"
    f"(?P<noun>(?:^|(?<=,)|{_YEAR},?|本年度?,?|全年,?|年内,?)(?:我.{{1,2}}|本.{{1,3}})?(?:共有?|有)?(?:政府信息公开申请|依申请公开(?:申请)?|信息公开申请)"
    "(?:共计?|总数|数量|总量|件数|为|:|计|有)*+)"
    r")\Z"
)
_BEHIND = "(?:的)?(?:政府信息公开|信息公开|依申请公开)?(?:申请)?,?"
_ADVERBS = "(?:均|都|已|全部|按期|按时|及时|依法|依规|在法定期限内|予以|决定|作出|因|为|系|是|属|由|来自|分别|答复)*"
APPLICATION_AFTER = re.compile(
    f"{_BEHIND.removesuffix(',?')}{_ADVERBS}(?:"
    f"(?P<carried_over>{_LAST}(?:末|底)?(?:结转|转结|遗留))|"
    f"(?P<carried_forward>(?:结转|转结|转入)(?:至|到|入)?{_NEXT})|"
    f"(?P<outcome>{_OUTCOME}(?:\\(?{_AND}?(?:含|包括)?{_OUTCOME}\\)?)*)|"
    "(?P<answered>答复|办结|办理完毕|处理完毕)|"
    f"(?:{_APPLICANT})(?:提出|提交|申请)*"
    r")(?:的|信息|决定|完毕|继续办理|申请|情形)*(?=[,、()]|\Z)"
)
STANDS_ALONE = re.compile(f"(?:{_BEHIND})(?=[,、:()和及并均已全都其]|中,|比|较|同比|与上|\\Z)")
"""What may follow a number whose word stands in front of it: a clause's end, or 申请."""

_COURT = "(?:行政)?(?:诉讼|应诉)"
_CASE = "(?:申请|案件|案|事项|件数|数量|件|总数)"
_BOTH = f"(?:行政)?复议{_CASE}?{_AND}?(?:被?提起|引发|引起)?{_COURT}|{_COURT}{_CASE}?{_AND}(?:行政)?复议"
_CASES = (
    f"(?P<disputes>{_BOTH})|(?P<litigation_after_reconsideration>复议后(?:又|再)?(?:起诉|提起{_COURT}))|"
    f"(?P<litigation_direct>未经复议(?:而)?直接(?:起诉|提起{_COURT}))|(?P<litigation>{_COURT})|(?P<reconsideration>(?:行政)?复议)|"
    "(?P<related>相关(?:案件|案))"
)
_RESULTS = (
    "(?P<pending>尚未审结|未审结|正在审理|尚在审理)|(?P<concluded>审结|办结|结案|审理完毕)|"
    "(?P<upheld>(?:结果)?维持(?:原?(?:具体)?行政行为|原决定|原答复)?)|(?P<corrected>(?:结果)?(?:予以)?纠正)|(?P<other>其他结果)"
)
DISPUTE_BEFORE = re.compile(
    f"(?:(?:{_RESULTS})(?:的|了|{_CASE}|共|为|:|有|\\()*+|"
    f"(?:{_CASES})(?:{_CASE}|情况|共计?|合计|总计|计|为|有|:|发生|的|了|(?P<each>各|均))*+)\\Z"
)
DISPUTE_AFTER = re.compile(
    f"(?:(?:案件|案)?(?:均|都|已|全部|被|获|予以|为|结果|的)*(?:{_RESULTS})|"
    f"(?:因?(?:政府)?信息公开(?:工作)?(?:引起|引发)?的?|涉及政府信息公开的?)?(?:{_CASES}))(?:的|{_CASE})*+(?=[,、()]|和|及|\\Z)"
)

_DOCUMENT = "(?:(?P<normative>(?:行政)?规范性文件)|(?P<regulations>(?:政府)?规章))"
DOCUMENT_BEFORE = re.compile(
    "(?:"
    "(?P<issued>制发|制定印发|制定出台|制定并印发|制定|出台)|(?P<repealed>(?<!失效和)(?<!修改和)废止)|(?P<in_force>现行有效))"
    f"(?:了|的)?(?:{_DOCUMENT})?(?:共计?|合计|总数|为|有|:)*\\Z"
)
POWER_BEFORE = re.compile(
    "(?P<sure>作出|做出)(?:各类)?(?P<power>行政许可|行政处罚|行政强制)(?:类)?(?:处理)?(?:措施)?(?:决定)?(?:书|数量)?(?:共计?|合计|为|:)*\\Z|"
    "(?P<named>行政许可|行政处罚|行政强制)(?:处理)?决定(?:数量|数)?(?:共计?|合计|为|:)*\\Z|"
    "(?P<fees>行政事业性收费)(?:收入|金额|总额|总金额)?(?:共计?|合计|为|:)*\\Z"
)
POWERS = {"行政许可": "licensing", "行政处罚": "penalty", "行政强制": "coercion"}

SHARE_BEFORE = re.compile(
    r"占(?:比|总数|总量|总|申请|办理|答复|办结|收到|受理|新收|件|数|例|全部|量|的|为|达|到|:)*+(?:政府信息公开申请)?(?:总数|总量)?的?(?:比例)?(?:为)?\Z"
)
RATE_BEFORE = re.compile(
    r"(?:(?P<completion>(?<![期时定])(?:办结率|答复率))|(?P<correction>(?P<court>复议|诉讼)(?:案件)?纠错率))(?:为|达到?|:|是)*\Z"
)
GROWTH_BEFORE = re.compile(
    rf"(?:同比|(?:较|比|与|同)(?:上一?年度?|去年|{_YEAR})(?:同期)?(?:相比)?,?)(?:(?P<up>增长|上升|增加|提高)|下降|减少|降低)(?:了|达|幅度为)*\Z"
)

_NOT = "(?:未|没有|无|不存在|从未|未曾)"
_THINGS = (
    "(?:任何|一件|1件|各类|公民、法人(?:和|或者?|及)?(?:其他组织)?|政府|政务|信息|公开|依申请|关于|有关|相关|的|要求|公众|群众|书面|"
    "提出|提交|向(?:我|本)(?:单位|机关|部门|.)|以书面形式)*"
)
NO_APPLICATIONS = re.compile(
    f"(?:(?:未|没有|从未|未曾)(?:发生|有)?(?:收到|受理|接收|接到|新收)(?:过|到)?(?:[和或及、](?:处理|办理|受理|答复))?{_THINGS}|"
    f"(?:(?<=^)|(?<=[,:度年位办局镇乡县市区道])|(?<=本机关)|(?<=中心))(?:无|没有|不存在)(?:任何)?|(?:无人|没有人|没有(?=公民))(?:提出|提交|申请)?{_THINGS})"
    "(?:(?:政府|政务)?信息公开申请|依申请公开(?:申请)?|依申请|申请公开|公开申请|申请)(?:政府)?(?:信息)?(?:的)?(?:事项|办件|件|情况|情形|业务|信息)*"
    r"(?=[,、)]|和|也|及|\Z)|(?:依申请公开|申请办理)(?:情况|方面|工作)?[:,]?(?:无|没有)(?:申请)?(?=\Z)"
)
NO_CASES = re.compile(
    f"(?:(?:未|从未|未曾)(?=发|收|引|出|产|涉|因|被|有|接|存|由)|没有|无|不存在|未)(?:发生|收到|受理|接到|引发|引起|出现|产生|涉及|有|存在|一例|1例|一起|一件)*"
    "(?:任何|因|由|此|政府|政务|信息|公开|工作|依申请|申请|而|引起|引发|导致|产生|发生|造成|的|有关|相关|涉及|被|提起|方面|类|举报|投诉|、)*"
    f"(?P<cases>{_BOTH}|{_COURT}|(?:行政)?复议)(?:案件|申请|案|等|的|情况|情形|事项|问题|纠纷|事件|件|现象|发生)*+(?=[,)]|\\Z)|"
    f"(?P<named>{_BOTH}|{_COURT}|(?:行政)?复议){_CASE}?(?:情况|也|:|,)*(?:均|都|全)?(?:为零|未发生|没有发生|为无|无|没有)(?=[,)]|\\Z)"
)

TOPIC = re.compile(
    # Nothing else starts one of these words; most characters are passed over at once.
    "(?=[信依公申收受办答予部不无行复诉应起规热1留咨工来提建舆投举政服便审转交救补低培会解新稿许合纠调执])(?:"
    "(?P<application>信访、?举报、?投诉类申请|信息公开申请|依申请(?!政务|类|事项|服务|权力)|公开申请|申请公开|申请办理|信息申请|"
    "(?:收到|受理|办结|答复)的申请(?=中)|予以公开|部分公开|不予公开|不予处理|无法提供)|"
    f"(?P<dispute>{_BOTH}|{_COURT}|起诉|复议)|(?P<document>规范性文件|规章(?!制度)|行政许可|行政处罚|行政强制|收费)|"
    "(?P<elsewhere>信访|热线|12345|留言|咨询|工单|信箱|来信|来访|来电|提案|建议|舆情|投诉|举报|政务服务|服务事项|便民|审批|转办|交办|"
    "救助|补贴|低保|补助|培训|会议|解读|新闻|稿件|许可证|合同|纠纷|调解|执法(?!案卷)))"
)
"""What a sentence speaks of; words of ``elsewhere`` take the numbers behind them away from all claims."""

IF = re.compile("假如|如果|如未|若")
CHANGE = re.compile(
    "增加|减少|增长|下降|上升|降低|增多|新增|增至|降至|升至|多了?\\Z|少了?\\Z|上年的\\Z|去年的\\Z|[多少](?:收|受理|接)"
)
CHANNEL = re.compile("网上|网络|在线|线上|互联网|邮寄|信函|邮件|邮箱|当面|现场|窗口|平台|公众号|微信|传真|系统提交")
ANY_CHANNEL = re.compile("等(?:多种|各类|多)?(?:渠道|方式|途径|形式|平台)")
NEVER = re.compile(
    "补正后(?!.{0,6}不明确)|出庭|抽查|转办|转来|转送|交办|计划|预计|力争|目标|撤回|延期|超期|超过|至少|"
    "尚未(?!审结)|正在(?!审理)|暂未|不再|一审|二审|上诉|例如|平均|分别"
)
TIME = re.compile(
    r"(?=[较比与同对相结转近一二三四五两历以上下季\d去本今当全])(?:"
    r"(?P<compared>(?:较|比|与|同|对比|相比)(?:20\d\d年度?|上一?年度?|去年)(?:同期)?|(?:结转|转结|转入)(?:至|到|入)?20\d\d年)|"
    r"(?P<span>近[一二三四五六七八九十两\d]+年|[一二三四五两]年来|历年|近年来|近几年|五(?:规划)?期间|以来(?<!年以来)|"
    r"20\d\d年?(?:-|至|到|~|—)20\d\d年|"
    r"上半年|下半年|季度|(?<!1-1)(?<!至1)(?<!—1)\d月份?(?!\d|底|末))|"
    r"(?P<since>20\d\d)年(?:\d+月)?(?:\d+日)?以来|(?P<year>20\d\d)年(?!度?(?:末|底)?(?:未办结)?(?:结转|转结|遗留))|"
    r"(?P<last>(?:去年|上一?年)(?!度?(?:末|底)?(?:未办结)?(?:结转|转结|遗留|转入)))|(?P<now>本年|今年|当年|全年))"
)
PART = re.compile(
    "代表|本级|名义|各(?:部门|单位|镇|乡|街道|县|区|级|地)|直(?:部门|单位)|下属|所属|辖区|全系统|部分单位"
)
WHOLE_REGION = re.compile("全[省市县区州旗]")
SUBJECT = re.compile(
    r"([\u4e00-\u9fff]{2,20}?(?:局|委|办|委员会|办公室|办公厅|政府|办事处|中心|镇|乡|街道|部门|单位|大队))"
    r"(?:共|全年|总共|一共|累计|已|依法|合计|总计|本年度?|今年)*\Z"
)
