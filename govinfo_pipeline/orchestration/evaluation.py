"""Checks made on the tables in the store: once, also where several steps of a run ask for the same."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from govinfo_pipeline.checks.catalogue import BY_REPORT, OF_A_YEAR, RULES
from govinfo_pipeline.checks.chunks import chunks
from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.tables.store import Stored, TableStore, Unread


def found(store: TableStore, code: str, year: int | None) -> Found:
    """What a check finds in a year as it is stored now."""
    rule = RULES[code]
    names = {"reports", *rule.tables, *rule.before}
    return _found(store.root, code, year, tuple((name, store.version(name)) for name in sorted(names)))


def find_all(store: TableStore, year: int) -> Iterator[tuple[str, Row]]:
    """(check, row) of everything that the checks of a year find."""
    for code in OF_A_YEAR:
        yield from ((code, row) for row in found(store, code, year).rows)


@lru_cache(maxsize=len(RULES))
def _found(root: Path, code: str, year: int | None, _versions: tuple[tuple[str, int | None], ...]) -> Found:
    store, rule = TableStore(root), RULES[code]
    now = {name: Stored(store, name, [year]) for name in ("reports", *rule.tables)}
    before = {} if year is None else {name: Stored(store, name, [year - 1]) for name in rule.before}
    if code not in BY_REPORT:
        return rule.check(Year(year, Unread(now), Unread(before)))
    parts = [rule.check(part) for part in chunks(year, now, before)] or [rule.check(Year(year, {}))]
    return Found(
        sum(part.applied for part in parts),
        [row for part in parts for row in part.rows],
        sum(part.not_assessable for part in parts),
    )
