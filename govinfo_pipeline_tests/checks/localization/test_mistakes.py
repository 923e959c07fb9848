"""The mistakes of typing that explain a figure, each by an example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_pipeline.checks.localization.mistakes import typing_mistake


@pytest.mark.parametrize(
    ("intended", "reported", "mistake"),
    [
        (2482, 248, "digit_dropped"),
        (105, 5, "digit_dropped"),
        (36, 326, "digit_added"),
        (36, 336, "digit_doubled"),
        (785, 875, "digits_transposed"),
        (20, 2, "digits_transposed"),
        (19, 20, "off_by_one"),
        (0, 1, "off_by_one"),
        (785, 735, "digit_substituted"),
        (3, 7, "digit_substituted"),
        (5, -5, "sign"),
        (5, -6, None),
        (785, 412, None),
        (7, 7000, None),
    ],
)
def test_a_single_mistake_of_typing_has_a_name(intended: int, reported: int, mistake: str | None) -> None:
    assert typing_mistake(reported, intended) == mistake


def test_a_figure_of_a_cell_beside_was_copied_but_a_0_is_beside_most_cells() -> None:
    assert typing_mistake(412, 785, beside={412, 0}) == "copied_neighbour"
    assert typing_mistake(0, 785, beside={412, 0}) is None


@given(st.integers(10, 10**9), st.data())
def test_every_figure_with_a_digit_dropped_or_added_is_a_mistake_of_typing(count: int, data: st.DataObject) -> None:
    digits = str(count)
    place = data.draw(st.integers(0, len(digits) - 1))
    dropped = int(digits[:place] + digits[place + 1 :])
    assert typing_mistake(dropped, count) is not None
    added = int(digits[:place] + data.draw(st.sampled_from("0123456789")) + digits[place:])
    assert added == count or typing_mistake(added, count) is not None
