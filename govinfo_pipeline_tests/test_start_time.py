"""How long it takes to start, in CPU time against the libraries alone, and what ``govinfo check`` does without."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from govinfo_pipeline_tests.samples import RAW

PYTHON = sys.executable
GOVINFO = str(Path(sys.executable).with_name("govinfo"))
REPORT = str(RAW / "2022" / "huaxian_county.txt")
HEAVY = ("dagster", "pandas", "pandera", "numpy", "pyarrow")


# Every module is compiled once and kept, ours as the libraries' are: what counts is a second start.
_COMPILED = {**os.environ, "PYTHONPYCACHEPREFIX": tempfile.mkdtemp(prefix="govinfo-compiled-")}
_COMPILED.pop("PYTHONDONTWRITEBYTECODE", None)


def cpu_seconds(command: Sequence[str]) -> float:
    """User and system time of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=False, env=_COMPILED)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def ratio(command: Sequence[str], reference: Sequence[str], *, repeat: int) -> float:
    """The least time of one command over that of another, run in turn so that both meet the same load."""
    cpu_seconds(command), cpu_seconds(reference)
    pairs = [(cpu_seconds(command), cpu_seconds(reference)) for _ in range(repeat)]
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


def test_definitions_load_in_half_more_than_their_libraries() -> None:
    ours = [PYTHON, "-c", "import govinfo_pipeline.definitions"]
    libraries = [PYTHON, "-c", "import dagster, pandas, pandera.pandas"]
    assert ratio(ours, libraries, repeat=3) <= 1.5


def test_check_takes_at_most_twice_the_time_of_loading_a_command_line_library() -> None:
    ours = [GOVINFO, "check", REPORT]
    libraries = [PYTHON, "-c", "import typer, rich"]
    assert ratio(ours, libraries, repeat=15) <= 2


def test_check_loads_no_heavy_library() -> None:
    program = f"import sys\nfrom govinfo_pipeline.cli import main\nmain(['check', {REPORT!r}], standalone_mode=False)\n"
    loaded = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); exec({program!r})"
    result = subprocess.run([PYTHON, "-c", loaded], capture_output=True, text=True, check=False)
    assert result.returncode == 1, "the report has a wrong sum"
    assert "govinfo_pipeline.command.check" in result.stderr.split()
    assert {name.partition(".")[0] for name in result.stderr.split()}.isdisjoint(HEAVY)
