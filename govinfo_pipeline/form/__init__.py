"""The official form as data, standard library only: every generation, its cells and its identities.

A new generation is one new file here and one entry in :data:`FORMS`.
"""

from govinfo_pipeline.form import form_2019, form_2021
from govinfo_pipeline.form.model import Cell, Column, Form, Identity, Item, Sum, Table

FORMS: dict[str, Form] = {form.code: form for form in (form_2019.FORM, form_2021.FORM)}

LATEST = FORMS["2021"]
"""The generation whose tables 3 and 4 hold every row of any generation."""

PRE_2019_MARKS = ("统计指标", "统计数")
"""Words printed by the forms of 2008 to 2018, whose series must not be joined with the later ones."""

SECTIONS = {
    1: ("总体情况", "overview"),
    2: ("主动公开政府信息情况", "information disclosed proactively"),
    3: ("收到和处理政府信息公开申请情况", "applications received and processed"),
    4: ("政府信息公开行政复议、行政诉讼情况", "administrative reconsideration and litigation"),
    5: ("存在的主要问题及改进情况", "main problems and improvements"),
    6: ("其他需要报告的事项", "other matters to report"),
}
"""Number → heading (zh, en) of the six sections, the same in every generation."""

__all__ = [
    "FORMS",
    "LATEST",
    "PRE_2019_MARKS",
    "SECTIONS",
    "Cell",
    "Column",
    "Form",
    "Identity",
    "Item",
    "Sum",
    "Table",
]
