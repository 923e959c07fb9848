"""What is said of a report whose figures do not agree: which cells, which values, why, and how sure that is."""

import random
from collections.abc import Mapping

import pytest

from govinfo_pipeline.checks.identities import evaluate
from govinfo_pipeline.checks.localization import Explanation, Localization, localize
from govinfo_pipeline.form import LATEST, Cell
from govinfo_pipeline.reading import Value
from govinfo_pipeline_tests.corpus import MISTAKES, Organization, random_truth

COUNTY = Organization("滑县人民政府", "我县", "government", 300)
CLEAN = {
    cell: int(value or 0)
    for cell, value in random_truth(random.Random(2), 2023, organization=COUNTY, other_in_one_row=False).values.items()
    if cell.table != "proactive_disclosure"
}

Named = dict[tuple[str, str], tuple[int | None, str]]


def _three(item: str, column: str) -> Cell:
    return Cell("applications", item, column)


def _four(column: str, channel: str = "reconsideration") -> Cell:
    return Cell("disputes", channel, column)


def _channel(*counts: Value, channel: str = "reconsideration") -> dict[Cell, Value]:
    columns = ("upheld", "corrected", "other", "pending", "total")
    return {_four(column, channel): count for column, count in zip(columns, counts, strict=True)}


def _localize(printed: Mapping[Cell, Value], *doubtful: Cell) -> Localization:
    return localize({**CLEAN, **printed}, LATEST, doubtful)


def _named(explanation: Explanation) -> Named:
    return {(s.cell.item, s.cell.column): (s.suggested, s.rule) for s in explanation.suspects}


def _best(found: Localization) -> list[Named]:
    return [_named(explanation) for explanation in found.explanations if explanation.rank == 1]


def test_a_report_whose_figures_agree_has_no_suspects() -> None:
    assert _localize({}) == ((), "clean")


def test_a_cell_of_table_3_is_told_by_its_row_and_its_column() -> None:
    cell = _three("granted", "natural_person")
    found = _localize({cell: CLEAN[cell] + 400})
    (explanation,) = found.explanations
    (suspect,) = explanation.suspects
    assert (suspect.cell, suspect.reported, suspect.suggested) == (cell, CLEAN[cell] + 400, CLEAN[cell])
    assert (explanation.rank, explanation.confidence, found.outcome) == (1, 1.0, "explained")


def test_an_explanation_says_which_identities_it_settles_and_how_far_they_were_off() -> None:
    found = _localize({_three("granted", "natural_person"): CLEAN[_three("granted", "natural_person")] + 7})
    settled = {(identity.family, identity.scope): by for identity, by in found.explanations[0].settled}
    assert settled == {("applications.results", "natural_person"): 7, ("applications.applicants", "granted"): 7}


def test_printed_totals_of_0_over_parts_that_add_up_to_11_and_5() -> None:
    printed = _channel(8, 2, 1, 0, 0) | _channel(5, 0, 0, 0, 0, channel="litigation_direct")
    violated = [outcome for outcome in evaluate({**CLEAN, **printed}, LATEST) if outcome.status == "violated"]
    assert [(outcome.left, outcome.right) for outcome in violated] == [(11, 0), (5, 0)]
    found = _localize(printed)
    assert _best(found) == [
        {("reconsideration", "total"): (11, "unfilled_total")},
        {("litigation_direct", "total"): (5, "unfilled_total")},
    ]
    assert found.outcome == "explained"


def test_two_totals_of_table_3_left_at_0() -> None:
    new, granted = _three("new_received", "total"), _three("granted", "total")
    found = _localize({new: 0, granted: 0})
    assert _best(found) == [
        {("new_received", "total"): (CLEAN[new], "unfilled_total")},
        {("granted", "total"): (CLEAN[granted], "unfilled_total")},
    ]


def test_a_whole_column_of_totals_left_at_0_is_explained_by_its_totals_alone() -> None:
    truth = random_truth(random.Random(2), 2023, organization=COUNTY, other_in_one_row=False)
    mistaken = MISTAKES["totals_zero"](truth, random.Random(1))
    assert mistaken is not None
    printed, mistake = mistaken
    found = localize(printed.values, LATEST)
    assert {name: told for named in _best(found) for name, told in named.items()} == {
        (cell.item, cell.column): (was, "unfilled_total") for cell, (was, _) in mistake.cells.items()
    }
    assert found.outcome == "explained"


def test_a_row_left_at_0_where_every_balance_misses_it() -> None:
    row = [cell for cell in CLEAN if cell.item == "carried_over" and CLEAN[cell]]
    (best,) = _best(_localize(dict.fromkeys(row, 0)))
    assert best == {(cell.item, cell.column): (CLEAN[cell], "unfilled_row") for cell in row}


def test_a_blank_column_of_totals_leaves_the_columns_to_tell() -> None:
    """Without totals no row can be assessed: the column alone says what is wrong, and any cell of it may be."""
    items = dict.fromkeys(cell.item for cell in CLEAN if cell.table == "applications")
    cell = _three("granted", "natural_person")
    printed: dict[Cell, Value] = {_three(item, "total"): None for item in items}
    assert _localize(printed).outcome == "clean"
    found = _localize({**printed, cell: CLEAN[cell] + 4})
    assert found.outcome == "ambiguous"
    assert {("granted", "natural_person"): (CLEAN[cell], "digit_substituted")} in _best(found)
    assert all(column == "natural_person" for named in _best(found) for _, column in named)


def test_neighbours_exchanged_are_one_explanation_of_two_cells() -> None:
    one, other = _three("new_received", "natural_person"), _three("new_received", "commercial_enterprise")
    (best,) = _best(_localize({one: CLEAN[other], other: CLEAN[one]}))
    assert best == {
        ("new_received", "natural_person"): (CLEAN[one], "swapped_neighbours"),
        ("new_received", "commercial_enterprise"): (CLEAN[other], "swapped_neighbours"),
    }


@pytest.mark.parametrize("lost", [False, True], ids=["the last figure comes first", "a 0 comes in"])
def test_a_row_one_column_off_is_one_explanation_of_its_cells(lost: bool) -> None:
    row = [cell for cell in CLEAN if cell.item == "granted"]
    figures = [CLEAN[cell] for cell in row]
    printed = dict(zip(row, [0 if lost else figures[-1], *figures[:-1]], strict=True))
    (best,) = _best(_localize(printed))
    changed = [cell for cell in row if printed[cell] != CLEAN[cell]]
    assert len(changed) > 2
    assert best == {(cell.item, cell.column): (CLEAN[cell], "shifted_row") for cell in changed}


def test_a_minus_before_a_count_is_a_mistake_of_sign() -> None:
    cell = _three("granted", "natural_person")
    (best,) = _best(_localize({cell: -CLEAN[cell]}))
    assert best == {("granted", "natural_person"): (CLEAN[cell], "sign")}


def test_the_cells_of_table_4_stand_in_one_identity_and_share_the_rank_and_the_confidence() -> None:
    """A total is somewhat more likely wrong than one of its parts, which the confidence says and the rank does not."""
    found = _localize(_channel(3, 2, 4, 3, 13))
    assert found.outcome == "ambiguous"
    assert _best(found)[0] == {("reconsideration", "total"): (12, "off_by_one")}
    assert _best(found)[1:] == [
        {("reconsideration", column): (count + 1, "off_by_one")}
        for column, count in (("upheld", 3), ("corrected", 2), ("other", 4), ("pending", 3))
    ]
    confidences = [explanation.confidence for explanation in found.explanations]
    assert confidences == pytest.approx([2 / 6, 1 / 6, 1 / 6, 1 / 6, 1 / 6])


def test_a_mistake_of_typing_ranks_before_any_other_change_of_as_many_cells() -> None:
    found = _localize(_channel(46, 10, 6, 0, 26))
    ranked = [(explanation.rank, _named(explanation)) for explanation in found.explanations]
    assert ranked[0] == (1, {("reconsideration", "total"): (62, "digits_transposed")})
    assert ranked[1:] == [(2, {("reconsideration", "upheld"): (10, "smallest_change")})]
    assert found.explanations[0].confidence > 5 * found.explanations[1].confidence


def test_a_cell_read_with_doubt_is_suspected_before_one_read_with_certainty() -> None:
    printed, doubtful = _channel(3, 2, 4, 3, 13), _four("other")
    assert _best(_localize(printed, doubtful)) == [{("reconsideration", "other"): (5, "off_by_one")}]


def test_doubt_never_blames_two_cells_where_one_explains_it() -> None:
    cell = _three("granted", "natural_person")
    elsewhere = [_three("granted", "research_institution"), _three("partially_granted", "natural_person")]
    (best,) = _best(_localize({cell: CLEAN[cell] + 4}, *elsewhere))
    assert list(best) == [("granted", "natural_person")]


def test_two_errors_in_two_tables_are_two_explanations() -> None:
    cell = _three("new_received", "natural_person")
    found = _localize({cell: CLEAN[cell] + 30, **_channel(0, 0, 0, 0, 4)})
    assert {("new_received", "natural_person"): (CLEAN[cell], "digit_substituted")} in _best(found)
    assert {("reconsideration", "total"): (0, "digit_substituted")} in _best(found)


def test_two_errors_in_one_row_are_both_told() -> None:
    one, other = _three("granted", "natural_person"), _three("granted", "total")
    found = _localize({one: CLEAN[one] + 2, other: CLEAN[other] + 5})
    (best,) = _best(found)
    assert {name: suggested for name, (suggested, _) in best.items()} == {
        ("granted", "natural_person"): CLEAN[one],
        ("granted", "total"): CLEAN[other],
    }


def test_a_value_that_the_identities_leave_open_is_not_suggested() -> None:
    """A blank may make up any difference to one side, so that too much is known, but not how much."""
    found = localize(
        {
            _three("granted", "natural_person"): 9,
            _three("partially_granted", "natural_person"): None,
            _three("results_total", "natural_person"): 4,
            _three("new_received", "natural_person"): 4,
        },
        LATEST,
    )
    (best,) = _best(found)
    assert best == {("granted", "natural_person"): (None, "smallest_change")}


def test_blanks_are_never_suspects() -> None:
    found = _localize(_channel(5, None, None, None, 4))
    assert {cell for named in _best(found) for cell in named} == {
        ("reconsideration", "upheld"),
        ("reconsideration", "total"),
    }


def test_the_wildest_report_ends_within_the_budget_and_says_so() -> None:
    rng = random.Random(1)
    values = {cell: rng.randint(0, 500) for cell in CLEAN}
    found = localize(values, LATEST, budget=300)
    assert found.outcome == "time_limit"
    of_table_3 = [e for e in found.explanations if e.suspects[0].cell.table == "applications"]
    assert all(explanation.confidence < 1 for explanation in of_table_3)


def test_the_same_report_gives_the_same_explanations() -> None:
    rng = random.Random(4)
    values = {**CLEAN, **{cell: CLEAN[cell] + rng.randint(1, 9) for cell in rng.sample(list(CLEAN), 12)}}
    assert localize(values, LATEST) == localize(dict(reversed(values.items())), LATEST)
