"""The form in force since statistical year 2021 (国办公开办函〔2021〕30号)."""

from govinfo_pipeline.form.common import (
    DISPUTES,
    OTHER_PROCESSING_IN_PLACE_OF_PARTS,
    OTHER_PROCESSING_PARTS,
    applications,
    sums,
)
from govinfo_pipeline.form.model import Column, Form, Item, Table

DOCUMENTS = (
    Column("issued", "本年制发件数", "issued in the year", variants=("本年度制发件数",)),
    Column(
        "repealed",
        "本年废止件数",
        "repealed in the year",
        variants=("本年度止件数", "年废止件数", "本年度废止件数"),
    ),
    Column("in_force", "现行有效件数", "in force"),
)
DECISIONS = (Column("decisions", "本年处理决定数量", "decisions in the year", variants=("本年度处理决定数量",)),)
FEES = (Column("amount", "本年收费金额", "fees collected in the year", unit="万元"),)

PROACTIVE = Table(
    "proactive_disclosure",
    2,
    "主动公开政府信息情况",
    "information disclosed proactively",
    (
        Item("regulations", "规章", "government rules", DOCUMENTS, clause="（一）"),
        Item(
            "normative_documents",
            "行政规范性文件",
            "normative documents",
            DOCUMENTS,
            variants=("规范性文件",),
            clause="（一）",
        ),
        Item("administrative_licensing", "行政许可", "administrative licensing", DECISIONS, clause="（五）"),
        Item("administrative_penalty", "行政处罚", "administrative penalties", DECISIONS, clause="（六）"),
        Item("administrative_coercion", "行政强制", "administrative coercion", DECISIONS, clause="（六）"),
        Item("administrative_fees", "行政事业性收费", "administrative fees", FEES, clause="（八）"),
    ),
)

_applications = applications(*OTHER_PROCESSING_PARTS, OTHER_PROCESSING_IN_PLACE_OF_PARTS)

FORM = Form(
    code="2021",
    basis="国办公开办函〔2021〕30号",
    years="2021-",
    marks=("本年制发件数", "本年处理决定数量", "本年收费金额", "现行有效件数"),
    tables=(PROACTIVE, _applications, DISPUTES),
    sums=sums(_applications),
)
