"""A small graph with the names of the real one, whose runs take no time, on a real instance of Dagster.

What its assets would make stands in the tables already: a test says what the checks find, and then has it run.
"""

from collections.abc import Mapping

import dagster as dg

from govinfo_pipeline.alerts.outbox import Message
from govinfo_pipeline.alerts.post import post_of
from govinfo_pipeline.orchestration import alerting
from govinfo_pipeline.orchestration.partitions import YEARS
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.schemas import empty, frame
from govinfo_pipeline.tables.store import TableStore
from govinfo_pipeline_tests.alerts.made import reports_of

YEAR = 2025
CHECK = "applications.results"


class Outcome(dg.Config):
    """What the small graph's run comes to: how the check went, and whether an asset fails."""

    applied: int = 1
    not_assessable: int = 0
    bounds_hold: bool = True
    error: str = ""


@dg.asset(partitions_def=YEARS)
def identity_results(config: Outcome) -> None:
    """Stands for the real one; fails where it is told to."""
    if config.error:
        raise ValueError(config.error)


@dg.asset(partitions_def=YEARS, deps=[identity_results])
def findings() -> None:
    """Stands for the real one, whose rows the test has written."""


@dg.asset(partitions_def=YEARS)
def yearly_metrics() -> None:
    """Stands for the real one."""


@dg.asset_check(asset=identity_results, name="applications_results", partitions_def=YEARS)
def results(config: Outcome) -> dg.AssetCheckResult:
    """Was applied as often as it is told."""
    counts = {"applied": config.applied, "not_assessable": config.not_assessable}
    return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.ERROR, metadata=counts)


@dg.asset_check(asset=yearly_metrics, name="metrics_bounds", partitions_def=YEARS)
def bounds(config: Outcome) -> dg.AssetCheckResult:
    """A check that gives no findings."""
    return dg.AssetCheckResult(passed=config.bounds_hold, description="2 of 9 failed", metadata={"applied": 9})


DEFINITIONS = dg.Definitions(
    assets=[identity_results, findings, yearly_metrics],
    asset_checks=[results, bounds],
    jobs=[dg.define_asset_job(name, dg.AssetSelection.all()) for name in ("statistical_year", "recheck")],
)
_CONFIGURED = ("identity_results", "identity_results_applications_results", "yearly_metrics_metrics_bounds")


class SmallHome:
    """A home of the small graph."""

    def __init__(self, settings: Settings, instance: dg.DagsterInstance) -> None:
        self.settings = settings
        self.store = TableStore(self.settings.tables)
        self.instance = instance

    def found(self, *numbers: int, quarantined: tuple[int, ...] = ()) -> None:
        """Writes what the checks find: of each of these of five reports that its sum is wrong."""
        self.store.write("reports", YEAR, reports_of(*range(5), quarantined=quarantined))
        columns = {
            "report_id": [f"r{n}" for n in numbers],
            "year": YEAR,
            "finding_id": [f"{n:016x}" for n in numbers],
            "check": CHECK,
            "check_version": 1,
            "severity": "error",
            "cause": "author",
            "message_zh": [f"第{n}份合计不符" for n in numbers],
            "message_en": [f"the sum of {n} is wrong" for n in numbers],
        }
        self.store.write("findings", YEAR, frame("findings", columns) if numbers else empty("findings"))

    def run(self, job: str = "statistical_year", **outcome: object) -> dg.ExecuteInProcessResult:
        """Runs the graph; it comes to ``outcome``."""
        ops: Mapping[str, object] = {name: {"config": outcome} for name in _CONFIGURED}
        return DEFINITIONS.resolve_job_def(job).execute_in_process(
            run_config={"ops": ops, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            instance=self.instance,
            partition_key=str(YEAR),
            raise_on_error=False,
        )

    def look_at(self, run_id: str) -> tuple[int, int, int]:
        """Looks at a run; how much is new, reopened and resolved in all that was noted."""
        alerting.note(self.settings, run_id)
        seen = [changes for _, changes in alerting.look_at_noted(self.settings, self.instance)]
        counts = [[len(table) for table in changes[1:]] for changes in seen]
        new, reopened, resolved = (sum(column) for column in zip(*counts, strict=True)) if counts else (0, 0, 0)
        return new, reopened, resolved

    def run_and_look(self, job: str = "statistical_year", **outcome: object) -> tuple[int, int, int]:
        """Runs the graph and looks at the run."""
        return self.look_at(self.run(job, **outcome).run_id)

    def statuses(self) -> dict[str, list[str]]:
        """Code → statuses of its alerts."""
        alerts = self.store.read("alerts")
        return {str(check): sorted(rows["status"]) for check, rows in alerts.groupby("check")}

    def pending(self) -> list[Message]:
        """The messages that wait."""
        return post_of(self.settings).outbox.pending()

    def channels(self, text: str) -> None:
        """Writes the file of channels."""
        self.settings.channels.write_text(text, encoding="utf-8")
