"""Sentences of passages by meaning: a vector each, made with the passage around it, in eight bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.errors import DamagedSnapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    Levels = NDArray[np.int8]
    """Each vector's numbers divided by its largest, in steps of 1/127, [sentences, dimension].

    Lengths say nothing, for vectors are compared by direction. A sentence that says too little is all 0."""

LEVELS = "sentences.int8"
STARTS = "sentence_starts.npy"
"""int64 [rows + 1]: the first sentence of each row, and the number of all."""
FULL = 127
LEAST_CHARACTERS = 16
"""Of a sentence that can answer: `Baca juga:` cannot, and would be near to many questions."""


def levels_of(vectors: NDArray[np.float32], lengths: Sequence[int]) -> Levels:
    """Gives the levels of sentence vectors [sentences, dimension], of so many characters each."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    unit = np.divide(vectors, largest, out=np.zeros_like(vectors), where=largest > 0)
    unit[np.asarray(lengths, np.int64) < LEAST_CHARACTERS] = 0
    levels: Levels = np.rint(FULL * unit).astype(np.int8)
    return levels


class SentenceWriter:
    """Writes the sentences of passages, added in row order, without keeping them in memory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._file = (directory / LEVELS).open("wb")
        self._starts = [0]

    def add(self, sentences: Levels) -> None:
        """Adds the sentences of the next row."""
        self._file.write(sentences.tobytes())
        self._starts.append(self._starts[-1] + len(sentences))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            np.save(self._directory / STARTS, np.array(self._starts, np.int64), allow_pickle=False)


class SentenceVectors:
    """The sentences of a generation, memory-mapped. Threads may share them."""

    def __init__(self, levels: Levels, starts: NDArray[np.int64]) -> None:
        self._levels, self._starts = levels, starts

    @classmethod
    def open(cls, directory: Path, dimension: int) -> SentenceVectors:
        """Open what `SentenceWriter` wrote.

        Raises:
            DamagedSnapshot: a file is missing or cannot be read, or they do not fit each other.
        """
        try:
            starts = np.load(directory / STARTS, allow_pickle=False)
            size = (directory / LEVELS).stat().st_size
            if starts.ndim != 1 or not len(starts) or size != int(starts[-1]) * dimension:
                raise ValueError(f"{LEVELS} has {size} bytes, which is not what {STARTS} says")
            # An empty file cannot be mapped.
            flat = np.memmap(directory / LEVELS, np.int8, "r") if size else np.empty(0, np.int8)
        except (OSError, EOFError, ValueError) as error:
            raise DamagedSnapshot(
                f"The sentences in {directory} cannot be read ({error}): "
                "run `cari rollback` or `cari rebuild`."
            ) from error
        return cls(np.asarray(flat).reshape(-1, dimension), starts)

    def __len__(self) -> int:
        """Rows, as there are passages."""
        return len(self._starts) - 1

    def of_row(self, row: int) -> Levels:
        """The sentences of a passage, in order."""
        return self._levels[self._starts[row] : self._starts[row + 1]]

    def cosines(self, query: NDArray[np.float32], row: int) -> NDArray[np.float32]:
        """The cosine of each sentence of a passage with a unit vector, float32 [sentences].

        It is -1 for one that says too little.
        """
        return np.nan_to_num(_cosines(query, self.of_row(row)), nan=-1)

    def nearest(self, query: NDArray[np.float32], rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """The cosine of the nearest sentence of each passage, float32 [rows]; nan where none says enough.

        Args:
            query: a unit vector, [dimension].
            rows: passages, in any order.
        """
        starts, counts = self._starts[rows], self._starts[rows + 1] - self._starts[rows]
        nearest = np.full(len(rows), np.nan, np.float32)
        told = counts > 0
        if told.any():
            firsts = np.cumsum(counts[told]) - counts[told]
            places = np.repeat(starts[told] - firsts, counts[told]) + np.arange(counts.sum())
            nearest[told] = np.fmax.reduceat(_cosines(query, self._levels[places]), firsts)
        return nearest


def _cosines(query: NDArray[np.float32], levels: Levels) -> NDArray[np.float32]:
    vectors = levels.astype(np.float32)
    lengths = np.sqrt(np.einsum("nd,nd->n", vectors, vectors))
    cosines: NDArray[np.float32] = np.einsum("nd,d->n", vectors, query.astype(np.float32))
    cosines /= np.where(lengths > 0, lengths, np.float32(np.nan))
    return cosines
