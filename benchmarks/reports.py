"""A year of reports with known truth: any number of bodies of the list of regions, each with a report of its own.

Half of the files are pages (html), half are text, in the layouts of the corpus. One in fifty has a figure wrong, so
that what follows from a wrong figure is paid for too.
"""

import random
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain, product
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from govinfo_pipeline.regions.gazetteer import gazetteer
from govinfo_pipeline_tests.corpus import LAYOUTS, Style, Truth, encode, random_mistake, random_style, random_truth
from govinfo_pipeline_tests.corpus.formats.registry import FORMATS
from govinfo_pipeline_tests.corpus.layouts import SUFFIXES
from govinfo_pipeline_tests.corpus.organizations import Organization

HTML = ("html_cms", "html_layout", "html_word", "html_editor")
YEAR = 2023
MISTAKEN = 0.02
_OFFICES = (
    "教育局", "财政局", "民政局", "卫生健康委员会", "农业农村局", "住房和城乡建设局", "审计局", "水利局", "司法局",
    "发展和改革委员会", "科学技术局", "人力资源和社会保障局", "自然资源局", "交通运输局", "商务局", "应急管理局",
    "市场监督管理局", "统计局", "医疗保障局", "林业局", "信访局", "文化和旅游局", "退役军人事务局", "城市管理局",
    "生态环境局", "公安局", "工业和信息化局", "民族宗教事务局", "行政审批服务局", "乡村振兴局", "体育局", "数据局",
    "国有资产监督管理局", "粮食和物资储备局", "金融工作局", "园林绿化局", "档案局", "地震局", "气象局", "税务局",
    "烟草专卖局", "消防救援局", "投资促进局", "畜牧兽医局", "水务局", "农业机械局", "知识产权局", "广播电视局",
    "文物局", "城乡规划局", "房产管理局", "社会保险局", "医疗保险局", "林业和草原局", "国防动员局", "供销合作局",
    "能源局", "物价局", "港航管理局", "公路管理局", "环境卫生管理局",
)  # fmt: skip
_FOLDER = 1000
"""Files of a folder, as folders are."""


class File(NamedTuple):
    """A report below the raw folder."""

    path: str
    data: bytes
    truth: Truth


@cache
def _bodies() -> tuple[Organization, ...]:
    """Every body that can be told by its name alone: offices of counties, and townships."""
    names = gazetteer().names
    counties = [(code, f"{names[code[:4]]}{name}") for code, name in names.items() if len(code) == 6]
    counties = [(code, name) for code, name in counties if gazetteer().name(code[:4])]
    offices = (
        Organization(place + office, "我" + ("委" if office.endswith("会") else office[-1]), "department", 6)
        for office, (_, place) in product(_OFFICES, counties)
    )
    full = dict(counties)
    townships = (
        Organization(f"{full[code[:6]]}{name}人民政府", "我" + name[-1], "township", 1)
        for code, name in names.items()
        if len(code) == 9 and code[:6] in full and name[-1] in "乡镇"
    )
    return tuple(chain(offices, townships))


def drawn(number: int, seed: int = YEAR, year: int = YEAR) -> tuple[random.Random, Truth, Style]:
    """What report ``number`` of a year says and how it looks, the same every time, and the chance to write it with."""
    rng = random.Random(f"{seed}/{number}")
    bodies = _bodies()
    if number >= len(bodies):
        raise ValueError(f"there are {len(bodies)} bodies to report; ask for no more reports")
    truth = random_truth(rng, year, organization=bodies[number])
    if rng.random() < MISTAKEN and (mistaken := random_mistake(truth, rng)):
        truth = mistaken[0]
    return rng, truth, random_style(rng, quirks=False)


def report(number: int, seed: int = YEAR, year: int = YEAR) -> File:
    """Report ``number`` of a year; another ``seed`` tells another report of the same body."""
    rng, truth, style = drawn(number, seed, year)
    path = f"{year}/{number // _FOLDER:03d}/{number:06d}"
    if number % 2:
        writer = FORMATS[HTML[number // 2 % len(HTML)]]
        return File(f"{path}{writer.suffix}", writer.render(truth, rng, style), truth)
    layout = rng.choice(tuple(LAYOUTS))
    return File(f"{path}{SUFFIXES.get(layout, '.txt')}", encode(LAYOUTS[layout](truth, rng, style), "utf-8"), truth)


def write(raw: Path, numbers: range, seed: int = YEAR, year: int = YEAR) -> None:
    """The reports with these numbers as files below ``raw``."""
    for number in numbers:
        file = report(number, seed, year)
        target = raw / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)


def write_year(raw: Path, reports: int, year: int = YEAR) -> None:
    """The reports of a year below ``raw``, written by two processes."""
    parts = (range(start, min(start + _FOLDER, reports)) for start in range(0, reports, _FOLDER))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(write, raw, part, YEAR, year) for part in parts]:
            done.result()
