"""``python -m benchmarks generate``: reports in every format, and ``truth.json`` beside them that says what they print.

The kinds of files take turns, and so do the ways to write each: four sorts of pages, PDF as drawn, as LibreOffice and
as Chromium print it (where these are installed), ten layouts of text in all encodings.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reports import HTML, YEAR, File, drawn
from govinfo_pipeline_tests.corpus import ENCODINGS, LAYOUTS, Truth, encode
from govinfo_pipeline_tests.corpus.formats import FORMATS
from govinfo_pipeline_tests.corpus.formats.registry import BATCH
from govinfo_pipeline_tests.corpus.layouts import SUFFIXES

KINDS: dict[str, tuple[str, ...]] = {
    "html": HTML,
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "pdf": ("pdf_drawn", "pdf_office", "pdf_browser"),
    "text": tuple(LAYOUTS),
}
"""Kind of file → the ways to write it that take turns."""
TRUTH = "truth.json"


class _Source(NamedTuple):
    """A report as its writer leaves it, before the program that converts it, if any."""

    path: str
    writer: str
    data: bytes
    truth: Truth


def write_reports(folder: Path, reports: int, kinds: Sequence[str] = tuple(KINDS)) -> None:
    """Writes ``reports`` files of these kinds in turn, and their truth.

    Raises RuntimeError where a kind cannot be written, with what is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / TRUTH).open("w", encoding="utf-8") as truths:
        before = "[\n"
        for file in _files(reports, kinds):
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
            truths.write(before + json.dumps(record(file), ensure_ascii=False, default=float))
            before = ",\n"
        truths.write("\n]\n" if reports else "[]\n")


def record(file: File) -> dict[str, Any]:
    """What a report is known to print, in the codes of the tables; null where it prints no figure."""
    truth = file.truth
    proactive: dict[str, dict[str, Any]] = {}
    for (item, measure), value in truth.proactive.items():
        proactive.setdefault(item, {})[measure] = value
    return {
        "file": file.path,
        "organization": truth.organization,
        "year": truth.year,
        "form": truth.form,
        "proactive_disclosure": proactive,
        "applications": truth.applications,
        "disputes": truth.disputes,
    }


def _files(reports: int, kinds: Sequence[str]) -> Iterator[File]:
    """The reports in turn, written so many at a time that programs which are slow to start start seldom."""
    writers = {kind: _writers(kind) for kind in kinds}
    for start in range(0, reports, BATCH):
        numbers = range(start, min(start + BATCH, reports))
        sources = [_source(number, *_turn(number, writers)) for number in numbers]
        finished = {
            name: iter(writer.finish([source.data for source in sources if source.writer == name]))
            for name, writer in FORMATS.items()
            if any(source.writer == name for source in sources)
        }
        for path, name, data, truth in sources:
            yield File(path, next(finished[name]) if name in finished else data, truth)


def _writers(kind: str) -> tuple[str, ...]:
    """The ways to write a kind of file for which everything is here."""
    missing = {name: FORMATS[name].missing() if name in FORMATS else None for name in KINDS[kind]}
    writers = tuple(name for name, reason in missing.items() if not reason)
    if not writers:
        raise RuntimeError(f"no {kind} can be written: {'; '.join(reason for reason in missing.values() if reason)}")
    return writers


def _turn(number: int, writers: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """The kind of file and the writer whose turn it is."""
    turn, place = divmod(number, len(writers))
    kind = tuple(writers)[place]
    return kind, writers[kind][turn % len(writers[kind])]


def _source(number: int, kind: str, name: str) -> _Source:
    rng, truth, style = drawn(number)
    if name in FORMATS:
        suffix, data = FORMATS[name].suffix, FORMATS[name].write(truth, rng, style)
    else:
        suffix, data = SUFFIXES.get(name, ".txt"), encode(LAYOUTS[name](truth, rng, style), rng.choice(ENCODINGS))
    return _Source(f"{YEAR}/{kind}/{number:06d}{suffix}", name, data, truth)
