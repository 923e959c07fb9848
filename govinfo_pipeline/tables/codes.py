"""The codes that columns of tables may hold, as far as the form or its bodies determine them."""

from govinfo_pipeline.form import FORMS

FORM_CODES = (*FORMS, "unknown")
ITEMS = tuple(dict.fromkeys(item.code for form in FORMS.values() for table in form.tables for item in table.items))
MEASURES = tuple(
    dict.fromkeys(column.code for form in FORMS.values() for column in form.table("proactive_disclosure").columns)
)
LEVELS = ("province", "city", "county", "township", "unknown")
KINDS = (
    "government",
    "government_office",
    "department",
    "branch",
    "zone",
    "township",
    "subdistrict",
    "institution",
    "unknown",
)
