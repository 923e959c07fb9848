"""One error of one in any cell of tables 3 and 4 of a clean report is reported: all 190 cells are tried."""

import random

import pytest

from govinfo_pipeline.checks.identities import check_report, evaluate
from govinfo_pipeline.form import FORMS, Cell
from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.building import report_of, tables_of_truths
from govinfo_pipeline_tests.corpus import LAYOUTS, Organization, Truth, random_truth

COUNTY = Organization("滑县人民政府", "我县", "government", 300)
CLEAN = {
    "2021": random_truth(random.Random(2), 2023, organization=COUNTY, other_in_one_row=False),
    "2021, one row": random_truth(random.Random(3), 2023, organization=COUNTY, other_in_one_row=True),
    "2019": random_truth(random.Random(4), 2020, organization=COUNTY),
}


def _counts(truth: Truth) -> list[Cell]:
    return [cell for cell in truth.values if cell.table in ("applications", "disputes")]


def _changed(truth: Truth, cell: Cell, by: int) -> Truth:
    return truth.with_values({cell: int(truth.values[cell] or 0) + by})


@pytest.mark.parametrize("kind", CLEAN)
def test_a_clean_report_has_nothing_to_report(kind: str) -> None:
    outcomes = check_report(report_of(CLEAN[kind]))
    assert {outcome.status for outcome in outcomes} == {"holds"}
    assert len(_counts(CLEAN[kind])) == {"2021": 190, "2021, one row": 176, "2019": 176}[kind]


@pytest.mark.parametrize("kind", CLEAN)
@pytest.mark.parametrize("by", [1, -1])
def test_one_too_many_or_too_few_is_violated_in_every_identity_of_the_cell(kind: str, by: int) -> None:
    truth = CLEAN[kind]
    form = FORMS[truth.form]
    for cell in _counts(truth):
        changed = _changed(truth, cell, by)
        violated = [o.identity for o in evaluate(changed.values, form) if o.status == "violated"]
        touching = [i for i in form.identities if cell in i.left + i.right and i.right[0] in truth.values]
        assert touching, f"no identity speaks of {cell}"
        assert violated == touching, f"{by:+d} in {cell}"


@pytest.mark.parametrize("by", [1, -1])
def test_every_error_becomes_a_finding_of_the_year(by: int) -> None:
    truth = CLEAN["2021"]
    cells = _counts(truth)
    tables = tables_of_truths([_changed(truth, cell, by) for cell in cells])
    identities = tables.findings[tables.findings["check"].isin([s.family for s in FORMS["2021"].sums])]
    for cell, report in zip(cells, tables.reports["report_id"], strict=True):
        own = identities[identities["report_id"] == report]
        touching = [i for i in FORMS["2021"].identities if cell in i.left + i.right and i.right[0] in truth.values]
        assert list(own["check"]) == [identity.family for identity in touching], f"{by:+d} in {cell}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_error_of_one_more_is_seen_in_the_text_of_a_report(layout: str) -> None:
    assert not _unseen(layout, 1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_error_of_one_less_is_seen_in_the_text_of_a_report(layout: str) -> None:
    """Also where a 0 becomes -1, which is no count, and is said to be none if it is not read as one."""
    assert not _unseen(layout, -1)


def _unseen(layout: str, by: int) -> list[Cell]:
    """The cells of the clean report whose error is not reported after it was printed in ``layout`` and read."""
    truth = CLEAN["2021"]
    unseen = []
    for place, cell in enumerate(_counts(truth)):
        text = LAYOUTS[layout](_changed(truth, cell, by), random.Random(place))
        report = read_report(text.encode())
        said = {issue.cell for issue in report.issues if issue.kind == "unreadable"}
        violated = [o.identity for o in check_report(report) if o.status == "violated"]
        if cell not in said and not any(cell in identity.left + identity.right for identity in violated):
            unseen.append(cell)
    return unseen
