"""The suite of each table."""

from govinfo_pipeline.checks.expectations.derived import from_form, from_schema
from govinfo_pipeline.checks.expectations.distributions import DISTRIBUTIONS
from govinfo_pipeline.checks.expectations.model import Expectation


def suite_of(table: str) -> list[Expectation]:
    """All that is expected of ``table``, each once: how a year compares first, then what schema and form require.

    Raises :class:`KeyError` for a table that has no schema.
    """
    derived = [*from_form(table), *from_schema(table)]
    own = [expectation for expectation in DISTRIBUTIONS if expectation.id.partition(".")[0] == table]
    return list({expectation.id: expectation for expectation in (*own, *derived)}.values())
