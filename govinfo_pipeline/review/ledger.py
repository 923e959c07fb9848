"""The decisions of people as a text file: CSV in UTF-8, one line a decision, in the order of the findings' ids.

Here: what a line holds, how it is read and written, and how two writers keep out of each other's way. Not here: what
a decision means for a finding (:mod:`govinfo_pipeline.review.decisions`).

The file is made to be edited by hand and kept under version control: its order depends on nothing but its content,
columns that are not known here stay, and a line that cannot be read is refused with its number, never dropped.
"""

import csv
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from govinfo_pipeline.tables.codes import DECIDED
from govinfo_pipeline.tables.drafts import draft_of

COLUMNS = ("finding_id", "status", "note", "by", "when", "year", "check", "location", "evidence")
"""The columns of the file. ``year``, ``check`` and ``location`` are for people who read a line or its diff."""
REQUIRED = ("finding_id", "status", "evidence")
_NAMED = ",".join(COLUMNS)

_PATIENCE = 60.0
"""Seconds to wait for another process that writes."""
ID = re.compile(r"[0-9a-f]{16}")
"""The id of a finding, and that of a report."""
_EVIDENCE = re.compile(r"sha256:[0-9a-f]{16}")
_BREAK = "⏎"
_BREAKS = re.compile(rf"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029{_BREAK}]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
# A spreadsheet takes a text that begins so for a formula, in East Asian settings also the full-width characters.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")


class LedgerError(ValueError):
    """The file of decisions cannot be read or written; the message says where and what to do, ``zh`` in Chinese."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh


@dataclass(frozen=True)
class Decision:
    """What a person decided about a finding, and a digest of the evidence that the person saw.

    ``when`` is a time in ISO 8601; ``more`` are the columns of the file that are not known here.
    """

    finding_id: str
    status: str
    note: str
    by: str
    when: str
    evidence: str
    year: int | None = None
    check: str = ""
    location: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decisions:
    """All decisions by ``finding_id``, with the names of the columns that are not known here."""

    by_finding: Mapping[str, Decision] = field(default_factory=dict)
    more: tuple[str, ...] = ()

    def get(self, finding_id: str) -> Decision | None:
        """The decision about a finding; null where nobody decided."""
        return self.by_finding.get(finding_id)


def tidy(text: str) -> str:
    """A text as it is kept: breaks of lines are newlines, other control characters blanks, none at its ends."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub(" ", _BREAKS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """A tidy text in one line, with a visible sign for each break."""
    return tidy(text).replace("\n", _BREAK)


def load(path: Path) -> Decisions:
    """The decisions in a file; none where there is no file.

    Raises :class:`LedgerError`, which names the line, for what is no decision.
    """
    try:
        return parse(_decode(path.read_bytes()))
    except FileNotFoundError:
        return Decisions()
    except LedgerError as error:
        raise LedgerError(f"{path}，{error.zh}", f"{path}, {error}") from None


def update(path: Path, change: Callable[[Decisions], Decisions]) -> Decisions:
    """Replaces the decisions in a file by what ``change`` makes of them; returns these.

    Several processes may do so at once: each sees what the one before it wrote, and a reader sees a whole file.
    Raises :class:`LedgerError` where the file cannot be read, or another process keeps it for too long.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE):
            changed = change(load(path))
            _replace(path, render(changed))
            return changed
    except Timeout as error:
        zh, en = "正由另一个程序写入，请稍后再试", "is being written by another process; try again later"
        raise LedgerError(f"{path}{zh}", f"{path} {en}") from error


def render(decisions: Decisions) -> str:
    """The text of the file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *map(_quoted, decisions.more)])
    for _, decision in sorted(decisions.by_finding.items()):
        known = ("" if (value := getattr(decision, name)) is None else str(value) for name in COLUMNS)
        more = (decision.more.get(name, "") for name in decisions.more)
        writer.writerow(map(_quoted, (*known, *more)))
    return text.getvalue()


def parse(text: str) -> Decisions:
    """The decisions in the text of a file. Raises :class:`LedgerError` with the line of what is no decision."""
    rows = _rows(text)
    _, header = next(rows, (1, list(COLUMNS)))
    if missing := [name for name in REQUIRED if name not in header]:
        raise _at(
            1, f"没有{missing[0]}一栏；应有各栏为{_NAMED}", f"there is no column {missing[0]}; the columns are {_NAMED}"
        )
    if double := [name for name in header if header.count(name) > 1]:
        raise _at(1, f"有两栏都叫{double[0]!r}", f"there are two columns named {double[0]!r}")
    more = tuple(name for name in header if name not in COLUMNS)
    found: dict[str, tuple[int, Decision]] = {}
    for line, row in rows:
        if len(row) != len(header):
            raise _at(
                line,
                f'有{len(row)}个字段，而表头有{len(header)}栏；含逗号的文字要放在英文双引号中："甲,乙"',
                f"there are {len(row)} fields, but {len(header)} columns; "
                'a text with a comma stands in double quotes: "a, b"',
            )
        decision = _decision(line, dict(zip(header, row, strict=True)), more)
        first, other = found.setdefault(decision.finding_id, (line, decision))
        if other != decision:
            finding = decision.finding_id
            raise _at(
                line,
                f"问题{finding}在第{first}行已有决定，请只留一行",
                f"finding {finding} is decided in line {first} too; keep one",
            )
    return Decisions({finding: decision for finding, (_, decision) in found.items()}, more)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if any(row):
                yield line, [_unquoted(value) for value in row]
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "a double quote within a text in double quotes is written twice"
        zh = "不符合 CSV 格式；双引号内的文字中，双引号要写两次"
        raise _at(line, zh, f"this is no line of a CSV file ({error}); {hint}") from None


def _decision(line: int, values: Mapping[str, str], more: tuple[str, ...]) -> Decision:
    def refuse(name: str, zh: str, en: str) -> LedgerError:
        return _at(line, f"{name}为{values[name]!r}，应为{zh}", f"{name} is {values[name]!r}, but must be {en}")

    if not ID.fullmatch(values["finding_id"]):
        hint_zh, hint_en = "；可能被电子表格当成了数字", "; a spreadsheet may have taken it for a number"
        zh, en = "一个问题的十六位编号（0-9、a-f）", "the sixteen digits (0-9, a-f) of a finding"
        raise refuse("finding_id", f"{zh}{hint_zh}", f"{en}{hint_en}")
    if values["status"] not in DECIDED:
        raise refuse("status", "或".join(DECIDED), " or ".join(DECIDED))
    if not _EVIDENCE.fullmatch(values["evidence"]):
        zh, en = (
            "`govinfo decide --show`所列的：sha256: 加十六位",
            "as `govinfo decide --show` prints it: sha256: and sixteen digits",
        )
        raise refuse("evidence", zh, en)
    if (when := values.get("when", "")) and not _is_time(when):
        raise refuse("when", "时间，例如2026-02-03T09:30:00+08:00", "a time such as 2026-02-03T09:30:00+08:00")
    if (year := values.get("year", "")) and not re.fullmatch("[0-9]{4}", year):
        raise refuse("year", "年度，或者留空", "a year, or empty")
    return Decision(
        **{name: values.get(name, "") for name in COLUMNS if name != "year"},
        year=int(year) if year else None,
        more={name: values[name] for name in more},
    )


def _at(line: int, zh: str, en: str) -> LedgerError:
    return LedgerError(f"第{line}行：{zh}", f"line {line}: {en}")


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _quoted(text: str) -> str:
    """A text as a field: in one line, and no formula. Keeps what is there apart from the kind of its breaks."""
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) else line


def _unquoted(value: str) -> str:
    text = value.strip()
    return tidy(text[1:] if text.startswith("'") and _FORMULA.match(text) else text)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        en = "the file is not in UTF-8, which an editor may have changed; save it as “CSV UTF-8”"
        raise _at(line, "文件不是 UTF-8 编码，可能被编辑器改过；请另存为“CSV UTF-8”", en) from None


def _replace(path: Path, text: str) -> None:
    """Writes the whole file or nothing; it keeps the permissions that it had."""
    with draft_of(path) as draft:
        with draft.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
