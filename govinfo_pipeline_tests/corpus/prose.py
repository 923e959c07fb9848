"""The prose round the tables: titles, preamble, sections one, five and six, in sentences of our own.

The figures that section one states are taken from the tables, and each is kept as a :class:`Claim`.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from govinfo_pipeline.form import SECTIONS
from govinfo_pipeline_tests.corpus import sentences as bank
from govinfo_pipeline_tests.corpus.organizations import Organization
from govinfo_pipeline_tests.corpus.stated import Figures, Telling
from govinfo_pipeline_tests.corpus.truth import Claim, Section

SUB_NUMBERS = "一二三四五"


@dataclass(frozen=True, slots=True)
class Prose:
    """What a report says in words; the fields are those of :class:`Truth`."""

    title_lines: tuple[str, ...]
    preamble: tuple[str, ...]
    sections: dict[int, Section]
    claims: tuple[Claim, ...]


def write(rng: random.Random, organization: Organization, year: int, figures: Figures) -> Prose:
    """Prose for one report; the organization is always named in the title or in the preamble."""
    # A generator of its own, so that another sentence in a bank changes no table.
    rng = random.Random(rng.getrandbits(64))
    slots = {
        "org": organization.name,
        "we": organization.we,
        "year": str(year),
        "next": str(year + 1),
        "last": str(year - 1),
        # 030x is no area code, so nobody's telephone rings.
        "tel": f"030{rng.randint(0, 9)}-{rng.randint(2000000, 8999999)}",
    }
    title = title_lines(rng, organization.name, year)
    preamble = _preamble(rng, slots, named=organization.name in "".join(title))
    overview, claims = _overview(rng, slots, figures)
    sections = {1: overview, 5: _problems(rng, slots), 6: _other_matters(rng, slots)}
    for number in (2, 3, 4):
        note = (rng.choice(bank.TABLE_NOTES),) if rng.random() < 0.2 else ()
        sections[number] = Section(_heading(rng, number), note)
    return Prose(title, preamble, dict(sorted(sections.items())), claims)


def title_lines(rng: random.Random, name: str, year: int) -> tuple[str, ...]:
    """The title in one of the ways that real reports print it, mostly the usual one."""
    usual = (f"{name}{year}年政府信息公开工作年度报告",)
    others = (
        (f"{name}{year}年度政府信息公开工作年度报告",),
        (f"{year}年{name}政府信息公开工作年度报告",),
        (f"{name}{year}年政府信息公开年度报告",),
        (f"{name}{year}年度政府信息公开工作报告",),
        (f"{name}关于{year}年政府信息公开工作情况的报告",),
        (name, f"{year}年政府信息公开工作年度报告"),
        (f"{name} {year} 年政府信息公开工作 年度报告",),
        (f"{year}年政府信息公开工作年度报告",),
        (usual[0], usual[0]),
    )
    return usual if rng.random() < 0.5 else rng.choice(others)


def _fill(rng: random.Random, sentence: str, slots: Mapping[str, str]) -> str:
    """The sentence with its slots filled, every time with other numbers."""
    numbers = {
        "a": rng.randint(24, 980),
        "b": rng.randint(11, 160),
        "c": rng.randint(1200, 98000),
        "d": rng.randint(2, 9),
    }
    return sentence.format(**slots, **numbers)


def _some(rng: random.Random, sentences: tuple[str, ...], count: int, slots: Mapping[str, str]) -> str:
    return "".join(_fill(rng, sentence, slots) for sentence in rng.sample(sentences, count))


def _preamble(rng: random.Random, slots: Mapping[str, str], named: bool) -> tuple[str, ...]:
    if named and rng.random() < 0.25:
        return ()
    text = "".join(_fill(rng, rng.choice(options), slots) for options in (bank.BASES, bank.PERIODS))
    if not named:
        return (text, _fill(rng, rng.choice(bank.NAMING), slots))
    return (text, _fill(rng, rng.choice(bank.CONTACTS), slots)) if rng.random() < 0.7 else (text,)


def _heading(rng: random.Random, number: int) -> str:
    official = SECTIONS[number][0]
    return official if rng.random() < 0.8 else rng.choice(bank.REWORDED_HEADINGS.get(number, (official,)))


def _overview(rng: random.Random, slots: Mapping[str, str], figures: Figures) -> tuple[Section, tuple[Claim, ...]]:
    telling = Telling(rng, figures, lambda sentence: _fill(rng, sentence, slots))
    documents = telling.documents()
    bodies = (
        _some(rng, bank.PROACTIVE, rng.randint(2, 5), slots) + documents,
        telling.applications(),
        _some(rng, bank.MANAGEMENT, rng.randint(2, 4), slots),
        _some(rng, bank.PLATFORM, rng.randint(1, 4), slots),
        _some(rng, bank.SUPERVISION, rng.randint(2, 4), slots),
    )
    paragraphs = [_fill(rng, rng.choice(bank.OPENINGS), slots)]
    own_lines = rng.random() < 0.5
    for number, heading, body in zip(SUB_NUMBERS, rng.choice(bank.SUBHEADINGS), bodies, strict=True):
        head = f"（{number}）{heading}"
        paragraphs += [head, body] if own_lines else [f"{head}。{body}"]
    return Section(SECTIONS[1][0], tuple(paragraphs)), tuple(telling.claims)


def _problems(rng: random.Random, slots: Mapping[str, str]) -> Section:
    """Section five; problem n and improvement n belong together."""
    chosen = rng.sample(range(len(bank.PROBLEMS)), rng.randint(2, 4))
    first, second = rng.choice(bank.PROBLEM_HEADS)

    def listing(items: tuple[str, ...]) -> str:
        return "；".join(f"{number}是{items[i]}" for number, i in zip("一二三四", chosen, strict=False)) + "。"

    problems = ("工作中仍有不足：" if not first else "") + listing(bank.PROBLEMS)
    plans = f"{slots['next']}年将从以下方面改进：" + listing(bank.IMPROVEMENTS)
    paragraphs = (first, problems, second, plans) if first else (problems, plans)
    return Section(_heading(rng, 5), paragraphs)


def _other_matters(rng: random.Random, slots: Mapping[str, str]) -> Section:
    options = bank.NOTHING_BUT if rng.random() < 0.2 else bank.FEES
    return Section(SECTIONS[6][0], (_fill(rng, rng.choice(options), slots),))
