"""No false alarm on real reports and on generated ones: whatever is found there, a person finds there too."""

import random
from collections import defaultdict
from dataclasses import replace

import pandas as pd
import pytest

from govinfo_pipeline.checks.text import judged
from govinfo_pipeline.checks.text.repeats import repeats_last_year, repeats_other
from govinfo_pipeline.checks.text.rules import RULES
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.reading import read_report
from govinfo_pipeline_tests.building import Filed, filed, report_of
from govinfo_pipeline_tests.checks.text.said import tables_of_files
from govinfo_pipeline_tests.corpus import Truth, generate, random_organization, random_truth
from govinfo_pipeline_tests.samples import REPORTS, needs_reports, read, truths

_OF_ONE_YEAR = ("text.repeats_other", *judged.JUDGES)
_TRUE_ALARMS = {("text.fee_statement", "001_43af273cee40a80c.txt")}
"""Section six of this report says 无 and nothing else."""
_YEAR_OF_PARTS = 2022


def _all(reports: pd.DataFrame, sections: pd.DataFrame) -> dict[str, Found]:
    by_itself = judged.found(Year(None, {"reports": reports, "sections": sections}))
    return {"text.repeats_other": repeats_other(reports, sections), **by_itself}


def test_every_check_has_its_texts() -> None:
    assert set(RULES) == {*_OF_ONE_YEAR, "text.repeats_last_year"}


@needs_reports
def test_real_reports_have_the_weaknesses_that_a_reader_finds_and_no_others() -> None:
    years = defaultdict(list)
    for place, name in enumerate(sorted(truths())):
        report = read(REPORTS / name)
        year = report.year or _YEAR_OF_PARTS
        years[year].append(Filed(name, year, f"{place:016x}", report))
    alarms, applied = set(), dict.fromkeys(_OF_ONE_YEAR, 0)
    for files in years.values():
        names = {file.sha256[:16]: file.path for file in files}
        for code, found in _all(*tables_of_files(files)).items():
            applied[code] += found.applied
            alarms |= {(code, names[row["report_id"]]) for row in found.rows}
    assert alarms == _TRUE_ALARMS
    assert all(applied.values()), applied


def _truths(count: int, year: int) -> list[Truth]:
    """Reports of different bodies, each under a name of its own."""
    made = []
    for place in range(count):
        rng = random.Random(f"text/{year}/{place}")
        organization = random_organization(rng)
        own = "".join(rng.sample("安平永兴长宁泰和福清东南西北新华明德", 5))
        made.append(random_truth(rng, year, organization=replace(organization, name=f"{own}县{organization.name}")))
    return made


@pytest.mark.parametrize("year", [2021, 2023])
def test_generated_reports_have_no_weakness_but_the_bare_nothings_they_were_given(year: int) -> None:
    made = _truths(300, year)
    files = filed([report_of(truth) for truth in made], year)
    bare = {
        file.sha256[:16] for file, truth in zip(files, made, strict=True) if "费" not in truth.sections[6].paragraphs[0]
    }
    found = _all(*tables_of_files(files))
    assert {row["report_id"] for row in found.pop("text.fee_statement").rows} == bare
    assert {code: outcome.rows for code, outcome in found.items() if outcome.rows} == {}
    assert found["text.repeats_other"].applied >= 300
    assert found["text.year_left"].applied >= 600


def test_generated_reports_in_every_layout_and_encoding_have_no_weakness_either() -> None:
    files = []
    for place, (name, data, _) in enumerate(generate(120, 11, years=(2023,))):
        files.append(Filed(name, 2023, f"{place:016x}", read_report(data, name)))
    found = _all(*tables_of_files(files))
    fees = found.pop("text.fee_statement").rows
    assert all("只写" in row["message_zh"] for row in fees)
    assert {code: outcome.rows for code, outcome in found.items() if outcome.rows} == {}


def test_bodies_that_write_anew_every_year_do_not_repeat_themselves() -> None:
    before = _truths(100, 2022)
    now = [random_truth(random.Random(f"now/{n}"), 2023, before=truth) for n, truth in enumerate(before)]
    tables = [
        tables_of_files(filed([report_of(truth) for truth in made], year))
        for made, year in ((now, 2023), (before, 2022))
    ]
    same = dict(zip(tables[0][0]["report_id"], tables[1][0]["report_id"], strict=True))
    found = repeats_last_year(*tables[0], *tables[1], same)
    assert found.applied >= 100
    drawn = {report for report, old, new in zip(same, before, now, strict=True) if _items(new) <= _items(old)}
    assert {row["report_id"] for row in found.rows} <= drawn, "only where nothing but last year's sentences was drawn"


def _items(truth: Truth) -> set[str]:
    """The problems and improvements of section five, without their numbers."""
    text = "".join(truth.sections[5].paragraphs)
    return {
        item.split("是", 1)[-1] for item in text.replace("。", "；").replace("：", "；").split("；") if "是" in item
    }
