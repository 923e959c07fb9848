"""Figures in the prose: found where they state cells, left alone where they do not, and compared with the cells.

Measured on generated reports (their sentences: corpus/statements.py), on real ones, and on sentences written for
this test alone, which the rules were not made from.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from statistics import median
from typing import NamedTuple

import pytest

from govinfo_pipeline.checks.stated import assess
from govinfo_pipeline.form import Cell
from govinfo_pipeline.reading import ReadReport, Section, Value, read_report
from govinfo_pipeline.reading.claims import Claim, find_claims
from govinfo_pipeline_tests.corpus import Claim as Stated
from govinfo_pipeline_tests.corpus import Truth, generate
from govinfo_pipeline_tests.samples import REPORTS, needs_reports, read

COUNT = 1000
YEARS = (2019, 2021, 2022, 2023)


def claims_of(report: ReadReport) -> list[Claim]:
    return find_claims(report.sections, report.year, organization=report.organization, kind=report.kind)


def said(
    text: str, year: int = 2023, heading: str = "（二）依申请公开情况。", section: int = 1, **whose: str
) -> list[Claim]:
    """The claims of one sentence or more under a heading."""
    return find_claims([Section(section, "", heading + text)], year, **whose)


def certain(text: str, **options: str) -> dict[str, int | Decimal]:
    return {claim.claim: claim.value for claim in said(text, **options) if claim.scope == "certain"}  # type: ignore[arg-type]


class Measured(NamedTuple):
    """A generated report: claims found and right, found and wrong, stated and missed."""

    right: list[Claim]
    wrong: list[Claim]
    missed: list[Stated]
    contradicted: int
    unclear: int


def _measure(report: ReadReport, truth: Truth) -> Measured:
    missed, right, wrong = list(truth.claims), [], []
    found = claims_of(report)
    sure = [claim for claim in found if claim.scope == "certain" and not claim.claim.endswith("_growth")]
    for claim in sure:
        hit = next((stated for stated in missed if _same(claim, stated)), None)
        if hit is None:
            wrong.append(claim)
        else:
            missed.remove(hit)
            right.append(claim)
    unclear = sum(claim.scope == "unclear" for claim in found)
    return Measured(right, wrong, missed, len(_violated(found, report.values)), unclear)


def _same(claim: Claim, stated: Stated) -> bool:
    """The same number, about the same cells, in the same words."""
    here, there = (re.sub(r"\s", "", quote) for quote in (claim.quote, stated.quote))
    readings = [set(reading) for reading in claim.cells]
    agree = claim.value == stated.value and bool(claim.base) == bool(stated.base) and set(stated.cells) in readings
    return agree and (here in there or there in here)


@cache
def _measured() -> list[tuple[str, Measured]]:
    return [(name, _measure(read_report(data, name), truth)) for name, data, truth in generate(COUNT, 5, years=YEARS)]


def _table(measured: list[tuple[str, Measured]]) -> str:
    """Claims by code: right, wrong; then what was missed, by its words."""
    right = Counter(claim.claim for _, one in measured for claim in one.right)
    wrong = Counter(claim.claim for _, one in measured for claim in one.wrong)
    missed = Counter(re.sub(r"\d+", "#", stated.quote) for _, one in measured for stated in one.missed)
    lines = [f"{'claim':42} right wrong"]
    lines += [f"{code:42} {right[code]:5} {wrong[code]:5}" for code in sorted(right | wrong)]
    lines += [f"missed {count}: {words}" for words, count in missed.most_common(12)]
    lines += [
        f"wrong in {name}: {claim.claim} {claim.value} {claim.quote}" for name, one in measured for claim in one.wrong
    ]
    return "\n".join(lines)


def test_precision_and_recall_on_generated_reports() -> None:
    measured = _measured()
    right, wrong, missed = (
        sum(len(part) for part in parts) for parts in zip(*(one[:3] for _, one in measured), strict=True)
    )
    unclear = sum(one.unclear for _, one in measured)
    precision, recall = right / (right + wrong), right / (right + missed)
    shown = f"\n{len(measured)} reports, {right + missed} claims: precision {precision:.2%}, recall {recall:.2%}"
    shown += f", {unclear} of unclear scope\n{_table(measured)}"
    print(shown)
    assert precision >= 0.98, shown
    assert recall >= 0.90, shown
    assert unclear <= 0.05 * right, shown
    assert len({claim.claim for _, one in measured for claim in one.right}) >= 40, shown


def test_no_alarm_on_generated_reports_whose_prose_is_right() -> None:
    assert [name for name, one in _measured() if one.contradicted] == []


REAL: dict[str, dict[str, int]] = {
    "000_e2933871b57d250b.txt": {},
    "001_43af273cee40a80c.txt": {"received": 0},
    "002_a9f9a7f1c73bf2cc.txt": {"received": 0, "reconsideration": 0, "litigation": 0},
    "003_98673c0005e40d22.txt": {"received": 0},
    "004_0088059577d88b46.txt": {"received": 1},
    "hongze_2024.pdf": {},
    "pingtan_2021_run_on.txt": {"received": 70, "answered": 69, "carried_forward": 1},
    "shuyang_2025_pipes.md": {
        "received": 749,
        "received_natural_person": 741,
        "received_legal_persons": 8,
        "handled": 718,
        "carried_forward": 31,
    },
}
"""What each real report's prose states about its cells, as read by a person."""
UNCLEAR = {
    # 区政府办代表区政府受理: one unit of those that the report adds up.
    "hongze_2024.pdf": {"received": 17},
    # 相关案件 of 复议 and 诉讼 together; it is their sum.
    "shuyang_2025_pipes.md": {"disputes": 74},
}


@needs_reports
@pytest.mark.parametrize("name", REAL)
def test_real_reports(name: str) -> None:
    report = read(REPORTS / name)
    found = claims_of(report)
    for scope, known in (("certain", REAL[name]), ("unclear", UNCLEAR.get(name, {}))):
        assert {claim.claim: claim.value for claim in found if claim.scope == scope} == known
    assert len(found) == len(REAL[name]) + len(UNCLEAR.get(name, {}))
    assert _violated(found, report.values) == []


STATED: tuple[tuple[str, dict[str, int | str]], ...] = (
    ("2023年我局共收到申请36件，均按时答复，其中予以公开20件，部分公开4件，不予公开3件，无法提供6件，不予处理2件，其他处理1件。",
     {"received": 36, "granted": 20, "partially_granted": 4, "denied": 3, "unavailable": 6, "not_processed": 2,
      "other_processing": 1}),
    ("本年共受理依申请公开件1,236件，上年结转24件，共办结1,250件，结转下年度10件。",
     {"received": 1236, "carried_over": 24, "answered": 1250, "carried_forward": 10}),
    ("我单位收到政府信息公开申请数量为12件，2022年结转3件。", {"received": 12, "carried_over": 3}),
    ("收到政府信息公开申请３，５１９件。", {"received": 3519}),
    ("收到申请一百二十三件，答复一百二十件。", {"received": 123, "answered": 120}),
    ("今年收到申请三件，其中自然人两件。", {"received": 3, "received_natural_person": 2}),
    ("全年受理信息公开申请33件（自然人30件、法人3件）。",
     {"received": 33, "received_natural_person": 30, "received_legal_persons": 3}),
    ("共收到公开申请2件，1件予以公开，1件因本机关不掌握相关政府信息无法提供。",
     {"received": 2, "granted": 1, "unavailable_not_held": 1}),
    ("收到申请10件，其中3件为上年结转。", {"received": 10, "carried_over": 3}),
    ("本年度共有政府信息公开申请6件，不予公开类1件，予以公开类5件。", {"received": 6, "denied": 1, "granted": 5}),
    ("收到申请47件，同比上升6.8%，其中自然人44件，占93.6%。",
     {"received": 47, "received_growth": "6.8", "received_natural_person": 44,
      "received_natural_person_share": "93.6"}),
    ("共答复10件，其中予以公开3件，占30%，不予公开2件，占20%。",
     {"answered": 10, "granted": 3, "granted_share": 30, "denied": 2, "denied_share": 20}),
    ("共收到申请200件，办结率98.5%。", {"received": 200, "completion_rate": "98.5"}),
    ("因信息公开被申请行政复议12件，其中11件均办结，8件撤销，1件尚未审结。",
     {"reconsideration": 12, "reconsideration_concluded": 11, "reconsideration_pending": 1}),
    ("行政复议3件（维持1件、纠正2件），行政诉讼0件。",
     {"reconsideration": 3, "reconsideration_upheld": 1, "reconsideration_corrected": 2, "litigation": 0}),
    ("未经复议直接起诉3件，其中维持2件；复议后起诉1件，结果维持1件。",
     {"litigation_direct": 3, "litigation_direct_upheld": 2, "litigation_after_reconsideration": 1,
      "litigation_after_reconsideration_upheld": 1}),
    ("行政复议、行政诉讼各1件。", {"reconsideration": 1, "litigation": 1}),
    ("未引发行政复议，行政诉讼1件。", {"reconsideration": 0, "litigation": 1}),
    ("行政复议纠错率33.3%。", {"reconsideration_correction_rate": "33.3"}),
    ("未收到公民、法人或其他组织的申请，未发生因信息公开引发的行政复议或行政诉讼。",
     {"received": 0, "reconsideration": 0, "litigation": 0}),
    ("本年度无人提出政府信息公开申请，也没有因此引起的行政复议和行政诉讼案件。",
     {"received": 0, "reconsideration": 0, "litigation": 0}),
    ("无。", {"received": 0}),
    ("2022年收到申请10件。2023年收到申请15件，答复15件。", {"received": 15, "answered": 15}),
    ("2023年收到申请12件（2022年为15件）。", {"received": 12}),
    ("收到申请12件，较去年多3件，比上年少收到2件。", {"received": 12}),
    ("作出行政处罚决定56件、行政强制决定3件，收取行政事业性收费123.45万元。",
     {"penalty": 56, "coercion": 3, "fees": "123.45"}),
    ("新收申请1,236件，比上年增加206件，增长20%；上年结转24件，共1,260件。",
     {"new_received": 1236, "new_received_growth": 20, "carried_over": 24, "due": 1260}),
    ("办结12件，其中公开5件（含部分公开2件）、不公开3件、信息不存在4件。",
     {"answered": 12, "disclosed": 5, "partially_granted": 2, "denied": 3, "unavailable_absent": 4}),
    ("予以公开2件；不予公开1件；无法提供3件；其他1件，合计7件。",
     {"granted": 2, "denied": 1, "unavailable": 3, "other_processing": 1, "answered": 7}),
    ("不予公开的占12.5%。", {"denied_share": "12.5"}),
    ("信息公开行政复议5件：维持3件；尚未审结2件。",
     {"reconsideration": 5, "reconsideration_upheld": 3, "reconsideration_pending": 2}),
    ("信息公开行政诉讼6件，其中直接起诉4件、复议后起诉2件，结果维持5件。",
     {"litigation": 6, "litigation_direct": 4, "litigation_after_reconsideration": 2, "litigation_upheld": 5}),
    ("未收到申请（2022年收到2件），上年无结转。", {"received": 0, "carried_over": 0}),
    ("结转1件到下年度。", {"carried_forward": 1}),
    ("全年制定出台行政规范性文件5件，废止2件，现行有效36件。",
     {"normative_issued": 5, "normative_repealed": 2, "normative_in_force": 36}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[text[:24] for text, _ in STATED])
def test_what_a_sentence_states(text: str, expected: dict[str, int | str]) -> None:
    assert certain(text) == {code: Decimal(value) for code, value in expected.items()}


NOTHING = (
    "全年收到群众来信来访45件，办理率100%。",
    "办理人大代表建议12件、政协提案20件。",
    "12345热线受理3456件，办结率99.8%。",
    "收到公开申请咨询32件次，接听电话0379-6600110。",
    "共受理行政审批事项1234件，办结1234件。",
    "政务服务事项依申请办件12345件，办结12340件。",
    "按国办公开办函〔2021〕30号办理，邮编471000。",
    "2022年收到申请15件，答复14件。",
    "去年收到申请15件，其中自然人3件。",
    "自2021年以来，收到公开申请120件，答复118件。",
    "近三年收到政府信息公开申请120件。",
    "1-6月收到政府信息公开申请5件。",
    "第三季度收到申请5件，其中自然人4件。",
    "收到政府信息公开申请200余件。",
    "收到政府信息公开申请近200件。",
    "收到政府信息公开申请3～5件，每件都登记。",
    "与2022年收到申请15件相比，申请增加3件。",
    "收到申请由2022年的12件增至15件。",
    "收到市政府转办的政府信息公开申请3件。",
    "接收网上依申请公开8件，信函申请3件。",
    "补正后受理政府信息公开申请3件，撤回申请2件。",
    "对不予公开的3件申请作出说明，发现问题3件。",
    "不予公开清单3项，予以公开的文件12件，部分公开信息3件。",
    "驳回政府信息公开申请2件，延期答复3件。",
    "信息公开行政诉讼一审3件，二审维持原判2件。",
    "行政复议被撤销1件、确认违法1件、驳回3件。",
    "收到行政复议答复通知书3件，出庭应诉15件。",
    "没有发生行政复议被纠正的情形。",
    "没有未按时答复的申请，不存在逾期未答复的政府信息公开申请。",
    "未收到重复申请和无正当理由大量反复申请。",
    "对未收到申请的单位不作要求，如未收到申请也要登记。",
    "公布行政处罚决定书56件，公示行政许可123条。",
    "清理规范性文件20件，公开规范性文件3件。",
    "作出行政处罚决定1.2万件。",
    "信息处理费收取380元，涉及1件。",
    "其余26个单位未收到申请。",
    "行政诉讼案件41件，均与信息公开无关。",
    "殡葬管理类行政复议2件，公益诉讼1件。",
    "信箱收到来信1806件，公开答复1102件，不予公开答复701件。",
    "征求第三方意见9件，第三方同意公开5件，不同意公开4件。",
    "主动公开信息734条，依申请公开信息12条。",
    "告知向其他机关办理17件，移送3件。",
    "制作汽车零件，发布信息120条，浏览量16460次。",
)


@pytest.mark.parametrize("text", NOTHING)
def test_numbers_that_state_no_cell(text: str) -> None:
    assert certain(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "区政府办代表区政府受理政府信息公开申请17件，答复17件。",
        "各部门共收到政府信息公开申请120件，办结118件。",
        "县自然资源局收到申请12件。",
        "县本级收到政府信息公开申请56件。",
        "受理行政复议案件120件，审结110件。",
        "收到申请12件，结转3件。",
    ],
)
def test_figures_of_somebody_else_or_of_two_meanings_are_unclear(text: str) -> None:
    found = said(text, kind="government", organization="滑县人民政府")
    assert "unclear" in {claim.scope for claim in found}
    assert {claim.claim for claim in found if claim.scope == "certain"} <= {"received"}
    assert _violated([claim for claim in found if claim.scope == "unclear"], {}) == []


def test_a_region_is_the_body_itself_for_a_government_only() -> None:
    text = "全县共收到政府信息公开申请120件。"
    assert certain(text, kind="government") == {"received": 120}
    assert certain(text, kind="department") == {}


def test_a_unit_that_names_itself_is_the_body_itself() -> None:
    text = "2023年，滑县教育局收到政府信息公开申请12件。"
    assert certain(text, organization="滑县教育局", kind="department") == {"received": 12}
    assert certain(text, organization="滑县人民政府", kind="government") == {}


def test_figures_outside_of_the_heading_need_words_of_their_own() -> None:
    other = "（一）主动公开情况。"
    assert certain("受理申请12件，办结12件。", heading=other) == {}
    assert certain("受理政府信息公开申请12件，办结12件。", heading=other) == {"received": 12, "answered": 12}


def test_plans_of_section_five_are_not_read() -> None:
    assert said("收到政府信息公开申请12件。", section=5) == []


def test_a_claim_says_where_it_stands() -> None:
    claim = said("2023年，我局共收到 政府信息\n公开申请 12 件，办结率90.5%。")[0]
    assert (claim.claim, claim.value, claim.unit, claim.section) == ("received", 12, "件", 1)
    assert re.sub(r"\s", "", claim.quote) == "我局共收到政府信息公开申请12件"
    assert claim.cells == (
        (Cell("applications", "new_received", "total"),),
        (Cell("applications", "new_received", "total"), Cell("applications", "carried_over", "total")),
    )


def _violated(
    claims: Sequence[Claim], values: Mapping[Cell, Value], before: Mapping[Cell, Value] | None = None
) -> list[Claim]:
    """The claims that the cells do not bear out."""
    return [claim for claim in claims if assess(claim, values, before)[0] == "violated"]


def _hostile() -> Iterator[str]:
    for word in (
        "共计",
        "没有",
        "未收到",
        "申请",
        "公开",
        "行政复议",
        "案件",
        "1件",
        "，",
        "予以公开",
        "因",
        "有",
        "上年结转",
        "、",
    ):
        yield word * 3000
        yield "未收到" + word * 3000 + "1件"
        yield "收到政府信息公开申请" + word * 60 + "1件，不" + word * 60


def test_no_text_takes_long() -> None:
    start = time.process_time()
    for text in _hostile():
        said(text)
    assert time.process_time() - start < 5


def test_speed() -> None:
    """0.3 ms a report on the reference machine; the limit leaves room for a slow or busy one."""
    reports = [read_report(data, name) for name, data, _ in generate(60, 8)]

    def once(report: ReadReport) -> float:
        start = time.process_time()
        for _ in range(5):
            claims_of(report)
        return (time.process_time() - start) / 5

    assert median(once(report) for report in reports) < 0.0015
