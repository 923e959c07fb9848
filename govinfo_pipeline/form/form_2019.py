"""The form of statistical years 2019 and 2020 (国办公开办函〔2019〕60号).

No renaming of the later one: 对外公开总数量 is not 现行有效件数, 上一年项目数量 counts items of power, and the
fees are a count of items here. Comparable across the generations: 处理决定数量, and tables 3 and 4.
"""

from govinfo_pipeline.form.common import DISPUTES, OTHER_PROCESSING, applications, sums
from govinfo_pipeline.form.model import Column, Form, Item, Table

DOCUMENTS = (
    Column("newly_made", "本年新制作数量", "newly made in the year", variants=("本年新制定数量",)),
    Column("newly_published", "本年新公开数量", "newly published in the year"),
    Column("total_published", "对外公开总数量", "published in all"),
)
ITEMS = (
    Column("previous_items", "上一年项目数量", "items of the year before"),
    Column("change", "本年增/减", "change in the year", variants=("本年增减",), signed=True),
)
POWERS = (*ITEMS, Column("decisions", "处理决定数量", "decisions in the year"))
PROCUREMENT = (
    Column("items", "采购项目数量", "procurement items"),
    Column("amount", "采购总金额", "procurement in all", unit="万元"),
)

PROACTIVE = Table(
    "proactive_disclosure",
    2,
    "主动公开政府信息情况",
    "information disclosed proactively",
    (
        Item("regulations", "规章", "government rules", DOCUMENTS, clause="（一）"),
        Item(
            "normative_documents",
            "规范性文件",
            "normative documents",
            DOCUMENTS,
            variants=("行政规范性文件",),
            clause="（一）",
        ),
        Item("administrative_licensing", "行政许可", "administrative licensing", POWERS, clause="（五）"),
        Item(
            "other_external_services", "其他对外管理服务事项", "other services to the public", POWERS, clause="（五）"
        ),
        Item("administrative_penalty", "行政处罚", "administrative penalties", POWERS, clause="（六）"),
        Item("administrative_coercion", "行政强制", "administrative coercion", POWERS, clause="（六）"),
        Item("administrative_fees", "行政事业性收费", "administrative fees", ITEMS, clause="（八）"),
        Item(
            "government_procurement", "政府集中采购", "centralized government procurement", PROCUREMENT, clause="（九）"
        ),
    ),
)

_applications = applications(OTHER_PROCESSING)

FORM = Form(
    code="2019",
    basis="国办公开办函〔2019〕60号",
    years="2019-2020",
    marks=("本年新制作数量", "本年新公开数量", "对外公开总数量", "上一年项目数量", "政府集中采购"),
    tables=(PROACTIVE, _applications, DISPUTES),
    sums=sums(_applications),
)
