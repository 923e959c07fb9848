"""Words that a template prints for its author to replace."""

import re
from collections.abc import Iterator

from govinfo_pipeline.checks.text.prose import around, compact_lines
from govinfo_pipeline.checks.text.texts import Text, Verdict, finding, part_name

_LETTER = "[一-鿿]"
_UNIT = "年|月|日|件|条|次|份|个|人次|万元|单位|部门|机关|中心|局|委|办|厅|镇|乡|街道|县|区|市"
_CROSS = "[XxＸ×✕]"

_WORDS = (
    # XX局, ××年: two or more crosses with print on one side, and no letters, digits or addresses on either (1).
    rf"(?<![A-Za-z0-9.@/_:×第-]){_CROSS}{{2,}}(?![A-Za-z0-9.@/_×-])(?={_LETTER}|[，。、）)])",
    # 20XX年, 201×年
    rf"(?<!\d)20(?:\d{_CROSS}|{_CROSS}{{2}}|[*＊]{{2}})年",
    # X件, ×月×日
    rf"(?<=[一-鿿，]){_CROSS}(?=件|条|次|份|人次|万元|月)",
    rf"{_CROSS}{{1,2}}月{_CROSS}{{1,2}}日",
    # ***局: not followed by another run, which is markup (2).
    rf"(?<![*＊\w])[*＊]{{3,}}(?={_UNIT})(?![^\n]*[*＊]{{2}})",
    r"(?<!\w)[*＊]{2,}年[*＊]{1,}月",
    r"某某(?=局|镇|乡|街道|县|区|市|单位|部门|委员会|办事处)",
    r"[(（\[【〔{｛<〈]\s*(?:此处|在此处?|请填|请输入|待补充|待填|待核|待定)[^)）\]】〕}｝>〉\n]{0,40}[)）\]】〕}｝>〉]",
    r"(?:此处|在此处)(?:请)?(?:填写|填入|输入|插入|写明)",
    r"[\[【{｛<〈]\s*(?:(?:填写|输入|插入)[^\]】}｝>〉\n]{0,20}|本?(?:单位|机关|部门)名称|年份|数字)\s*[\]】}｝>〉]",
    r"【\s*】",
    r"[(（]\s*(?:单位名称|机关名称|部门名称|填写单位|示例|样例|样本|模板|范文)\s*[)）]",
    r"(?<![一-鿿])(?:单位名称|机关名称)(?=20\d\d|关于|年度)",
    r"[【\[]\s*(?:示例|样例|模板|范文)\s*[】\]]",
    # 共收到____件: underscores between words; a line of them is a rule.
    r"(?<=[一-鿿])_{3,}(?=[一-鿿])",
    r"\{\{[^{}\n]{1,30}\}\}",
    r"(?i:lorem\s*ipsum)",
)
TEMPLATE = re.compile("|".join(_WORDS))
# Each choice begins with a letter, and not with a class of them: so the places where one may begin are found at once.
SIGN = re.compile(
    r"X|x|Ｘ|×|✕|\*|＊|_|【|\{\{|某某|此处|在此|请填|请输入|待[补填核定]|填写|输入|插入|名称|年份|数字|示例|样[例本]|模板|范文"
    r"|l[oO][rR][eE][mM]|L[oO][rR][eE][mM]"
)
"""There is one of these in all words of a template; it is found many times as fast as they are."""
_MOST_SHOWN = 3


def template_words(text: Text) -> Iterator[Verdict]:
    """Title, preamble and sections have no placeholder of a template: XX, ××, ***, 某某, （此处填写…）, 【单位名称】.

    1. Crosses and asterisks beside digits or Latin letters are masked numbers, addresses and products: 138****5678,
       www.xxgk.gov.cn, 3×5.
    2. Runs of asterisks that come in pairs are the markup of emphasis, and a line of marks is a rule.
    3. 某某 stands for a person whose name is withheld unless an organ's suffix follows; 单位名称 and 示例 are words
       of the trade unless they stand in brackets or in the place of a name.
    4. A part with nothing in it is not assessable.
    """
    first = "\n".join(filter(None, (text.title, text.head)))
    if first:
        yield _judge_part(text, None, first)
    yield from (_judge_part(text, number, words) for number, words in text.sections.items())


def _judge_part(text: Text, number: int | None, words: str) -> Verdict:
    if not words.strip():  # 4
        return "not_assessable"
    compacted = compact_lines(words)
    if not SIGN.search(compacted):
        return "holds"
    lines = [line for line in compacted.split("\n") if SIGN.search(line)]
    found = [(line, match) for line in lines for match in TEMPLATE.finditer(line)]
    if not found:
        return "holds"
    zh, en = part_name(number)
    shown = list(dict.fromkeys(match[0] for _, match in found))
    more = "等" if len(shown) > _MOST_SHOWN else ""
    some = "、".join(f"“{word}”" for word in shown[:_MOST_SHOWN])
    line, match = found[0]
    return finding(
        text,
        number,
        quote=around(line, *match.span()),
        zh=f"{zh}有{len(found)}处模板遗留文字{some}{more}：请改为实际内容",
        en=f"{en} has template words left in {len(found)} place{'s' * (len(found) > 1)}: {some}{' …' * bool(more)}; "
        "replace them by what is meant",
    )
