"""``python -m benchmarks``."""

import argparse

from benchmarks import scale
from benchmarks.comparisons import Result, Size, run


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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast reports are read and checked.")
    parser.add_argument(
        "what",
        nargs="?",
        choices=("reading", "scale"),
        default="reading",
        help="reading, side by side with its peers (default), or a year of many reports from end to end",
    )
    parser.add_argument("--reports", type=int, nargs="+", help="reports a comparison (40), or of a year (1000 10000)")
    parser.add_argument("--rounds", type=int, default=9, help="how many times each is read (default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.what == "scale":
        scale.run(arguments.reports or [1000, 10_000])
        return 0
    return compare(Size((arguments.reports or [40])[0], arguments.rounds))


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
