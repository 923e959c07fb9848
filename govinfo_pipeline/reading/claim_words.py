"""The words in which prose speaks about cells, and the patterns that they stand in.

Here: the vocabulary. Not here: the cells that it speaks of (:mod:`.claim_rules`), how a sentence is taken apart
(:mod:`.claim_sentence`), what other bodies and other years are (:mod:`.claim_context`).

A pattern is tried on the text in front of a number (``..._BEFORE``, up to the number) or behind it (``..._AFTER``).
Between a word and its number only a short list of fillers may stand, so that "收到群众来信12件" says nothing.
"""

from govinfo_pipeline.reading.claim_rules import APPLICANTS
from govinfo_pipeline.reading.patterns import pattern

APPLICANT_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("natural_person", "自然人|公民个人|公民(?!、|和|或|及)|(?<=来自)个人", APPLICANTS[:1]),
    (
        "legal_persons",
        "(?<!等)(?:企业)?法人(?:(?:、|和|或|及|与|)者?(?:其他|其它)?(?:社会)?组织)?|企业(?:、|和|或|及)其他组织",
        APPLICANTS[1:-1],
    ),
    (
        "commercial_enterprise",
        "商业企业|(?<![事国])企业(?=名义|提出|申请)|(?:(?<=来自)|(?<=、)|(?<=,))企业",
        ("commercial_enterprise",),
    ),
    ("research_institution", "科研机构", ("research_institution",)),
    ("social_welfare_organization", "社会公益组织", ("social_welfare_organization",)),
    ("legal_service_organization", "法律服务机构|律师事务所", ("legal_service_organization",)),
)

_WHOLE = r"(?=类?的?(?:[,、()和及为]|\Z))"
"""Behind a short word that means an outcome only where it stands alone: 公开6件、不公开2件."""


def _first(word: str) -> str:
    """The word where a clause or a part of one starts with it; what stands in front is looked at last."""
    return rf"{word}(?:(?<=[,:、(中]{word})|(?<=\A{word}))"


OUTCOME_WORDS: tuple[tuple[str, str], ...] = (
    ("granted", "予以公开|准予公开|(?:完全|全部|全文)公开"),
    ("disclosed", f"同意公开(?<!不同意公开)(?<!第三方同意公开)|(?:{_first('公开')}|公开(?<=依法公开)){_WHOLE}"),
    ("partially_granted", "(?:予以)?部分(?:同意|予以)?公开"),
    ("denied", f"不予公开|不公开{_WHOLE}"),
    ("unavailable", "无法提供"),
    ("not_processed", f"不予处理|{_first('不处理')}{_WHOLE}"),
    ("other_processing", "其他处理"),
    ("denied_state_secret", "(?:属于|涉及)?国家秘密"),
    ("denied_prohibited_by_law", "(?:其他)?法律、?(?:行政)?法规禁止公开"),
    ("denied_security_stability", "(?:危及)?三安全一稳定"),
    ("denied_third_party_rights", "(?:保护|涉及)?第三方(?:(?:合法)?[权利]益|异议)"),
    ("denied_internal_affairs", "(?:属于)?(?:三类)?内部(?:管理)?事务性?(?:信息)?"),
    ("denied_process_information", "(?:属于)?(?:四类)?过程性(?:政府)?信息"),
    ("denied_enforcement_files", "(?:属于)?(?:行政)?执法案卷类?(?:信息)?"),
    ("denied_inquiry_matters", "(?:属于)?行政查询事项"),
    (
        "unavailable_not_held",
        "(?:信息不存在或)?(?:(?:本[^,、()]{1,3})?[不未]掌握|(?:非|不属于?)[^,、()]{1,6}掌握(?:范围)?)(?:相关|该)?(?:政府)?(?:信息)?",
    ),
    ("unavailable_absent", f"(?:政府)?信息不存在|不存在{_WHOLE}|无相关(?:政府)?信息"),
    ("unavailable_requires_creation", "(?:没有现成信息)?、?需要?另行制作|没有现成信息"),
    ("unavailable_unclear_request", "经?补正后?(?:申请)?(?:内容)?仍不明确|(?:申请)?内容不明确"),
    ("not_processed_petition", "信访(?:、?(?:举报|投诉))*类(?:申请|事项)?"),
    ("not_processed_repeated", "重复申请|重复类"),
    ("not_processed_publication", "(?:要求提供)?公开出版物"),
    ("not_processed_excessive", "(?:无正当理由)?(?:大量、?反复|反复、?大量)申请(?:、?无正当理由)?"),
    (
        "not_processed_reconfirmation",
        "(?:要求)?(?:行政机关)?(?:确认或)?重新出具已获取信息|要求(?:行政机关)?(?:确认|对)已获取的?信息(?:重新(?:确认|出具))?",
    ),
    ("other_correction_overdue", "(?:申请人)?(?:无正当理由)?(?:逾期[不未]|未(?:按[期时]|按要求|在规定期限内))补正"),
    ("other_fee_overdue", "(?:申请人)?逾期未(?:按(?:收费通知)?要求)?缴(?:纳费用|费)"),
)
REASONS = {code: f"{code}_" for code in ("denied", "unavailable", "not_processed")} | {"other_processing": "other_"}
"""An outcome that has reasons → how the codes of its reasons start."""

_PEOPLE = "公民、法人(?:和|或者?|及)?(?:其他组织)?|公众|群众|公民(?!个人)|申请人|社会(?:各界)?|各类|任何形式|不同"
_APPLIED = (
    "(?:政府|政务)?信息公开的?申请|(?:(?:政府|政务)?信息)?依申请(?:政府信息)?公开的?(?:政府)?(?:信息)?的?(?:申请)?|"
    "申请(?:公开)?(?:政府)?信息(?:公开)?|公开申请|公开信息的申请|政府信息申请|依申请(?=件)"
)
# Fillers: what may stand between a word and its number without changing what is counted.
_AMOUNT = (
    "件数|数量|数目|总数|总量|数|量|共计?|合计|总计|累计|计|为|是|:(?!公开)|,(?=共|总|合计)|一共|共有|有|达到?|全部|"
    r"\((?:其中)?包?(?:含|括)[^()\d]{0,12}\)"
)
_F = (
    f"(?:{_PEOPLE}|有效|提出|提交|递交|的|了|到|政府|政务|信息|公开|依申请|申请|"
    f"办件|事项|业务|请求|来信|情况|书面|[表书]|类(?=件)|件|{_AMOUNT})*+"
)
_YEAR = r"20\d\d年度?"
_APPLICANT = "|".join(f"(?P<{code}>{words})" for code, words, _ in APPLICANT_WORDS)
_OUTCOME = "(?:" + "|".join(words for _, words in OUTCOME_WORDS) + ")"
OUTCOME = pattern("|".join(f"(?P<{code}>{words})" for code, words in sorted(OUTCOME_WORDS, key=lambda p: -len(p[1]))))
_OF_INFORMATION = "政府信息|信息公开|依申请|公开申请"
_AND = "(?:、|和|及|与|或者?|以及)"
_OUTCOMES = rf"(?P<outcome>(?![、和及与或以类(含包])(?:(?:类?\(?{_AND}?(?:含|包括)?){_OUTCOME}\)?)+)"
"""One or several, the parts of speech between them not in front."""
_CARRY = "(?:结转|转结|接转|转入|留转|顺延)"
_LAST = f"(?:上一?年度?|去年度?|(?P<last>20\\d\\d)年度?)(?:末|底)?(?:未办结)?(?:{_CARRY}|遗留)"
_NEXT = (
    f"(?:(?:{_CARRY}|转|延期)(?:至|到|入|)(?:下一?年度?|次年|明年|翌年|(?P<next>20\\d\\d)年度?)|"
    f"下一?年度?(?:{_CARRY}|(?=继续(?:办理|处理))))"
)
_NOW = f"(?:(?:{_YEAR}|本年度?|今年|当年|全年|年内),?)*"
_BODY = (
    r"(?:[我本][^,、]{1,3}?|全[省市县区州旗镇乡局]|"
    r"(?![^,、]{0,12}(?:办结|办理|答复|[收接]到|受理|处理))[^,、\d申]{2,14}?(?:局|委|办|厅|镇|乡|街道|政府(?!信息)|办事处|中心|单位))?"
)

APPLICATION_BEFORE = pattern(
    # Nothing else starts one of the first words; most characters are passed over at once.
    "(?:(?=[新上去2结转接留顺下收受登答回办审处])(?:"
    f"(?P<new_received>新收(?:到|取)?|新受理|新接收|新增(?=公民|法人|群众|公众|{_OF_INFORMATION}|申请))|"
    f"(?P<carried_over>{_LAST}(?:至|到|来|)(?:本年度?|今年|{_YEAR})?(?:继续)?(?:办理|处理)?|{_CARRY}上一?年度?)|"
    f"(?P<carried_forward>{_NEXT}(?:继续)?(?:办理|处理|答复)?)|"
    f"(?P<bare_carried>{_CARRY})|"
    f"(?P<received>(?:收到|受理|接收|接到|收悉|收(?={_OF_INFORMATION})|收件(?=\\d|\\Z)|登记的?(?={_OF_INFORMATION}))(?:[并和](?:按[时期]|及时|依法|全部)*(?:办结|答复|办理|处理|回复))?)|"
    "(?P<answered>[答回]复|办结|审结|办复|[办处]理完[毕结]|办理并?[答回]复|(?:办理)?结果(?=总计|合计))|"
    "(?P<handled>办理|处理)"
    f"){_F}|"
    rf"{_OUTCOMES}(?:的|类|申请|情形|情况|决定|答复|政府信息(?=申请)|为由|、?(?:行政机关)?不再处理|\(|{_AMOUNT})*+|"
    f"(?:{_APPLICANT})(?:名义|提出|提交|申请人?|类|的|政府|信息|公开|依申请|事项|{_AMOUNT})*+|"
    f"(?:^|(?<=[,:)])|(?<=途径)|(?<=方式)|(?<=渠道)|(?<=形式)){_NOW}{_BODY}{_NOW}(?:收到的|提[交出]的|的|累计|总|共|有)*"
    f"(?P<noun>(?:(?:{_APPLIED})(?:(?:工作|方面|情况)[:,]{_NOW}(?=[共总]))?|申请(?=[总件]?[数量]))(?:办件|申请|受理|办理|接收|收件|件|{_AMOUNT})*+)"
    r")\Z"
)
_BEHIND = f"的?(?:(?:{_APPLIED})(?:事项|请求|办件|来信|信息|件)*|申请)?"
_ADVERBS = (
    "(?:均|都|已经?|全部|按照?|期|时|规定?|期限|限期|及时|依法|依规|在法定期限内|在规定时间内|完成|予以|决定|作出|作|经|给予|因|为|系|是|属|"
    "由于?|来自|分别|答复|告知|于|延期|并|未到(?:法定|答复|办理)*期限?,?|申请人|[正尚仍]?在(?:法定)?(?:办理|答复)(?:中|期限?内)?,?|将|拟|需|被)*"
)
APPLICATION_AFTER = pattern(
    f"{_BEHIND}{_ADVERBS}(?:"
    f"(?P<carried_over>{_LAST})|(?:因[^,、()]{{1,20}}?)?(?:(?P<carried_forward>{_NEXT})|{_OUTCOMES})|(?P<new_received>新收)|"
    "(?P<answered>(?:[答回]复|办结|审结|[办处]理完[毕结])件?(?:的?(?:结果|类型|情形)[^,:\\d]{0,6}|按[^,:\\d]{1,6})?)|(?P<handled>(?:办理|处理)的?结果[^,:\\d]{0,4})|"
    f"(?:{_APPLICANT})(?:提出|提交|申请)*"
    r")(?:的|信息|决定|完毕|继续|办理|处理|申请|情形|外|视为放弃|告知申请人|、?行政机关(?=不再)|不再处理其?)*(?:中(?=[予公部不无])|中?(?=[,:()]|、|\Z))"
)
APPLIED_BEFORE = ("提出", "有")
APPLIED_AFTER = pattern(f"(?:{_APPLIED})(?=[,:()]|、|\\Z)")
"""What is counted, behind the number: 共有3件政府信息公开申请."""
STANDS_ALONE = pattern(
    f"(?:的?(?:{_APPLIED})(?![书表案函]|咨询|补正|协查|答复[^,])|{_BEHIND},?(?=[,、:()和及并均已全都其合]|中(?=[,:予公部不无有])|尚?未|正在|比|较|同比|与上|\\Z))"
)
"""What may follow a number whose word stands in front of it: a clause's end, or 申请."""

_COURT = "(?:行政)?(?:诉讼|应诉)"
_CASE = "(?:申请|案件|案|事项|件数|数量|件|总数|数|量)"
_AND_COURT = f"(?:{_CASE}?{_AND}?(?:(?:被?提起|引发|引起)?{_COURT}|被起诉))"
_AND_RECONSIDERATION = f"(?:{_CASE}?{_AND}(?:行政)?复议)"
_BOTH = f"(?:行政)?复议{_AND_COURT}|{_COURT}{_AND_RECONSIDERATION}"
_ANY_CASE = f"(?:行政)?复议{_AND_COURT}?|{_COURT}{_AND_RECONSIDERATION}?"
_CASES = (
    f"(?P<disputes>{_BOTH})|(?P<litigation_after_reconsideration>复议后(?:又|再)?(?:起诉|提起{_COURT})|(?<!未)经过?复议后?的)|"
    f"(?P<litigation_direct>(?:未经复议(?:而)?)?直接(?:起诉|提起{_COURT})|未经复议的)|(?P<litigation>{_COURT}|被起诉)|(?P<reconsideration>(?:行政)?复议)|"
    "(?P<related>相关(?:案件|案))"
)
_RESULTS = (
    "(?P<pending>(?:尚未|未)(?:审结|结案)|未结(?!转)|(?:正在|尚在|仍在)审理(?:过程中)?|审理(?:过程)?中)|(?P<concluded>审结|办结|结案|审理完毕)|"
    "(?P<upheld>(?:结果)?维持(?:(?:[我本][^,、()]{1,3})?(?:原?(?:具体)?行政行为|原决定|原答复))?)|(?P<corrected>(?:结果)?(?:予以)?纠正|纠错(?!率))|"
    "(?P<other>其他结果|(?<=[,、])其他)"
)
DISPUTE_BEFORE = pattern(
    rf"(?:(?:{_RESULTS})(?:的|了|{_CASE}|共|为|:|有|\()*+|"
    f"(?:{_CASES})(?:{_CASE}|情况|共计?|合计|总计|计|为|有|:(?:全年|本年度?)?|发生|的|了|(?P<each>各|均|都))*+|"
    f"其中,?有?(?:涉及?|因|属于?|有关|关于|针对|与)?(?:政府)?信息公开(?:的|类|有关|相关|案由|{_CASE}|方面|工作)*)\\Z"
)
DISPUTE_AFTER = pattern(
    f"(?:(?:案件|案)?(?:均|都|已|全部|被|获|予以|为|结果|法院|的)*(?:{_RESULTS})|(?:均|都|全部|为|是|系)*(?:答复|决定)?(?:引发|引起|涉及|被申请|被提起)?"
    f"(?:(?:因|由|有关|关于|涉及|针对)?(?:政府)?信息公开(?:工作|申请)?(?:引起|引发|产生)?的?)?(?:{_CASES}))(?:的|{_CASE})*+(?=[,()]|、|和|及|\\Z)"
)

DISCLOSED = pattern("[^;]{0,30}其中[^,]{0,6}信息公开")
"""Behind a number of cases: all of the organ's, those of disclosure among them."""
REVIEWS = pattern(r"(?:复议(?:机关|机构|委员会)|法院)[^,\d]{0,6}(?:收到|受理|新收|收案|办理|审理|审结)")
"""Cases of those who decide them, not of those whom they are about."""
OTHER_CASES = pattern("类\\Z(?<!公开类)(?<!申请类)|(?:民事|刑事|公益)\\Z|其他(?:行政)?案件")
"""In front of a word for cases: cases of another kind."""
UNRELATED_BEFORE = pattern("(?:与|同|和)(?:政府)?信息公开(?:工作)?无关的[^,]*\\Z")
UNRELATED = pattern("(?:与|同)(?:政府)?信息公开(?:工作)?均?无关|[^未]不涉及(?:政府)?信息公开")
BOTH_CHANNELS = pattern(
    f"{_COURT}{_CASE}?(?:共|共计|为|有)?\\d+[件宗起][,(:]?(?:其中|包括)?,?(?:未经复议|直接)[^\\d]{{1,9}}\\d+[件宗起][,、和及](?:经过?)?复议后?[^\\d]{{1,6}}\\d+[件宗起]\\)?,[^;]*\\Z"
)
"""The results behind are of all the lawsuits that were told by channel."""
DISPUTE = pattern("复议|诉讼")
CASES = pattern(_CASES)

_DOCUMENTS = (
    "(?P<normative>(?:行政)?规范性文件)|(?P<regulations>(?:[省市州]|自治区|部门)?(?:人民)?(?:政府)?规章(?!制度))"
)
DOCUMENT_BEFORE = pattern(
    "(?:(?:(?P<issued>新?(?:制发|制定|出台|制作|印发|发文)(?:并?(?:印发|出台|发布|公开))?)|"
    "(?P<repealed>(?<!失效和)(?<!修改和)废止)|(?P<in_force>现行有效|[年期]末有效)|(?P<listed>[、和及]))"
    rf"(?:了|的)?(?:{_DOCUMENTS})?(?:件数|数量|共计?|合计|总数|为|有|:|\()*\Z)"
)
"""A measure and its documents; behind 、 only documents, of the measure that stood in front of the number before."""
DOCUMENT = pattern("规范性文件|规章(?!制度)")

_POWER = "行政许可|行政处罚|行政强制"
POWER_BEFORE = pattern(
    f"(?P<power>{_POWER})(?:处理|事项|办理)?(?:措施|执行)?(?P<decided>决定书?)?(?:数量|数|总数|共计?|合计|为|:)*\\Z|"
    r"(?P<fees>行政事业性收费)(?:收入|金额|总额|总金额)?(?:共计?|合计|为|:)*\Z"
)
POWER_AFTER = pattern(f"(?P<power>{_POWER})(?P<decided>决定)?(?=[,()]|、|\\Z)")
"""What was decided, behind the number: 作出3件行政处罚决定."""
DECIDED = ("作出", "做出")
POWERS = {"行政许可": "licensing", "行政处罚": "penalty", "行政强制": "coercion", "行政事业性收费": "fees"}
SOME_DECISIONS = (
    *("投诉", "举报", "立案", "专项", "抽查", "领域", "公示", "公开", "公布", "归集", "受理", "申请", "下发", "典型"),
)
"""In front of decisions: only some of them are counted, or what was published of them."""

NOT_OPEN = pattern("部分公开|不予?公开|不予处理|无法提供|答复中|(?:答复|办理)的?结果")
"""Beside one of these, 公开 alone is an outcome too."""
CARRIED = pattern(_CARRY)
TOTAL_BEFORE = pattern(
    r"[,、:(](?:全年|本年度?)?(?:共计?|合计|总计|共?(?:应|需)办理?(?:的?(?:申请)?(?:共计?|总[数量计])?))(?:为|有)?\Z"
)
"""What the numbers in front add up to."""
OTHERS_BEFORE = pattern(r"(?:^|[,、])(?:其他|其它)(?:情形|情况|类型?|方式)?的?\Z")
"""What is left of the outcomes in front."""
NAMED_SHARE = pattern(f"{_OUTCOMES}(?:的|类|申请|情形|情况|答复|件)*\\Z")
SHARE_BEFORE = pattern(
    r"占(?:比|总数|总量|总|申请|办理|答复|办结|收到|受理|新收|件|数|例|全部|量|的|为|达|到|:)*+(?:政府信息公开申请)?(?:总数|总量)?的?(?:比例)?(?:为)?\Z"
)
TOGETHER = pattern("(?:合计|共计?|总共|两[项者类])[,占]*\\Z")
"""In front of a share: it is of the sum of what stands before."""
SHARE_IN_BRACKETS = pattern(r"\(")
"""Behind a number and its unit: 不予公开3件(12%)."""
SEVERAL = pattern(r"[,、](?:因|由于|属于?)[^,、\d]+\d+件[,、](?:因|由于|属于?)[^,、\d]+\d+件,[^,\d]*\Z")
"""Two reasons in front of one share, which may be that of both."""
RATE_BEFORE = pattern(
    r"(?:(?P<completion>(?<![期时定])(?:办结率|答复率))|(?P<correction>(?P<court>复议|诉讼)?(?:案件)?(?:纠错|纠正)率))(?:为|达到?|:|是)*\Z"
)
OTHER_GROWS = pattern(
    "访问|点击|浏览|阅读|关注|粉丝|发布|更新|咨询|来信|留言|热线|投诉|办件|转载|收入|答复率|满意|网站|平台|公众号|微信|微博|信息量|信息数"
)
"""What stands between a figure and a growth that is of something else: ..3件，门户网站访问量同比增长2%."""
_THEN = rf"(?:上一?年度?|去年|{_YEAR})(?:同期)?(?:为|是)?[\d']+件,(?:同比)?"
GROWTH_SINCE = pattern(rf"{_THEN}(?:增长|上升|增加|提高|增幅|下降|减少|降低|降幅)(?:了|达|为)*\Z")
"""A growth behind the number of the year before is of the number in front of both."""
GROWTH_BEFORE = pattern(
    rf"(?:{_THEN}|同比|(?:较|比|与|同)(?:上一?年度?|去年|{_YEAR})(?:同期)?(?:\(?的?\d+[件宗起例份条]\)?)?(?:相比)?,?|(?=增加|减少))(?:(?:增加|减少|多|少)了?[\d']+[件宗起例份条][,、]?(?:同比)?)?"
    r"(?:(?P<up>增长|上升|增加|提高|增幅)|下降|减少|降低|降幅)(?:了|达|幅度为|为)*\Z"
)

GROWS = pattern("(?:申请|受理|收件|收到|^|,)(?:的|公开|件|总)*(?:数量|量|数)[^,]{0,6}\\Z")
"""What grows is what was received, whatever number stands before."""

_NOT = "(?:从?未曾?|没有|无|不存在|未有)"
_MANY = (
    f"(?:任何|一件|1件|{_PEOPLE}|法人|(?:其他)?组织|个人|企业|政府|政务|信息|公开|依申请|申请|关于|有关|相关|涉及(?=依申请|政府信息)|要求|书面(?:或者?|、|和)电子(?:形式|方式)?|书面|的|方面|和|或|及|、|"
    "提出|提交|向(?:我|本)(?:单位|机关|部门|.)|以书面形式)*"
)
_CLAUSE_ENDS = r"(?=[,()]|、|和|也|及|\Z)"
NO_APPLICATIONS = pattern(
    f"(?:(?:从?未曾?|没有|未有)(?:发生|产生|有)?(?:收到|受理|接收|接到|新收)(?:过|到)?(?:[和或及、](?:处理|办理|受理|答复))?|"
    "(?:未有|(?:未|没有)(?:发生|产生)|没有(?=公民)|无人|没有人)|"
    "(?:(?<=^)|(?<=[,:度年我委厅院处府会站队位办局镇乡县市区道])|(?<=本机关)|(?<=中心))(?:无|没有|不存在))"
    f"{_MANY}(?:{_APPLIED}|依申请|申请公开|要求公开的?(?=(?:政府)?信息)|申请)(?:政府|信息|公开|的|相关|申请|事项|事宜|要求|请求|诉求|来信|办件|件|情况|情形|业务|发生)*{_CLAUSE_ENDS}|"
    rf"(?:依申请公开|申请办理)(?:情况|方面|工作)?[:,]?{_NOW}(?:无|没有|未发生)(?:申请)?(?=\Z)"
)
CARRIED_TO = pattern("(?:至|到|入)(?:下一?年|次年|明年|(?P<next>20\\d\\d)年)")
"""Behind the number: 结转1件到下年度."""
OTHER_REGULATIONS = pattern("[、和及][^,、\\d]{0,8}规章\\d")
"""Behind the number: more of them, made by somebody else."""
NO_CARRIED = pattern(
    f"(?:{_NOT}(?:发生)?(?=[上下]|{_CARRY})|(?=上一?年度?(?:均?[无未]|没有)))(?P<carried_over>上一?年度?(?:均?[无未]|没有)?(?:未办结)?{_CARRY})?[和及或、]?(?P<carried_forward>{_NEXT})?"
    f"(?:的|继续|办理|处理|政府|信息|公开|依申请|申请|事项|情况|件)*{_CLAUSE_ENDS}"
)
NO_CASES = pattern(
    f"(?:(?:未|从未|未曾)(?=发|收|引|出|产|涉|因|被|有|接|存|由)|没有|无|不存在|未)(?:发生|收到|受理|接到|引发|引起|出现|产生|涉及|有|存在|[一1][例起件])*"
    "(?:[因由][^,]{1,25}?(?:引起|引发|产生|导致|造成|提起|提请|申请)的?)?"
    "(?:(?:针对|关于|涉及)[^,、]{2,8}(?=信息公开)|任何|因|由|此|政府|政务|信息|公开|工作|依申请|申请|而|引起|引发|导致|产生|发生|造成|的|有关|相关|涉及|针对|关于|被|提起|提请|方面|类|举报|投诉|答复|处理|[我本](?:单位|机关|部门|中心|街道|.)|不当|纠纷|争议|问题|收费|、|和|或|及)*"
    f"(?P<cases>{_ANY_CASE})(?:案件|申请|案|等|的|情况|情形|事项|问题|纠纷|事件|件|现象|发生|数量|[及和与](?:举报|投诉))*+(?=[,()]|、|\\Z)|"
    f"(?P<named>{_ANY_CASE}){_CASE}?(?:情况|也|:|,)*(?:均|都|全)?(?:未发生|没有发生|为无|无|没有)(?=[,)]|\\Z)|"
    r"(?P<zero>零(?:行政)?复议(?:[、和及,]?零?(?:行政)?诉讼)?|零(?:行政)?诉讼)(?=[,)]|、|\Z)"
)
NO_DOCUMENTS = pattern(
    f"(?:(?:未|没有|无)新?(?:制发|制定|出台|印发|发布)过?|(?:未有|没有|无)新?(?=[^,]{{5,12}}(?:出台|制发|制定|印发|发布)))"
    "(?P<documents>(?:(?:行政)?规范性文件|政府规章|规章(?!制度)|[、和及或])+)"
    f"(?:的?(?:出台|制发|制定|印发|发布)(?:及更新|情况)*)?{_CLAUSE_ENDS}"
)
NO_DECISIONS = pattern(
    f"(?:(?:未|没有)(?:[作做]出|实施|发生|办理)过?|无)(?P<powers>(?:{_POWER})(?:[、和及或]|决定|措施|{_POWER})*)(?:事项|情况)?(?=[,)]|\\Z)|"
    r"(?:无|没有|未收取|未产生)(?P<fees>行政事业性收费)(?:项目|收入|情况)?(?=[,)]|\Z)"
)
NEGATIONS = {
    "applications": (NO_APPLICATIONS, ("申请",)),
    "carried": (NO_CARRIED, ("转", "顺延", "继续")),
    "cases": (NO_CASES, ("复议", "诉讼", "应诉")),
    "documents": (NO_DOCUMENTS, ("文件", "规章")),
    "decisions": (NO_DECISIONS, ("行政",)),
}
"""What there was none of: the pattern, and the words of which one is in all that it matches."""

DECIDED_ON = ("予以公开", "准予公开", "同意公开", "部分公开", "不予公开", "不予处理", "无法提供", "申请人逾期")
"""Outcomes that by themselves say that applications are spoken of, but for those behind a number of something else."""
TOPIC = pattern(
    # Nothing else starts one of these words; most characters are passed over at once.
    "(?=[信依公申收受办答予准同部不无行复诉应起规热1留咨工来提建舆投举政服便审转交救补低培会解新稿许合纠调执])(?:"
    "(?P<application>申请主体|申请人(?:类型|构成|分布|情况)|信访(?:(?:、?(?:举报|投诉))+类|类(?:申请|事项))|新收到?申请(?=[\\d,、]|中)|信息公开申请|依申请(?!政务|类|事项|服务|权力)|公开申请|申请公开|申请信息公开|申请办理|信息申请|"
    "(?:收到|受理|办结|答复)的申请(?=中)|"
    f"{'|'.join(DECIDED_ON)})|"
    f"(?P<dispute>(?:行政)?复议{_AND_COURT}|{_COURT}{_AND_RECONSIDERATION}?|起诉|复议)|(?P<document>规范性文件|规章(?!制度)|行政许可|行政处罚|行政强制|收费)|"
    "(?P<elsewhere>信访(?!类)|热线|12345|留言|咨询|工单|信箱|来信|来访|来电|提案|建议|舆情|投诉|举报|政务服务|服务事项|便民|审批|转办(?<!结转办)|交办|"
    "救助|补贴|低保|补助|培训|会议|解读|新闻|稿件|许可证|合同|纠纷|调解|执法(?!案卷)))"
)
"""What a sentence speaks of; words of ``elsewhere`` take the numbers behind them away from all claims."""
