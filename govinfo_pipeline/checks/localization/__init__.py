"""Which cells are wrong: the smallest corrections that satisfy every identity of a report, ranked.

The method is that of statistical data editing. A correction is a smallest weighted set of cells (Fellegi and Holt,
"A systematic approach to automatic edit and imputation", JASA 71, 1976); a known mistake of several cells counts as
one. Equally small corrections are ranked by whether a known mistake of typing turns the suggested figure into the
reported one (deductive correction: Scholtus, "Algorithms for correcting some obvious inconsistencies and rounding
errors in business survey data", Statistics Netherlands, 2008).

Here: the corrections of one report, in the standard library alone. For a year of reports as frames:
:mod:`govinfo_pipeline.checks.localization.suspects`. Not here: whether an identity is violated
(:mod:`govinfo_pipeline.checks.identities` has the rule, :mod:`.system` the same as signed sums).
"""

from govinfo_pipeline.checks.localization.corrections import (
    DEFAULT_BUDGET,
    Explanation,
    Localization,
    Outcome,
    Suspect,
    localize,
)

__all__ = ["DEFAULT_BUDGET", "Explanation", "Localization", "Outcome", "Suspect", "localize"]
