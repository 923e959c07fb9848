"""How one report prints what it says: brackets, label variants, numbers, headings. Never what it says.

A style is drawn once for a report and holds throughout it, as in real reports.
"""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from govinfo_pipeline.form import Column, Item

NARROW = str.maketrans("（），：；", "(),:;")
FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
_PAIRS = (
    "条條项項内內单單万萬废廢规規为為关關说說数數据據发發张張现現开開报報费費处處强強总總计計结結转轉诉訴讼訟维維纠糾审審经經过過后後请請机機构構组組织織会會业業务務价價书書类類办辦"
    "额額罚罰许許决決动動设設检檢标標线線际際场場个個们們应應进進问問题題还還与與对對况況传傳达達县縣乡鄉镇鎮级級网網给給权權实實无無质質适適导導当當归歸时時广廣长長门門间間体體稳穩"
    "执執询詢获獲缴繳纳納举舉补補继繼续續国國区區护護没沒这這证證制製复復"
)
TRADITIONAL = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


@dataclass(frozen=True, slots=True)
class Style:
    """The choices of one report; the defaults print the form as the official template does.

    ``thousands`` stands between groups of three digits. ``quirks`` lets a layout add its own damage (cut tables,
    lost empty cells, torn off rows). ``heading_marks`` are markdown's, ``heading_numbers`` loses or changes one
    of them. ``traditional`` concerns headings and tables.
    """

    brackets: Literal["wide", "narrow", "spaced"] = "wide"
    quotes: tuple[str, str] = ("“", "”")
    label_variants: bool = False
    broken_words: bool = False
    total_in_first_row: bool = False
    fee_note: bool = False
    thousands: str = ""
    full_width: bool = False
    padding: bool = False
    amount_units: bool = False
    signed: Literal["digits", "sign", "words"] = "digits"
    heading_marks: Literal["none", "same", "drifting"] = "none"
    heading_numbers: Literal["chinese", "arabic_once", "lost_once"] = "chinese"
    quirks: bool = False
    traditional: bool = False

    def text(self, words: str) -> str:
        """A label or heading in this report's brackets, quotes and characters."""
        words = words.replace("“", self.quotes[0]).replace("”", self.quotes[1])
        if self.brackets != "wide":
            words = words.translate(NARROW)
        if self.brackets == "spaced":
            words = words.replace(",", ", ").replace("(", " (").replace(")", ") ").strip()
        return words.translate(TRADITIONAL) if self.traditional else words

    def label(self, rng: random.Random, what: Item | Column) -> str:
        """A label as the form has it, or in one of its known variants, with its number in front."""
        names = (what.zh, *what.variants) if self.label_variants else (what.zh,)
        return self.text(getattr(what, "number", "") + rng.choice(names))

    def number(self, rng: random.Random, value: int | Decimal, column: Column) -> str:
        """A number in this report's notation."""
        sign = "-" if value < 0 else ""
        if column.signed and value and self.signed != "digits":
            words = {"-": "减", "": "增"} if self.signed == "words" else {"-": "-", "": "+"}
            sign = words[sign]
        digits = f"{abs(value):,}" if self.thousands else f"{abs(value)}"
        text = sign + digits.replace(",", self.thousands)
        if self.full_width:
            text = text.translate(FULL_WIDTH)
        if not column.is_count and self.amount_units:
            yuan = value * 10000
            text = f"{value}万元" if rng.random() < 0.5 or yuan % 1 else f"{int(yuan)}元"
        if self.padding:
            text = rng.choice(["{}", " {}", "{} ", " {} "]).format(text)
        return text


PLAIN = Style()


def random_style(rng: random.Random, *, quirks: bool = True) -> Style:
    """A style in which most choices are the template's, as in most reports."""
    return Style(
        brackets=rng.choice(["wide", "wide", "narrow", "spaced"]),
        quotes=rng.choice([("“", "”"), ("“", "”"), ('"', '"'), ("「", "」"), ("", "")]),
        label_variants=rng.random() < 0.3,
        broken_words=rng.random() < 0.3,
        total_in_first_row=rng.random() < 0.3,
        fee_note=rng.random() < 0.4,
        thousands=rng.choice(["", "", "", ",", "，", " "]),
        full_width=rng.random() < 0.08,
        padding=rng.random() < 0.2,
        amount_units=rng.random() < 0.1,
        signed=rng.choice(["digits", "sign", "words"]),
        heading_marks=rng.choice(["none", "none", "none", "same", "drifting"]),
        heading_numbers=rng.choice(["chinese", "chinese", "chinese", "arabic_once", "lost_once"]),
        quirks=quirks and rng.random() < 0.6,
        traditional=rng.random() < 0.05,
    )
