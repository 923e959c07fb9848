"""The six sections stand in the order of the form."""

from collections.abc import Iterator

from govinfo_pipeline.checks.text.texts import Text, Verdict, finding, part_name
from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline.reading.records import Row as Line
from govinfo_pipeline.reading.sections import find_sections


def section_order(text: Text) -> Iterator[Verdict]:
    """No section stands before or after its place.

    The reader takes headings in the order of the form, so that a section out of its place is not among those found:
    its heading stands in the text of another one. Sections whose heading stands nowhere are missing, which is another
    check's matter.

    1. A report of which less than two sections were found is not assessable.
    2. Headings of sections that were found in their place are not looked at: sub-headings repeat their words.
    """
    yield _judge(text)


def _judge(text: Text) -> Verdict:
    if len(text.sections) < 2:  # 1
        return "not_assessable"
    missing = set(SECTIONS) - set(text.sections)
    for number, words in text.sections.items() if missing else ():
        lines = [Line(place, (line,)) for place, line in enumerate(words.split("\n"))]
        for stray, place in sorted(find_sections(lines).items()):
            if stray in missing:  # 2
                return _out_of_place(text, stray, number, lines[place].cells[0].strip("#* "))
    return "holds"


def _out_of_place(text: Text, stray: int, within: int, heading: str) -> Verdict:
    (stray_zh, stray_en), (within_zh, within_en) = part_name(stray), part_name(within)
    return finding(
        text,
        stray,
        quote=heading,
        zh=f"{stray_zh}的标题“{heading}”出现在{within_zh}之内，不在规定的位置：请按规定格式的顺序排列六个部分",
        en=f"the heading of {stray_en} stands within {within_en} and not in its place: "
        "put the six sections in the order of the form",
    )
