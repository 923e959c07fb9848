"""Words that take a number away from the tables: another year, another body, a channel, a plan.

Here: what is said around a figure. Not here: what it counts (:mod:`.claim_rules`).
"""

from collections.abc import Iterable

from govinfo_pipeline.reading.patterns import HAN, pattern


def says(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words is in the text."""
    for word in words:  # noqa: SIM110 -- asked of every sentence, and any() takes twice as long
        if word in text:
            return True
    return False


IF = ("假如", "如果", "如未", "若")
CHANGE = pattern(
    "增加|减少|增长|下降|上升|降低|增多|新增(?!.*申请|行政复议|行政诉讼)|增至|降至|升至|多了?\\Z|少了?\\Z|上年的\\Z|去年的\\Z|[多少](?:收|受理|接)"
)
"""A number behind one of these is a difference to the year before."""
CHANNEL = (
    *("网上", "网络", "在线", "线上", "线下", "互联网", "邮寄", "信函", "邮件", "邮箱", "当面", "现场", "窗口"),
    *("平台", "公众号", "微信", "传真", "系统提交", "网站", "纸质", "当场", "口头"),
)
ANY_CHANNEL = pattern("等(?:多种|各类|多)?(?:渠道|方式|途径|形式|平台)")
NEVER = pattern(
    r"补正后(?!.{0,6}不明确)|出庭|抽查|移送|移交|其他(?:行政)?机关|转办(?<!结转办)|转来|转送|交办|计划|预计|力争|目标|撤回|延期(?!至?(?:下|次|明|20\d\d))|超期|超过|至少|拟(?!制)|"
    r"尚未(?!审结|答复的|办结的)|正在(?!审理)|暂未|不再(?!处理)|一审|二审|上诉|例如|平均|分别(?![为是作予][^\d])|不规范|协助|指导|会商"
)
CLEAN_UP = ("梳理", "继续有效", "失效")
"""Repealed are then those that were gone through, whenever they were made; the year's are not told apart."""
PLANNED = ("清理", "立法", "计划")
"""Beside one of these, documents are those of a review or of a plan."""
PUBLISHED = pattern("(?<!并)(?<!制发)(?<!制定)公开[^,、]{0,12}(?:规范性文件|规章)[^,、]{0,4}\\d")
"""Documents were published; how many of them were made in the year is not what the table asks."""
ATTRIBUTE = pattern(r"公开属性|(?:认定|确定|定)为主动公开|主动公开(?:的|类)?\d+[件份篇]")
"""依申请公开 and 不予公开 beside one of these are attributes of documents, not applications."""
PROACTIVE = pattern(r"主动公开[^,、]{0,8}\d+[条项份篇]")
"""Beside it, 依申请公开信息12条 are those that may be applied for."""
TIME = pattern(
    r"(?=[较比与同对相结转近一二三四五两历以上下季\d去本今当全])(?:"
    r"(?P<compared>(?:较|比|与|同|对比|相比)(?:20\d\d年度?|上一?年度?|去年)(?:同期)?|"
    r"(?:结转|转结|接转|转入)(?:(?:至|到|入)?20\d\d年|上一?年度?))|"
    r"(?P<span>近[一二三四五六七八九十两\d]+年|[二三四五两]年来|历年|近年来|近几年|五(?:规划)?期间|以来(?<!年以来)|"
    r"20\d\d年?(?:-|至|到|~|—)20\d\d年|"
    r"上半年|下半年|季度|(?<!1-1)(?<!至1)(?<!—1)\d月份?(?!\d|底|末))|"
    r"(?P<since>20\d\d)年(?:\d+月)?(?:\d+日)?以来|(?P<year>20\d\d)年(?!度?(?:末|底)?(?:未办结)?(?:结转|转结|接转|转入的|遗留))|"
    r"(?P<last>(?:去年|上一?年)(?!度?(?:末|底)?(?:未办结|均?无|没有)?(?:结转|转结|接转|遗留|转入)))|(?P<now>本年|今年|当年|全年))"
)
PART = pattern(
    "代表|(?<![厅局委])本级|名义(?<!个人名义)(?<!企业名义)|各(?:部门|单位|镇|乡|街道|县|区|级|地)|直(?:部门|单位)|下属|所属|辖区|全系统|部分单位"
)
ASIDE = pattern(r"\([^()]*\)")
"""What stands in brackets says nothing of the numbers behind them."""
WHOLE_REGION = pattern("全[省市县区州旗]")
WHOLE_GOVERNMENT = pattern(
    "全[省市县区州旗]各(?:级|乡镇|部门|单位)(?:政府|行政机关|机关|部门|单位|及其|和|、|各|乡镇)*|[及和与、]其?(?:下属|所属|组成)各?(?:部门|单位)"
)
SOME_BODIES = pattern(r"\d个[^,、]{0,8}\Z|(?:部分|其余|个别|多数|其他)[^,、]{0,6}\Z")
"""Of some of the bodies something is said that is not said of all."""
"""All that a government's own report adds up; each of them is a part of anything smaller."""
OTHER_CASES = ("执法", "征收", "处罚", "工伤", "许可")
"""Reconsideration of these is not of disclosure."""
SUBJECT = pattern(
    rf"({HAN}{{2,20}}?(?:局|委|办|委员会|办公室|办公厅|政府|办事处|中心|镇|乡|街道|部门|单位|[大支总]队|执法队))"
    r"(?:共|全年|总共|一共|累计|已|依法|合计|总计|本年度?|今年|[作做]出|办理|实施|收到|制定|印发|分别|的)*\Z"
)
