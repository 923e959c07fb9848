"""Columns of text as numbers say what the columns of text say."""

from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.checks.coded import Coded

TEXTS = st.sampled_from(["", "自然人", "商业企业", "总计", "a"])
COLUMNS = st.lists(st.lists(st.none() | TEXTS), max_size=4)


def _said(coded: Coded) -> list[str | None]:
    return [coded.name(code) for code in coded.codes]


@settings(deadline=None)
@given(COLUMNS)
def test_a_column_in_pieces_is_one_column_whether_its_text_was_coded_or_not(pieces: list[list[str | None]]) -> None:
    plain: list[Any] = [pa.array(piece, pa.string()) for piece in pieces]
    kinds: dict[Any, list[Any]] = {
        pa.string(): plain,
        pa.dictionary(pa.int32(), pa.string()): [piece.dictionary_encode() for piece in plain],
    }
    expected = [text for piece in pieces for text in piece]
    for kind, column in kinds.items():
        coded = Coded.of(pa.chunked_array(column, kind))
        assert _said(coded) == expected
        assert len(set(coded.names.to_pylist())) == len(coded.names)


@settings(deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=1), min_size=1, max_size=4))
def test_joined_parts_keep_each_name_once(parts: list[list[str]]) -> None:
    whole = Coded.joined([Coded.of(pa.array(part)) for part in parts])
    assert _said(whole) == [text for part in parts for text in part]
    assert len(set(whole.names.to_pylist())) == len(whole.names)
    assert whole.texts().to_pylist() == whole.array().to_pylist() == _said(whole)


def test_names_of_which_some_are_the_same_are_chosen_by_their_places() -> None:
    chosen = Coded.chosen(["error", "warning", "error"], np.array([2, 1, 0, 2]))
    assert chosen.array().to_pylist() == ["error", "warning", "error", "error"]
    assert len(chosen.names) == 2


def test_what_is_found_for_a_text_is_found_once_and_given_to_all_its_rows() -> None:
    asked: list[str] = []
    coded = Coded.of(pa.array(["b", "a", "b"]))
    lengths = coded.each(lambda text: asked.append(text) or len(text), int)  # type: ignore[func-returns-value]
    assert (list(lengths), asked) == ([1, 1, 1], ["b", "a"])
    assert list(coded.take(np.array([1, 1])).texts().to_pylist()) == ["a", "a"]
    assert Coded.repeated("warning", 2).texts().to_pylist() == ["warning", "warning"]
