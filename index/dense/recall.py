"""Recall of an index against exact search, and raising it to a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.arrays import Rows, Vectors
    from index.dense.vectors import Embeddings, VectorIndex

TARGET = 0.97
"""Least mean share of the 10 nearest that a search must find, over a sample."""
SAMPLE = 200
"""Number of sampled passages: the standard error of recall is below 0.005."""
NEAREST = 10
CHUNK = 16_384
"""Rows compared at once: 25 MB as float32 at 384 dimensions."""


def raise_probes(searched: VectorIndex, index: Any, embeddings: Embeddings) -> float:
    """Double the number of lists that a search reads (`index.nprobe`) until it reaches `TARGET`.

    Args:
        searched: the measured search over `index`.
        index: the FAISS IVF index; its `nprobe` is set.
        embeddings: its vectors, unit rows.

    Returns:
        The recall@10 that it reaches.
    """
    queries, truth = _sampled(embeddings)
    index.nprobe = 1
    while (recall := _recall(searched, queries, truth)) < TARGET and index.nprobe < index.nlist:
        index.nprobe = min(2 * index.nprobe, index.nlist)
    return recall


def recall_at_10(searched: VectorIndex, embeddings: Embeddings) -> float:
    """Return the share of the true 10 nearest that a search finds; 1 with fewer than two vectors.

    Args:
        searched: the measured search.
        embeddings: its vectors, unit rows.
    """
    return _recall(searched, *_sampled(embeddings)) if len(embeddings) > 1 else 1.0


def _sampled(embeddings: Embeddings) -> tuple[Vectors, NDArray[np.int64]]:
    """Return a sample of the vectors, and their true neighbours."""
    sample = np.random.default_rng(1).permutation(len(embeddings))[:SAMPLE]
    return embeddings[sample].astype(np.float32), neighbours(embeddings, sample)


def neighbours(embeddings: Embeddings, sample: Rows) -> NDArray[np.int64]:
    """Return the 10 nearest rows of each sampled row, without itself, by exact search, [sample, 10]."""
    from faiss import METRIC_INNER_PRODUCT
    from faiss.contrib.exhaustive_search import knn_ground_truth

    k = min(NEAREST, len(embeddings) - 1)
    starts = range(0, len(embeddings), CHUNK)
    chunks = (embeddings[start : start + CHUNK].astype(np.float32) for start in starts)
    queries = embeddings[sample].astype(np.float32)
    exact: Any = knn_ground_truth  # FAISS has no types for it
    rows: NDArray[np.int64] = exact(queries, chunks, k + 1, METRIC_INNER_PRODUCT, ngpu=0)[1]
    others: NDArray[np.bool_] = rows != sample[:, np.newaxis]
    others[others.all(axis=1), -1] = False  # many equal vectors: the row itself is not among them
    return rows[others].reshape(-1, k)


def _recall(searched: VectorIndex, queries: Vectors, truth: NDArray[np.int64]) -> float:
    """Return the mean share of the true neighbours that a search finds besides the passage itself."""
    found = [searched.search(query, truth.shape[1] + 1)[0] for query in queries]
    shares = [np.isin(near, rows).mean() for near, rows in zip(truth, found, strict=True)]
    return round(float(np.mean(shares)), 4)
