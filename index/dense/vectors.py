"""Nearest passages by cosine: exact vectors in one memory-mapped file, and a FAISS index in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import Mask, Rows, Scores, Vectors, mapped
from index.dense.recall import raise_probes, recall_at_10
from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Embeddings = NDArray[np.float16] | NDArray[np.float32]
    Found = tuple[Rows, Scores]

EMBEDDINGS = "embeddings.npy"
"""File of the vectors, float16 [rows, dimension]; every score is computed from them."""
INDEX = "vectors.faiss"
"""File of the FAISS index that finds the candidates."""

EXACT_ROWS = 100_000
"""Most rows for which every vector is compared: 6.5 ms on one core without VNNI at 384 dimensions."""
SCANNED_ROWS = 2_000
"""Most allowed rows for which a filtered search reads only these: about 1 ms, however many others there
are."""
SCANNED_PART = 50
"""A filtered search also reads only the allowed rows if they are at most one in so many: an approximate
search would have to read so many times more lists to meet as many of them."""
SPARE = 100
"""Extra candidates, before exact cosines are computed: 8-bit numbers misplace neighbours near the end. For
300 questions, of the 150 nearest of 29,143 passages 98.2 % are among the first 150 by 8-bit numbers, and all
are among the first 250."""
CROWDED = 0.005
"""Least difference of cosine between the last wanted and the last spare candidate; with less, all rows are
compared exactly, because eight bits cannot order thousands of near copies. One word in 29,143 passages has
.0075."""
FULL, ZERO = 127, 128
"""The 8-bit numbers for 1 (less `ZERO`) and 0."""
CHUNK = 16_384
"""Rows converted to float32 at once: 25 MB at 384 dimensions."""

TRAINING_ROWS = 64
"""Sampled rows for the centre of each list; FAISS wants at least 39."""


@dataclass(frozen=True, slots=True)
class VectorStats:
    """Figures of the vectors that `write_vectors` wrote."""

    vectors: int
    recall_at_10: float
    """Share of the true 10 nearest that a search finds, without the passage itself."""


class VectorIndex:
    """Vectors of a snapshot, open for searching. Threads may share it; a question takes one core."""

    def __init__(self, embeddings: Embeddings, index: Any) -> None:
        self._embeddings, self._index = embeddings, index

    @classmethod
    def open(cls, directory: Path) -> VectorIndex:
        """Open, memory-mapped, what `write_vectors` wrote.

        Raises:
            DamagedSnapshot: a file is missing, cannot be read, or does not fit the other.
        """
        try:
            embeddings = _load(directory / EMBEDDINGS)
            index = _open_index(directory / INDEX)
        except (OSError, EOFError, ValueError, RuntimeError) as error:
            raise DamagedSnapshot(f"The vectors in {directory} cannot be read ({error})", MEND) from error
        if embeddings.shape != (index.ntotal, index.d):
            raise DamagedSnapshot(
                f"{directory / INDEX} holds {index.ntotal} vectors of {index.d}, {EMBEDDINGS} holds "
                f"{embeddings.shape}",
                MEND,
            )
        return cls(embeddings, index)

    def __len__(self) -> int:
        return int(self._embeddings.shape[0])

    def search(self, query: NDArray[np.float32], k: int, allowed: Mask | None = None) -> Found:
        """Return the rows nearest to a query and their cosines, descending, ties by ascending row.

        Args:
            query: a unit vector, [dimension].
            k: number of rows wanted.
            allowed: bool [rows], True for rows that may be found; None for all.

        Returns:
            rows int64 [m] and scores float32 [m], with m = min(k, number of allowed rows), always.
        """
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        wanted = min(k, count)
        if wanted <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if allowed is not None and count <= max(SCANNED_ROWS, len(self) // SCANNED_PART):
            return self._scan(query, wanted, allowed)
        rows = self._candidates(query, min(wanted + SPARE, count), allowed, count)
        scores = self.scores(query, rows)
        order = np.lexsort((rows, -scores))
        if len(rows) < wanted or self._is_crowded(scores[order], wanted, count):
            return self._scan(query, wanted, allowed)
        return rows[order[:wanted]], scores[order[:wanted]]

    def scores(self, query: NDArray[np.float32], rows: NDArray[np.integer]) -> Scores:
        """Return the exact cosines of the given rows, float32 [len(rows)]."""
        scores: Scores = self.scores_of_each(query[np.newaxis], rows)[0]
        return scores

    def scores_of_each(self, queries: NDArray[np.float32], rows: NDArray[np.integer]) -> Scores:
        """Return the exact cosines of the given rows with each query, float32 [queries, len(rows)]."""
        vectors = self.vectors(rows)
        # Unlike a matrix product, einsum sums each row separately: equal vectors get equal scores.
        return np.stack([np.einsum("nd,d->n", vectors, query.astype(np.float32)) for query in queries])

    def vectors(self, rows: NDArray[np.integer]) -> Vectors:
        """Return the vectors of the given rows, float32 [len(rows), dimension]."""
        vectors: Vectors = self._embeddings[rows].astype(np.float32)
        return vectors

    def _candidates(self, query: NDArray[np.float32], k: int, allowed: Mask | None, count: int) -> Rows:
        faiss = _faiss()
        selector = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        if isinstance(self._index, faiss.IndexIVF):
            # The search meets as many allowed rows as one without a filter meets rows.
            probes = min(self._index.nlist, -(-self._index.nprobe * len(self) // count))
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probes)
        else:
            parameters = faiss.SearchParameters(sel=selector)
        # One question is too little work to share: on a busy machine it waits for the second thread, 80 ms
        # instead of 3. OpenMP keeps this setting per calling thread, so it is set each time.
        faiss.omp_set_num_threads(1)
        asked = query[np.newaxis].astype(np.float32)
        if self._index.metric_type == faiss.METRIC_L2:
            asked = _eight_bits(asked)
        _, rows = self._index.search(asked, k, params=parameters)
        found: Rows = rows[0][rows[0] >= 0].astype(np.int64)
        return found

    def _is_crowded(self, scores: Scores, wanted: int, count: int) -> bool:
        """Whether an index that compares all rows may have missed some as near as the last one wanted."""
        compares_all = not hasattr(self._index, "nprobe")
        return compares_all and len(scores) < count and bool(scores[wanted - 1] - scores[-1] < CROWDED)

    def _scan(self, query: NDArray[np.float32], wanted: int, allowed: Mask | None) -> Found:
        rows = np.arange(len(self)) if allowed is None else np.flatnonzero(allowed)
        scores = np.concatenate(
            [self.scores(query, rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK)]
        )
        order = np.lexsort((rows, -scores))[:wanted]
        return rows[order], scores[order]


def write_vectors(embeddings: Embeddings, directory: Path, exact_rows: int = EXACT_ROWS) -> VectorStats:
    """Write vectors, and a FAISS index over them, into a directory.

    Up to `exact_rows` the index compares a query with every vector in 8-bit numbers, which takes half as long
    as in 16. With more rows, vectors are in lists around the centres of a k-means (IVF), and a search reads
    as many of the nearest lists as its recall needs.

    Args:
        embeddings: unit rows, [rows, dimension]; kept as float16.
        directory: where `embeddings.npy` and `vectors.faiss` are written.
        exact_rows: most rows for which every vector is compared.
    """
    faiss = _faiss()
    halves = embeddings.astype(np.float16, copy=False)
    np.save(directory / EMBEDDINGS, halves, allow_pickle=False)
    if len(halves) <= exact_rows:
        # Unit vectors have the same order by distance as by cosine.
        kind = faiss.ScalarQuantizer.QT_8bit_direct
        index = faiss.IndexScalarQuantizer(halves.shape[1], kind, faiss.METRIC_L2)
        _fill(index, halves, _eight_bits)
        recall = recall_at_10(VectorIndex(halves, index), halves)
    else:
        index = _trained(halves)
        _fill(index, halves)
        recall = raise_probes(VectorIndex(halves, index), index, halves)
    faiss.write_index(index, str(directory / INDEX))
    return VectorStats(len(halves), recall)


def _lists(rows: int) -> int:
    """Return 4·√rows lists, as FAISS's guidelines advise below a million rows."""
    return max(1, int(4 * np.sqrt(rows)))


def _trained(embeddings: Embeddings) -> Any:
    faiss = _faiss()
    kind = f"IVF{_lists(len(embeddings))},SQ8"
    index = faiss.index_factory(embeddings.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    # FAISS uses at most so many points a centre, and warns if there are fewer than the minimum.
    index.cp.max_points_per_centroid, index.cp.min_points_per_centroid = TRAINING_ROWS, 1
    sample = np.random.default_rng(0).permutation(len(embeddings))[: TRAINING_ROWS * index.nlist]
    index.train(embeddings[np.sort(sample)].astype(np.float32))
    return index


def _fill(
    index: Any,
    embeddings: Embeddings,
    written: Callable[[NDArray[np.float32]], NDArray[np.float32]] = lambda vectors: vectors,
) -> None:
    for start in range(0, len(embeddings), CHUNK):
        index.add(written(embeddings[start : start + CHUNK].astype(np.float32)))


def _eight_bits(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return unit vectors as FAISS stores 8-bit numbers: 1 to 255, whose fractions it cuts off."""
    return FULL * vectors + np.float32(ZERO + 0.5)


def _faiss() -> Any:
    """Return FAISS, imported when needed (0.2 s); untyped, because its stubs are incomplete."""
    import faiss

    return faiss


def _open_index(path: Path) -> Any:
    """Return the FAISS index of a file, memory-mapped; IVF needs another flag than flat codes."""
    faiss = _faiss()
    with path.open("rb") as file:
        inverted = file.read(2) == b"Iw"
    mapping = faiss.IO_FLAG_MMAP if inverted else faiss.IO_FLAG_MMAP_IFC
    return faiss.read_index(str(path), mapping | faiss.IO_FLAG_READ_ONLY)


def _load(path: Path) -> Embeddings:
    """Return the vectors of a file, memory-mapped."""
    embeddings: NDArray[np.float16] = mapped(path)
    if embeddings.ndim != 2 or embeddings.dtype != np.float16:
        raise ValueError(
            f"{path.name} holds {embeddings.dtype} {embeddings.shape}, not float16 [rows, dimension]"
        )
    return embeddings
