"""What a report says, known before a byte of it is written: :class:`Truth`, and what its figures owe each other.

Rows, columns and identities come from :mod:`govinfo_pipeline.form`. The identities are evaluated here once more,
plainly and cell by cell, so that tests have an oracle that shares no code with the pipeline's checks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from govinfo_pipeline.form import FORMS, Cell, Form, Identity, Item, Table

Value = int | Decimal | None


class Section(NamedTuple):
    """A numbered section: its heading without the number, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class Claim(NamedTuple):
    """A figure of the prose: the cells it is the sum of, its value, and the words it stands in.

    With ``base`` it is a rate in percent, of the sum of ``cells`` over that of ``base``, to one place.
    """

    cells: tuple[Cell, ...]
    value: int | Decimal
    quote: str
    base: tuple[Cell, ...] = ()

    def computed(self, values: Mapping[Cell, Value]) -> int | Decimal | None:
        """What the cells come to; None where one of them is none, or the base is nothing."""
        numbers = [values.get(cell) for cell in self.cells]
        total = None if None in numbers else sum(number or 0 for number in numbers)
        if total is None or not self.base:
            return total
        base = Claim(self.base, 0, "").computed(values)
        return (Decimal(100 * total) / base).quantize(Decimal("0.1"), ROUND_HALF_UP) if base else None


@dataclass(frozen=True)
class Truth:
    """One report.

    ``values`` holds every cell the report prints, None where it prints no number; a table or row without any
    cell there is missing from the report. ``printed`` says how a cell is printed when not as its plain number
    (``-``, ``/``, ``增10``; a None that is not named there is left empty). ``absent`` are cells that their row
    skips, so that it is too short; their value is None. ``claims`` are the figures stated in section one.
    """

    organization: str
    title_lines: tuple[str, ...]
    year: int
    form: str
    values: Mapping[Cell, Value]
    other_in_one_row: bool = False
    preamble: tuple[str, ...] = ()
    sections: Mapping[int, Section] = field(default_factory=dict)
    printed: Mapping[Cell, str] = field(default_factory=dict)
    absent: frozenset[Cell] = frozenset()
    claims: tuple[Claim, ...] = ()

    @property
    def title(self) -> str:
        return "".join(self.title_lines)

    @property
    def official_form(self) -> Form:
        return FORMS[self.form]

    @property
    def proactive(self) -> dict[tuple[str, str], Value]:
        """Table 2: (item, measure) → count, amount in 万元, or None."""
        return {(c.item, c.column): v for c, v in self.values.items() if c.table == "proactive_disclosure"}

    @property
    def applications(self) -> dict[str, list[int | None]]:
        """Table 3: item → seven counts in the contract's order of applicants."""
        return self._rows("applications")

    @property
    def disputes(self) -> dict[str, list[int | None]]:
        """Table 4: channel → five counts in the contract's order of outcomes."""
        return self._rows("disputes")

    def _rows(self, table: str) -> dict[str, list[int | None]]:
        rows: dict[str, list[int | None]] = {}
        for item in self.rows(self.official_form.table(table)):
            cells = [self.values[Cell(table, item.code, column.code)] for column in item.columns]
            rows[item.code] = [None if value is None else int(value) for value in cells]
        return rows

    def rows(self, table: Table) -> list[Item]:
        """The rows of ``table`` that this report prints, in the form's order."""
        return [
            item
            for item in table.items
            if any(Cell(table.code, item.code, column.code) in self.values for column in item.columns)
        ]

    def with_values(self, values: Mapping[Cell, Value]) -> "Truth":
        """The same report with some cells changed; they are printed as plain numbers."""
        printed = {cell: text for cell, text in self.printed.items() if cell not in values}
        return replace(self, values={**self.values, **values}, printed=printed)

    def with_blanks(self, marks: Mapping[Cell, str]) -> "Truth":
        """The same report with no number in some cells, but the mark given (empty for nothing at all)."""
        values = {**self.values, **dict.fromkeys(marks)}
        return replace(self, values=values, printed={**self.printed, **marks})

    def without_cell(self, cell: Cell) -> "Truth":
        """The same report with a row too short: ``cell`` is skipped and those after it move up."""
        return replace(self, values={**self.values, cell: None}, absent=self.absent | {cell})

    def without_table(self, code: str) -> "Truth":
        """The same report with the heading of a table's section, but not the table."""
        return replace(self, values={cell: v for cell, v in self.values.items() if cell.table != code})

    def without_section(self, number: int) -> "Truth":
        """The same report with neither the heading, the text nor the table of a section."""
        kept = {n: section for n, section in self.sections.items() if n != number}
        truth = replace(self, sections=kept)
        for table in self.official_form.tables:
            if table.section == number:
                truth = truth.without_table(table.code)
        return truth


def form_items(table: Table, other_in_one_row: bool) -> list[Item]:
    """The rows of ``table`` that a report prints: one row of 其他处理, or the rows it stands for."""
    replaced = {code for item in table.items for code in item.replaces}
    return [item for item in table.items if not (item.code in replaced if other_in_one_row else item.replaces)]


def form_cells(form: Form, other_in_one_row: bool) -> list[Cell]:
    """The cells of one way of printing ``form``, in its order."""
    return [
        Cell(table.code, item.code, column.code)
        for table in form.tables
        for item in form_items(table, other_in_one_row)
        for column in item.columns
    ]


class Outcome(NamedTuple):
    """An identity evaluated on a report; left, right and residual take a null as 0."""

    identity: str
    scope: str
    left: int
    right: int
    residual: int
    status: Literal["holds", "violated", "not_assessable"]


def evaluate(truth: Truth) -> list[Outcome]:
    """Every identity of the report's form, with the null rule of data/README.md."""
    form = truth.official_form
    cells = set(form_cells(form, truth.other_in_one_row))
    rows = {(cell.table, cell.item) for cell in cells}
    return [
        _outcome(truth, identity, cells, form.totals)
        for identity in form.identities
        if all((cell.table, cell.item) in rows for cell in identity.right)
    ]


def _outcome(truth: Truth, identity: Identity, cells: set[Cell], totals: frozenset[Cell]) -> Outcome:
    left, right = (
        {cell: truth.values.get(cell) for cell in side if cell in cells} for side in (identity.left, identity.right)
    )
    sum_left, sum_right = (sum(int(value or 0) for value in side.values()) for side in (left, right))
    residual = sum_left - sum_right
    everything = {**left, **right}
    status: Literal["holds", "violated", "not_assessable"]
    if any(value is None and cell in totals for cell, value in everything.items()) or all(
        value is None for value in everything.values()
    ):
        status = "not_assessable"
    elif residual == 0:
        status = "holds"
    else:
        smaller = left if residual < 0 else right
        status = "not_assessable" if None in smaller.values() else "violated"
    return Outcome(identity.family, identity.scope, sum_left, sum_right, residual, status)


def violated(truth: Truth) -> list[tuple[str, str]]:
    """(identity, scope) of every identity that the report as printed breaks, in the form's order."""
    return [(o.identity, o.scope) for o in evaluate(truth) if o.status == "violated"]
