"""Diversity: leave out candidates that repeat better ones, and re-rank the others to be varied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.arrays import Ordinals, Scores, Vectors

NEAR_DUPLICATE = 0.97
"""Cosine from which on two passages count as near-duplicates."""
MMR_LAMBDA = 0.7
"""Weight of the score against the similarity to the hits above. 1 would keep the order of the scores; 0 would
take the least similar candidate next."""


def distinct(
    vectors: Vectors, articles: Ordinals, stories: Ordinals, most: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the first `most` candidates that repeat none of each other, and those that repeat one of them.

    A candidate repeats a better one if it is of another article of the same story, or if both vectors are
    nearly equal. The former is needed because a copy may have another headline, which is part of its vectors.
    Passages of one article are not copies of each other.

    Args:
        vectors: the unit vectors of the candidates, best first, [candidates, dimension].
        articles: ordinal of each candidate's article, [candidates].
        stories: ordinal of each candidate's story, [candidates].
        most: distinct candidates at most.

    Returns:
        The positions of the distinct candidates, and the position of each repeat with that of the candidate
        that it repeats; both best first.
    """
    taken: list[int] = []
    repeats: list[tuple[int, int]] = []
    left = np.ones(len(vectors), np.bool_)
    while len(taken) < most and left.any():
        best = int(np.argmax(left))
        left[best] = False
        taken.append(best)
        copies = (stories == stories[best]) & (articles != articles[best])
        near = np.einsum("nd,d->n", vectors, vectors[best]) >= NEAR_DUPLICATE
        repeating = left & (copies | near)
        left &= ~repeating
        repeats += [(at, best) for at in np.flatnonzero(repeating).tolist()]
    return taken, sorted(repeats)


def mmr(scores: Scores, vectors: Vectors) -> npt.NDArray[np.int64]:
    """Return the positions of the candidates in the order of maximal marginal relevance, int64 [candidates].

    Each step takes the candidate with the greatest `MMR_LAMBDA * score - (1 - MMR_LAMBDA) * similarity`,
    where similarity is the greatest cosine with a candidate taken before (Carbonell and Goldstein, "The Use
    of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998). Scores
    are first scaled to 0 (worst candidate) to 1 (best candidate). The best candidate is always first; ties
    keep the order of their scores.

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
        left = gain - (1 - MMR_LAMBDA) * similarity
        left[taken] = -np.inf
        taken.append(int(np.argmax(left)))
        similarity = np.maximum(similarity, np.einsum("nd,d->n", ranked, ranked[taken[-1]]))
    return order[taken]


def _from_0_to_1(scores: Scores) -> Scores:
    spread = np.ptp(scores) if len(scores) else 0.0
    return (scores - scores.min()) / spread if spread > 0 else np.zeros_like(scores)
