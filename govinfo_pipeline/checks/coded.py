"""Columns of text as numbers: comparing, joining and ordering numbers is far cheaper, and a text is kept once."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa


class Coded(NamedTuple):
    """A column of text: its ``names`` as an arrow array, each once; for each row the place of its own, -1 for null."""

    names: Any
    codes: npt.NDArray[np.int32]

    @classmethod
    def of(cls, column: Any) -> Self:
        """``column`` is an arrow array, in one piece or in several, whose values may be coded already."""
        encoded = column.dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.unify_dictionaries().combine_chunks()
        indices = encoded.indices
        return cls(encoded.dictionary, (indices.fill_null(-1) if indices.null_count else indices).to_numpy())

    @classmethod
    def chosen(cls, names: Any, places: npt.NDArray[Any]) -> Self:
        """``names``, of which some may be the same, by their ``places``."""
        coded = cls.of(pa.array(names, pa.string()))
        return cls(coded.names, coded.codes[places])

    @classmethod
    def repeated(cls, name: str, times: int) -> Self:
        """The same text in every row."""
        return cls(pa.array([name]), np.zeros(times, dtype=np.int32))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The parts one after the other."""
        names = cls.of(pa.chunked_array([part.names for part in parts]))
        own = np.split(names.codes, np.cumsum([len(part.names) for part in parts])[:-1])
        return cls(names.names, np.concatenate([codes[part.codes] for codes, part in zip(own, parts, strict=True)]))

    def name(self, code: Any) -> Any:
        """The text of a code, null for -1."""
        return None if code < 0 else self.names[code].as_py()

    def each(self, of: Callable[[str], object], kind: type) -> npt.NDArray[Any]:
        """For each row what ``of`` gives for its text; no row is null."""
        found: npt.NDArray[Any] = np.array([of(name) for name in self.names.to_pylist()], dtype=kind)[self.codes]
        return found

    def take(self, rows: npt.NDArray[Any]) -> Self:
        """Some rows."""
        return type(self)(self.names, self.codes[rows])

    def array(self) -> Any:
        """The column as an arrow array of coded text; no row is null."""
        return pa.DictionaryArray.from_arrays(self.codes, self.names)

    def texts(self) -> Any:
        """The column as an arrow array of text; no row is null."""
        return self.names.take(pa.array(self.codes))
