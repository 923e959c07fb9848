"""Text that was copied: from the organization's own report of last year, or from another body's of the same year."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from govinfo_pipeline.checks.bodies import Body, body_of, same_bodies
from govinfo_pipeline.checks.rows import Row, records
from govinfo_pipeline.checks.text.likeness import (
    NEARLY_ALL,
    Bands,
    Shingles,
    bands,
    groups,
    letters,
    likeness,
    meeting,
    share,
    shingles,
)
from govinfo_pipeline.checks.text.prose import paragraphs, sentences, shortened
from govinfo_pipeline.checks.text.texts import (
    PROSE,
    Text,
    Verdict,
    finding,
    in_print,
    part_name,
    tally,
    texts_of,
    that_count,
)
from govinfo_pipeline.checks.year import Found

ENOUGH_OF_ONE_BODY = 60
ENOUGH_OF_TWO_BODIES = 200
"""Letters of its own that a section needs; shorter ones agree because there are few ways to say what they say."""


def repeats_last_year(
    reports: pd.DataFrame,
    sections: pd.DataFrame,
    reports_before: pd.DataFrame,
    sections_before: pd.DataFrame,
    before: Mapping[str, str] | None = None,
) -> Found:
    """Sections one, five and six are not those of the organization's own report of the year before.

    Found is a section of whose text at least 90 % (:data:`.likeness.NEARLY_ALL`) stood in the same section last year.
    Each section is looked at by itself. ``before`` says which report of last year is the same organization's
    (``report_id`` → ``report_id``); without it, :func:`govinfo_pipeline.checks.bodies.same_bodies` does.

    1. Figures, names, titles in 《》, headings and tables are not compared: they recur, or change every year.
    2. A section with less than 60 letters of its own is not assessable: 本年度未收取信息处理费 is said every year.
    3. Without a report of last year, or without that section in it, it is not assessable.
    """
    partners = same_bodies(reports, reports_before) if before is None else before
    compared = reports_before[reports_before["report_id"].isin(set(partners.values()))]
    then = {text.report_id: text for text in that_count(compared, sections_before, PROSE)}
    return tally(
        verdict
        for text in that_count(reports, sections, PROSE)
        for verdict in _against_last_year(text, then.get(partners.get(text.report_id, "")))
    )


def _against_last_year(text: Text, last: Text | None) -> Iterator[Verdict]:
    """The verdicts on the sections of a report, each with the same one of last year."""
    if last is not None:
        text, last = text.simplified(), last.simplified()
    for number in text.sections:
        if last is None or number not in last.sections:  # 3
            yield "not_assessable"
        else:
            yield _judge(text, last, number)


def _judge(text: Text, last: Text, number: int) -> Verdict:
    words = _letters(text, number)  # 1
    if len(words) < ENOUGH_OF_ONE_BODY:  # 2
        return "not_assessable"
    old = shingles(_letters(last, number))
    same = share(shingles(words), old)
    if same < NEARLY_ALL:
        return "holds"
    zh, en = part_name(number)
    return finding(
        text,
        number,
        quote=_shared(text, number, old),
        zh=f"{zh}有{_percent(same)}的文字与本单位上年度报告相同（不计数字、名称和标题）：请按本年度的实际工作重写",
        en=f"{_percent(same)} of {en} stood in the organization's own report of the year before (figures, names and "
        "titles left out): write it anew from this year's work",
    )


class Sketch(NamedTuple):
    """Of a section: how many letters of its own it has, and its bands if these are enough to be compared."""

    letters: int
    bands: Bands


Sketches = Mapping[int, Sketch]
"""The sketch of each section of prose that a report has, by its number."""


def sketch(text: Text) -> Sketches:
    """The sketches of a report in simplified characters."""
    words = {number: _letters(text, number) for number in PROSE if number in text.sections}
    return {
        number: Sketch(len(own), bands(own) if len(own) >= ENOUGH_OF_TWO_BODIES else ())
        for number, own in words.items()
    }


class _Part(NamedTuple):
    """A section of a report, long enough to be compared."""

    text: Text
    number: int

    def shingles(self) -> Shingles:
        return shingles(_letters(self.text, self.number))


def repeats_other(reports: pd.DataFrame, sections: pd.DataFrame) -> Found:
    """Sections one, five and six are not those of another body's report of the same year.

    Found are sections of which at least 90 % (:data:`.likeness.NEARLY_ALL`) of the longer one stands in both. Of many
    with the same text, each is compared with the first one in the order of ``reports``, and says how many bodies have
    that text; the first names the next one of another body.

    1. Figures, names, titles in 《》, headings and tables are not compared: they are the form's, or differ anyhow.
    2. A section with less than 200 letters of its own is not assessable: what the form asks every body to say (六、
       未收取信息处理费) is said in much the same words by all.
    3. Several versions of one body's report are no others: the same organization in the same region.
    4. A report whose organization is unknown, and a section that no other body has, is not assessable.
    """
    sketches = {text.report_id: sketch(text.simplified()) for text in in_print(reports, sections)}
    return copies(reports, sketches, lambda wanted: sections[sections["report_id"].isin(wanted)])


def copies(
    reports: pd.DataFrame,
    sketches: Mapping[str, Sketches],
    sections_of: Callable[[Collection[str]], pd.DataFrame],
) -> Found:
    """:func:`repeats_other` by what is known of the reports; of those that may be copies the sections are asked for."""
    counted = reports[reports["report_id"].isin(sketches) & reports["excluded"].isna()]
    order = counted["report_id"].tolist()
    bodies = _bodies(counted)
    present = 0
    long: dict[int, list[str]] = {}
    keys: dict[int, list[Bands]] = {}
    for number in PROSE:
        having = [report for report in order if number in sketches[report]]
        present += len(having)
        enough = [
            report
            for report in having
            if report in bodies and sketches[report][number].letters >= ENOUGH_OF_TWO_BODIES  # 1, 2, 4
        ]
        if len({bodies[report] for report in enough}) > 1:  # 4
            long[number], keys[number] = enough, [sketches[report][number].bands for report in enough]
    wanted = {own[place] for number, own in long.items() for place in meeting(keys[number])}
    texts = texts_of(counted[counted["report_id"].isin(wanted)], sections_of(wanted), PROSE) if wanted else ()
    rows: dict[tuple[str, int], Row] = {}
    for number, own in long.items():
        known = {text.report_id: _Part(text, number) for text in texts}
        rows |= {(row["report_id"], number): row for row in _copies(own, keys[number], known, bodies)}
    ordered = [rows[key] for report in order for number in PROSE if (key := (report, number)) in rows]
    applied = sum(map(len, long.values()))
    return Found(applied, ordered, present - applied)


def _bodies(reports: pd.DataFrame) -> dict[str, Body]:
    """``report_id`` → the body, where it is known."""
    known = reports[reports["organization"].notna()]
    return {row["report_id"]: body_of(row) for row in records(known[["report_id", "organization", "region_code"]])}


def _copies(
    reports: Sequence[str],
    keys: Sequence[Bands],
    parts: Mapping[str, _Part],
    bodies: Mapping[str, Body],
) -> Iterator[Row]:
    for group in groups(keys, lambda place: parts[reports[place]].shingles()):
        first, others = parts[reports[group.first]], [parts[reports[place]] for place in group.others]
        own = bodies[first.text.report_id]
        elsewhere = [part for part in others if bodies[part.text.report_id] != own]  # 3
        if not elsewhere:
            continue
        size = len({own, *(bodies[part.text.report_id] for part in elsewhere)})
        for part in (first, *others):
            yield _copy(part, elsewhere[0] if bodies[part.text.report_id] == own else first, size)


def _copy(part: _Part, other: _Part, size: int) -> Row:
    own_shingles, other_shingles = part.shingles(), other.shingles()
    same = _percent(likeness(own_shingles, other_shingles))
    zh, en = part_name(part.number)
    own_name, other_name = part.text.organization, other.text.organization
    many_zh = f"，共有{size}个单位使用这段文字" if size > 2 else ""
    many_en = f"; {size} bodies have this text" if size > 2 else ""
    return finding(
        part.text,
        part.number,
        quote=_shared(part.text, part.number, other_shingles),
        cause="unclear",
        zh=f"“{own_name}”{zh}与“{other_name}”本年度报告有{same}的文字相同（不计数字、名称和标题）{many_zh}："
        "请写本单位自己的工作",
        en=f"{same} of {en} of “{own_name}” is also in the report of “{other_name}” of the same year "
        f"(figures, names and titles left out){many_en}: write of the body's own work",
    )


def _letters(text: Text, number: int) -> str:
    return letters(text.sections[number], text.organization)


def _shared(text: Text, number: int, other: Shingles) -> str | None:
    """The first sentence of the section that stands in the other text as well."""
    for paragraph in paragraphs(text.sections[number]):
        for sentence in sentences(paragraph):
            own = shingles(letters(sentence, text.organization))
            if own and own <= other:
                return shortened(sentence)
    return None


def _percent(share_: float) -> str:
    """Rounded down, so that only what is the same throughout is called 100 %."""
    return f"{int(share_ * 100)}%"
