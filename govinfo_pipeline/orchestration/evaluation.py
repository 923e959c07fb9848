"""Checks made on the tables in the store: once, also where several steps of a run ask for the same.

Checks that look at each report by itself and read the same tables are made together, so that these are read once.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from govinfo_pipeline.checks.catalogue import BY_REPORT, OF_A_YEAR, RULES, Rule
from govinfo_pipeline.checks.chunks import chunks
from govinfo_pipeline.checks.rows import Row
from govinfo_pipeline.checks.text import kept
from govinfo_pipeline.checks.year import Found, Year
from govinfo_pipeline.tables.store import Location, Stored, TableStore, Unread


def found(store: TableStore, cache: Path, code: str, year: int | None) -> Found:
    """What a check finds in a year as it is stored now; ``cache`` is the folder of what is known of single texts."""
    rule = RULES[code]
    names = {"reports", *rule.tables, *rule.before}
    versions = tuple((name, store.version(name)) for name in sorted(names))
    return _found(store.root, cache, _company(code), year, versions)[code]


def find_all(store: TableStore, cache: Path, year: int) -> Iterator[tuple[str, Row]]:
    """(check, row) of everything that the checks of a year find."""
    for code in OF_A_YEAR:
        yield from ((code, row) for row in found(store, cache, code, year).rows)


def _company(code: str) -> tuple[str, ...]:
    """The checks that are made with a check, itself among them."""
    if code in kept.CHECKS:
        return kept.CHECKS
    if code not in BY_REPORT:
        return (code,)
    reads = _reads(RULES[code])
    return tuple(other for other in RULES if other in BY_REPORT - {*kept.CHECKS} and _reads(RULES[other]) == reads)


def _reads(rule: Rule) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(rule.tables), frozenset(rule.before)


@lru_cache(maxsize=len(RULES))
def _found(
    root: Location, cache: Path, codes: tuple[str, ...], year: int | None, _versions: tuple[tuple[str, int | None], ...]
) -> dict[str, Found]:
    """What checks that read the same tables find."""
    store, rule = TableStore(root), RULES[codes[0]]
    now = {name: Stored(store, name, [year]) for name in ("reports", *rule.tables)}
    before = {} if year is None else {name: Stored(store, name, [year - 1]) for name in rule.before}
    if codes == kept.CHECKS:
        sections = now["sections"]
        return kept.find(chunks(year, now, before), lambda some: sections.only("report_id", some), kept.Kept(cache))
    if codes[0] not in BY_REPORT:
        return {codes[0]: rule.check(Year(year, Unread(now), Unread(before)))}
    parts: dict[str, list[Found]] = {code: [] for code in codes}
    for part in chunks(year, now, before):
        for code in codes:
            parts[code].append(RULES[code].check(part))
    return {code: Found.added(some or [RULES[code].check(Year(year, {}))]) for code, some in parts.items()}
