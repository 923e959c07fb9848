"""Questions in SQL about the tables, answered by DuckDB: read only, and without any other file or the network."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from govinfo_pipeline.tables.schemas import SCHEMAS
from govinfo_pipeline.tables.store import TableStore, arrow_schema

if TYPE_CHECKING:
    import duckdb

_QUESTIONS = ("SELECT", "EXPLAIN", "MULTI")
"""Kinds of statements that only ask. PIVOT is of kind MULTI."""
_BATCH = 10_000


class QueryError(ValueError):
    """A question that cannot be answered; the message is for the person who asked."""


class Answer(NamedTuple):
    """Names of the columns, and the rows, which are fetched as they are asked for."""

    columns: list[str]
    rows: Iterator[Sequence[Any]]


@contextmanager
def query(store: TableStore, sql: str) -> Iterator[Answer]:
    """Answers one statement over views named after the tables; raises :class:`QueryError` where it cannot.

    Each view shows its table as it is when the question is asked, also while a run replaces a year. The statement
    sees nothing else: files, the network, extensions and settings are locked before it is looked at.
    """
    import duckdb

    with duckdb.connect(":memory:") as connection:
        for name in SCHEMAS:
            connection.register(name, _contents(store, name))
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            result = connection.execute(_only_question(connection, sql))
            names = [str(column[0]) for column in result.description or ()]
            yield Answer(_distinct(names), _rows(result))
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def _contents(store: TableStore, name: str) -> Any:
    """What is stored, read only as far as a question needs it."""
    dataset = store.dataset(name)
    return pa.Table.from_batches([], schema=arrow_schema(name)) if dataset is None else dataset


def _only_question(connection: "duckdb.DuckDBPyConnection", sql: str) -> "duckdb.Statement":
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"one statement at a time, not {len(statements)}")
    (statement,) = statements
    if statement.type.name not in _QUESTIONS:
        raise QueryError(f"the tables are read only; ask with SELECT, not with {statement.type.name}")
    return statement


def _rows(result: "duckdb.DuckDBPyConnection") -> Iterator[Sequence[Any]]:
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _distinct(names: Sequence[str]) -> list[str]:
    """The names with a number behind those that an earlier column has already."""
    seen: list[str] = []
    for name in names:
        numbered = (f"{name}_{n}" for n in range(2, len(names) + 2))
        seen.append(name if name not in seen else next(other for other in numbered if other not in seen))
    return seen
