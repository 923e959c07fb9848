"""Comparing all reports of a year with each other costs less than reading them, and grows with their number.

``GOVINFO_TEXTS=50000 pytest -s -m slow -k test_comparing_costs`` compares so many.
"""

import os
import random
import time
from dataclasses import replace

import pandas as pd
import pytest

from govinfo_pipeline.checks.text.repeats import repeats_other
from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.building import filed, report_of
from govinfo_pipeline_tests.checks.text.said import tables_of_files
from govinfo_pipeline_tests.corpus import generate, random_truth

COUNT = int(os.environ.get("GOVINFO_TEXTS", "5000"))
_LETTERS = "安平永兴长宁泰和福清东南西北新华明德"


def _tables(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Reports of ``count`` bodies; every tenth has the first section of one and the same template."""
    reports = []
    template = random_truth(random.Random("template"), 2023).sections[1]
    for place in range(count):
        rng = random.Random(f"speed/{place}")
        truth = random_truth(rng, 2023)
        own = "".join(_LETTERS[place // len(_LETTERS) ** power % len(_LETTERS)] for power in range(4))
        sections = {**truth.sections, **({1: template} if place % 10 == 0 else {})}
        reports.append(report_of(replace(truth, organization=f"{own}县{truth.organization}", sections=sections)))
    return tables_of_files(filed(reports, 2023))


def _seconds_each(count: int) -> float:
    reports, sections = _tables(count)
    start = time.process_time()
    found = repeats_other(reports, sections)
    spent = time.process_time() - start
    assert len(found.rows) == count // 10, "the template's reports, and no others"
    assert found.applied >= 0.99 * count, "a few are too short to be compared"
    return spent / count


@pytest.mark.slow
def test_comparing_costs_less_than_reading_and_grows_linearly() -> None:
    files = [data for _, data, _ in generate(100, 5, years=(2023,))]
    start = time.process_time()
    for data in files:
        read_report(data)
    reading = (time.process_time() - start) / len(files)
    few, many = _seconds_each(COUNT // 10), _seconds_each(COUNT)
    print(
        f"\n{COUNT} reports: {many / reading:.2f} of their reading, each {many / few:.2f} times as long as of a tenth"
    )
    assert many < reading
    assert many < 3 * few, "ten times the reports; a comparison of all pairs would take ten times as long for each"
