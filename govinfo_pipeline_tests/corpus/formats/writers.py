"""What a writer of a format is: a function from truth to bytes, with a program behind it or without."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from govinfo_pipeline_tests.corpus.style import PLAIN, Style
from govinfo_pipeline_tests.corpus.truth import Truth

Write = Callable[[Truth, random.Random, Style], bytes]
Convert = Callable[[Sequence[bytes]], list[bytes]]


@dataclass(frozen=True, slots=True)
class FormatWriter:
    """A format: its file ending, how its bytes are written, and the program that turns them into the final ones.

    ``missing`` says why the format cannot be written here; ``convert`` takes many files at once, because such
    programs are slow to start.
    """

    suffix: str
    write: Write
    convert: Convert | None = None
    missing: Callable[[], str | None] = lambda: None

    @property
    def slow(self) -> bool:
        """Whether another program is needed, so that bytes may differ from run to run."""
        return self.convert is not None

    def render(self, truth: Truth, rng: random.Random, style: Style = PLAIN) -> bytes:
        """One report in this format."""
        return self.finish([self.write(truth, rng, style)])[0]

    def finish(self, sources: Sequence[bytes]) -> list[bytes]:
        """The files of reports that :attr:`write` wrote."""
        return self.convert(sources) if self.convert else list(sources)
