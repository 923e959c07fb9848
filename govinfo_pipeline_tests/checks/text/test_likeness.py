"""How much of one text stands in another, and groups of texts that are nearly the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_pipeline.checks.text.likeness import (
    NEARLY_ALL,
    Shingles,
    bands,
    groups,
    letters,
    likeness,
    meeting,
    names,
    share,
    shingles,
)

_LETTERS = [chr(0x4E00 + code) for code in range(1500)]


def _text(seed: int, length: int = 600) -> str:
    return "".join(random.Random(seed).choices(_LETTERS, k=length))


def _edited(text: str, edits: int) -> str:
    rng = random.Random(edits)
    changed = list(text)
    for place in rng.sample(range(len(text)), edits):
        changed[place] = "某"
    return "".join(changed)


def _groups(texts: list[str]) -> list[tuple[int, list[int]]]:
    return [
        (group.first, group.others)
        for group in groups([bands(text) for text in texts], lambda place: shingles(texts[place]))
    ]


def test_figures_marks_titles_headings_tables_and_names_are_left_out() -> None:
    lines = (
        "## （一）主动公开情况",
        "2023年，县教育局按《条例》登出12条。",
        "规章\t0",
        "| 规章 | 0 |",
        "（二）平台建设。教育局网站改版",
    )
    assert letters("\n".join(lines), "滑县教育局") == "年县按登出条网站改版"


@pytest.mark.parametrize(
    ("organization", "name"),
    [("文峰区南关街道办事处", "南关街道"), ("新乡市牧野区卫北办事处", "卫北办事处"), ("永靖县人民政府", "永靖县")],
)
def test_a_body_is_also_called_by_less_than_its_name(organization: str, name: str) -> None:
    assert name in names(organization)
    assert organization in names(organization)


@given(st.text(alphabet=_LETTERS[:20], max_size=60), st.text(alphabet=_LETTERS[:20], max_size=60))
def test_shares_are_between_none_and_all(one: str, other: str) -> None:
    own, others = shingles(one), shingles(other)
    assert 0 <= likeness(own, others) == likeness(others, own) <= share(own, others) <= 1
    assert likeness(own, others) == min(share(own, others), share(others, own))
    assert share(own, own) == (1 if own else 0)


def test_a_part_of_a_text_stands_in_it_and_is_not_like_it() -> None:
    text = _text(1)
    own, whole = shingles(text[:300]), shingles(text)
    assert share(own, whole) == 1
    assert likeness(own, whole) < 0.6


def test_texts_of_their_own_are_in_no_group() -> None:
    assert _groups([_text(seed) for seed in range(200)]) == []


def test_copies_are_grouped_under_the_first_of_them() -> None:
    texts = [_text(1), _text(2), _text(1), _edited(_text(2), 4), _text(3), _edited(_text(1), 5)]
    assert _groups(texts) == [(0, [2, 5]), (1, [3])]


def test_texts_that_share_less_than_nearly_all_are_in_no_group() -> None:
    one, other = _text(1), _edited(_text(1), 20)
    assert 0.7 < likeness(shingles(one), shingles(other)) < NEARLY_ALL
    assert _groups([one, other]) == []


def test_nearly_every_edited_copy_is_found() -> None:
    found = sum(len(_groups([_text(seed), _edited(_text(seed), 10)])) for seed in range(200))
    assert found >= 195


def test_a_thousand_copies_are_compared_with_the_first_one_only() -> None:
    asked: list[int] = []
    text = _text(1)

    def shingles_of(place: int) -> Shingles:
        asked.append(place)
        return shingles(text)

    made = groups([bands(text)] * 1000, shingles_of)
    assert [(group.first, len(group.others)) for group in made] == [(0, 999)]
    assert len(asked) == 1000, "the first one once, and each of the others"


def test_the_shingles_of_texts_that_meet_no_other_are_not_asked_for() -> None:
    texts = [_text(1), _text(2), _text(1), _text(3)]
    keys = [bands(text) for text in texts]
    asked: set[int] = set()

    def shingles_of(place: int) -> Shingles:
        asked.add(place)
        return shingles(texts[place])

    assert [group.others for group in groups(keys, shingles_of)] == [[2]]
    assert asked == set(meeting(keys)) == {0, 2}


def test_texts_without_a_shingle_are_like_nothing() -> None:
    assert _groups(["", "", "短", "短"]) == []
