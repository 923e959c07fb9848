"""What changed and who did it: the contributions of all bodies are the change, and nobody is compared with another."""

import itertools
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.metrics import changes
from govinfo_pipeline.metrics.cells import KnownCells, known_cells
from govinfo_pipeline.metrics.changes import metric_changes
from govinfo_pipeline.metrics.distributions import LEAST_UNITS, metric_distributions
from govinfo_pipeline.metrics.groups import overall
from govinfo_pipeline.reading import ReadReport
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.building import Tables, filed, report_of, sample_files, tables_of
from govinfo_pipeline_tests.corpus import random_truth, values_from

YEAR = 2023
GROUP = ["region_code", "report_scope", "metric"]


def _known(tables: Tables) -> KnownCells:
    return known_cells(tables.reports, tables.proactive_disclosure, tables.applications, tables.disputes)


def _changes(tables: Tables) -> pd.DataFrame:
    before = tables.before
    assert before is not None
    results = pd.concat([tables.identity_results, before.identity_results])
    found = metric_changes(YEAR, _known(tables), _known(before), tables.year().partners, results)
    SCHEMAS["metric_changes"].validate(found, lazy=True)
    return found


def _report(name: str, granted: int, denied: int) -> ReadReport:
    """A report of a body of 滑县 with so many applications granted and denied, and nothing else."""
    parts = {
        Cell("applications", "granted", "natural_person"): granted,
        Cell("applications", "denied_internal_affairs", "natural_person"): denied,
    }
    report = report_of(random_truth(random.Random(1), YEAR, values=values_from(FORMS["2021"], parts)))
    report.organization = name
    return report


def _two_years(now: dict[str, tuple[int, int]], before: dict[str, tuple[int, int]]) -> Tables:
    def year(bodies: dict[str, tuple[int, int]], of: int) -> list[ReadReport]:
        return [_report(name, *figures) for name, figures in bodies.items()]

    return tables_of(filed(year(now, YEAR), YEAR), tables_of(filed(year(before, YEAR - 1), YEAR - 1)))


def _of(found: pd.DataFrame, metric: str) -> pd.DataFrame:
    return found[found["region_code"].isna() & (found["metric"] == metric)].set_index("organization")


def test_the_body_that_caused_the_change_is_named_first_with_its_own_sides() -> None:
    now, before = {"滑县教育局": (10, 0), "滑县水利局": (1, 9)}, {"滑县教育局": (10, 0), "滑县水利局": (9, 1)}
    rates = _of(_changes(_two_years(now, before)), "disclosure_rate")
    first = rates.loc["滑县水利局"]
    assert (first["value_before"], first["value"], first["rank"]) == (19 / 20, 11 / 20, 1)
    assert first["change"] == pytest.approx(-0.4)
    assert first["contribution"] == pytest.approx(-0.4)
    assert list(first[["numerator_before", "denominator_before", "numerator", "denominator"]]) == [9, 10, 1, 10]
    assert "滑县教育局" not in rates.index, "it reports what it reported before"


def test_a_body_that_reports_in_one_year_only_is_a_cause_and_has_no_figures_of_the_other() -> None:
    now, before = {"滑县教育局": (10, 0), "滑县审计局": (0, 5)}, {"滑县教育局": (10, 0), "滑县水利局": (5, 5)}
    growth = _of(_changes(_two_years(now, before)), "growth")
    assert growth.loc["滑县水利局", "contribution"] == -0.5
    assert growth.loc["滑县审计局", "contribution"] == 0.25
    assert growth["numerator"].isna().to_dict() == {"滑县水利局": True, "滑县审计局": False}
    assert growth["numerator_before"].isna().to_dict() == {"滑县水利局": False, "滑县审计局": True}
    assert set(growth["change"]) == {-0.25}


NAMES = ("滑县教育局", "滑县水利局", "滑县审计局", "滑县财政局")
FIGURES = st.dictionaries(st.sampled_from(NAMES), st.tuples(st.integers(0, 30), st.integers(0, 30)))


@settings(max_examples=10, deadline=None)
@given(FIGURES, FIGURES)
def test_the_contributions_of_all_bodies_add_up_to_the_change(
    now: dict[str, tuple[int, int]], before: dict[str, tuple[int, int]]
) -> None:
    found = _changes(_two_years(now, before))
    for _, rows in found.groupby(GROUP, dropna=False):
        assert rows["contribution"].sum() == pytest.approx(float(rows["change"].iloc[0]), abs=1e-9)


def test_the_changes_of_the_samples_are_those_of_the_published_metrics() -> None:
    tables = tables_of(sample_files([YEAR]), tables_of(sample_files([YEAR - 1])))
    both = tables_of(sample_files([YEAR - 1, YEAR]))
    found = _changes(tables)
    values = {
        year: overall(both.metrics(year)).set_index(["report_scope", "metric"])["value"] for year in (YEAR - 1, YEAR)
    }
    of_country = found[found["region_code"].isna()].drop_duplicates(GROUP)
    assert len(of_country) > 30
    for row in of_country.to_dict("records"):
        key = (row["report_scope"], row["metric"])
        assert row["value"] == values[YEAR][key], key
        if row["metric"] != "growth":
            assert row["value_before"] == values[YEAR - 1][key], key


def test_no_more_bodies_are_named_than_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST", 2)
    now = {name: (3 * place, 1) for place, name in enumerate(NAMES, 1)}
    before = dict.fromkeys(NAMES, (1, 1))
    growth = _of(_changes(_two_years(now, before)), "growth")
    assert list(growth.index) == ["滑县财政局", "滑县审计局"]
    assert list(growth["rank"]) == [1, 2]


def test_the_spread_is_over_reports_and_no_rate_of_the_group() -> None:
    shares = {f"滑县第{place}局": (10 * place, 100 - 10 * place) for place in range(11)}
    shares["滑县第十一局"] = (9, 0)
    tables = _two_years(shares, {})
    found = metric_distributions(YEAR, _known(tables), tables.identity_results)
    SCHEMAS["metric_distributions"].validate(found, lazy=True)
    row = found[found["region_code"].isna() & (found["level"] == "all")].set_index("metric").loc["disclosure_rate"]
    assert row["units"] == 11, "the report of nine applications is small"
    assert [row["p10"], row["median"], row["p90"]] == pytest.approx([0.1, 0.5, 0.9])


def test_of_few_reports_no_spread_is_told() -> None:
    few = {f"滑县第{place}局": (50, 50) for place in itertools.islice(itertools.count(), LEAST_UNITS - 1)}
    tables = _two_years(few, {})
    assert metric_distributions(YEAR, _known(tables), tables.identity_results).empty
