"""Section five names problems, and what is done about them."""

import re
from collections.abc import Iterator, Sequence

from govinfo_pipeline.checks.text.prose import compact, paragraphs, shortened
from govinfo_pipeline.checks.text.texts import Text, Verdict, finding

SECTION = 5

_PROBLEM = re.compile(
    r"问题|不足|薄弱|短板|差距|欠缺|困难|滞后|缺乏|缺少|弱项|难点|瓶颈|误区|偏差|有待|亟待|尚待|尚未|仍需|还需|仍要|"
    r"需要?(?:进一步|继续|不断|加强|提高|改进|完善)|不[够强高多深细全准实畅快]|不(?:及时|到位|完善|健全|规范|平衡|统一|明显|紧密|透彻|理想|"
    r"丰富|充分|主动|经常|熟悉|均衡|清晰)|(?:偏|较|过于|比较)(?:少|低|慢|弱|长|差|单一|简单)|单一"
)
_NO_PROBLEM = re.compile(
    r"(?:不存在|没有|未发现|无)(?:存在)?(?:明显|突出|重大|其他)?(?:的)?问题|暂无(?:问题)?|^无[。.]?$"
)
_PLAN = re.compile(
    r"下一步|下步|今后|接下来|明年|新的一年|下一?年度|努力方向|工作打算|改进|整改|"
    r"(?:我[局县市区镇乡街道办委厅省院中心单位]{1,3}|本[局机关单位街道]{1,3}|20\d\d年度?[，,]?.{0,12})(?:将|要|拟|计划)|将(?:进一步|继续|从|持续|不断|着力|切实)"
)
_VERBS = (
    "进一步|持续|继续|不断|加强|加大|加快|提升|提高|强化|完善|健全|优化|规范|深化|推进|推动|建立|落实|丰富|拓宽|拓展|"
    "增加|增强|创新|扩大|抓好|做好|做实|严格|细化|明确|充实|组织|开展|定期|及时|聚焦|突出|坚持|紧盯|改善|多用|注重|积极|主动"
)
_MEASURE = re.compile(
    rf"(?:^|[。；;：:，,]|[一二三四五六七八九十]是(?:要)?|[(（]?[一二三四五六七八九十\d][)）、.．])(?:{_VERBS})"
    r"(?![^。；;，,]{0,20}(?:不够|不足|不到位|有待|不强|不高|欠缺|薄弱|滞后|缺乏))"
)
_PROBLEM_HEADING = re.compile(
    r"[#(（一二三四五六七八九十\d)）、.．]*(?:主要)?(?:存在)?(?:的)?(?:主要)?(?:问题|不足)[:：。]?"
)
_PLAN_HEADING = re.compile(
    r"[#(（一二三四五六七八九十\d)）、.．]*(?:下一?步)?(?:的)?(?:改进|整改|努力)(?:情况|措施|办法|方向|打算|意见)?[:：。]?"
)
_SAYS_SOMETHING = 10
"""Letters below a heading that say more than 无."""


def problems(text: Text) -> Iterator[Verdict]:
    """Section five names at least one problem (article 50 (5): 存在的主要问题).

    1. What stands below a heading of its own (存在的主要问题) names problems in whatever words, unless it says 无.
    2. A sentence that denies problems (不存在问题) names none.
    3. Without section five, or with nothing below its heading, it is not assessable: either may be the reader's loss.
    """
    yield _judge_problems(text)


def improvements(text: Text) -> Iterator[Verdict]:
    """Section five names at least one improvement (article 50 (5): 改进情况), so that problems are not left at that.

    1. What stands below a heading of its own (改进措施) names improvements in whatever words, unless it says 无.
    2. Measures will do without a word that announces them: 一是加强培训. 培训还需加强 is none.
    3. Without section five, or with nothing below its heading, it is not assessable: either may be the reader's loss.
    """
    yield _judge_improvements(text)


def _judge_problems(text: Text) -> Verdict:
    written = paragraphs(text.sections.get(SECTION, ""))
    if not written:  # 3
        return "not_assessable"
    if _said_below(written, _PROBLEM_HEADING):  # 1
        return "holds"
    if any(_PROBLEM.search(clause) for clause in _clauses(written, _PROBLEM_HEADING, _PLAN_HEADING)):  # 2
        return "holds"
    return finding(
        text,
        SECTION,
        quote=_quote(text),
        zh="第五部分没有写明存在的主要问题：请写明本年度工作中的具体问题",
        en="section five names no problem: name what was wanting in this year's work",
    )


def _judge_improvements(text: Text) -> Verdict:
    written = paragraphs(text.sections.get(SECTION, ""))
    if not written:  # 3
        return "not_assessable"
    if _said_below(written, _PLAN_HEADING):  # 1
        return "holds"
    rest = list(_clauses(written, _PROBLEM_HEADING, _PLAN_HEADING))
    if any(_PLAN.search(clause) or _MEASURE.search(clause) for clause in rest):  # 2
        return "holds"
    return finding(
        text,
        SECTION,
        quote=_quote(text),
        zh="第五部分没有写明改进情况：请针对所列问题逐项写明改进措施",
        en="section five names no improvement: say for each problem what is done about it",
    )


def _said_below(written: Sequence[str], heading: re.Pattern[str]) -> bool:
    """Whether something stands below a heading, up to the next one."""
    inside, said = False, 0
    for paragraph in written:
        if _is_any_heading(paragraph):
            inside = heading.fullmatch(paragraph) is not None
        elif inside and not _NO_PROBLEM.search(paragraph):
            said += len(paragraph)
    return said >= _SAYS_SOMETHING


def _is_any_heading(paragraph: str) -> bool:
    return bool(_PROBLEM_HEADING.fullmatch(paragraph) or _PLAN_HEADING.fullmatch(paragraph))


def _clauses(written: Sequence[str], *headings: re.Pattern[str]) -> Iterator[str]:
    """The sentences without headings, also those at the head of a paragraph, and without what denies problems."""
    for paragraph in written:
        for sentence in re.split(r"(?<=[。；;！!])", paragraph):
            if sentence and not any(heading.fullmatch(sentence) for heading in headings):
                yield _NO_PROBLEM.sub("", sentence)


def _quote(text: Text) -> str:
    return shortened(compact(text.sections[SECTION]))
