"""What an official form is: tables of labelled rows and columns, and the sums its cells owe each other.

Here: the types every generation is written in, and the identities (勾稽关系) derived from them.
Not here: the rows of a generation (one file each beside this one), anything that reads a file. There is one object
for each thing of a form, so that they are compared and hashed by identity, which costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Along = Literal["items", "columns"]


class Cell(NamedTuple):
    """The address of one number of a report: the contract's codes of table, row and column."""

    table: str
    item: str
    column: str


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of figures: an applicant, a measure or an outcome.

    ``unit`` is 件 for counts (whole numbers) and 万元 for amounts (decimals).
    ``signed`` columns state a change and may be negative.
    """

    code: str
    zh: str
    en: str
    variants: tuple[str, ...] = ()
    unit: Literal["件", "万元"] = "件"
    signed: bool = False

    @property
    def is_count(self) -> bool:
        return self.unit == "件"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A row of figures (in table 4: a channel, whose figures stand side by side in one printed row).

    ``replaces`` names the rows that this one stands for when a report prints it in their place. ``clause`` is the item
    of article 20 of the regulations (国务院令第711号) that a row of table 2 is printed under.
    """

    code: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    number: str = ""
    variants: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """A statement of the form that what stands left equals what stands right.

    Along ``items`` it holds in every column, along ``columns`` in every item. ``total`` says that the right
    side is the total of the left one, so that a blank there means "not filled" and is never taken as 0.
    """

    family: str
    table: str
    along: Along
    left: tuple[str, ...]
    right: tuple[str, ...]
    total: bool
    zh: str
    en: str
    basis: str


class Identity(NamedTuple):
    """One instance of a :class:`Sum`: the cells left and right, and the column, row or channel it speaks of."""

    family: str
    scope: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    total: bool


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A statistics table of the form; ``section`` is the number of the section that it stands in."""

    code: str
    section: int
    zh: str
    en: str
    items: tuple[Item, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The distinct columns of all items, in the order in which the form first prints them."""
        return tuple({column.code: column for item in self.items for column in item.columns}.values())


@dataclass(frozen=True, eq=False)
class Form:
    """One generation of the official form.

    ``marks`` are words printed by this generation alone; a report is recognised by them, never by its year.
    """

    code: str
    basis: str
    years: str
    marks: tuple[str, ...]
    tables: tuple[Table, ...]
    sums: tuple[Sum, ...]

    def table(self, code: str) -> Table:
        return next(table for table in self.tables if table.code == code)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell in the form's order, rows that stand for others included."""
        return tuple(
            Cell(table.code, item.code, column.code)
            for table in self.tables
            for item in table.items
            for column in item.columns
        )

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every identity that the form's cells must satisfy, family by family, in the form's order."""
        return tuple(identity for statement in self.sums for identity in self._instances(statement))

    @cached_property
    def totals(self) -> frozenset[Cell]:
        """The cells that are the total of others."""
        return frozenset(cell for identity in self.identities if identity.total for cell in identity.right)

    def _instances(self, statement: Sum) -> Iterator[Identity]:
        table = self.table(statement.table)
        present = {item.code for item in table.items}
        if statement.along == "columns":
            for item in table.items:
                left, right = (
                    tuple(Cell(table.code, item.code, code) for code in side)
                    for side in (statement.left, statement.right)
                )
                yield Identity(statement.family, item.code, left, right, statement.total)
        else:
            for column in table.columns:
                left, right = (
                    tuple(Cell(table.code, code, column.code) for code in side if code in present)
                    for side in (statement.left, statement.right)
                )
                yield Identity(statement.family, column.code, left, right, statement.total)
