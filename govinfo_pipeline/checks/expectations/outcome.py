"""What came of a suite: one result an expectation, their counts, and what was observed in words."""

from dataclasses import dataclass
from typing import Literal

from govinfo_pipeline.checks.expectations.model import Expectation, Kind

Verdict = Literal["holds", "violated", "not_assessable"]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one expectation.

    Of one about values or keys, ``assessed`` counts the rows that were looked at and ``unexpected`` those that do not
    conform; of one about which values occur, ``assessed`` counts the values that must and ``unexpected`` those that do
    not. Any other has a ``figure`` and its bounds. ``samples`` are some unexpected values, ``reports`` the report_id of
    some rows that have them.
    """

    expectation: Expectation
    verdict: Verdict
    assessed: int = 0
    unexpected: int = 0
    figure: float | None = None
    samples: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def reported(self) -> float | None:
        """What was observed: the figure, the share that conforms where a share is expected, else how many do not."""
        if self.verdict == "not_assessable":
            return None
        if self.figure is not None:
            return self.figure
        return float(self.unexpected) if self.expectation.least == 1 else 1 - self.unexpected / self.assessed

    @property
    def expected(self) -> float | None:
        """What should have been observed: the bound that is nearest to the figure, the least share, or none at all."""
        if self.verdict == "not_assessable":
            return None
        if self.figure is not None:
            low, high = self._bounds
            return low if high is None or (low is not None and self.figure < low) else high
        return 0.0 if self.expectation.least == 1 else self.expectation.least

    @property
    def observed(self) -> tuple[str, str]:
        """What was observed, in words (zh, en)."""
        if self.verdict == "not_assessable":
            if self.expectation.span and self._bounds == (None, None):
                return "上年没有可比的数据", "nothing of the year before to compare with"
            return "没有可以判断的数据", "nothing to judge by"
        if self.figure is not None:
            figure, (low, high) = _number(self.figure), (_number(bound) for bound in self._bounds)
            zh, en = (f"{low}至{high}", f"{low} to {high}") if low else (f"不超过{high}", f"at most {high}")
            return f"实际为{figure}，应为{zh}", f"it is {figure}, expected {en}"
        if self.expectation.kind is Kind.ALL_OCCUR:
            return f"{self.assessed}种中缺{self.unexpected}种", f"{self.unexpected} of {self.assessed} do not occur"
        if self.unexpected == 0:
            return f"{self.assessed:,}行全部符合", f"all {self.assessed:,} rows conform"
        conforming = 1 - self.unexpected / self.assessed
        return (
            f"{self.assessed:,}行中有{self.unexpected:,}行不符（符合率{conforming:.1%}）",
            f"{self.unexpected:,} of {self.assessed:,} rows do not conform ({conforming:.1%} do)",
        )

    @property
    def _bounds(self) -> tuple[float | None, float | None]:
        arguments = self.expectation.arguments
        return arguments.get("min_value"), arguments.get("max_value")


@dataclass(frozen=True, slots=True)
class ExpectationOutcome:
    """The results of one table's suite for a statistical year, in the order of the suite.

    An expectation that had nothing to be made on is neither applied nor passed.
    """

    table: str
    year: int | None
    results: tuple[Result, ...]

    @property
    def applied(self) -> int:
        """How many expectations could be assessed."""
        return len(self.results) - self.not_assessable

    @property
    def failed(self) -> int:
        """How many were violated."""
        return self._count("violated")

    @property
    def not_assessable(self) -> int:
        """How many had nothing to be made on."""
        return self._count("not_assessable")

    def _count(self, verdict: Verdict) -> int:
        return sum(result.verdict == verdict for result in self.results)


def _number(figure: float | None) -> str:
    if figure is None:
        return ""
    return f"{figure:,.0f}" if float(figure).is_integer() else f"{figure:,.2f}"
