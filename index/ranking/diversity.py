"""Diversity: re-rank candidates so that a hit does not repeat the hits above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.arrays import Scores, Vectors

NEAR_DUPLICATE = 0.97
"""Cosine from which on two passages count as near-duplicates."""
NEAR_DUPLICATE_PENALTY = 4
"""Penalty of a near-duplicate: greater than the sum of gain and similarity."""
MMR_LAMBDA = 0.7
"""Weight of the score against the similarity to the hits above. 1 would keep the order of the scores and
only move near-duplicates; 0 would take the least similar candidate next."""


def mmr(scores: Scores, vectors: Vectors) -> npt.NDArray[np.int64]:
    """Return the positions of the candidates in the order of maximal marginal relevance, int64 [candidates].

    Each step takes the candidate with the greatest `MMR_LAMBDA * score - (1 - MMR_LAMBDA) * similarity`,
    where similarity is the greatest cosine with a candidate taken before (Carbonell and Goldstein, "The Use
    of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998). Scores
    are first scaled to 0 (worst candidate) to 1 (best candidate). A near-duplicate of a taken candidate comes
    after all candidates that are not, whatever its score. The best candidate is always first; ties keep the
    order of their scores.

    Args:
        scores: ranking scores of the candidates, [candidates].
        vectors: their unit vectors, [candidates, dimension].
    """
    order = np.argsort(-scores, kind="stable")
    gain = MMR_LAMBDA * _from_0_to_1(scores[order])
    ranked = vectors[order]
    similarity = np.full(len(order), -1.0, np.float32)
    taken: list[int] = []
    for _ in range(len(order)):
        left = gain - (1 - MMR_LAMBDA) * similarity - NEAR_DUPLICATE_PENALTY * (similarity >= NEAR_DUPLICATE)
        left[taken] = -np.inf
        taken.append(int(np.argmax(left)))
        similarity = np.maximum(similarity, np.einsum("nd,d->n", ranked, ranked[taken[-1]]))
    return order[taken]


def _from_0_to_1(scores: Scores) -> Scores:
    spread = np.ptp(scores) if len(scores) else 0.0
    return (scores - scores.min()) / spread if spread > 0 else np.zeros_like(scores)
