"""The official form as data: its codes are the contract's, its cells and identities those of the printed form."""

import pytest

from govinfo_pipeline.form import FORMS, LATEST, SECTIONS, Cell, Column, Form
from govinfo_pipeline_tests.corpus.document import CLAUSES

APPLICANTS = [
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_welfare_organization",
    "legal_service_organization",
    "other_organization",
    "total",
]
DENIED = [
    "denied_state_secret",
    "denied_prohibited_by_law",
    "denied_security_stability",
    "denied_third_party_rights",
    "denied_internal_affairs",
    "denied_process_information",
    "denied_enforcement_files",
    "denied_inquiry_matters",
]
UNAVAILABLE = ["unavailable_not_held", "unavailable_requires_creation", "unavailable_unclear_request"]
NOT_PROCESSED = [
    "not_processed_petition",
    "not_processed_repeated",
    "not_processed_publication",
    "not_processed_excessive",
    "not_processed_reconfirmation",
]
IN_THREE = ["other_correction_overdue", "other_fee_overdue", "other_other"]
DECIDED = ["granted", "partially_granted", *DENIED, *UNAVAILABLE, *NOT_PROCESSED]
APPLICATION_ITEMS = ["new_received", "carried_over", *DECIDED, *IN_THREE, "results_total", "carried_forward"]
CHANNELS = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]
PROACTIVE = {
    "2021": {
        "regulations": ["issued", "repealed", "in_force"],
        "normative_documents": ["issued", "repealed", "in_force"],
        "administrative_licensing": ["decisions"],
        "administrative_penalty": ["decisions"],
        "administrative_coercion": ["decisions"],
        "administrative_fees": ["amount"],
    },
    "2019": {
        "regulations": ["newly_made", "newly_published", "total_published"],
        "normative_documents": ["newly_made", "newly_published", "total_published"],
        "administrative_licensing": ["previous_items", "change", "decisions"],
        "other_external_services": ["previous_items", "change", "decisions"],
        "administrative_penalty": ["previous_items", "change", "decisions"],
        "administrative_coercion": ["previous_items", "change", "decisions"],
        "administrative_fees": ["previous_items", "change"],
        "government_procurement": ["items", "amount"],
    },
}
both_forms = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def _printed(form: Form) -> list[Cell]:
    """The cells of the usual way to print a form: every row that stands for no others."""
    standing_in = {item.code for table in form.tables for item in table.items if item.replaces}
    return [cell for cell in form.cells if cell.item not in standing_in]


def test_generations() -> None:
    assert set(FORMS) == {"2019", "2021"}
    assert LATEST is FORMS["2021"]
    assert list(SECTIONS) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("code", "cells", "in_table_2"), [("2021", 200, 10), ("2019", 198, 22)])
def test_number_of_cells(code: str, cells: int, in_table_2: int) -> None:
    printed = _printed(FORMS[code])
    assert len(printed) == cells
    assert sum(cell.table == "proactive_disclosure" for cell in printed) == in_table_2
    assert sum(cell.table == "disputes" for cell in printed) == 15
    assert len(set(FORMS[code].cells)) == len(FORMS[code].cells)


@both_forms
def test_table_2_has_the_items_and_measures_of_the_contract(form: Form) -> None:
    table = form.table("proactive_disclosure")
    assert {i.code: [c.code for c in i.columns] for i in table.items} == PROACTIVE[form.code]
    assert list(PROACTIVE[form.code]) == [item.code for item in table.items]


def test_table_3_has_the_items_and_applicants_of_the_contract() -> None:
    latest = [i.code for i in FORMS["2021"].table("applications").items if not i.replaces]
    assert latest == APPLICATION_ITEMS
    assert len(latest) == 25
    older = [item.code for item in FORMS["2019"].table("applications").items]
    assert older == ["new_received", "carried_over", *DECIDED, "other_processing", "results_total", "carried_forward"]
    assert len(older) == 23
    for form in FORMS.values():
        for item in form.table("applications").items:
            assert [column.code for column in item.columns] == APPLICANTS


def test_one_row_of_other_processing_may_stand_for_its_three() -> None:
    standing_in = [i for i in FORMS["2021"].table("applications").items if i.replaces]
    assert [(item.code, list(item.replaces)) for item in standing_in] == [("other_processing", IN_THREE)]


@both_forms
def test_table_4_has_the_channels_and_outcomes_of_the_contract(form: Form) -> None:
    assert [item.code for item in form.table("disputes").items] == CHANNELS
    for item in form.table("disputes").items:
        assert [column.code for column in item.columns] == OUTCOMES


@both_forms
def test_tables_stand_in_their_sections(form: Form) -> None:
    assert [(t.code, t.section) for t in form.tables] == [
        ("proactive_disclosure", 2),
        ("applications", 3),
        ("disputes", 4),
    ]


@both_forms
def test_rows_of_table_2_stand_under_their_clause_of_article_20(form: Form) -> None:
    assert {item.code: item.clause for item in form.table("proactive_disclosure").items} == {
        item.code: f"（{CLAUSES[item.code]}）" for item in form.table("proactive_disclosure").items
    }


@both_forms
def test_units(form: Form) -> None:
    amounts = {(c.item, c.column) for c in _printed(form) if not _column(form, c).is_count}
    fees, procurement = ("administrative_fees", "amount"), ("government_procurement", "amount")
    assert amounts == ({fees} if form.code == "2021" else {procurement})
    signed = {c.column for c in form.cells if _column(form, c).signed}
    assert signed == (set() if form.code == "2021" else {"change"})


def _column(form: Form, cell: Cell) -> Column:
    item = next(item for item in form.table(cell.table).items if item.code == cell.item)
    return next(column for column in item.columns if column.code == cell.column)


@pytest.mark.parametrize(("code", "count", "rows"), [("2021", 43, 26), ("2019", 40, 23)])
def test_number_of_identities(code: str, count: int, rows: int) -> None:
    families: dict[str, list[str]] = {}
    for identity in FORMS[code].identities:
        families.setdefault(identity.family, []).append(identity.scope)
    assert sum(map(len, families.values())) == count
    assert families["applications.balance"] == APPLICANTS
    assert families["applications.results"] == APPLICANTS
    assert len(families["applications.applicants"]) == rows
    assert families["disputes.outcomes"] == CHANNELS


def test_the_balance_is_the_one_printed_on_the_form() -> None:
    balance = LATEST.identities[0]
    assert (balance.family, balance.scope, balance.total) == ("applications.balance", "natural_person", False)
    assert [cell.item for cell in balance.left] == ["new_received", "carried_over"]
    assert [cell.item for cell in balance.right] == ["results_total", "carried_forward"]
    assert {cell.column for cell in balance.left + balance.right} == {"natural_person"}


def test_results_are_all_rows_between_received_and_total() -> None:
    results = next(i for i in LATEST.identities if i.family == "applications.results")
    assert [c.item for c in results.left if c.item != "other_processing"] == [*DECIDED, *IN_THREE]
    assert [cell.item for cell in results.right] == ["results_total"]


@both_forms
def test_every_count_of_tables_3_and_4_is_in_an_identity(form: Form) -> None:
    spoken_of = {cell for identity in form.identities for cell in identity.left + identity.right}
    assert spoken_of == {cell for cell in form.cells if cell.table != "proactive_disclosure"}


@both_forms
def test_totals(form: Form) -> None:
    of_rows = {cell for cell in form.cells if cell.table != "proactive_disclosure" and cell.column == "total"}
    of_columns = {cell for cell in form.cells if cell.item == "results_total"}
    assert form.totals == of_rows | of_columns


@both_forms
def test_everything_is_named_in_both_languages_and_no_label_is_used_twice_in_a_row_group(form: Form) -> None:
    for table in form.tables:
        names = [(item.zh, item.en) for item in table.items] + [(column.zh, column.en) for column in table.columns]
        assert all(zh and en and zh != en for zh, en in [(table.zh, table.en), *names])
        assert len({item.code for item in table.items}) == len(table.items)
    assert all(statement.zh and statement.en and statement.basis for statement in form.sums)


def test_no_generation_prints_the_marks_of_another() -> None:
    marks = [set(form.marks) for form in FORMS.values()]
    assert all(marks)
    assert not set.intersection(*marks)
