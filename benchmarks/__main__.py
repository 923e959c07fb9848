"""``python -m benchmarks``."""

import argparse
from pathlib import Path

from benchmarks import cluster, identities, scale
from benchmarks.comparisons import Result, Size, run
from benchmarks.generate import write_reports
from benchmarks.peers import command as peers
from benchmarks.peers.environment import FOLDER


def in_words(ratio: float) -> str:
    """A ratio of times as people say it."""
    return f"{ratio:.2f} times the time" if ratio >= 1 else f"{1 / ratio:.1f} times as fast"


def line(result: Result) -> str:
    """One comparison: what, against what, ratio, limit, verdict, and both times in milliseconds."""
    comparison, times = result
    return (
        f"{comparison.name:14}{comparison.reference:34}{in_words(times.ratio):>22}{in_words(comparison.limit):>22}  "
        f"{'holds' if result.holds else 'MISSED':8}{times.ours * 1000:10.1f}{times.reference * 1000:12.1f}"
    )


def number(text: str) -> int:
    """A number from 1 on."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main() -> int:
    size = argparse.ArgumentParser(add_help=False)
    size.add_argument("--reports", type=number, default=40, help="reports a comparison (default: %(default)s)")
    size.add_argument("--rounds", type=number, default=9, help="how many times each is read (default: %(default)s)")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="How fast reports are read and checked.", parents=[size]
    )
    commands = parser.add_subparsers(dest="what")
    commands.add_parser("reading", parents=[size], help="reading, against the limits that it has (default)")
    years = commands.add_parser("scale", help="a year of many reports from end to end")
    years.add_argument("--reports", type=number, nargs="+", default=[1000, 10_000], help="reports of each year")
    machines = commands.add_parser("cluster", help="one worker of a Dask cluster, and two")
    machines.add_argument("--reports", type=number, default=cluster.REPORTS, help="reports (default: %(default)s)")
    machines.add_argument("--rounds", type=number, default=cluster.ROUNDS, help="turns (default: %(default)s)")
    results = commands.add_parser("identities", help="the identities of a year, against reading its tables")
    results.add_argument("--reports", type=int, default=identities.REPORTS, help="of the year (default: %(default)s)")
    _add_peers(commands.add_parser("peers", help="other libraries on the same files"))
    made = commands.add_parser("generate", help="reports in every format, and what they are known to print")
    made.add_argument("folder", type=Path, metavar="DIR", help="where they are written")
    made.add_argument("--reports", type=number, default=100, help="how many, in all (default: %(default)s)")
    arguments = parser.parse_args()
    match arguments.what:
        case "scale":
            scale.run(arguments.reports)
        case "cluster":
            cluster.run(arguments.reports, arguments.rounds)
        case "identities":
            identities.run(arguments.reports)
        case "peers":
            return peers.run(arguments.files, arguments.environment, arguments.reports_from)
        case "generate":
            write_reports(arguments.folder, arguments.reports)
        case _:
            return compare(Size(arguments.reports, arguments.rounds))
    return 0


def _add_peers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--files", type=number, default=20, help="generated files of each kind (default: %(default)s)")
    parser.add_argument("--reports-from", type=Path, metavar="DIR", help="a folder of other reports, with a truth.json")
    parser.add_argument(
        "--environment",
        type=Path,
        metavar="DIR",
        default=FOLDER,
        help="where markitdown and kreuzberg are installed, once (default: %(default)s)",
    )


def compare(size: Size) -> int:
    """Prints every comparison; 1 where a limit is missed."""
    print(f"{'comparison':14}{'reference':34}{'ours takes':>22}{'limit':>22}  verdict   ours, ms   other, ms")
    missed = 0
    for result in run(size):
        print(line(result), flush=True)
        missed += not result.holds
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
