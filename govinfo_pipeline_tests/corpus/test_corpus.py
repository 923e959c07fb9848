"""The corpus itself: its truths are true, its bytes repeatable, and every layout prints every figure."""

import random
import re

import pytest

from govinfo_pipeline_tests.corpus import (
    ENCODINGS,
    LAYOUTS,
    MISTAKES,
    Organization,
    Style,
    evaluate,
    generate,
    random_mistake,
    random_style,
    random_truth,
    usual_form,
    violated,
)
from govinfo_pipeline_tests.corpus.truth import form_cells

COUNTY = Organization("滑县人民政府", "我县", "government", 300)


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("other_in_one_row", [False, True])
def test_figures_satisfy_every_identity(form: str, other_in_one_row: bool) -> None:
    rng = random.Random(f"{form}{other_in_one_row}")
    for _ in range(50):
        truth = random_truth(rng, form=form, other_in_one_row=other_in_one_row or form == "2019")
        assert set(truth.values) == set(form_cells(truth.official_form, truth.other_in_one_row))
        assert {outcome.status for outcome in evaluate(truth)} == {"holds"}


def test_blanks_of_zeros_break_nothing() -> None:
    for seed in range(30):
        truth = random_truth(random.Random(seed), blanks=0.3)
        assert None in truth.values.values()
        assert not violated(truth)


def test_a_year_continues_the_one_before() -> None:
    rng = random.Random(3)
    before = random_truth(rng, 2020, organization=COUNTY)
    for year in range(2021, 2025):
        truth = random_truth(rng, year, organization=COUNTY, before=before)
        assert truth.form == usual_form(year)
        assert truth.applications["carried_over"] == before.applications["carried_forward"]
        assert not violated(truth)
        before = truth


def test_claims_are_in_the_text_and_agree_with_the_tables() -> None:
    for seed in range(100):
        truth = random_truth(random.Random(seed))
        overview = "".join(truth.sections[1].paragraphs)
        for claim in truth.claims:
            assert claim.quote in overview
            assert claim.value == claim.computed(truth.values)


def test_generate_repeats_itself_and_goes_through_everything() -> None:
    count = len(LAYOUTS) * len(ENCODINGS)
    first, second = list(generate(count, 7)), list(generate(count, 7))
    assert first == second
    assert len({name for name, _, _ in first}) == count
    assert first[:5] == list(generate(5, 7))
    for layout in LAYOUTS:
        assert sum(bool(re.search(rf"\d_{layout}_", name)) for name, _, _ in first) == len(ENCODINGS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_prints_the_figures_in_their_order(layout: str) -> None:
    for seed in range(20):
        rng = random.Random(seed)
        truth = random_truth(rng, 2023, organization=COUNTY)
        text = LAYOUTS[layout](truth, rng, Style(quirks=seed % 2 == 1))
        applications, disputes = re.split(r"四、政府信息公开行政|四、因政府信息公开|五、", text)[-3:-1]
        head, body = applications.split("勾稽关系", 1)
        # Numbers in cells of their own, so neither those of labels nor those of 数据1.
        numbers = [int(token) for token in re.findall(r"(?<![^\s|])\d+(?=\s|\||$)", body)]
        assert numbers == [count for row in truth.applications.values() for count in row], head[-20:]
        cases = [int(token) for token in re.findall(r"(?<![^\s|])\d+(?=\s|\||$)", disputes)]
        assert cases == [count for row in truth.disputes.values() for count in row]


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_says_what_it_changed(kind: str) -> None:
    made = 0
    for seed in range(40):
        rng = random.Random(seed)
        right = random_truth(rng, 2023, organization=COUNTY)
        mistaken = MISTAKES[kind](right, rng)
        if mistaken is None:
            continue
        made += 1
        printed, mistake = mistaken
        changed = {cell for cell, value in printed.values.items() if value != right.values[cell]}
        assert changed == set(mistake.cells)
        assert all(mistake.cells[cell] == (right.values[cell], printed.values[cell]) for cell in changed)
        # Blank totals are not assessable, and figures swapped within a row of table 4 keep their sum.
        if "blank" not in kind and kind not in ("shifted_row", "swapped_neighbours"):
            assert violated(printed), str(mistake)
    assert made > 20


def test_reports_of_zeros_only_can_be_spoilt_too() -> None:
    rng = random.Random(1)
    nothing = Organization("南关街道办事处", "我街道", "subdistrict", 0)
    assert random_mistake(random_truth(rng, organization=nothing), rng) is not None


def test_styles_never_change_what_a_number_says() -> None:
    column = random_truth(random.Random(0)).official_form.table("applications").columns[0]
    for seed in range(200):
        rng = random.Random(seed)
        printed = random_style(rng).number(rng, 12345, column)
        digits = printed.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        assert re.sub(r"[,， ]", "", digits) == "12345"
