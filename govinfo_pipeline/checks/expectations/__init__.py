"""Expectations of whole tables: ranges, null shares, value sets, keys, and how a year compares with the one before.

One suite a table of ``SCHEMAS``: what its schema and the form require (:mod:`derived`), and what a year usually looks
like (:mod:`distributions`). They are warnings: a failure says that somebody should look, not that a report is wrong.

Here: the suites as plain data, their evaluation by Great Expectations, their outcomes as findings and as a page.
Not here: what holds report by report, which the identities and the schemas decide. Great Expectations is imported
when a table is evaluated, and never before.
"""

from govinfo_pipeline.checks.expectations.evaluate import evaluate
from govinfo_pipeline.checks.expectations.outcome import ExpectationOutcome, Result
from govinfo_pipeline.checks.expectations.page import page
from govinfo_pipeline.checks.expectations.suite import suite_of

__all__ = ["ExpectationOutcome", "Result", "evaluate", "page", "suite_of"]
