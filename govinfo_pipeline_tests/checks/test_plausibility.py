"""Values that hold every identity and still look wrong: what is looked at, and what cannot be."""

import random
from dataclasses import replace

import pytest

from govinfo_pipeline.checks.plausibility import WATCHED, jump
from govinfo_pipeline.checks.year import Found
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline.reading.records import Value
from govinfo_pipeline_tests.building import filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import Organization, random_truth

NEW = WATCHED[0]
BODY = Organization("滑县教育局", "我局", "department", 8)


def _report(year: int, watched: Value) -> ReadReport:
    truth = random_truth(random.Random(year), year, organization=BODY)
    same = dict.fromkeys(WATCHED, 100)
    return replace(report_of(truth), values=dict(truth.values) | same | {NEW: watched})


def _jump(before: Value, now: Value) -> Found:
    return jump(tables_of(filed([_report(2023, now)], 2023), tables_of(filed([_report(2022, before)], 2022))).year())


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [(100, 500, 0), (100, 501, 1), (100, 20, 0), (101, 20, 1), (0, 19, 0), (3, 100, 0), (3, 101, 1), (0, 0, 0)],
)
def test_a_figure_jumps_beyond_five_times_or_a_fifth_but_small_ones_do_not(before: int, now: int, found: int) -> None:
    assert len(_jump(before, now).rows) == found


@pytest.mark.parametrize(("before", "now"), [(None, 1000), (1000, None), (None, None)])
def test_a_figure_that_a_year_leaves_blank_is_not_assessable(before: Value, now: Value) -> None:
    found = _jump(before, now)
    assert (found.applied, found.rows, found.not_assessable) == (len(WATCHED) - 1, [], 1)


def test_without_a_report_of_the_year_before_nothing_is_assessable() -> None:
    found = jump(tables_of(filed([_report(2023, 5)], 2023)).year())
    assert (found.applied, found.not_assessable) == (0, len(WATCHED))
