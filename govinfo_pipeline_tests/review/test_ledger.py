"""The file of decisions: stable, made for version control and for editing by hand, and safe with several writers."""

import csv
import io
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govinfo_pipeline.review.ledger import (
    COLUMNS,
    Decision,
    Decisions,
    LedgerError,
    load,
    one_line,
    parse,
    render,
    tidy,
    update,
)
from govinfo_pipeline.tables.codes import DECIDED

FIRST = Decision(
    "00aa11bb22cc33dd", "dismissed", "附注说明口径不同", "王芳", "2026-02-03T09:30:00+08:00", "sha256:" + "0" * 16
)
SECOND = replace(FIRST, finding_id="11aa11bb22cc33dd", status="confirmed", year=2022, check="applications.results")

HEADER = "finding_id,status,note,by,when,evidence\n"
LINE = "00aa11bb22cc33dd,dismissed,口径不同,王芳,2026-02-03,sha256:0000000000000000\n"

texts = st.text(max_size=40)
# What breaks CSV files, and what a spreadsheet takes for a formula, again and again.
hostile = st.lists(st.sampled_from([*"=+-@＝'\"\n\r\t,;\\⏎ 注", "\r\n", "\u2028", "\ufeff"]), max_size=8).map("".join)
notes = (texts | hostile).map(tidy)
names = st.text("abcdef字=' ", min_size=1, max_size=6).map(tidy).filter(lambda name: name not in ("", *COLUMNS))


@st.composite
def ledgers(draw: st.DrawFn) -> Decisions:
    """Any file of decisions, with some columns of a person's own."""
    more = tuple(draw(st.lists(names, max_size=2, unique=True)))
    decision = st.builds(
        Decision,
        finding_id=st.text("0123456789abcdef", min_size=16, max_size=16),
        status=st.sampled_from(DECIDED),
        note=notes,
        by=notes,
        when=st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat(timespec="seconds")),
        evidence=st.text("0123456789abcdef", min_size=16, max_size=16).map("sha256:{}".format),
        year=st.none() | st.integers(1000, 9999),
        check=notes,
        location=notes,
        more=st.fixed_dictionaries(dict.fromkeys(more, notes)),
    )
    return Decisions({made.finding_id: made for made in draw(st.lists(decision, max_size=4))}, more)


def of(*made: Decision) -> Decisions:
    return Decisions({decision.finding_id: decision for decision in made})


@given(ledgers())
@example(of(replace(FIRST, note="'=1+1", by="''@x")))
def test_what_is_written_is_read_again_word_for_word(decisions: Decisions) -> None:
    assert parse(render(decisions)) == decisions
    assert render(parse(render(decisions))) == render(decisions)


@given(ledgers())
def test_every_decision_is_one_line_and_no_field_is_a_formula(decisions: Decisions) -> None:
    text = render(decisions)
    assert text.count("\n") == 1 + len(decisions.by_finding)
    assert len(text.splitlines()) == 1 + len(decisions.by_finding)
    fields = [field for row in csv.reader(io.StringIO(text)) for field in row]
    assert not [field for field in fields if field.startswith(tuple("=+-@＝＋－＠\t"))]


@given(texts | hostile)
@example("\udcff")
def test_a_note_keeps_its_words_whatever_they_are(note: str) -> None:
    (read,) = parse(render(of(replace(FIRST, note=note)))).by_finding.values()
    assert read.note == tidy(note)


def test_lines_of_a_note_are_joined_by_a_visible_sign() -> None:
    assert one_line("口径不同\r\n见第六部分\n") == "口径不同⏎见第六部分"
    assert tidy(one_line("一\n二")) == "一\n二"


@given(st.text())
def test_any_file_is_read_or_refused_with_a_line(text: str) -> None:
    for content in (text, HEADER + text, HEADER + LINE + text):
        try:
            parse(content)
        except LedgerError as error:
            assert str(error).startswith("line ")


def test_order_depends_on_nothing_but_the_ids() -> None:
    assert render(of(SECOND, FIRST)) == render(of(FIRST, SECOND))
    assert render(of(SECOND, FIRST)).splitlines()[1].startswith(FIRST.finding_id)


def test_one_more_decision_is_one_more_line_and_changes_no_other() -> None:
    before, after = render(of(FIRST)).splitlines(), render(of(SECOND, FIRST)).splitlines()
    assert set(before) < set(after)
    assert len(after) == len(before) + 1


def test_the_file_is_utf_8_without_a_mark_and_ends_with_a_newline(tmp_path: Path) -> None:
    update(tmp_path / "decisions.csv", lambda _: of(FIRST))
    content = (tmp_path / "decisions.csv").read_bytes()
    assert content.startswith(b"finding_id,")
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert "王芳" in content.decode()


def test_a_file_that_is_not_there_or_empty_holds_no_decision(tmp_path: Path) -> None:
    assert load(tmp_path / "none.csv") == Decisions()
    (tmp_path / "empty.csv").touch()
    assert load(tmp_path / "empty.csv") == Decisions()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + LINE,
        (HEADER + LINE).replace("\n", "\r\n"),
        HEADER + "\n" + LINE + "\n",
        HEADER + LINE.strip(),
    ],
    ids=["with a byte order mark", "with the line ends of Windows", "with empty lines", "without a last newline"],
)
def test_what_editors_do_to_a_file_does_no_harm(tmp_path: Path, text: str) -> None:
    (tmp_path / "decisions.csv").write_bytes(text.encode())
    (decision,) = load(tmp_path / "decisions.csv").by_finding.values()
    assert (decision.status, decision.note, decision.by) == ("dismissed", "口径不同", "王芳")


def test_columns_of_a_persons_own_stay(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("ticket,finding_id,status,evidence\nA-17,00aa11bb22cc33dd,dismissed,sha256:0000000000000000\n")
    update(path, lambda decisions: Decisions({**decisions.by_finding, SECOND.finding_id: SECOND}, decisions.more))
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [row["ticket"] for row in rows] == ["A-17", ""]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("status,note\ndismissed,x\n", "line 1: there is no column finding_id"),
        ("finding_id,status,evidence,note,note\n", "line 1: there are two columns named 'note'"),
        (HEADER + LINE.replace("口径不同", "口径,不同"), "line 2: there are 7 fields, but 6 columns"),
        (HEADER + LINE + "00aa11bb22cc33dd,dismissed\n", "line 3: there are 2 fields, but 6 columns"),
        (HEADER + LINE.replace("00aa11bb22cc33dd", "1.23457E+15"), "line 2: finding_id is '1.23457E+15'"),
        (HEADER + LINE.replace("dismissed", "排除"), "line 2: status is '排除', but must be confirmed or dismissed"),
        (HEADER + LINE.replace("2026-02-03", "3.2.2026"), "line 2: when is '3.2.2026'"),
        (HEADER + LINE.replace("sha256:0000000000000000", ""), "line 2: evidence is ''"),
        (HEADER + LINE + LINE.replace("口径不同", "不同"), "line 3: finding 00aa11bb22cc33dd is decided in line 2 too"),
        (HEADER + "<<<<<<< HEAD\n" + LINE, "line 2: there are 1 fields"),
        (HEADER + LINE + LINE.replace("口径", '"口径') + LINE, "line 3: this is no line of a CSV file"),
    ],
)
def test_what_is_no_decision_is_refused_with_its_line_and_nothing_is_written(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError) as refused:
        update(path, lambda decisions: decisions)
    assert str(refused.value).startswith(f"{path}, {words}")
    line = words.removeprefix("line ").partition(":")[0]
    assert refused.value.zh.startswith(f"{path}，第{line}行："), "in Chinese too"
    assert path.read_text(encoding="utf-8") == text


def test_a_line_that_a_merge_has_doubled_counts_once() -> None:
    assert parse(HEADER + LINE + LINE) == parse(HEADER + LINE)


def test_another_encoding_is_refused_with_the_line_where_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes((HEADER + LINE).encode("gb18030"))
    with pytest.raises(LedgerError, match="line 2: the file is not in UTF-8"):
        load(path)


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    update(path, lambda _: of(FIRST))
    before = path.read_bytes()

    def fail(decisions: Decisions) -> Decisions:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        update(path, fail)
    assert path.read_bytes() == before


def test_a_link_to_a_file_elsewhere_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    kept = tmp_path / "repository" / "decisions.csv"
    update(kept, lambda _: of(FIRST))
    kept.chmod(0o640)
    link = tmp_path / "decisions.csv"
    link.symlink_to(kept)
    update(link, lambda _: of(FIRST, SECOND))
    assert link.is_symlink()
    assert len(load(kept).by_finding) == 2
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from govinfo_pipeline.tables.codes import DECIDED
from govinfo_pipeline.review.ledger import Decisions, update
from govinfo_pipeline_tests.review.test_ledger import FIRST

path, mark = Path(sys.argv[1]), sys.argv[2]
for number in range(40):
    made = replace(FIRST, finding_id=f"{mark}{number:015x}")
    update(path, lambda before: Decisions({**before.by_finding, made.finding_id: made}))
"""


def test_two_processes_at_once_lose_no_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), mark]) for mark in "ab"]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    assert len(load(path).by_finding) == 80


def test_a_writer_that_died_keeps_nobody_out_and_leaves_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    update(path, lambda _: of(FIRST))
    program = "import os, sys; from pathlib import Path; from govinfo_pipeline.review.ledger import update\n"
    program += "update(Path(sys.argv[1]), lambda _: os._exit(3))"
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 3
    update(path, lambda before: Decisions({**before.by_finding, SECOND.finding_id: SECOND}))
    assert set(load(path).by_finding) == {FIRST.finding_id, SECOND.finding_id}
