"""Figures of a report that satisfy every identity of its form."""

import random
from collections.abc import Mapping
from decimal import Decimal

from govinfo_pipeline.form import FORMS, Cell, Form
from govinfo_pipeline_tests.corpus.truth import Value, form_cells

RECEIVED, OVER = "new_received", "carried_over"
TOTAL, FORWARD = "results_total", "carried_forward"
COMMON_RESULTS = (4, 2, 1)
"""Weights by which the first result rows (予以公开, 部分公开) outnumber each of the others."""


def usual_form(year: int) -> str:
    """The generation in use for a statistical year."""
    return "2021" if year >= 2021 else "2019"


def fill_totals(form: Form, values: Mapping[Cell, int], cells: set[Cell]) -> dict[Cell, int]:
    """``values`` with every total set to the sum of its parts.

    Twice, because 总计 of （七）总计 needs the totals of the rows and of the columns.
    """
    filled = dict(values)
    for _ in range(2):
        for identity in form.identities:
            if identity.total and identity.right[0] in cells:
                filled[identity.right[0]] = sum(filled.get(cell, 0) for cell in identity.left)
    return filled


def values_from(form: Form, parts: Mapping[Cell, Value], *, other_in_one_row: bool | None = None) -> dict[Cell, Value]:
    """All cells of a report of which some are known: the others 0, the totals and 本年新收 as the identities ask.

    ``parts`` names decisions, carried over and carried forward cells, table 2, and outcomes; no totals.
    """
    if other_in_one_row is None:
        other_in_one_row = form.code == "2019"
    cells = form_cells(form, other_in_one_row)
    counts = {cell: int(parts.get(cell) or 0) for cell in cells if cell.table != "proactive_disclosure"}
    rows = list(dict.fromkeys(cell.item for cell in counts if cell.table == "applications"))
    results = [row for row in rows if row not in (RECEIVED, OVER, TOTAL, FORWARD)]
    for column in form.table("applications").columns:
        over, forward, received = (Cell("applications", row, column.code) for row in (OVER, FORWARD, RECEIVED))
        decided = sum(counts[Cell("applications", row, column.code)] for row in results)
        counts[received] = decided + counts[forward] - counts[over]
    filled = fill_totals(form, counts, set(cells))
    return {cell: filled[cell] if cell in filled else parts.get(cell, 0) for cell in cells}


def random_values(
    rng: random.Random,
    year: int,
    usual: int,
    *,
    form_code: str | None = None,
    other_in_one_row: bool = False,
    makes_rules: bool = False,
    before: Mapping[Cell, Value] | None = None,
) -> dict[Cell, Value]:
    """All cells of one report, around ``usual`` applications; ``before`` are the same organ's of last year."""
    form = FORMS[form_code or usual_form(year)]
    cells = form_cells(form, other_in_one_row)
    counts = fill_totals(
        form, _applications(rng, form, cells, usual, before) | _disputes(rng, cells, usual), set(cells)
    )
    proactive = _proactive(rng, form, usual, makes_rules, before)
    return {cell: proactive[cell] if cell in proactive else counts[cell] for cell in cells}


def _applications(
    rng: random.Random, form: Form, cells: list[Cell], usual: int, before: Mapping[Cell, Value] | None
) -> dict[Cell, int]:
    """Table 3 without its totals, apart from 办理结果总计, which the balance needs at once."""
    rows = list(dict.fromkeys(cell.item for cell in cells if cell.table == "applications"))
    results = [row for row in rows if row not in (RECEIVED, OVER, TOTAL, FORWARD)]
    applicants = [column.code for column in form.table("applications").columns][:-1]
    counts = {Cell("applications", row, applicant): 0 for row in rows for applicant in applicants}
    weights = [*COMMON_RESULTS[:2], *[COMMON_RESULTS[2] * rng.random() for _ in results[2:]]]
    mix = [20.0, *[rng.random() * 3 for _ in applicants[1:]]]
    for _ in range(rng.randint(usual // 2, usual + usual // 2) if usual else 0):
        applicant = rng.choices(applicants, mix)[0]
        counts[Cell("applications", rng.choices(results, weights)[0], applicant)] += 1
    for applicant in applicants:
        over, total, forward, received = (
            Cell("applications", row, applicant) for row in (OVER, TOTAL, FORWARD, RECEIVED)
        )
        counts[total] = sum(counts[Cell("applications", row, applicant)] for row in results)
        if before is None:
            counts[over] = min(counts[total], rng.choice([0, 0, counts[total] // 12, 1]))
        else:
            last_year = before.get(Cell("applications", FORWARD, applicant))
            counts[over] = int(last_year or 0)
        counts[forward] = rng.choice([0, 0, counts[total] // 10, 1 if usual and applicant == applicants[0] else 0])
        # What came over but was not decided is carried on once more.
        counts[forward] += max(0, counts[over] - counts[total] - counts[forward])
        counts[received] = counts[total] + counts[forward] - counts[over]
    return counts


def _disputes(rng: random.Random, cells: list[Cell], usual: int) -> dict[Cell, int]:
    """Table 4 without its totals; most small organs have no case at all."""
    parts = [cell for cell in cells if cell.table == "disputes" and cell.column != "total"]
    counts = dict.fromkeys(parts, 0)
    for _ in range(rng.randint(0, usual // 12) if usual >= 12 else int(rng.random() < usual * 0.04)):
        counts[rng.choices(parts, [5, 2, 2, 2, 2, 1, 1, 1, 3, 1, 1, 1])[0]] += 1
    return counts


def _proactive(
    rng: random.Random, form: Form, usual: int, makes_rules: bool, before: Mapping[Cell, Value] | None
) -> dict[Cell, Value]:
    """Table 2: documents, decisions by the hundred for larger organs, amounts with up to four places."""
    busy = usual >= 5 or rng.random() < 0.3
    values: dict[Cell, Value] = {}
    for item in form.table("proactive_disclosure").items:
        quiet = not busy or (item.code == "regulations" and not makes_rules)
        for column in item.columns:
            cell = Cell("proactive_disclosure", item.code, column.code)
            if quiet:
                values[cell] = 0
            elif not column.is_count:
                values[cell] = _amount(rng, usual)
            elif column.signed:
                values[cell] = rng.choice([0, 0, 3, 10, -4, -8, rng.randint(-20, 40)])
            elif before and before.get(cell) is not None and column.code == "decisions":
                values[cell] = round(int(before[cell] or 0) * rng.uniform(0.7, 1.4))
            elif column.code == "decisions":
                values[cell] = rng.choice([0, rng.randint(0, 30), rng.randint(0, 40 * (usual + 1))])
            else:
                values[cell] = rng.choice([0, rng.randint(0, 6), rng.randint(0, 2 + usual // 20)])
        _keep_documents(rng, values, item.code, before)
    return values


def _keep_documents(
    rng: random.Random, values: dict[Cell, Value], item: str, before: Mapping[Cell, Value] | None
) -> None:
    """Make 现行有效件数 follow from last year's, as it does where nothing was cleaned up."""
    issued, repealed, in_force = (
        Cell("proactive_disclosure", item, code) for code in ("issued", "repealed", "in_force")
    )
    if in_force not in values:
        return
    known = before.get(in_force) if before else None
    stock = int(known) if known is not None else int(values[in_force] or 0) * rng.randint(1, 6)
    values[repealed] = min(int(values[repealed] or 0), stock + int(values[issued] or 0))
    values[in_force] = stock + int(values[issued] or 0) - int(values[repealed] or 0)


def _amount(rng: random.Random, usual: int) -> Decimal:
    places = rng.choice([0, 1, 2, 4])
    return Decimal(rng.choice([0, rng.randint(1, 10**places * 20 * (usual + 1))])).scaleb(-places)
