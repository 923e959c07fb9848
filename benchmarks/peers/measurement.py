"""Every tool over the same files, one process after the other, and what it found of them."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks.generate import KINDS, TRUTH
from benchmarks.peers.score import Found, found
from govinfo_pipeline.form import FORMS

ROOT = Path(__file__).resolve().parents[2]
READS: Mapping[str, tuple[str, ...]] = {
    "ours": tuple(KINDS),
    "pandas.read_html": ("html",),
    "python-docx": ("docx",),
    "pdfplumber": ("pdf",),
    "markitdown": tuple(KINDS),
    "kreuzberg": tuple(KINDS),
}
"""Tool → the kinds of files that it reads."""
_SUFFIXES = {
    ".htm": "html",
    ".html": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".txt": "text",
    ".md": "text",
}
MOST_MEMORY = 4 * 1024**3
"""Bytes that a process may have."""
_SECONDS = 120
"""What a file may take at most, and a process beside its files."""


class Measured(NamedTuple):
    """A tool over the files of a kind.

    ``cpu`` is the median of the files (ms, all threads), ``memory`` the process's largest (MB, imports included),
    ``found`` the figures of all files, ``refused`` how many files it gave nothing for but an error.
    """

    kind: str
    tool: str
    files: int
    cpu: float
    memory: int
    found: Found
    refused: int
    versions: Mapping[str, str]

    @property
    def share(self) -> float:
        """Of the printed figures, those found."""
        return self.found.right / self.found.printed if self.found.printed else 0.0


class TruthError(Exception):
    """A folder that does not tell what its reports print; the text says why."""


class LeftOut(NamedTuple):
    """A tool that could not be measured, and why."""

    tool: str
    reason: str


def measure(
    folder: Path, pythons: Mapping[str, Path | None], most_memory: int = MOST_MEMORY
) -> Iterator[Measured | LeftOut]:
    """What the tools make of the reports of ``folder``, which ``truth.json`` there tells.

    ``pythons`` names the tools, and the interpreter of each that is not installed beside the project. Raises
    TruthError where ``truth.json`` is missing or is none.
    """
    records = _records(folder)
    for kind in KINDS:
        of_kind = [record for record in records if _SUFFIXES.get(Path(record["file"]).suffix.lower()) == kind]
        for tool, python in pythons.items():
            if of_kind and kind in READS[tool]:
                yield _measure(kind, tool, python or Path(sys.executable), folder, of_kind, most_memory)


def _records(folder: Path) -> list[dict[str, Any]]:
    try:
        records = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
        if all(isinstance(record["file"], str) and record["form"] in FORMS for record in records):
            return list(records)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TruthError(_no_truth(folder, f"{type(error).__name__}: {error}")) from error
    raise TruthError(_no_truth(folder, f"a form is none of {', '.join(FORMS)}"))


def _no_truth(folder: Path, reason: str) -> str:
    return f"{folder / TRUTH} does not tell what reports print ({reason}); python -m benchmarks generate DIR shows how"


def _measure(
    kind: str, tool: str, python: Path, folder: Path, records: Sequence[Mapping[str, Any]], most_memory: int
) -> Measured | LeftOut:
    with TemporaryDirectory() as place:
        results = Path(place, "results")
        try:
            done = subprocess.run(
                [str(python), "-m", "benchmarks.peers.runner", tool, str(results), str(most_memory)],
                input=json.dumps([str(folder.resolve() / record["file"]) for record in records]),
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                timeout=_SECONDS * (1 + len(records)),
            )
        except subprocess.TimeoutExpired as error:
            return LeftOut(tool, f"{kind}: not done after {error.timeout:.0f} seconds")
        if done.returncode:
            said = done.stderr.strip().splitlines()
            return LeftOut(tool, f"{kind}: {said[-1] if said else f'exit status {done.returncode}'}")
        *files, process = map(json.loads, results.read_text(encoding="utf-8").splitlines())
    each = [found(file["rows"], record) for file, record in zip(files, records, strict=True)]
    return Measured(
        kind=kind,
        tool=tool,
        files=len(files),
        cpu=1000 * median(file["seconds"] for file in files),
        memory=process["memory"],
        found=Found(sum(one.right for one in each), sum(one.printed for one in each)),
        refused=sum(file["problem"] is not None for file in files),
        versions=process["versions"],
    )
