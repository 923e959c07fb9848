"""What the commands share: their folders, and how what cannot be done is said. It imports little, for `check` waits."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from govinfo_pipeline.settings import Settings
    from govinfo_pipeline.tables.store import Location

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
FOLDER = click.Path(path_type=Path, file_okay=False)
"""A folder to write to, which need not be there yet."""


class Commands(click.Group):
    """The commands under one name. An empty argument, mostly a shell's variable that is not set, stands for nothing."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuses an empty argument, which would be taken for the working folder."""
        if "" in args:
            ctx.fail("an argument is empty; is a variable of the shell not set?")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Carries a command out; what a person can mend is said in a line on standard error."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            # Click says these itself; who reads the output has seen enough where it is closed.
            raise
        except Exception as error:
            if (said := failure(error)) is None:
                raise
            click.echo(f"govinfo: {said[1]}", err=True)
            raise SystemExit(said[0]) from error


def raw_option(default: str = "GOVINFO_RAW, else data/raw") -> _Decorator:
    """The option ``--raw``; ``default`` is what holds without it."""
    text = f"Folder of the raw reports (or s3://...): DIR/YYYY/**, or files anywhere below.  [default: {default}]"
    return click.option("--raw", metavar="DIR", help=text)


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--home``."""
    text = "Folder for everything that is produced.  [default: GOVINFO_HOME, else data/home]"
    return click.option("--home", type=click.Path(path_type=Path), metavar="DIR", help=text)(command)


def years_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--year`` of commands that work on several."""
    text = "A statistical year; may be repeated.  [default: all]"
    return click.option("--year", "years", type=int, multiple=True, metavar="YYYY", help=text)(command)


def refuse(message: str) -> NoReturn:
    """Unusable arguments: says why, and ends with status 2."""
    click.echo(f"govinfo: {message}", err=True)
    raise SystemExit(2)


def settings_of(raw: str | None, home: Path | None) -> "Settings":
    """The settings of the environment with the folders that a command names; unusable ones are refused."""
    from govinfo_pipeline.settings import Settings, SettingsError, location

    try:
        settings = Settings.from_env().override(location(raw) if raw else None, home)
    except SettingsError as error:
        refuse(str(error))
    if settings.home.is_file():
        refuse(f"{settings.home} is a file, not a folder; name another with --home DIR")
    return settings


def of_last_run(raw: str | None, home: Path | None) -> "Settings":
    """The settings with the raw folder of the home's last run, unless another is named."""
    settings = settings_of(raw, home)
    return settings if raw else settings.of_last_run()


def with_raw(raw: str | None, home: Path | None) -> "Settings":
    """The settings with a raw folder that is there; any other is refused."""
    settings = settings_of(raw, home)
    if not _is_there(settings.raw):
        what = "is a file, not a folder" if settings.raw.is_file() else "does not exist"
        refuse(f"the folder of raw reports {settings.raw} {what}; name yours with --raw DIR")
    return settings


def with_home(settings: "Settings") -> "Settings":
    """The same settings; a home that is not there is refused."""
    if not settings.home.is_dir():
        refuse(f"the folder {settings.home} does not exist; name yours with --home DIR")
    return settings


def with_tables(home: Path | None) -> "Settings":
    """The settings of a home that holds tables; any other is refused."""
    settings = settings_of(None, home)
    if not _is_there(settings.tables):
        named = settings.tables_folder
        place, how = (settings.home, "--home DIR") if named is None else (named, "GOVINFO_TABLES")
        refuse(f"{place} holds no tables yet; run `govinfo run` first, or name another folder with {how}")
    return settings


def _is_there(folder: "Location") -> bool:
    """Whether there is such a folder. One that cannot be looked into, or a store that does not answer, is refused."""
    try:
        if not folder.is_dir():
            return False
        # Whoever goes through a folder that cannot be opened takes it for an empty one.
        next(iter(folder.iterdir()), None)
    # Each store has errors of its own.
    except Exception as error:
        refuse(f"{folder} cannot be looked at: {reason(error)}")
    return True


def failure(error: BaseException | None) -> tuple[int, str] | None:
    """The exit status and the words for what a person can mend; null for an error of the program, which is shown whole.

    2 is for unusable arguments, 1 for what a disk, a database or an object store refuses, also where that is the cause
    that an error names. It imports much, and is asked only when something has failed.
    """
    import sqlite3

    from deltalake.exceptions import DeltaError
    from sqlalchemy.exc import DBAPIError

    from govinfo_pipeline.command.terminal import UsageError
    from govinfo_pipeline.publish.errors import ExportError
    from govinfo_pipeline.settings import SettingsError

    if error is None:
        return None
    if isinstance(error, UsageError | SettingsError):
        return 2, str(error)
    if isinstance(error, ExportError | OSError):
        return 1, reason(error)
    if isinstance(error, DBAPIError | sqlite3.Error):
        said = error.orig if isinstance(error, DBAPIError) else error
        return 1, f"a database of the home cannot be read or written: {' '.join(str(said).split())}"
    if isinstance(error, DeltaError):
        return 1, f"a table cannot be read or written: {error}"
    return failure(error.__cause__)


def reason(error: Exception) -> str:
    """What an error says to people; of a file its name first."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)
