"""Diversity: the next hit is one that answers and that does not say again what stands above it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

COPY = 0.97
"""Cosine from which on a passage says the same as another."""
BEHIND = 4
"""More than gain and similarity come to."""
TRADE_OFF = 0.7
"""Weight of relevance against likeness to the hits above: 1 would leave the order of the scores but for
copies, 0 take the least similar next."""


def diversified(scores: Floats, vectors: Floats) -> npt.NDArray[np.int64]:
    """Gives the positions of the candidates in the order of maximal marginal relevance, int64.

    Each step takes the candidate with the greatest `TRADE_OFF * score - (1 - TRADE_OFF) * similarity`, where
    similarity is the greatest cosine with one taken before (Carbonell and Goldstein, "The Use of MMR,
    Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR 1998). Scores are first
    brought to 0 for the worst candidate and 1 for the best, so that both sides are on one scale. What is a
    copy of one that was taken comes after all that is none, however well it answers. The best candidate is
    always first, and equal ones keep the order of their scores.

    Args:
        scores: ranking scores of the candidates, [candidates].
        vectors: their unit vectors, [candidates, dimension].
    """
    order = np.argsort(-scores, kind="stable")
    gain = TRADE_OFF * _from_0_to_1(scores[order])
    ranked = vectors[order]
    similarity = np.full(len(order), -1.0, np.float32)
    taken: list[int] = []
    for _ in range(len(order)):
        left = gain - (1 - TRADE_OFF) * similarity - BEHIND * (similarity >= COPY)
        left[taken] = -np.inf
        taken.append(int(np.argmax(left)))
        similarity = np.maximum(similarity, np.einsum("nd,d->n", ranked, ranked[taken[-1]]))
    return order[taken]


def _from_0_to_1(scores: Floats) -> Floats:
    spread = np.ptp(scores) if len(scores) else 0.0
    return (scores - scores.min()) / spread if spread > 0 else np.zeros_like(scores)
