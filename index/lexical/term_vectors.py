"""Term vectors with offsets: the spans of each passage's sentences and terms, which highlighting needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from index.arrays import Ragged, RaggedWriter
from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    from index.records import Span
    from index.text.terms import SpannedTerm

SENTENCES, TERMS = "sentences", "terms"
VALUES = "places.bin"

_SPAN = np.dtype((np.uint32, (2,)))
# 32 bits: a single word that the model does not know may make a passage very long.
_TERM = np.dtype((np.uint32, (3,)))


@dataclass(frozen=True, slots=True)
class TermVector:
    """The spans of a passage, (start, end) in code points of its text."""

    sentences: list[Span]
    terms: NDArray[np.uint32]
    """`term_key`, start and end of each term, uint32 [terms, 3]; a word with two terms is there twice."""

    @property
    def reach(self) -> int:
        """The end of the last span."""
        return max([int(self.terms[:, 2].max(initial=0)), *(end for _, end in self.sentences)])


def term_key(stem: str) -> int:
    """Return the 32-bit key of a stem. One question in 500,000 highlights a wrong word of equal key."""
    return crc32(stem.encode())


class TermVectorsWriter:
    """Writer of the term vectors of passages, added in row order."""

    def __init__(self, directory: Path) -> None:
        self._sentences = RaggedWriter(directory / SENTENCES, VALUES)
        self._terms = RaggedWriter(directory / TERMS, VALUES)

    def add(self, sentences: Sequence[Span], terms: Sequence[SpannedTerm], begin: int) -> None:
        """Add the next passage, which is the last part of a text with a heading.

        Args:
            sentences: spans of the passage's sentences in that text.
            terms: the terms of the whole text with their (start, end) in it.
            begin: where the passage begins in the text; the spans are written relative to it.
        """
        self._sentences.add((np.array(sentences, np.int64).reshape(-1, 2) - begin).astype(np.uint32))
        own = [
            (term_key(term.stem), start - begin, end - begin)
            for term, (start, end) in terms
            if begin <= start
        ]
        self._terms.add(np.array(own, np.uint32).reshape(-1, 3))

    def __enter__(self) -> Self:
        self._sentences.__enter__()
        self._terms.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._sentences.__exit__(kind, *rest)
        self._terms.__exit__(kind, *rest)


class TermVectors:
    """The term vectors of all passages of a generation, memory-mapped. Threads may share them."""

    def __init__(self, sentences: Ragged, terms: Ragged) -> None:
        self._sentences, self._terms = sentences, terms

    @classmethod
    def open(cls, directory: Path) -> TermVectors:
        """Open what `TermVectorsWriter` wrote.

        Raises:
            DamagedSnapshot: a file is missing or cannot be read, or they do not fit one another.
        """
        sentences = Ragged.open(directory / SENTENCES, VALUES, _SPAN)
        terms = Ragged.open(directory / TERMS, VALUES, _TERM)
        if len(sentences) != len(terms):
            raise DamagedSnapshot(f"The {SENTENCES} and {TERMS} in {directory} do not fit each other", MEND)
        return cls(sentences, terms)

    def __len__(self) -> int:
        """Return the number of rows, one a passage."""
        return len(self._terms)

    def of_row(self, row: int) -> TermVector:
        """Return the spans of a passage, in order."""
        sentences = [(start, end) for start, end in self._sentences.of_row(row).tolist()]
        return TermVector(sentences, self._terms.of_row(row))
