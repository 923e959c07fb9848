"""The name of the organization that reports: in the title of its report, or in what stands around the title."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govinfo_pipeline.reading.patterns import pattern

SUBJECT = r"(?:政府信息公开|信息公开|政务公开|政府信息主动公开)"
_TAIL = pattern(
    rf"(?:的|关于)*{SUBJECT}(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报|总结|统计表)(?P<behind>.*)$"
)
ORGANS = (
    "政府", "办公厅", "办公室", "委员会", "管委会", "办事处", "街道", "厅", "局", "署", "海关", "委", "院", "中心",
    "分局", "处", "办", "站", "所", "队", "台", "公司", "集团", "学校", "党校", "大学", "中学", "小学", "幼儿园", "馆",
    "镇", "乡", "苏木", "园区", "开发区", "实验区", "区", "县", "旗", "市", "州", "盟", "省", "兵团", "农场", "林场",
    "部", "行", "会", "社",
)  # fmt: skip
"""How the name of an organ ends."""
_ANNOUNCED = "(?:公布|发布|报送|上报|印发)"
_COMPILED = (
    pattern(
        r"(?:编制(?:的|了)?|公布|发布|现将)(?:20\d\d年度?)?(?P<organ>[^，。,；（(《》]{4,40}?)(?:20\d\d年?度?)?"
        r"(?:政府)?信息公开(?:工作)?年度报告"
    ),
    pattern(r"[,，。](?P<organ>[^，。,；（(《》]{4,40}?)(?:组织)?编制(?:完成|形成)?了?(?:20\d\d年|本年)"),
)
_CONTACT = (
    pattern(r"(?:请与|请联系|可与|直接与|请向)(?P<organ>[^，。,；（(：:]{4,40}?)(?:联系|联络|咨询|反映|[（(])"),
)
_COMPILER = (pattern(r"由(?P<organ>[^，。,；（(]{4,40}?)(?:根据|按照|依据|依照|编制)"),)
_FIELD = pattern(
    r"(?:填报|编报|编制|报送)(?:单位|机关|机构)(?:名称)?(?:\((?:盖章|公章|章)\))?:(?P<organ>.{3,40}?)(?=填|统计|\(|$)"
)
_BRACKETS = pattern(r"(?<=.)\((?P<words>[^()]*)\)(?P<is_last>$)?")
_NOTE_IN_FRONT = pattern(r"^\([^()]{1,6}\)")
_DATE = pattern(r"\(?20[0-3]\d年\d{1,2}月\d{1,2}日\)?")
# The column of a site that the report is filed in: 【年度报告】.
_COLUMN_IN_FRONT = pattern(r"[【\[][^】\]]*[】\]](?P<rest>.+)")
# The number or the date that a file or an annex is filed under: 3.甲县水利局, 20250120甲县水利局.
_NUMBER_IN_FRONT = pattern(r"^(?:\d{5,8}|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[-_.、)])[-_]*")
_BEHIND = pattern(r"\((?P<words>[^()]+)\)|[-—–]{2,}(?P<name>.+)")
_ANY_YEAR = pattern(r"20[0-3]\d(?:年度|年)?")
_ONLY_YEAR = pattern(rf"\(?{_ANY_YEAR.pattern}\)?")
_NO_MARKS = str.maketrans("", "", "《》〈〉[]【】“”\"'_-.、,")
_AROUND_NAME = pattern(rf"^(?:(?:关于)?{_ANNOUNCED}|关于|附件\d*:?)|(?:关于{_ANNOUNCED}?|的|:)$")
_PLACEHOLDER = pattern("[Xx×*]{2}")
# 本市政府 names nobody, 本溪市政府 does.
_OWN = pattern("(?:本|我|该|各)(?:省|市|州|县|区|旗|乡|镇|街道|级|地|单位|部门|机关|厅|局|委|办)|全(?:省|市|县|区)")
_NO_NAME = pattern(r"[。;；:>,，]|20[0-3]\d")
_END_OF_TITLE = ("报告", "年报", ")", "总结")


def organ_in(title: str) -> str | None:
    """The organization in a title: what is left without year and subject.

    Brackets within a name belong to it; those at its end do where they name an organ as well: 农业农村局（乡村振兴局）.
    A title without a name before its subject may have it at its end, in brackets or behind a dash.
    """
    rest = _ANY_YEAR.sub("", _NUMBER_IN_FRONT.sub("", title))
    if (column := _COLUMN_IN_FRONT.match(rest)) and _TAIL.sub("", column["rest"]).endswith(ORGANS):
        rest = column["rest"]
    tail = _TAIL.search(rest)
    rest = rest[: tail.start()] if tail else rest
    if tail and not rest.translate(_NO_MARKS) and (behind := _BEHIND.fullmatch(tail["behind"])):
        rest = behind["words"] or behind["name"]
    rest = rest.translate(_NO_MARKS)
    rest = _NOTE_IN_FRONT.sub("", _AROUND_NAME.sub("", rest)).rpartition(":")[2]
    if "(" in rest or ")" in rest:
        rest = _BRACKETS.sub(_part_of_name, rest).replace("(", "").replace(")", "")
    # The organization may be printed on both lines of a title.
    half = len(rest) // 2
    if half >= 4 and rest[:half] == rest[half:]:
        rest = rest[:half]
    first_name = rest.partition("（")[0] if rest.endswith("）") else rest
    is_name = 2 < len(rest) <= 40 and first_name.endswith(ORGANS) and not _PLACEHOLDER.search(rest)
    return rest if is_name else None


def _part_of_name(found: re.Match[str]) -> str:
    """Brackets as they are printed in a Chinese name; nothing for a note behind it."""
    words = found["words"]
    is_note = not words or (found["is_last"] is not None and not (words.endswith(ORGANS) or words.endswith("办")))
    return "" if is_note else f"（{words}）"


def organ_beside(lines: Sequence[str], title: str, ending: Sequence[str]) -> tuple[str | None, str | None]:
    """The organization that a title leaves out, and the rule that found it, most telling first.

    It may stand below the ``title`` or on a letterhead, in the preamble or a field of the form among the ``lines``
    before section one, or above the date in the lines of the ``ending``.
    """
    return next(((organ, rule) for organ, rule in _names_beside(lines, title, ending) if organ), (None, None))


def _names_beside(lines: Sequence[str], title: str, ending: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    text = "".join(lines)
    yield _from_preamble(text, _COMPILED), "compiled"
    yield _from_line_below(lines, title), "below title"
    yield next((line[:-2] for line in lines if line.endswith("文件") and _is_name(line[:-2])), None), "letterhead"
    yield _from_field(lines), "field"
    yield _from_preamble(text, _CONTACT), "contact"
    yield _from_preamble(text, _COMPILER), "compiler"
    yield _from_signature([*lines, *ending]), "signature"


def _from_preamble(text: str, phrases: Sequence[re.Pattern[str]]) -> str | None:
    for phrase in phrases:
        for found in phrase.finditer(text):
            organ = re.sub(r"^(?:本机关|我单位|本单位|20\d\d年度?)+", "", found["organ"])
            if organ.endswith(ORGANS) and len(organ) >= 4 and not _OWN.match(organ):
                return organ
    return None


def _from_line_below(lines: Sequence[str], title: str) -> str | None:
    """A name on a line of its own below the title, with no more than the year between them."""
    is_below = False
    for line in lines:
        if is_below and _is_name(line):
            return line
        # A column of the site may be named as the report is: 政府信息公开年报.
        is_end = line == title or (title.endswith(line) and line.endswith(_END_OF_TITLE) and "公开" not in line)
        is_below = is_end or (is_below and _ONLY_YEAR.fullmatch(line) is not None)
    return None


def _from_field(lines: Sequence[str]) -> str | None:
    """The body that a form is filled in by: 填报单位（盖章）：."""
    names = (found["organ"] for line in lines if (found := _FIELD.search(line)))
    return next(filter(_is_name, names), None)


def _from_signature(lines: Sequence[str]) -> str | None:
    """The organization on a line of its own above the date."""
    return next((line for line, below in pairwise(lines) if _DATE.fullmatch(below) and _is_name(line)), None)


def _is_name(line: str) -> bool:
    """Whether a line is the name of an organ and nothing else."""
    return 4 <= len(line) <= 40 and line.endswith(ORGANS) and not (_NO_NAME.search(line) or _OWN.match(line))
