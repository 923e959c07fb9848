"""Draws sentences of :mod:`.statements` for one report, fills in its figures and keeps each as a claim."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from govinfo_pipeline.form import Cell
from govinfo_pipeline_tests.corpus import statements as bank
from govinfo_pipeline_tests.corpus.truth import Claim, Value

Figures = Mapping[Cell, Value]

_MARK = re.compile(r"\[([\w+%]+)\|([^\]]*)\]")
_ONE_ROW = (Cell("applications", "other_processing", "total"),)
_CHINESE = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "") if tens else _CHINESE[ones]


PRINTS: dict[str, Callable[[Value], str]] = {
    "plain": str,
    "spaced": lambda value: f" {value} ",
    "thousands": lambda value: f"{value:,}" if isinstance(value, int) else str(value),
    "wide": lambda value: str(value).translate(_WIDE),
    "chinese": lambda value: _chinese(value) if isinstance(value, int) and 0 < value < 100 else str(value),
}
"""The ways in which prose prints a number; the first one is the usual one."""


class Telling:
    """What a report tells of its figures. ``claims`` are the figures told so far."""

    def __init__(self, rng: random.Random, figures: Figures, fill: Callable[[str], str]) -> None:
        self.rng, self.figures, self.fill = rng, figures, fill
        self.print = PRINTS[rng.choices(list(PRINTS), (8, 1, 1, 1, 1))[0]]
        self.claims: list[Claim] = []

    def documents(self) -> str:
        """Of table 2: documents, decisions, fees."""
        usual = bank.DOCUMENTS if self._tellable(bank.DOCUMENTS[0]) else bank.DOCUMENTS_2019
        return "".join(
            self._one(sentences)
            for sentences, share in ((usual, 0.6), (bank.POWERS, 0.25), (bank.FEES, 0.15))
            if self.rng.random() < share
        )

    def applications(self) -> str:
        """Of tables 3 and 4, with sentences between that tell nothing of them."""
        rng = self.rng
        told: list[tuple[str, ...]] = [bank.RECEIVED if self._any("new") else bank.NOT_RECEIVED]
        if self._any("new") and rng.random() < 0.4:
            told.append(bank.APPLICANTS)
        if self._any("results") and rng.random() < 0.8:
            told.append(bank.CLOSED)
        if self._any("results") and rng.random() < 0.5:
            told.append(bank.OUTCOMES)
        if self._any("cases"):
            told.append(bank.DISPUTES)
        elif rng.random() < 0.6:
            told.append(bank.NO_DISPUTES)
        sentences = [self._one(options) for options in told]
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
            noise = bank.NO_CLAIMS if rng.random() < 0.95 else bank.UNCLEAR
            # What starts with 其中 belongs to the sentence before.
            places = [n for n in range(1, len(sentences) + 1) if not "".join(sentences[n:]).startswith("其中")]
            sentences.insert(rng.choice(places), self.fill(rng.choice(noise)))
        return "".join(sentences)

    def _any(self, code: str) -> bool:
        return any(self.figures.get(cell) for cell in bank.CELLS[code])

    def _cells(self, code: str) -> tuple[Cell, ...]:
        cells = bank.CELLS[code]
        return _ONE_ROW if code == "other" and _ONE_ROW[0] in self.figures else cells

    def _tellable(self, sentence: str) -> bool:
        codes = [code for codes, _ in _MARK.findall(sentence) for code in re.split(r"[+%]", codes)]
        return all(self.figures.get(cell) is not None for code in codes for cell in self._cells(code))

    def _one(self, sentences: Sequence[str]) -> str:
        """One of the sentences for which the report has the figures, or nothing."""
        options = [sentence for sentence in sentences if self._tellable(sentence)]
        return self._tell(self.rng.choice(options)) if options else ""

    def _tell(self, sentence: str) -> str:
        text, done = "", 0
        for found in _MARK.finditer(sentence):
            text += self.fill(sentence[done : found.start()]) + self._claim(*found.groups())
            done = found.end()
        return text + self.fill(sentence[done:])

    def _claim(self, codes: str, words: str) -> str:
        part, _, base = codes.partition("%")
        claims = [Claim(self._cells(code), 0, "", self._cells(base) if base else ()) for code in part.split("+")]
        values = [claim.computed(self.figures) or 0 for claim in claims]
        quote = self.fill(words.replace("{}", self.print(values[0])))
        self.claims += [claim._replace(value=value, quote=quote) for claim, value in zip(claims, values, strict=True)]
        return quote


__all__ = ["PRINTS", "Figures", "Telling"]
