"""``govinfo run``: the whole graph for some years, with progress, then a summary."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from govinfo_pipeline.command.terminal import UsageError, shown
from govinfo_pipeline.reading.files import holds_files
from govinfo_pipeline.settings import Settings

if TYPE_CHECKING:
    from govinfo_pipeline.orchestration.runner import Planned, RunOutcome
    from govinfo_pipeline.tables.store import TableStore

_NO_YEAR = "files of no known year"
_WIDEST = 48
"""Characters of what the progress says is going on."""


def run_command(settings: Settings, years: Sequence[int]) -> int:
    """Runs the years (all found when none are given); the exit status: 0 when all ran, 1 when an asset failed.

    Raises :class:`UsageError` where there is nothing to run.
    """
    from govinfo_pipeline.tables.intake import Intake

    console = Console()
    if not holds_files(settings.raw):
        raise UsageError(
            f"the folder {settings.raw} holds no file (hidden ones and links are left out); "
            f"put reports into {settings.raw}/YYYY/"
        )
    with console.status("looking for reports"):
        wanted = sorted(set(years)) or Intake(settings.raw, settings.cache, scheduler=settings.scheduler).years()
    with console.status("starting Dagster"):
        from govinfo_pipeline.orchestration.partitions import known_years
        from govinfo_pipeline.orchestration.runner import planned, run_years, steps_of
    known = known_years()
    if bad := [year for year in years if year not in known]:
        raise UsageError(f"{bad[0]} is no year that can be run; the years are {known[0]} to {known[-1]}")
    wanted = [year for year in wanted if year in known]
    settings.remember_raw()
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console
    ) as progress:
        steps = steps_of(settings, planned(settings, wanted, unplaced=not years))
        bar = progress.add_task("materializing", total=steps)

        def listen(run: "Planned", step: str, message: str) -> None:
            progress.update(bar, advance=1 if step else 0, description=f"{_label(run)}: {step or message}"[:_WIDEST])

        outcomes = run_years(settings, wanted, unplaced=not years, listener=listen)
        progress.update(bar, completed=steps, description="done")
    _summarize(console, settings, wanted, outcomes)
    _alert(console, settings)
    return 0 if all(outcome.success for outcome in outcomes) else 1


def _label(run: "Planned") -> str:
    """What a run is about, as the progress shows it."""
    if run.year is None:
        return _NO_YEAR
    return f"{run.year} checked again" if run.is_recheck else str(run.year)


def _alert(console: Console, settings: Settings) -> None:
    """Brings the alerts up to date, and says what is news; messages wait to be sent."""
    from govinfo_pipeline.orchestration.runner import alerts_of_runs

    try:
        news = [changes for _, changes in alerts_of_runs(settings)]
    except (ValueError, OSError, sqlite3.Error) as error:
        # The runs are there; their alerts are brought up to date as soon as what is wrong has been put right.
        _say(console, f": {error}", "\nthe alerts could not be brought up to date", "red")
        return
    new = sum(len(changes.new) + len(changes.reopened) for changes in news)
    resolved = sum(len(changes.resolved) for changes in news)
    _say(
        console,
        f"alerts: {new} new, {resolved} resolved; to look at or to send them: govinfo alerts --home {settings.home}",
    )


def _statuses(store: "TableStore", name: str, year: int) -> Counter[str]:
    """How many rows of a year of a table are of each status."""
    import pyarrow.compute as pc

    counts: Counter[str] = Counter()
    for part in store.parts(name, [year], ["status"]):
        counted: Any = pc.value_counts(part["status"])
        counts.update({row["values"]: row["counts"] for row in counted.to_pylist()})
    return counts


def _summarize(console: Console, settings: Settings, years: Sequence[int], outcomes: "Sequence[RunOutcome]") -> None:
    from govinfo_pipeline.tables.store import TableStore

    store = TableStore(settings.tables)
    table = Table(
        box=SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        caption="identities: 勾稽关系, within the tables, with the year before, and with the prose",
    )
    for name in ("year", "reports", "parsed", "partial", "quarantined"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("identities checked", "violated", "not assessable"):
        table.add_column(name, justify="right")
    for year in years:
        status, results = (_statuses(store, name, year) for name in ("reports", "identity_results"))
        table.add_row(
            str(year),
            str(sum(status.values())),
            *(str(status[name]) for name in ("parsed", "partial", "quarantined")),
            str(results["holds"] + results["violated"]),
            str(results["violated"]),
            str(results["not_assessable"]),
        )
    console.print(table)
    unplaced = store.read("reports", [None])
    if len(unplaced):
        _say(console, ", not read:", f"{len(unplaced)} files of no known year", "yellow")
        for row in unplaced.itertuples():
            _say(console, f"  {shown(f'{row.source_path}: {row.problem_zh} · {row.problem}')}")
    for outcome in outcomes:
        label = outcome.year or _NO_YEAR
        if outcome.files is not None:
            read, known = outcome.files
            _say(console, f"{label}: files read: {read}, known from an earlier run: {known}")
        for cause, steps in _causes(outcome.errors).items():
            more = f" (and {len(steps) - 1} more)" if len(steps) > 1 else ""
            _say(console, f" {label}: {steps[0]}{more}: {cause}", "failed", "red")
        bad = [check for check in outcome.failed_checks if check.severity == "error"]
        if bad:
            names = ", ".join(f"{check.check} ({check.description})" for check in bad)
            _say(console, f"{label}: {len(bad)} checks failed: {names}")
    _say(console, f"\ntables: {settings.tables}")
    _say(console, f"to look at them: govinfo ui --home {settings.home}")
    _say(console, f"to write them out: govinfo export DIR --home {settings.home}")


def _causes(errors: Sequence[str]) -> dict[str, list[str]]:
    """The steps that failed by what went wrong: one file that cannot be read may stop dozens."""
    causes: dict[str, list[str]] = {}
    for error in errors:
        step, _, cause = error.partition(": ")
        causes.setdefault(cause, []).append(step)
    return causes


def _say(console: Console, text: str, head: str = "", style: str = "") -> None:
    """A line that is not broken, so that a path or a command in it can be copied; ``head`` stands first, in a style."""
    console.print(Text.assemble((head, style), text), soft_wrap=True)
