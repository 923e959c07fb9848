"""``python -m benchmarks``."""

import argparse

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
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Reading, side by side with its peers.")
    parser.add_argument("--reports", type=int, default=40, help="reports a comparison (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=9, help="how many times each is read (default: %(default)s)")
    size = Size(**vars(parser.parse_args()))
    print(f"{'comparison':14}{'reference':34}{'ours takes':>22}{'limit':>22}  verdict   ours, ms   other, ms")
    missed = 0
    for result in run(size):
        print(line(result), flush=True)
        missed += not result.holds
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
