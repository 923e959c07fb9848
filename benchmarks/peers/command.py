"""``python -m benchmarks peers``: measures, prints and saves."""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import KINDS, write_reports
from benchmarks.page import put
from benchmarks.peers.environment import PEERS, CannotInstallError, python_with_peers
from benchmarks.peers.measurement import READS, LeftOut, Measured, TruthError, measure
from benchmarks.peers.page import save_plot, section


def run(files: int, environment: Path, reports_from: Path | None = None) -> int:
    """``files`` generated reports of each kind, and those of a folder with a ``truth.json``.

    Returns 1 where a tool could not be measured, 2 for a folder that does not tell what its reports print.
    """
    pythons: dict[str, Path | None] = dict.fromkeys(READS)
    left_out: list[LeftOut] = []
    try:
        pythons |= dict.fromkeys(PEERS, python_with_peers(environment))
    except CannotInstallError as error:
        print(error, file=sys.stderr)
        left_out = [LeftOut(tool, "which could not be installed") for tool in PEERS]
        pythons = {tool: None for tool in READS if tool not in PEERS}
    try:
        given = list(_told(measure(reports_from, pythons), left_out)) if reports_from else []
    except TruthError as error:
        print(error, file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        write_reports(Path(folder), files * len(KINDS))
        generated = list(_told(measure(Path(folder), pythons), left_out))
    text = section(generated, given, left_out)
    print(text)
    save_plot(generated)
    put("peers", text)
    return 1 if left_out else 0


def _told(results: Iterator[Measured | LeftOut], left_out: list[LeftOut]) -> Iterator[Measured]:
    """Those that were measured, each said as it comes; the others are added to ``left_out``."""
    for result in results:
        if isinstance(result, LeftOut):
            print(f"{result.tool} is left out: {result.reason}", file=sys.stderr)
            left_out.append(result)
        else:
            print(f"{result.kind:6}{result.tool:18}{result.cpu:9.1f} ms", file=sys.stderr, flush=True)
            yield result
