"""Characters as the form prints them: radicals of fonts, traditional script and reading aids undone.

Needed for finding headings, labels and names; sections keep the characters that a report prints.
"""

import re
import unicodedata
from functools import cache, lru_cache

from govinfo_pipeline.reading.patterns import pattern
from govinfo_pipeline.reading.records import Row, cells_of

# Font subsets map characters to their radicals. Those of the supplement have no compatibility mapping of their own.
_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺆⺇⺈⺊⺌⺍⺕⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺳⺴⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙冂几刀卜小小彐心手攴旡月歺母民水水火爪爪牛犬王疋罒示示竹糸纟网网罒羊羊羊老聿聿肉臼艹艹艹虎衣西西见角角讠贝足车辶辶辶阝钅长长长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟",
        strict=True,
    )
)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits → the same as a superscript, for the marks of notes, which are no part of the figure before them."""
_RADICALS = pattern("[\u2e80-\u2fdf]")
_TRADITIONAL = pattern("[報務開關會處總計訴訟結轉數請條規廢現]")
_MANY = 8
# Some of them are in every report that is printed in this script, or with this aid: 公開, 報告; bào gào.
_SURE_OF_TRADITIONAL = "開報"
_SURE_OF_PINYIN = "àā"
_PINYIN = pattern(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）]")


def plain(rows: list[Row]) -> list[Row]:
    """The rows in plain simplified characters; the same rows where they are that already."""
    text = "".join(cells_of(rows))
    result = rows
    if _RADICALS.search(text):
        result = [Row(line, tuple(_RADICALS.sub(_radical, cell) for cell in cells)) for line, cells in result]
    if any(sign in text for sign in _SURE_OF_PINYIN) and len(_PINYIN.findall(text)) >= _MANY:
        result = [Row(line, tuple(_PINYIN.sub("", cell) for cell in cells)) for line, cells in result]
    if any(sign in text for sign in _SURE_OF_TRADITIONAL) and len(_TRADITIONAL.findall(text)) >= _MANY:
        result = [Row(line, tuple(map(_simplified, cells))) for line, cells in result]
    return result


def _radical(found: re.Match[str]) -> str:
    return _SUPPLEMENT.get(found[0]) or unicodedata.normalize("NFKC", found[0])


@lru_cache(maxsize=65536)
def _simplified(text: str) -> str:
    # Figures, which are most of the cells, are the same in both scripts.
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter():  # type: ignore[no-untyped-def]  # the library has no types
    from opencc import OpenCC

    return OpenCC("t2s")
