"""``suspect_cells`` of a year of reports: only those that violate an identity, each as if it were alone."""

import random

import pandas as pd

from govinfo_pipeline.checks.doubt import doubtful_cells
from govinfo_pipeline.checks.localization import localize
from govinfo_pipeline.checks.localization.suspects import suspect_cells
from govinfo_pipeline.form import FORMS, LATEST, Cell
from govinfo_pipeline.reading import CellIssue, ReadReport
from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline_tests.building import filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import MISTAKES, random_truth


def _report(seed: int, kind: str | None) -> ReadReport:
    rng = random.Random(seed)
    truth = random_truth(rng, form=rng.choice(sorted(FORMS)))
    mistaken = MISTAKES[kind](truth, rng) if kind else None
    return report_of(mistaken[0] if mistaken else truth)


def _suspects(*reports: ReadReport) -> pd.DataFrame:
    tables = tables_of(filed(reports, 2023))
    return suspect_cells(tables.applications, tables.disputes, tables.identity_results, tables.cell_issues)


def test_a_year_without_violations_has_an_empty_table() -> None:
    found = _suspects(_report(1, None), _report(2, "totals_blank"))
    SCHEMAS["suspect_cells"].validate(found)
    assert found.empty


def test_every_report_of_a_year_is_explained_as_if_it_were_alone() -> None:
    reports = [_report(seed, kind) for seed, kind in enumerate([*MISTAKES, None, None])]
    found = _suspects(*reports)
    SCHEMAS["suspect_cells"].validate(found)
    alone = {f"2023{n:012x}": localize(report.values, FORMS[report.form]) for n, report in enumerate(reports)}
    outcomes = dict(zip(found["report_id"], found["outcome"], strict=True))
    assert outcomes == {name: result.outcome for name, result in alone.items() if result.explanations}
    rows = found.to_dict("records")
    told = {(r["report_id"], r["explanation"], Cell(r["table"], r["item"], r["column"]), r["suggested"]) for r in rows}
    assert len(rows) == len(told)
    assert told == {
        (name, number, suspect.cell, suspect.suggested)
        for name, result in alone.items()
        for number, explanation in enumerate(result.explanations, 1)
        for suspect in explanation.suspects
    }


def test_cells_in_doubt_are_suspected_first() -> None:
    report = report_of(random_truth(random.Random(3), 2023, other_in_one_row=False))
    columns = ("upheld", "corrected", "other", "pending", "total")
    cells = [Cell("disputes", "reconsideration", column) for column in columns]
    report.values.update(zip(cells, (3, 2, 4, 3, 13), strict=True))
    report.issues.append(CellIssue(cells[2], "4?", "unreadable"))
    best = _suspects(report).query("rank == 1")
    assert list(best["column"]) == ["other"]
    assert list(best["suggested"]) == [5]


def test_a_repaired_row_is_in_doubt_as_it_is_printed() -> None:
    """Table 3 prints an item in a row, table 4 all channels in one."""
    of_three = doubtful_cells([(Cell("applications", "granted", "total"), "repaired")])
    assert of_three == {cell for cell in LATEST.cells if cell.item == "granted"}
    of_four = doubtful_cells([(Cell("disputes", "litigation_direct", "total"), "repaired")])
    assert of_four == {cell for cell in LATEST.cells if cell.table == "disputes"}


def test_a_blank_is_no_doubt() -> None:
    assert doubtful_cells([(Cell("applications", "granted", "total"), "blank")]) == set()
