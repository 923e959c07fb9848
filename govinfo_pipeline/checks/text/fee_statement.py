"""Section six states what was charged for processing information."""

import re
from collections.abc import Iterator

from govinfo_pipeline.checks.text.prose import compact, shortened
from govinfo_pipeline.checks.text.texts import Text, Verdict, finding

SECTION = 6
FIRST_YEAR = 2021
"""The fee may be charged since 2021-01-01 (政府信息公开信息处理费管理办法, 国办函〔2020〕109号)."""

_STATED = re.compile(r"处理费|收费|免费|费用|(?:收取|收缴|征收|缴纳|缴费|产生|发生|涉及)[^。；;]{0,30}费")
_NOTHING = re.compile(
    r"(?:[(（]?[一二三四五六七八九十\d]*[)）、.．])?(?:20\d\d年度?|本年度?|我.{1,3}|本单位|本机关|目前|暂|[，,])*"
    r"(?:无|没有)(?:其他|其它)?(?:需要?|应当)?(?:报告|说明)?的?(?:事项|情况|内容|事情)?[。.]?"
)


def fee_statement(text: Text) -> Iterator[Verdict]:
    """Section six says whether a fee for processing information (信息处理费) was charged (format of 2021, part 6).

    1. Before 2021 there was no such fee, and the check is not made.
    2. Any words on charging will do: 信息公开处理费, 收费, 未收取任何费用.
    3. Without section six, or with nothing below its heading, it is not assessable: either may be the reader's loss.
    """
    if text.year >= FIRST_YEAR:  # 1
        yield _judge(text)


def _judge(text: Text) -> Verdict:
    words = compact(text.sections.get(SECTION, ""))
    if not words:  # 3
        return "not_assessable"
    if _STATED.search(words):  # 2
        return "holds"
    zh, en = "没有说明信息处理费收取情况", "does not state what was charged for processing information"
    if _NOTHING.fullmatch(words):
        zh, en = f"只写“{words}”，{zh}", f"says nothing but “{words}” and {en}"
    return finding(
        text,
        SECTION,
        quote=shortened(words),
        zh=f"第六部分{zh}：请写明是否收取、收取多少（未收取的也要写明）",
        en=f"section six {en}: say whether a fee was charged and how much, also where it was none",
    )
