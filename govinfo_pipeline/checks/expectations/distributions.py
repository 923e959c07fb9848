"""What a year of reports usually looks like: shares that are rarely exceeded, and figures that rarely jump.

No rule lays these bounds down. They are wide enough for a year of ordinary reports, and narrow enough for a source
that has gone, a reader that fails on a new layout, or amounts in another unit to show.
"""

from govinfo_pipeline.checks.expectations.kinds import (
    at_most,
    empty,
    figure_against_before,
    filled,
    only,
    rarely,
    rows_against_before,
    worded,
)
from govinfo_pipeline.checks.expectations.model import Condition, Expectation, Kind, Span
from govinfo_pipeline.form import FORMS, LATEST
from govinfo_pipeline.tables.schemas import MADE

_ROWS = Span(0.8, 1.25)
"""The organs that report are nearly the same every year."""
_PROBLEMS = Span(None, 1.25)
"""Tables of what is wrong: fewer rows are no reason to look."""
_TABLES_OF_PROBLEMS = ("cell_issues", "suspect_cells", "findings")

_CASES = Span(0.5, 2, base=30)
"""Sums of cases: below thirty chance alone doubles them."""
_TYPICAL = Span(0.5, 2, base=3)
"""Cases of a report in the middle: of one or two, a single case more is half as much again."""
_EXTREME = Span(None, 10, base=1)
"""The largest figure: digits of two cells read as one, or 元 for 万元, make it far larger."""

_READABLE = only("status", "parsed", "partial")
_OF_THE_FORM = only("identity", *(statement.family for statement in LATEST.sums))
_REPORTED = (Condition("reports", (0,), excluded=True),)
"""Groups that have a report: a body on the list alone makes a group that no metric can be of."""
_BALANCED = next(statement for statement in LATEST.sums if not statement.total)
_DISCLOSED = LATEST.table("proactive_disclosure")
_LASTING = [
    cell
    for cell in LATEST.cells
    if cell.table == _DISCLOSED.code and all(cell in form.cells for form in FORMS.values())
]
"""The cells that every generation prints: with a new form, table 2 has other rows, and none of them is lost."""

_SHARES = (
    filled("reports", "organization", least=0.95),
    filled("reports", "region_code", least=0.8),
    empty("reports", "excluded", least=0.9),
    rarely("reports", "status", "quarantined", least=0.95),
    rarely("reports", "status", "partial", least=0.9),
    rarely("reports", "kind", "unknown", least=0.95),
    rarely("reports", "form", "unknown", least=0.98, where=_READABLE),
    empty("raw_files", "problem", least=0.98),
    empty("raw_files", "same_as", least=0.9),
    worded("sections", "text", least=0.95),
    filled("proactive_disclosure", "value", least=0.9),
    rarely("cell_issues", "kind", "unreadable", least=0.95),
    rarely("cell_issues", "kind", "missing", "repaired", least=0.8),
    rarely("identity_results", "status", "not_assessable", least=0.8, where=_OF_THE_FORM),
    rarely("identity_results", "status", "violated", least=0.95, where=_OF_THE_FORM),
    rarely("claims", "scope", "unclear", least=0.5),
    rarely("findings", "cause", "reader", least=0.9),
    at_most("suspect_cells", "confidence", 1),
    filled("yearly_metrics", "value", least=0.5, where=only("metric", "completion_rate") + _REPORTED),
    filled("yearly_metrics", "value", least=0.8, where=only("metric", "zero_report_share") + _REPORTED),
    at_most("yearly_metrics", "coverage", 1),
    at_most("yearly_metrics", "passing_share", 1),
)

_FIGURES = (
    figure_against_before(Kind.MEDIAN, "raw_files", "size", Span(0.2, 5)),
    *(
        figure_against_before(Kind.SUM, "applications", "total", _CASES, where=only("item", item))
        for item in _BALANCED.left + _BALANCED.right
    ),
    figure_against_before(Kind.MEDIAN, "applications", "total", _TYPICAL, where=only("item", _BALANCED.left[0])),
    figure_against_before(Kind.MAXIMUM, "applications", "total", _EXTREME),
    *(
        figure_against_before(Kind.SUM, "disputes", "total", _CASES, where=only("channel", channel.code))
        for channel in LATEST.table("disputes").items
    ),
    figure_against_before(Kind.MAXIMUM, "disputes", "total", _EXTREME),
    *(
        figure_against_before(
            Kind.MAXIMUM,
            _DISCLOSED.code,
            "value",
            _EXTREME,
            where=only("item", item.code) + only("measure", column.code),
        )
        for item in _DISCLOSED.items
        for column in item.columns
        if not column.is_count
    ),
)

_ROW_COUNTS = (
    *(rows_against_before(table, _ROWS) for table in MADE if table not in (*_TABLES_OF_PROBLEMS, _DISCLOSED.code)),
    *(rows_against_before(table, _PROBLEMS) for table in _TABLES_OF_PROBLEMS),
    rows_against_before(
        _DISCLOSED.code,
        _ROWS,
        where=only("item", *dict.fromkeys(cell.item for cell in _LASTING))
        + only("measure", *dict.fromkeys(cell.column for cell in _LASTING)),
    ),
)

DISTRIBUTIONS: tuple[Expectation, ...] = (*_ROW_COUNTS, *_SHARES, *_FIGURES)
