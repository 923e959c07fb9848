"""The command ``govinfo``. What a command needs is imported when it runs, so that ``check`` starts at once."""

import io
import sys
from pathlib import Path

import click

from govinfo_pipeline.command.arguments import (
    FOLDER,
    Commands,
    home_option,
    of_last_run,
    raw_option,
    refuse,
    settings_of,
    with_home,
    with_raw,
    with_tables,
    years_option,
)

_PORT = click.IntRange(1, 65535)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="govinfo-pipeline")
def main() -> None:
    """Reads disclosure reports (政府信息公开工作年度报告), checks that their figures agree (勾稽关系), and keeps the
    results as tables.
    """
    # A sign that the terminal's encoding lacks is shown by its number, and ends nothing.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command()
@raw_option()
@home_option
@years_option
def run(raw: str | None, home: Path | None, years: tuple[int, ...]) -> None:
    """Read, check and tabulate all reports.

    Materializes the whole asset graph for the years given, or for all years found.
    """
    from govinfo_pipeline.command.run import run_command

    settings = with_raw(raw, home)
    raise SystemExit(run_command(settings, years))


@main.command()
@click.argument("paths", type=click.Path(path_type=Path), metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(paths: tuple[Path, ...], output: str) -> None:
    """Check single reports before publication.

    Says what was read, and where every violated identity stands. PATH is a report, or a folder of reports.
    """
    from govinfo_pipeline.command.check import check_files, print_json, print_text

    missing = [path for path in paths if not path.exists()]
    if missing:
        refuse(f"{missing[0]} does not exist")
    results = check_files(paths)
    if not results:
        refuse("there is no file below the folders given")
    (print_json if output == "json" else print_text)(results)
    raise SystemExit(0 if all(result.fine for result in results) else 1)


@main.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@home_option
@click.option(
    "--format", "output", type=click.Choice(["csv", "parquet", "xlsx"]), help="Of the tables.  [default: csv]"
)
@click.option(
    "--table", "tables", multiple=True, metavar="NAME", help="A table; may be repeated. All when none is given."
)
@click.option(
    "--summary", is_flag=True, help="Write the sum of a region's units on the official form (汇总表) instead."
)
@click.option("--year", type=int, metavar="YYYY", help="With --summary: the statistical year.")
@click.option("--region", metavar="CODE", help="With --summary: GB/T 2260 code of the region, such as 410526.")
@click.option("--scope", type=click.Choice(["own", "aggregate"]), help="With --summary: which reports.  [default: own]")
def export(
    folder: Path,
    home: Path | None,
    output: str | None,
    tables: tuple[str, ...],
    summary: bool,
    year: int | None,
    region: str | None,
    scope: str | None,
) -> None:
    """Write the tables into DIR, one file each.

    With --summary, one workbook instead: the own reports of the units of a region added up on the official form.
    """
    from govinfo_pipeline.publish.export import TABLES
    from govinfo_pipeline.publish.export import export as export_tables
    from govinfo_pipeline.tables.store import TableStore

    unknown = [name for name in tables if name not in TABLES]
    if unknown:
        refuse(f"there is no table {unknown[0]}; the tables are {', '.join(TABLES)}")
    if summary and (year is None or region is None or tables or output):
        refuse("--summary goes with --year YYYY and --region CODE, and not with --table or --format: it is a workbook")
    if not summary and (year or region or scope):
        refuse("--year, --region and --scope go with --summary")
    settings = with_tables(home)
    if year is not None and region is not None:
        from govinfo_pipeline.command.summary import summary_command

        summary_command(settings, folder, year, region, scope or "own")
        return
    written = export_tables(TableStore(settings.tables), folder, output or "csv", tables or TABLES)
    for path, rows in written:
        click.echo(f"{path}  {rows} rows")


@main.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@home_option
@years_option
@click.option("--licence", metavar="NAME", help="SPDX name of the licence, such as CC-BY-4.0.  [default: not stated]")
def publish(folder: Path, home: Path | None, years: tuple[int, ...], licence: str | None) -> None:
    """Write the tables into DIR as open data.

    CSV and Parquet with a Frictionless Data Package descriptor, data dictionary, provenance and checksums.
    """
    from govinfo_pipeline.command.publish import publish_command

    settings = with_tables(home)
    publish_command(settings, folder.absolute(), years, licence)


@main.command()
@click.argument("folder", type=FOLDER, metavar="DIR")
@home_option
@click.option("--year", type=int, metavar="YYYY", required=True, help="The statistical year.")
@click.option("--region", metavar="CODE", help="GB/T 2260 code of a region, such as 410000.  [default: all regions]")
@click.option("--scope", type=click.Choice(["own", "aggregate"]), default="own", show_default=True)
@click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def report(folder: Path, home: Path | None, year: int, region: str | None, scope: str, language: str) -> None:
    """Write the annual page into DIR.

    One html file that opens without a network: what the reports of a year say, with every figure's numerator and
    denominator. Own reports and aggregate ones are never added up; --scope chooses which the charts show.
    """
    from govinfo_pipeline.command.report import report_command

    settings = with_tables(home)
    report_command(settings, folder, year, region, scope, "en" if language == "en" else "zh")


@main.command()
@click.argument("question", metavar='"SELECT ..."', nargs=-1)
@home_option
@click.option("--format", "output", type=click.Choice(["table", "csv", "json"]), help="[default: table]")
@click.option("--tables", "listing", is_flag=True, help="Print the tables, their columns and what they mean.")
def sql(question: tuple[str, ...], home: Path | None, output: str | None, listing: bool) -> None:
    """Ask the tables a question in SQL.

    Each table is a view of its name, for reading only; the SQL is that of DuckDB.
    """
    from govinfo_pipeline.command.sql import sql_command, tables_command

    if listing == bool(question):
        refuse("ask a question, for example 'SELECT year, count(*) FROM reports GROUP BY year', or for --tables")
    if len(question) > 1:
        refuse('write the question as one argument, in quotes: govinfo sql "SELECT ..."')
    if listing and output:
        refuse("--format goes with a question")
    if listing:
        tables_command()
        return
    settings = with_tables(home)
    sql_command(settings, question[0], output or "table")


@main.command()
@click.argument("ids", nargs=-1, metavar="[FINDING_ID]...")
@home_option
@click.option("--confirm", is_flag=True, help="The finding is right.")
@click.option("--dismiss", is_flag=True, help="The finding is no fault; checks no longer fail for it.")
@click.option("--note", metavar="TEXT", help="Why.")
@click.option("--by", metavar="NAME", help="Who decides.  [default: your login]")
@click.option("--list", "listing", is_flag=True, help="Print the findings and what was decided.")
@click.option("--year", type=int, metavar="YYYY", help="With --list: of this statistical year alone.")
@click.option("--status", type=click.Choice(["open", "confirmed", "dismissed", "resolved"]), help="With --list.")
@click.option("--show", metavar="ID", help="Print all that is known of one finding.")
def decide(
    ids: tuple[str, ...],
    home: Path | None,
    confirm: bool,
    dismiss: bool,
    note: str | None,
    by: str | None,
    listing: bool,
    year: int | None,
    status: str | None,
    show: str | None,
) -> None:
    """Confirm or dismiss findings, with a note.

    FINDING_ID is the id of a finding, or as many of its first digits as tell it from others. Decisions are kept in
    decisions.csv in the home, or in the file that GOVINFO_DECISIONS names; to take one back, delete its line. A
    finding is open again when its evidence changes, and resolved when it is gone.
    """
    if [bool(ids), listing, show is not None].count(True) != 1:
        refuse("name findings to decide on, or ask for --list or for --show ID")
    if ids and (confirm == dismiss or not (note or "").strip()):
        refuse("a decision needs --confirm or --dismiss, and --note TEXT that says why")
    if not ids and (confirm or dismiss or note or by):
        refuse("--confirm, --dismiss, --note and --by go with the findings that they are about")
    if not listing and (year or status):
        refuse("--year and --status go with --list")
    from govinfo_pipeline.command.decide import decide_command, list_command, show_command

    settings = with_tables(home)
    if listing:
        raise SystemExit(list_command(settings, year, status))
    if show is not None:
        raise SystemExit(show_command(settings, show))
    raise SystemExit(decide_command(settings, ids, "confirmed" if confirm else "dismissed", note or "", by))


@main.command()
@home_option
@click.option("--year", type=int, metavar="YYYY", help="Alerts of this statistical year alone.")
@click.option(
    "--status",
    "statuses",
    type=click.Choice(["open", "confirmed", "dismissed", "resolved"]),
    multiple=True,
    help="May be repeated.  [default: open, confirmed]",
)
@click.option("--severity", type=click.Choice(["error", "warning"]), help="Alerts of this severity alone.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), help="Of the list.  [default: text]")
@click.option("--send", "sending", is_flag=True, help="Send the messages that wait, now.")
@click.option("--test", "testing", is_flag=True, help="Send a test message through each channel.")
def alerts(
    home: Path | None,
    year: int | None,
    statuses: tuple[str, ...],
    severity: str | None,
    output: str | None,
    sending: bool,
    testing: bool,
) -> None:
    """List alerts, and send the messages about them.

    Channels are named in alerts.toml in the home, or in the file that GOVINFO_ALERTS names.
    """
    from govinfo_pipeline.command.alerts import list_command, send_command, test_command

    if sending and testing:
        refuse("--send and --test are asked for one at a time")
    if (sending or testing) and (year or statuses or severity or output):
        refuse("--year, --status, --severity and --format choose what is listed; they do not go with --send or --test")
    if testing:
        raise SystemExit(test_command(with_home(settings_of(None, home))))
    settings = with_tables(home)
    if sending:
        raise SystemExit(send_command(settings))
    chosen = statuses or ("open", "confirmed")
    raise SystemExit(list_command(settings, year, chosen, severity, output or "text"))


@main.command()
@home_option
def health(home: Path | None) -> None:
    """Tell whether daemons, sensors and messages are well.

    The exit status is 0 if they are and 1 if not, for cron or systemd to act on.
    """
    from govinfo_pipeline.command.health import health_command

    settings = settings_of(None, home)
    if not settings.dagster.is_dir():
        refuse(f"{settings.home} is no home of a run yet; run `govinfo run` first, or name another with --home DIR")
    raise SystemExit(health_command(settings))


@main.command()
@home_option
@raw_option("GOVINFO_RAW, else that of the home's last run")
def tidy(home: Path | None, raw: str | None) -> None:
    """Take away what no run needs any more.

    Versions of the tables that were replaced more than seven days ago, what killed runs have left, and what is known of
    files that are gone. No run of this home should be under way.
    """
    from govinfo_pipeline.command.tidy import tidy_command

    settings = with_home(of_last_run(raw, home))
    raise SystemExit(tidy_command(settings))


@main.command()
@home_option
@raw_option("GOVINFO_RAW, else that of the home's last run")
@click.option("--port", type=_PORT, default=3000, show_default=True, help="Port on 127.0.0.1.")
def ui(home: Path | None, raw: str | None, port: int) -> None:
    """Open the Dagster UI.

    It shows that home, with the raw folder of its last run unless another is given.
    """
    from govinfo_pipeline.command.ui import ui_command

    raise SystemExit(ui_command(of_last_run(raw, home), port))


@main.command()
@home_option
@click.option("--port", type=_PORT, default=8765, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; others need a token.")
@click.option(
    "--name", "names", multiple=True, metavar="HOST", help="A further name it is reached by; may be repeated."
)
def review(home: Path | None, port: int, host: str, names: tuple[str, ...]) -> None:
    """Open the review console (年报审核台).

    Findings, reports and coverage in a browser; decisions with the keyboard; letters to send back. Where the address
    is not this machine's own, a token is needed: that of GOVINFO_REVIEW_TOKEN, or one that is made and printed.
    """
    from govinfo_pipeline.command.review import review_command
    from govinfo_pipeline.settings import TOKEN_VARIABLE, Settings

    settings = settings_of(None, home)
    raise SystemExit(review_command(settings, host, port, names, Settings.environment().get(TOKEN_VARIABLE)))


if __name__ == "__main__":
    main()
