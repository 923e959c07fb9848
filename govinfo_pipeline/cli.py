"""The command ``govinfo``. What a command needs is imported when it runs, so that ``check`` starts at once."""

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    help="Reads disclosure reports (政府信息公开工作年度报告), checks their identities (勾稽关系), keeps the results as tables.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Raw = Annotated[Path | None, typer.Option(help="Folder of the raw reports: DIR/YYYY/**, or files anywhere below.")]
Home = Annotated[Path | None, typer.Option(help="Folder for everything that is produced.")]


class CheckFormat(str, Enum):
    """How ``check`` prints."""

    text = "text"
    json = "json"


class ExportFormat(str, Enum):
    """What ``export`` writes."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"


def _refuse(message: str) -> NoReturn:
    """Unusable arguments: says why, and ends with status 2."""
    typer.echo(f"govinfo: {message}", err=True)
    raise typer.Exit(2)


@app.command()
def run(
    raw: Raw = None,
    home: Home = None,
    year: Annotated[list[int] | None, typer.Option(help="A statistical year; may be given again.")] = None,
) -> None:
    """Materialize the whole asset graph for the years given, or for all years found."""
    from govinfo_pipeline.command.run import run_command
    from govinfo_pipeline.settings import Settings

    settings = Settings.from_env().override(raw, home)
    if not settings.raw.is_dir():
        _refuse(f"the folder of raw reports {settings.raw} does not exist; name yours with --raw DIR")
    try:
        status = run_command(settings, year or [])
    except ValueError as error:
        _refuse(str(error))
    raise typer.Exit(status)


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Reports, or folders of reports.", show_default=False)],
    output: Annotated[CheckFormat, typer.Option("--format", help="How to print.")] = CheckFormat.text,
) -> None:
    """Check single reports before publication: what was read, every violated identity, where it stands."""
    from govinfo_pipeline.command.check import check_files, print_json, print_text

    missing = [path for path in paths if not path.exists()]
    if missing:
        _refuse(f"{missing[0]} does not exist")
    results = check_files(paths)
    if not results:
        _refuse("there is no file below the folders given")
    (print_json if output is CheckFormat.json else print_text)(results)
    raise typer.Exit(0 if all(result.fine for result in results) else 1)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write.", show_default=False)],
    home: Home = None,
    output: Annotated[ExportFormat, typer.Option("--format", help="File format.")] = ExportFormat.csv,
    table: Annotated[list[str] | None, typer.Option(help="A table; may be given again. All when none is.")] = None,
) -> None:
    """Write the tables, one file each."""
    from govinfo_pipeline.settings import Settings
    from govinfo_pipeline.tables.export import TABLES, ExportError
    from govinfo_pipeline.tables.export import export as export_tables
    from govinfo_pipeline.tables.store import TableStore

    settings = Settings.from_env().override(None, home)
    unknown = [name for name in table or [] if name not in TABLES]
    if unknown:
        _refuse(f"there is no table {unknown[0]}; the tables are {', '.join(TABLES)}")
    if folder.exists() and not folder.is_dir():
        _refuse(f"{folder} is a file, not a folder")
    if not settings.tables.is_dir():
        _refuse(f"{settings.home} holds no tables yet; run `govinfo run` first, or name another folder with --home DIR")
    try:
        written = export_tables(TableStore(settings.tables), folder, output.value, table or TABLES)
    except (ExportError, OSError) as error:
        typer.echo(f"govinfo: {error}", err=True)
        raise typer.Exit(1) from error
    for path, rows in written:
        typer.echo(f"{path}  {rows} rows")


@app.command()
def ui(
    home: Home = None,
    raw: Raw = None,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI on that home, with the raw folder of its last run unless another is given."""
    from govinfo_pipeline.command.ui import ui_command
    from govinfo_pipeline.settings import Settings

    raise typer.Exit(ui_command(Settings.from_env().override(raw, home), port, remembered=raw is None))


def main() -> None:
    """Entry point of the command."""
    sys.exit(app())
