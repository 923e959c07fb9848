"""Two workers against one: what the benchmark measures, and how it says so.

``GOVINFO_CLUSTER_REPORTS=3000 pytest -m slow -k test_scaling`` measures on so many reports.
"""

import os

import pytest

from benchmarks.cluster import Scaling, Turn, measure, table

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

REPORTS = int(os.environ.get("GOVINFO_CLUSTER_REPORTS", "0"))
LIMIT = 1.7
MADE = Scaling(1000, Turn(15.0, 10.0, 0.2, 0.4, 9.0), Turn(10.0, 5.0, 0.3, 0.5, 10.0), 0.5)


def test_the_ratio_and_how_far_it_goes_are_said() -> None:
    text = table(MADE)
    assert "| 2 | 10.0 s | 5.0 s | 200 | 10.0 s | 0.5 s | 0.3 s |" in text
    assert "two workers read **2.00 times as fast** as one without waiting for a processor, 1.50 times on" in text
    assert "can keep 20 such workers busy" in text


@pytest.mark.slow
@pytest.mark.skipif(not REPORTS, reason="takes some minutes; GOVINFO_CLUSTER_REPORTS names the number of reports")
def test_two_workers_read_at_least_seventeen_tenths_as_fast_as_one() -> None:
    assert measure(REPORTS).ratio >= LIMIT
