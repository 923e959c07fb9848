"""Text that was copied: from the organization's own report of last year, or from another body's of the same year."""

from dataclasses import replace

import pandas as pd
import pytest

from govinfo_pipeline.checks.text.repeats import repeats_last_year, repeats_other
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline_tests.checks.text.said import FEES, OVERVIEW, PLANS, PROBLEMS, Said, clean, tables_of

_OTHER_OVERVIEW = (
    "镇里的大事小情，凡与村民有关的，先上村口的公告栏，再上网站。一年下来贴出告示八十多张，广播里念了四十多回。\n"
    "低保、危房改造和种粮补贴的名单，村民代表看过才张贴，有异议的当场记下，三天内回话。集市日在街口摆桌子，由分管的"
    "副镇长带着会计坐班，谁家有疑问就翻账本给谁看。为了让不识字的老人也知道，村干部入户把补贴标准讲了一遍，讲完请老人"
    "按手印确认。学校门口的电子屏换成滚动播放，放学时家长都能看到招生和校车的消息。汛期里水位每两小时报一次，短信同时"
    "发到各户。到了冬天，取暖补助发给谁、发多少、什么时候到账，都写在一张红纸上。"
)
_LAST = Said(year=2022, sections=clean())


def _last_year(now: Said, last: Said = _LAST) -> Found:
    return repeats_last_year(*tables_of(now), *tables_of(last))


def _own(**sections: str) -> Said:
    """The report of a year later, of which every section is new unless given."""
    return Said(
        sections=clean(**({"section1": _OTHER_OVERVIEW, "section5": "今年的不足与往年不同，另行改进。"} | sections))
    )


def test_a_report_written_anew() -> None:
    assert _last_year(_own()) == Found(1, [], 2), "sections five and six are too short"


def test_a_section_copied_from_last_year_also_with_other_figures_and_another_year() -> None:
    copied = OVERVIEW.replace("2023", "2024").replace("126", "158")
    found = _last_year(_own(section1=copied))
    assert [(row["section"], row["cause"]) for row in found.rows] == [(1, "author")]
    row = found.rows[0]
    assert row["message_zh"] == (
        "第一部分有100%的文字与本单位上年度报告相同（不计数字、名称和标题）：请按本年度的实际工作重写"
    )
    assert row["message_en"] == (
        "100% of section 1 stood in the organization's own report of the year before (figures, names and titles left "
        "out): write it anew from this year's work"
    )
    assert row["quote"] == "2024年，我局把居民最常询问的事情排在公开清单的前面，按月核对，缺什么补什么。"


def test_a_few_words_changed_are_no_new_text() -> None:
    row = _last_year(_own(section1=OVERVIEW.replace("八位", "九位").replace("旁边", "一侧"))).rows[0]
    assert "有9" in row["message_zh"]


def test_half_of_a_section_written_anew_is_enough() -> None:
    assert _last_year(_own(section1=OVERVIEW[:200] + _OTHER_OVERVIEW[:200])).rows == []


def test_a_part_of_last_years_text_is_nothing_new() -> None:
    assert len(_last_year(_own(section1=OVERVIEW[:200])).rows) == 1


def test_each_section_is_looked_at_by_itself() -> None:
    found = _last_year(Said(sections=clean()))
    assert [row["section"] for row in found.rows] == [1, 5]


def test_the_fee_statement_is_the_same_every_year() -> None:
    assert [row for row in _last_year(Said(sections=clean())).rows if row["section"] == 6] == []


def test_without_a_report_of_last_year_it_is_not_assessable() -> None:
    reports, sections = tables_of(_LAST)
    assert repeats_last_year(*tables_of(Said()), reports.iloc[:0], sections.iloc[:0]) == Found(0, [], 3)


def test_a_body_under_a_new_name_is_told_by_the_mapping() -> None:
    now, last = (
        Said(organization="滑县教育体育局", report_id="now"),
        replace(_LAST, organization="滑县文教办", report_id="then"),
    )
    assert _last_year(now, last).rows == []
    found = repeats_last_year(*tables_of(now), *tables_of(last), {"now": "then"})
    assert [row["section"] for row in found.rows] == [1, 5]


def _bodies(*sections: dict[int, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    names = ("滑县教育局", "滑县水利局", "滑县财政局", "滑县民政局")
    return tables_of(*(Said(organization=name, sections=texts) for name, texts in zip(names, sections, strict=False)))


def test_two_bodies_with_reports_of_their_own() -> None:
    assert repeats_other(*_bodies(clean(), clean(section1=_OTHER_OVERVIEW))) == Found(2, [], 4)


def test_two_bodies_with_the_same_text_are_both_named() -> None:
    copied = clean(section1=OVERVIEW.replace("126", "78"), section5="本局的不足另有一番。今后改进。")
    found = repeats_other(*_bodies(clean(), copied))
    assert [(row["section"], row["cause"]) for row in found.rows] == [(1, "unclear")] * 2
    first, second = found.rows
    assert first["message_zh"] == (
        "“滑县教育局”第一部分与“滑县水利局”本年度报告有100%的文字相同（不计数字、名称和标题）：请写本单位自己的工作"
    )
    assert second["message_zh"].startswith("“滑县水利局”第一部分与“滑县教育局”本年度报告有100%")
    assert second["message_en"] == (
        "100% of section 1 of “滑县水利局” is also in the report of “滑县教育局” of the same year (figures, names and "
        "titles left out): write of the body's own work"
    )


def test_many_bodies_with_one_text_are_each_compared_with_the_first_and_say_how_many_they_are() -> None:
    rows = repeats_other(*_bodies(*[clean(section5="短")] * 4)).rows
    assert len(rows) == 4
    assert all("共有4个单位使用这段文字" in row["message_zh"] for row in rows)
    assert all("4 bodies have this text" in row["message_en"] for row in rows)
    assert all("“滑县教育局”本年度报告" in row["message_zh"] for row in rows[1:])


def test_names_put_in_the_same_text_make_no_text_of_ones_own() -> None:
    def named(name: str) -> dict[int, str]:
        return clean(section1=OVERVIEW.replace("我局", name), section5="短")

    assert len(repeats_other(*_bodies(named("滑县教育局"), named("水利局"))).rows) == 2


def test_what_the_form_asks_every_body_to_say_is_no_copy() -> None:
    said = clean(
        section1=_OTHER_OVERVIEW, section5=f"{PROBLEMS}{PLANS}", section6=f"{FEES}本年度没有其他需要报告的事项。"
    )
    found = repeats_other(*_bodies(clean(), said))
    assert found.rows == [], "sections with less than 200 letters of their own"


def test_versions_of_one_bodys_report_are_no_others() -> None:
    same = [Said(), Said()]
    assert repeats_other(*tables_of(*same)) == Found(0, [], 6)
    rows = repeats_other(*tables_of(*same, Said(organization="滑县水利局"))).rows
    assert [row["message_zh"][:12] for row in rows if row["section"] == 1] == [
        "“滑县教育局”第一部分与",
        "“滑县教育局”第一部分与",
        "“滑县水利局”第一部分与",
    ]
    assert all("共有" not in row["message_zh"] for row in rows)


def test_a_namesake_elsewhere_is_another_body() -> None:
    here, there = Said(), Said(region_code="411625")
    assert {row["section"] for row in repeats_other(*tables_of(here, there)).rows} == {1}


def test_a_report_of_nobody_known_is_not_assessable() -> None:
    assert repeats_other(*tables_of(Said(), Said(organization=None))) == Found(0, [], 6)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_is_that_of_the_reports_however_the_sections_come(seed: int) -> None:
    reports, sections = _bodies(*[clean()] * 4)
    shuffled = sections.sample(frac=1, random_state=seed)
    assert repeats_other(reports, shuffled) == repeats_other(reports, sections)
