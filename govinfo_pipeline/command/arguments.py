"""What the commands share: their folders, and how what cannot be done is said. It imports little, for `check` waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def raw_option(default: str = "data/raw") -> _Decorator:
    """The option ``--raw``; ``default`` is what holds without it."""
    text = f"Folder of the raw reports (or s3://...): DIR/YYYY/**, or files anywhere below.  [default: {default}]"
    return click.option("--raw", metavar="DIR", help=text)


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--home``."""
    text = "Folder for everything that is produced.  [default: data/home]"
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
        refuse(f"{folder} cannot be looked at: {_reason(error)}")
    return True


@contextmanager
def failures_said() -> Iterator[None]:
    """Ends with status 1 where something cannot be written, and with 2 for unusable arguments."""
    from govinfo_pipeline.command.terminal import UsageError
    from govinfo_pipeline.publish.errors import ExportError
    from govinfo_pipeline.tables.query import QueryError

    try:
        yield
    except BrokenPipeError:
        # Who reads the output has seen enough; there is nothing to say, and click says nothing.
        raise
    except (ExportError, OSError) as error:
        click.echo(f"govinfo: {_reason(error)}", err=True)
        raise SystemExit(1) from error
    except (UsageError, QueryError) as error:
        refuse(str(error))


def _reason(error: Exception) -> str:
    """What an error says to people; of a file its name first."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)
