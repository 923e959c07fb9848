"""data/raw, data/expected.json and the table of data/README.md are what data/make_samples.py writes."""

import hashlib
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
SHOW = (
    "import sys, hashlib; sys.path.insert(0, sys.argv[1]); import make_samples as m\n"
    "files, expected = m.build()\n"
    "for path, content in m.packed(files).items(): print(hashlib.sha256(content).hexdigest(), path)\n"
    "print(hashlib.sha256(m.as_json(expected).encode()).hexdigest(), 'expected.json')\n"
    "print(hashlib.sha256(m.readme(expected).encode()).hexdigest(), 'README.md')\n"
)


def test_the_samples_are_those_of_the_script() -> None:
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SHOW, str(DATA)], capture_output=True, check=True, encoding="utf-8"
    )
    made = {path: digest for digest, path in (line.split(" ", 1) for line in run.stdout.splitlines())}
    files = [path for path in (DATA / "raw").rglob("*") if path.is_file()]
    present = {path.relative_to(DATA / "raw").as_posix(): path for path in files}
    present |= {name: DATA / name for name in ("expected.json", "README.md")}
    assert made == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in present.items()}
