"""What a sentence leaves out is supplied where its grammar says what it is, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_pipeline.reading import Section
from govinfo_pipeline.reading.claim_ellipsis import in_full
from govinfo_pipeline.reading.claims import find_claims

WORDS = (
    "予以公开",
    "不予公开",
    "的",
    "分别",
    "为",
    "各",
    "均",
    "3件",
    "12",
    "5.1%",
    "、",
    "和",
    ",",
    "(",
    ")",
    ";",
    "其中",
    "1件",
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("予以公开、不予公开的分别为5件、3件", "予以公开的为5件、不予公开的为3件"),
        ("公民、法人和其他组织分别为5件、3件", "公民为5件、法人和其他组织为3件"),
        ("维持、纠正依次为5、3件", "维持为5件、纠正为3件"),
        (
            "收到8件,公开5件、不公开3件,占比分别为62.5%、37.5%",
            "收到8件,公开5件、不公开3件,公开占比为62.5%、不公开占比为37.5%",
        ),
        ("上年度复议5件、诉讼3件,今年分别为4件、2件", "上年度复议5件、诉讼3件,今年复议为4件、今年诉讼为2件"),
        ("因国家秘密、第三方权益不予公开各2件", "因国家秘密2件、第三方权益不予公开2件"),
        ("直接起诉5件(维持3、纠正2)", "直接起诉5件(维持3件、纠正2件)"),
        ("不予公开3件(均因国家秘密)", "不予公开3件(3件均因国家秘密)"),
        ("不予公开的3件均因国家秘密", "不予公开的3件,3件均因国家秘密"),
        ("行政诉讼2件(一审、二审各1件),均维持原答复", "行政诉讼2件(一审1件、二审1件),2件均维持原答复"),
        ("行政诉讼一件,尚在审理", "行政诉讼一件,一件尚在审理"),
    ],
)
def test_names_units_and_numbers_are_supplied(said: str, meant: str) -> None:
    assert in_full(said)[0] == meant


@pytest.mark.parametrize(
    "said",
    [
        "予以公开、部分公开、不予公开分别为5件、3件",  # three names, two numbers
        "县政府和各部门分别编制年报5份",
        "收到申请5件,均已按期答复",  # how many were answered in the year is not said
        "行政复议3件,行政诉讼2件,均维持",  # all of both
        "行政复议比上年减少1件,结果维持",  # a difference
        "予以公开5件(含部分公开)",
        "予以公开5件(公开网址、公开栏)",
    ],
)
def test_nothing_is_supplied_where_the_grammar_leaves_it_open(said: str) -> None:
    assert in_full(said)[0] == said


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_every_character_keeps_its_place_in_what_is_printed(text: str) -> None:
    full, places = in_full(text)
    assert len(full) == len(places)
    assert all(0 <= place < len(text) for place in places)
    supplied = {"、", ",", "件", "%"}
    assert all(text[place] == character or character in supplied for character, place in zip(full, places, strict=True))


def test_the_quote_is_what_is_printed() -> None:
    printed = "“不予公开”、 无法提供的分别为５件、3 件，行政诉讼1件（尚未审结）"
    claims = find_claims([Section(4, "", printed)], 2023)
    assert [(claim.claim, claim.value) for claim in claims] == [
        ("denied", 5),
        ("unavailable", 3),
        ("litigation", 1),
        ("litigation_pending", 1),
    ]
    assert all(claim.quote in printed for claim in claims)
