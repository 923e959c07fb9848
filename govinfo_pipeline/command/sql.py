"""``govinfo sql``: a question about the tables, answered as a table, csv or json."""

import csv
import json
import math
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from govinfo_pipeline.command.terminal import UsageError, shown
from govinfo_pipeline.settings import Settings
from govinfo_pipeline.tables.query import Answer, QueryError, query
from govinfo_pipeline.tables.store import TableStore

MOST_SHOWN = 200
_NARROWEST = 9


def sql_command(settings: Settings, sql: str, output: str) -> None:
    """Answers ``sql`` on standard output; raises ``UsageError`` where it cannot be answered."""
    try:
        with query(TableStore(settings.tables), sql) as answer:
            {"table": _print_table, "csv": _print_csv, "json": _print_json}[output](answer)
    except QueryError as error:
        raise UsageError(str(error)) from error


def tables_command() -> None:
    """Prints every table with its columns, their types and what they mean."""
    from govinfo_pipeline.publish.dictionary import describe
    from govinfo_pipeline.tables.schemas import SCHEMAS

    console = Console(soft_wrap=True, highlight=False, markup=False)
    for name, schema in SCHEMAS.items():
        console.print(f"{name}  {schema.title} · {schema.description}", style="bold")
        for column in describe(name):
            unit = f" [{column.unit}]" if column.unit else ""
            console.print(f"  {column.name}  {column.kind}  {column.zh} · {column.en}{unit}")


def _print_table(answer: Answer) -> None:
    """The first rows side by side, or below each other where they have too many columns for that."""
    console = Console()
    rows = islice(answer.rows, MOST_SHOWN)
    if len(answer.columns) * _NARROWEST <= console.width:
        table = Table(*(Column(_shown(name)) for name in answer.columns), box=SIMPLE_HEAD)
        for row in rows:
            table.add_row(*map(_shown, row))
        console.print(table)
    else:
        for number, row in enumerate(rows, 1):
            record = Table(Column(f"row {number}"), Column(), box=SIMPLE_HEAD)
            for name, value in zip(answer.columns, row, strict=True):
                record.add_row(_shown(name), _shown(value))
            console.print(record)
    if next(answer.rows, None) is not None:
        print(f"govinfo: only the first {MOST_SHOWN} rows are shown; --format csv gives all", file=sys.stderr)


def _shown(value: Any) -> Text:
    """The value as text; what a report has in it cannot steer the terminal."""
    return Text("" if value is None else "\n".join(map(shown, str(value).split("\n"))))


def _print_csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def _print_json(answer: Answer) -> None:
    print("[", end="")
    for line in _separated(answer):
        print(line, end="")
    print("\n]")


def _separated(answer: Answer) -> Iterator[str]:
    for number, row in enumerate(answer.rows):
        values = {name: _plain(value) for name, value in zip(answer.columns, row, strict=True)}
        yield f"{',' if number else ''}\n{json.dumps(values, ensure_ascii=False, default=str)}"


def _plain(value: Any) -> Any:
    """The value as json has it: a decimal is a number, and what is none (NaN, infinity) is null."""
    number = float(value) if isinstance(value, Decimal) else value
    return None if isinstance(number, float) and not math.isfinite(number) else number
