"""Nearest passages by cosine: exact vectors in one memory-mapped file, a FAISS index over them in another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.arrays import mapped
from index.dense.recall import raise_probes, recall_at_10
from index.errors import MEND, DamagedSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Embeddings = NDArray[np.float16] | NDArray[np.float32]
    Mask = NDArray[np.bool_]
    Found = tuple[NDArray[np.int64], NDArray[np.float32]]

EMBEDDINGS = "embeddings.npy"
"""float16 [rows, dimension]: the vectors themselves, from which every score is computed."""
INDEX = "vectors.faiss"
"""The FAISS index that finds the candidates."""

EXACT_ROWS = 100_000
"""Rows up to which every vector is compared: 6.5 ms on one core without VNNI at 384 dimensions."""
SCANNED_ROWS = 2_000
"""Allowed rows up to which a filtered search reads just those: about 1 ms, however many others there are."""
SCANNED_PART = 50
"""Also read just the allowed rows when they are less than one in so many: an approximate search would have to
look into so many times more lists to meet as many of them."""
SPARE = 100
"""Candidates found beyond those asked for, whose cosines are then worked out: numbers of eight bits misplace
neighbours near the end. Of the 150 nearest of 29,143 passages, as found for 300 questions, 98.2 in 100 are
among the first 150 by such numbers and all among the first 250."""
CROWDED = 0.005
"""Cosine by which the last of the spare ones is further away than the last one wanted, at least, or all are
worked out: among thousands of near copies eight bits tell nothing. One word in 29,143 passages: .0075."""
FULL, ZERO = 127, 128
"""What 1 and 0 are in eight bits."""
CHUNK = 16_384
"""Rows turned to float32 at a time: 25 MB at 384 dimensions."""

TRAINING_ROWS = 64
"""Sampled rows for each list's centre; FAISS asks for 39 or more."""


@dataclass(frozen=True, slots=True)
class VectorStats:
    """What `write_vectors` made."""

    vectors: int
    recall_at_10: float
    """Share of the true 10 nearest that are found, the passage itself not counted."""


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
            index = _mapped(directory / INDEX)
        except (OSError, EOFError, ValueError, RuntimeError) as error:
            raise DamagedSnapshot(f"The vectors in {directory} cannot be read ({error}): {MEND}") from error
        if embeddings.shape != (index.ntotal, index.d):
            raise DamagedSnapshot(
                f"{directory / INDEX} holds {index.ntotal} vectors of {index.d}, {EMBEDDINGS} holds "
                f"{embeddings.shape}: {MEND}"
            )
        return cls(embeddings, index)

    def __len__(self) -> int:
        return int(self._embeddings.shape[0])

    def search(self, query: NDArray[np.float32], k: int, allowed: Mask | None = None) -> Found:
        """The rows nearest to a query, and their cosines, descending, ties by ascending row.

        Args:
            query: a unit vector, [dimension].
            k: rows wanted.
            allowed: [rows], True where a row may be found; all when None.

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

    def scores(self, query: NDArray[np.float32], rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """Cosines of the given rows, float32 [len(rows)], from the vectors themselves."""
        # Unlike a matrix product, einsum adds up each row alone: equal vectors get equal scores.
        scores: NDArray[np.float32] = np.einsum("nd,d->n", self.vectors(rows), query.astype(np.float32))
        return scores

    def vectors(self, rows: NDArray[np.integer]) -> NDArray[np.float32]:
        """The vectors of the given rows, float32 [len(rows), dimension]."""
        vectors: NDArray[np.float32] = self._embeddings[rows].astype(np.float32)
        return vectors

    def _candidates(
        self, query: NDArray[np.float32], k: int, allowed: Mask | None, count: int
    ) -> NDArray[np.int64]:
        faiss = _faiss()
        selector = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
        if isinstance(self._index, faiss.IndexIVF):
            # Meet as many allowed rows as a search without a filter meets rows.
            probes = min(self._index.nlist, -(-self._index.nprobe * len(self) // count))
            parameters = faiss.SearchParametersIVF(sel=selector, nprobe=probes)
        else:
            parameters = faiss.SearchParameters(sel=selector)
        # One question is too little work to share: on a busy machine the second thread is waited for, 80 ms
        # against 3 ms. OpenMP keeps this number per calling thread, so it is set each time.
        faiss.omp_set_num_threads(1)
        asked = query[np.newaxis].astype(np.float32)
        if self._index.metric_type == faiss.METRIC_L2:
            asked = _eight_bits(asked)
        _, rows = self._index.search(asked, k, params=parameters)
        found: NDArray[np.int64] = rows[0][rows[0] >= 0].astype(np.int64)
        return found

    def _is_crowded(self, scores: NDArray[np.float32], wanted: int, count: int) -> bool:
        """True where an index that compares all may have missed some as near as the last one wanted."""
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

    Up to `exact_rows` the index compares a query with every vector, in eight bits a number, which takes half
    as long as in 16. Beyond, vectors lie in lists around the centres of a k-means (IVF), and a search looks
    into as many of the nearest lists as its recall needs.

    Args:
        embeddings: unit rows, [rows, dimension]; kept as float16.
        directory: where `embeddings.npy` and `vectors.faiss` are written.
        exact_rows: rows up to which every vector is compared.
    """
    faiss = _faiss()
    halves = embeddings.astype(np.float16, copy=False)
    np.save(directory / EMBEDDINGS, halves, allow_pickle=False)
    if len(halves) <= exact_rows:
        # Unit vectors are the nearer by their distance the nearer they are by their cosine.
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
    """4·√rows, as FAISS's guidelines advise below a million rows."""
    return max(1, int(4 * np.sqrt(rows)))


def _trained(embeddings: Embeddings) -> Any:
    faiss = _faiss()
    kind = f"IVF{_lists(len(embeddings))},SQ8"
    index = faiss.index_factory(embeddings.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    # FAISS takes that many points a centre at most, and warns below so few.
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
    """Unit vectors as FAISS keeps numbers of eight bits: 1 to 255, of which it cuts off what is no whole."""
    return FULL * vectors + np.float32(ZERO + 0.5)


def _faiss() -> Any:
    """FAISS, imported when first needed (0.2 s); untyped here, for its stubs lack half of what it has."""
    import faiss

    return faiss


def _mapped(path: Path) -> Any:
    """The FAISS index of a file, memory-mapped: inverted files (IVF) in another way than flat codes."""
    faiss = _faiss()
    with path.open("rb") as file:
        inverted = file.read(2) == b"Iw"
    mapping = faiss.IO_FLAG_MMAP if inverted else faiss.IO_FLAG_MMAP_IFC
    return faiss.read_index(str(path), mapping | faiss.IO_FLAG_READ_ONLY)


def _load(path: Path) -> Embeddings:
    """The vectors of a file, memory-mapped."""
    embeddings: NDArray[np.float16] = mapped(path)
    if embeddings.ndim != 2 or embeddings.dtype != np.float16:
        raise ValueError(
            f"{path.name} holds {embeddings.dtype} {embeddings.shape}, not float16 [rows, dimension]"
        )
    return embeddings
