"""Vectors of the parts of passages, sentences or words, each made with the passage around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.arrays import Ragged, RaggedWriter, Vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Int8Vectors = NDArray[np.int8]
    """Vectors [parts, dimension]; each is divided by its largest absolute value, in steps of 1/127.

    The lengths do not matter, because vectors are compared by direction. A part with too little content is
    all 0."""

LEVELS = "levels.int8"
FULL = 127
UNSHARED = 2**18
"""Most multiplications of a matrix product that OpenBLAS computes in one thread. On two busy cores the
threads of a question wait for each other: 100 ms instead of 13."""
PRODUCTS = 16
"""Matrix products whose parts are read together, at most 16 MB, so that NumPy is called less often."""
QUERIES = 64
"""Queries that are compared together. Of more, a product would have too few parts to be fast: the 1,400 words
of a question of 10,000 characters and 300 passages take .9 s of a core at once, and .2 s by 32 or by 64."""


def quantised_int8(vectors: NDArray[np.float32]) -> Int8Vectors:
    """Return vectors [parts, dimension] quantised to int8."""
    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    unit = np.divide(vectors, largest, out=np.zeros_like(vectors), where=largest > 0)
    levels: Int8Vectors = np.rint(FULL * unit).astype(np.int8)
    return levels


def part_writer(directory: Path) -> RaggedWriter:
    """Return a writer of the parts of passages: it takes the `Int8Vectors` of each in row order."""
    return RaggedWriter(directory, LEVELS)


class PartVectors:
    """The parts of all passages of a generation, memory-mapped. Threads may share them."""

    def __init__(self, parts: Ragged) -> None:
        self._parts = parts

    @classmethod
    def none(cls) -> PartVectors:
        """Return the parts of no passages."""
        return cls(Ragged(np.empty((0, 0), np.int8), np.zeros(1, np.int64)))

    @classmethod
    def open(cls, directory: Path, dimension: int) -> PartVectors:
        """Open what a `part_writer` wrote.

        Raises:
            DamagedSnapshot: a file is missing or cannot be read, or they do not fit each other.
        """
        return cls(Ragged.open(directory, LEVELS, np.dtype((np.int8, (dimension,)))))

    def __len__(self) -> int:
        """Return the number of rows, one a passage."""
        return len(self._parts)

    def of_row(self, row: int) -> Int8Vectors:
        """Return the parts of a passage, in order."""
        return self._parts.of_row(row)

    def cosines(self, queries: Vectors, rows: NDArray[np.integer]) -> list[NDArray[np.float32]]:
        """Return the cosine of each part of each passage with its nearest query, float32 [parts] a row.

        It is -1 for a part with too little content.

        Args:
            queries: unit vectors, [queries, dimension], one or more.
            rows: passages, in any order.
        """
        places, counts = self._places(rows)
        cosines: NDArray[np.float32] = _cosines(queries, self._parts.values, places).max(axis=0)
        cosines[np.isnan(cosines)] = -1
        return np.split(cosines, np.cumsum(counts))[: len(rows)]

    def max_sim(self, queries: Vectors, rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """Return the cosine of each query with the nearest part of each passage, float32 [queries, rows].

        Late interaction sums it over the words of a question (MaxSim of ColBERT: Khattab and Zaharia, 2020).
        It is nan for a passage without a part with enough content.

        Args:
            queries: unit vectors, [queries, dimension].
            rows: passages, in any order.
        """
        places, counts = self._places(rows)
        best = np.full((len(queries), len(rows)), np.nan, np.float32)
        told = counts > 0
        if told.any():
            firsts = np.cumsum(counts[told]) - counts[told]
            for start in range(0, len(queries), QUERIES):
                some = slice(start, start + QUERIES)
                cosines = _cosines(queries[some], self._parts.values, places)
                best[some, told] = np.fmax.reduceat(cosines, firsts, axis=1)
        return best

    def _places(self, rows: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of the parts of passages, passage by passage, and their counts [rows]."""
        starts = self._parts.starts[rows]
        counts = self._parts.starts[rows + 1] - starts
        firsts = np.cumsum(counts) - counts
        return np.repeat(starts - firsts, counts) + np.arange(counts.sum()), counts


def _cosines(queries: Vectors, levels: Int8Vectors, places: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the cosine of each query with each of some parts, float32 [queries, places]; nan for zeros.

    Args:
        queries: unit vectors, [queries, dimension].
        levels: parts, [parts, dimension].
        places: indices of the parts to compare, in order.
    """
    cosines = np.empty((len(queries), len(places)), np.float32)
    transposed = np.ascontiguousarray(queries.T, np.float32)
    step = max(1, UNSHARED // max(1, queries.size))
    for start in range(0, len(places), PRODUCTS * step):
        some = slice(start, start + PRODUCTS * step)
        vectors = levels.take(places[some], axis=0).astype(np.float32)
        block = cosines[:, some]
        if len(queries) == 1:
            np.einsum("nd,d->n", vectors, queries[0], out=block[0])
        else:
            # The many parts come first: OpenBLAS takes half the time of the other order.
            for at in range(0, len(vectors), step):
                block[:, at : at + step] = (vectors[at : at + step] @ transposed).T
        with np.errstate(invalid="ignore"):
            block /= np.sqrt(np.einsum("nd,nd->n", vectors, vectors))
    return cosines
