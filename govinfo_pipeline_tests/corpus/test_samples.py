"""data/raw, data/expected.json and the table of data/README.md are what data/make_samples.py writes.

The old Word file is compared by what it says: its bytes are those of the LibreOffice that made it.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from govinfo_pipeline.reading import ReadReport, read_report
from govinfo_pipeline_tests.samples import OLD_WORD, RAW, read_sample, without_office

DATA = RAW.parent
SHOW = (
    "import sys, hashlib, pathlib; sys.path.insert(0, sys.argv[1]); import make_samples as m\n"
    "files, expected = m.build()\n"
    "for path, content in m.packed(files).items(): print(hashlib.sha256(content).hexdigest(), path)\n"
    "print(hashlib.sha256(m.as_json(expected).encode()).hexdigest(), 'expected.json')\n"
    "print(hashlib.sha256(m.readme(expected).encode()).hexdigest(), 'README.md')\n"
    "pathlib.Path(sys.argv[3]).write_bytes(files[sys.argv[2]])\n"
)


def test_the_samples_are_those_of_the_script(tmp_path: Path) -> None:
    source = tmp_path / "old_word.docx"
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SHOW, DATA, OLD_WORD, source],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    made = {path: digest for digest, path in (line.split(" ", 1) for line in run.stdout.splitlines())}
    files = [path for path in RAW.rglob("*") if path.is_file()]
    present = {path.relative_to(RAW).as_posix(): path for path in files}
    present |= {name: DATA / name for name in ("expected.json", "README.md")}
    assert set(made) == set(present)
    digests = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in present.items()}
    assert {name for name in made if made[name] != digests[name]} == {OLD_WORD}
    if without_office:
        pytest.skip(f"whether {OLD_WORD} says what the script writes: {without_office}")
    assert _said(read_sample(OLD_WORD)) == _said(read_report(source.read_bytes()))


def _said(report: ReadReport) -> tuple[object, ...]:
    return report.title, report.organization, report.year, report.form, report.values, report.sections
