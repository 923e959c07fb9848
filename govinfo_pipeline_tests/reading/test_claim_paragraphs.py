"""Claims in paragraphs as reports word them, with the figures that a person reads in each of them.

The paragraphs say what the sentences of the generated reports do not: other words, other orders, and many numbers that
state nothing. They are kept in :mod:`.claim_paragraphs`.
"""

import pytest

from govinfo_pipeline_tests.reading.claim_paragraphs import Measured, Paragraph, measure, read_paragraphs

SETS = ("applications.txt", "disputes.txt", "proactive.txt", "traps.txt")
OTHERS = ("further.txt", "rare.txt")
BODIES = tuple(f"bodies_{number}.txt" for number in range(1, 13))
EVERY = [(name, paragraph) for name in SETS + OTHERS for paragraph in read_paragraphs(name)]


def _shown(paragraph: Paragraph, measured: Measured) -> str:
    lines = [paragraph.text]
    lines += [f"  wrong: {claim.claim} {claim.value} {claim.quote}" for claim in measured.wrong]
    lines += [f"  unclear: {stated.code} {stated.value}" for stated in measured.doubted]
    lines += [f"  missed: {stated.code} {stated.value}" for stated in measured.missed]
    return "\n".join(lines)


def test_the_paragraphs_are_many_and_a_third_of_them_are_traps() -> None:
    first = [paragraph for name, paragraph in EVERY if name in SETS]
    states_nothing = [paragraph for paragraph in first if all(stated.mark == "?" for stated in paragraph.stated)]
    assert len(first) >= 300
    assert len(states_nothing) >= 120
    assert len(read_paragraphs("further.txt")) >= 100


def test_the_paragraphs_of_all_bodies_are_many_and_a_third_of_them_state_nothing() -> None:
    paragraphs = [paragraph for name in BODIES for paragraph in read_paragraphs(name)]
    assert len(paragraphs) >= 900
    assert sum(not paragraph.stated for paragraph in paragraphs) >= len(paragraphs) / 3
    assert len({paragraph.kind for paragraph in paragraphs}) >= 8


@pytest.mark.parametrize("name", BODIES)
def test_of_all_bodies_claims_are_right_and_most_figures_are_found(name: str) -> None:
    paragraphs = read_paragraphs(name)
    measured = [measure(paragraph) for paragraph in paragraphs]
    right, wrong, doubted, missed, _ = (sum(map(len, parts)) for parts in zip(*measured, strict=True))
    stated = sum(said.mark != "?" for paragraph in paragraphs for said in paragraph.stated)
    precision, recall = right / (right + wrong), 1 - (doubted + missed) / stated
    shown = "\n".join(_shown(*pair) for pair in zip(paragraphs, measured, strict=True) if any(pair[1][1:4]))
    print(f"\n{name}: {len(paragraphs)} paragraphs, {stated} figures: precision {precision:.1%}, recall {recall:.1%}")
    assert precision >= 0.98, shown
    assert recall >= 0.90, shown


@pytest.mark.parametrize(("name", "paragraph"), EVERY, ids=[f"{name}-{n}" for n, (name, _) in enumerate(EVERY)])
def test_no_certain_claim_is_wrong(name: str, paragraph: Paragraph) -> None:
    measured = measure(paragraph)
    assert measured.wrong == [], _shown(paragraph, measured)


@pytest.mark.parametrize("name", [name for name in SETS + OTHERS if name != "traps.txt"])
def test_what_is_stated_is_found(name: str) -> None:
    measured = [(paragraph, measure(paragraph)) for paragraph in read_paragraphs(name)]
    right, doubted, missed = (
        sum(len(part) for part in parts)
        for parts in zip(*((one.right, one.doubted, one.missed) for _, one in measured), strict=True)
    )
    recall = right / (right + doubted + missed)
    print(f"\n{name}: {len(measured)} paragraphs, {right} figures found for certain, {recall:.1%} of those stated")
    shown = "\n".join(_shown(*pair) for pair in measured if pair[1].doubted or pair[1].missed)
    assert recall >= 0.95, shown


def test_a_claim_of_unclear_scope_is_still_about_what_the_words_name() -> None:
    vague = sum(len(measure(paragraph).vague) for _, paragraph in EVERY)
    stated = sum(len(paragraph.stated) for _, paragraph in EVERY)
    assert vague <= 0.01 * stated
