"""Regions by their six-digit codes: their names, what lies in them, and the provinces on a grid of tiles."""

from govinfo_pipeline.metrics.groups import regions_of
from govinfo_pipeline.regions.gazetteer import gazetteer

PROVINCES: dict[str, tuple[str, int, int]] = {
    "230000": ("黑龙江", 8, 0),
    "650000": ("新疆", 0, 1),
    "150000": ("内蒙古", 5, 1),
    "210000": ("辽宁", 7, 1),
    "220000": ("吉林", 8, 1),
    "630000": ("青海", 1, 2),
    "620000": ("甘肃", 2, 2),
    "640000": ("宁夏", 3, 2),
    "140000": ("山西", 4, 2),
    "130000": ("河北", 5, 2),
    "110000": ("北京", 6, 2),
    "120000": ("天津", 7, 2),
    "540000": ("西藏", 0, 3),
    "510000": ("四川", 2, 3),
    "610000": ("陕西", 3, 3),
    "410000": ("河南", 4, 3),
    "340000": ("安徽", 5, 3),
    "370000": ("山东", 6, 3),
    "320000": ("江苏", 7, 3),
    "500000": ("重庆", 3, 4),
    "420000": ("湖北", 4, 4),
    "360000": ("江西", 5, 4),
    "330000": ("浙江", 6, 4),
    "310000": ("上海", 7, 4),
    "530000": ("云南", 2, 5),
    "520000": ("贵州", 3, 5),
    "430000": ("湖南", 4, 5),
    "350000": ("福建", 5, 5),
    "450000": ("广西", 3, 6),
    "440000": ("广东", 4, 6),
    "460000": ("海南", 4, 7),
}
"""Code of a province → its short name, and the column and row of its tile, about where it lies on a map."""


def prefix(code: str) -> str:
    """What the codes of all places in a region begin with."""
    return code.removesuffix("00").removesuffix("00")


def region_name(code: str) -> str | None:
    """The name of a region with the names of those it lies in; null where the list has no such code."""
    names = gazetteer().names
    short = prefix(code)
    if len(code) != 6 or short not in names:
        return None
    return "".join(name for end in (2, 4, 6) if end <= len(short) and (name := gazetteer().name(short[:end])))


def own_name(code: str) -> str:
    """The name of a region alone, or its code where the list has none."""
    return gazetteer().names.get(prefix(code), code)


def parent(code: str) -> str | None:
    """The region that another lies in directly; null for a province."""
    province, city, county = regions_of(code)
    if county:
        return city or province
    return province if city else None
