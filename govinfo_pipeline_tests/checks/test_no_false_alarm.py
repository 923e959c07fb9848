"""Clean reports have no finding of an error, and real ones no alarm of the narrative.

``GOVINFO_CLEAN=2500 pytest -m slow -k test_no_false_alarm`` draws so many bodies (some 570 distinct ones), each with
report a year; in the usual run there are fewer.
"""

import os
import random

import pytest

from govinfo_pipeline.reading.files import RawFile, read_file
from govinfo_pipeline_tests.building import Filed, filed, report_of, tables_of
from govinfo_pipeline_tests.corpus import Truth, random_truth
from govinfo_pipeline_tests.corpus.organizations import random_organization
from govinfo_pipeline_tests.samples import REPORTS, needs_reports, truths

COUNT = int(os.environ.get("GOVINFO_CLEAN", "90"))
YEARS = (2021, 2022, 2023, 2024)


@pytest.mark.slow
def test_clean_reports_of_bodies_over_the_years_have_no_error() -> None:
    bodies = {body.name: body for n in range(COUNT) if (body := random_organization(random.Random(n)))}
    made: dict[str, Truth] = {}
    tables = None
    for year in YEARS:
        made = {
            name: random_truth(random.Random(f"{year}/{name}"), year, organization=body, before=made.get(name))
            for name, body in bodies.items()
        }
        tables = tables_of(filed([report_of(truth) for truth in made.values()], year), tables)
        errors = tables.findings[tables.findings["severity"] == "error"]
        assert errors.empty, errors[["check", "location", "message_en"]].head(5).to_dict("records")
        alarms = tables.findings[tables.findings["check"] == "narrative.claims"]
        assert alarms.empty, alarms[["location", "message_en"]].head(5).to_dict("records")


@needs_reports
def test_no_figure_of_the_prose_of_real_reports_is_a_false_alarm() -> None:
    files = []
    for name in sorted(truths()):
        content, report = read_file(RawFile(REPORTS, name, None))
        files.append(Filed(name, report.year or 2023, content.sha256, report))
    findings = tables_of(files).findings
    alarms = findings[findings["check"] == "narrative.claims"]
    assert alarms.empty, alarms[["location", "message_en", "quote"]].to_dict("records")
