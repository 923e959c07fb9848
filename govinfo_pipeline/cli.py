"""The command ``govinfo``. What a command needs is imported when it runs, so that ``check`` starts at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

_FOLDER = click.Path(path_type=Path)


def _raw(command: Callable[..., Any]) -> Callable[..., Any]:
    help_text = "Folder of the raw reports: DIR/YYYY/**, or files anywhere below.  [default: data/raw]"
    return click.option("--raw", type=_FOLDER, metavar="DIR", help=help_text)(command)


def _home(command: Callable[..., Any]) -> Callable[..., Any]:
    help_text = "Folder for everything that is produced.  [default: data/home]"
    return click.option("--home", type=_FOLDER, metavar="DIR", help=help_text)(command)


def _refuse(message: str) -> NoReturn:
    """Unusable arguments: says why, and ends with status 2."""
    click.echo(f"govinfo: {message}", err=True)
    raise SystemExit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Reads disclosure reports (政府信息公开工作年度报告), checks that their figures agree (勾稽关系), and keeps the
    results as tables.
    """


@main.command()
@_raw
@_home
@click.option("--year", "years", type=int, multiple=True, metavar="YYYY", help="A statistical year; may be repeated.")
def run(raw: Path | None, home: Path | None, years: tuple[int, ...]) -> None:
    """Read, check and tabulate all reports.

    Materializes the whole asset graph for the years given, or for all years found.
    """
    from govinfo_pipeline.command.run import run_command
    from govinfo_pipeline.settings import Settings

    settings = Settings.from_env().override(raw, home)
    if not settings.raw.is_dir():
        _refuse(f"the folder of raw reports {settings.raw} does not exist; name yours with --raw DIR")
    try:
        status = run_command(settings, years)
    except ValueError as error:
        _refuse(str(error))
    raise SystemExit(status)


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
        _refuse(f"{missing[0]} does not exist")
    results = check_files(paths)
    if not results:
        _refuse("there is no file below the folders given")
    (print_json if output == "json" else print_text)(results)
    raise SystemExit(0 if all(result.fine for result in results) else 1)


@main.command()
@click.argument("folder", type=_FOLDER, metavar="DIR")
@_home
@click.option("--format", "output", type=click.Choice(["csv", "parquet", "xlsx"]), default="csv", show_default=True)
@click.option(
    "--table", "tables", multiple=True, metavar="NAME", help="A table; may be repeated. All when none is given."
)
def export(folder: Path, home: Path | None, output: str, tables: tuple[str, ...]) -> None:
    """Write the tables into DIR, one file each."""
    from govinfo_pipeline.settings import Settings
    from govinfo_pipeline.tables.export import TABLES, ExportError
    from govinfo_pipeline.tables.export import export as export_tables
    from govinfo_pipeline.tables.store import TableStore

    settings = Settings.from_env().override(None, home)
    unknown = [name for name in tables if name not in TABLES]
    if unknown:
        _refuse(f"there is no table {unknown[0]}; the tables are {', '.join(TABLES)}")
    if folder.exists() and not folder.is_dir():
        _refuse(f"{folder} is a file, not a folder")
    if not settings.tables.is_dir():
        _refuse(f"{settings.home} holds no tables yet; run `govinfo run` first, or name another folder with --home DIR")
    try:
        written = export_tables(TableStore(settings.tables), folder, output, tables or TABLES)
    except (ExportError, OSError) as error:
        click.echo(f"govinfo: {error}", err=True)
        raise SystemExit(1) from error
    for path, rows in written:
        click.echo(f"{path}  {rows} rows")


@main.command()
@click.argument("ids", nargs=-1, metavar="[FINDING_ID]...")
@_home
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
    from govinfo_pipeline.settings import Settings

    settings = Settings.from_env().override(None, home)
    if [bool(ids), listing, show is not None].count(True) != 1:
        _refuse("name findings to decide on, or ask for --list or for --show ID")
    if ids and (confirm == dismiss or not (note or "").strip()):
        _refuse("a decision needs --confirm or --dismiss, and --note TEXT that says why")
    if not ids and (confirm or dismiss or note or by):
        _refuse("--confirm, --dismiss, --note and --by go with the findings that they are about")
    if not listing and (year or status):
        _refuse("--year and --status go with --list")
    if not settings.tables.is_dir():
        _refuse(f"{settings.home} holds no tables yet; run `govinfo run` first, or name another folder with --home DIR")
    from govinfo_pipeline.command.decide import decide_command, list_command, show_command

    try:
        if listing:
            exit_status = list_command(settings, year, status)
        elif show is not None:
            exit_status = show_command(settings, show)
        else:
            exit_status = decide_command(settings, ids, "confirmed" if confirm else "dismissed", note or "", by)
    except ValueError as error:
        _refuse(str(error))
    raise SystemExit(exit_status)


@main.command()
@_home
@_raw
@click.option("--port", type=int, default=3000, show_default=True, help="Port on 127.0.0.1.")
def ui(home: Path | None, raw: Path | None, port: int) -> None:
    """Open the Dagster UI.

    It shows that home, with the raw folder of its last run unless another is given.
    """
    from govinfo_pipeline.command.ui import ui_command
    from govinfo_pipeline.settings import Settings

    raise SystemExit(ui_command(Settings.from_env().override(raw, home), port, remembered=raw is None))


if __name__ == "__main__":
    main()
