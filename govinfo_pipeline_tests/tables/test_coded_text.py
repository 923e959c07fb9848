"""Text that comes and goes as codes stands in the store as any text."""

import random
from pathlib import Path

import pandas as pd
import pyarrow as pa

from govinfo_pipeline.tables.store import Stored, TableStore, arrow_schema, as_frame, as_table, stream
from govinfo_pipeline_tests.building import tables_of_truths
from govinfo_pipeline_tests.corpus import random_truth

YEAR = 2023
CODED = ("report_id", "item")


def _applications() -> pd.DataFrame:
    return tables_of_truths([random_truth(random.Random(number)) for number in range(2)], YEAR).applications


def test_what_was_written_from_codes_is_read_as_what_was_written_from_text(tmp_path: Path) -> None:
    frame = _applications()
    plain, coded = TableStore(tmp_path / "plain"), TableStore(tmp_path / "coded")
    plain.write("applications", YEAR, frame)
    parts = [as_table("applications", part, CODED) for part in (frame.head(7), frame.iloc[7:])]
    coded.write("applications", YEAR, stream("applications", parts, CODED))
    pd.testing.assert_frame_equal(coded.read("applications"), frame)
    assert coded.read_arrow("applications").equals(plain.read_arrow("applications"))
    (part,) = coded.parts("applications", [YEAR])
    assert part.schema == arrow_schema("applications")


def test_columns_that_are_asked_for_as_codes_come_as_codes_and_say_the_same(tmp_path: Path) -> None:
    frame, store = _applications(), TableStore(tmp_path)
    store.write("applications", YEAR, frame)
    part = pa.concat_tables(Stored(store, "applications", [YEAR]).parts(coded=CODED))
    coded = [field.name for field in part.schema if pa.types.is_dictionary(field.type)]
    assert coded == list(CODED)
    pd.testing.assert_frame_equal(as_frame("applications", part), frame)
