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
    import faiss

    queries = embeddings[sample].astype(np.float32)
    k = min(NEAREST, len(embeddings) - 1)
    scores, rows = [], []
    for start in range(0, len(embeddings), CHUNK):
        chunk = embeddings[start : start + CHUNK].astype(np.float32)
        near, at = faiss.knn(queries, chunk, min(k + 1, len(chunk)), metric=faiss.METRIC_INNER_PRODUCT)
        scores.append(near)
        rows.append(at + start)
    all_scores, all_rows = np.concatenate(scores, axis=1), np.concatenate(rows, axis=1)
    all_scores[all_rows == sample[:, np.newaxis]] = -np.inf
    best = np.argsort(-all_scores, axis=1, kind="stable")[:, :k]
    return np.take_along_axis(all_rows, best, axis=1)


def _recall(searched: VectorIndex, queries: Vectors, truth: NDArray[np.int64]) -> float:
    """Return the mean share of the true neighbours that a search finds besides the passage itself."""
    found = [searched.search(query, truth.shape[1] + 1)[0] for query in queries]
    shares = [np.isin(near, rows).mean() for near, rows in zip(truth, found, strict=True)]
    return round(float(np.mean(shares)), 4)
