"""How often errors are found, by kind, over every cell of tables 3 and 4 of clean reports: a table is printed.

CI takes a sample. ``LOCALIZATION_REPORTS=50 pytest -s -m slow`` takes all of fifty reports, for a few minutes.
"""

import os
import random
from collections import Counter
from collections.abc import Iterable

import pytest

from govinfo_pipeline.checks.identities import evaluate
from govinfo_pipeline.checks.localization import localize
from govinfo_pipeline.form import LATEST, Form
from govinfo_pipeline_tests.checks.localization.errors import (
    IN_ONE_CELL,
    NOT_TOLD,
    TWO,
    Counts,
    Error,
    errors_of_a_row,
    errors_of_one_cell,
    errors_of_two_cells,
)
from govinfo_pipeline_tests.corpus import random_truth
from govinfo_pipeline_tests.samples import needs_reports, truths

REPORTS_OF_THE_SLOW_TEST = int(os.environ.get("LOCALIZATION_REPORTS", "6"))


class Rates:
    """Counts by kind of error, for errors that violate an identity, and those of table 3 by themselves.

    ``cells``: every wrong cell is in an explanation of rank 1; ``values``: with its true value; ``alone``: and no
    other explanation shares the rank.
    """

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def add(self, counts: Counts, form: Form, error: Error) -> None:
        kind, printed = error
        spoiled = {**counts, **printed}
        visible = any(outcome.status == "violated" for outcome in evaluate(spoiled, form))
        found = localize(spoiled, form)
        tally = self.counts.setdefault(kind, Counter())
        tally["errors"] += 1
        tally["visible"] += visible
        tally["reported"] += found.outcome != "clean"
        if not visible:
            return
        best = [suspect for e in found.explanations if e.rank == 1 for suspect in e.suspects]
        right = {cell: counts[cell] for cell in printed}.items() <= {(s.cell, s.suggested) for s in best}
        tally["cells"] += set(printed) <= {suspect.cell for suspect in best}
        tally["values"] += right
        if all(cell.table == "applications" for cell in printed):
            tally["of table 3"] += 1
            tally["alone"] += right and len(best) == len(printed)

    def share(self, kinds: Iterable[str], what: str, of: str = "visible") -> float:
        return sum(self.counts[kind][what] for kind in kinds) / sum(self.counts[kind][of] for kind in kinds)

    def show(self) -> None:
        heads = f"{'tried':>7} {'visible':>8} {'reported':>9} {'cells':>7} {'values':>7}"
        print(f"\n{'error':22} {heads} {'alone (table 3)':>16}")
        for kind, tally in self.counts.items():
            shares = (
                tally[what] / max(tally[of], 1)
                for what, of in [("cells", "visible"), ("values", "visible"), ("alone", "of table 3")]
            )
            cells, values, alone = (f"{share:.2%}" for share in shares)
            seen = f"{tally['visible']:>8} {tally['reported']:>9}"
            print(f"{kind:22} {tally['errors']:>7} {seen} {cells:>7} {values:>7} {alone:>16}")


def _add_all(rates: Rates, counts: Counts, form: Form, rng: random.Random, sample: int | None = None) -> None:
    """The errors of a clean report, or ``sample`` of them, and some pairs."""
    errors = [*errors_of_one_cell(counts, rng), *errors_of_a_row(counts)]
    if sample is not None:
        errors = rng.sample(errors, min(sample, len(errors)))
    for error in [*errors, *errors_of_two_cells(counts, rng, 40)]:
        rates.add(counts, form, error)


def _rates(number: int, sample: int | None = None) -> Rates:
    """The rates over ``number`` reports of all forms and sizes."""
    rates = Rates()
    for seed in range(number):
        rng = random.Random(seed)
        truth = random_truth(rng, rng.choice([2020, 2022, 2023]))
        counts = {cell: int(value or 0) for cell, value in truth.values.items() if cell.table != "proactive_disclosure"}
        _add_all(rates, counts, truth.official_form, rng, sample)
    rates.show()
    return rates


def _assert_targets(rates: Rates) -> None:
    """Every violation is reported and nothing else is; then the targets, for ties counted and for ties not allowed."""
    every = list(rates.counts)
    assert all(rates.counts[kind]["reported"] == rates.counts[kind]["visible"] for kind in every)
    for kind in set(every) - {NOT_TOLD, TWO}:
        assert rates.share([kind], "cells") >= 0.99, kind
        assert rates.share([kind], "values") >= 0.99, kind
    assert rates.share([kind for kind in every if kind in IN_ONE_CELL], "alone", "of table 3") >= 0.99
    assert rates.share([TWO], "cells") >= 0.85
    assert rates.share([TWO], "values") >= 0.85


def test_errors_in_a_sample_of_all_cells_are_found() -> None:
    _assert_targets(_rates(5, sample=200))


@pytest.mark.slow
def test_errors_in_every_cell_are_found() -> None:
    _assert_targets(_rates(REPORTS_OF_THE_SLOW_TEST))


@needs_reports
@pytest.mark.slow
def test_errors_in_every_cell_of_the_real_reports_are_found() -> None:
    rates = Rates()
    for seed, known in enumerate(truths().values()):
        counts = {cell: value for cell, value in known.cells.items() if cell.table != "proactive_disclosure"}
        whole = {"table3", "table4"} <= set(known.record["complete"])
        if whole and None not in counts.values():
            _add_all(rates, counts, LATEST, random.Random(seed))
    rates.show()
    _assert_targets(rates)
