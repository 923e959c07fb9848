"""Where the labels of a table stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govinfo_pipeline.form import FORMS
from govinfo_pipeline.reading.chain import Hit, heaviest_chain
from govinfo_pipeline.reading.labels import label_ranks, locate
from govinfo_pipeline.reading.records import Row
from govinfo_pipeline.reading.stream import Stream
from govinfo_pipeline.reading.tokens import BLANK, MARK, NUMBER, fold

TABLE = FORMS["2021"].table("applications")
LABELS = [item.zh for item in TABLE.items]
IN_ORDER = [cell for label in LABELS for cell in (label, "3")]


def _weight(stream: Stream, place: int) -> int:
    printed = [kind for kind in stream.kinds[place + 1 : place + 6] if kind != BLANK]
    return 3 if printed and printed[0] in (NUMBER, MARK) else 1


@given(st.data())
def test_labels_stand_on_the_heaviest_chain_also_where_it_is_told_without_weighing(data: st.DataObject) -> None:
    cells = list(IN_ORDER)
    strays = st.tuples(st.integers(0, len(cells)), st.sampled_from([*LABELS, "", "4"]))
    for place, cell in data.draw(st.lists(strays, max_size=4)):
        cells.insert(place, cell)
    for place in data.draw(st.lists(st.integers(0, len(cells) - 1), max_size=3)):
        cells[place] = ""
    stream, ranks = Stream.of([Row(1, tuple(cells))]), label_ranks(TABLE)
    hits = [
        Hit(place, rank, _weight(stream, place))
        for place, words in enumerate(stream.words)
        for rank in sorted(ranks.get(words, ()))
    ]
    found = locate(stream, TABLE)
    assert {hit.rank: hit.position for hit in heaviest_chain(hits)}.items() <= found.items()


@pytest.mark.parametrize("printed", ["（七）总计", "( 七 ) 总计", "（七 ）总 计", "[七]总计", "七、总计"])
def test_a_number_in_front_of_a_label_is_none_of_its_words(printed: str) -> None:
    assert fold(printed) == "总计"


def test_both_spellings_of_other_are_one_label() -> None:
    assert [fold(label) for label in ("3.其它", "其它法律行政法规禁止公开")] == ["其他", "其他法律行政法规禁止公开"]
