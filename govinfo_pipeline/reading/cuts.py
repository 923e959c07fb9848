"""Strings of digits cut into the figures of a row, where nothing but the row's own sums can tell how."""

from collections.abc import Iterator, Sequence

from govinfo_pipeline.reading.tokens import Token, interpret

_MOST_CUTS = 64
_MOST_STEPS = 200_000


def cuts(digits: str, blocks: Sequence[int]) -> list[tuple[Token, ...]]:
    """The ways to cut ``digits`` into blocks of so many figures whose last is the sum of the others.

    A block of a size of 1, or of figures without a total (a negative size), is not held to a sum. None where there
    are more ways, or more steps to find them, than can be told apart.
    """
    found: list[tuple[Token, ...]] = []
    for steps, way in enumerate(_ways(digits, tuple(blocks)), 1):
        if way is not None:
            found.append(tuple(interpret(figure) for figure in way))
        if len(found) > _MOST_CUTS or steps > _MOST_STEPS:
            return []
    return found


def _ways(digits: str, blocks: tuple[int, ...]) -> Iterator[tuple[str, ...] | None]:
    """The ways, and a null for each step that led nowhere, so that the steps can be counted."""
    if not blocks:
        yield () if not digits else None
        return
    others = sum(map(abs, blocks[1:]))
    for end in range(abs(blocks[0]), len(digits) - others + 1):
        for block in _block(digits[:end], abs(blocks[0]), summed=blocks[0] > 1):
            if block is None:
                yield None
                continue
            for rest in _ways(digits[end:], blocks[1:]):
                yield None if rest is None else (*block, *rest)


def _block(digits: str, size: int, *, summed: bool) -> Iterator[tuple[str, ...] | None]:
    if not summed:
        yield from _split(digits, size, None)
        return
    for length in range(1, len(digits) - size + 2):
        total = digits[-length:]
        if _is_figure(total):
            for parts in _split(digits[:-length], size - 1, int(total)):
                yield None if parts is None else (*parts, total)


def _split(digits: str, size: int, total: int | None) -> Iterator[tuple[str, ...] | None]:
    """The ways to cut digits into ``size`` figures that add up to ``total``, if there is one."""
    if size == 1:
        fine = _is_figure(digits) and (total is None or int(digits) == total)
        yield (digits,) if fine else None
        return
    for length in range(1, len(digits) - size + 2):
        head = digits[:length]
        if not _is_figure(head) or (total is not None and int(head) > total):
            break
        for rest in _split(digits[length:], size - 1, None if total is None else total - int(head)):
            yield None if rest is None else (head, *rest)


def _is_figure(digits: str) -> bool:
    """No figure but 0 itself begins with 0."""
    return bool(digits) and (digits == "0" or digits[0] != "0")
