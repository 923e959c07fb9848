"""What it costs to explain a failing report, against reading one, in one and the same run."""

import random
import statistics
import time
from collections.abc import Callable

from govinfo_pipeline.checks.localization import localize
from govinfo_pipeline.form import FORMS
from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.corpus import MISTAKES, random_truth
from govinfo_pipeline_tests.corpus.formats import generate_formats


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def test_the_median_failing_report_costs_at_most_ten_times_the_reading_of_a_web_page() -> None:
    pages = [(name, content) for name, content, _ in generate_formats(30, 3, formats=["html_cms"])]
    reading = statistics.median(_seconds(read_report, content, name) for name, content in pages)
    costs = []
    for seed in range(60):
        rng = random.Random(seed)
        truth = random_truth(rng, 2023)
        if mistaken := MISTAKES[rng.choice(list(MISTAKES))](truth, rng):
            costs.append(_seconds(localize, mistaken[0].values, FORMS["2021"]))
    cost = statistics.median(costs)
    print(f"\nreading a web page {reading * 1e3:.1f} ms, explaining a report {cost * 1e3:.1f} ms: {cost / reading:.2f}")
    assert cost <= 10 * reading


def test_the_worst_report_is_bounded() -> None:
    """Every figure wrong: the search ends after so many moves, whatever the figures are."""
    rng = random.Random(1)
    values = {cell: rng.randint(0, 500) for cell in FORMS["2021"].cells if cell.item != "other_processing"}
    assert _seconds(localize, values, FORMS["2021"]) < 5
