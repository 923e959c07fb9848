"""Files and folders appear whole or not at all."""

from pathlib import Path

import pytest

from govinfo_pipeline.tables.drafts import draft_of


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_the_place_of_the_earlier_one_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "table.xlsx"
    for text in ("first", "second"):
        with draft_of(target) as draft:
            draft.write_text(text)
            assert draft.suffix == ".xlsx", "some writers go by it"
            assert not target.exists() or target.read_text() == "first"
        assert target.read_text() == text
    assert _names(target.parent) == ["table.xlsx"]


def test_what_fails_half_way_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    target.write_text("earlier")

    def fail(draft: Path) -> None:
        draft.write_text("half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"), draft_of(target) as draft:
        fail(draft)
    assert target.read_text() == "earlier"
    assert _names(tmp_path) == ["table.csv"]


def test_a_folder_appears_whole_too_and_never_over_one_that_holds_something(tmp_path: Path) -> None:
    with draft_of(tmp_path / "open") as draft:
        (draft / "csv").mkdir(parents=True)
        assert not (tmp_path / "open").exists()
    with pytest.raises(OSError, match="not empty"), draft_of(tmp_path / "open") as draft:
        draft.mkdir()
    assert _names(tmp_path) == ["open"]
    assert _names(tmp_path / "open") == ["csv"]
