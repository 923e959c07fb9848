"""What kind of organ an organization is, by the suffix of its name."""

_KINDS = (
    ("subdistrict", ("街道办事处", "街道", "办事处")),
    ("township", ("镇人民政府", "乡人民政府", "苏木人民政府", "镇政府", "乡政府", "镇", "乡", "苏木")),
    ("zone", ("管理委员会", "管委会", "开发区", "园区", "实验区", "高新区")),
    ("government_office", ("人民政府办公厅", "人民政府办公室", "政府办公厅", "政府办公室", "政府办")),
    ("government", ("人民政府", "政府")),
    ("branch", ("分局", "分中心", "支局")),
    ("department", ("厅", "局", "委员会", "委", "办公室", "中心", "部", "署", "司法部")),
    ("institution", ("学校", "大学", "学院", "医院", "公司", "所", "站", "院", "馆")),
)


def kind_of(organization: str | None) -> str:
    """The contract's code of the kind of organ, ``unknown`` where the name does not tell."""
    if organization:
        # A second name in brackets, 农业农村局（乡村振兴局）, says nothing of the kind.
        organization = organization.partition("（")[0] if organization.endswith("）") else organization
        for kind, suffixes in _KINDS:
            if organization.endswith(suffixes):
                return kind
    return "unknown"
