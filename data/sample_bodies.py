"""The bodies of the sample data and the figures of theirs that are fixed; the others are drawn.

The figures of five reports are facts: 文峰区南关街道办事处 2023, 老城区西关街道办事处 2021,
叶集区机关事务管理服务中心 2023, 新乡市牧野区卫北办事处 2022, 济宁高新区王因街道办事处 2023.
All other figures are made up, and so is every sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline_tests.corpus import Organization, Value, usual_form, values_from

YEARS = (2020, 2021, 2022, 2023)


@dataclass(frozen=True)
class Body:
    """An organ with a report for every year since ``since``; ``slug`` names its files."""

    slug: str
    organization: Organization
    since: int = 2021


BODIES = (
    Body("nanguan_subdistrict", Organization("文峰区南关街道办事处", "我街道", "subdistrict", 0)),
    Body("xiguan_subdistrict", Organization("老城区西关街道办事处", "我办事处", "subdistrict", 0), since=2020),
    Body("yeji_affairs_center", Organization("叶集区机关事务管理服务中心", "本中心", "institution", 0)),
    Body("weibei_subdistrict", Organization("新乡市牧野区卫北办事处", "我办事处", "subdistrict", 0)),
    Body("wangyin_subdistrict", Organization("济宁高新区王因街道办事处", "我街道", "subdistrict", 1)),
    Body("huaxian_county", Organization("滑县人民政府", "我县", "government", 180), since=2020),
    Body("qufu_education_bureau", Organization("曲阜市教育局", "我局", "department", 8), since=2020),
    Body("liugu_town", Organization("滑县留固镇人民政府", "我镇", "township", 4)),
    Body("xianguan_town", Organization("沭阳县贤官镇人民政府", "我镇", "township", 3)),
    Body("huaqiao_township", Organization("光泽县华桥乡人民政府", "我乡", "township", 2)),
    Body("wenfeng_branch", Organization("安阳市生态环境局文峰分局", "我分局", "branch", 14)),
    Body("mianyang_high_tech_zone", Organization("绵阳高新技术产业开发区管理委员会", "本委", "zone", 25)),
    Body("luoyang_city", Organization("洛阳市人民政府", "我市", "government", 1900, makes_rules=True)),
    Body("永靖县人民政府办公室", Organization("永靖县人民政府办公室", "我办", "government_office", 30)),
)


def decided(item: str, **applicants: int) -> dict[Cell, Value]:
    """Counts of a row of table 3."""
    return {Cell("applications", item, applicant): count for applicant, count in applicants.items()}


def table_2(**values: Mapping[str, Value]) -> dict[Cell, Value]:
    """Figures of table 2: item → measure → value."""
    return {
        Cell("proactive_disclosure", item, measure): value
        for item, measures in values.items()
        for measure, value in measures.items()
    }


def _decisions(licensing: int, penalty: int, coercion: int) -> dict[Cell, Value]:
    return table_2(
        administrative_licensing={"decisions": licensing},
        administrative_penalty={"decisions": penalty},
        administrative_coercion={"decisions": coercion},
    )


NOTHING: dict[Cell, Value] = {}
KNOWN: dict[tuple[str, int], dict[Cell, Value]] = {
    ("nanguan_subdistrict", 2021): decided("granted", natural_person=1),
    ("nanguan_subdistrict", 2022): NOTHING,
    ("nanguan_subdistrict", 2023): NOTHING,
    ("xiguan_subdistrict", 2020): _decisions(5, 24, 2)
    | table_2(
        administrative_licensing={"previous_items": 6, "change": -1, "decisions": 5},
        administrative_penalty={"previous_items": 18, "change": 10, "decisions": 24},
        government_procurement={"items": 2, "amount": Decimal("37.56")},
    ),
    ("xiguan_subdistrict", 2021): _decisions(3, 30, 4),
    ("xiguan_subdistrict", 2022): _decisions(4, 26, 3) | decided("granted", natural_person=2),
    ("xiguan_subdistrict", 2023): _decisions(0, 31, 5) | decided("unavailable_not_held", natural_person=1),
    ("yeji_affairs_center", 2021): NOTHING,
    ("yeji_affairs_center", 2022): decided("partially_granted", commercial_enterprise=1),
    ("yeji_affairs_center", 2023): NOTHING,
    ("weibei_subdistrict", 2021): decided("not_processed_repeated", natural_person=2),
    ("weibei_subdistrict", 2022): NOTHING,
    ("weibei_subdistrict", 2023): decided("granted", natural_person=3, commercial_enterprise=1)
    | decided("carried_forward", natural_person=1),
    ("wangyin_subdistrict", 2021): decided("granted", natural_person=2) | decided("carried_forward", natural_person=1),
    ("wangyin_subdistrict", 2022): decided("carried_over", natural_person=1)
    | decided("granted", natural_person=3)
    | decided("unavailable_unclear_request", natural_person=1),
    ("wangyin_subdistrict", 2023): decided("unavailable_not_held", natural_person=1),
    # Eleven received of which five granted: the totals of both are printed as 0, see sample_errors.py.
    ("qufu_education_bureau", 2020): decided("granted", natural_person=4)
    | decided("other_processing", natural_person=1)
    | decided("denied_internal_affairs", legal_service_organization=1),
    ("qufu_education_bureau", 2021): decided("granted", natural_person=6, commercial_enterprise=1)
    | decided("unavailable_not_held", natural_person=2),
    ("qufu_education_bureau", 2022): decided("granted", natural_person=3, commercial_enterprise=2)
    | decided("partially_granted", natural_person=2)
    | decided("unavailable_not_held", natural_person=3)
    | decided("carried_forward", natural_person=1),
    ("liugu_town", 2022): decided("granted", natural_person=2)
    | decided("denied_third_party_rights", natural_person=1)
    | table_2(normative_documents={"issued": 1, "in_force": 6}),
    ("liugu_town", 2021): decided("granted", natural_person=4)
    | table_2(normative_documents={"issued": 2, "repealed": 1, "in_force": 5}),
}


def known_figures(body: Body, year: int) -> dict[Cell, Value] | None:
    """All cells of a report whose figures are fixed, else None."""
    parts = KNOWN.get((body.slug, year))
    return None if parts is None else values_from(FORMS[usual_form(year)], parts)
